//! Stretches worked off: up to [`LANES`] elements at a time.

use super::body::{Body, Fold, How, Leaf, Moves, Outcome, Sides};
use super::{Bench, Benches};
use crate::engine::interpreter::Interpreter;
use crate::engine::positions::offset;
use crate::engine::tape::LANES;
use crate::engine::tape::block::width::{Job, Width, at_width};
use crate::engine::tape::curve;
use crate::engine::tape::execute::{Files, Surroundings};
use crate::engine::tape::schedule::Place;
use interregnum_compile::program::{Address, LoopId, ValueId};
use interregnum_model::function::Reduction;
use interregnum_model::function::arithmetic::{greater, lesser};

/// Elements side by side: neighbours in the order of their loops, the last loop fastest.
struct Chunk<'b> {
    over: &'b [(LoopId, u32)],
    /// The first of them, counted over all loops.
    first: usize,
    lanes: usize,
    /// Where each of the loops stands, the last first, for each lane; empty where nothing asks for it.
    at: Vec<(LoopId, [u32; LANES])>,
}

impl<'b> Chunk<'b> {
    fn new(body: &'b Body, first: usize, lanes: usize) -> Chunk<'b> {
        let mut chunk = Chunk { over: &body.over, first, lanes, at: Vec::new() };
        if body.scattered {
            chunk.at = chunk.positions();
        }
        chunk
    }

    fn positions(&self) -> Vec<(LoopId, [u32; LANES])> {
        let mut now: Vec<u32> = self.beginning().map(|(_, at)| at).collect();
        let mut at: Vec<_> = self.over.iter().rev().map(|(id, _)| (*id, [0; LANES])).collect();
        for lane in 0..self.lanes {
            let mut goes_on = true;
            let lengths = self.over.iter().rev().map(|(_, length)| *length);
            for ((now, (_, at)), length) in now.iter_mut().zip(&mut at).zip(lengths) {
                at[lane] = *now;
                if goes_on {
                    *now += 1;
                    goes_on = *now >= length;
                    *now = if goes_on { 0 } else { *now };
                }
            }
        }
        at
    }

    /// Where each loop stands for the first lane, the last loop first.
    fn beginning(&self) -> impl Iterator<Item = (LoopId, u32)> {
        let mut rest = self.first;
        self.over.iter().rev().map(move |(id, length)| {
            let length = (*length).max(1) as usize;
            let at = rest % length;
            rest /= length;
            (*id, at as u32)
        })
    }

    /// Puts the interpreter's loops where a lane's stand.
    fn stand(&self, lane: usize, interpreter: &mut Interpreter) {
        match lane {
            0 => self.beginning().for_each(|(id, at)| interpreter.positions.put(id, at)),
            _ => self.at.iter().for_each(|(id, at)| interpreter.positions.put(*id, at[lane])),
        }
    }
}

/// The elements that go over these loops, in chunks: the first of each, and how many.
fn chunks(over: &[(LoopId, u32)]) -> impl Iterator<Item = (usize, usize)> + use<> {
    let count: usize = over.iter().map(|(_, length)| *length as usize).product();
    (0..count).step_by(LANES).map(move |first| (first, (count - first).min(LANES)))
}

/// Works a stretch out for all its elements; false where a result is not finite: what of it stands in slots
/// then is to be worked out again.
pub(super) fn stretch(
    body: &Body,
    curves: &[curve::Ready],
    benches: &mut Benches,
    interpreter: &mut Interpreter,
) -> bool {
    interpreter.begin_equation(body.over.len());
    benches.turn += 1;
    let mut work = Work { curves, benches, interpreter };
    for (first, lanes) in chunks(&body.over) {
        let chunk = Chunk::new(body, first, lanes);
        work.body(body, &chunk);
        body.results.iter().for_each(|result| work.give_out(body, result, &chunk));
    }
    work.is_finite(body)
}

struct Work<'w, 'a> {
    curves: &'w [curve::Ready],
    benches: &'w mut Benches,
    interpreter: &'w mut Interpreter<'a>,
}

impl Work<'_, '_> {
    /// Works a body off for the elements of a chunk.
    fn body(&mut self, body: &Body, chunk: &Chunk) {
        chunk.stand(0, self.interpreter);
        let bench = self.benches.files[body.number].take();
        let mut bench = bench.unwrap_or_else(|| Bench::new(body));
        bench.files.lanes = chunk.lanes.next_multiple_of(8).min(LANES);
        let fresh = bench.turn != self.benches.turn;
        bench.turn = self.benches.turn;
        if let Some(suspicions) = body.schedule.suspicions.filter(|_| fresh) {
            bench.files.of_lanes_mut(suspicions).fill(0.0);
        }
        for (leaf, place, moves) in &body.leaves {
            if fresh || *moves != Moves::Never {
                self.leaf(leaf, *place, *moves, chunk, &mut bench.files);
            }
        }
        let around = Surroundings {
            program: self.interpreter.program,
            curves: self.curves,
            rare: &body.rare,
            rare_operands: &body.schedule.rare_operands,
            streams: Vec::new(),
            wholes: Vec::new(),
        };
        let width = Width::widest();
        if fresh && !body.schedule.uniform_once.instructions.is_empty() {
            at_width(width, Job::Uniform(&body.schedule.uniform_once, &around), &mut bench.files);
        }
        if !body.schedule.uniform.instructions.is_empty() {
            at_width(width, Job::Uniform(&body.schedule.uniform, &around), &mut bench.files);
        }
        if !body.schedule.laned.instructions.is_empty() {
            at_width(width, Job::Laned(&body.schedule.laned, &around), &mut bench.files);
        }
        self.benches.files[body.number] = Some(bench);
    }

    fn leaf(&mut self, leaf: &Leaf, place: Place, moves: Moves, chunk: &Chunk, files: &mut Files) {
        match (leaf, place) {
            (Leaf::Load(address, how), Place::Laned(register)) => {
                self.load(address, *how, chunk, files.of_lanes_mut(register));
            }
            (Leaf::Load(address, _), Place::Uniform(register)) => {
                let slot = self.interpreter.positions.index(address);
                files.uniform[register as usize] = self.interpreter.slots[slot];
            }
            (Leaf::Position(id), place) => {
                for (_, at) in chunk.at.iter().filter(|(it, _)| it == id) {
                    for (lane, at) in at.iter().enumerate().take(chunk.lanes) {
                        files.set(place, lane, f64::from(*at) + 1.0);
                    }
                    follow_last(place, chunk, files);
                }
            }
            (Leaf::Once(id) | Leaf::Each(id), place) if moves != Moves::Along => {
                files.set(place, 0, self.interpreter.value(*id));
            }
            (Leaf::Once(id) | Leaf::Each(id), place) => self.each(*id, place, chunk, files),
            (Leaf::Fold(fold), place) => {
                let lanes = if moves == Moves::Along { chunk.lanes } else { 1 };
                let numbers = self.fold(fold, chunk, lanes);
                for (lane, number) in numbers.iter().enumerate().take(lanes) {
                    files.set(place, lane, *number);
                }
                follow_last(place, chunk, files);
            }
        }
    }

    fn load(&self, address: &Address, how: How, chunk: &Chunk, to: &mut [f64]) {
        let (positions, slots) = (&self.interpreter.positions, &self.interpreter.slots);
        let first = positions.index(address);
        let (to, beyond) = to.split_at_mut(chunk.lanes);
        match how {
            How::Stays => to.fill(slots[first]),
            How::Evenly(1) => to.copy_from_slice(&slots[first..first + chunk.lanes]),
            How::Evenly(stride) => {
                let from = slots[first..].iter().step_by((stride as usize).max(1));
                to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            }
            How::Anyhow => {
                for (lane, to) in to.iter_mut().enumerate() {
                    *to = slots[self.scattered(address, chunk, lane)];
                }
            }
        }
        // Lanes without an element follow the last, so that no strange numbers come up in them.
        beyond.fill(to.last().copied().unwrap_or(0.0));
    }

    /// Where an address points for a lane.
    fn scattered(&self, address: &Address, chunk: &Chunk, lane: usize) -> usize {
        let position = |id: LoopId| match chunk.at.iter().find(|(it, _)| *it == id) {
            Some((_, at)) => at[lane],
            None => self.interpreter.positions.of(id),
        };
        let moved = address.terms.iter().map(|(id, offsets)| offset(offsets, position(*id)));
        (address.first.0 + moved.sum::<u32>()) as usize
    }

    /// A value lane by lane, by the interpreter.
    fn each(&mut self, id: ValueId, place: Place, chunk: &Chunk, files: &mut Files) {
        for lane in 0..chunk.lanes {
            chunk.stand(lane, self.interpreter);
            files.set(place, lane, self.interpreter.value(id));
        }
        follow_last(place, chunk, files);
        chunk.stand(0, self.interpreter);
    }

    /// Elements put together in written order, as the interpreter does it.
    fn fold(&mut self, fold: &Fold, chunk: &Chunk, lanes: usize) -> [f64; LANES] {
        let count: f64 = fold.loops.iter().map(|(_, length)| f64::from(*length)).product();
        let no_mean = [0.0; LANES];
        let sum = |sum: f64, x: f64, _: f64| sum + x;
        match fold.reduction {
            Reduction::Sum => self.together(fold, chunk, lanes, (0.0, &no_mean), sum),
            Reduction::Mean => {
                self.together(fold, chunk, lanes, (0.0, &no_mean), sum).map(|sum| sum / count)
            }
            Reduction::Product => {
                self.together(fold, chunk, lanes, (1.0, &no_mean), |product, x, _| product * x)
            }
            Reduction::Min => {
                let from = (f64::INFINITY, &no_mean);
                self.together(fold, chunk, lanes, from, |least, x, _| lesser(least, x))
            }
            Reduction::Max => {
                let from = (f64::NEG_INFINITY, &no_mean);
                self.together(fold, chunk, lanes, from, |most, x, _| greater(most, x))
            }
            Reduction::Size => [count; LANES],
            Reduction::Deviation => {
                let mean = self.together(fold, chunk, lanes, (0.0, &no_mean), sum);
                let mean = mean.map(|sum| sum / count);
                let square = |sum: f64, x: f64, mean: f64| sum + (x - mean) * (x - mean);
                let squares = self.together(fold, chunk, lanes, (0.0, &mean), square);
                squares.map(|squares| (squares / count).sqrt())
            }
        }
    }

    fn together(
        &mut self,
        fold: &Fold,
        chunk: &Chunk,
        lanes: usize,
        (from, mean): (f64, &[f64; LANES]),
        step: impl Fn(f64, f64, f64) -> f64,
    ) -> [f64; LANES] {
        let mut so_far = [from; LANES];
        match fold.sides {
            Sides::Outer => {
                self.interpreter.positions.open_inner(&fold.loops);
                loop {
                    self.body(&fold.body, chunk);
                    let numbers = self.numbers(&fold.body);
                    for ((so_far, x), mean) in so_far.iter_mut().zip(&numbers).zip(mean) {
                        *so_far = step(*so_far, *x, *mean);
                    }
                    if !self.interpreter.positions.advance_inner(&fold.loops) {
                        return so_far;
                    }
                }
            }
            Sides::Inner => {
                for lane in 0..lanes {
                    chunk.stand(lane, self.interpreter);
                    for (first, count) in chunks(&fold.loops) {
                        self.body(&fold.body, &Chunk::new(&fold.body, first, count));
                        let numbers = self.numbers(&fold.body);
                        let numbers = numbers.iter().take(count);
                        so_far[lane] = numbers.fold(so_far[lane], |a, x| step(a, *x, mean[lane]));
                    }
                }
                self.interpreter.positions.open_inner(&fold.loops);
                chunk.stand(0, self.interpreter);
                so_far
            }
        }
    }

    /// What the one result of a body has come to, for each lane.
    fn numbers(&self, body: &Body) -> [f64; LANES] {
        let (Some(bench), Some(result)) = (&self.benches.files[body.number], body.results.first())
        else {
            return [f64::NAN; LANES];
        };
        match result.place {
            Place::Uniform(register) => [bench.files.uniform[register as usize]; LANES],
            Place::Laned(register) => {
                let mut numbers = [0.0; LANES];
                numbers.copy_from_slice(bench.files.of_lanes(register));
                numbers
            }
        }
    }

    /// Puts a result into its slots.
    fn give_out(&mut self, body: &Body, result: &Outcome, chunk: &Chunk) {
        let Some(bench) = &self.benches.files[body.number] else { return };
        let first = self.interpreter.positions.index(&result.to);
        match (result.how, result.place) {
            (How::Evenly(1), Place::Laned(register)) => {
                let from = &bench.files.of_lanes(register)[..chunk.lanes];
                self.interpreter.slots[first..first + chunk.lanes].copy_from_slice(from);
            }
            (How::Evenly(1), Place::Uniform(register)) => {
                let number = bench.files.uniform[register as usize];
                self.interpreter.slots[first..first + chunk.lanes].fill(number);
            }
            (How::Stays, place) => self.interpreter.slots[first] = bench.files.get(place, 0),
            (How::Evenly(_) | How::Anyhow, _) => {
                for lane in 0..chunk.lanes {
                    let slot = self.scattered(&result.to, chunk, lane);
                    self.interpreter.slots[slot] = bench.files.get(result.place, lane);
                }
            }
        }
    }

    /// Whether all numbers of variables were finite since the stretch began.
    fn is_finite(&self, body: &Body) -> bool {
        let Some(bench) = &self.benches.files[body.number] else { return true };
        let schedule = &body.schedule;
        let suspicions = schedule.suspicions.map_or(&[][..], |it| bench.files.of_lanes(it));
        let mut alike = schedule.finite_once.iter().chain(&schedule.finite);
        !suspicions.iter().any(|it| it.is_nan())
            && alike.all(|place| bench.files.get(*place, 0).is_finite())
    }
}

/// Gives lanes without an element the last one's number.
fn follow_last(place: Place, chunk: &Chunk, files: &mut Files) {
    if let Place::Laned(register) = place {
        let numbers = files.of_lanes_mut(register);
        let last = numbers[chunk.lanes - 1];
        numbers[chunk.lanes..].fill(last);
    }
}
