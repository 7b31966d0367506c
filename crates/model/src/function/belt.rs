//! Delays that move in steps, Vensim's words: models of the library. `steps` is how many steps the longest way
//! has; readers of Vensim's models work it out.

use super::ArgumentUnit::{Any, Dimensionless, Like, Time};
use super::{BLANK, Function, FunctionKind, ResultUnit};

const BELT: Function = Function {
    kind: FunctionKind::Macro,
    argument_units: &[Like(0), Time, Like(0), Like(0), Dimensionless],
    result_unit: ResultUnit::Like(0),
    ..BLANK
};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "DELAY MATERIAL",
        arguments: &["input", "delay time", "initial", "missing", "steps"],
        required: 5,
        summary: "The input after a delay time that may change, nothing lost; `missing` where nothing comes out.",
        evidence: "Vensim function reference: DELAY MATERIAL; Modeling Guide 9, Material and Information Delays",
        ..BELT
    },
    Function {
        name: "DELAY INFORMATION",
        arguments: &["input", "delay time", "initial", "steps"],
        required: 4,
        argument_units: &[Like(0), Time, Like(0), Dimensionless],
        summary: "The input as it was a delay time ago, which may change: the newest that has arrived.",
        evidence: "Vensim function reference: DELAY INFORMATION; Modeling Guide 9, Material and Information Delays",
        ..BELT
    },
    Function {
        name: "DELAY BATCH",
        vensim: Some("DELAY BATCH"),
        arguments: &[
            "input",
            "batch size",
            "batch time",
            "initial batch",
            "initial time",
            "initial backlog",
        ],
        required: 6,
        argument_units: &[Like(0), Like(1), Time, Like(0), Time, Like(1)],
        summary: "The input in batches: each waits until there is enough of it and none in process, and leaves in one step when its time is over.",
        evidence: "Vensim function reference: DELAY BATCH; a batch holds its size, what is above it waits for the next",
        ..BELT
    },
    Function {
        name: "DELAY CONVEYOR",
        arguments: &[
            "input",
            "transit time",
            "leak",
            "profile",
            "initial total",
            "initial time",
            "cumulated",
            "steps",
        ],
        required: 8,
        argument_units: &[Like(0), Time, Any, Any, Like(1), Time, Dimensionless],
        summary: "The input after a belt whose speed may change and from which a part leaks; `profile` says how what lies on it at the start leaves.",
        evidence: "Vensim function reference: DELAY CONVEYOR; Modeling Guide 9, Initialization of Conveyors: the first slat leaves at the start",
        ..BELT
    },
    Function {
        name: "DELAY PROFILE",
        arguments: &[
            "profile",
            "input",
            "delay time",
            "initial",
            "growth",
            "cumulated",
            "mean",
            "steps",
        ],
        required: 8,
        argument_units: &[Any, Like(0), Time, Like(0), Any, Dimensionless],
        summary: "The input spread over the time after it as a profile says, whose mean is the delay time.",
        evidence: "Vensim function reference: DELAY PROFILE; which step a moment between two belongs to is open: the nearer, and none comes out at once",
        ..BELT
    },
];
