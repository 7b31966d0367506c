//! Values of a run over a stretch of time: year means weighted by the part of each step that lies
//! inside the year, values at a date between two steps.

/// How a variable goes from one step to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It keeps the step's value until the next step, as flows and auxiliaries do under Euler: so
    /// a flow's totals add up to what its stocks gained.
    Held,
    /// It goes straight to the next value, as stocks do under Euler.
    Straight,
}

/// The mean of a variable between two moments, `None` where the run does not cover them. `times`
/// rise; the last value of a run stands at its last moment and has no length.
pub fn mean(times: &[f64], values: &[f64], course: Course, from: f64, until: f64) -> Option<f64> {
    let (first, last) = (*times.first()?, *times.last()?);
    let slack = slack(times);
    // A comparison that is false for NaN too.
    if !(from >= first - slack && until <= last + slack && until > from) {
        return None;
    }
    let begin = times.partition_point(|time| *time <= from).saturating_sub(1);
    let mut total = 0.0;
    let mut length = 0.0;
    for (time, value) in times.windows(2).zip(values.windows(2)).skip(begin) {
        let (&[t0, t1], &[v0, v1]) = (time, value) else { break };
        if t0 >= until {
            break;
        }
        let (left, right) = (t0.max(from), t1.min(until));
        let part = right - left;
        if part <= 0.0 {
            continue;
        }
        let height = match course {
            Course::Held => v0,
            Course::Straight => between(t0, v0, t1, v1, (left + right) / 2.0),
        };
        total += height * part;
        length += part;
    }
    (length > 0.0).then(|| total / length)
}

/// The value at a moment, on the line between the steps around it.
pub fn value_at(times: &[f64], values: &[f64], date: f64) -> Option<f64> {
    let (first, last) = (*times.first()?, *times.last()?);
    let slack = slack(times);
    if !(date >= first - slack && date <= last + slack) {
        return None;
    }
    let after = times.partition_point(|time| *time <= date);
    match (after.checked_sub(1), times.get(after)) {
        (None, _) => values.first().copied(),
        (Some(before), None) => values.get(before).copied(),
        (Some(before), Some(&t1)) => {
            let (t0, v0, v1) = (*times.get(before)?, *values.get(before)?, *values.get(after)?);
            Some(between(t0, v0, t1, v1, date))
        }
    }
}

/// The steps between two moments, those at the moments included; `None` where the run does not
/// cover both.
pub fn stretch(times: &[f64], from: f64, until: f64) -> Option<std::ops::Range<usize>> {
    let (first, last) = (*times.first()?, *times.last()?);
    let slack = slack(times);
    if !(from >= first - slack && until <= last + slack && until >= from) {
        return None;
    }
    let begin = times.partition_point(|time| *time < from - slack);
    let end = times.partition_point(|time| *time <= until + slack);
    Some(begin..end.max(begin))
}

/// How far a moment may lie outside for rounding's sake: a millionth of a step.
fn slack(times: &[f64]) -> f64 {
    match times {
        [first, second, ..] => (second - first).abs() * 1e-6,
        _ => 1e-9,
    }
}

fn between(t0: f64, v0: f64, t1: f64, v1: f64, at: f64) -> f64 {
    if t1 > t0 && v0 != v1 { v0 + (v1 - v0) * ((at - t0) / (t1 - t0)) } else { v0 }
}

#[cfg(test)]
mod tests;
