//! What a question comes to: a number, a list with the places its values stand at, or no answer
//! and why.

use std::fmt;
use std::sync::Arc;

/// What a question comes to. Truth is 1 and 0; infinity is *never* (of dates: later than all).
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One number.
    Number(f64),
    /// Several, each at its place.
    List(List),
    /// A list for each element of an array or value of a sweep.
    Rows(Vec<Row>),
}

/// One of several answers side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is for.
    pub label: Arc<str>,
    /// The answer.
    pub value: Value,
}

/// Values and their places, both of one length.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// Where each value stands, in rising order for years and dates.
    pub at: Vec<f64>,
    /// The values.
    pub values: Vec<f64>,
    /// What the places are.
    pub places: Places,
}

/// What the places of a list are.
#[derive(Clone, Debug, PartialEq)]
pub enum Places {
    /// Calendar years.
    Years,
    /// Moments.
    Dates,
    /// Positions from 1.
    Positions,
    /// Values of a parameter that is swept.
    Sweep,
    /// Positions from 1 that have names: elements, levers.
    Named(Vec<Arc<str>>),
}

/// Why there is no answer. Never the same as *no*.
#[derive(Clone, Debug, PartialEq)]
pub enum NoAnswer {
    /// The run it was asked of broke down.
    RunFailed(Arc<str>),
    /// The work was stopped before it was asked.
    Stopped,
    /// It was asked of a time the run does not reach.
    Outside(String),
    /// It has no meaning for these values: 0/0, lists of different lengths, too few values.
    Undefined(String),
    /// The condition of `given` does not hold: this member is not asked.
    NotGiven,
    /// It is a question about members, and there are none.
    NoMembers,
    /// The record has no observation for it.
    NotObserved(String),
}

/// An answer, or why there is none.
pub type Answer = Result<Value, NoAnswer>;

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NoAnswer::RunFailed(why) => f.write_str(why),
            NoAnswer::Stopped => f.write_str("the work was stopped before it was asked"),
            NoAnswer::Outside(why) | NoAnswer::Undefined(why) | NoAnswer::NotObserved(why) => {
                f.write_str(why)
            }
            NoAnswer::NotGiven => f.write_str("the condition of `given` does not hold"),
            NoAnswer::NoMembers => {
                f.write_str("it is asked of an ensemble, and there are no members")
            }
        }
    }
}

/// No meaning for these values, and why.
pub(crate) fn undefined<T>(why: impl Into<String>) -> Result<T, NoAnswer> {
    Err(NoAnswer::Undefined(why.into()))
}

/// A number, or no answer where it is not one.
pub(crate) fn number(value: f64, otherwise: &str) -> Answer {
    if value.is_nan() { undefined(otherwise) } else { Ok(Value::Number(value)) }
}

impl List {
    /// Values at positions 1, 2, 3...
    pub fn counted(values: Vec<f64>) -> List {
        let at = (1..=values.len()).map(|position| position as f64).collect();
        List { at, values, places: Places::Positions }
    }

    /// The same places with other values.
    pub fn with(&self, values: Vec<f64>) -> List {
        List { at: self.at.clone(), values, places: self.places.clone() }
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Places and values together.
    pub fn pairs(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.at.iter().copied().zip(self.values.iter().copied())
    }

    /// The place of the value at this index as people write it.
    pub fn place(&self, index: usize) -> String {
        let at = self.at.get(index).copied().unwrap_or(f64::NAN);
        match &self.places {
            Places::Years => format!("{at}"),
            Places::Dates => figure(at),
            Places::Positions => format!("no. {}", index + 1),
            Places::Sweep => format!("value {}", figure(at)),
            Places::Named(names) => {
                names.get(index).map_or_else(|| format!("no. {}", index + 1), ToString::to_string)
            }
        }
    }
}

impl Value {
    /// Truth as a number.
    pub fn truth(holds: bool) -> Value {
        Value::Number(f64::from(u8::from(holds)))
    }

    /// Whether it holds: everything in it is other than 0. An empty list does not.
    pub fn holds(&self) -> bool {
        match self {
            Value::Number(number) => *number != 0.0,
            Value::List(list) => !list.is_empty() && list.values.iter().all(|value| *value != 0.0),
            Value::Rows(rows) => !rows.is_empty() && rows.iter().all(|row| row.value.holds()),
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::List(_) | Value::Rows(_) => None,
        }
    }

    /// Every number changed in the same way; no answer where one is not a number any more.
    pub fn map(&self, change: &dyn Fn(f64) -> f64, otherwise: &str) -> Answer {
        match self {
            Value::Number(value) => number(change(*value), otherwise),
            Value::List(list) => {
                let values: Vec<f64> = list.values.iter().map(|value| change(*value)).collect();
                whole(list.with(values), otherwise)
            }
            Value::Rows(rows) => each_row(rows, |row| row.map(change, otherwise)),
        }
    }

    /// Two answers put together value by value; a number goes with every value of a list.
    pub fn zip(&self, other: &Value, join: &dyn Fn(f64, f64) -> f64, otherwise: &str) -> Answer {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => number(join(*a, *b), otherwise),
            (Value::List(list), Value::Number(b)) => {
                whole(list.with(list.values.iter().map(|a| join(*a, *b)).collect()), otherwise)
            }
            (Value::Number(a), Value::List(list)) => {
                whole(list.with(list.values.iter().map(|b| join(*a, *b)).collect()), otherwise)
            }
            (Value::List(a), Value::List(b)) => {
                if a.len() != b.len() {
                    return undefined(format!(
                        "lists of {} and {} values do not go together",
                        a.len(),
                        b.len()
                    ));
                }
                let values = a.values.iter().zip(&b.values).map(|(a, b)| join(*a, *b)).collect();
                whole(a.with(values), otherwise)
            }
            (Value::Rows(a), Value::Rows(b)) => zip_rows(a, b, join, otherwise),
            (Value::Rows(rows), Value::Number(_) | Value::List(_)) => {
                each_row(rows, |row| row.zip(other, join, otherwise))
            }
            (Value::Number(_) | Value::List(_), Value::Rows(rows)) => {
                each_row(rows, |row| self.zip(row, join, otherwise))
            }
        }
    }
}

fn zip_rows(a: &[Row], b: &[Row], join: &dyn Fn(f64, f64) -> f64, otherwise: &str) -> Answer {
    if a.len() != b.len() {
        return undefined(format!("{} and {} lists do not go together", a.len(), b.len()));
    }
    let values: Result<Vec<(Arc<str>, Value)>, NoAnswer> = a
        .iter()
        .zip(b)
        .map(|(a, b)| Ok((a.label.clone(), a.value.zip(&b.value, join, otherwise)?)))
        .collect();
    Ok(side_by_side(values?))
}

/// A list, or no answer where a value of it is not a number.
fn whole(list: List, otherwise: &str) -> Answer {
    match list.values.iter().position(|value| value.is_nan()) {
        Some(index) => undefined(format!("{otherwise}, at {}", list.place(index))),
        None => Ok(Value::List(list)),
    }
}

/// The same done to each row.
pub(crate) fn each_row(rows: &[Row], ask: impl Fn(&Value) -> Answer) -> Answer {
    let answers: Result<Vec<(Arc<str>, Value)>, NoAnswer> =
        rows.iter().map(|row| Ok((row.label.clone(), ask(&row.value)?))).collect();
    Ok(side_by_side(answers?))
}

/// Several answers as one: a list of named numbers, or rows of lists.
pub(crate) fn side_by_side(answers: Vec<(Arc<str>, Value)>) -> Value {
    let numbers: Option<Vec<f64>> = answers.iter().map(|(_, value)| value.as_number()).collect();
    match numbers {
        Some(values) => {
            let names = answers.into_iter().map(|(label, _)| label).collect();
            Value::List(List { places: Places::Named(names), ..List::counted(values) })
        }
        None => {
            Value::Rows(answers.into_iter().map(|(label, value)| Row { label, value }).collect())
        }
    }
}

/// A number as people read it: four digits or so, `never` for infinity.
pub fn figure(value: f64) -> String {
    let size = value.abs();
    if value.is_infinite() {
        return "never".to_owned();
    }
    if value.is_nan() {
        return "no number".to_owned();
    }
    if size != 0.0 && !(1e-4..1e7).contains(&size) {
        return format!("{value:.3e}");
    }
    let decimals = match size {
        1e5.. => 0,
        1000.0.. => 2,
        100.0.. => 1,
        10.0.. => 2,
        0.1.. => 3,
        0.01.. => 4,
        _ => 6,
    };
    let text = format!("{value:.decimals$}");
    let text =
        if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests;
