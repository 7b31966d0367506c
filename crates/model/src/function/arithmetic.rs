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

/// The nearest number with so many digits after the point, before it where they are below 0.
fn rounded(x: f64, digits: f64) -> f64 {
    let digits = digits.round();
    if digits == 0.0 {
        return x.round();
    }
    // A whole power of ten is exact, a tenth of one is not: numbers are multiplied or divided by the first.
    let scale = crate::math::pow(10.0, digits.abs());
    let near = if digits > 0.0 { (x * scale).round() / scale } else { (x / scale).round() * scale };
    // More digits than x has leave it as it is.
    if near.is_finite() { near } else { x }
}

/// The n-th root; of a negative number where n is odd.
fn root(x: f64, n: f64) -> f64 {
    if x < 0.0 && n % 2.0 != 0.0 && n.fract() == 0.0 {
        return -root(-x, n);
    }
    let near = crate::math::pow(x, 1.0 / n);
    // The root of a whole power is that whole number, whatever the division of 1 by n rounds to.
    let whole = near.round();
    if crate::math::pow(whole, n) == x { whole } else { near }
}

/// n (n - 1) ... of r factors, of whole numbers; 0 where r is more than n.
fn permutations(n: f64, r: f64) -> f64 {
    let (n, r) = (n.floor(), r.floor());
    if n.is_nan() || r.is_nan() || n < 0.0 || r < 0.0 {
        return f64::NAN;
    }
    if r > n {
        return 0.0;
    }
    let mut product = 1.0;
    let mut factor = n;
    while factor > n - r && product < f64::INFINITY {
        product *= factor;
        factor -= 1.0;
    }
    product
}

/// The ways to choose r of n, each step a whole number.
fn combinations(n: f64, r: f64) -> f64 {
    let (n, r) = (n.floor(), r.floor());
    if n.is_nan() || r.is_nan() || n < 0.0 || r < 0.0 {
        return f64::NAN;
    }
    if r > n {
        return 0.0;
    }
    let few = lesser(r, n - r);
    let mut ways = 1.0;
    let mut taken = 0.0;
    while taken < few && ways < f64::INFINITY {
        ways = ways * (n - taken) / (taken + 1.0);
        taken += 1.0;
    }
    ways
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
        arguments: &["x", "digits"],
        kind: Scalar(|a| rounded(a[0], a.get(1).copied().unwrap_or(0.0))),
        argument_units: &[Like(0), Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "The number nearest to x with so many digits after the point, none if not given; halves away from 0.",
        examples: &[
            (&[2.4], 2.0),
            (&[2.5], 3.0),
            (&[-2.5], -3.0),
            (&[2.345, 2.0], 2.35),
            (&[1250.0, -2.0], 1300.0),
        ],
        evidence: "Stella; digits: as in BPTK-Py, Stella's page (Mathematical builtins) not seen",
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
        aliases: &["GAMMALN"],
        vensim: Some("GAMMA LN"),
        kind: Scalar(|a| libm::lgamma(a[0])),
        summary: "Natural logarithm of the gamma function of x.",
        examples: &[(&[1.0], 0.0), (&[2.0], 0.0)],
        evidence: "Vensim function reference: GAMMA LN",
        ..BLANK
    },
    Function {
        name: "ROOTN",
        arguments: &["x", "n"],
        required: 2,
        kind: Scalar(|a| root(a[0], a[1])),
        argument_units: &[Dimensionless],
        summary: "The n-th root of x; of a negative x where n is odd.",
        examples: &[(&[8.0, 3.0], 2.0), (&[-8.0, 3.0], -2.0), (&[16.0, 4.0], 2.0)],
        evidence: "the usual meaning of the name; Stella\'s page (Mathematical builtins) not seen",
        ..BLANK
    },
    Function {
        name: "PERCENT",
        arguments: &["fraction"],
        kind: Scalar(|a| a[0] * 100.0),
        argument_units: &[Dimensionless],
        summary: "A fraction in hundredths.",
        examples: &[(&[0.25], 25.0)],
        evidence: "the usual meaning of the name; Stella\'s page (Mathematical builtins) not seen",
        ..BLANK
    },
    Function {
        name: "FACTORIAL",
        arguments: &["n"],
        kind: Scalar(|a| permutations(a[0], a[0])),
        argument_units: &[Dimensionless],
        summary: "n!, the ways to put n things in a row; not a number below 0.",
        examples: &[(&[0.0], 1.0), (&[5.0], 120.0)],
        evidence: "the usual meaning of the name; Stella\'s page (Statistical builtins) not seen",
        ..BLANK
    },
    Function {
        name: "PERMUTATIONS",
        arguments: &["n", "r"],
        required: 2,
        kind: Scalar(|a| permutations(a[0], a[1])),
        argument_units: &[Dimensionless],
        summary: "The ways to put r of n things in a row.",
        examples: &[(&[5.0, 2.0], 20.0), (&[3.0, 4.0], 0.0)],
        evidence: "the usual meaning of the name; Stella\'s page (Statistical builtins) not seen",
        ..BLANK
    },
    Function {
        name: "COMBINATIONS",
        arguments: &["n", "r"],
        required: 2,
        kind: Scalar(|a| combinations(a[0], a[1])),
        argument_units: &[Dimensionless],
        summary: "The ways to choose r of n things.",
        examples: &[(&[5.0, 2.0], 10.0), (&[50.0, 48.0], 1225.0), (&[3.0, 4.0], 0.0)],
        evidence: "the usual meaning of the name; Stella\'s page (Statistical builtins) not seen",
        ..BLANK
    },
    Function {
        name: "NAN",
        arguments: &[],
        required: 0,
        kind: Scalar(|_| f64::NAN),
        argument_units: &[],
        result_unit: ResultUnit::Declared,
        summary: "Not a number: what a choice may hold where there is no value. A variable that it reaches stops the run.",
        evidence: "Stella's word for a missing value; Stella's page (Mathematical builtins) not seen",
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
