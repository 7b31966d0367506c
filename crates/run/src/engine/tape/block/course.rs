//! A block's way through time: evaluations, saved rows, memories, stocks.

use super::super::execute::{Files, uniformly};
use super::super::schedule::Place;
use super::width::{Job, Width, at_width};
use super::{Block, LANES};
use crate::clock::Clock;
use crate::failure::{Failure, FailureKind};
use crate::run::Run;
use crate::saved::{Column, Often, Saved};
use crate::settings::Move;
use crate::state::State;
use interregnum_model::time::Method;

/// A block on its way.
pub(super) struct Course<'a, 'c> {
    block: Block<'a>,
    clock: &'c Clock,
    width: Width,
    /// Stocks and their net rates.
    stocks: Vec<(Place, Place)>,
    /// Memories and what they remember.
    memories: Vec<(Place, Place)>,
    /// Outputs and inputs of fixed delays.
    delays: Vec<(Place, Place)>,
    /// What memories and delays will hold after this step.
    next: Vec<f64>,
    /// Not a number where a lane has failed.
    suspicion: [f64; LANES],
    saved: Saved,
    watched: Vec<Place>,
    /// Kept numbers: for each row, for each watched slot, one for each member.
    rows: Vec<f64>,
    streams: Vec<crate::draw::Stream>,
}

impl<'a, 'c> Course<'a, 'c> {
    pub(super) fn new(block: Block<'a>, clock: &'c Clock, width: Width) -> Course<'a, 'c> {
        let saved = Saved::new(block.program, block.watch, clock, 0);
        let watched = saved.slots.iter().map(|slot| place(&block, *slot)).collect();
        let pair = |to: u32, from: u32| (place(&block, to), place(&block, from));
        let stocks =
            block.program.stocks.iter().flat_map(|stock| {
                (0..stock.count).map(move |i| (stock.stock.0 + i, stock.net.0 + i))
            });
        let stocks = stocks.map(|(to, from)| pair(to, from)).collect();
        let memories = block.program.memories.iter().flat_map(|memory| {
            (0..memory.count).map(move |i| (memory.slot.0 + i, memory.source.0 + i))
        });
        let memories = memories.map(|(to, from)| pair(to, from)).collect();
        let delays = block.program.delays.iter().flat_map(|delay| {
            (0..delay.count).map(move |i| (delay.output.0 + i, delay.input.0 + i))
        });
        let delays = delays.map(|(to, from)| pair(to, from)).collect();
        let streams = block.around.streams.clone();
        Course {
            block,
            clock,
            width,
            stocks,
            memories,
            delays,
            next: Vec::new(),
            suspicion: [0.0; LANES],
            saved,
            watched,
            rows: Vec::new(),
            streams,
        }
    }

    /// From the first step to the last.
    pub(super) fn go(mut self) -> Vec<Run> {
        self.once();
        for step in 0..=self.clock.steps {
            let time = self.clock.at(step, 0.0);
            for (now, stream) in self.block.around.streams.iter_mut().zip(&self.streams) {
                *now = stream.at(time);
            }
            self.move_by_hand(step);
            self.evaluate(time);
            self.save(step);
            if step == self.clock.steps {
                break;
            }
            self.take_in();
            match self.block.members[0].time.method {
                Method::Euler => self.grow(self.clock.dt()),
                Method::Rk4 => self.runge_kutta(step),
            }
            self.give_out();
            self.suspect_stocks();
        }
        self.runs()
    }

    fn once(&mut self) {
        let Block { schedule, files, around, .. } = &mut self.block;
        uniformly(&schedule.uniform_once, files, around);
        at_width(self.width, Job::Work(&schedule.laned_once, around), files);
    }

    fn evaluate(&mut self, time: f64) {
        let Block { schedule, files, around, .. } = &mut self.block;
        if let Some(register) = schedule.time {
            files.uniform[register as usize] = time;
        }
        uniformly(&schedule.uniform, files, around);
        at_width(self.width, Job::Work(&schedule.laned, around), files);
        suspect(&schedule.watched_for_failure, self.width, files, &mut self.suspicion);
    }

    fn suspect_stocks(&mut self) {
        let places: Vec<Place> = self.stocks.iter().map(|(stock, _)| *stock).collect();
        suspect(&places, self.width, &mut self.block.files, &mut self.suspicion);
    }

    fn grow(&mut self, by: f64) {
        let files = &mut self.block.files;
        for (stock, net) in &self.stocks {
            if let (Place::Uniform(stock), Place::Uniform(net)) = (*stock, *net) {
                files.uniform[stock as usize] += by * files.uniform[net as usize];
            }
        }
        at_width(self.width, Job::Grow(&self.stocks, by), files);
    }

    /// The four stages of [`crate::method`]'s Runge-Kutta, in the same order of operations.
    fn runge_kutta(&mut self, step: u64) {
        let dt = self.clock.dt();
        let lanes = self.block.files.lanes;
        let mut before = Vec::with_capacity(self.stocks.len() * lanes);
        let mut sum = vec![0.0; self.stocks.len() * lanes];
        for (stock, _) in &self.stocks {
            before.extend((0..lanes).map(|lane| self.block.files.get(*stock, lane)));
        }
        for (weight, reach, part) in [(1.0, dt / 2.0, 0.5), (2.0, dt / 2.0, 0.5), (2.0, dt, 1.0)] {
            self.each_stock(|at, rate| {
                sum[at] += weight * rate;
                before[at] + reach * rate
            });
            self.evaluate(self.clock.at(step, part));
        }
        self.each_stock(|at, rate| {
            let sum = sum[at] + rate;
            before[at] + dt / 6.0 * sum
        });
    }

    /// Sets each stock in each lane to what is made of its number and its net rate.
    fn each_stock(&mut self, mut new: impl FnMut(usize, f64) -> f64) {
        let lanes = self.block.files.lanes;
        for (number, (stock, net)) in self.stocks.iter().enumerate() {
            let lanes_of = if matches!(stock, Place::Uniform(_)) { 1 } else { lanes };
            for lane in 0..lanes_of {
                let rate = self.block.files.get(*net, lane);
                let value = new(number * lanes + lane, rate);
                self.block.files.set(*stock, lane, value);
            }
        }
    }

    fn move_by_hand(&mut self, step: u64) {
        for lane in 0..self.block.members.len() {
            for at in 0..self.block.members[lane].impulses.len() {
                let impulse = self.block.members[lane].impulses[at];
                if self.clock.step_at(impulse.at) != step {
                    continue;
                }
                for slot in impulse.first..impulse.first + impulse.count {
                    let place = place(&self.block, slot);
                    // What is alike for all members is moved once.
                    if lane > 0 && matches!(place, Place::Uniform(_)) {
                        continue;
                    }
                    let now = self.block.files.get(place, lane);
                    let then = match impulse.change {
                        Move::By(amount) => now + amount,
                        Move::To(amount) => amount,
                    };
                    self.block.files.set(place, lane, then);
                }
            }
        }
    }

    /// Reads what is remembered before anything moves.
    fn take_in(&mut self) {
        self.next.clear();
        let lanes = self.block.members.len();
        let files = &self.block.files;
        for (_, from) in &self.memories {
            self.next.extend((0..lanes).map(|lane| files.get(*from, lane)));
        }
        for (element, (to, from)) in self.delays.iter().enumerate() {
            for (lane, delays) in self.block.delays.iter_mut().enumerate().take(lanes) {
                let delayed = &mut delays[element];
                delayed.waiting.push_back(files.get(*from, lane));
                let due = delayed.waiting.len() as u64 >= delayed.steps;
                let out = if due { delayed.waiting.pop_front() } else { None };
                self.next.push(out.unwrap_or(files.get(*to, lane)));
            }
        }
    }

    fn give_out(&mut self) {
        let lanes = self.block.members.len();
        let outputs = self.memories.iter().chain(&self.delays).map(|(to, _)| *to);
        for (place, numbers) in outputs.zip(self.next.chunks_exact(lanes)) {
            for (lane, number) in numbers.iter().enumerate() {
                self.block.files.set(place, lane, *number);
            }
        }
    }

    fn save(&mut self, step: u64) {
        if step != self.saved.next {
            return;
        }
        self.saved.times.push(self.clock.at(step, 0.0));
        let members = self.block.members.len();
        for place in &self.watched {
            self.rows.extend((0..members).map(|lane| self.block.files.get(*place, lane)));
        }
        self.saved.next = match self.saved.often {
            Often::Saveper => self.clock.next_save(step + 1),
            Often::EveryStep => step + 1,
        };
    }

    /// The kept numbers, member by member.
    fn runs(self) -> Vec<Run> {
        let (members, watched) = (self.block.members.len(), self.watched.len());
        let time = &self.block.members[0].time;
        let end = State {
            step: self.clock.steps,
            time: self.clock.at(self.clock.steps, 0.0),
            start: time.start,
            dt: time.dt,
            ..State::default()
        };
        let columns = |lane: usize| {
            self.saved
                .columns
                .iter()
                .enumerate()
                .map(move |(number, column)| (lane, number, column))
        };
        (0..members)
            .map(|lane| Run {
                times: self.saved.times.clone(),
                columns: columns(lane)
                    .map(|(lane, number, column)| Column {
                        variable: column.variable,
                        element: column.element,
                        values: (0..self.saved.times.len())
                            .map(|row| self.rows[(row * watched + number) * members + lane])
                            .collect(),
                    })
                    .collect(),
                end: end.clone(),
                failure: self.suspicion[lane]
                    .is_nan()
                    .then(|| Failure::whole(FailureKind::NotANumber, time.start)),
            })
            .collect()
    }
}

/// What is not finite at these places makes suspicions not a number.
fn suspect(places: &[Place], width: Width, files: &mut Files, suspicion: &mut [f64; LANES]) {
    let alike = places.iter().any(|place| match place {
        Place::Uniform(register) => !files.uniform[*register as usize].is_finite(),
        Place::Laned(_) => false,
    });
    if alike {
        suspicion.fill(f64::NAN);
    }
    at_width(width, Job::Suspect(places, suspicion), files);
}

/// Where a slot that was asked for stands.
fn place(block: &Block, slot: u32) -> Place {
    let found = block.asked.binary_search(&slot).ok();
    let place = found.and_then(|at| block.schedule.asked.get(at).copied().flatten());
    // Every slot asked for has its node, and every node asked for its register.
    place.unwrap_or(Place::Uniform(0))
}
