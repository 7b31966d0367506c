//! Sweeps made ready: a question for each value of a parameter, lever or mechanism.

use super::Planner;
use super::change::Switch;
use crate::claims::evaluate;
use crate::claims::question::{Apart, QuestionKind, Shape};
use crate::claims::scenario::{Amount, Scenario};
use interregnum_model::claim::Query;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::{Name, nearest};
use std::sync::Arc;

/// Most values of one sweep: each is a run of its own for each member.
const LONGEST_SWEEP: usize = 1000;

impl Planner<'_> {
    pub(super) fn sweep(
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
    let all: Vec<&str> = planner.levers().chain(planner.mechanisms()).collect();
    let found = nearest(&name.written, all)?;
    Some(if planner.levers().any(|lever| lever == found) {
        Switch::Lever
    } else {
        Switch::Mechanism
    })
}
