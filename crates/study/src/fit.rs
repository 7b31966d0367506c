//! How near the model comes to the record: each observed series beside the variable it observes,
//! year by year, with the usual measures of error and Theil's three parts.
//!
//! Official and Western series are never put together: each has a row of its own, and says whose
//! it is. Years on which parameters may have been set are told apart from those that had to come
//! out by themselves: nearness to the first is easy to have.

mod band;
mod compare;
mod theil;

pub use band::{Band, Bands, Members, bands};
pub use compare::fit;
pub(crate) use theil::correlation;
pub use theil::{Errors, errors};

use interregnum_model::series::Role;
use interregnum_model::source::Place;

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
    /// The variable's key.
    pub key: String,
    /// Variable and element.
    pub variable: String,
    /// The series, with the day its values stand for.
    pub series: String,
    /// Whose series it is: the sources it names, such as `@narkhoz`.
    pub source: Vec<String>,
    /// What it may decide.
    pub role: Role,
    /// How many of the compared values are of high, medium and low confidence, and how many are not
    /// graded.
    pub quality: Quality,
    /// The years compared, in order.
    pub points: Vec<Compared>,
    /// Level against level; `None` where fewer than two years can be compared.
    pub level: Option<Errors>,
    /// Course against course: both divided by their means, for series in other units or of another
    /// base.
    pub course: Option<Errors>,
    /// By what the observed values are multiplied before the two parts are compared, where the
    /// series lies at another level by more than half: it has other units, or another base year.
    pub linked: Option<f64>,
    /// The years on which parameters may have been set.
    pub calibrated: Option<Errors>,
    /// The years that had to come out by themselves.
    pub forecast: Option<Errors>,
    /// Where the series is declared.
    pub place: Option<Place>,
}

/// A year compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compared {
    /// The year.
    pub year: f64,
    /// What was observed.
    pub observed: f64,
    /// What the model comes to.
    pub model: f64,
    /// Whether parameters may have been set on it; `None` where nobody says.
    pub part: Option<Part>,
}

/// What a year of a series is to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Parameters may have been set on it.
    Calibrated,
    /// It had to come out by itself.
    Forecast,
}

impl Part {
    /// As printed for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Part::Calibrated => "calibrated",
            Part::Forecast => "forecast",
        }
    }
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

impl Row {
    /// First and last year compared; `None` when no year can be.
    pub fn years(&self) -> Option<(f64, f64)> {
        Some((self.points.first()?.year, self.points.last()?.year))
    }

    /// The errors of one part.
    pub fn part(&self, part: Part) -> Option<&Errors> {
        match part {
            Part::Calibrated => self.calibrated.as_ref(),
            Part::Forecast => self.forecast.as_ref(),
        }
    }
}

impl Fit {
    /// The observers, each with how many series of theirs are compared in a part, or in all years,
    /// and the median of their mean absolute errors: of the course where a series lies at another
    /// level. Weak series, and those without an error to speak of, are left out.
    pub fn observers(&self, part: Option<Part>) -> Vec<(String, usize, f64)> {
        let mut found: Vec<(String, Vec<f64>)> = Vec::new();
        for row in self.rows.iter().filter(|row| !row.quality.is_weak()) {
            let errors = match part {
                Some(part) => row.part(part),
                None if row.linked.is_some() => row.course.as_ref(),
                None => row.level.as_ref(),
            };
            let Some(mape) = errors.and_then(|errors| errors.mape) else { continue };
            let who = row.source.join(" ");
            match found.iter_mut().find(|(known, _)| *known == who) {
                Some((_, all)) => all.push(mape),
                None => found.push((who, vec![mape])),
            }
        }
        let medians = found.into_iter().map(|(who, mut all)| {
            all.sort_by(f64::total_cmp);
            let median = crate::fan::quantile(&all, 0.5);
            (who, all.len(), median)
        });
        medians.collect()
    }
}
