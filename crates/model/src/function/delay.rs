//! Delays, smoothing and what is read off them: models of the library, but for the fixed delay.

use super::ArgumentUnit::{Dimensionless, Like, Time};
use super::FunctionKind::{Intrinsic, Macro};
use super::{BLANK, Function, Intrinsic as I, ResultUnit};

const SMOOTH: Function = Function {
    arguments: &["input", "averaging time", "initial"],
    required: 2,
    kind: Macro,
    argument_units: &[Like(0), Time, Like(0)],
    result_unit: ResultUnit::Like(0),
    ..BLANK
};

const SMOOTH_N: Function = Function {
    arguments: &["input", "averaging time", "order", "initial"],
    required: 3,
    argument_units: &[Like(0), Time, Dimensionless, Like(0)],
    ..SMOOTH
};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "SMTH1",
        vensim: Some("SMOOTH"),
        summary: "First-order exponential smoothing.",
        ..SMOOTH
    },
    Function {
        name: "SMTH3",
        vensim: Some("SMOOTH3"),
        summary: "Third-order exponential smoothing.",
        ..SMOOTH
    },
    Function { name: "SMTHN", summary: "Exponential smoothing of order n.", ..SMOOTH_N },
    Function {
        name: "DELAY1",
        vensim: Some("DELAY1"),
        arguments: &["input", "delay time", "initial"],
        summary: "First-order material delay.",
        ..SMOOTH
    },
    Function {
        name: "DELAY3",
        vensim: Some("DELAY3"),
        arguments: &["input", "delay time", "initial"],
        summary: "Third-order material delay.",
        ..SMOOTH
    },
    Function {
        name: "DELAYN",
        arguments: &["input", "delay time", "order", "initial"],
        summary: "Material delay of order n.",
        ..SMOOTH_N
    },
    Function {
        name: "DELAY",
        vensim: Some("DELAY FIXED"),
        arguments: &["input", "delay time", "initial"],
        required: 2,
        kind: Intrinsic(I::FixedDelay),
        argument_units: &[Like(0), Time, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The input exactly one delay time ago; `initial`, or the first input, before that.",
        evidence: "XMILE 1.0, 3.5.3; Vensim DELAY FIXED fixes the delay time at the start, and so do we",
        ..BLANK
    },
    Function {
        name: "TREND",
        vensim: Some("TREND"),
        arguments: &["input", "averaging time", "initial"],
        required: 2,
        kind: Macro,
        argument_units: &[Like(0), Time, super::ArgumentUnit::Any],
        result_unit: ResultUnit::Declared,
        summary: "Relative growth of the input a unit of time, as someone would perceive it.",
        ..BLANK
    },
    Function {
        name: "FORCST",
        aliases: &["FORECAST"],
        vensim: Some("FORECAST"),
        arguments: &["input", "averaging time", "horizon", "initial"],
        required: 3,
        kind: Macro,
        argument_units: &[Like(0), Time, Time, super::ArgumentUnit::Any],
        result_unit: ResultUnit::Like(0),
        summary: "The input drawn on along its trend to the horizon.",
        ..BLANK
    },
    Function {
        name: "DELAY N",
        vensim: Some("DELAY N"),
        arguments: &["input", "delay time", "initial", "order"],
        required: 4,
        argument_units: &[Like(0), Time, Like(0), Dimensionless],
        summary: "Material delay of order n whose outflow follows a change of the delay time one step late.",
        evidence: "Vensim function reference: DELAY N; what the last stage does when the delay time changes: test-models delays",
        ..SMOOTH
    },
    Function {
        name: "DELAYP PIPELINE",
        arguments: &["input", "delay time"],
        argument_units: &[super::ArgumentUnit::Any, Time],
        result_unit: ResultUnit::Declared,
        summary: "What is on its way through a third-order material delay.",
        evidence: "Vensim function reference: DELAYP, its second result",
        ..SMOOTH
    },
    Function {
        name: "NPV",
        vensim: Some("NPV"),
        arguments: &["stream", "discount rate", "initial", "factor"],
        required: 4,
        kind: Macro,
        argument_units: &[super::ArgumentUnit::Any],
        result_unit: ResultUnit::Declared,
        summary: "What a stream of payments is worth at the start, discounted.",
        evidence: "Vensim function reference: NPV",
        ..BLANK
    },
    Function {
        name: "NPVE",
        vensim: Some("NPVE"),
        arguments: &["stream", "discount rate", "initial", "factor"],
        required: 4,
        kind: Macro,
        argument_units: &[super::ArgumentUnit::Any],
        result_unit: ResultUnit::Declared,
        summary: "What a stream of payments is worth at the start, discounted at the end of each step.",
        evidence: "Vensim function reference: NPVE",
        ..BLANK
    },
];
