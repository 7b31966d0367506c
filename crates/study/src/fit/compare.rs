//! Each series beside the base run.

use super::{Compared, Errors, Fit, Part, Quality, Row, errors};
use crate::claims::record::{Record, label, observed_years};
use crate::claims::window;
use crate::courses::course;
use interregnum_compile::program::{Layout, Program, VariableId};
use interregnum_model::Model;
use interregnum_model::provenance::ProvenanceKind;
use interregnum_model::series::{Role, Series};
use interregnum_run::run::{Run, element_name, run};
use interregnum_run::saved::Watch;
use interregnum_run::settings::Settings;

/// A series and what it observes.
pub(super) struct Pair<'a> {
    pub variable: VariableId,
    pub element: u32,
    pub layout: &'a Layout,
    pub series: &'a Series,
}

/// Compares the base run of these settings with every series of the model. Years from `forecast`
/// on had to come out by themselves, whatever the series say of their role.
pub fn fit(model: &Model, program: &Program, settings: &Settings, forecast: Option<f64>) -> Fit {
    let pairs = pairs(model, program);
    let run = run(program, settings, &watch(&pairs));
    let rows = pairs.iter().map(|pair| row(model, program, pair, &run, forecast)).collect();
    Fit { rows, failure: run.failure.as_ref().map(|failure| failure.diagnostic(program).message) }
}

/// All series with what they observe, in the order of the chapters.
pub(super) fn pairs<'a>(model: &'a Model, program: &'a Program) -> Vec<Pair<'a>> {
    let record = Record::of(model, program);
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    for (variable, layout) in (0..).map(VariableId).zip(&program.variables) {
        for element in 0..layout.count {
            let of = record.series_of(variable, element).iter();
            pairs.extend(of.map(|series| Pair { variable, element, layout, series }));
        }
    }
    pairs.sort_by_key(|pair| (pair.series.span.file, pair.series.span.start));
    pairs
}

/// Watches what the series observe.
pub(super) fn watch(pairs: &[Pair<'_>]) -> Watch {
    let mut watched: Vec<VariableId> = pairs.iter().map(|pair| pair.variable).collect();
    watched.sort_unstable();
    watched.dedup();
    Watch::every_step(watched)
}

/// The years of a series with what was observed and what a run comes to in them.
pub(super) fn years(program: &Program, pair: &Pair<'_>, run: &Run) -> Vec<(f64, f64, f64)> {
    let going = course(program.time.method, pair.layout.role);
    let values = run.column(pair.variable, pair.element).unwrap_or(&[]);
    let mut years: Vec<f64> = pair.series.points.iter().map(|point| point.time.floor()).collect();
    years.dedup();
    let observed = observed_years(pair.series, &years);
    let both = years.iter().zip(observed).filter_map(|(year, value)| {
        let of_model = window::mean(&run.times, values, going, *year, *year + 1.0)?;
        Some((*year, value?, of_model))
    });
    both.collect()
}

fn row(model: &Model, program: &Program, pair: &Pair<'_>, run: &Run, forecast: Option<f64>) -> Row {
    let series = pair.series;
    let compared = years(program, pair, run).into_iter().map(|(year, observed, of_model)| {
        Compared { year, observed, model: of_model, part: part(series.role, year, forecast) }
    });
    let points: Vec<Compared> = compared.collect();
    let observed: Vec<f64> = points.iter().map(|point| point.observed).collect();
    let simulated: Vec<f64> = points.iter().map(|point| point.model).collect();
    let linked = link(&points);
    let chapter = model.chapter(series.span);
    Row {
        chapter: chapter.map_or_else(String::new, |one| one.title.clone()),
        sector: chapter.map_or_else(String::new, |one| one.sector.clone()),
        key: pair.layout.name.key.to_string(),
        variable: element_name(pair.layout, pair.element),
        series: label(series),
        source: sources(series),
        role: series.role,
        quality: quality(series, &points),
        level: errors(&simulated, &observed),
        course: errors(&scaled(&simulated), &scaled(&observed)),
        linked,
        calibrated: errors_in(&points, Part::Calibrated, linked),
        forecast: errors_in(&points, Part::Forecast, linked),
        points,
        place: model.sources.place(series.span),
    }
}

/// What a year is to the model.
fn part(role: Role, year: f64, forecast: Option<f64>) -> Option<Part> {
    if forecast.is_some_and(|first| year >= first) {
        return Some(Part::Forecast);
    }
    match role {
        Role::Validate => Some(Part::Forecast),
        Role::Calibrate(None) => Some(Part::Calibrated),
        Role::Calibrate(Some((first, last))) if year >= first && year <= last => {
            Some(Part::Calibrated)
        }
        Role::Calibrate(Some(_)) => Some(Part::Forecast),
        Role::Untold => forecast.map(|_| Part::Calibrated),
    }
}

/// What takes the level of a series to that of the model, where they lie apart by more than half:
/// the ratio of their means over the years that parameters may have been set on, or over all
/// where there are none. Indices of another base year have no level to be compared.
fn link(points: &[Compared]) -> Option<f64> {
    let ratio = |points: &mut dyn Iterator<Item = &Compared>| {
        let (of_model, observed) =
            points.fold((0.0, 0.0), |(a, b), one| (a + one.model, b + one.observed));
        Some(of_model / observed).filter(|ratio| ratio.is_finite() && *ratio > 0.0)
    };
    let all = ratio(&mut points.iter())?;
    if (2.0 / 3.0..=1.5).contains(&all) {
        return None;
    }
    let set = |one: &&Compared| one.part == Some(Part::Calibrated);
    ratio(&mut points.iter().filter(set)).or(Some(all))
}

fn errors_in(points: &[Compared], part: Part, linked: Option<f64>) -> Option<Errors> {
    let of_part = points.iter().filter(|point| point.part == Some(part));
    let (simulated, observed): (Vec<f64>, Vec<f64>) =
        of_part.map(|point| (point.model, point.observed * linked.unwrap_or(1.0))).unzip();
    errors(&simulated, &observed)
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

fn quality(series: &Series, compared: &[Compared]) -> Quality {
    let mut quality = Quality::default();
    let is_compared = |time: f64| compared.iter().any(|one| one.year == time.floor());
    for point in series.points.iter().filter(|point| is_compared(point.time)) {
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
