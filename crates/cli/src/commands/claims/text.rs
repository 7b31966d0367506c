//! What was found about claims, for people: each claim with the numbers that decided it, then all
//! of them in a table.

mod block;
mod table;

use crate::paint::{Tone, paint, wrap};
use interregnum_model::Model;
use interregnum_model::diagnostic::counted;
use interregnum_model::model::Vary;
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
            let (one, many) = said(*verdict);
            let (_, tone) = verdict_word(*verdict);
            let word = if count == 1 { one } else { many };
            (count > 0).then(|| paint(&format!("{count} {word}"), tone))
        })
        .collect();
    parts.join(", ")
}

/// What is said of one claim with a verdict, and of several.
fn said(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Holds => ("holds", "hold"),
        Verdict::Fails => ("fails", "fail"),
        Verdict::Depends => ("depends on an assumption", "depend on an assumption"),
        Verdict::NotExplained => ("is not explained", "are not explained"),
        Verdict::Untestable => ("cannot be tested", "cannot be tested"),
    }
}

/// How the claims came out: `3 claims: 2 hold, 1 fails`, `1 claim: it holds`.
fn outcome(claims: &[ClaimReport]) -> String {
    let count = counted(claims.len() as u64, "claim");
    match claims {
        [only] => {
            let (_, tone) = verdict_word(only.verdict);
            format!("{count}: {}", paint(&format!("it {}", said(only.verdict).0), tone))
        }
        [] => count,
        several => format!("{count}: {}", tally(several)),
    }
}

fn closing(report: &Report, width: usize) -> String {
    let mut text = format!("{}\n", outcome(&report.claims));
    let mut add = |line: String| {
        text.push_str(&wrap(&line, width, "", ""));
        text.push('\n');
    };
    let alike = match report.vary {
        Vary::Everything => "",
        Vary::Chance => " that differ by chance alone",
    };
    add(format!(
        "Judged by the base run and {}{alike} (seed {}), {} in all.",
        counted(u64::from(report.begun), "member"),
        report.seed,
        counted(report.runs, "run")
    ));
    if report.interrupted {
        add(format!(
            "Interrupted: of {}, {} were asked everything and {} a part; each claim says how many answered it, and what is missing has no answer.",
            counted(u64::from(report.members), "member"),
            report.answered,
            report.begun.saturating_sub(report.answered)
        ));
    }
    if report.failed > 0 {
        add(format!(
            "{} broke down, and what was asked there has no answer:",
            counted(report.failed, "run")
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
