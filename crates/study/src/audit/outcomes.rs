//! What the claims come to under many settings: the tests of each claim asked of the base run of
//! each setting. Where a test speaks of the members of an ensemble, what each member is asked is
//! asked of the run instead.

use crate::claims::batch::Batch;
use crate::claims::describe;
use crate::claims::evaluate::{Ensemble, World};
use crate::claims::figures::{Members, uncounted};
use crate::claims::member::{Needs, Runs};
use crate::claims::plan::{Knockouts, Plan, plan};
use crate::claims::question::{Question, QuestionKind};
use interregnum_compile::program::Program;
use interregnum_model::Model;
use interregnum_model::diagnostic::has_errors;
use interregnum_run::ensemble::block::MOST;
use interregnum_run::settings::Settings;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What the claims of a model ask of one run.
pub(super) struct Questions {
    plan: Plan,
    /// For each claim that can be asked its index, and its conditions.
    claims: Vec<(usize, Vec<Question>)>,
}

/// What a claim comes to in one run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Outcome {
    /// The claim's index in the model.
    pub claim: usize,
    /// Whether all its conditions hold; `None` where one has no answer and none fails.
    pub holds: Option<bool>,
    /// The numbers that decide it, with what was asked.
    pub numbers: Vec<(Arc<str>, f64)>,
}

impl Outcome {
    /// Whether the numbers are those of another run, bit for bit.
    pub fn same_numbers(&self, other: &Outcome) -> bool {
        let bits = |one: &Outcome| -> Vec<u64> {
            one.numbers.iter().map(|(_, number)| number.to_bits()).collect()
        };
        bits(self) == bits(other)
    }
}

/// What a claim comes to in a run, where it was asked.
pub(super) fn of_claim(outcomes: &[Outcome], claim: usize) -> Option<&Outcome> {
    outcomes.iter().find(|one| one.claim == claim)
}

/// As many settings as are asked side by side: enough for the widest vectors, few enough that the
/// runs of all scenarios stay small.
const SIDE_BY_SIDE: usize = 8;

impl Questions {
    /// Those of all claims.
    pub fn new(model: &Model, program: &Program) -> Questions {
        let all: Vec<usize> = (0..model.claims.len()).collect();
        Questions::of(model, program, &all)
    }

    /// Those of some claims, by their index in the model.
    pub fn of(model: &Model, program: &Program, claims: &[usize]) -> Questions {
        let plan = plan(model, program, claims, Knockouts::LeftOut);
        let asked = plan.claims.iter().filter(|claim| !has_errors(&claim.faults));
        let claims = asked.filter_map(|claim| {
            let tests = claim.tests.iter();
            let conditions: Vec<Question> =
                tests.flat_map(|test| conditions(&test.question, &plan)).collect();
            (!conditions.is_empty()).then_some((claim.claim, conditions))
        });
        let claims = claims.collect();
        Questions { plan, claims }
    }

    /// Whether there is nothing to ask.
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty()
    }

    /// What the claims come to under each of these settings; nothing for those that were not
    /// reached before the work was interrupted.
    pub fn outcomes(
        &self,
        program: &Program,
        settings: &[Settings],
        cancel: &AtomicBool,
    ) -> Vec<Vec<Outcome>> {
        settings
            .par_chunks(SIDE_BY_SIDE)
            .flat_map_iter(|chunk| match cancel.load(Ordering::Relaxed) {
                true => vec![Vec::new(); chunk.len()],
                false => self.of_some(program, chunk),
            })
            .collect()
    }

    fn of_some(&self, program: &Program, settings: &[Settings]) -> Vec<Vec<Outcome>> {
        let needs = Needs::of(self.claims.iter().flat_map(|(_, conditions)| conditions));
        let Some(base) = settings.first() else { return Vec::new() };
        let members = Members::new(program, &self.plan, &needs, base, settings, &uncounted);
        let batch = Batch::new(&self.plan, &needs, &members, MOST);
        let runs: BTreeMap<usize, Vec<_>> =
            (0..batch.groups()).flat_map(|group| batch.go(group).outcomes).collect();
        (0..settings.len())
            .map(|member| {
                let of_scenario = |(id, run)| Some((id, runs.get(&run)?.get(member).cloned()?));
                let past = Runs::new(batch.scenarios().filter_map(of_scenario));
                self.answered(World { past: &past, ensemble: &Ensemble::default() })
            })
            .collect()
    }

    fn answered(&self, world: World<'_>) -> Vec<Outcome> {
        let claims = self.claims.iter();
        claims
            .map(|(claim, conditions)| {
                let tests: Vec<_> =
                    conditions.iter().map(|one| describe::test(one, world)).collect();
                let holds = if tests.iter().any(|test| test.holds == Some(false)) {
                    Some(false)
                } else {
                    tests.iter().all(|test| test.holds == Some(true)).then_some(true)
                };
                let numbers = tests.iter().flat_map(|test| &test.numbers);
                let numbers = numbers
                    .filter_map(|one| Some((Arc::from(one.text.as_str()), one.number?)))
                    .collect();
                Outcome { claim: *claim, holds, numbers }
            })
            .collect()
    }
}

/// What a test asks of one run: itself, or what it asks of every member.
fn conditions(test: &Question, plan: &Plan) -> Vec<Question> {
    if !test.is_about_members() {
        return vec![test.clone()];
    }
    let mut found = Vec::new();
    test.visit(&mut |question| {
        if let QuestionKind::Members { asks, .. } = &question.kind {
            let inner = asks.iter().filter_map(|ask| plan.asks.get(ask.0));
            found.extend(inner.filter(|inner| inner.shape.truth).cloned());
        }
    });
    found
}
