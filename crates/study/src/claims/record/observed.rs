//! Observed values in place of a run's.

use super::super::answer::{Answer, List, NoAnswer, Places, Value, figure};
use super::super::evaluate::{Moment, Past};
use super::super::question::Window;
use super::super::window;
use interregnum_compile::program::VariableId;
use interregnum_model::series::{Measure, Point, Series};
use std::collections::BTreeMap;

/// One series for each variable's element that is asked for.
pub(super) struct Observed<'a> {
    pub series: BTreeMap<(VariableId, u32), &'a Series>,
}

/// Longest time between two observations across which a line is drawn, in years: yearly ones,
/// whatever the day.
const LONGEST_GAP: f64 = 1.01;

/// How far a date may be from an observation to be called its date, in years: about a month.
const SAME_DATE: f64 = 0.08;

impl Past for Observed<'_> {
    fn values(&self, window: &Window, element: u32, moment: Moment) -> Answer {
        let Some(series) = self.series.get(&(window.variable, element)) else {
            return Err(NoAnswer::NotObserved(format!("`{}` is not observed", window.name)));
        };
        let (dates, values) = points(series);
        let found = match moment {
            Moment::Year(year) => year_value(series, year.floor()).map(Value::Number),
            Moment::At(at) => value_near(&dates, &values, at).map(Value::Number),
            Moment::Between(from, until) => stretch(&dates, &values, from, until).map(Value::List),
            Moment::Whole => {
                let ends = dates.first().copied().zip(dates.last().copied());
                ends.and_then(|(from, until)| stretch(&dates, &values, from, until))
                    .map(Value::List)
            }
        };
        found.ok_or_else(|| {
            let when = match moment {
                Moment::Year(year) => format!("for {year}"),
                Moment::At(at) => format!("at {}", figure(at)),
                Moment::Between(from, until) => {
                    format!("for every year from {} to {}", figure(from), figure(until))
                }
                Moment::Whole => "for every year between its first and last".to_owned(),
            };
            NoAnswer::NotObserved(format!("`{}` has no observation {when}", series.name))
        })
    }
}

/// Dates and values of a series.
fn points(series: &Series) -> (Vec<f64>, Vec<f64>) {
    series.points.iter().map(|point| (date(point, series.measure), point.value)).unzip()
}

/// When an observation stands: a whole year's in its middle.
fn date(point: &Point, measure: Measure) -> f64 {
    if point.time.fract() != 0.0 {
        return point.time;
    }
    match measure {
        Measure::Year => point.time + 0.5,
        Measure::At(part) => point.time + part,
    }
}

/// The value of a calendar year: the year's own; of values at a day, the mean of the line between
/// those around and in the year; if there is no such line, the one value in the year.
pub(super) fn year_value(series: &Series, year: f64) -> Option<f64> {
    let (dates, values) = points(series);
    let inside = dates.iter().position(|date| date.floor() == year);
    let own = inside.and_then(|index| values.get(index).copied());
    if series.measure == Measure::Year {
        return own;
    }
    let begin = dates.partition_point(|date| *date <= year).checked_sub(1);
    let end = dates.partition_point(|date| *date < year + 1.0);
    let around = begin.and_then(|begin| Some((dates.get(begin..=end)?, values.get(begin..=end)?)));
    let line = around.filter(|(dates, _)| unbroken(dates)).and_then(|(dates, values)| {
        window::mean(dates, values, window::Course::Straight, year, year + 1.0)
    });
    line.or(own)
}

fn unbroken(dates: &[f64]) -> bool {
    dates.windows(2).all(|pair| matches!(pair, [a, b] if b - a <= LONGEST_GAP))
}

fn value_near(dates: &[f64], values: &[f64], at: f64) -> Option<f64> {
    let same = dates.iter().position(|date| (date - at).abs() <= SAME_DATE);
    if let Some(index) = same {
        return values.get(index).copied();
    }
    let after = dates.partition_point(|date| *date <= at);
    let begin = after.checked_sub(1)?;
    let pair = dates.get(begin..=after)?;
    if !unbroken(pair) {
        return None;
    }
    window::value_at(pair, values.get(begin..=after)?, at)
}

/// Observations of every year between two dates; `None` when one is missing.
fn stretch(dates: &[f64], values: &[f64], from: f64, until: f64) -> Option<List> {
    let begin = dates.partition_point(|date| *date < from);
    let end = dates.partition_point(|date| *date <= until);
    let (at, values) = (dates.get(begin..end)?, values.get(begin..end)?);
    let (first, last) = (*at.first()?, *at.last()?);
    let covered = first - from <= LONGEST_GAP && until - last <= LONGEST_GAP;
    (at.len() > 1 && covered && unbroken(at)).then(|| List {
        at: at.to_vec(),
        values: values.to_vec(),
        places: Places::Dates,
    })
}
