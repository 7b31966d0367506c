//! Functions of how values grow, fall and follow one another.

use super::{BLANK, Function, Kind, Yields, list};
use crate::claims::answer::{Answer, List, Value, number, undefined};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "growth",
        kind: Kind::Values(growth),
        summary: "Compound growth from the first value to the last, as a share a year: 0.02 is 2 % a year.",
        examples: &[("growth((100, 110, 121))", "0.1"), ("growth(clock[at 1951..1953])", "0.732")],
        ..BLANK
    },
    Function {
        name: "slope",
        kind: Kind::Values(|values| number(slope(&list(values, 0)?), "a slope needs two values")),
        summary: "The slope of the straight line nearest to the values (least squares), per year or unit of place.",
        examples: &[("slope((1, 3, 5))", "2"), ("slope(clock[1950..1959])", "1")],
        ..BLANK
    },
    Function {
        name: "change",
        kind: Kind::Values(|values| Ok(Value::List(change(&list(values, 0)?)))),
        yields: Yields::List,
        summary: "The differences from each value to the next, at the place of the next.",
        examples: &[("change((1, 3, 2))", "2, -1"), ("max(abs(change(clock[1950..1959])))", "1")],
        ..BLANK
    },
    Function {
        name: "rising",
        kind: Kind::Values(|values| every_move(&list(values, 0)?, |step| step > 0.0)),
        yields: Yields::Truth,
        summary: "Whether every value is greater than the one before.",
        examples: &[
            ("rising((1, 2, 4))", "yes"),
            ("rising((1, 2, 2))", "no"),
            ("rising(effect[1955] for dose in (1, 2, 3))", "yes"),
        ],
        ..BLANK
    },
    Function {
        name: "falling",
        kind: Kind::Values(|values| every_move(&list(values, 0)?, |step| step < 0.0)),
        yields: Yields::Truth,
        summary: "Whether every value is less than the one before.",
        examples: &[("falling((4, 2, 1))", "yes"), ("falling((4, 2, 3))", "no")],
        ..BLANK
    },
    Function {
        name: "monotone",
        kind: Kind::Values(|values| {
            let list = list(values, 0)?;
            let up = every_move(&list, |step| step >= 0.0)?;
            let down = every_move(&list, |step| step <= 0.0)?;
            Ok(Value::truth(up.holds() || down.holds()))
        }),
        yields: Yields::Truth,
        summary: "Whether it never turns: never falls, or never rises.",
        examples: &[("monotone((1, 2, 2))", "yes"), ("monotone((1, 2, 1))", "no")],
        ..BLANK
    },
];

fn growth(values: &[Value]) -> Answer {
    let list = list(values, 0)?;
    let ends = list.pairs().next().zip(list.pairs().last());
    let Some(((from, before), (until, after))) = ends.filter(|_| list.len() > 1) else {
        return undefined("growth needs two values");
    };
    if before <= 0.0 || after < 0.0 {
        return undefined("growth has a meaning for positive values only");
    }
    number(libm::pow(after / before, 1.0 / (until - from)) - 1.0, "growth has no value here")
}

/// Slope of the least-squares line; NaN for fewer than two places.
pub(crate) fn slope(list: &List) -> f64 {
    let n = list.len() as f64;
    let mean_at = list.at.iter().sum::<f64>() / n;
    let mean_value = list.values.iter().sum::<f64>() / n;
    let (mut both, mut square) = (0.0, 0.0);
    for (at, value) in list.pairs() {
        both += (at - mean_at) * (value - mean_value);
        square += (at - mean_at) * (at - mean_at);
    }
    both / square
}

fn change(list: &List) -> List {
    let values: Vec<f64> =
        list.values.iter().zip(list.values.iter().skip(1)).map(|(a, b)| b - a).collect();
    let places = match &list.places {
        crate::claims::answer::Places::Named(names) => {
            crate::claims::answer::Places::Named(names.iter().skip(1).cloned().collect())
        }
        other => other.clone(),
    };
    List { at: list.at.iter().skip(1).copied().collect(), values, places }
}

fn every_move(list: &List, fits: fn(f64) -> bool) -> Answer {
    if list.len() < 2 {
        return undefined("two values are needed to rise or fall");
    }
    Ok(Value::truth(change(list).values.into_iter().all(fits)))
}
