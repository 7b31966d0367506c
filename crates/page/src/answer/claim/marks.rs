//! What a claim's tests look at: variables, dates, and the bounds that a value must keep.

use interregnum_model::Name;
use interregnum_model::claim::{Claim, Query, QueryKind, Window};
use interregnum_model::expression::{BinaryOperator, Subscript, SubscriptKind};
use serde_json::{Value, json};

/// The questions directly under this one, those of windows included.
pub fn children(query: &Query) -> Vec<&Query> {
    match &query.kind {
        QueryKind::Number(_) | QueryKind::Error => Vec::new(),
        QueryKind::Window { window, .. } => match window {
            Some(Window::Year(at) | Window::At(at)) => vec![at],
            Some(Window::Years(from, until) | Window::Between(from, until)) => vec![from, until],
            None => Vec::new(),
        },
        QueryKind::Negative(inner) | QueryKind::Not(inner) => vec![inner],
        QueryKind::Binary { left, right, .. } => vec![left, right],
        QueryKind::In { value, low, high } => vec![value, low, high],
        QueryKind::Near { value, target, tolerance, .. } => vec![value, target, tolerance],
        QueryKind::Call { arguments, .. } => arguments.iter().collect(),
        QueryKind::List(all) => all.iter().collect(),
        QueryKind::Under { query, .. } => vec![query],
        QueryKind::For { query, values, .. } => vec![query, values],
    }
}

/// The variables that a claim speaks of, each once, those of its tests first.
pub fn variables(claim: &Claim) -> Vec<&Name> {
    fn walk<'q>(query: &'q Query, found: &mut Vec<&'q Name>) {
        if let QueryKind::Window { variable, .. } = &query.kind
            && !found.contains(&variable)
        {
            found.push(variable);
        }
        for child in children(query) {
            walk(child, found);
        }
    }
    let mut found = Vec::new();
    for query in claim.tests.iter().chain(&claim.reports) {
        walk(query, &mut found);
    }
    found
}

/// Where in time the tests look, and what they want there.
pub fn marks(claim: &Claim) -> Vec<Value> {
    let mut found = Vec::new();
    for query in &claim.tests {
        walk(query, &mut found);
    }
    found.dedup();
    found
}

fn walk(query: &Query, found: &mut Vec<Value>) {
    match &query.kind {
        QueryKind::In { value, low, high } => {
            if let (Some(low), Some(high)) = (number(low), number(high))
                && mark(value, Some(low), Some(high), found)
            {
                return;
            }
        }
        QueryKind::Near { value, target, tolerance, relative } => {
            if let (Some(target), Some(tolerance)) = (number(target), number(tolerance)) {
                let by = if *relative { (target * tolerance).abs() } else { tolerance };
                if mark(value, Some(target - by), Some(target + by), found) {
                    return;
                }
            }
        }
        QueryKind::Binary { operator, left, right } => {
            if let Some(limit) = number(right) {
                let (low, high) = bounds(*operator, limit);
                if (low.is_some() || high.is_some()) && mark(left, low, high, found) {
                    return;
                }
            }
        }
        QueryKind::Window { .. } => {
            mark(query, None, None, found);
            return;
        }
        // What is asked of a changed run is not marked on this one.
        QueryKind::Under { .. } | QueryKind::For { .. } => return,
        QueryKind::Number(_)
        | QueryKind::Negative(_)
        | QueryKind::Not(_)
        | QueryKind::Call { .. }
        | QueryKind::List(_)
        | QueryKind::Error => {}
    }
    for child in children(query) {
        walk(child, found);
    }
}

fn bounds(operator: BinaryOperator, limit: f64) -> (Option<f64>, Option<f64>) {
    match operator {
        BinaryOperator::Less | BinaryOperator::LessEqual => (None, Some(limit)),
        BinaryOperator::Greater | BinaryOperator::GreaterEqual => (Some(limit), None),
        BinaryOperator::Equal => (Some(limit), Some(limit)),
        BinaryOperator::Power
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::NotEqual
        | BinaryOperator::And
        | BinaryOperator::Or => (None, None),
    }
}

/// Marks a variable at a date or over a stretch; whether the question is one.
fn mark(query: &Query, low: Option<f64>, high: Option<f64>, found: &mut Vec<Value>) -> bool {
    let QueryKind::Window { variable, subscripts, window: Some(window) } = &query.kind else {
        return false;
    };
    let span = match window {
        Window::Year(year) => number(year).map(|year| (year, year + 1.0)),
        Window::At(date) => number(date).map(|date| (date, date)),
        Window::Years(from, until) => {
            number(from).zip(number(until)).map(|(from, until)| (from, until + 1.0))
        }
        Window::Between(from, until) => number(from).zip(number(until)),
    };
    let Some((from, until)) = span else { return false };
    let elements: Vec<&str> = subscripts.iter().filter_map(element).collect();
    found.push(json!({
        "key": variable.key.as_str(), "elements": elements,
        "from": from, "until": until, "low": low, "high": high,
    }));
    true
}

fn element(subscript: &Subscript) -> Option<&str> {
    match &subscript.kind {
        SubscriptKind::Name(name) => Some(&name.written),
        SubscriptKind::All
        | SubscriptKind::AllOf(_)
        | SubscriptKind::Between(..)
        | SubscriptKind::Index(_) => None,
    }
}

/// What a question comes to that reads no run.
fn number(query: &Query) -> Option<f64> {
    match &query.kind {
        QueryKind::Number(number) => Some(*number),
        QueryKind::Negative(inner) => number(inner).map(|value| -value),
        QueryKind::Binary { operator, left, right } => {
            Some(operator.apply(number(left)?, number(right)?))
        }
        QueryKind::Window { .. }
        | QueryKind::Not(_)
        | QueryKind::In { .. }
        | QueryKind::Near { .. }
        | QueryKind::Call { .. }
        | QueryKind::List(_)
        | QueryKind::Under { .. }
        | QueryKind::For { .. }
        | QueryKind::Error => None,
    }
}
