//! Numbers that a change asks of the run as it is without the change, made ready.

use super::{PlannedNumber, Planner};
use crate::claims::question::AskedId;
use crate::claims::scenario::{Amount, Scenario};
use interregnum_model::claim::{Asked, Change, Figure};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::Name;

impl Planner<'_> {
    /// Changes made together of what is asked `under` others; findings where one cannot be made.
    pub(super) fn changed(&mut self, changes: &[Change], under: &Scenario) -> Scenario {
        let mut scenario = under.clone();
        for change in changes {
            let before = self.diagnostics.len();
            let figures = change.asked.iter().filter_map(|asked| self.number(asked, under));
            let figures: Vec<(Name, AskedId)> = figures.collect();
            // A change is not made of numbers that cannot be asked.
            if self.diagnostics.len() == before {
                self.figures = figures;
                self.change(change, &mut scenario);
            }
        }
        self.figures.clear();
        scenario
    }

    /// A number that a change asks for.
    fn number(&mut self, asked: &Asked, under: &Scenario) -> Option<(Name, AskedId)> {
        let question = self.question(&asked.query, under);
        if question.is_refused() {
            return None;
        }
        let problem = if question.is_about_members() {
            "a change asks each member for its own number, not all of them"
        } else if question.shape.depth > 0 {
            "a change asks for one number, and this is a list"
        } else if question.shape.truth {
            "a change asks for a number, and this is a yes or no"
        } else {
            let under = self.scenario(under);
            let same = |one: &PlannedNumber| one.name == asked.name && one.under == under;
            let known = self.asked.iter().position(same);
            let id = known.unwrap_or_else(|| {
                self.asked.push(PlannedNumber { name: asked.name.clone(), under, question });
                self.asked.len() - 1
            });
            return Some((asked.name.clone(), AskedId(id)));
        };
        self.diagnostics.push(
            Diagnostic::new(Code::BadClaim, asked.query.span, problem)
                .help("ask for one value of one run, such as `{x[1938.0]}` or `{first(x > 1)}`"),
        );
        None
    }

    /// A number asked for in the change that is being made.
    pub(super) fn asked_amount(&self, name: &Name) -> Option<Amount> {
        let found = self.figures.iter().find(|(known, _)| known == name);
        found.map(|(_, id)| Amount::Asked(*id))
    }

    /// A date or an amount.
    pub(super) fn figure(&self, figure: &Figure) -> Option<Amount> {
        match figure {
            Figure::Number(number) => Some(Amount::Number(*number)),
            Figure::Asked(name) => self.asked_amount(name),
        }
    }
}
