//! What parameters may have been set on and what had to come out by itself, and how often the
//! record lies where the members say it may.

use crate::paint::{Tone, paint};
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};
use interregnum_model::diagnostic::counted;
use interregnum_model::series::Role;
use interregnum_study::fit::{Band, Bands, Errors, Fit, Part, Row};

const NONE: &str = "–";

/// The table, where there is anything to tell apart.
pub fn section(fit: &Fit, bands: Option<&Bands>, width: usize) -> Option<String> {
    let told = fit.rows.iter().any(|row| row.calibrated.is_some() || row.forecast.is_some());
    if !told && bands.is_none() {
        return None;
    }
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    let mut headings = vec!["", "against"];
    if told {
        headings.extend([
            "set on: error % (n)",
            "forecast: error % (n)",
            "its bias / spread / rest",
        ]);
    }
    if bands.is_some() {
        headings.push("in half / nine tenths %");
    }
    table.set_header(headings);
    for (at, row) in fit.rows.iter().enumerate() {
        let mark = if row.linked.is_some() { " *" } else { "" };
        let mut cells = vec![row.variable.clone(), format!("{}{mark}", row.series)];
        if told {
            let forecast = row.forecast.as_ref();
            cells.extend([error(row.calibrated.as_ref()), error(forecast), theil(forecast)]);
        }
        if let Some(bands) = bands {
            cells.push(bands.rows.get(at).map_or_else(|| NONE.to_owned(), inside));
        }
        table.add_row(cells);
    }
    for column in table.column_iter_mut().skip(2) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let heading = paint("What was set, what came out, what was foreseen", Tone::Strong);
    Some(format!("{heading}\n{table}\n\n"))
}

fn error(errors: Option<&Errors>) -> String {
    match errors.map(|errors| (errors.mape, errors.n)) {
        Some((Some(mape), n)) => format!("{:.0} ({n})", mape * 100.0),
        Some((None, n)) => format!("{NONE} ({n})"),
        None => NONE.to_owned(),
    }
}

fn theil(errors: Option<&Errors>) -> String {
    errors.map_or_else(
        || NONE.to_owned(),
        |one| {
            let part = |part: f64| format!("{:.0}", part * 100.0);
            format!("{}/{}/{}", part(one.bias), part(one.variance), part(one.covariance))
        },
    )
}

fn inside(band: &Band) -> String {
    match band.years.is_empty() {
        true => NONE.to_owned(),
        false => format!("{:.0} / {:.0}", band.in_half * 100.0, band.in_most * 100.0),
    }
}

/// What comes out in all, observer by observer, a line each.
pub fn closing(fit: &Fit, bands: Option<&Bands>) -> Vec<String> {
    let mut lines = Vec::new();
    let parts = [
        (None, "All years"),
        (Some(Part::Calibrated), "Years that parameters may have been set on"),
        (Some(Part::Forecast), "Years that had to come out by themselves"),
    ];
    for (part, words) in parts {
        let observers = fit.observers(part);
        if !observers.is_empty() {
            let each = observers
                .iter()
                .map(|(who, n, median)| format!("{who} {:.0} % ({n})", median * 100.0));
            let each: Vec<String> = each.collect();
            lines.push(format!("{words}: median error (series) by observer: {}.", each.join("; ")));
        }
    }
    let linked = fit.rows.iter().filter(|row| row.linked.is_some()).count();
    if linked > 0 {
        lines.push(format!(
            "{linked} series lie at another level by more than half (*: other units, or another base year). Of these the course is compared, in the parts and bands after being taken to the model's level in the years set on, or in all."
        ));
    }
    let untold = fit.rows.iter().filter(|row| row.role == Role::Untold).count();
    if untold > 0 {
        lines.push(format!(
            "{untold} of {} series say nothing of their role (`role calibrate`, `role validate`).",
            fit.rows.len(),
        ));
    }
    if let Some(bands) = bands {
        lines.push(coverage(fit, bands));
    }
    lines
}

/// How often the record lies in the bands, all years of all series that are not weak together.
fn coverage(fit: &Fit, bands: &Bands) -> String {
    let pairs: Vec<(&Row, &Band)> =
        fit.rows.iter().zip(&bands.rows).filter(|(row, _)| !row.quality.is_weak()).collect();
    let years: f64 = pairs.iter().map(|(_, band)| band.years.len() as f64).sum();
    let part = |of: fn(&Band) -> f64| {
        let inside: f64 = pairs.iter().map(|(_, band)| of(band) * band.years.len() as f64).sum();
        if years > 0.0 { 100.0 * inside / years } else { 0.0 }
    };
    let failed = match bands.failed {
        0 => String::new(),
        some => format!(
            " {} broke down and {} left out.",
            counted(u64::from(some), "member"),
            if some == 1 { "is" } else { "are" }
        ),
    };
    let interrupted = if bands.interrupted { " Interrupted: the others were not run." } else { "" };
    format!(
        "Of {} members: {:.0} % of the record lies in the band of the middle half (50 wanted), {:.0} % in that of the middle nine tenths (90 wanted).{failed}{interrupted}",
        bands.members,
        part(|band| band.in_half),
        part(|band| band.in_most),
    )
}
