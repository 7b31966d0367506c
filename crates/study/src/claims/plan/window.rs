//! Windows made ready: which variable, which elements, when.

use super::Planner;
use crate::claims::question::{Question, QuestionKind, Shape, When, Window};
use crate::claims::scenario::Scenario;
use crate::courses::course;
use interregnum_model::claim::{self, Query};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::Subscript;
use interregnum_model::name::Name;
use interregnum_model::source::Span;

/// How many moments may stand in a bracket.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Moments {
    One,
    Several,
}

impl Planner<'_> {
    pub(super) fn window(
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
        let mut several =
            matches!(window, None | Some(claim::Window::Years(..) | claim::Window::Between(..)));
        let Some(window) = window else { return (Some(When::Whole), several) };
        let before = self.diagnostics.len();
        let mut part = |query: &Query| Box::new(self.moment(query, under, Moments::One));
        let when = match window {
            claim::Window::Year(year) => When::Year(part(year)),
            claim::Window::At(date) => {
                let at = self.moment(date, under, Moments::Several);
                several = at.shape.depth > 0;
                When::At(Box::new(at))
            }
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

    /// A year or date: a single number, or a list of dates where that is allowed.
    fn moment(&mut self, query: &Query, under: &Scenario, allowed: Moments) -> Question {
        let question = self.question(query, under);
        let (deepest, headline) = match allowed {
            Moments::One => (0, "a year or date must be a single number"),
            Moments::Several => (1, "dates must be a number or one list"),
        };
        if (question.shape.depth > deepest || question.shape.truth) && !question.is_refused() {
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
}
