//! The model beside the record, for people: a table for each chapter.

use crate::paint::{Tone, paint, wrap};
use comfy_table::presets::NOTHING;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};
use interregnum_study::claims::answer::figure;
use interregnum_study::fit::{Bands, Fit, Quality, Row};

use super::parts;

const HEADINGS: [&str; 10] = [
    "",
    "against",
    "whose, quality",
    "years (n)",
    "error %",
    "course %",
    "R2",
    "U",
    "RMSE",
    "bias / spread / rest",
];

/// The comparison as a page of this width.
pub fn page(fit: &Fit, bands: Option<&Bands>, width: usize) -> String {
    let mut text = String::new();
    let mut rest = fit.rows.as_slice();
    while let Some(first) = rest.first() {
        let alike = rest.iter().take_while(|row| row.chapter == first.chapter).count();
        let (chapter, after) = rest.split_at(alike);
        text.push_str(&format!("{}\n", paint(&first.chapter, Tone::Strong)));
        text.push_str(&format!("{}\n\n", table(chapter, width)));
        rest = after;
    }
    if let Some(section) = parts::section(fit, bands, width) {
        text.push_str(&section);
    }
    let weak = fit.rows.iter().filter(|row| row.quality.is_weak()).count();
    let closing = format!(
        "{} series compared with the base run. {weak} rest mostly on memory or weak estimates (quality `low`): they may illustrate, and decide nothing.",
        fit.rows.len()
    );
    for line in std::iter::once(closing).chain(parts::closing(fit, bands)) {
        text.push_str(&wrap(&line, width, "", ""));
        text.push('\n');
    }
    text
}

fn table(rows: &[Row], width: usize) -> Table {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    table.set_header(HEADINGS);
    for row in rows {
        table.add_row(cells(row));
    }
    for column in table.column_iter_mut().skip(4) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

fn cells(row: &Row) -> Vec<Cell> {
    let none = || "–".to_owned();
    let percent = |part: Option<f64>| part.map_or_else(none, |part| format!("{:.0}", part * 100.0));
    let level = row.level.as_ref();
    let n = level.map_or(0, |one| one.n);
    let years = row.years().map_or_else(none, |(from, until)| format!("{from}-{until} ({n})"));
    let parts = level.map_or_else(none, |one| {
        let part = |part: f64| format!("{:.0}", part * 100.0);
        format!("{}/{}/{}", part(one.bias), part(one.variance), part(one.covariance))
    });
    let said = [
        row.variable.clone(),
        row.series.clone(),
        format!("{}, {}", row.source.join(" "), quality(row.quality)),
        years,
        percent(level.and_then(|one| one.mape)),
        percent(row.course.as_ref().and_then(|one| one.mape)),
        level.and_then(|one| one.r2).map_or_else(none, |r2| format!("{r2:.2}")),
        level.map_or_else(none, |one| format!("{:.2}", one.u)),
        level.map_or_else(none, |one| figure(one.rmse)),
        parts,
    ];
    said.into_iter().map(Cell::new).collect()
}

/// The grade that most values have.
fn quality(quality: Quality) -> String {
    if quality.is_weak() {
        return "low".to_owned();
    }
    let Quality { high, medium, low, ungraded } = quality;
    match (high, medium, low + ungraded) {
        (0, 0, 0) => "–".to_owned(),
        (high, medium, rest) if high >= medium && high >= rest => "high".to_owned(),
        (_, medium, rest) if medium >= rest => "medium".to_owned(),
        _ => "mixed".to_owned(),
    }
}
