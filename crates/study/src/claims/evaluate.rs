//! Answers to questions that are ready, from what is known of the past: runs of the model, or the
//! record.

use super::answer::{Answer, List, NoAnswer, Places, Value, side_by_side, undefined};
use super::function::ensemble::{Asked, Draw};
use super::question::{Apart, AskId, Question, QuestionKind, When, Window};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use std::sync::Arc;

/// A stretch of time that is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Moment {
    /// A calendar year.
    Year(f64),
    /// A date.
    At(f64),
    /// All dates from the first to the last.
    Between(f64, f64),
    /// All there are.
    Whole,
}

/// What values of variables are taken from.
pub(crate) trait Past {
    /// The value of one element in a year or at a date, or its values at all dates of a stretch.
    fn values(&self, window: &Window, element: u32, moment: Moment) -> Answer;
}

/// Nothing happened yet: only what needs no run can be answered.
struct Nothing;

impl Past for Nothing {
    fn values(&self, window: &Window, _: u32, _: Moment) -> Answer {
        undefined(format!("`{}` is known only when the model has run", window.name))
    }
}

/// What all members answered.
#[derive(Debug, Default)]
pub(crate) struct Ensemble {
    /// Which members, the base run left out.
    pub members: Vec<u64>,
    /// How many of them were asked everything.
    pub whole: usize,
    /// For each question asked of the members their answers, in order.
    pub answers: Vec<Vec<Answer>>,
    /// What was drawn.
    pub draws: Vec<Draw>,
}

impl Ensemble {
    /// The answers to one question.
    pub fn answers(&self, ask: AskId) -> &[Answer] {
        self.answers.get(ask.0).map_or(&[], Vec::as_slice)
    }
}

/// What questions are answered from.
#[derive(Clone, Copy)]
pub(crate) struct World<'a> {
    /// Values of variables.
    pub past: &'a dyn Past,
    /// Answers of the members.
    pub ensemble: &'a Ensemble,
}

/// The numbers of a question that needs no run; `None` if it needs one.
pub(crate) fn constants(question: &Question) -> Option<Vec<f64>> {
    let world = World { past: &Nothing, ensemble: &Ensemble::default() };
    match answer(question, world) {
        Ok(Value::Number(number)) => Some(vec![number]),
        Ok(Value::List(list)) => Some(list.values),
        Ok(Value::Rows(_)) | Err(_) => None,
    }
}

/// The answer to a question.
pub(crate) fn answer(question: &Question, world: World<'_>) -> Answer {
    match &question.kind {
        QuestionKind::Number(number) => Ok(Value::Number(*number)),
        QuestionKind::Window(window) => over_elements(window, world),
        QuestionKind::Negative(inner) => {
            answer(inner, world)?.map(&|value| UnaryOperator::Minus.apply(value), NO_MEANING)
        }
        QuestionKind::Not(inner) => {
            answer(inner, world)?.map(&|value| UnaryOperator::Not.apply(value), NO_MEANING)
        }
        QuestionKind::Binary { operator, left, right } => {
            let (left, right) = (answer(left, world), answer(right, world));
            binary(*operator, left, right)
        }
        QuestionKind::In { value, low, high } => {
            let value = answer(value, world)?;
            let above = value.zip(&answer(low, world)?, &|a, b| truth(a >= b), NO_MEANING)?;
            let below = value.zip(&answer(high, world)?, &|a, b| truth(a <= b), NO_MEANING)?;
            above.zip(&below, &|a, b| a * b, NO_MEANING)
        }
        QuestionKind::Near { value, target, tolerance, relative } => {
            let target = answer(target, world)?;
            let tolerance = answer(tolerance, world)?;
            let tolerance = if *relative {
                tolerance.zip(&target, &|share, of| share * of.abs(), NO_MEANING)?
            } else {
                tolerance
            };
            let off = answer(value, world)?.zip(&target, &|a, b| (a - b).abs(), NO_MEANING)?;
            off.zip(&tolerance, &|off, most| truth(off <= most), NO_MEANING)
        }
        QuestionKind::Call { function, ask, arguments } => {
            let values: Result<Vec<Value>, NoAnswer> =
                arguments.iter().map(|argument| answer(argument, world)).collect();
            function.call(*ask, &values?)
        }
        QuestionKind::Given { condition, question } => {
            if answer(condition, world)?.holds() {
                answer(question, world)
            } else {
                Err(NoAnswer::NotGiven)
            }
        }
        QuestionKind::Members { ask, asks, number, parameter } => {
            let number = match number {
                Some(number) => answer(number, world)?.as_number(),
                None => None,
            };
            let answers = asks.iter().map(|id| world.ensemble.answers(*id).iter().collect());
            let draws = &world.ensemble.draws;
            ask(&Asked { answers: answers.collect(), number, parameter: parameter.clone(), draws })
        }
        QuestionKind::Several { questions, apart } => several(questions, apart, world),
        QuestionKind::Refused => undefined("the question could not be understood"),
    }
}

const NO_MEANING: &str = "it has no meaning for these values";

fn truth(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

fn several(questions: &[(Arc<str>, Question)], apart: &Apart, world: World<'_>) -> Answer {
    let mut values = Vec::with_capacity(questions.len());
    for (label, question) in questions {
        values.push((label.clone(), answer(question, world)?));
    }
    let gathered = side_by_side(values);
    Ok(match (gathered, apart) {
        (Value::List(list), Apart::Position) => Value::List(List::counted(list.values)),
        (Value::List(list), Apart::Value(at)) => {
            Value::List(List { at: at.clone(), places: Places::Sweep, ..list })
        }
        (gathered, Apart::Position | Apart::Value(_) | Apart::Name) => gathered,
    })
}

/// `and` and `or` may be decided by one side alone; everything else needs both.
fn binary(operator: BinaryOperator, left: Answer, right: Answer) -> Answer {
    // A list does not decide: other places of it may go with other answers.
    let decided =
        |side: &Answer, by: bool| matches!(side, Ok(Value::Number(n)) if (*n != 0.0) == by);
    match operator {
        BinaryOperator::And if left.is_err() || right.is_err() => {
            if decided(&left, false) || decided(&right, false) {
                return Ok(Value::truth(false));
            }
        }
        BinaryOperator::Or if left.is_err() || right.is_err() => {
            if decided(&left, true) || decided(&right, true) {
                return Ok(Value::truth(true));
            }
        }
        BinaryOperator::Divide => {
            return left?.zip(&right?, &|a, b| quotient(a, b), "it is divided by 0");
        }
        BinaryOperator::And
        | BinaryOperator::Or
        | BinaryOperator::Power
        | BinaryOperator::Multiply
        | BinaryOperator::Modulo
        | BinaryOperator::Add
        | BinaryOperator::Subtract
        | BinaryOperator::Less
        | BinaryOperator::LessEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterEqual
        | BinaryOperator::Equal
        | BinaryOperator::NotEqual => {}
    }
    left?.zip(&right?, &|a, b| finite(operator, a, b), NO_MEANING)
}

/// A quotient that is never infinite where its operands are not: infinity is *never*.
fn quotient(a: f64, b: f64) -> f64 {
    if b == 0.0 { f64::NAN } else { a / b }
}

/// An operator's value; what grows beyond all numbers has none, unless it was *never* before.
fn finite(operator: BinaryOperator, a: f64, b: f64) -> f64 {
    let value = operator.apply(a, b);
    if value.is_infinite() && a.is_finite() && b.is_finite() { f64::NAN } else { value }
}

/// A window's answer: one for each element where elements are spread.
fn over_elements(window: &Window, world: World<'_>) -> Answer {
    let one = |question: &Question| -> Result<f64, NoAnswer> {
        match answer(question, world)? {
            Value::Number(number) => Ok(number),
            Value::List(_) | Value::Rows(_) => undefined("a year or date must be a single number"),
        }
    };
    let when = match &window.when {
        When::Year(year) => Stretch::One(Moment::Year(one(year)?)),
        When::At(at) => match answer(at, world)? {
            Value::Number(at) => Stretch::One(Moment::At(at)),
            Value::List(list) => Stretch::Dates(list.values),
            Value::Rows(_) => return undefined("dates must be a number or one list"),
        },
        When::Years(first, last) => Stretch::Years(one(first)?, one(last)?),
        When::Between(from, until) => Stretch::One(Moment::Between(one(from)?, one(until)?)),
        When::Whole => Stretch::One(Moment::Whole),
    };
    if !window.spread {
        let element = window.elements.first().map_or(0, |(element, _)| *element);
        return over_time(window, element, &when, world.past);
    }
    let mut rows = Vec::with_capacity(window.elements.len());
    for (element, label) in &window.elements {
        rows.push((label.clone(), over_time(window, *element, &when, world.past)?));
    }
    Ok(side_by_side(rows))
}

/// What is asked of one element.
enum Stretch {
    One(Moment),
    Years(f64, f64),
    Dates(Vec<f64>),
}

fn over_time(window: &Window, element: u32, when: &Stretch, past: &dyn Past) -> Answer {
    /// More years than any run has: keeps a date that is far off from being counted to.
    const MOST_YEARS: f64 = 100_000.0;
    let (first, last) = match when {
        Stretch::One(moment) => return past.values(window, element, *moment),
        Stretch::Dates(dates) => {
            let moments = dates.iter().map(|date| (*date, Moment::At(*date)));
            return one_by_one(window, element, moments, Places::Dates, past);
        }
        Stretch::Years(first, last) => (first.floor(), last.floor()),
    };
    // A comparison that is false for NaN too.
    if !(last - first >= 0.0 && last - first < MOST_YEARS) {
        return undefined(format!("no stretch of years runs from {first} to {last}"));
    }
    let years = std::iter::successors(Some(first), |year| Some(year + 1.0));
    let moments = years.take_while(|year| *year <= last).map(|year| (year, Moment::Year(year)));
    one_by_one(window, element, moments, Places::Years, past)
}

/// One value for each of several moments.
fn one_by_one(
    window: &Window,
    element: u32,
    moments: impl Iterator<Item = (f64, Moment)>,
    places: Places,
    past: &dyn Past,
) -> Answer {
    let mut list = List { at: Vec::new(), values: Vec::new(), places };
    for (at, moment) in moments {
        match past.values(window, element, moment)? {
            Value::Number(value) => {
                list.at.push(at);
                list.values.push(value);
            }
            Value::List(_) | Value::Rows(_) => return undefined("a moment has one value"),
        }
    }
    Ok(Value::List(list))
}
