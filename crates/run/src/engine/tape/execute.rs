//! One kernel for each operation, over as many lanes as a block has.
//!
//! # Safety
//! [`work`] reads and writes registers by their numbers without asking. [`Files::new`] makes the files
//! as long as the schedule says, and [`super::verify`] has looked at each instruction of the schedule
//! once; so no model, however hostile, reaches memory outside them.
#![allow(unsafe_code)]

use super::LANES;
use super::curve::Ready;
use super::graph::{Op, Rare, RareKind};
use super::operation::{self, One, Three, Two};
use super::schedule::{Instruction, Place, Schedule, UNIFORM};
use crate::draw::{Stream, distribution};
use crate::engine::interpreter::series;
use crate::engine::lanes::Vector;
use crate::engine::positions::picked;
use interregnum_compile::program::{Program, Value, ValueId};

/// Numbers in the widest vector.
const WIDEST: usize = 8;

/// What operations need beside registers.
pub(crate) struct Surroundings<'a> {
    pub(crate) program: &'a Program,
    pub(crate) curves: &'a [Ready],
    pub(crate) rare: &'a [Rare],
    pub(crate) rare_operands: &'a [Vec<Place>],
    /// The draws of this step, for each lane.
    pub(crate) streams: Vec<Stream>,
}

/// The registers of a block: one number each for all members alike, and [`LANES`] numbers each.
pub(crate) struct Files {
    pub(crate) uniform: Vec<f64>,
    pub(crate) laned: Vec<f64>,
    /// Lanes in use, rounded up to the widest vector.
    pub(crate) lanes: usize,
}

impl Files {
    /// The files a schedule needs, for so many members.
    pub(crate) fn new(schedule: &Schedule, members: usize) -> Files {
        let lanes = members.next_multiple_of(WIDEST).min(LANES);
        let laned = vec![0.0; schedule.laned_registers as usize * LANES];
        Files { uniform: schedule.uniform_file.clone(), laned, lanes }
    }

    /// The number at a place for one lane.
    pub(crate) fn get(&self, place: Place, lane: usize) -> f64 {
        match place {
            Place::Uniform(register) => self.uniform[register as usize],
            Place::Laned(register) => self.laned[register as usize * LANES + lane],
        }
    }

    /// Puts a number at a place for one lane.
    pub(crate) fn set(&mut self, place: Place, lane: usize, number: f64) {
        match place {
            Place::Uniform(register) => self.uniform[register as usize] = number,
            Place::Laned(register) => self.laned[register as usize * LANES + lane] = number,
        }
    }
}

/// What one kernel works on.
#[derive(Clone, Copy)]
struct Bench {
    file: *mut f64,
    uniform: *const f64,
    /// Numbers from one register to the next.
    stride: usize,
    lanes: usize,
}

/// Works instructions off for all members alike.
pub(crate) fn uniformly(instructions: &[Instruction], files: &mut Files, around: &Surroundings) {
    let file = files.uniform.as_mut_ptr();
    let bench = Bench { file, uniform: file, stride: 1, lanes: 1 };
    // SAFETY: see the head of the file.
    unsafe { work::<f64>(instructions, bench, around) };
}

/// Works instructions off for each lane, in vectors of type `V`.
///
/// # Safety
/// The machine must have the instruction set of `V`.
#[inline(always)]
pub(crate) unsafe fn lane_by_lane<V: Vector>(
    instructions: &[Instruction],
    files: &mut Files,
    around: &Surroundings,
) {
    let bench = Bench {
        file: files.laned.as_mut_ptr(),
        uniform: files.uniform.as_ptr(),
        stride: LANES,
        lanes: files.lanes,
    };
    // SAFETY: see the head of the file; the instruction set is the caller's promise.
    unsafe { work::<V>(instructions, bench, around) };
}

#[inline(always)]
unsafe fn work<V: Vector>(instructions: &[Instruction], bench: Bench, around: &Surroundings) {
    // SAFETY: see the head of the file.
    unsafe {
        for i in instructions {
            match i.op {
                Op::Add => bench.two::<V, operation::Add>(i),
                Op::Subtract => bench.two::<V, operation::Subtract>(i),
                Op::Multiply => bench.two::<V, operation::Multiply>(i),
                Op::Divide => bench.two::<V, operation::Divide>(i),
                Op::Power => bench.two::<V, operation::Power>(i),
                Op::Less => bench.two::<V, operation::Less>(i),
                Op::LessEqual => bench.two::<V, operation::LessEqual>(i),
                Op::Equal => bench.two::<V, operation::Equal>(i),
                Op::NotEqual => bench.two::<V, operation::NotEqual>(i),
                Op::And => bench.two::<V, operation::And>(i),
                Op::Or => bench.two::<V, operation::Or>(i),
                Op::Minimum => bench.two::<V, operation::Minimum>(i),
                Op::Maximum => bench.two::<V, operation::Maximum>(i),
                Op::Negate => bench.one::<V, operation::Negate>(i),
                Op::Not => bench.one::<V, operation::Not>(i),
                Op::Absolute => bench.one::<V, operation::Absolute>(i),
                Op::SquareRoot => bench.one::<V, operation::SquareRoot>(i),
                Op::Floor => bench.one::<V, operation::Floor>(i),
                Op::Exp => bench.one::<V, operation::Exp>(i),
                Op::Ln => bench.one::<V, operation::Ln>(i),
                Op::Log10 => bench.one::<V, operation::Log10>(i),
                Op::Sin => bench.one::<V, operation::Sin>(i),
                Op::Cos => bench.one::<V, operation::Cos>(i),
                Op::Select => bench.three::<V, operation::Select>(i),
                Op::Curve => bench.curve::<V>(i, &around.curves[i.extra as usize]),
                Op::Rare => bench.rare(i, around),
                Op::Constant | Op::Slot | Op::Time => {}
            }
        }
    }
}

impl Bench {
    #[inline(always)]
    unsafe fn to(&self, instruction: &Instruction) -> *mut f64 {
        // SAFETY: registers stand within their file.
        unsafe { self.file.add(instruction.to as usize * self.stride) }
    }

    /// An operand in its own file, or the one number of the uniform file.
    #[inline(always)]
    unsafe fn operand<V: Vector>(&self, from: u32) -> (*const f64, V, bool) {
        // SAFETY: registers stand within their file.
        unsafe {
            if from & UNIFORM == 0 {
                (self.file.add(from as usize * self.stride), V::splat(0.0), false)
            } else {
                let number = *self.uniform.add((from & !UNIFORM) as usize);
                (self.uniform, V::splat(number), true)
            }
        }
    }

    #[inline(always)]
    unsafe fn one<V: Vector, F: One>(&self, i: &Instruction) {
        // SAFETY: registers hold `lanes` numbers, a multiple of every width (1 for one number).
        unsafe {
            let to = self.to(i);
            let (a, a_number, a_uniform) = self.operand::<V>(i.from[0]);
            for at in (0..self.lanes).step_by(V::WIDTH) {
                let a = if a_uniform { a_number } else { V::load(a.add(at)) };
                F::of(a).store(to.add(at));
            }
        }
    }

    #[inline(always)]
    unsafe fn two<V: Vector, F: Two>(&self, i: &Instruction) {
        // SAFETY: as in `one`.
        unsafe {
            let to = self.to(i);
            let (a, a_number, a_uniform) = self.operand::<V>(i.from[0]);
            let (b, b_number, b_uniform) = self.operand::<V>(i.from[1]);
            match (a_uniform, b_uniform) {
                (false, false) => {
                    for at in (0..self.lanes).step_by(V::WIDTH) {
                        F::of(V::load(a.add(at)), V::load(b.add(at))).store(to.add(at));
                    }
                }
                (true, false) => {
                    for at in (0..self.lanes).step_by(V::WIDTH) {
                        F::of(a_number, V::load(b.add(at))).store(to.add(at));
                    }
                }
                (false, true) => {
                    for at in (0..self.lanes).step_by(V::WIDTH) {
                        F::of(V::load(a.add(at)), b_number).store(to.add(at));
                    }
                }
                (true, true) => {
                    for at in (0..self.lanes).step_by(V::WIDTH) {
                        F::of(a_number, b_number).store(to.add(at));
                    }
                }
            }
        }
    }

    #[inline(always)]
    unsafe fn three<V: Vector, F: Three>(&self, i: &Instruction) {
        // SAFETY: as in `one`.
        unsafe {
            let to = self.to(i);
            let (a, a_number, a_uniform) = self.operand::<V>(i.from[0]);
            let (b, b_number, b_uniform) = self.operand::<V>(i.from[1]);
            let (c, c_number, c_uniform) = self.operand::<V>(i.from[2]);
            for at in (0..self.lanes).step_by(V::WIDTH) {
                let a = if a_uniform { a_number } else { V::load(a.add(at)) };
                let b = if b_uniform { b_number } else { V::load(b.add(at)) };
                let c = if c_uniform { c_number } else { V::load(c.add(at)) };
                F::of(a, b, c).store(to.add(at));
            }
        }
    }

    #[inline(always)]
    unsafe fn curve<V: Vector>(&self, i: &Instruction, curve: &Ready) {
        // SAFETY: as in `one`.
        unsafe {
            let to = self.to(i);
            let (a, a_number, a_uniform) = self.operand::<V>(i.from[0]);
            for at in (0..self.lanes).step_by(V::WIDTH) {
                let a = if a_uniform { a_number } else { V::load(a.add(at)) };
                curve.at(a).store(to.add(at));
            }
        }
    }

    /// Lane by lane, by the interpreter's own functions.
    unsafe fn rare(&self, i: &Instruction, around: &Surroundings) {
        let rare = around.rare[i.from[0] as usize];
        let places = &around.rare_operands[i.extra as usize];
        let mut numbers = Vec::with_capacity(places.len());
        for lane in 0..self.lanes {
            numbers.clear();
            for place in places {
                // SAFETY: registers stand within their file, lanes within a register.
                numbers.push(unsafe {
                    match place {
                        Place::Uniform(register) => *self.uniform.add(*register as usize),
                        Place::Laned(register) => {
                            *self.file.add(*register as usize * self.stride + lane)
                        }
                    }
                });
            }
            let stream = around.streams.get(lane).or(around.streams.last());
            let number = rare_number(rare, &numbers, around.program, stream);
            // SAFETY: as above.
            unsafe { *self.to(i).add(lane) = number };
        }
    }
}

/// One rare operation on one lane's operands.
fn rare_number(rare: Rare, numbers: &[f64], program: &Program, stream: Option<&Stream>) -> f64 {
    match (rare.kind, &program.values[rare.value.0 as usize], stream) {
        (RareKind::Function(work_out), ..) => work_out(numbers),
        (RareKind::Series, Value::Series { series, .. }, _) => {
            series::value_at(&program.series[*series as usize], numbers[0])
        }
        (RareKind::Draw, Value::Draw { draw, stream: word, .. }, Some(stream)) => {
            distribution::draw(*draw, numbers, stream.with(*word).with(rare.element))
        }
        (RareKind::Pick, Value::Pick { picks, .. }, _) => pick(picks.as_slice(), numbers),
        _ => f64::NAN,
    }
}

/// The element that subscripts point at; 0 outside the array (XMILE 1.0, 3.7.1).
fn pick(picks: &[(ValueId, u32, u32)], numbers: &[f64]) -> f64 {
    let (subscripts, elements) = numbers.split_at(picks.len());
    let mut index = 0;
    for (subscript, (_, size, stride)) in subscripts.iter().zip(picks) {
        let Some(offset) = picked(*subscript, *size, *stride) else { return 0.0 };
        index += offset;
    }
    elements[index]
}
