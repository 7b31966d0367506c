//! Named sets of replaced equations: mechanisms to switch off, levers to pull.

use crate::expression::{Expr, Reference};
use crate::name::Name;
use crate::provenance::Provenance;
use crate::source::Span;

/// Something the argument says is at work, and what its absence means.
#[derive(Clone, Debug)]
pub struct Mechanism {
    /// Its id, such as `soil-exhaustion`.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
    /// Who says so.
    pub provenance: Vec<Provenance>,
    /// What it says.
    pub note: String,
    /// What holds instead while it is off.
    pub off: Vec<Replacement>,
    /// Why a later chapter will replace it; `None` when it is final.
    pub provisional: Option<String>,
}

/// Something that could be done otherwise, perhaps from a date.
#[derive(Clone, Debug)]
pub struct Lever {
    /// Its id, such as `average-weather`.
    pub name: Name,
    /// Where it stands.
    pub span: Span,
    /// Who says so.
    pub provenance: Vec<Provenance>,
    /// What it does.
    pub note: String,
    /// First moment at which it acts, unless the one who pulls it says another; whole run if none.
    /// Infinite where the date is asked when the lever is pulled.
    pub from: Option<f64>,
    /// Moment from which it no longer acts; end of run if none.
    pub until: Option<f64>,
    /// Numbers its equations speak of that are asked when the lever is pulled.
    pub asked: Vec<Name>,
    /// What holds while it acts.
    pub replacements: Vec<Replacement>,
    /// Made by a reader for one question (`x[1964] with y = 2 from 1953`): not one of those the book
    /// lists. Its name is the change as written, which no name of a lever can be.
    pub anonymous: bool,
    /// Why a later chapter will replace it; `None` when it is final.
    pub provisional: Option<String>,
}

/// `target = expr` instead of the target's own equation.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// The variable, perhaps only some of its elements.
    pub target: Reference,
    /// What it is instead.
    pub expr: Expr,
    /// Where it stands.
    pub span: Span,
}
