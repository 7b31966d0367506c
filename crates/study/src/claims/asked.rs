//! What a block of members answers, as their runs come in.

use super::Control;
use super::answer::{Answer, NoAnswer};
use super::batch::Batch;
use super::evaluate::{Ensemble, Moment, Past, World, answer};
use super::member::{Breakdown, Outcome, values};
use super::question::{Question, Window};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

/// What the members of a batch answered.
pub(crate) struct All {
    /// Each member's answers; nobody's where nobody was asked anything.
    pub each: Vec<Answered>,
    /// Whether every question was asked of every member.
    pub whole: bool,
}

/// What a member answered.
#[derive(Default)]
pub(crate) struct Answered {
    /// One for each question.
    pub answers: Vec<Answer>,
    /// Its runs that gave nothing.
    pub breakdowns: Vec<Breakdown>,
}

/// What every member of a batch answers to each question. A question is answered as soon as its runs
/// are there, and a run dropped when no question needs it any more, so that memory holds few runs
/// at a time. What was answered before the work was cancelled is kept; the rest says that it was
/// stopped. `told` is called with how many runs were done.
pub(crate) fn answers(
    batch: &Batch<'_, '_>,
    questions: &[Question],
    members: usize,
    control: Control<'_>,
    told: &dyn Fn(u64),
) -> All {
    let needed: Vec<(usize, BTreeSet<usize>)> =
        questions.iter().map(|question| batch.needed(question)).collect();
    let mut last: BTreeMap<usize, usize> = BTreeMap::new();
    for (group, runs) in &needed {
        for run in runs {
            let at = last.entry(*run).or_default();
            *at = (*at).max(*group);
        }
    }
    let mut given: Vec<Vec<Option<Answer>>> = vec![vec![None; questions.len()]; members];
    let mut breakdowns: Vec<Vec<(usize, Breakdown)>> = vec![Vec::new(); members];
    let mut runs: BTreeMap<usize, Vec<Outcome>> = BTreeMap::new();
    let ensemble = Ensemble::default();
    // Questions that need no run are answered even where there is none.
    let groups = batch.groups().max(1);
    let mut asked = 0;
    for group in 0..groups {
        if control.cancel.load(Ordering::Relaxed) {
            break;
        }
        let done = batch.go(group);
        asked = group + 1;
        told(done.asked);
        for (run, outcomes) in done.outcomes {
            for (found, outcome) in breakdowns.iter_mut().zip(&outcomes) {
                found.extend(outcome.as_ref().err().map(|breakdown| (run, breakdown.clone())));
            }
            runs.insert(run, outcomes);
        }
        let due = needed.iter().enumerate().filter(|(_, (last, _))| *last == group);
        for (at, question) in due.filter_map(|(at, _)| Some((at, questions.get(at)?))) {
            for (member, given) in given.iter_mut().enumerate() {
                let past = OfMember { batch, runs: &runs, member };
                let answered = answer(question, World { past: &past, ensemble: &ensemble });
                if let Some(place) = given.get_mut(at) {
                    *place = Some(answered);
                }
            }
        }
        runs.retain(|run, _| last.get(run).is_some_and(|last| *last > group));
    }
    let each = given.into_iter().zip(breakdowns).map(|(answers, mut breakdowns)| {
        breakdowns.sort_by_key(|(run, _)| *run);
        let answers = answers.into_iter().map(|answer| answer.unwrap_or(Err(NoAnswer::Stopped)));
        Answered {
            answers: answers.collect(),
            breakdowns: breakdowns.into_iter().map(|(_, breakdown)| breakdown).collect(),
        }
    });
    let each = if asked == 0 { Vec::new() } else { each.collect() };
    All { each, whole: asked == groups }
}

/// One member's runs among those of a block.
pub(crate) struct OfMember<'a, 'b, 'p> {
    pub batch: &'a Batch<'b, 'p>,
    pub runs: &'a BTreeMap<usize, Vec<Outcome>>,
    pub member: usize,
}

impl Past for OfMember<'_, '_, '_> {
    fn values(&self, window: &Window, element: u32, moment: Moment) -> Answer {
        let run = self.batch.run_of(window.scenario);
        let outcome = run.and_then(|run| self.runs.get(&run)?.get(self.member));
        values(outcome, window, element, moment)
    }
}
