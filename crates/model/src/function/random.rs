//! Random draws, fresh each step, in XMILE's words and Vensim's. A draw depends on (seed, member, variable, time) alone; the
//! optional last argument tells apart streams that would otherwise be the same.

use super::ArgumentUnit::{Dimensionless, Like};
use super::FunctionKind::Draw;
use super::{BLANK, Draw as D, Function, ResultUnit, Shape};

/// Vensim's draws: stretched, shifted, then cut.
const BOUNDED: Function = Function {
    result_unit: ResultUnit::Like(0),
    evidence: "Vensim function reference: RANDOM; what is cut is drawn again (Vensim cuts after stretching and shifting; how, the manual leaves open)",
    ..BLANK
};

/// Units where one number stands between bounds and shift.
const ONE: &[super::ArgumentUnit] =
    &[Like(0), Like(0), Dimensionless, Like(0), Like(0), Dimensionless];

/// Units where two do.
const TWO: &[super::ArgumentUnit] =
    &[Like(0), Like(0), Dimensionless, Dimensionless, Like(0), Like(0), Dimensionless];

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "RANDOM",
        aliases: &["UNIFORM"],
        arguments: &["min", "max", "seed"],
        required: 2,
        kind: Draw(D::Uniform),
        argument_units: &[Like(0), Like(0), Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "Even between min and max.",
        ..BLANK
    },
    Function {
        name: "NORMAL",
        arguments: &["mean", "sd", "seed", "min", "max"],
        required: 2,
        kind: Draw(D::Normal),
        argument_units: &[Like(0), Like(0), Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "Normal with this mean and standard deviation; cut to min and max if given.",
        ..BLANK
    },
    Function {
        name: "LOGNORMAL",
        arguments: &["mean", "sd", "seed", "min", "max"],
        required: 2,
        kind: Draw(D::Lognormal),
        argument_units: &[Like(0), Like(0), Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "Lognormal whose own mean and standard deviation are these; cut to min and max if given.",
        ..BLANK
    },
    Function {
        name: "EXPRND",
        arguments: &["mean", "seed", "min", "max"],
        required: 1,
        kind: Draw(D::Exponential),
        argument_units: &[Like(0), Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "Exponential with this mean; cut to min and max if given.",
        ..BLANK
    },
    Function {
        name: "POISSON",
        arguments: &["mean", "seed", "min", "max"],
        required: 1,
        kind: Draw(D::Poisson),
        argument_units: &[Dimensionless],
        summary: "Whole numbers of events whose mean number is this; cut to min and max if given.",
        ..BLANK
    },
    Function {
        name: "RANDOM NORMAL",
        vensim: Some("RANDOM NORMAL"),
        arguments: &["min", "max", "mean", "sd", "seed"],
        required: 4,
        kind: Draw(D::Bounded(Shape::Normal)),
        argument_units: &[Like(0), Like(0), Like(0), Like(0), Dimensionless],
        summary: "Normal with this mean and standard deviation, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM EXPONENTIAL",
        vensim: Some("RANDOM EXPONENTIAL"),
        arguments: &["min", "max", "shift", "stretch", "seed"],
        required: 4,
        kind: Draw(D::Bounded(Shape::Exponential)),
        argument_units: &[Like(0), Like(0), Like(0), Like(0), Dimensionless],
        summary: "Exponential of mean 1, stretched, shifted, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM POISSON",
        vensim: Some("RANDOM POISSON"),
        arguments: &["min", "max", "mean", "shift", "stretch", "seed"],
        required: 5,
        kind: Draw(D::Bounded(Shape::Poisson)),
        argument_units: ONE,
        summary: "Whole numbers of events, stretched, shifted, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM GAMMA",
        vensim: Some("RANDOM GAMMA"),
        arguments: &["min", "max", "order", "shift", "stretch", "seed"],
        required: 5,
        kind: Draw(D::Bounded(Shape::Gamma)),
        argument_units: ONE,
        summary: "Gamma of an order, which is its mean, stretched, shifted, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM WEIBULL",
        vensim: Some("RANDOM WEIBULL"),
        arguments: &["min", "max", "shape", "shift", "stretch", "seed"],
        required: 5,
        kind: Draw(D::Bounded(Shape::Weibull)),
        argument_units: ONE,
        summary: "Weibull of a shape, of mean 1, stretched, shifted, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM BETA",
        vensim: Some("RANDOM BETA"),
        arguments: &["min", "max", "alpha", "beta", "shift", "stretch", "seed"],
        required: 6,
        kind: Draw(D::Bounded(Shape::Beta)),
        argument_units: TWO,
        summary: "Beta, stretched, shifted, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM BINOMIAL",
        vensim: Some("RANDOM BINOMIAL"),
        arguments: &["min", "max", "probability", "trials", "shift", "stretch", "seed"],
        required: 6,
        kind: Draw(D::Bounded(Shape::Binomial)),
        argument_units: TWO,
        summary: "Successes in so many trials, stretched, shifted, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM NEGATIVE BINOMIAL",
        vensim: Some("RANDOM NEGATIVE BINOMIAL"),
        arguments: &["min", "max", "probability", "successes", "shift", "stretch", "seed"],
        required: 6,
        kind: Draw(D::Bounded(Shape::NegativeBinomial)),
        argument_units: TWO,
        summary: "Trials until so many successes, stretched, shifted, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM TRIANGULAR",
        vensim: Some("RANDOM TRIANGULAR"),
        arguments: &["min", "max", "start", "peak", "stop", "seed"],
        required: 5,
        kind: Draw(D::Triangular),
        argument_units: &[Like(0), Like(0), Like(0), Like(0), Like(0), Dimensionless],
        summary: "Triangular between start and stop with this peak, cut to min and max.",
        ..BOUNDED
    },
    Function {
        name: "RANDOM LOOKUP",
        vensim: Some("RANDOM LOOKUP"),
        arguments: &["density", "min", "max", "shift", "stretch", "seed"],
        required: 5,
        kind: super::FunctionKind::Macro,
        argument_units: &[
            super::ArgumentUnit::Any,
            Like(0),
            Like(0),
            Like(0),
            super::ArgumentUnit::Any,
            Dimensionless,
        ],
        result_unit: ResultUnit::Like(0),
        summary: "With a lookup for its density, stretched, shifted, cut to min and max.",
        evidence: "Vensim function reference: RANDOM LOOKUP; what is cut has the density of what is left",
        ..BLANK
    },
    Function {
        name: "RANDOM PINK NOISE",
        vensim: Some("RANDOM PINK NOISE"),
        arguments: &["mean", "sd", "correlation time", "seed"],
        required: 4,
        kind: super::FunctionKind::Macro,
        argument_units: &[Like(0), Like(0), super::ArgumentUnit::Time, Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "Normal noise that remembers: its correlation falls by e in a correlation time, and its deviation is the same for every step.",
        evidence: "Vensim function reference: RANDOM PINK NOISE; the equations are those of Ed Anderson's macro, which the page describes",
        ..BLANK
    },
];
