//! One claim: its words, its tests with their numbers, the verdict, its knock-outs.

use super::verdict_word;
use crate::paint::{Tone, paint, wrap};
use interregnum_study::claims::report::{
    AlternativeReport, ClaimReport, Deciding, KnockoutReport, RecordReport, TestReport,
};
use interregnum_study::claims::{Knockouts, Verdict};

/// A claim as lines of this width.
pub fn block(claim: &ClaimReport, tried: Knockouts, width: usize) -> String {
    let mut lines = vec![heading(claim, width), wrap(&claim.statement, width, "  ", "  ")];
    for (index, test) in claim.tests.iter().enumerate() {
        lines.extend(test_lines(test, width));
        let record = claim.record.iter().filter(|one| one.test == index);
        lines.extend(record.map(|one| record_line(one, test, width)));
    }
    for shown in &claim.shown {
        lines.push(wrap(&words(shown), width, "  · ", "      "));
    }
    let (word, tone) = verdict_word(claim.verdict);
    let so = wrap(&format!("{word}: {}", claim.because), width, "  = ", "    ");
    lines.push(so.replacen(word, &paint(word, tone), 1));
    lines.extend(claim.knockouts.iter().flat_map(|one| knockout_lines(one, width)));
    let unnamed = tried == Knockouts::Tried && claim.knockouts.is_empty();
    if unnamed && claim.verdict != Verdict::Untestable {
        lines.push("  no knock-out is named".to_owned());
    }
    lines.join("\n") + "\n"
}

/// Id and provenance to the left, the verdict to the right.
fn heading(claim: &ClaimReport, width: usize) -> String {
    let (word, tone) = verdict_word(claim.verdict);
    let about: Vec<&str> = [claim.tier.as_str(), claim.kind.as_str()]
        .into_iter()
        .chain(claim.paragraph.iter().map(String::as_str))
        .filter(|part| !part.is_empty())
        .collect();
    let about = about.join(", ");
    let taken = claim.id.chars().count() + about.chars().count() + word.len() + 3;
    let gap = width.saturating_sub(taken).max(1);
    format!(
        "{} {} {} {}",
        paint(&claim.id, Tone::Strong),
        paint(&about, Tone::Aside),
        paint(&"·".repeat(gap), Tone::Aside),
        paint(word, tone)
    )
}

fn mark(holds: Option<bool>) -> String {
    match holds {
        Some(true) => paint("✓", Tone::Good),
        Some(false) => paint("✗", Tone::Bad),
        None => paint("?", Tone::Open),
    }
}

fn test_lines(test: &TestReport, width: usize) -> Vec<String> {
    let line = |holds, text: &str| wrap(text, width, &format!("  {} ", mark(holds)), "      ");
    let mut lines: Vec<String> =
        test.numbers.iter().map(|number| line(number.holds, &words(number))).collect();
    // What was joined by `or`, or has no answer, does not follow from its parts at sight.
    let parts: Option<Vec<bool>> = test.numbers.iter().map(|number| number.holds).collect();
    let plain = parts.map(|parts| parts.into_iter().all(|holds| holds));
    if plain != test.holds || test.numbers.is_empty() {
        let said = match (test.holds, &test.no_answer) {
            (Some(true), _) => "holds all in all".to_owned(),
            (Some(false), _) => "does not hold all in all".to_owned(),
            (None, Some(why)) => format!("has no answer: {why}"),
            (None, None) => "has no answer".to_owned(),
        };
        lines.push(line(test.holds, &format!("{} {said}", test.text)));
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

/// What the record says to the test above it.
fn record_line(record: &RecordReport, test: &TestReport, width: usize) -> String {
    let series = record.series.join(", ");
    let text = match &record.answer.no_answer {
        Some(why) => format!("record: {why}"),
        None => {
            let numbers: Vec<String> = record
                .answer
                .numbers
                .iter()
                .zip(&test.numbers)
                .map(|(number, of_model)| observed(number, of_model))
                .collect();
            format!("record: {} ({series})", numbers.join("; "))
        }
    };
    let mut text = wrap(&text, width, "      ", "        ");
    if record.answer.holds.is_none() {
        text =
            text.lines().map(|line| paint(line, Tone::Aside)).collect::<Vec<String>>().join("\n");
    }
    text
}

/// An observed number; what was wanted of it where that is not what was wanted of the model.
fn observed(number: &Deciding, of_model: &Deciding) -> String {
    let sign = match number.holds {
        Some(true) => " ✓",
        Some(false) => " ✗",
        None => "",
    };
    if number.wanted == of_model.wanted {
        return format!("{}{sign}", number.value);
    }
    format!("{}{sign}, wanted {}", number.value, number.wanted)
}

fn knockout_lines(knockout: &KnockoutReport, width: usize) -> Vec<String> {
    let several = knockout.alternatives.len() > 1;
    let mut lines = Vec::new();
    for (index, alternative) in knockout.alternatives.iter().enumerate() {
        let said = match alternative.breaks {
            Some(true) => "breaks",
            Some(false) => "survives",
            None => "has no answer",
        };
        // One alternative is enough; the others may survive.
        let good = if knockout.breaks == Some(true) { Some(true) } else { alternative.breaks };
        let sign = if knockout.trivial { paint("·", Tone::Aside) } else { mark(good) };
        let or = if several && index > 0 { "or " } else { "" };
        let trivial = if knockout.trivial { " (the claim itself: proves nothing)" } else { "" };
        let number = decisive(alternative).map_or_else(String::new, |words| format!(": {words}"));
        let text = format!("{or}{said} {}{trivial}{number}", alternative.text);
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
