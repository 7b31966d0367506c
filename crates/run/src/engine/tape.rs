//! The tape: a program made flat for one set of settings, worked through for many members side by
//! side, or for one.
//!
//! [`prepare`] makes it: [`lower`] unrolls the program to a [`graph`] of single operations without
//! repeats, in which settings that do not vary are constants; [`schedule`] puts them in order,
//! apart by how often and for how many lanes they are needed, and gives them registers; [`verify`]
//! looks at the whole once. [`block`] leads members through time, [`execute`] works the tape off
//! with one kernel for each operation. Results are the interpreter's, bit for bit.

pub(crate) mod block;
pub(crate) mod curve;
pub(crate) mod execute;
pub(crate) mod graph;
pub(crate) mod lower;
mod moves;
pub(crate) mod operation;
mod prepare;
pub(crate) mod schedule;
mod varying;
pub(super) mod verify;

#[cfg(test)]
pub(super) mod tests;

use super::elements::{For, Plan};
use crate::clock::Clock;
use crate::run::{Run, resume, run_by};
use crate::saved::Watch;
use crate::settings::Settings;
use crate::state::State;
use block::Block;
pub use block::width::Width;
use interregnum_compile::program::Program;
use interregnum_model::time::{Method, TimeSpec};
use prepare::{Preparation, Ready};
use std::sync::atomic::{AtomicU64, Ordering};
pub use varying::Varying;

/// Members worked on side by side.
pub const LANES: usize = 64;

/// A single run of fewer evaluations than this is over before a tape is made.
const LEAST_EVALUATIONS: u64 = 32;

/// Machine code is made of a tape that has been worked off so often: making it takes as long as so many
/// evaluations save (measured on World3-03 and the made model of the benchmarks).
const LEAST_FOR_CODE: u64 = 1000;

/// A tape of fewer instructions is as quick by kernels, over more lanes at a time.
const LEAST_INSTRUCTIONS: usize = 16;

/// A program made ready for members that differ only in what may vary. It is made once and used for
/// any number of blocks, on any threads.
pub struct Tape<'p> {
    program: &'p Program,
    base: Settings,
    varying: Varying,
    watch: Watch,
    /// `None` for what is run member by member.
    ready: Option<Ready>,
    /// How large arrays are worked out then.
    plan: Option<Plan>,
    /// What it was made for.
    runs: For,
    /// Where its runs go on from, if not from the start.
    from: Option<&'p State>,
    /// How often it has been worked off, by however many lanes.
    evaluations: AtomicU64,
}

impl<'p> Tape<'p> {
    /// A tape for members that have this base's settings but for what varies, of which this is kept.
    pub fn prepare(
        program: &'p Program,
        base: &Settings,
        varying: &Varying,
        watch: &Watch,
    ) -> Tape<'p> {
        Tape::made(Preparation { program, base, varying, watch, single: false, from: None })
    }

    /// A tape for members that all go on from one saved state, as [`crate::resume`] does.
    pub fn going_on(
        program: &'p Program,
        members: &[Settings],
        from: &'p State,
        watch: &Watch,
    ) -> Tape<'p> {
        let varying = &Varying::between(program, members);
        let of_program = Settings::new(program);
        let base = members.first().unwrap_or(&of_program);
        let from = Some(from);
        Tape::made(Preparation { program, base, varying, watch, single: false, from })
    }

    fn made(preparation: Preparation<'_, 'p>) -> Tape<'p> {
        let Preparation { program, base, varying, watch, from, .. } = preparation;
        let runs = if preparation.single { For::One } else { For::Many };
        let plan = Plan::if_it_pays(program, runs);
        let ready = if plan.is_none() { preparation.ready() } else { None };
        let (base, varying, watch) = (base.clone(), varying.clone(), watch.clone());
        let evaluations = AtomicU64::new(0);
        Tape { program, base, varying, watch, ready, plan, runs, from, evaluations }
    }

    /// A tape for these members.
    pub fn for_members(program: &'p Program, members: &[Settings], watch: &Watch) -> Tape<'p> {
        let varying = Varying::between(program, members);
        match members.first() {
            Some(first) => Tape::prepare(program, first, &varying, watch),
            None => Tape::prepare(program, &Settings::new(program), &varying, watch),
        }
    }

    /// Whether all of these run on it side by side, watched alike.
    pub fn is_for(&self, members: &[Settings], watch: &Watch) -> bool {
        self.watch == *watch && members.iter().all(|member| self.fits(member))
    }

    /// A tape for these members, in which what may differ for this one may differ too: the next block of
    /// the same kind is likelier to fit.
    pub fn widened(&self, program: &'p Program, members: &[Settings], watch: &Watch) -> Tape<'p> {
        let alike = self.base.values.len() == program.settings.len();
        let base = Some(&self.base).filter(|base| {
            alike && members.iter().all(|member| member.time == base.time) && self.watch == *watch
        });
        let all: Vec<Settings> = members.iter().chain(base).cloned().collect();
        let mut varying = Varying::between(program, &all);
        if base.is_some() {
            let before = self.varying.settings.iter();
            varying.settings.iter_mut().zip(before).for_each(|(now, before)| *now |= before);
            varying.impulses |= self.varying.impulses;
        }
        match members.first() {
            Some(first) => Tape::prepare(program, first, &varying, watch),
            None => Tape::for_members(program, members, watch),
        }
    }

    /// A tape for runs one at a time of just these settings, seeds aside: each gives [`Run::end`] in
    /// full.
    pub fn alone(program: &'p Program, base: &Settings, watch: &Watch) -> Tape<'p> {
        let varying = Varying::nothing(program);
        Tape::made(Preparation {
            program,
            base,
            varying: &varying,
            watch,
            single: true,
            from: None,
        })
    }

    /// A tape for one run; `None` where the interpreter does as well.
    pub(crate) fn if_it_pays(program: &'p Program, base: &Settings, watch: &Watch) -> Option<Self> {
        let evaluations = Clock::new(&base.time).ok()?.steps * passes(&base.time);
        let pays = evaluations >= LEAST_EVALUATIONS;
        pays.then(|| Tape::alone(program, base, watch))
    }

    /// Whether members run side by side: false for programs with large arrays, where elements do.
    pub fn is_laned(&self) -> bool {
        self.ready.is_some()
    }

    /// Runs members, [`LANES`] side by side, at the widest vectors the machine has: each gives what
    /// [`crate::interpret`] gives, bit for bit, but for [`Run::end`], of which only the moment is kept.
    ///
    /// Members that differ in what may not vary are run one by one, as are those that fail, so that the
    /// interpreter says where and why.
    pub fn run_block(&self, members: &[Settings]) -> Vec<Run> {
        self.run_at(members, self.best_width(members.len()))
    }

    /// The widest vectors the machine has; by machine code where that pays.
    fn best_width(&self, members: usize) -> Width {
        let Some(ready) = &self.ready else { return Width::One };
        let together = if ready.single { 1 } else { Width::Native.members() };
        let blocks = members.div_ceil(together) as u64;
        let more = blocks * (ready.clock.steps + 1) * passes(&self.base.time);
        let before = self.evaluations.fetch_add(more, Ordering::Relaxed);
        let pays = before.saturating_add(more) >= LEAST_FOR_CODE
            && ready.schedule.instructions() >= LEAST_INSTRUCTIONS;
        if pays { Width::widest() } else { Width::widest_kernels() }
    }

    /// The same at a width, which cannot matter.
    pub fn run_at(&self, members: &[Settings], width: Width) -> Vec<Run> {
        let one = |settings: &Settings| self.one(settings);
        let Some(ready) = &self.ready else {
            return members.iter().map(|settings| self.without_end(one(settings))).collect();
        };
        let mut runs: Vec<Option<Run>> = vec![None; members.len()];
        let fit: Vec<usize> = (0..members.len()).filter(|at| self.fits(&members[*at])).collect();
        for block in fit.chunks(if ready.single { 1 } else { width.members() }) {
            let lanes: Vec<&Settings> = block.iter().map(|at| &members[*at]).collect();
            for (at, run) in block.iter().zip(Block::run(self, ready, &lanes, width)) {
                runs[*at] = run;
            }
        }
        let runs = runs.into_iter().zip(members);
        runs.map(|(run, settings)| run.unwrap_or_else(|| one(settings))).collect()
    }

    /// Runs one member.
    pub fn run(&self, settings: &Settings) -> Run {
        let mut runs = self.run_block(std::slice::from_ref(settings));
        match runs.pop() {
            Some(run) => run,
            None => self.one(settings),
        }
    }

    /// The run with as much of its end as runs side by side have: many ends in full fill the memory.
    fn without_end(&self, run: Run) -> Run {
        match self.runs {
            For::One => run,
            For::Many => {
                let State { step, time, start, dt, .. } = run.end;
                Run { end: State { step, time, start, dt, ..State::default() }, ..run }
            }
        }
    }

    /// Runs one member by itself: it may be any.
    fn one(&self, settings: &Settings) -> Run {
        match self.from {
            Some(state) => resume(self.program, settings, state, &self.watch),
            None => run_by(self.program, settings, &self.watch, self.plan.as_ref()),
        }
    }

    /// Whether these settings differ from the base only in what may vary.
    fn fits(&self, settings: &Settings) -> bool {
        let values = settings.values.iter().zip(&self.base.values).zip(&self.varying.settings);
        settings.time == self.base.time
            && settings.values.len() == self.base.values.len()
            && (settings.impulses == self.base.impulses
                || self.varying.impulses && self.moves_stocks_only(settings))
            && values.into_iter().all(|((a, b), varies)| *varies || a.to_bits() == b.to_bits())
    }

    /// Whether all that is moved by hand are stocks.
    fn moves_stocks_only(&self, settings: &Settings) -> bool {
        let is_stock = |slot: u32| {
            let mut stocks = self.program.stocks.iter();
            stocks.any(|it| slot.checked_sub(it.stock.0).is_some_and(|offset| offset < it.count))
        };
        let impulses = settings.impulses.iter();
        let mut slots = impulses.flat_map(|it| it.first..it.first.saturating_add(it.count));
        slots.all(is_stock)
    }
}

/// How often a step is worked out.
fn passes(time: &TimeSpec) -> u64 {
    match time.method {
        Method::Euler => 1,
        Method::Rk4 => 4,
    }
}
