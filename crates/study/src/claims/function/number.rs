//! Functions of single numbers, value by value on lists.

use super::{Argument, BLANK, Function, Kind, Takes, Yields};
use crate::claims::answer::{Answer, Value, undefined};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "abs",
        kind: Kind::Values(|values| each(values, f64::abs)),
        summary: "The size without the sign.",
        examples: &[("abs(-3)", "3"), ("abs((1, -2))", "1, 2")],
        ..NUMBER
    },
    Function {
        name: "ln",
        kind: Kind::Values(|values| {
            each(values, |x| if x > 0.0 { libm::log(x) } else { f64::NAN })
        }),
        summary: "The natural logarithm: elasticities are quotients of two of them.",
        examples: &[("ln(1)", "0")],
        ..NUMBER
    },
];

const NUMBER: Function = Function {
    arguments: &[Argument { name: "x", takes: Takes::Any }],
    yields: Yields::Same,
    ..BLANK
};

fn each(values: &[Value], change: fn(f64) -> f64) -> Answer {
    match values.first() {
        Some(value) => value.map(&change, "it has no meaning for this value"),
        None => undefined("a number is wanted"),
    }
}
