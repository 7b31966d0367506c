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
];
