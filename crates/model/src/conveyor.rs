//! Stocks whose content rides on a belt (XMILE 1.0, 3.7.2 and 4.2.1).

use crate::equation::Equation;
use crate::expression::Expr;
use crate::name::Name;

/// What makes a stock a conveyor. Its first outflow that does not leak is what comes off the end.
#[derive(Clone, Debug)]
pub struct Conveyor {
    /// Time from getting on to falling off.
    pub length: Equation,
    /// Most that may be on it; no limit when `None`.
    pub capacity: Option<Equation>,
    /// Most that may get on in a unit of time; no limit when `None`.
    pub inflow_limit: Option<Equation>,
    /// When this is not 0, the length is read anew; each step when `None`.
    pub sample: Option<Equation>,
    /// While this is not 0, the belt stands still; never when `None`.
    pub arrest: Option<Equation>,
    /// How its content moves.
    pub movement: Movement,
    /// How leaks take from it.
    pub leakage: Leakage,
    /// Outflows that fall off on the way.
    pub leaks: Vec<Leak>,
    /// What it takes from a queue before it.
    pub intake: Intake,
    /// What lies on it at first, from the exit on, for each unit of time or each step; empty where
    /// only the whole is said, as the stock's value at the start.
    pub filled: Vec<Expr>,
    /// Inflows that are not put at the beginning of the belt.
    pub spreads: Vec<Spread>,
}

/// An inflow that is put elsewhere than at the beginning of a belt (Stella).
#[derive(Clone, Debug)]
pub struct Spread {
    /// The flow.
    pub flow: Name,
    /// Where it is put.
    pub over: Spreading,
}

/// Where on a belt an inflow is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spreading {
    /// The same on every slat of the way.
    Even,
    /// As what is on the belt already is spread.
    Content,
    /// As a curve or a one-dimensional array says, from the exit to the entry.
    Drawn(Name),
    /// Where it leaked from the conveyor that it comes from.
    Source,
}

/// How a conveyor's content moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Movement {
    /// As a stream.
    Continuous,
    /// In batches: what it holds at first lies at the beginning of each unit of time, and the
    /// limit of a unit of time may be used up in one step.
    Discrete,
}

/// How leaks take from a conveyor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leakage {
    /// Evenly over the way, so that the fraction has leaked by the end of it.
    Linear,
    /// A fraction of what is there, each unit of time.
    Exponential,
}

/// An outflow that falls off a conveyor on the way.
#[derive(Clone, Debug)]
pub struct Leak {
    /// The flow.
    pub flow: Name,
    /// What fraction leaks; none yet when `None`.
    pub fraction: Option<Equation>,
    /// Where the leaking zone begins, as a part of the way from the entry.
    pub start: f64,
    /// Where it ends.
    pub end: f64,
    /// What it takes.
    pub amount: Amount,
}

/// What a leak takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// Any amount.
    Fractions,
    /// Whole numbers only.
    Integers,
}

/// What a conveyor takes from a queue before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Intake {
    /// How much of the front of the queue.
    pub batches: Batches,
    /// Whether a batch may be split to fit.
    pub integrity: Integrity,
}

/// How many batches a conveyor takes from a queue in one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Batches {
    /// The one in front.
    One,
    /// As many as fit.
    Many,
}

/// Whether a batch of a queue may be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integrity {
    /// It may.
    Split,
    /// Only whole batches are taken.
    Whole,
}
