//! A run as a table to read: first and last values, and a line between.

use crate::opened::Opened;
use crate::results::About;
use crate::sparkline::sparkline;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use interregnum_compile::program::{Layout, Role};
use interregnum_run::run::element_name;
use interregnum_run::{Column, Run};

/// Rows beyond this are counted, not shown, unless they were asked for.
const MOST_ROWS: usize = 40;

/// Characters of a line.
const LINE: usize = 32;

/// The table, with a heading that says what was run.
pub fn summary(opened: &Opened, about: &About, run: &Run, chosen: bool) -> String {
    let shown: Vec<(&Layout, &Column)> = rows(opened, run, chosen);
    let most = if chosen { usize::MAX } else { MOST_ROWS };
    let mut text = heading(about);
    let (Some(first), Some(last)) = (run.times.first(), run.times.last()) else {
        return text;
    };
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    table.set_header(["", "", &first.to_string(), "", &last.to_string()]);
    for (layout, column) in shown.iter().take(most) {
        let unit = unit(opened, layout);
        let end = |value: Option<&f64>| value.map(|value| brief(*value)).unwrap_or_default();
        table.add_row([
            element_name(layout, column.element),
            unit,
            end(column.values.first()),
            sparkline(&column.values, LINE),
            end(column.values.last()),
        ]);
    }
    for at in [2, 4] {
        if let Some(numbers) = table.column_mut(at) {
            numbers.set_cell_alignment(CellAlignment::Right);
        }
    }
    text.push_str(&table.trim_fmt());
    text.push_str("\n\nEach line runs from its own least to its own greatest value.\n");
    if shown.len() > most {
        let more = shown.len() - most;
        text.push_str(&format!("{more} more: `--variable NAME` shows one, `--out FILE` all.\n"));
    }
    text
}

/// Its unit as the model writes it.
fn unit(opened: &Opened, layout: &Layout) -> String {
    let declared = opened.model.variable(&layout.name.key).and_then(|it| it.unit.as_ref());
    let written = declared.map(|(_, span)| opened.model.sources.text(*span));
    match (written, &layout.unit) {
        (Some(written), _) if !written.is_empty() => {
            format!("[{}]", written.trim_matches(['[', ']']))
        }
        (_, Some(unit)) => format!("[{unit}]"),
        (_, None) => String::new(),
    }
}

/// What was asked for; else what the book shows; else all that changes.
fn rows<'a>(opened: &'a Opened, run: &'a Run, chosen: bool) -> Vec<(&'a Layout, &'a Column)> {
    let layout = |column: &Column| opened.program.variables.get(column.variable.0 as usize);
    let all = run.columns.iter().filter_map(|column| Some((layout(column)?, column)));
    let show = &opened.model.book.show;
    if chosen {
        return all.collect();
    }
    if show.is_empty() {
        return all
            .filter(|(layout, _)| match layout.role {
                Role::Stock | Role::Flow | Role::Auxiliary => true,
                Role::Parameter | Role::Input | Role::Internal => false,
            })
            .collect();
    }
    let all: Vec<_> = all.collect();
    let of = |name: &interregnum_model::Name| {
        let key = name.key.clone();
        all.iter().copied().filter(move |(layout, _)| layout.name.key == key)
    };
    show.iter().flat_map(of).collect()
}

/// What was run, and what was changed about it.
fn heading(about: &About) -> String {
    let About { model, start, stop, dt, method, .. } = about;
    let start = about.resumed_at.unwrap_or(*start);
    let mut text = format!("{model}\n{start} to {stop}, {method}, dt {dt}");
    if about.member > 0 {
        text.push_str(&format!(", member {} of seed {}", about.member, about.seed));
    }
    text.push('\n');
    let changes = [("with", &about.with), ("off", &about.off), ("set", &about.set)];
    for (word, what) in changes.into_iter().filter(|(_, what)| !what.is_empty()) {
        text.push_str(&format!("{word} {}\n", what.join(", ")));
    }
    text.push('\n');
    text
}

/// Four digits that count.
pub fn brief(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 {
        return "0".to_owned();
    }
    if !(1e-4..1e7).contains(&size) {
        return format!("{value:.3e}");
    }
    let before = interregnum_model::math::log10(size).floor() as i32 + 1;
    let decimals = usize::try_from(4 - before).unwrap_or(0);
    let text = format!("{value:.decimals$}");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}
