//! An ensemble as a page to read.

use crate::commands::ensemble::block_file::Identity;
use crate::commands::run::brief;
use crate::opened::Opened;
use crate::sparkline::sparkline;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use interregnum_run::ensemble::Summary;
use interregnum_study::claims::answer::figure;
use interregnum_study::ensemble::{Part, Tally};

/// Rows beyond this are counted, not shown.
const MOST_ROWS: usize = 40;

/// Failures beyond this stand in the file and in --json.
const MOST_FAILURES: usize = 5;

/// Characters of a line.
const LINE: usize = 32;

/// What was found.
pub fn page(identity: &Identity, part: &Part, opened: Option<&Opened>) -> String {
    let mut text = heading(identity);
    if let Some(last) = part.times.last() {
        text.push_str(&table(identity, part, opened, *last));
    }
    for (ask, tally) in identity.asks.iter().zip(&part.answers) {
        text.push_str(&format!("\n{ask}\n  {}\n", answer(tally)));
    }
    text.push_str(&failures(identity, part));
    text
}

fn heading(identity: &Identity) -> String {
    let Identity { model, start, stop, method, dt, members, design, seed, .. } = identity;
    let mut text = format!("{model}\n{start} to {stop}, {method}, dt {dt}\n");
    let repeat = identity.repeat.map(|repeat| format!(", each point {repeat} times"));
    let repeat = repeat.unwrap_or_default();
    let varies = identity.varies.len();
    text.push_str(&format!(
        "{members} members, {design}, seed {seed}{repeat}; {varies} things vary\n"
    ));
    let changes = [("with", &identity.with), ("off", &identity.off), ("set", &identity.set)];
    for (word, what) in changes.into_iter().filter(|(_, what)| !what.is_empty()) {
        text.push_str(&format!("{word} {}\n", what.join(", ")));
    }
    text.push('\n');
    text
}

fn table(identity: &Identity, part: &Part, opened: Option<&Opened>, last: f64) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["", "", "median", &format!("5 % at {last}"), "50 %", "95 %"]);
    let rows = identity.columns.iter().zip(&part.columns);
    for (name, summaries) in rows.clone().take(MOST_ROWS) {
        let medians: Vec<f64> = summaries.iter().filter_map(|one| one.quantile(0.5)).collect();
        let at = |part: f64| {
            let value = summaries.last().and_then(|one| one.quantile(part));
            value.map(brief).unwrap_or_default()
        };
        table.add_row([
            name.clone(),
            unit(name, opened),
            sparkline(&medians, LINE),
            at(0.05),
            at(0.5),
            at(0.95),
        ]);
    }
    for at in [3, 4, 5] {
        if let Some(numbers) = table.column_mut(at) {
            numbers.set_cell_alignment(CellAlignment::Right);
        }
    }
    let mut text = table.trim_fmt();
    text.push('\n');
    let more = rows.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        text.push_str(&format!("{more} more: `--variable NAME` shows one, `--out FILE` all.\n"));
    }
    text
}

/// Its unit as the model writes it; nothing where blocks are put together without their model.
fn unit(name: &str, opened: Option<&Opened>) -> String {
    let Some(opened) = opened else { return String::new() };
    let key = interregnum_model::name::Key::new(crate::switches::split_elements(name).0);
    let declared = opened.model.variable(&key).and_then(|variable| variable.unit.as_ref());
    let written = declared.map(|(_, span)| opened.model.sources.text(*span)).unwrap_or_default();
    if written.is_empty() {
        String::new()
    } else {
        format!("[{}]", written.trim_matches(['[', ']']))
    }
}

fn answer(tally: &Tally) -> String {
    let Tally { asked, answered, held, never, numbers, .. } = tally;
    let of = if answered == asked {
        format!("{asked} members")
    } else {
        format!("the {answered} members that answer, of {asked}")
    };
    if *answered == 0 {
        return format!("no answer from any of {asked} members");
    }
    if tally.truth {
        let share = *held as f64 / *answered as f64 * 100.0;
        return format!("holds in {held} of {of}: {} %", brief(share));
    }
    let never = if *never > 0 { format!("; never in {never} of {of}") } else { String::new() };
    match spread(numbers) {
        Some(spread) => format!("{spread}, of {of}{never}"),
        None => format!("never in any of {of}"),
    }
}

fn spread(numbers: &Summary) -> Option<String> {
    let at = |part| numbers.quantile(part).map(figure);
    Some(format!("{} (5 %), {} (50 %), {} (95 %)", at(0.05)?, at(0.5)?, at(0.95)?))
}

fn failures(identity: &Identity, part: &Part) -> String {
    if part.failed == 0 {
        return String::new();
    }
    let at: Vec<String> =
        part.failed_at.iter().map(|(variable, count)| format!("{count} at `{variable}`")).collect();
    let mut text = format!(
        "\n{} of {} members failed and are left out: {}\n",
        part.failed,
        identity.members,
        at.join(", ")
    );
    for failed in part.failures.iter().take(MOST_FAILURES) {
        let place = failed.place.as_ref().map(|place| format!(" ({place})")).unwrap_or_default();
        text.push_str(&format!("  member {}: {}{place}\n", failed.member, failed.why));
    }
    text
}
