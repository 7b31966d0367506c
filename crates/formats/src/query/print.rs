//! Tree to text: the fewest brackets that read back as the same tree.

mod change;

use super::WORDS;
use super::window::is_whole_years;
use crate::cursor::{print_name, print_name_or_id};
use crate::equation::print_subscripts;
use crate::number::{print_number, print_per_cent};
use interregnum_model::claim::{Change, ChangeKind, Query, QueryKind, Window};
use interregnum_model::expression::{BinaryOperator, Subscript, SubscriptKind};
use interregnum_model::name::Name;
use interregnum_model::scenario::Lever;

/// The text of a question; `levers` holds those made for the equations that it replaces.
pub fn print(query: &Query, levers: &[Lever]) -> String {
    Printer::new(levers).at(query, Level::Any)
}

pub(super) use change::print_id;
use change::{takes_arithmetic, takes_equals};

pub(super) struct Printer<'l> {
    levers: &'l [Lever],
}

/// How tightly a question binds, loosest first; and what may stand in a place without brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Any,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Power,
    Changed,
    Operand,
}

impl<'l> Printer<'l> {
    pub fn new(levers: &'l [Lever]) -> Printer<'l> {
        Printer { levers }
    }

    /// A question where only this level, or a tighter one, may stand without brackets.
    fn at(&mut self, query: &Query, level: Level) -> String {
        let text = self.bare(query);
        if self::level(query) < level { format!("({text})") } else { text }
    }

    /// Left of a sign that what the question ends in would take for its own.
    fn left_of_sign(
        &mut self,
        query: &Query,
        level: Level,
        takes: fn(&ChangeKind) -> bool,
    ) -> String {
        let text = self.at(query, level);
        let taken = self::level(query) >= level && ends_in(query, takes);
        if taken { format!("({text})") } else { text }
    }

    fn bare(&mut self, query: &Query) -> String {
        match &query.kind {
            QueryKind::Number(value) => print_number(*value),
            QueryKind::Window { variable, subscripts, window } => {
                self.variable(variable, subscripts, window.as_ref())
            }
            QueryKind::Negative(operand) => format!("-{}", self.at(operand, Level::Sign)),
            QueryKind::Not(operand) => format!("not {}", self.at(operand, Level::Not)),
            QueryKind::Binary { operator, left, right } => self.binary(*operator, left, right),
            QueryKind::In { value, low, high } => {
                let [value, low, high] = [value, low, high].map(|it| self.at(it, Level::Sum));
                format!("{value} in {low}..{high}")
            }
            QueryKind::Near { value, target, tolerance, relative } => {
                let value = self.left_of_sign(value, Level::Sum, takes_equals);
                let target = self.at(target, Level::Sum);
                format!("{value} = {target} ± {}", self.tolerance(tolerance, *relative))
            }
            QueryKind::Call { function, arguments } => {
                format!("{}({})", print_name(function, WORDS), self.several(arguments))
            }
            QueryKind::List(values) if values.len() == 1 => format!("({},)", self.several(values)),
            QueryKind::List(values) => format!("({})", self.several(values)),
            QueryKind::Under { query, changes } => self.under(query, changes),
            QueryKind::For { query, name, values } => {
                let query = self.at(query, Level::Changed);
                format!(
                    "{query} for {} in {}",
                    print_name_or_id(name, WORDS),
                    self.at(values, Level::Any)
                )
            }
            QueryKind::Error => "?".to_string(),
        }
    }

    /// `(x with a) with b` is not the same tree as `x with a with b`.
    fn under(&mut self, query: &Query, changes: &[Change]) -> String {
        let level = match query.kind {
            QueryKind::Under { .. } => Level::Operand,
            QueryKind::Number(_)
            | QueryKind::Window { .. }
            | QueryKind::Negative(_)
            | QueryKind::Not(_)
            | QueryKind::Binary { .. }
            | QueryKind::In { .. }
            | QueryKind::Near { .. }
            | QueryKind::Call { .. }
            | QueryKind::List(_)
            | QueryKind::For { .. }
            | QueryKind::Error => Level::Changed,
        };
        format!("{} {}", self.at(query, level), self.changes(changes))
    }

    fn several(&mut self, values: &[Query]) -> String {
        let values: Vec<String> = values.iter().map(|it| self.at(it, Level::Any)).collect();
        values.join(", ")
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Query, right: &Query) -> String {
        let (level, next) = operator_levels(operator);
        let sign = operator.symbol();
        match level {
            Level::Power => {
                let left = self.left_of_sign(left, Level::Changed, takes_arithmetic);
                format!("{left}^{}", self.at(right, Level::Sign))
            }
            Level::Sum | Level::Product => {
                let left = self.left_of_sign(left, level, takes_arithmetic);
                format!("{left} {sign} {}", self.at(right, next))
            }
            Level::Comparison if operator == BinaryOperator::Equal => {
                let left = self.left_of_sign(left, next, takes_equals);
                format!("{left} {sign} {}", self.at(right, next))
            }
            // Comparisons do not follow each other.
            Level::Comparison => {
                format!("{} {sign} {}", self.at(left, next), self.at(right, next))
            }
            Level::Any
            | Level::And
            | Level::Not
            | Level::Sign
            | Level::Changed
            | Level::Operand => {
                format!("{} {sign} {}", self.at(left, level), self.at(right, next))
            }
        }
    }

    fn tolerance(&mut self, tolerance: &Query, relative: bool) -> String {
        match (&tolerance.kind, relative) {
            (QueryKind::Number(share), true) => format!("{} %", print_per_cent(*share)),
            (_, _) => self.at(tolerance, Level::Product),
        }
    }

    fn variable(
        &mut self,
        variable: &Name,
        subscripts: &[Subscript],
        window: Option<&Window>,
    ) -> String {
        let elements = print_subscripts(subscripts, WORDS);
        // A bracket alone that begins with a number, or with what is worked out, would be a time.
        let time_like = subscripts.first().is_some_and(|it| match it.kind {
            SubscriptKind::Index(_) => true,
            SubscriptKind::Name(_)
            | SubscriptKind::All
            | SubscriptKind::AllOf(_)
            | SubscriptKind::Between(..) => false,
        });
        let window = match window {
            Some(window) => format!("[{}]", self.window(window)),
            None if time_like => "[..]".to_string(),
            None => String::new(),
        };
        format!("{}{elements}{window}", print_name(variable, WORDS))
    }

    fn window(&mut self, window: &Window) -> String {
        match window {
            Window::Year(year) => self.at(year, Level::Sum),
            Window::Years(first, last) => {
                format!("{}..{}", self.at(first, Level::Sum), self.at(last, Level::Sum))
            }
            Window::At(date) if is_decimal(date) => self.at(date, Level::Sum),
            Window::At(date) => format!("at {}", self.at(date, Level::Sum)),
            Window::Between(first, last) => {
                let at = if is_decimal(first) && is_decimal(last) { "" } else { "at " };
                format!("{at}{}..{}", self.at(first, Level::Sum), self.at(last, Level::Sum))
            }
        }
    }
}

/// Whether a date reads back as one without `at`.
fn is_decimal(query: &Query) -> bool {
    matches!(query.kind, QueryKind::Number(_)) && !is_whole_years(query)
}

/// The level of an operator, and that of what may stand on its right without brackets.
fn operator_levels(operator: BinaryOperator) -> (Level, Level) {
    match operator {
        BinaryOperator::Or => (Level::Any, Level::And),
        BinaryOperator::And => (Level::And, Level::Not),
        BinaryOperator::Less
        | BinaryOperator::LessEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterEqual
        | BinaryOperator::Equal
        | BinaryOperator::NotEqual => (Level::Comparison, Level::Sum),
        BinaryOperator::Add | BinaryOperator::Subtract => (Level::Sum, Level::Product),
        BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Modulo => {
            (Level::Product, Level::Sign)
        }
        BinaryOperator::Power => (Level::Power, Level::Sign),
    }
}

fn level(query: &Query) -> Level {
    match &query.kind {
        QueryKind::Number(_)
        | QueryKind::Window { .. }
        | QueryKind::Call { .. }
        | QueryKind::List(_)
        | QueryKind::Error => Level::Operand,
        QueryKind::Under { .. } | QueryKind::For { .. } => Level::Changed,
        QueryKind::Negative(_) => Level::Sign,
        QueryKind::Not(_) => Level::Not,
        QueryKind::In { .. } | QueryKind::Near { .. } => Level::Comparison,
        QueryKind::Binary { operator, .. } => operator_levels(*operator).0,
    }
}

/// Whether a question, printed without brackets, ends in a change of this kind.
fn ends_in(query: &Query, of: fn(&ChangeKind) -> bool) -> bool {
    match &query.kind {
        QueryKind::Under { changes, .. } => changes.last().is_some_and(|it| of(&it.kind)),
        QueryKind::Negative(operand) => level(operand) >= Level::Sign && ends_in(operand, of),
        QueryKind::Binary { operator, right, .. } => {
            level(right) >= operator_levels(*operator).1 && ends_in(right, of)
        }
        QueryKind::Number(_)
        | QueryKind::Window { .. }
        | QueryKind::Not(_)
        | QueryKind::In { .. }
        | QueryKind::Near { .. }
        | QueryKind::Call { .. }
        | QueryKind::List(_)
        | QueryKind::For { .. }
        | QueryKind::Error => false,
    }
}
