//! Functions of how great and how far apart values are.

use super::{BLANK, Function, Kind, NUMBERS, numbers};
use crate::claims::answer::{Answer, List, NoAnswer, Value, number, undefined};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "mean",
        kind: Kind::Values(|values| of(values, mean)),
        summary: "The mean of the values.",
        examples: &[("mean(1, 2, 6)", "3"), ("mean(clock[1951..1953])", "2.5")],
        ..SPREAD
    },
    Function {
        name: "sum",
        kind: Kind::Values(|values| of(values, |list| list.values.iter().sum())),
        summary: "The sum of the values.",
        examples: &[("sum(1, 2, 6)", "9")],
        ..SPREAD
    },
    Function {
        name: "min",
        kind: Kind::Values(|values| of(values, min)),
        summary: "The least of the values.",
        examples: &[("min(3, 2, 6)", "2"), ("min(clock[1951..1953])", "1.5")],
        ..SPREAD
    },
    Function {
        name: "max",
        kind: Kind::Values(|values| of(values, max)),
        summary: "The greatest of the values.",
        examples: &[("max(3, 2, 6)", "6")],
        ..SPREAD
    },
    Function {
        name: "sd",
        kind: Kind::Values(|values| of(values, sd)),
        summary: "The standard deviation of the values (of all of them, not of a sample).",
        examples: &[("sd(1, 3)", "1"), ("sd(2, 4, 4, 4, 5, 5, 7, 9)", "2")],
        ..SPREAD
    },
    Function {
        name: "cv",
        kind: Kind::Values(|values| of(values, |list| sd(list) / mean(list))),
        summary: "The coefficient of variation: standard deviation as a share of the mean.",
        examples: &[("cv(1, 3)", "0.5")],
        ..SPREAD
    },
];

const SPREAD: Function = Function { arguments: &[NUMBERS], repeats: true, ..BLANK };

fn of(values: &[Value], ask: fn(&List) -> f64) -> Answer {
    let list = numbers(values)?;
    if list.is_empty() {
        return no_values();
    }
    number(ask(&list), "it has no meaning for these values")
}

fn no_values<T>() -> Result<T, NoAnswer> {
    undefined("the list is empty")
}

pub(crate) fn mean(list: &List) -> f64 {
    list.values.iter().sum::<f64>() / list.len() as f64
}

fn min(list: &List) -> f64 {
    list.values.iter().copied().fold(f64::INFINITY, f64::min)
}

fn max(list: &List) -> f64 {
    list.values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

pub(crate) fn sd(list: &List) -> f64 {
    let mean = mean(list);
    let squares: f64 = list.values.iter().map(|value| (value - mean) * (value - mean)).sum();
    (squares / list.len() as f64).sqrt()
}
