//! What was found about claims, for people: each claim with the numbers that decided it, then all
//! of them in a table.

mod block;
mod table;

use crate::paint::{Tone, paint, wrap};
use interregnum_model::Model;
use interregnum_study::claims::report::{ClaimReport, Report};
use interregnum_study::claims::{Knockouts, Verdict};

/// The report as a page of this width.
pub fn page(report: &Report, model: &Model, width: usize) -> String {
    let mut text = String::new();
    let mut chapter = None;
    for claim in &report.claims {
        let title = chapter_title(claim, model);
        if title.is_some() && title != chapter {
            text.push_str(&format!("{}\n\n", paint(title.as_deref().unwrap_or(""), Tone::Strong)));
            chapter = title;
        }
        text.push_str(&block::block(claim, report.knockouts, width));
        text.push('\n');
    }
    /// Fewer claims than this need no table.
    const TABLE: usize = 4;
    if report.claims.len() >= TABLE {
        text.push_str(&table::table(report, width));
        text.push('\n');
    }
    text.push_str(&closing(report, width));
    text
}

fn chapter_title(claim: &ClaimReport, model: &Model) -> Option<String> {
    let own = model.claims.iter().find(|one| *one.name.written == *claim.id)?;
    Some(model.chapter(own.span)?.title.clone())
}

/// The word for a verdict and its tone.
pub fn verdict_word(verdict: Verdict) -> (&'static str, Tone) {
    match verdict {
        Verdict::Holds => ("holds", Tone::Good),
        Verdict::Fails => ("fails", Tone::Bad),
        Verdict::Depends => ("depends", Tone::Open),
        Verdict::NotExplained => ("not explained", Tone::Open),
        Verdict::Untestable => ("untestable", Tone::Aside),
    }
}

/// How many claims have each verdict: `12 hold, 4 fail`.
pub fn tally(claims: &[ClaimReport]) -> String {
    let parts: Vec<String> = Verdict::ALL
        .iter()
        .filter_map(|verdict| {
            let count = claims.iter().filter(|claim| claim.verdict == *verdict).count();
            let (one, many) = match verdict {
                Verdict::Holds => ("holds", "hold"),
                Verdict::Fails => ("fails", "fail"),
                Verdict::Depends => ("depends on an assumption", "depend on an assumption"),
                Verdict::NotExplained => ("is not explained", "are not explained"),
                Verdict::Untestable => ("cannot be tested", "cannot be tested"),
            };
            let (_, tone) = verdict_word(*verdict);
            let word = if count == 1 { one } else { many };
            (count > 0).then(|| paint(&format!("{count} {word}"), tone))
        })
        .collect();
    parts.join(", ")
}

fn closing(report: &Report, width: usize) -> String {
    let count = report.claims.len();
    let claims = if count == 1 { "1 claim".to_owned() } else { format!("{count} claims") };
    let mut text = format!("{claims}: {}\n", tally(&report.claims));
    let mut add = |line: String| {
        text.push_str(&wrap(&line, width, "", ""));
        text.push('\n');
    };
    let runs = report.base_runs + report.member_runs * u64::from(report.answered);
    add(format!(
        "Judged by the base run and {} members (seed {}), {runs} runs in all.",
        report.answered, report.seed
    ));
    if report.interrupted {
        add(format!(
            "Interrupted: {} of {} members were asked; what is missing has no answer.",
            report.answered, report.members
        ));
    }
    if report.failed > 0 {
        add(format!(
            "{} runs broke down, and the questions asked of them have no answer:",
            report.failed
        ));
        for failure in &report.failures {
            let who = match failure.member {
                0 => "base run".to_owned(),
                member => format!("member {member}"),
            };
            let place = failure.place.as_ref().map(|place| format!(" ({place})"));
            add(format!("  {who}: {}{}", failure.why, place.unwrap_or_default()));
        }
    }
    if report.knockouts == Knockouts::LeftOut {
        add("Knock-outs were not tried: what holds may hold for any reason. Add --knockouts."
            .to_owned());
    }
    text
}
