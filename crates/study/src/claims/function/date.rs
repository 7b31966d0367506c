//! Functions that answer with a place: a year of a list of years, a date of a run's dates, the
//! value of a sweep, or a position.

use super::{Argument, BLANK, CONDITIONS, Function, Kind, LEAST, LIST, Takes, Yields, list, real};
use crate::claims::answer::{Answer, List, Value, undefined};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "first",
        arguments: &[CONDITIONS],
        kind: Kind::Values(|values| {
            let list = list(values, 0)?;
            let found = list.pairs().find(|(_, held)| *held != 0.0);
            Ok(Value::Number(found.map_or(f64::INFINITY, |(at, _)| at)))
        }),
        summary: "When it first holds; never, later than every date, if it does not.",
        examples: &[
            ("first(clock > 4)", "1954.25"),
            ("first(clock[1950..1959] > 4)", "1954"),
            ("first(clock > 400)", "never"),
        ],
        ..BLANK
    },
    Function {
        name: "last",
        arguments: &[CONDITIONS],
        kind: Kind::Values(|values| {
            let list = list(values, 0)?;
            let found = list.pairs().filter(|(_, held)| *held != 0.0).last();
            Ok(Value::Number(found.map_or(f64::NEG_INFINITY, |(at, _)| at)))
        }),
        summary: "When it last holds; never, earlier than every date, if it does not.",
        examples: &[("last(clock < 4)", "1953.75")],
        ..BLANK
    },
    Function {
        name: "dates",
        arguments: &[CONDITIONS],
        kind: Kind::Values(|values| Ok(Value::List(beginnings(&list(values, 0)?)))),
        yields: Yields::List,
        summary: "All dates at which it begins to hold.",
        examples: &[("size(dates(wave > 0.5))", "3"), ("dates((0, 5, 6, 0, 7) > 4)", "2, 5")],
        ..BLANK
    },
    Function {
        name: "peak",
        kind: Kind::Values(|values| extreme(&list(values, 0)?, |a, b| a > b)),
        summary: "When it is greatest; the first time, if several times.",
        examples: &[("peak(hill[1950..1959])", "1955"), ("peak(hill)", "1955")],
        ..BLANK
    },
    Function {
        name: "trough",
        kind: Kind::Values(|values| extreme(&list(values, 0)?, |a, b| a < b)),
        summary: "When it is least; the first time, if several times.",
        examples: &[("trough((3, 1, 2))", "2")],
        ..BLANK
    },
    Function {
        name: "crossing",
        arguments: &[LIST, LEVEL],
        required: 2,
        kind: Kind::Values(|values| {
            let all = crossings(&list(values, 0)?, real(values, 1).unwrap_or(f64::NAN));
            Ok(Value::Number(all.first().copied().unwrap_or(f64::INFINITY)))
        }),
        summary: "When it first passes a level, upwards or downwards, on the line between the values around it; never, if it does not.",
        examples: &[("crossing(clock, 4.1)", "1954.1"), ("crossing((1, 2, 4), 3)", "2.5")],
        ..BLANK
    },
    Function {
        name: "crossings",
        arguments: &[LIST, LEVEL],
        required: 2,
        kind: Kind::Values(|values| {
            let all = crossings(&list(values, 0)?, real(values, 1).unwrap_or(f64::NAN));
            Ok(Value::List(List::counted(all)))
        }),
        yields: Yields::List,
        summary: "All dates at which it passes a level, upwards or downwards: of level 0, its changes of sign.",
        examples: &[("crossings((1, 3, 1), 2)", "1.5, 2.5"), ("size(crossings(wave, 0))", "4")],
        ..BLANK
    },
    Function {
        name: "local maxima",
        arguments: &[LIST, LEAST],
        kind: Kind::Values(|values| Ok(Value::List(turns(values, Turn::Top)?))),
        yields: Yields::List,
        summary: "The dates between the ends at which it is greater than around them; falls and rises smaller than `least` do not count.",
        examples: &[
            ("local maxima((1, 3, 1, 2, 0))", "2, 4"),
            ("local maxima((1, 3, 1, 1.1, 0), 0.5)", "2"),
        ],
        ..BLANK
    },
    Function {
        name: "local minima",
        arguments: &[LIST, LEAST],
        kind: Kind::Values(|values| Ok(Value::List(turns(values, Turn::Bottom)?))),
        yields: Yields::List,
        summary: "The dates between the ends at which it is less than around them; falls and rises smaller than `least` do not count.",
        examples: &[("local minima((1, 3, 1, 2, 0))", "3")],
        ..BLANK
    },
    Function {
        name: "reversals",
        arguments: &[LIST, LEAST],
        kind: Kind::Values(|values| {
            let list = list(values, 0)?;
            Ok(Value::Number(turning_points(&list, real(values, 1).unwrap_or(0.0)).len() as f64))
        }),
        summary: "How often it turns from rising to falling or back; moves smaller than `least` do not count.",
        examples: &[
            ("reversals((1, 3, 1, 2, 0))", "3"),
            ("reversals((1, 3, 1, 1.1, 0), 0.5)", "1"),
        ],
        ..BLANK
    },
    Function {
        name: "nth",
        arguments: &[LIST, Argument { name: "n", takes: Takes::Number }],
        required: 2,
        kind: Kind::Values(nth),
        summary: "The n-th value of a list, from 1; from the end if n is negative: -1 is the last.",
        examples: &[("nth((4, 5, 6), 2)", "5"), ("nth((4, 5, 6), -1)", "6")],
        ..BLANK
    },
];

const LEVEL: Argument = Argument { name: "level", takes: Takes::Number };

fn beginnings(list: &List) -> List {
    let mut before = 0.0;
    let mut found = Vec::new();
    for (at, held) in list.pairs() {
        if held != 0.0 && before == 0.0 {
            found.push(at);
        }
        before = held;
    }
    List::counted(found)
}

fn extreme(list: &List, beats: fn(f64, f64) -> bool) -> Answer {
    let mut best: Option<(f64, f64)> = None;
    for (at, value) in list.pairs() {
        if best.is_none_or(|(_, most)| beats(value, most)) {
            best = Some((at, value));
        }
    }
    match best {
        Some((at, _)) => Ok(Value::Number(at)),
        None => undefined("the list is empty"),
    }
}

fn crossings(list: &List, level: f64) -> Vec<f64> {
    let mut found = Vec::new();
    // The last place off the level, and where it has been on the level since: a list that touches
    // the level and goes on passes it there, and one that turns back does not pass it.
    let mut off: Option<(f64, f64)> = None;
    let mut touched: Option<f64> = None;
    for (at, value) in list.pairs() {
        let height = value - level;
        if height == 0.0 {
            touched = touched.or(Some(at));
            continue;
        }
        if let Some((since, before)) = off
            && (before > 0.0) != (height > 0.0)
        {
            let between = since + (at - since) * (before / (before - height));
            found.push(touched.unwrap_or(between));
        }
        off = Some((at, height));
        touched = None;
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Top,
    Bottom,
}

fn turns(values: &[Value], wanted: Turn) -> Result<List, crate::claims::answer::NoAnswer> {
    let list = list(values, 0)?;
    let all = turning_points(&list, real(values, 1).unwrap_or(0.0));
    let dates = all.into_iter().filter(|(_, turn)| *turn == wanted).map(|(at, _)| at).collect();
    Ok(List::counted(dates))
}

/// Where a list turns, once it has gone more than `least` the other way.
fn turning_points(list: &List, least: f64) -> Vec<(f64, Turn)> {
    let mut found = Vec::new();
    let Some((at, value)) = list.pairs().next() else { return found };
    let (mut top, mut bottom) = ((at, value), (at, value));
    // The direction of the last move that counts; none before the first.
    let mut last: Option<Turn> = None;
    for (at, value) in list.pairs() {
        if value > top.1 {
            top = (at, value);
        }
        if value < bottom.1 {
            bottom = (at, value);
        }
        if last != Some(Turn::Top) && value < top.1 - least {
            if last.is_some() {
                found.push((top.0, Turn::Top));
            }
            last = Some(Turn::Top);
            bottom = (at, value);
        } else if last != Some(Turn::Bottom) && value > bottom.1 + least {
            if last.is_some() {
                found.push((bottom.0, Turn::Bottom));
            }
            last = Some(Turn::Bottom);
            top = (at, value);
        }
    }
    found
}

fn nth(values: &[Value]) -> Answer {
    let list = list(values, 0)?;
    let n = real(values, 1).unwrap_or(f64::NAN);
    let index = if n < 0.0 { list.len() as f64 + n } else { n - 1.0 };
    let found =
        if index >= 0.0 && index.fract() == 0.0 { list.values.get(index as usize) } else { None };
    match found {
        Some(value) => Ok(Value::Number(*value)),
        None => undefined(format!("the list has {} values, and none is no. {n}", list.len())),
    }
}
