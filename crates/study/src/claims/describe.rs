//! The numbers that decide a test: both sides of each of its comparisons, and of lists the value
//! that comes nearest to failing.

use super::answer::{Answer, Value, figure};
use super::evaluate::{World, answer};
use super::question::{Question, QuestionKind};
use super::report::{Deciding, TestReport};
use interregnum_model::expression::BinaryOperator;

/// A test's outcome with its numbers.
pub(crate) fn test(question: &Question, world: World<'_>) -> TestReport {
    let answered = answer(question, world);
    let mut numbers = Vec::new();
    comparisons(question, world, &mut numbers);
    TestReport {
        text: question.text.to_string(),
        holds: answered.as_ref().ok().map(Value::holds),
        no_answer: answered.err().map(|why| why.to_string()),
        numbers,
    }
}

/// An answer that decides nothing.
pub(crate) fn shown(question: &Question, world: World<'_>) -> Deciding {
    let answered = answer(question, world);
    Deciding { wanted: String::new(), holds: None, ..plain(question, &answered, world) }
}

fn comparisons(question: &Question, world: World<'_>, found: &mut Vec<Deciding>) {
    match &question.kind {
        QuestionKind::Binary {
            operator: BinaryOperator::And | BinaryOperator::Or,
            left,
            right,
        } => {
            comparisons(left, world, found);
            comparisons(right, world, found);
        }
        QuestionKind::Binary { operator, left, right } if mirrored(*operator).is_some() => {
            found.push(comparison(*operator, left, right, world));
        }
        QuestionKind::In { value, low, high } => found.push(range(value, low, high, world)),
        QuestionKind::Near { value, target, tolerance, relative } => {
            let sign = if *relative { " %" } else { "" };
            let scale = if *relative { 100.0 } else { 1.0 };
            let wanted = match (answer(target, world), answer(tolerance, world)) {
                (Ok(Value::Number(target)), Ok(Value::Number(off))) => {
                    format!("{} ± {}{sign}", figure(target), figure(off * scale))
                }
                _ => format!("{} ± {}", target.text, tolerance.text),
            };
            let margin = answer(question, world);
            found.push(leaf(value, &answer(value, world), margin, wanted, world));
        }
        QuestionKind::Given { question, .. } => comparisons(question, world, found),
        QuestionKind::Binary { .. }
        | QuestionKind::Not(_)
        | QuestionKind::Negative(_)
        | QuestionKind::Call { .. }
        | QuestionKind::Members { .. }
        | QuestionKind::Several { .. }
        | QuestionKind::Number(_)
        | QuestionKind::Window(_)
        | QuestionKind::Refused => {
            let answered = answer(question, world);
            found.push(Deciding {
                wanted: "yes".to_owned(),
                holds: answered.as_ref().ok().map(Value::holds),
                ..plain(question, &answered, world)
            });
        }
    }
}

/// A comparison read from the other side; `None` for what is no comparison.
fn mirrored(operator: BinaryOperator) -> Option<BinaryOperator> {
    match operator {
        BinaryOperator::Less => Some(BinaryOperator::Greater),
        BinaryOperator::LessEqual => Some(BinaryOperator::GreaterEqual),
        BinaryOperator::Greater => Some(BinaryOperator::Less),
        BinaryOperator::GreaterEqual => Some(BinaryOperator::LessEqual),
        BinaryOperator::Equal => Some(BinaryOperator::Equal),
        BinaryOperator::NotEqual => Some(BinaryOperator::NotEqual),
        BinaryOperator::Power
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::And
        | BinaryOperator::Or => None,
    }
}

fn comparison(
    operator: BinaryOperator,
    left: &Question,
    right: &Question,
    world: World<'_>,
) -> Deciding {
    let is_number = |side: &Question| matches!(side.kind, QuestionKind::Number(_));
    let (asked, against, operator) = match mirrored(operator) {
        Some(turned) if is_number(left) && !is_number(right) => (right, left, turned),
        Some(_) | None => (left, right, operator),
    };
    let (value, limit) = (answer(asked, world), answer(against, world));
    // How far each value is from failing; least where it fails most.
    let margin = |a: f64, b: f64| match operator {
        BinaryOperator::Less | BinaryOperator::LessEqual => b - a,
        BinaryOperator::Greater | BinaryOperator::GreaterEqual => a - b,
        BinaryOperator::NotEqual => (a - b).abs(),
        BinaryOperator::Equal
        | BinaryOperator::Power
        | BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Modulo
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::And
        | BinaryOperator::Or => -(a - b).abs(),
    };
    let margins = match (&value, &limit) {
        (Ok(value), Ok(limit)) => value.zip(limit, &|a, b| known(margin(a, b)), ""),
        (Err(why), _) | (_, Err(why)) => Err(why.clone()),
    };
    let limit = match (&limit, worst(&margins)) {
        (Ok(limit), Some(at)) => nth(limit, at).map(figure),
        (Ok(_) | Err(_), _) => None,
    };
    let wanted = match limit {
        Some(limit) if is_number(against) => format!("{} {limit}", operator.symbol()),
        Some(limit) => format!("{} {} = {limit}", operator.symbol(), against.text),
        None => format!("{} {}", operator.symbol(), against.text),
    };
    let holds = match (&value, &margins) {
        (Ok(_), Ok(_)) => {
            let against = answer(against, world);
            let joined = value
                .as_ref()
                .ok()
                .zip(against.as_ref().ok())
                .map(|(a, b)| a.zip(b, &|a, b| operator.apply(a, b), ""));
            joined.and_then(Result::ok).map(|value| value.holds())
        }
        (Ok(_) | Err(_), _) => None,
    };
    Deciding { holds, ..leaf(asked, &value, margins, wanted, world) }
}

/// A margin between two that never come is none.
fn known(margin: f64) -> f64 {
    if margin.is_nan() { 0.0 } else { margin }
}

fn range(value: &Question, low: &Question, high: &Question, world: World<'_>) -> Deciding {
    let bound = |question: &Question| match answer(question, world) {
        Ok(Value::Number(number)) => figure(number),
        Ok(Value::List(_) | Value::Rows(_)) | Err(_) => question.text.to_string(),
    };
    let wanted = format!("{}..{}", bound(low), bound(high));
    let answered = answer(value, world);
    let margins = (|| {
        let value = answered.clone()?;
        let above = value.zip(&answer(low, world)?, &|a, b| known(a - b), "")?;
        let below = value.zip(&answer(high, world)?, &|a, b| known(b - a), "")?;
        above.zip(&below, &f64::min, "")
    })();
    let holds = margins.as_ref().ok().map(|margins| flat(margins).iter().all(|(_, m)| *m >= 0.0));
    Deciding { holds, ..leaf(value, &answered, margins, wanted, world) }
}

/// One side of a comparison: its value, or of a list the value that comes nearest to failing.
fn leaf(
    asked: &Question,
    value: &Answer,
    margins: Answer,
    wanted: String,
    world: World<'_>,
) -> Deciding {
    let holds = margins.as_ref().ok().map(Value::holds);
    let found = plain(asked, value, world);
    let single = matches!(value, Ok(Value::Number(_)) | Err(_));
    match (value, worst(&margins)) {
        (Ok(list), Some(at)) if !single => {
            let all = flat(list);
            let nearest = all.get(at).map(|(place, value)| (place.clone(), *value));
            match nearest {
                Some((place, number)) => Deciding {
                    value: figure(number),
                    number: Some(number),
                    note: format!("at {place}, of {} values", all.len()),
                    wanted,
                    holds,
                    ..found
                },
                None => Deciding { wanted, holds, ..found },
            }
        }
        (Ok(_) | Err(_), _) => Deciding { wanted, holds, ..found },
    }
}

/// An answer as people read it.
fn plain(question: &Question, answered: &Answer, world: World<'_>) -> Deciding {
    let (value, number, note) = match answered {
        Ok(Value::Number(number)) if question.shape.truth => {
            (yes_or_no(*number), Some(*number), evidence(question, world))
        }
        Ok(Value::Number(number)) => (figure(*number), Some(*number), counted(question, world)),
        Ok(value) => (brief(value, question.shape.truth), None, String::new()),
        Err(why) => ("no answer".to_owned(), None, why.to_string()),
    };
    let text = question.text.to_string();
    Deciding { text, value, number, wanted: String::new(), holds: None, note }
}

fn yes_or_no(number: f64) -> String {
    if number == 0.0 { "no".to_owned() } else { "yes".to_owned() }
}

/// How many members answered, for a question about members.
fn counted(question: &Question, world: World<'_>) -> String {
    let QuestionKind::Members { asks, .. } = &question.kind else { return String::new() };
    let answers: Vec<&[Answer]> = asks.iter().map(|ask| world.ensemble.answers(*ask)).collect();
    let asked = answers.first().map_or(0, |answers| answers.len());
    let answered = (0..asked)
        .filter(|member| answers.iter().all(|a| a.get(*member).is_some_and(Result::is_ok)))
        .count();
    if answered == asked {
        format!("of {asked} members")
    } else {
        format!("of {answered} members that answer, of {asked}")
    }
}

/// The values a yes or no was found from.
fn evidence(question: &Question, world: World<'_>) -> String {
    let QuestionKind::Call { arguments, .. } = &question.kind else { return String::new() };
    let Some(first) = arguments.first() else { return String::new() };
    let asked = match &first.kind {
        QuestionKind::Binary { operator, left, .. } if mirrored(*operator).is_some() => left,
        QuestionKind::In { value, .. } | QuestionKind::Near { value, .. } => value,
        QuestionKind::Binary { .. }
        | QuestionKind::Number(_)
        | QuestionKind::Window(_)
        | QuestionKind::Negative(_)
        | QuestionKind::Not(_)
        | QuestionKind::Call { .. }
        | QuestionKind::Given { .. }
        | QuestionKind::Members { .. }
        | QuestionKind::Several { .. }
        | QuestionKind::Refused => first,
    };
    match answer(asked, world) {
        Ok(Value::Number(_)) | Err(_) => String::new(),
        Ok(value) => brief(&value, asked.shape.truth),
    }
}

/// A list in a few words: all of a short one, the ends and extremes of a long one.
pub(crate) fn brief(value: &Value, truth: bool) -> String {
    /// Longest list that is written out.
    const WRITTEN: usize = 8;
    let all = flat(value);
    let one = |number: f64| if truth { yes_or_no(number) } else { figure(number) };
    if all.len() <= WRITTEN {
        let values: Vec<String> = all.iter().map(|(_, number)| one(*number)).collect();
        return values.join(", ");
    }
    let least = all.iter().fold(f64::INFINITY, |least, (_, number)| least.min(*number));
    let most = all.iter().fold(f64::NEG_INFINITY, |most, (_, number)| most.max(*number));
    let ends = all
        .first()
        .zip(all.last())
        .map(|((from, a), (until, b))| format!("{} at {from}, {} at {until}", one(*a), one(*b)));
    format!("{}; from {} to {}", ends.unwrap_or_default(), one(least), one(most))
}

/// All numbers of an answer in order, each with its place.
fn flat(value: &Value) -> Vec<(String, f64)> {
    match value {
        Value::Number(number) => vec![(String::new(), *number)],
        Value::List(list) => {
            list.values.iter().enumerate().map(|(at, v)| (list.place(at), *v)).collect()
        }
        Value::Rows(rows) => rows
            .iter()
            .flat_map(|row| {
                flat(&row.value).into_iter().map(|(place, v)| (format!("{} {place}", row.label), v))
            })
            .collect(),
    }
}

/// The number at this index of all of them; that of a single number for any.
fn nth(value: &Value, at: usize) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::List(_) | Value::Rows(_) => flat(value).get(at).map(|(_, number)| *number),
    }
}

/// Where the margin is least.
fn worst(margins: &Answer) -> Option<usize> {
    let all = flat(margins.as_ref().ok()?);
    let mut least: Option<(usize, f64)> = None;
    for (at, (_, margin)) in all.iter().enumerate() {
        if least.is_none_or(|(_, smallest)| *margin < smallest) {
            least = Some((at, *margin));
        }
    }
    least.map(|(at, _)| at)
}
