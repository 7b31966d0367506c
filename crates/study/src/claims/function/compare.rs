//! Functions of two lists side by side.

use super::{Argument, BLANK, Function, Kind, LIST, Takes, list, real};
use crate::claims::answer::{Answer, List, NoAnswer, Value, number, undefined};

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "correlation",
        arguments: &[A, B, LAG],
        required: 2,
        kind: Kind::Values(|values| {
            let (a, b) = pair(values)?;
            let steps = steps(&a, real(values, 2).unwrap_or(0.0))?;
            number(correlation(&a.values, &b.values, steps), NO_VARIANCE)
        }),
        summary: "Pearson's correlation of two lists; with a lag, of a with what b is that much later.",
        examples: &[
            ("correlation((1, 2, 3), (2, 4, 6))", "1"),
            ("correlation((0, 1, 0, 0, 0), (0, 0, 0, 1, 0), 2)", "1"),
        ],
        ..BLANK
    },
    Function {
        name: "lag",
        arguments: &[A, B, Argument { name: "longest", takes: Takes::Number }],
        required: 2,
        kind: Kind::Values(lag),
        summary: "How much later b follows a: the lag at which their correlation is greatest, negative where b leads. Lags up to `longest` are tried, a quarter of the lists if it is not said.",
        examples: &[
            ("lag((0, 1, 0, 0, 0, 0, 0, 0), (0, 0, 0, 1, 0, 0, 0, 0))", "2"),
            ("lag(wave, late wave, 3)", "1"),
        ],
        ..BLANK
    },
];

const A: Argument = Argument { name: "a", ..LIST };
const B: Argument = Argument { name: "b", ..LIST };
const LAG: Argument = Argument { name: "lag", takes: Takes::Number };
const NO_VARIANCE: &str = "no correlation: one of the lists does not vary";

fn pair(values: &[Value]) -> Result<(List, List), NoAnswer> {
    let (a, b) = (list(values, 0)?, list(values, 1)?);
    if a.len() != b.len() {
        return undefined(format!(
            "lists of {} and {} values do not go together",
            a.len(),
            b.len()
        ));
    }
    Ok((a, b))
}

/// A lag in years (or units of place) as a number of places.
fn steps(list: &List, lag: f64) -> Result<i64, NoAnswer> {
    let (Some(first), Some(last)) = (list.at.first(), list.at.last()) else {
        return undefined("the list is empty");
    };
    let spacing = (last - first) / (list.len().max(2) - 1) as f64;
    let steps = (lag / spacing).round();
    if steps.is_finite() && steps.abs() < list.len() as f64 {
        Ok(steps as i64)
    } else {
        undefined("the lag is longer than the list")
    }
}

/// Pearson's correlation of `a[i]` with `b[i + steps]`; NaN where one does not vary.
pub(crate) fn correlation(a: &[f64], b: &[f64], steps: i64) -> f64 {
    let skip = usize::try_from(steps.unsigned_abs()).unwrap_or(usize::MAX);
    let (a, b) =
        if steps >= 0 { (a, b.get(skip..)) } else { (a.get(skip..).unwrap_or(&[]), Some(b)) };
    let pairs: Vec<(f64, f64)> = a.iter().copied().zip(b.unwrap_or(&[]).iter().copied()).collect();
    let n = pairs.len() as f64;
    let mean_a = pairs.iter().map(|(a, _)| a).sum::<f64>() / n;
    let mean_b = pairs.iter().map(|(_, b)| b).sum::<f64>() / n;
    let (mut both, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        both += (a - mean_a) * (b - mean_b);
        of_a += (a - mean_a) * (a - mean_a);
        of_b += (b - mean_b) * (b - mean_b);
    }
    both / (of_a * of_b).sqrt()
}

fn lag(values: &[Value]) -> Answer {
    let (a, b) = pair(values)?;
    /// Fewest pairs from which a correlation says anything.
    const PAIRS: i64 = 3;
    let longest = match real(values, 2) {
        Some(longest) => steps(&a, longest.abs())?,
        None => i64::try_from(a.len() / 4).unwrap_or(i64::MAX),
    };
    let longest = longest.min(i64::try_from(a.len()).unwrap_or(i64::MAX) - PAIRS);
    let mut best: Option<(f64, i64)> = None;
    // From no lag outwards, so that the shortest of equals is found.
    for size in 0..=longest {
        for steps in if size == 0 { vec![0] } else { vec![size, -size] } {
            let here = correlation(&a.values, &b.values, steps);
            if !here.is_nan() && best.is_none_or(|(most, _)| here > most + 1e-12) {
                best = Some((here, steps));
            }
        }
    }
    let (Some((_, steps)), Some(first), Some(last)) = (best, a.at.first(), a.at.last()) else {
        return undefined(NO_VARIANCE);
    };
    Ok(Value::Number(steps as f64 * (last - first) / (a.len() - 1) as f64))
}
