//! Functions that choose.

use super::ArgumentUnit::{Any, Dimensionless, Like};
use super::FunctionKind::{Intrinsic, Scalar};
use super::{BLANK, Function, Intrinsic as I, ResultUnit};

/// The entries. `IF c THEN a ELSE b` is part of the language itself.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "IF THEN ELSE",
        vensim: Some("IF THEN ELSE"),
        arguments: &["condition", "then", "otherwise"],
        required: 3,
        kind: Scalar(|a| if a[0] != 0.0 { a[1] } else { a[2] }),
        argument_units: &[Dimensionless, Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "`then` where the condition holds, else `otherwise`; only the chosen one is worked out.",
        examples: &[(&[1.0, 5.0, 6.0], 5.0), (&[0.0, 5.0, 6.0], 6.0)],
        evidence: "Vensim function reference: IF THEN ELSE",
        ..BLANK
    },
    Function {
        name: "LOOKUP",
        aliases: &["LOOKUPINV"; 0],
        vensim: None,
        arguments: &["lookup", "x"],
        required: 2,
        kind: Intrinsic(I::Lookup),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The lookup's y at x; the lookup's name may also be called like a function.",
        ..BLANK
    },
    Function {
        name: "LOOKUP FORWARD",
        vensim: Some("LOOKUP FORWARD"),
        arguments: &["lookup", "x"],
        required: 2,
        kind: Intrinsic(I::LookupForward),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The y of the point at x or the next one after it.",
        evidence: "Vensim function reference: LOOKUP FORWARD",
        ..BLANK
    },
    Function {
        name: "LOOKUP BACKWARD",
        vensim: Some("LOOKUP BACKWARD"),
        arguments: &["lookup", "x"],
        required: 2,
        kind: Intrinsic(I::LookupBackward),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The y of the point at x or the last one before it.",
        evidence: "Vensim function reference: LOOKUP BACKWARD",
        ..BLANK
    },
    Function {
        name: "LOOKUP EXTRAPOLATE",
        vensim: Some("LOOKUP EXTRAPOLATE"),
        arguments: &["lookup", "x"],
        required: 2,
        kind: Intrinsic(I::LookupExtrapolate),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The lookup's y at x, its end lines drawn on.",
        evidence: "Vensim function reference: LOOKUP EXTRAPOLATE",
        ..BLANK
    },
    Function {
        name: "LOOKUP SLOPE",
        vensim: Some("LOOKUP SLOPE"),
        arguments: &["lookup", "x", "mode"],
        required: 3,
        kind: Intrinsic(I::LookupSlope),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "How steep the lookup is at x, on a point the mean of both sides; beyond its points 0 in mode 0, as at its end in mode 1, missing in mode -1.",
        evidence: "Vensim function reference: LOOKUP SLOPE; its first and last point have the slope of their one side (open)",
        ..BLANK
    },
    Function {
        name: "LOOKUP AREA",
        vensim: Some("LOOKUP AREA"),
        arguments: &["lookup", "from", "to"],
        required: 3,
        kind: Intrinsic(I::LookupArea),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The area under the lookup between two x, beyond its points too; negative where `to` comes first.",
        evidence: "Vensim function reference: LOOKUP AREA; the sign where `to` comes first: VECTOR LOOKUP, mode 7",
        ..BLANK
    },
    Function {
        name: "LOOKUPAREA",
        arguments: &["lookup", "to", "from"],
        required: 1,
        kind: Intrinsic(I::LookupAreaInside),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The area under the lookup between two x in either order, from its first and to its last point if not given; beyond its points only where it is extended.",
        evidence: "isee systems, Stella help: Graphical builtins",
        ..BLANK
    },
    Function {
        name: "LOOKUP AREA INVERT",
        arguments: &["lookup", "area"],
        required: 2,
        kind: Intrinsic(I::LookupAreaInvert),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The x up to which there is so much area under the lookup, from its first point on.",
        evidence: "the inverse of LOOKUPAREA, for RANDOM LOOKUP",
        ..BLANK
    },
    Function {
        name: "LOOKUP INVERT",
        aliases: &["LOOKUPINV"],
        vensim: Some("LOOKUP INVERT"),
        arguments: &["lookup", "y"],
        required: 2,
        kind: Intrinsic(I::LookupInvert),
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The x at which the lookup has this y.",
        evidence: "Vensim function reference: LOOKUP INVERT",
        ..BLANK
    },
];
