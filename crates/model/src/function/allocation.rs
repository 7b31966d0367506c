//! Something scarce shared out (Vensim Help, Allocation).

use super::ArgumentUnit::{Dimensionless, Like};
use super::FunctionKind::Together;
use super::{BLANK, Function, ResultUnit, Together as T};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "ALLOCATE AVAILABLE",
        vensim: Some("ALLOCATE AVAILABLE"),
        arguments: &["request", "priority profile", "available"],
        required: 3,
        kind: Together(T::AllocateAvailable),
        argument_units: &[Like(0), Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "What each requester gets of what is available, by the curve of its priority: its shape, centre, width and extra.",
        evidence: "Vensim Help, Allocation: Specifying the Curves",
        ..BLANK
    },
    Function {
        name: "ALLOCATE BY PRIORITY",
        vensim: Some("ALLOCATE BY PRIORITY"),
        arguments: &["request", "priority", "size", "width", "supply"],
        required: 5,
        kind: Together(T::AllocateByPriority),
        argument_units: &[Like(0), Dimensionless, Dimensionless, Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "What each requester gets of a supply, higher priorities first; those nearer than the width share.",
        evidence: "Vensim function reference: ALLOCATE BY PRIORITY",
        ..BLANK
    },
];
