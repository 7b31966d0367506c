//! What an audit found, for people: each check with what it did and found, then how many passed.

use crate::paint::{Tone, paint, wrap};
use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use interregnum_model::diagnostic::counted;
use interregnum_study::audit::{Audit, Checked, Found, Table as Rows, Verdict, Weight};

/// What is done about remarks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remarks {
    /// They are told.
    Told,
    /// They are counted.
    Counted,
}

/// The audit as a page of this width.
pub fn page(audit: &Audit, remarks: Remarks, width: usize) -> String {
    let mut text = String::new();
    for check in &audit.checks {
        text.push_str(&block(check, remarks, width));
        text.push('\n');
    }
    text.push_str(&closing(audit));
    text
}

/// The words for a verdict, their tone, and the sign before a check.
fn said(verdict: Verdict) -> (&'static str, Tone, &'static str) {
    match verdict {
        Verdict::Passes => ("passes", Tone::Good, "✓"),
        Verdict::Fails => ("fails", Tone::Bad, "✗"),
        Verdict::DoesNotApply => ("does not apply", Tone::Aside, "·"),
    }
}

fn block(check: &Checked, remarks: Remarks, width: usize) -> String {
    let (word, tone, sign) = said(check.verdict);
    let heading = format!("{} {}", paint(sign, tone), paint(check.id, Tone::Strong));
    let mut text = format!("{heading}  {}\n", paint(word, tone));
    let mut add = |line: &str, first: &str, rest: &str| {
        text.push_str(&wrap(line, width, first, rest));
        text.push('\n');
    };
    add(check.question, "  ", "  ");
    let mut did = check.did.chars();
    let did: String =
        did.next().map(|first| first.to_uppercase().chain(did).collect()).unwrap_or_default();
    add(&format!("{did}."), "  ", "  ");
    let told = |one: &&Found| one.weight == Weight::Fault || remarks == Remarks::Told;
    for one in check.found.iter().filter(told) {
        let sign = match one.weight {
            Weight::Fault => paint("✗", Tone::Bad),
            Weight::Remark => paint("·", Tone::Aside),
        };
        let place = one.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        add(&format!("{}{place}", one.what), &format!("  {sign} "), "    ");
    }
    if check.verdict == Verdict::Fails {
        add(&paint(&format!("What it means: {}", check.meaning), Tone::Aside), "  ", "  ");
    }
    if let (Remarks::Told, Some(table)) = (remarks, &check.table) {
        text.push_str(&format!("\n{}\n", rows(table, width)));
        return text;
    }
    let rest = check.found.iter().filter(|one| !told(one)).count();
    if rest > 0 {
        add(
            &paint(&format!("{} more with --all", counted(rest as u64, "remark")), Tone::Aside),
            "  ",
            "  ",
        );
    }
    text
}

/// What was found side by side.
fn rows(table: &Rows, width: usize) -> Table {
    let mut page = Table::new();
    page.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    page.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    page.set_header(&table.headings);
    for row in &table.rows {
        page.add_row(row);
    }
    page
}

fn closing(audit: &Audit) -> String {
    let count = |verdict| audit.checks.iter().filter(|check| check.verdict == verdict).count();
    let parts: Vec<String> = [Verdict::Passes, Verdict::Fails, Verdict::DoesNotApply]
        .into_iter()
        .filter(|verdict| count(*verdict) > 0)
        .map(|verdict| {
            let (word, tone, _) = said(verdict);
            let word = match (verdict, count(verdict)) {
                (_, 1) => word,
                (Verdict::Passes, _) => "pass",
                (Verdict::Fails, _) => "fail",
                (Verdict::DoesNotApply, _) => "do not apply",
            };
            paint(&format!("{} {word}", count(verdict)), tone)
        })
        .collect();
    let mut text =
        format!("{}: {}\n", counted(audit.checks.len() as u64, "check"), parts.join(", "));
    if audit.interrupted {
        text.push_str("Interrupted: the other checks were not made.\n");
    }
    text
}
