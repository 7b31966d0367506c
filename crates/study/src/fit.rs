//! How near the model comes to the record: each observed series beside the variable it observes,
//! year by year, with the usual measures of error and Theil's three parts.
//!
//! Official and Western series are never put together: each has a row of its own, and says whose
//! it is.

mod theil;

pub(crate) use theil::correlation;
pub use theil::{Errors, errors};

use crate::claims::record::{Record, label, observed_years};
use crate::claims::window;
use crate::courses::course;
use interregnum_compile::program::{Program, VariableId};
use interregnum_model::Model;
use interregnum_model::provenance::ProvenanceKind;
use interregnum_model::series::Series;
use interregnum_model::source::Place;
use interregnum_run::run::{element_name, run};
use interregnum_run::saved::Watch;
use interregnum_run::settings::Settings;

/// How near a model comes to all its series.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// In the order of the chapters.
    pub rows: Vec<Row>,
    /// Why the run stopped early, if it did.
    pub failure: Option<String>,
}

/// A series and the variable it observes.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Title of the chapter the series stands in.
    pub chapter: String,
    /// Its sector, such as `S04`; empty when the chapter says none.
    pub sector: String,
    /// Variable and element.
    pub variable: String,
    /// The series, with the day its values stand for.
    pub series: String,
    /// Whose series it is: the sources it names, such as `@narkhoz`.
    pub source: Vec<String>,
    /// How many of the compared values are of high, medium and low confidence, and how many are not
    /// graded.
    pub quality: Quality,
    /// First and last year compared; `None` when no year can be.
    pub years: Option<(f64, f64)>,
    /// Level against level; `None` where fewer than two years can be compared.
    pub level: Option<Errors>,
    /// Course against course: both divided by their means, for series in other units or of another
    /// base.
    pub course: Option<Errors>,
    /// Where the series is declared.
    pub place: Option<Place>,
}

/// How far the values of a series can be trusted, in the words of its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quality {
    /// Printed, and seen.
    pub high: usize,
    /// Derived, or confirmed by something printed.
    pub medium: usize,
    /// From memory, or a weak estimate.
    pub low: usize,
    /// The file does not say.
    pub ungraded: usize,
}

impl Quality {
    /// Whether more of it rests on memory than not: it may illustrate, never decide.
    pub fn is_weak(self) -> bool {
        self.low * 2 > self.high + self.medium + self.low + self.ungraded
    }
}

/// Compares the base run of these settings with every series of the model.
pub fn fit(model: &Model, program: &Program, settings: &Settings) -> Fit {
    let record = Record::of(model, program);
    let mut pairs: Vec<(VariableId, u32, &Series)> = Vec::new();
    for (id, layout) in (0..).map(VariableId).zip(&program.variables) {
        for element in 0..layout.count {
            let of = record.series_of(id, element).iter();
            pairs.extend(of.map(|series| (id, element, *series)));
        }
    }
    pairs.sort_by_key(|(_, _, series)| (series.span.file, series.span.start));
    let mut watched: Vec<VariableId> = pairs.iter().map(|(id, _, _)| *id).collect();
    watched.sort_unstable();
    watched.dedup();
    let run = run(program, settings, &Watch::every_step(watched));
    let rows = pairs.into_iter().filter_map(|(id, element, series)| {
        let layout = program.variables.get(id.0 as usize)?;
        let going = course(program.time.method, layout.role);
        let values = run.column(id, element).unwrap_or(&[]);
        let mut years: Vec<f64> = series.points.iter().map(|point| point.time.floor()).collect();
        years.dedup();
        let observed = observed_years(series, &years);
        let (mut when, mut actual, mut simulated) = (Vec::new(), Vec::new(), Vec::new());
        for (year, value) in years.iter().zip(observed) {
            let of_model = window::mean(&run.times, values, going, *year, *year + 1.0);
            if let Some((value, of_model)) = value.zip(of_model) {
                when.push(*year);
                actual.push(value);
                simulated.push(of_model);
            }
        }
        let chapter = model.chapter(series.span);
        Some(Row {
            chapter: chapter.map_or_else(String::new, |one| one.title.clone()),
            sector: chapter.map_or_else(String::new, |one| one.sector.clone()),
            variable: element_name(layout, element),
            series: label(series),
            source: sources(series),
            quality: quality(series, &when),
            years: when.first().copied().zip(when.last().copied()),
            level: errors(&simulated, &actual),
            course: errors(&scaled(&simulated), &scaled(&actual)),
            place: model.sources.place(series.span),
        })
    });
    let rows = rows.collect();
    Fit { rows, failure: run.failure.as_ref().map(|failure| failure.diagnostic(program).message) }
}

fn sources(series: &Series) -> Vec<String> {
    let named = series.provenance.iter();
    named
        .map(|one| match &one.kind {
            ProvenanceKind::Assumed(_) => "assumed".to_owned(),
            ProvenanceKind::Paragraph(_)
            | ProvenanceKind::Note(_)
            | ProvenanceKind::Table(_)
            | ProvenanceKind::Source(_) => one.to_string(),
        })
        .collect()
}

fn quality(series: &Series, years: &[f64]) -> Quality {
    let mut quality = Quality::default();
    for point in series.points.iter().filter(|point| years.contains(&point.time.floor())) {
        match point.confidence.trim() {
            "high" => quality.high += 1,
            "medium" => quality.medium += 1,
            "low" => quality.low += 1,
            _ => quality.ungraded += 1,
        }
    }
    quality
}

/// Values divided by their mean; nothing where it is 0.
fn scaled(values: &[f64]) -> Vec<f64> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    if mean == 0.0 || !mean.is_finite() {
        return Vec::new();
    }
    values.iter().map(|value| value / mean).collect()
}
