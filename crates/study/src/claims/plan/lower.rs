//! Questions as written made ready to be answered.

use super::change::Switch;
use super::{Planner, words_of};
use crate::claims::evaluate;
use crate::claims::question::{Apart, Question, QuestionKind, Shape, When, Window};
use crate::claims::scenario::{Amount, Scenario};
use crate::courses::course;
use interregnum_model::claim::{self, Query, QueryKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{BinaryOperator, Subscript};
use interregnum_model::name::Name;
use interregnum_model::source::Span;
use std::sync::Arc;

/// Most values of one sweep: each is a run of its own for each member.
const LONGEST_SWEEP: usize = 1000;

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
                let mut scenario = under.clone();
                for change in changes {
                    self.change(change, &mut scenario);
                }
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

    fn window(
        &mut self,
        name: &Name,
        subscripts: &[Subscript],
        window: Option<&claim::Window>,
        span: Span,
        under: &Scenario,
    ) -> Option<(QuestionKind, Shape)> {
        let found = self.variable(name);
        let (when, several) = self.when(window, span, under);
        let (variable, layout) = found?;
        let picked = self.elements(name, layout, subscripts)?;
        let depth = u8::from(several) + u8::from(picked.spread);
        let window = Window {
            variable,
            name: layout.name.written.clone(),
            elements: picked.elements,
            spread: picked.spread,
            scenario: self.scenario(under),
            course: course(self.program.time.method, layout.role),
            when: when?,
        };
        Some((QuestionKind::Window(window), Shape { depth, truth: false }))
    }

    /// When, and whether that is several values.
    fn when(
        &mut self,
        window: Option<&claim::Window>,
        span: Span,
        under: &Scenario,
    ) -> (Option<When>, bool) {
        let several =
            matches!(window, None | Some(claim::Window::Years(..) | claim::Window::Between(..)));
        let Some(window) = window else { return (Some(When::Whole), several) };
        let before = self.diagnostics.len();
        let mut part = |query: &Query| Box::new(self.moment(query, under));
        let when = match window {
            claim::Window::Year(year) => When::Year(part(year)),
            claim::Window::At(date) => When::At(part(date)),
            claim::Window::Years(first, last) => When::Years(part(first), part(last)),
            claim::Window::Between(from, until) => When::Between(part(from), part(until)),
        };
        if self.diagnostics.len() > before {
            return (None, several);
        }
        let outside = self.outside(&when);
        if let Some(headline) = outside {
            self.diagnostics.push(
                Diagnostic::new(Code::BadClaim, span, headline)
                    .label("the run does not reach it")
                    .help("ask of a time inside the run, or change its start and stop"),
            );
            return (None, several);
        }
        (Some(when), several)
    }

    /// A year or date: a single number.
    fn moment(&mut self, query: &Query, under: &Scenario) -> Question {
        let question = self.question(query, under);
        if (question.shape.depth > 0 || question.shape.truth) && !question.is_refused() {
            let headline = "a year or date must be a single number";
            self.diagnostics.push(Diagnostic::new(Code::BadClaim, query.span, headline));
        }
        question
    }

    /// What is wrong with a window whose bounds are plain numbers, if anything.
    fn outside(&self, when: &When) -> Option<String> {
        let time = &self.program.time;
        let slack = time.dt * 1e-6;
        let number = |question: &Question| match question.kind {
            QuestionKind::Number(number) => Some(number),
            _ => None,
        };
        let (from, until, words) = match when {
            When::Whole => return None,
            When::At(at) => (number(at), number(at), "the date"),
            When::Year(year) => (number(year), number(year).map(|year| year + 1.0), "the year"),
            When::Years(first, last) => {
                if let Some((first, last)) = number(first).zip(number(last))
                    && last < first
                {
                    return Some(format!("the years {first}..{last} run backwards"));
                }
                (number(first), number(last).map(|year| year + 1.0), "the stretch of years")
            }
            When::Between(from, until) => {
                if let Some((from, until)) = number(from).zip(number(until))
                    && until < from
                {
                    return Some(format!("the stretch {from}..{until} runs backwards"));
                }
                (number(from), number(until), "the stretch")
            }
        };
        let early = from.is_some_and(|from| from < time.start - slack);
        let late = until.is_some_and(|until| until > time.stop + slack);
        (early || late).then(|| {
            format!("{words} is not wholly inside the run, {} to {}", time.start, time.stop)
        })
    }

    fn sweep(
        &mut self,
        inner: &Query,
        name: &Name,
        values: &Query,
        under: &Scenario,
    ) -> Option<(QuestionKind, Shape)> {
        let numbers = self.sweep_values(values);
        let settings = self.swept(name);
        let (numbers, settings) = (numbers?, settings?);
        let mut questions = Vec::new();
        for value in &numbers {
            let mut scenario = under.clone();
            for setting in &settings {
                scenario.set(*setting, Amount::Number(*value));
            }
            let before = self.diagnostics.len();
            let question = self.question(inner, &scenario);
            questions.push((Arc::from(format!("{name} = {value}")), question));
            if self.diagnostics.len() > before {
                // The same would be found for every value.
                return None;
            }
        }
        self.named_side_by_side(questions, Apart::Value(numbers))
    }

    /// The values of a sweep: known before anything runs.
    fn sweep_values(&mut self, values: &Query) -> Option<Vec<f64>> {
        let before = self.diagnostics.len();
        let question = self.question(values, &Scenario::default());
        if self.diagnostics.len() > before {
            return None;
        }
        let numbers = evaluate::constants(&question);
        let problem = match &numbers {
            None => "a sweep's values must be numbers known before the run",
            Some(numbers) if numbers.is_empty() => "a sweep needs values",
            Some(numbers) if numbers.len() > LONGEST_SWEEP => "a sweep has 1000 values at most",
            Some(_) => return numbers,
        };
        self.diagnostics.push(
            Diagnostic::new(Code::BadClaim, values.span, problem)
                .help("write them out, `(0.25, 0.3, 0.35)`, or as `0.25..0.5 by 0.05`"),
        );
        None
    }

    /// The settings of what is swept.
    fn swept(&mut self, name: &Name) -> Option<Vec<usize>> {
        let parameter = self.parameter(name);
        if !parameter.is_empty() {
            return Some(parameter.into_iter().map(|(_, setting)| setting).collect());
        }
        if let Some(found) = self.lever(name).or_else(|| self.mechanism(name)) {
            return Some(vec![found]);
        }
        if self.program.variables.iter().any(|layout| layout.name == *name) {
            let headline = format!("`{name}` is worked out by the model, and cannot be swept");
            self.diagnostics.push(
                Diagnostic::new(Code::WrongKind, name.span, headline)
                    .help("sweep a parameter, a lever or a mechanism"),
            );
            return None;
        }
        let known: Vec<&str> =
            self.parameters().chain(self.levers()).chain(self.mechanisms()).collect();
        let headline = format!("there is no parameter, lever or mechanism `{name}`");
        let finding =
            Diagnostic::new(Code::UnknownName, name.span, headline).nearest(&name.written, known);
        self.diagnostics.push(finding);
        None
    }

    /// A lever pulled or a mechanism switched off: the setting and what it is set to.
    pub(super) fn flipped(&mut self, name: &Name) -> Option<(usize, f64)> {
        if let Some(lever) = self.lever(name) {
            return Some((lever, 1.0));
        }
        if let Some(mechanism) = self.mechanism(name) {
            return Some((mechanism, 0.0));
        }
        let sort = match nearest_sort(self, name) {
            Some(sort) => sort,
            None => Switch::Lever,
        };
        self.switch(name, sort).map(|setting| (setting, 1.0))
    }
}

/// Which sort of switch has the name most like this one.
fn nearest_sort(planner: &Planner<'_>, name: &Name) -> Option<Switch> {
    use interregnum_model::name::nearest;
    let all: Vec<&str> = planner.levers().chain(planner.mechanisms()).collect();
    let found = nearest(&name.written, all)?;
    Some(if planner.levers().any(|lever| lever == found) {
        Switch::Lever
    } else {
        Switch::Mechanism
    })
}

fn deepest<'q>(parts: impl IntoIterator<Item = &'q Question>) -> u8 {
    parts.into_iter().map(|part| part.shape.depth).max().unwrap_or(0)
}
