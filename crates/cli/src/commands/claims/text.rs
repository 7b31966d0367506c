//! What was found about claims, for people: each claim with the numbers that decided it, then all
//! of them in a table.

use crate::paint::{Tone, paint, wrap};
use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use interregnum_model::Model;
use interregnum_study::claims::report::{
    AlternativeReport, ClaimReport, Deciding, KnockoutReport, RecordReport, Report, TestReport,
};
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
        text.push_str(&block(claim, report.knockouts, width));
        text.push('\n');
    }
    /// Fewer claims than this need no table.
    const TABLE: usize = 4;
    if report.claims.len() >= TABLE {
        text.push_str(&overview(report));
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

/// One claim.
fn block(claim: &ClaimReport, tried: Knockouts, width: usize) -> String {
    let (word, tone) = verdict_word(claim.verdict);
    let about: Vec<&str> = [claim.tier.as_str(), claim.kind.as_str()]
        .into_iter()
        .chain(claim.paragraph.iter().map(String::as_str))
        .filter(|part| !part.is_empty())
        .collect();
    let about = about.join(", ");
    let gap =
        width.saturating_sub(claim.id.chars().count() + about.chars().count() + word.len() + 3);
    let mut text = format!(
        "{} {} {} {}\n",
        paint(&claim.id, Tone::Strong),
        paint(&about, Tone::Aside),
        paint(&"·".repeat(gap.max(1)), Tone::Aside),
        paint(word, tone)
    );
    let mut line = |line: &str| {
        text.push_str(line);
        text.push('\n');
    };
    line(&wrap(&claim.statement, width, "  ", "  "));
    for test in &claim.tests {
        for one in test_lines(test, width, "  ") {
            line(&one);
        }
    }
    line(&wrap(&claim.because, width, "  = ", "    "));
    for shown in &claim.shown {
        line(&wrap(&shown_words(shown), width, "    ", "      "));
    }
    for knockout in &claim.knockouts {
        for one in knockout_lines(knockout, width) {
            line(&one);
        }
    }
    if tried == Knockouts::Tried
        && claim.knockouts.is_empty()
        && claim.verdict != Verdict::Untestable
    {
        line("  no knock-outs are named");
    }
    for record in &claim.record {
        line(&record_line(record, claim.tests.len(), width));
    }
    text
}

fn mark(holds: Option<bool>) -> String {
    match holds {
        Some(true) => paint("✓", Tone::Good),
        Some(false) => paint("✗", Tone::Bad),
        None => paint("?", Tone::Open),
    }
}

fn test_lines(test: &TestReport, width: usize, indent: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let rest = format!("{indent}    ");
    for number in &test.numbers {
        let first = format!("{indent}{} ", mark(number.holds));
        lines.push(wrap(&words(number), width, &first, &rest));
    }
    // What was joined by `or`, or has no answer, does not follow from its parts at sight.
    let parts = test.numbers.iter().map(|number| number.holds);
    let plain = parts.fold(Some(true), |all, one| all.zip(one).map(|(a, b)| a && b));
    if plain != test.holds || test.numbers.is_empty() {
        let why = test.no_answer.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        let said = match test.holds {
            Some(true) => "holds all in all".to_owned(),
            Some(false) => "does not hold all in all".to_owned(),
            None => format!("has no answer{why}"),
        };
        let first = format!("{indent}{} ", mark(test.holds));
        lines.push(wrap(&format!("{} {said}", test.text), width, &first, &rest));
    }
    lines
}

/// `text = 1.52, wanted 1.45..1.65 (note)`.
fn words(number: &Deciding) -> String {
    let yes_or_no = number.wanted == "yes";
    let equals = if yes_or_no { ":" } else { " =" };
    let mut text = format!("{}{equals} {}", number.text, number.value);
    if !yes_or_no && !number.wanted.is_empty() {
        text.push_str(&format!(", wanted {}", number.wanted));
    }
    if !number.note.is_empty() {
        text.push_str(&format!(" ({})", number.note));
    }
    text
}

fn shown_words(number: &Deciding) -> String {
    words(number)
}

fn knockout_lines(knockout: &KnockoutReport, width: usize) -> Vec<String> {
    let count = knockout.alternatives.len();
    let trivial =
        if knockout.trivial { ", which is the claim itself and proves nothing" } else { "" };
    let one_of = if count > 1 { " (one of them is enough)" } else { "" };
    let mut lines = Vec::new();
    for alternative in &knockout.alternatives {
        let said = match alternative.breaks {
            Some(true) => "breaks",
            Some(false) => "survives",
            None => "has no answer",
        };
        // One alternative is enough; the others may survive.
        let good = if knockout.breaks == Some(true) { Some(true) } else { alternative.breaks };
        let sign = if knockout.trivial { paint("·", Tone::Aside) } else { mark(good) };
        let numbers = decisive(alternative).map_or_else(String::new, |words| format!(": {words}"));
        let text = format!("{said} {}{one_of}{trivial}{numbers}", alternative.text);
        lines.push(wrap(&text, width, &format!("  {sign} "), "      "));
    }
    lines
}

/// The number that decided whether a claim breaks.
fn decisive(alternative: &AlternativeReport) -> Option<String> {
    let broken = alternative.tests.iter().find(|test| test.holds == Some(false));
    let test = broken.or(alternative.tests.first())?;
    if let Some(why) = &test.no_answer {
        return Some(why.clone());
    }
    let number = test.numbers.iter().find(|number| number.holds == Some(false));
    number.or(test.numbers.first()).map(words)
}

fn record_line(record: &RecordReport, tests: usize, width: usize) -> String {
    let which = if tests > 1 { format!(" of test {}", record.test + 1) } else { String::new() };
    let answer = match (&record.answer.no_answer, record.answer.numbers.is_empty()) {
        (Some(why), _) => why.clone(),
        (None, true) => record.answer.text.clone(),
        (None, false) => {
            let numbers: Vec<String> = record
                .answer
                .numbers
                .iter()
                .map(|number| format!("{}, wanted {}", number.value, number.wanted))
                .collect();
            numbers.join("; ")
        }
    };
    let sign = if record.answer.holds.is_some() {
        mark(record.answer.holds)
    } else {
        paint("·", Tone::Aside)
    };
    let text = format!("record{which}, {}: {answer}", record.series.join(", "));
    wrap(&text, width, &format!("  {sign} "), "      ")
}

/// All claims, one line each.
fn overview(report: &Report) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["claim", "tier", "¶", "verdict", "tests", "members", "breaks", "record"]);
    for claim in &report.claims {
        let (word, tone) = verdict_word(claim.verdict);
        let good = |holds: &[Option<bool>]| match holds.len() {
            0 => String::new(),
            all => format!("{} of {all}", holds.iter().filter(|one| **one == Some(true)).count()),
        };
        let tests: Vec<Option<bool>> = claim.tests.iter().map(|test| test.holds).collect();
        let breaks: Vec<Option<bool>> =
            claim.knockouts.iter().filter(|one| !one.trivial).map(|one| one.breaks).collect();
        let record: Vec<Option<bool>> =
            claim.record.iter().map(|one| one.answer.holds).filter(Option::is_some).collect();
        let members = claim.members.and_then(|share| share.part());
        table.add_row([
            claim.id.clone(),
            claim.tier.clone(),
            claim.paragraph.join(" ").replace('¶', ""),
            paint(word, tone),
            good(&tests),
            members.map_or_else(String::new, |part| format!("{:.0} %", part * 100.0)),
            good(&breaks),
            good(&record),
        ]);
    }
    format!("{}\n", table.trim_fmt())
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
            (count > 0)
                .then(|| paint(&format!("{count} {}", if count == 1 { one } else { many }), tone))
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
            let who = if failure.member == 0 {
                "base run".to_owned()
            } else {
                format!("member {}", failure.member)
            };
            add(format!("  {who}: {}", failure.why));
        }
    }
    if report.knockouts == Knockouts::LeftOut {
        add("Knock-outs were not tried: what holds may hold for any reason. Add --knockouts."
            .to_owned());
    }
    text
}
