//! Time and what is made of it. STEP, RAMP and PULSE are models of the library.

use super::ArgumentUnit::{Any, Like, Time};
use super::FunctionKind::{Intrinsic, Macro};
use super::{BLANK, Function, Intrinsic as I, ResultUnit};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "TIME",
        vensim: Some("Time"),
        arguments: &[],
        required: 0,
        kind: Intrinsic(I::Time),
        argument_units: &[],
        result_unit: ResultUnit::Time,
        summary: "The present moment.",
        ..BLANK
    },
    Function {
        name: "DT",
        aliases: &["TIME STEP"],
        vensim: Some("TIME STEP"),
        arguments: &[],
        required: 0,
        kind: Intrinsic(I::Dt),
        argument_units: &[],
        result_unit: ResultUnit::Time,
        summary: "Step length.",
        ..BLANK
    },
    Function {
        name: "STARTTIME",
        aliases: &["INITIAL TIME"],
        vensim: Some("INITIAL TIME"),
        arguments: &[],
        required: 0,
        kind: Intrinsic(I::Start),
        argument_units: &[],
        result_unit: ResultUnit::Time,
        summary: "First moment of the run.",
        ..BLANK
    },
    Function {
        name: "STOPTIME",
        aliases: &["FINAL TIME"],
        vensim: Some("FINAL TIME"),
        arguments: &[],
        required: 0,
        kind: Intrinsic(I::Stop),
        argument_units: &[],
        result_unit: ResultUnit::Time,
        summary: "Last moment of the run.",
        ..BLANK
    },
    Function {
        name: "PI",
        arguments: &[],
        required: 0,
        kind: Intrinsic(I::Pi),
        argument_units: &[],
        summary: "3.14159...",
        ..BLANK
    },
    Function {
        name: "INF",
        arguments: &[],
        required: 0,
        kind: Intrinsic(I::Infinity),
        argument_units: &[],
        summary: "A number greater than any other.",
        ..BLANK
    },
    Function {
        name: "INIT",
        aliases: &["INITIAL"],
        vensim: Some("INITIAL"),
        kind: Intrinsic(I::Init),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The value of x at the start of the run.",
        ..BLANK
    },
    Function {
        name: "PREVIOUS",
        arguments: &["x", "first"],
        required: 2,
        kind: Intrinsic(I::Previous),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The value of x one step ago; `first` at the start.",
        ..BLANK
    },
    Function {
        name: "SAMPLE IF TRUE",
        vensim: Some("SAMPLE IF TRUE"),
        arguments: &["condition", "x", "first"],
        required: 3,
        kind: Intrinsic(I::SampleIfTrue),
        argument_units: &[super::ArgumentUnit::Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The value of x when the condition last held, now included; `first` before it ever did.",
        evidence: "Vensim function reference: SAMPLE IF TRUE",
        ..BLANK
    },
    Function {
        name: "STEP",
        vensim: Some("STEP"),
        arguments: &["height", "start"],
        required: 2,
        kind: Macro,
        argument_units: &[Like(0), Time],
        result_unit: ResultUnit::Like(0),
        summary: "0 before `start`, then `height`.",
        ..BLANK
    },
    Function {
        name: "RAMP",
        vensim: Some("RAMP"),
        arguments: &["slope", "start", "stop"],
        required: 2,
        kind: Macro,
        argument_units: &[Any, Time],
        result_unit: ResultUnit::Declared,
        summary: "0 before `start`, then rising by `slope` a unit of time, until `stop` if given.",
        ..BLANK
    },
    Function {
        name: "SINWAVE",
        arguments: &["amplitude", "period"],
        required: 2,
        kind: Macro,
        argument_units: &[Any, Time],
        result_unit: ResultUnit::Like(0),
        summary: "`amplitude` times the sine of the time, once round in `period`.",
        evidence: "the usual meaning of the name; Stella\'s page (Test input builtins) not seen",
        ..BLANK
    },
    Function {
        name: "COSWAVE",
        arguments: &["amplitude", "period"],
        required: 2,
        kind: Macro,
        argument_units: &[Any, Time],
        result_unit: ResultUnit::Like(0),
        summary: "`amplitude` times the cosine of the time, once round in `period`.",
        evidence: "the usual meaning of the name; Stella\'s page (Test input builtins) not seen",
        ..BLANK
    },
    Function {
        name: "PULSE",
        arguments: &["magnitude", "first", "interval"],
        required: 2,
        kind: Macro,
        argument_units: &[Any, Time],
        result_unit: ResultUnit::Declared,
        summary: "`magnitude` / DT for one step at `first`, and again every `interval` if given.",
        ..BLANK
    },
    Function {
        name: "UNIT PULSE",
        vensim: Some("PULSE"),
        arguments: &["start", "width"],
        required: 2,
        kind: Macro,
        argument_units: &[Time],
        summary: "1 from `start` on for `width`, one step at least; 0 otherwise.",
        evidence: "Vensim function reference: PULSE",
        ..BLANK
    },
    Function {
        name: "PULSE TRAIN",
        vensim: Some("PULSE TRAIN"),
        arguments: &["start", "width", "between", "end"],
        required: 4,
        kind: Macro,
        argument_units: &[Time],
        summary: "1 from `start` on for `width`, again every `between`, until `end`; 0 otherwise.",
        evidence: "Vensim function reference: PULSE TRAIN",
        ..BLANK
    },
    Function {
        name: "RUNCOUNT",
        aliases: &["SENSIRUNCOUNT", "SENSIRUNTOTAL"],
        arguments: &[],
        required: 0,
        kind: super::FunctionKind::Scalar(|_| 0.0),
        argument_units: &[],
        summary: "Runs before this one in a session of Stella: none.",
        evidence: "isee systems, Stella help: Simulation builtins: 0 in the first run, and outside sensitivity runs",
        ..BLANK
    },
    Function {
        name: "COUNTER",
        arguments: &["start", "finish"],
        required: 2,
        kind: Macro,
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "`start` at the beginning of the run, rising by 1 a unit of time; `start` again instead of `finish`.",
        evidence: "isee systems, Stella help: Specialized builtins, of which the page at hand breaks off: a saw-tooth, from memory",
        ..BLANK
    },
    Function {
        name: "HISTORY",
        arguments: &["x", "moment", "steps"],
        required: 3,
        kind: Macro,
        argument_units: &[Like(0), Time, super::ArgumentUnit::Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "The value that x had at a moment, 0 before the run and after now; `steps` is one more than the run has.",
        evidence: "isee systems, Stella help: Data builtins; readers of Stella's models work out `steps`; between two steps the nearer: open",
        ..BLANK
    },
    Function {
        name: "ACTIVE INITIAL",
        vensim: Some("ACTIVE INITIAL"),
        arguments: &["active", "initial"],
        required: 2,
        kind: Intrinsic(I::ActiveInitial),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "`active`; but `initial` while values at the start are worked out from it.",
        evidence: "Vensim function reference: ACTIVE INITIAL",
        ..BLANK
    },
];
