//! Functions of numbers.

use super::ArgumentUnit::{Dimensionless, Like};
use super::FunctionKind::Scalar;
use super::{BLANK, Function, ResultUnit};

/// The lesser of two numbers, `a` where they are equal; not a number where one of them is none, so
/// that MIN hides nothing that went wrong.
pub fn lesser(a: f64, b: f64) -> f64 {
    if b < a || b.is_nan() { b } else { a }
}

/// The greater of two numbers, `a` where they are equal; not a number where one of them is none.
pub fn greater(a: f64, b: f64) -> f64 {
    if b > a || b.is_nan() { b } else { a }
}

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "ABS",
        vensim: Some("ABS"),
        kind: Scalar(|a| a[0].abs()),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "x without its sign.",
        examples: &[(&[-2.5], 2.5), (&[2.5], 2.5), (&[0.0], 0.0)],
        ..BLANK
    },
    Function {
        name: "EXP",
        vensim: Some("EXP"),
        kind: Scalar(|a| crate::math::exp(a[0])),
        summary: "e to the power x.",
        examples: &[(&[0.0], 1.0), (&[1.0], std::f64::consts::E)],
        ..BLANK
    },
    Function {
        name: "LN",
        vensim: Some("LN"),
        kind: Scalar(|a| crate::math::ln(a[0])),
        summary: "Natural logarithm of x.",
        examples: &[(&[1.0], 0.0), (&[std::f64::consts::E], 1.0)],
        ..BLANK
    },
    Function {
        name: "LOG10",
        aliases: &["LOG"],
        kind: Scalar(|a| crate::math::log10(a[0])),
        summary: "Logarithm of x to base 10.",
        examples: &[(&[1000.0], 3.0), (&[0.01], -2.0)],
        ..BLANK
    },
    Function {
        name: "SQRT",
        vensim: Some("SQRT"),
        kind: Scalar(|a| a[0].sqrt()),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::SquareRoot(0),
        summary: "Square root of x.",
        examples: &[(&[16.0], 4.0), (&[0.0], 0.0)],
        ..BLANK
    },
    Function {
        name: "INT",
        kind: Scalar(|a| a[0].floor()),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The greatest whole number not above x.",
        examples: &[(&[2.7], 2.0), (&[-2.2], -3.0), (&[3.0], 3.0)],
        evidence: "XMILE 1.0, 3.5.1: the next integer less than or equal to x",
        ..BLANK
    },
    Function {
        name: "ROUND",
        kind: Scalar(|a| a[0].round()),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The whole number nearest to x; halves away from 0.",
        examples: &[(&[2.4], 2.0), (&[2.5], 3.0), (&[-2.5], -3.0)],
        ..BLANK
    },
    Function {
        name: "MIN",
        vensim: Some("MIN"),
        arguments: &["a", "b"],
        required: 2,
        variadic: true,
        kind: Scalar(|a| a.iter().copied().fold(f64::INFINITY, lesser)),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The least of its arguments; of one array, the least of its elements.",
        examples: &[(&[2.0, 3.0], 2.0), (&[3.0, 2.0], 2.0), (&[1.0, -4.0, 7.0], -4.0)],
        ..BLANK
    },
    Function {
        name: "MAX",
        vensim: Some("MAX"),
        arguments: &["a", "b"],
        required: 2,
        variadic: true,
        kind: Scalar(|a| a.iter().copied().fold(f64::NEG_INFINITY, greater)),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The greatest of its arguments; of one array, the greatest of its elements.",
        examples: &[(&[2.0, 3.0], 3.0), (&[3.0, 2.0], 3.0), (&[1.0, -4.0, 7.0], 7.0)],
        ..BLANK
    },
    Function {
        name: "SAFEDIV",
        aliases: &["ZIDZ"],
        arguments: &["a", "b", "otherwise"],
        required: 2,
        kind: Scalar(|a| {
            let otherwise = a.get(2).copied().unwrap_or(0.0);
            if a[1] == 0.0 { otherwise } else { a[0] / a[1] }
        }),
        argument_units: &[Like(0), Like(1), super::ArgumentUnit::Any],
        result_unit: ResultUnit::Quotient(0, 1),
        summary: "a / b, or `otherwise` (0 if not given) where b is 0.",
        examples: &[(&[6.0, 3.0], 2.0), (&[6.0, 0.0], 0.0), (&[6.0, 0.0, 9.0], 9.0)],
        ..BLANK
    },
    Function {
        name: "POWER",
        vensim: Some("POWER"),
        arguments: &["base", "exponent"],
        required: 2,
        kind: Scalar(|a| crate::math::pow(a[0], a[1])),
        argument_units: &[Dimensionless],
        summary: "base to the power exponent.",
        examples: &[(&[2.0, 10.0], 1024.0), (&[4.0, 0.5], 2.0)],
        evidence: "Vensim function reference: POWER",
        ..BLANK
    },
];
