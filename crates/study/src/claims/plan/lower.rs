//! Questions as written made ready to be answered.

use super::{Planner, words_of};
use crate::claims::question::{Apart, Question, QuestionKind, Shape};
use crate::claims::scenario::Scenario;
use interregnum_model::claim::{Query, QueryKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::BinaryOperator;
use std::sync::Arc;

const NUMBER: Shape = Shape { depth: 0, truth: false };

impl Planner<'_> {
    /// Makes a question ready; what is wrong with it becomes findings.
    pub(super) fn question(&mut self, query: &Query, under: &Scenario) -> Question {
        let found = match &query.kind {
            QueryKind::Number(number) => Some((QuestionKind::Number(*number), NUMBER)),
            QueryKind::Window { variable, subscripts, window } => {
                self.window(variable, subscripts, window.as_ref(), query.span, under)
            }
            QueryKind::Negative(inner) => {
                let inner = self.question(inner, under);
                let shape = Shape { truth: false, ..inner.shape };
                Some((QuestionKind::Negative(Box::new(inner)), shape))
            }
            QueryKind::Not(inner) => {
                let inner = self.condition_part(inner, "not", under);
                let shape = inner.shape;
                Some((QuestionKind::Not(Box::new(inner)), shape))
            }
            QueryKind::Binary { operator, left, right } => {
                Some(self.binary(*operator, left, right, under))
            }
            QueryKind::In { value, low, high } => {
                let [value, low, high] = [value, low, high].map(|part| self.question(part, under));
                let shape = Shape { depth: deepest([&value, &low, &high]), truth: true };
                let [value, low, high] = [value, low, high].map(Box::new);
                Some((QuestionKind::In { value, low, high }, shape))
            }
            QueryKind::Near { value, target, tolerance, relative } => {
                let [value, target, tolerance] =
                    [value, target, tolerance].map(|part| self.question(part, under));
                let shape = Shape { depth: deepest([&value, &target, &tolerance]), truth: true };
                let [value, target, tolerance] = [value, target, tolerance].map(Box::new);
                let relative = *relative;
                Some((QuestionKind::Near { value, target, tolerance, relative }, shape))
            }
            QueryKind::Call { function, arguments } => {
                self.call(function, arguments, query.span, under)
            }
            QueryKind::List(items) => self.list(items, under),
            QueryKind::Under { query: inner, changes } => {
                let scenario = self.changed(changes, under);
                let inner = self.question(inner, &scenario);
                Some((inner.kind, inner.shape))
            }
            QueryKind::For { query: inner, name, values } => self.sweep(inner, name, values, under),
            QueryKind::Error => None,
        };
        let (kind, shape) = found.unwrap_or((QuestionKind::Refused, NUMBER));
        Question { kind, shape, text: words_of(self.model, query) }
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Query,
        right: &Query,
        under: &Scenario,
    ) -> (QuestionKind, Shape) {
        let (left, right, truth) = match operator {
            BinaryOperator::And | BinaryOperator::Or => (
                self.condition_part(left, operator.symbol(), under),
                self.condition_part(right, operator.symbol(), under),
                true,
            ),
            BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual
            | BinaryOperator::Equal
            | BinaryOperator::NotEqual => {
                (self.question(left, under), self.question(right, under), true)
            }
            BinaryOperator::Power
            | BinaryOperator::Multiply
            | BinaryOperator::Divide
            | BinaryOperator::Modulo
            | BinaryOperator::Add
            | BinaryOperator::Subtract => {
                (self.question(left, under), self.question(right, under), false)
            }
        };
        let shape = Shape { depth: deepest([&left, &right]), truth };
        let (left, right) = (Box::new(left), Box::new(right));
        (QuestionKind::Binary { operator, left, right }, shape)
    }

    /// An operand that must say yes or no.
    fn condition_part(&mut self, query: &Query, word: &str, under: &Scenario) -> Question {
        let question = self.question(query, under);
        if !question.shape.truth && !question.is_refused() {
            let headline = format!("`{word}` is between comparisons, and this is a value");
            self.diagnostics.push(
                Diagnostic::new(Code::BadClaim, query.span, headline)
                    .help("compare it with something: `> 0`"),
            );
        }
        question
    }

    fn list(&mut self, items: &[Query], under: &Scenario) -> Option<(QuestionKind, Shape)> {
        let questions: Vec<Question> =
            items.iter().map(|item| self.question(item, under)).collect();
        self.side_by_side(questions, Apart::Position)
    }

    /// Questions whose answers stand side by side.
    pub(super) fn side_by_side(
        &mut self,
        questions: Vec<Question>,
        apart: Apart,
    ) -> Option<(QuestionKind, Shape)> {
        let questions = questions.into_iter().map(|question| (question.text.clone(), question));
        self.named_side_by_side(questions.collect(), apart)
    }

    /// Questions whose answers stand side by side, each with a name.
    pub(super) fn named_side_by_side(
        &mut self,
        questions: Vec<(Arc<str>, Question)>,
        apart: Apart,
    ) -> Option<(QuestionKind, Shape)> {
        let depth = questions.iter().map(|(_, question)| question.shape.depth).max().unwrap_or(0);
        let truth = questions.iter().all(|(_, question)| question.shape.truth);
        if questions.iter().any(|(_, question)| question.is_refused()) {
            return None;
        }
        let shape = Shape { depth: depth.saturating_add(1), truth };
        Some((QuestionKind::Several { questions, apart }, shape))
    }
}

fn deepest<'q>(parts: impl IntoIterator<Item = &'q Question>) -> u8 {
    parts.into_iter().map(|part| part.shape.depth).max().unwrap_or(0)
}
