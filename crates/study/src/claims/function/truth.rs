//! Functions of conditions that hold at some places and not at others.

use super::{BLANK, CONDITIONS, Function, Kind, LIST, Yields, list};
use crate::claims::answer::{List, Places, Value, number, undefined};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "count",
        kind: Kind::Values(|values| {
            Ok(Value::Number(
                list(values, 0)?.values.iter().filter(|value| **value != 0.0).count() as f64
            ))
        }),
        summary: "How often it holds: in how many of the years, elements or values listed.",
        examples: &[("count((1, 5, 7) > 4)", "2"), ("count(clock[1950..1955] >= 2.5)", "4")],
        ..TRUTH
    },
    Function {
        name: "size",
        arguments: &[LIST],
        kind: Kind::Values(|values| Ok(Value::Number(list(values, 0)?.len() as f64))),
        summary: "How many values a list has: how many dates, crossings, maxima there are.",
        examples: &[("size(dates((0, 5, 6, 0, 7) > 4))", "2")],
        ..BLANK
    },
    Function {
        name: "share",
        kind: Kind::Values(|values| {
            let list = list(values, 0)?;
            let held = list.values.iter().filter(|value| **value != 0.0).count();
            number(held as f64 / list.len() as f64, "the list is empty")
        }),
        summary: "In what part of the values it holds, from 0 to 1.",
        examples: &[("share((1, 5, 7, 9) > 4)", "0.75")],
        ..TRUTH
    },
    Function {
        name: "any",
        kind: Kind::Values(|values| {
            Ok(Value::truth(list(values, 0)?.values.iter().any(|value| *value != 0.0)))
        }),
        yields: Yields::Truth,
        summary: "Whether it holds somewhere.",
        examples: &[("any((1, 5) > 4)", "yes"), ("any((1, 2) > 4)", "no")],
        ..TRUTH
    },
    Function {
        name: "all",
        kind: Kind::Values(|values| {
            let list = list(values, 0)?;
            if list.is_empty() {
                return undefined("the list is empty");
            }
            Ok(Value::truth(Value::List(list).holds()))
        }),
        yields: Yields::Truth,
        summary: "Whether it holds everywhere, as a test of a list does by itself.",
        examples: &[("all((5, 6) > 4)", "yes"), ("all((1, 5) > 4)", "no")],
        ..TRUTH
    },
    Function {
        name: "longest",
        kind: Kind::Values(|values| Ok(Value::Number(longest(&list(values, 0)?)))),
        summary: "The longest time it holds without a break: in years of a list of years, in time between the first and the last date of a run's dates, else in how many values.",
        examples: &[
            ("longest((1, 5, 7, 2, 8) > 4)", "2"),
            ("longest(clock[at 1950..1960] > 4)", "5.75"),
        ],
        ..TRUTH
    },
];

const TRUTH: Function = Function { arguments: &[CONDITIONS], ..BLANK };

fn longest(list: &List) -> f64 {
    let mut best: f64 = 0.0;
    let mut begun: Option<(usize, f64)> = None;
    for (index, (at, held)) in list.pairs().enumerate() {
        if held == 0.0 {
            begun = None;
            continue;
        }
        let (first, since) = *begun.get_or_insert((index, at));
        let length = match list.places {
            Places::Dates => at - since,
            Places::Years | Places::Positions | Places::Sweep | Places::Named(_) => {
                (index - first + 1) as f64
            }
        };
        best = best.max(length);
    }
    best
}
