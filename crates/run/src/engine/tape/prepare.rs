//! Program to ready tape: what is known, lowered, put in order, verified.

use super::block::width::Width;
use super::curve;
use super::graph::{NodeId, Rare, RareKind};
use super::lower::{Known, lower};
use super::moves::Moves;
use super::schedule::{Place, Schedule, Wanted, schedule};
use super::varying::Varying;
use super::verify::verify;
use crate::clock::Clock;
use crate::engine::native::{Native, Plan};
use crate::saved::{Saved, Watch};
use crate::settings::Settings;
use crate::state::State;
use interregnum_compile::program::Program;
use interregnum_model::time::Method;
use std::sync::OnceLock;

/// What a tape needs to run.
pub(super) struct Ready {
    pub(super) clock: Clock,
    method: Method,
    pub(super) schedule: Schedule,
    pub(super) curves: Vec<curve::Ready>,
    pub(super) rare: Vec<Rare>,
    pub(super) draws: bool,
    /// How many arrays are worked out together.
    pub(super) wholes: u32,
    /// Slots asked for, sorted, in the order of [`Schedule::asked`].
    asked: Vec<u32>,
    /// Settings that vary, with the registers they fill.
    pub(super) settings: Vec<(usize, Place)>,
    /// Stocks and their net rates.
    pub(super) stocks: Vec<(Place, Place)>,
    /// The stocks alone, and the net rates alone.
    pub(super) stock_places: Vec<Place>,
    pub(super) net_places: Vec<Place>,
    /// Memories, then fixed delays, and what goes into them.
    pub(super) memories: Vec<(Place, Place)>,
    pub(super) delays: Vec<(Place, Place)>,
    /// Whether it is for one member at a time.
    pub(super) single: bool,
    /// Registers of the uniform file whose numbers machine code keeps of a single run, sorted.
    pub(super) kept: Vec<u32>,
    /// Machine code, made when it is first asked for.
    native: OnceLock<Option<Native>>,
}

impl Ready {
    /// The machine code, where the width is that of machine code and there is some.
    pub(super) fn native(&self, width: Width) -> Option<&Native> {
        (width == Width::Native).then_some(())?;
        let make = || {
            let growth = match self.method {
                Method::Euler => Some((self.clock.dt(), self.stocks.as_slice())),
                Method::Rk4 => None,
            };
            let (schedule, curves) = (&self.schedule, self.curves.as_slice());
            let pairs = [&self.stocks, &self.memories, &self.delays];
            let between = pairs.into_iter().flatten().flat_map(|(to, from)| [*to, *from]).collect();
            let (filled, kept) = (self.filled(), self.kept.as_slice());
            Native::new(&Plan { schedule, curves, filled, growth, kept, between })
        };
        self.native.get_or_init(make).as_ref()
    }

    /// Registers of the uniform file that are filled between evaluations.
    fn filled(&self) -> Vec<u32> {
        let pairs = [&self.stocks, &self.memories, &self.delays];
        let moved = pairs.into_iter().flatten().map(|(to, _)| *to);
        let all = moved.chain(self.settings.iter().map(|(_, place)| *place));
        all.filter_map(|place| match place {
            Place::Uniform(register) => Some(register),
            Place::Laned(_) => None,
        })
        .collect()
    }

    /// Where a slot that was asked for stands.
    pub(super) fn place(&self, slot: u32) -> Option<Place> {
        let at = self.asked.binary_search(&slot).ok()?;
        self.schedule.asked.get(at).copied()
    }

    fn pairs(&self, pairs: &[(u32, u32)]) -> Option<Vec<(Place, Place)>> {
        pairs.iter().map(|(to, from)| Some((self.place(*to)?, self.place(*from)?))).collect()
    }
}

/// What a tape is made from.
pub(super) struct Preparation<'a, 'p> {
    pub(super) program: &'p Program,
    pub(super) base: &'a Settings,
    pub(super) varying: &'a Varying,
    pub(super) watch: &'a Watch,
    /// Whether it is for one member at a time.
    pub(super) single: bool,
    /// Where runs go on from, if not from the start.
    pub(super) from: Option<&'p State>,
}

impl Preparation<'_, '_> {
    pub(super) fn ready(&self) -> Option<Ready> {
        let program = self.program;
        let clock = Clock::of(program, &self.base.time).ok()?;
        if let Some(state) = self.from {
            state.fits(program, &self.base.time, &clock).ok()?;
        }
        let moves = Moves::new(program);
        self.moves_stocks_only(&moves).then_some(())?;
        let (slots, laned_slots) = self.slots(&moves);
        let asked = self.asked(&moves, &clock);
        let time = &self.base.time;
        let from_start = self.from.is_none();
        let known = Known { time, slots: &slots, moving: &moves.moving, asked: &asked, from_start };
        let mut lowered = lower(program, &known)?;
        let node = |slot: &u32| asked.binary_search(slot).ok().map(|at| lowered.asked[at]);
        let nodes = moves.all().map(|(to, from)| Some((node(to)?, node(from)?)));
        let delays = moves.delay_times.iter().zip(&moves.delays);
        let delays = delays.map(|(time, (to, _))| Some((node(to)?, lowered.start[*time as usize])));
        let wanted = Wanted {
            program,
            moving_slots: &moves.moving,
            laned_slots: &laned_slots,
            laned_draws: !self.single,
            moves: &nodes.collect::<Option<Vec<(NodeId, NodeId)>>>()?,
            delays: &delays.collect::<Option<Vec<(NodeId, NodeId)>>>()?,
        };
        let schedule = schedule(&lowered, &wanted);
        let curves: Vec<curve::Ready> = program.curves.iter().map(curve::Ready::new).collect();
        let rare = std::mem::take(&mut lowered.graph.rare);
        verify(&schedule, curves.len(), &rare).then_some(())?;
        let mut ready = Ready {
            clock,
            method: time.method,
            curves,
            draws: rare.iter().any(|rare| matches!(rare.kind, RareKind::Draw)),
            rare,
            wholes: lowered.graph.wholes,
            settings: self.settings(&schedule),
            stocks: Vec::new(),
            stock_places: Vec::new(),
            net_places: Vec::new(),
            memories: Vec::new(),
            delays: Vec::new(),
            single: self.single,
            kept: Vec::new(),
            native: OnceLock::new(),
            schedule,
            asked,
        };
        ready.stocks = ready.pairs(&moves.stocks)?;
        (ready.stock_places, ready.net_places) = ready.stocks.iter().copied().unzip();
        ready.memories = ready.pairs(&moves.memories)?;
        ready.delays = ready.pairs(&moves.delays)?;
        if self.single {
            ready.kept = self.kept(&ready);
        }
        Some(ready)
    }

    /// The registers of what is watched and changes.
    fn kept(&self, ready: &Ready) -> Vec<u32> {
        let schedule = &ready.schedule;
        let mut changes = vec![false; schedule.uniform_file.len()];
        let written = schedule.uniform.instructions.iter().map(|it| it.to);
        let changing = written.chain(schedule.time).chain(ready.filled());
        changing.for_each(|register| changes[register as usize] = true);
        let slots = Saved::new(self.program, self.watch, &ready.clock, 0).slots;
        let registers = slots.iter().filter_map(|slot| match ready.place(*slot)? {
            Place::Uniform(register) => Some(register),
            Place::Laned(_) => None,
        });
        let mut kept: Vec<u32> = registers.filter(|register| changes[*register as usize]).collect();
        kept.sort_unstable();
        kept.dedup();
        kept
    }

    /// Settings that vary, with the registers they fill.
    fn settings(&self, schedule: &Schedule) -> Vec<(usize, Place)> {
        let mut settings = Vec::new();
        for (at, setting) in self.program.settings.iter().enumerate() {
            let slot = setting.slot.0;
            if let Ok(entering) = schedule.entering.binary_search_by_key(&slot, |(slot, _)| *slot)
                && self.varying.settings[at]
            {
                settings.push((at, schedule.entering[entering].1));
            }
        }
        settings
    }

    /// Whether what is moved by hand is moved by the program, too; if not, equations may have been
    /// worked out once that read it.
    fn moves_stocks_only(&self, moves: &Moves) -> bool {
        let impulses = self.base.impulses.iter();
        let mut slots = impulses.flat_map(|it| it.first..it.first.saturating_add(it.count));
        slots.all(|slot| moves.moving.get(slot as usize).is_some_and(|moves| *moves))
    }

    /// What each slot holds before the first equation, where that is known, and which differ between
    /// members from the start.
    fn slots(&self, moves: &Moves) -> (Vec<Option<f64>>, Vec<bool>) {
        let mut slots = match self.from {
            Some(state) => state.slots.iter().map(|number| Some(*number)).collect(),
            None => vec![Some(0.0); self.program.slots as usize],
        };
        let mut laned = vec![false; self.program.slots as usize];
        let values = self.base.values.iter().zip(&self.varying.settings);
        for (setting, (value, varies)) in self.program.settings.iter().zip(values) {
            let slot = setting.slot.0 as usize;
            slots[slot] = (!varies).then_some(*value);
            laned[slot] = *varies;
        }
        if self.varying.impulses {
            moves.stocks.iter().for_each(|(stock, _)| laned[*stock as usize] = true);
        }
        (slots, laned)
    }

    /// All slots whose numbers are needed between evaluations, sorted: what moves, what it takes from,
    /// what is watched; of a single run all, for they are the state it ends in.
    fn asked(&self, moves: &Moves, clock: &Clock) -> Vec<u32> {
        if self.single {
            return (0..self.program.slots).collect();
        }
        let mut asked: Vec<u32> = moves.all().flat_map(|(to, from)| [*to, *from]).collect();
        asked.extend(Saved::new(self.program, self.watch, clock, 0).slots);
        asked.sort_unstable();
        asked.dedup();
        asked
    }
}
