//! All claims in a table, one line each.

use super::verdict_word;
use crate::paint::paint;
use comfy_table::presets::NOTHING;
use comfy_table::{ContentArrangement, Table};
use interregnum_study::claims::report::{ClaimReport, Report};

/// Narrower pages do without the tier.
const WIDE: usize = 96;

/// The table.
pub fn table(report: &Report, width: usize) -> String {
    let wide = width >= WIDE;
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    let heading = ["claim", "tier", "¶", "verdict", "tests", "members", "breaks", "record"];
    table.set_header(heading.into_iter().filter(|word| wide || *word != "tier"));
    for claim in &report.claims {
        let mut row = vec![claim.id.clone()];
        if wide {
            row.push(claim.tier.clone());
        }
        row.extend(cells(claim));
        table.add_row(row);
    }
    coloured(&table.trim_fmt(), report) + "\n"
}

/// The verdicts in their colours: put in when the columns stand, for a table counts the signs of a
/// colour as if they took room.
fn coloured(table: &str, report: &Report) -> String {
    let mut lines = table.lines();
    let heading = lines.next().unwrap_or("");
    let before = heading.chars().take_while(|c| *c != 'v').count();
    let mut text = heading.to_owned();
    for (line, claim) in lines.zip(&report.claims) {
        let (word, tone) = verdict_word(claim.verdict);
        let head: String = line.chars().take(before).collect();
        let tail: String = line.chars().skip(before).collect();
        text.push_str(&format!("\n{head}{}", tail.replacen(word, &paint(word, tone), 1)));
    }
    text
}

fn cells(claim: &ClaimReport) -> [String; 6] {
    let (word, _) = verdict_word(claim.verdict);
    let tests: Vec<Option<bool>> = claim.tests.iter().map(|test| test.holds).collect();
    let knockouts = claim.knockouts.iter().filter(|one| !one.trivial);
    let breaks: Vec<Option<bool>> = knockouts.map(|one| one.breaks).collect();
    let record = claim.record.iter().map(|one| one.answer.holds);
    let record: Vec<Option<bool>> = record.filter(Option::is_some).collect();
    let members = claim.members.and_then(|share| share.part());
    [
        paragraphs(claim),
        word.to_owned(),
        good(&tests),
        members.map_or_else(String::new, |part| format!("{:.0} %", part * 100.0)),
        good(&breaks),
        good(&record),
    ]
}

/// Numbers of paragraphs, without the rest of the provenance.
fn paragraphs(claim: &ClaimReport) -> String {
    let numbers = claim.paragraph.iter().filter_map(|one| one.strip_prefix('¶'));
    numbers.collect::<Vec<&str>>().join(" ")
}

fn good(holds: &[Option<bool>]) -> String {
    match holds.len() {
        0 => String::new(),
        all => format!("{} of {all}", holds.iter().filter(|one| **one == Some(true)).count()),
    }
}
