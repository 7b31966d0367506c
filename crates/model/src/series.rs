//! Measured numbers over time.

use crate::expression::Reference;
use crate::name::Name;
use crate::provenance::Provenance;
use crate::source::Span;
use crate::unit::Unit;

/// An observed series, to compare a variable with. It never drives the model.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its name.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
    /// Unit of its values.
    pub unit: Option<Unit>,
    /// Who measured it.
    pub provenance: Vec<Provenance>,
    /// What it is.
    pub note: String,
    /// The variable it is compared with.
    pub of: Option<Reference>,
    /// What a value of a year stands for.
    pub measure: Measure,
    /// What it may decide.
    pub role: Role,
    /// The file, relative to the book.
    pub path: String,
    /// In order of time.
    pub points: Vec<Point>,
}

/// What an observed series may decide.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Role {
    /// Nobody says.
    #[default]
    Untold,
    /// Parameters may be set on it: on these years, the others being forecast; on all when none.
    Calibrate(Option<(f64, f64)>),
    /// It must come out: no parameter is set on it.
    Validate,
}

/// One observation.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Year, or decimal date.
    pub time: f64,
    /// Observed value.
    pub value: f64,
    /// How far it can be trusted, in the file's words: high, medium, low.
    pub confidence: String,
    /// The file's remark.
    pub note: String,
}

/// What a value given for a year stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// Mean over the year, or a flow's total over it.
    Year,
    /// Value at this part of the year: 0 on 1 January, 0.5 at mid-year.
    At(f64),
}

/// What lies between the points of a series that drives the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Between {
    /// Straight lines.
    Linear,
    /// The value of the point before, held. A year's value so holds for its calendar year.
    Step,
}
