//! Functions of the shape of a course: where it breaks, where it turns, how fast it decays.

use super::{BLANK, Function, Kind, list};
use crate::claims::answer::{Answer, List, Value, undefined};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "break",
        kind: Kind::Values(structural_break),
        summary: "The best structural break: the first place of the second of the two stretches whose means leave the least squares unexplained; each stretch has two values or more.",
        examples: &[("break((1, 1, 1, 5, 5))", "4"), ("break(late[1950..1959])", "1957")],
        ..BLANK
    },
    Function {
        name: "turning",
        kind: Kind::Values(turning),
        summary: "Where it changes direction: the knot of the line with one knot nearest to the values (least squares).",
        examples: &[("turning((1, 2, 3, 2, 1))", "3"), ("turning(hill[at 1950..1960])", "1955")],
        ..BLANK
    },
    Function {
        name: "half life",
        kind: Kind::Values(half_life),
        summary: "The time until it is half its first value, on the line between the values around it; never, if it stays above.",
        examples: &[("half life((8, 6, 4, 2))", "2"), ("half life((8, 6))", "never")],
        ..BLANK
    },
];

fn structural_break(values: &[Value]) -> Answer {
    let list = list(values, 0)?;
    /// Fewest values on each side: a stretch of one value has no level.
    const SIDE: usize = 2;
    if list.len() < 2 * SIDE {
        return undefined("a break needs four values");
    }
    let total: f64 = list.values.iter().sum();
    let n = list.len() as f64;
    let mut best: Option<(f64, f64)> = None;
    let mut sum = 0.0;
    for (index, (value, next_at)) in list.values.iter().zip(list.at.iter().skip(1)).enumerate() {
        sum += value;
        let left = (index + 1) as f64;
        if index + 1 < SIDE || list.len() - index - 1 < SIDE {
            continue;
        }
        // What two means explain beyond one: greatest where they leave the least.
        let gap = sum / left - (total - sum) / (n - left);
        let explained = gap * gap * left * (n - left) / n;
        if best.is_none_or(|(most, _)| explained > most) {
            best = Some((explained, *next_at));
        }
    }
    match best {
        Some((_, at)) => Ok(Value::Number(at)),
        None => undefined("a break needs four values"),
    }
}

fn turning(values: &[Value]) -> Answer {
    let list = list(values, 0)?;
    let knots = list.at.get(1..list.len().saturating_sub(1)).unwrap_or(&[]);
    let mut best: Option<(f64, f64)> = None;
    for knot in knots {
        let left_over = unexplained(&list, *knot);
        if best.is_none_or(|(least, _)| left_over < least) {
            best = Some((left_over, *knot));
        }
    }
    match best {
        Some((_, knot)) => Ok(Value::Number(knot)),
        None => undefined("a turn needs three values"),
    }
}

/// Squares left unexplained by the best line with a knot at this place: least squares on 1,
/// distance before the knot and distance after it, made orthogonal one after the other.
fn unexplained(list: &List, knot: f64) -> f64 {
    let ones = vec![1.0; list.len()];
    let before: Vec<f64> = list.at.iter().map(|at| (at - knot).min(0.0)).collect();
    let after: Vec<f64> = list.at.iter().map(|at| (at - knot).max(0.0)).collect();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let mut rest = list.values.clone();
    for mut column in [ones, before, after] {
        for known in &basis {
            take_out(&mut column, known);
        }
        take_out(&mut rest, &column);
        basis.push(column);
    }
    rest.iter().map(|value| value * value).sum()
}

/// Takes out of `column` what lies along `direction`.
fn take_out(column: &mut [f64], direction: &[f64]) {
    let length: f64 = direction.iter().map(|value| value * value).sum();
    if length == 0.0 {
        return;
    }
    let along: f64 = column.iter().zip(direction).map(|(a, b)| a * b).sum();
    for (value, step) in column.iter_mut().zip(direction) {
        *value -= along / length * step;
    }
}

fn half_life(values: &[Value]) -> Answer {
    let list = list(values, 0)?;
    let Some((from, first)) = list.pairs().next() else { return undefined("the list is empty") };
    if first <= 0.0 {
        return undefined("a half life needs a positive first value");
    }
    let half = first / 2.0;
    let mut before = (from, first);
    for (at, value) in list.pairs() {
        if value <= half {
            let part = (before.1 - half) / (before.1 - value);
            return Ok(Value::Number(before.0 + (at - before.0) * part - from));
        }
        before = (at, value);
    }
    Ok(Value::Number(f64::INFINITY))
}
