//! Money over time: annuities, in the words that spreadsheets and Stella share; rates of return, depreciation.

use super::ArgumentUnit::{Any, Dimensionless, Like, Time};
use super::FunctionKind::{Macro, Scalar, Together};
use super::{BLANK, Function, ResultUnit, Together as T};

/// What one unit of money at the start, and one paid at the end of each of so many periods, have grown to:
/// `present * first + payment * second + future = 0` (isee systems, Stella help: Financial builtins).
fn grown(rate: f64, periods: f64) -> (f64, f64) {
    if rate == 0.0 {
        return (1.0, periods);
    }
    let interest = libm::expm1(periods * libm::log1p(rate));
    (1.0 + interest, interest / rate)
}

const ANNUITY: Function = Function {
    required: 4,
    argument_units: &[Dimensionless, Dimensionless, Like(0), Like(0)],
    result_unit: ResultUnit::Like(0),
    evidence: "isee systems, Stella help: Financial builtins: payments at the end of each period, what is paid out below 0",
    ..BLANK
};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "PMT",
        arguments: &["rate", "periods", "present", "future"],
        kind: Scalar(|a| {
            let (one, paid) = grown(a[0], a[1]);
            -(a[2] * one + a[3]) / paid
        }),
        summary: "What is paid each period so that a present value becomes the future one at this rate a period.",
        // A loan of 10 000 at 1 % a month over 36 months.
        examples: &[
            (&[0.01, 36.0, 10_000.0, 0.0], -332.143_098_128_512_1),
            (&[0.0, 4.0, 100.0, 0.0], -25.0),
        ],
        ..ANNUITY
    },
    Function {
        name: "PV",
        arguments: &["rate", "periods", "payment", "future"],
        kind: Scalar(|a| {
            let (one, paid) = grown(a[0], a[1]);
            -(a[2] * paid + a[3]) / one
        }),
        summary: "The present value of a payment each period and of a future value.",
        examples: &[(&[1.0, 2.0, -1.0, 0.0], 0.75), (&[0.0, 4.0, -25.0, 0.0], 100.0)],
        ..ANNUITY
    },
    Function {
        name: "FV",
        arguments: &["rate", "periods", "payment", "present"],
        kind: Scalar(|a| {
            let (one, paid) = grown(a[0], a[1]);
            -(a[3] * one + a[2] * paid)
        }),
        summary: "The future value of a payment each period and of a present value.",
        examples: &[(&[1.0, 2.0, -1.0, 0.0], 3.0), (&[0.0, 4.0, -25.0, 0.0], 100.0)],
        ..ANNUITY
    },
    Function {
        name: "PRESENT VALUE",
        arguments: &["stream", "rate", "initial"],
        required: 2,
        kind: Macro,
        argument_units: &[Any, Any, Any],
        result_unit: ResultUnit::Declared,
        summary: "What a stream has been worth so far at the start, discounted by an effective rate a unit of time.",
        evidence: "isee systems, Stella help: Financial builtins: NPV of two or three arguments, by an effective rate; whether the present step counts is open: it does not",
        ..BLANK
    },
    Function {
        name: "RATE OF RETURN",
        arguments: &["payments", "initial", "periods", "missing"],
        required: 4,
        kind: Together(T::RateOfReturn),
        argument_units: &[Like(0), Like(0), Dimensionless],
        summary: "The rate a period, between -1 and 1, at which payments at the end of each period are worth nothing together with an initial one so many periods after the start; `missing` where there is none.",
        evidence: "Vensim function reference: INTERNAL RATE OF RETURN",
        ..BLANK
    },
    Function {
        name: "INTERNAL RATE OF RETURN",
        arguments: &["stream", "period", "initial", "initial time", "periods"],
        required: 5,
        kind: Macro,
        argument_units: &[Any, Time, Any, Time, Dimensionless],
        summary: "The rate a period at which all that was paid so far is worth nothing; missing where there is none.",
        evidence: "Vensim function reference: INTERNAL RATE OF RETURN: payments of a period count at its end; periods begin with the run (open); readers of Vensim's models work out `periods`",
        ..BLANK
    },
    Function {
        name: "DEPRECIATE STRAIGHTLINE",
        arguments: &["stream", "depreciation time", "period", "initial", "periods"],
        required: 5,
        kind: Macro,
        argument_units: &[Like(0), Time, Time, Like(0), Dimensionless],
        result_unit: ResultUnit::Like(0),
        summary: "A stream of investments written off in equal parts, in their own period and those after it.",
        evidence: "Vensim function reference: DEPRECIATE STRAIGHTLINE; its numbers: SDEverywhere's model depreciate, run in Vensim; periods begin with the run (open)",
        ..BLANK
    },
    Function {
        name: "CGROWTH",
        arguments: &["percent"],
        kind: Macro,
        argument_units: &[Any],
        result_unit: ResultUnit::Declared,
        summary: "The rate by which a stock grows so many hundredths a unit of time, whatever the step.",
        evidence: "isee systems, Stella help: Specialized builtins: independent of DT; the rate is worked out for Euler's steps",
        ..BLANK
    },
];
