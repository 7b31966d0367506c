//! Stocks, flows, auxiliaries, parameters, lookups and inputs.

use crate::conveyor::Conveyor;
use crate::equation::Equation;
use crate::expression::Subscript;
use crate::lookup::Lookup;
use crate::name::Name;
use crate::provenance::Provenance;
use crate::series::{Between, Point};
use crate::source::Span;
use crate::unit::Unit;

/// What all variables share.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name.
    pub name: Name,
    /// Where its declaration stands.
    pub span: Span,
    /// What it is.
    pub kind: VariableKind,
    /// Its unit and where that is written; `None` when missing.
    pub unit: Option<(Unit, Span)>,
    /// The dimensions it is spread over, in order.
    pub dimensions: Vec<Name>,
    /// Who says so.
    pub provenance: Vec<Provenance>,
    /// What it is, in words.
    pub note: String,
    /// Least and greatest value that make sense.
    pub range: Option<Range>,
    /// Why a later chapter will replace it; `None` when it is final.
    pub provisional: Option<String>,
}

/// The kinds of variable.
#[derive(Clone, Debug)]
pub enum VariableKind {
    /// What accumulates.
    Stock {
        /// Its value at the start.
        initial: Equation,
        /// Flows that fill it.
        inflows: Vec<Name>,
        /// Flows that drain it.
        outflows: Vec<Name>,
        /// What it does besides adding up its flows.
        kind: StockKind,
    },
    /// Rate of change of stocks.
    Flow {
        /// Its definition.
        equation: Equation,
        /// Never below 0 (XMILE `non_negative`, a uniflow).
        non_negative: bool,
    },
    /// Worked out each moment.
    Auxiliary {
        /// Its definition.
        equation: Equation,
    },
    /// A constant we may vary.
    Parameter {
        /// Its value: numbers only.
        value: Equation,
        /// How it is drawn in an ensemble; uniform over the range when `None` and a range is given.
        distribution: Option<Distribution>,
        /// Ranges of some elements; later ones win, the others have the variable's own range.
        ranges: Vec<(Vec<Subscript>, Range)>,
    },
    /// A drawn function.
    Lookup(Lookup),
    /// What enters from outside the argument, with a date.
    Input {
        /// Where its values come from.
        source: InputSource,
        /// Why it may enter.
        because: String,
    },
}

/// What a stock does besides adding up its flows: one thing at most (XMILE 1.0, 4.2).
#[derive(Clone, Debug)]
pub enum StockKind {
    /// Nothing.
    Plain,
    /// Outflows are held back, the first listed served first, before it falls below 0 (XMILE
    /// `non_negative`, Stella's way).
    NonNegative,
    /// Flows stay as they are, and it is cut at 0 (XMILE `non_negative`, PySD's way).
    Clamped,
    /// Its content rides on a belt, which drives its outflows: these have no equation.
    Conveyor(Box<Conveyor>),
    /// Batches leave in the order they came, and drive its outflows: these have no equation.
    Queue {
        /// Outflows that take only what a blocked one before them leaves.
        overflows: Vec<Name>,
    },
}

/// Where an input's values come from.
#[derive(Clone, Debug)]
pub enum InputSource {
    /// A dated series.
    Series {
        /// The file, relative to the book.
        path: String,
        /// In order of time.
        points: Vec<Point>,
        /// What lies between the points.
        between: Between,
    },
    /// An equation that may read the time.
    Equation(Equation),
}

/// Least and greatest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// Least.
    pub low: f64,
    /// Greatest.
    pub high: f64,
    /// Where it stands.
    pub span: Span,
}

/// How a parameter is drawn in an ensemble.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Distribution {
    /// Always its value.
    Fixed,
    /// Even between low and high.
    Uniform {
        /// Least.
        low: f64,
        /// Greatest.
        high: f64,
    },
    /// Normal, cut to the range where one is given.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// Logarithm normal.
    Lognormal {
        /// Median.
        median: f64,
        /// Standard deviation of the logarithm.
        sd: f64,
    },
    /// Triangular.
    Triangular {
        /// Least.
        low: f64,
        /// Most likely.
        mode: f64,
        /// Greatest.
        high: f64,
    },
}

impl Variable {
    /// Every equation that defines it: initial values of stocks included.
    pub fn equation(&self) -> Option<&Equation> {
        match &self.kind {
            VariableKind::Stock { initial: equation, .. }
            | VariableKind::Flow { equation, .. }
            | VariableKind::Auxiliary { equation }
            | VariableKind::Parameter { value: equation, .. }
            | VariableKind::Input { source: InputSource::Equation(equation), .. } => Some(equation),
            VariableKind::Lookup(_)
            | VariableKind::Input { source: InputSource::Series { .. }, .. } => None,
        }
    }

    /// The word for its kind.
    pub fn kind_word(&self) -> &'static str {
        match self.kind {
            VariableKind::Stock { .. } => "stock",
            VariableKind::Flow { .. } => "flow",
            VariableKind::Auxiliary { .. } => "auxiliary",
            VariableKind::Parameter { .. } => "parameter",
            VariableKind::Lookup(_) => "lookup",
            VariableKind::Input { .. } => "input",
        }
    }
}
