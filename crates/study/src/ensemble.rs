//! How far the members of an ensemble lie apart: quantiles over time, and what each member answers to
//! questions.
//!
//! Work goes in *parts*: any stretch of whole chunks of members, run by itself, gives a [`Part`]; parts of one
//! ensemble put together in any order are, bit for bit, the part that one stretch over all members
//! would have given. Memory depends on what is watched, not on how many members there are.

mod part;

pub use part::{FailedMember, Part, Tally};

use crate::claims::Control;
use crate::claims::answer::Answer;
use crate::claims::asked::answers;
use crate::claims::batch::Batch;
use crate::claims::figures::{Members, uncounted};
use crate::claims::member::Needs;
use crate::claims::plan::{Plan as Questions, Planner};
use interregnum_compile::program::{Program, VariableId};
use interregnum_model::Model;
use interregnum_model::claim::Query;
use interregnum_model::diagnostic::{Code, Diagnostic, has_errors};
use interregnum_run::ensemble::Plan;
use interregnum_run::ensemble::block::{self, Tapes};
use interregnum_run::{Clock, Often, Run, Settings, Tape, Watch, Which};
use rayon::prelude::*;
use std::ops::Range;
use std::sync::atomic::Ordering;

/// Members run side by side: parts begin and end between chunks.
pub const CHUNK: u64 = block::MOST as u64;

/// An ensemble ready to be run, any part of it by itself.
pub struct Ensemble<'a> {
    model: &'a Model,
    program: &'a Program,
    plan: &'a Plan,
    /// Variables and elements whose values are kept, in this order.
    columns: Vec<(VariableId, u32)>,
    /// What members part from where a question says so.
    base_run: Settings,
    questions: Questions,
    buckets: u32,
    tape: Tape<'a>,
    /// For the runs that questions need beside.
    tapes: Tapes<'a>,
}

/// The members of one chunk: whose runs are whole, in order.
pub struct Chunk {
    /// Their numbers.
    pub members: Range<u64>,
    /// Their runs, the columns in the order asked for; those that failed as far as they came.
    pub runs: Vec<Run>,
}

/// Where the runs of a part go beside its summary, chunk by chunk in order.
pub type Take<'t, E> = &'t mut dyn FnMut(&Chunk) -> Result<(), E>;

impl<'a> Ensemble<'a> {
    /// An ensemble, and the base run that its members part from where a question says so. Its
    /// summaries have at most so many buckets for each number (see
    /// [`interregnum_run::ensemble::sketch`]).
    ///
    /// # Errors
    ///
    /// Findings about the questions.
    pub fn new(
        model: &'a Model,
        program: &'a Program,
        plan: &'a Plan,
        base_run: &Settings,
        columns: Vec<(VariableId, u32)>,
        asks: &[Query],
        buckets: u32,
    ) -> Result<Ensemble<'a>, Vec<Diagnostic>> {
        let (questions, mut findings) = Planner::new(model, program).of_each_member(asks);
        for (question, query) in questions.asks.iter().zip(asks) {
            let finding = if question.is_about_members() {
                Diagnostic::new(Code::BadClaim, query.span, "the question is about all members")
                    .help("ask what each member is asked: the part in which it holds is counted")
            } else if question.shape.depth > 0 && !question.shape.truth && !question.is_refused() {
                Diagnostic::new(Code::BadClaim, query.span, "the question has several answers")
                    .help("ask for one number or a comparison: `x[1960]`, `max(x)`, `x[1960] > 3`")
            } else {
                continue;
            };
            findings.push(finding);
        }
        if has_errors(&findings) {
            return Err(findings);
        }
        let mut variables: Vec<VariableId> = Vec::new();
        for (variable, _) in &columns {
            if !variables.contains(variable) {
                variables.push(*variable);
            }
        }
        let watch = Watch { variables: Which::These(variables), often: Often::Saveper };
        let tape = Tape::prepare(program, plan.base(), &plan.varying(program), &watch);
        let base_run = Settings { seed: plan.seed(), member: 0, ..base_run.clone() };
        let tapes = Tapes::new(program);
        Ok(Ensemble { model, program, plan, columns, base_run, questions, buckets, tape, tapes })
    }

    /// How many chunks its members make.
    pub fn chunks(&self) -> u64 {
        self.plan.members().div_ceil(CHUNK)
    }

    /// The members of these chunks.
    pub fn members(&self, chunks: &Range<u64>) -> Range<u64> {
        let last = self.plan.members() + 1;
        (chunks.start * CHUNK + 1).min(last)..(chunks.end * CHUNK + 1).min(last)
    }

    /// Runs a stretch of chunks; `None` when it was cancelled on the way. Progress is told in
    /// members.
    ///
    /// # Errors
    ///
    /// What `take` gives.
    pub fn run<E>(
        &self,
        chunks: Range<u64>,
        control: Control<'_>,
        take: Take<'_, E>,
    ) -> Result<Option<Part>, E> {
        let truths: Vec<bool> = self.questions.asks.iter().map(|ask| ask.shape.truth).collect();
        let mut part = Part::new(self.members(&chunks), self.columns.len(), &truths, self.buckets);
        let all = part.members.end - part.members.start;
        let mut next = chunks.start;
        while next < chunks.end {
            if control.cancel.load(Ordering::Relaxed) {
                return Ok(None);
            }
            let until = (next + self.wave()).min(chunks.end);
            let numbers: Vec<u64> = (next..until).collect();
            let done: Vec<Option<(Chunk, Vec<Vec<Answer>>)>> =
                numbers.into_par_iter().map(|number| self.chunk(number, control)).collect();
            let Some(done) = done.into_iter().collect::<Option<Vec<_>>>() else {
                return Ok(None);
            };
            let (done, answered): (Vec<Chunk>, Vec<Vec<Vec<Answer>>>) = done.into_iter().unzip();
            for (chunk, answers) in done.iter().zip(&answered) {
                self.count(&mut part, chunk, answers);
                take(chunk)?;
            }
            part.add(&done, self.buckets);
            next = until;
            let members = self.members(&(chunks.start..next));
            (control.progress)(members.end - members.start, all);
        }
        part.settle();
        Ok(Some(part))
    }

    /// How many chunks are run before their numbers are added up: so many that no thread waits
    /// long, and no more than memory holds.
    fn wave(&self) -> u64 {
        const MOST_BYTES: u64 = 96 << 20;
        let threads = rayon::current_num_threads() as u64;
        let rows = Clock::new(&self.plan.base().time).map_or(1, |clock| {
            let time = &self.plan.base().time;
            let saved = (time.stop - time.start) / time.saveper.max(time.dt);
            (saved as u64).min(clock.steps) + 2
        });
        let chunk = (rows * (self.columns.len() as u64 + 1) * CHUNK * 8).max(1);
        (MOST_BYTES / chunk / threads).clamp(1, 8) * threads
    }

    fn chunk(&self, number: u64, control: Control<'_>) -> Option<(Chunk, Vec<Vec<Answer>>)> {
        let members = self.members(&(number..number + 1));
        let settings: Vec<Settings> =
            members.clone().map(|member| self.plan.settings(member)).collect();
        let mut runs = self.tape.run_block(&settings);
        for run in &mut runs {
            let kept = |column: &interregnum_run::Column| {
                self.columns.contains(&(column.variable, column.element))
            };
            run.columns.retain(kept);
            let place = |column: &interregnum_run::Column| {
                let wanted = (column.variable, column.element);
                self.columns.iter().position(|it| *it == wanted)
            };
            run.columns.sort_by_key(place);
        }
        let chunk = Chunk { members, runs };
        if self.questions.asks.is_empty() {
            return Some((chunk, Vec::new()));
        }
        let (program, needs) = (self.program, Needs::of(&self.questions.asks));
        let together =
            Members::new(program, &self.questions, &needs, &self.base_run, &settings, &uncounted);
        let batch = Batch::new(&self.questions, &needs, &together, block::MOST);
        let batch = batch.sharing(&self.tapes);
        let asks = &self.questions.asks;
        let answered = answers(&batch, asks, settings.len(), control, &uncounted);
        let each = answered.each.into_iter().map(|member| member.answers);
        answered.whole.then(|| (chunk, each.collect()))
    }

    /// Counts failures and answers.
    fn count(&self, part: &mut Part, chunk: &Chunk, answers: &[Vec<Answer>]) {
        for (member, run) in chunk.members.clone().zip(&chunk.runs) {
            if let Some(failure) = &run.failure {
                part.fail(FailedMember::new(self.model, self.program, member, failure));
            }
        }
        for of_member in answers {
            for (tally, answer) in part.answers.iter_mut().zip(of_member) {
                tally.count(answer);
            }
        }
        if part.times.is_empty()
            && let Some(run) = chunk.runs.iter().find(|run| run.failure.is_none())
        {
            part.times = run.times.clone();
        }
    }
}
