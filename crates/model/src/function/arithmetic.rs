//! Functions of numbers.

use super::ArgumentUnit::{Dimensionless, Like};
use super::FunctionKind::Scalar;
use super::{BLANK, Function, ResultUnit};

/// What `ZIDZ` and `XIDZ` take for 0.
const NEARLY_ZERO: f64 = 1e-6;

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
        name: "ZIDZ",
        vensim: Some("ZIDZ"),
        arguments: &["a", "b"],
        required: 2,
        kind: Scalar(|a| if a[1].abs() < NEARLY_ZERO { 0.0 } else { a[0] / a[1] }),
        argument_units: &[Like(0), Like(1)],
        result_unit: ResultUnit::Quotient(0, 1),
        summary: "a / b, or 0 where b is 0 but for a millionth.",
        examples: &[(&[6.0, 3.0], 2.0), (&[6.0, 0.0], 0.0), (&[6.0, -1e-7], 0.0)],
        evidence: "Vensim function reference: ZIDZ; what counts as 0: PySD and SDEverywhere, checked against Vensim, agree on 1e-6",
        ..BLANK
    },
    Function {
        name: "XIDZ",
        vensim: Some("XIDZ"),
        arguments: &["a", "b", "otherwise"],
        required: 3,
        kind: Scalar(|a| if a[1].abs() < NEARLY_ZERO { a[2] } else { a[0] / a[1] }),
        argument_units: &[Like(0), Like(1), super::ArgumentUnit::Any],
        result_unit: ResultUnit::Quotient(0, 1),
        summary: "a / b, or `otherwise` where b is 0 but for a millionth.",
        examples: &[(&[6.0, 3.0, 9.0], 2.0), (&[6.0, 0.0, 9.0], 9.0)],
        evidence: "Vensim function reference: XIDZ",
        ..BLANK
    },
    Function {
        name: "INTEGER",
        vensim: Some("INTEGER"),
        kind: Scalar(|a| a[0].trunc()),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "x without what stands after the point: towards 0.",
        examples: &[(&[2.7], 2.0), (&[-2.7], -2.0), (&[-0.2], 0.0)],
        evidence: "Vensim function reference: INTEGER; negatives: test-models rounding",
        ..BLANK
    },
    Function {
        name: "MODULO",
        vensim: Some("MODULO"),
        arguments: &["a", "b"],
        required: 2,
        kind: Scalar(|a| a[0] % a[1]),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "What is left of a divided by b, with the sign of a.",
        examples: &[(&[7.0, 3.0], 1.0), (&[-7.0, 3.0], -1.0), (&[7.0, -3.0], 1.0)],
        evidence: "Vensim function reference: MODULO; negatives: test-models rounding",
        ..BLANK
    },
    Function {
        name: "QUANTUM",
        vensim: Some("QUANTUM"),
        arguments: &["a", "b"],
        required: 2,
        kind: Scalar(|a| if a[1] <= 0.0 { a[0] } else { a[1] * (a[0] / a[1]).trunc() }),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "The multiple of b next to a towards 0; a itself where b is not above 0.",
        examples: &[(&[7.5, 2.0], 6.0), (&[-7.5, 2.0], -6.0), (&[7.5, 0.0], 7.5)],
        evidence: "Vensim function reference: QUANTUM",
        ..BLANK
    },
    Function {
        name: "LOG BASE",
        vensim: Some("LOG"),
        arguments: &["x", "base"],
        required: 2,
        kind: Scalar(|a| crate::math::ln(a[0]) / crate::math::ln(a[1])),
        summary: "Logarithm of x to a base.",
        examples: &[(&[8.0, 2.0], 3.0)],
        evidence: "Vensim function reference: LOG",
        ..BLANK
    },
    Function {
        name: "GAMMA LN",
        vensim: Some("GAMMA LN"),
        kind: Scalar(|a| libm::lgamma(a[0])),
        summary: "Natural logarithm of the gamma function of x.",
        examples: &[(&[1.0], 0.0), (&[2.0], 0.0)],
        evidence: "Vensim function reference: GAMMA LN",
        ..BLANK
    },
    Function {
        name: "GAME",
        vensim: Some("GAME"),
        kind: Scalar(|a| a[0]),
        argument_units: &[Like(0)],
        result_unit: ResultUnit::Like(0),
        summary: "x: what a player may set in a game, and nobody sets here.",
        examples: &[(&[3.0], 3.0)],
        evidence: "Vensim function reference: GAME: outside games the equation is used",
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
