//! Random draws, fresh each step. A draw depends on (seed, member, variable, time) alone; the
//! optional last argument tells apart streams that would otherwise be the same.

use super::ArgumentUnit::{Dimensionless, Like};
use super::FunctionKind::Draw;
use super::{BLANK, Draw as D, Function, ResultUnit};

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
        arguments: &["mean", "sd", "seed"],
        required: 2,
        kind: Draw(D::Normal),
        argument_units: &[Like(0), Like(0), Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "Normal with this mean and standard deviation.",
        ..BLANK
    },
    Function {
        name: "LOGNORMAL",
        arguments: &["mean", "sd", "seed"],
        required: 2,
        kind: Draw(D::Lognormal),
        argument_units: &[Like(0), Like(0), Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "Lognormal whose own mean and standard deviation are these.",
        ..BLANK
    },
    Function {
        name: "EXPRND",
        arguments: &["mean", "seed"],
        required: 1,
        kind: Draw(D::Exponential),
        argument_units: &[Like(0), Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "Exponential with this mean.",
        ..BLANK
    },
    Function {
        name: "POISSON",
        arguments: &["mean", "seed"],
        required: 1,
        kind: Draw(D::Poisson),
        argument_units: &[Dimensionless],
        summary: "Whole numbers of events whose mean number is this.",
        ..BLANK
    },
];
