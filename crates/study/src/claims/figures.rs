//! Members and the numbers that changes ask of their runs: known before the changed runs begin.

use super::answer::{Answer, Value};
use super::asked::OfMember;
use super::batch::Batch;
use super::evaluate::{Ensemble, World, answer};
use super::member::Needs;
use super::plan::{Plan, PlannedNumber};
use super::question::AskedId;
use super::scenario::Figures;
use interregnum_compile::program::Program;
use interregnum_run::ensemble::block;
use interregnum_run::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Members that are run side by side.
pub(crate) struct Members<'a> {
    pub program: &'a Program,
    /// The settings of the base run.
    pub base: &'a Settings,
    /// Those of each member.
    pub each: &'a [Settings],
    /// What each member answers where a change asks for a number.
    pub figures: Vec<Figures>,
}

impl<'a> Members<'a> {
    /// Members with all numbers that the changes of these runs ask for.
    pub fn new(
        program: &'a Program,
        plan: &Plan,
        needs: &Needs,
        base: &'a Settings,
        each: &'a [Settings],
        told: Told<'_>,
    ) -> Members<'a> {
        Members::asking(program, plan, needs.asked(&plan.scenarios), base, each, told)
    }

    /// Members with these numbers.
    pub fn asking(
        program: &'a Program,
        plan: &Plan,
        wanted: BTreeSet<AskedId>,
        base: &'a Settings,
        each: &'a [Settings],
        told: Told<'_>,
    ) -> Members<'a> {
        let figures = vec![Figures::new(); each.len()];
        let mut members = Members { program, base, each, figures };
        for (round, needs) in rounds(plan, wanted).iter().rev() {
            members.answer(plan, round, needs, told);
        }
        members
    }

    /// Has every member answer these.
    fn answer(&mut self, plan: &Plan, round: &BTreeSet<AskedId>, needs: &Needs, told: Told<'_>) {
        let numbers: Vec<(AskedId, &PlannedNumber)> =
            round.iter().filter_map(|id| Some((*id, plan.asked.get(id.0)?))).collect();
        let batch = Batch::new(plan, needs, self, block::MOST);
        let mut runs = BTreeMap::new();
        for done in (0..batch.groups()).map(|group| batch.go(group)) {
            told(done.asked);
            runs.extend(done.outcomes);
        }
        let ensemble = Ensemble::default();
        for (member, figures) in self.figures.iter_mut().enumerate() {
            let past = OfMember { batch: &batch, runs: &runs, member };
            for (id, number) in &numbers {
                let world = World { past: &past, ensemble: &ensemble };
                figures.insert(*id, figure(number, answer(&number.question, world)));
            }
        }
    }
}

/// Called with how many runs were done.
pub(crate) type Told<'t> = &'t dyn Fn(u64);

/// For those who do not count runs.
pub(crate) fn uncounted(_: u64) {}

/// Numbers that changes ask for and what they need, the last first: a number may be asked of a run
/// whose own changes ask for others, which were planned before it.
fn rounds(plan: &Plan, mut wanted: BTreeSet<AskedId>) -> Vec<(BTreeSet<AskedId>, Needs)> {
    let mut rounds = Vec::new();
    while !wanted.is_empty() {
        let questions = wanted.iter().filter_map(|id| plan.asked.get(id.0));
        let needs = Needs::of(questions.map(|one| &one.question));
        let next = needs.asked(&plan.scenarios);
        rounds.push((std::mem::replace(&mut wanted, next), needs));
    }
    rounds
}

/// How many runs a member needs, those that changes ask for numbers included.
pub(crate) fn runs(plan: &Plan, needs: &Needs) -> u64 {
    let asked = rounds(plan, needs.asked(&plan.scenarios));
    needs.runs() + asked.iter().map(|(_, needs)| needs.runs()).sum::<u64>()
}

/// The number that an answer is.
fn figure(asked: &PlannedNumber, answered: Answer) -> Result<f64, Arc<str>> {
    match answered {
        Ok(Value::Number(number)) => Ok(number),
        Ok(Value::List(_) | Value::Rows(_)) => {
            Err(Arc::from(format!("`{}` is not one number", asked.name)))
        }
        Err(why) => Err(Arc::from(format!("`{}` has no answer: {why}", asked.name))),
    }
}
