//! One kernel for each operation, over as many lanes as a block has.
//!
//! # Safety
//! [`work`] reads and writes registers by their numbers without asking. [`Files::new`] makes the files
//! as long as the schedule says, and [`super::verify`] has looked at each instruction of the schedule
//! once; so no model, however hostile, reaches memory outside them.
#![allow(unsafe_code)]

mod bench;
mod rare;

use super::LANES;
use super::block::width::Width;
use super::curve::Ready;
use super::graph::{Op, Rare};
use super::operation;
use super::schedule::{Instruction, Place, Schedule, Sequence};
use crate::draw::Stream;
use crate::engine::lanes::Vector;
use crate::engine::native::Native;
use bench::Bench;
use interregnum_compile::program::Program;
use std::cell::RefCell;

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
    /// Arrays worked out together, one after the other, for each lane.
    pub(crate) wholes: Vec<RefCell<Vec<f64>>>,
}

/// Numbers of eight lanes. They begin where a vector of any width may, for one across two lines of the
/// cache takes several times as long.
#[derive(Clone, Copy)]
#[repr(C, align(64))]
pub(crate) struct Line([f64; WIDEST]);

/// The registers of a block: one number each for all members alike, and [`LANES`] numbers each.
pub(crate) struct Files {
    pub(crate) uniform: Vec<f64>,
    pub(crate) laned: Vec<Line>,
    /// Numbers from one register of lanes to the next.
    pub(crate) stride: usize,
    /// Lanes in use, rounded up to the widest vector.
    pub(crate) lanes: usize,
    /// What machine code keeps of a single run: columns of [`KEPT_ROWS`] numbers each, and which row is next.
    pub(crate) kept: Vec<f64>,
    pub(crate) row: usize,
}

/// Rows that machine code keeps before they must be taken.
pub(crate) const KEPT_ROWS: usize = 64;

/// Numbers from one of its columns to the next: an odd number of lines, so that columns do not crowd each
/// other out of the cache.
pub(crate) const KEPT_STRIDE: usize = KEPT_ROWS + WIDEST;

impl Files {
    /// The files a schedule needs, for so many members, and its machine code, if it is run by that.
    pub(crate) fn new(schedule: &Schedule, members: usize, native: Option<&Native>) -> Files {
        let mut lanes = members.next_multiple_of(WIDEST).min(LANES);
        let mut uniform = schedule.uniform_file.clone();
        let (mut registers, mut stride) = (schedule.laned_registers, LANES);
        let mut kept = Vec::new();
        if let Some(native) = native {
            kept.resize(native.kept_columns * KEPT_STRIDE, 0.0);
            uniform.resize(native.uniform_registers as usize, 0.0);
            (registers, stride) = (native.laned_registers, Width::Native.members());
            // Code works on all the lanes there are.
            lanes = stride;
        }
        let laned = vec![Line([0.0; WIDEST]); registers as usize * stride / WIDEST];
        Files { uniform, laned, stride, lanes, kept, row: 0 }
    }

    /// The numbers of a register, one for each lane there is room for.
    pub(crate) fn of_lanes(&self, register: u32) -> &[f64] {
        let lines = self.stride / WIDEST;
        let lines = &self.laned[register as usize * lines..][..lines];
        // SAFETY: a line is eight numbers and nothing else.
        unsafe { std::slice::from_raw_parts(lines.as_ptr().cast(), self.stride) }
    }

    /// The same, to be changed.
    pub(crate) fn of_lanes_mut(&mut self, register: u32) -> &mut [f64] {
        let lines = self.stride / WIDEST;
        let lines = &mut self.laned[register as usize * lines..][..lines];
        // SAFETY: a line is eight numbers and nothing else.
        unsafe { std::slice::from_raw_parts_mut(lines.as_mut_ptr().cast(), self.stride) }
    }

    /// Puts what machine code has kept in a row back into its registers.
    pub(crate) fn take_back(&mut self, registers: &[u32], row: usize) {
        let columns = self.kept.chunks_exact(KEPT_STRIDE);
        for (register, column) in registers.iter().zip(columns) {
            self.uniform[*register as usize] = column[row];
        }
    }

    /// The number at a place for one lane.
    pub(crate) fn get(&self, place: Place, lane: usize) -> f64 {
        match place {
            Place::Uniform(register) => self.uniform[register as usize],
            Place::Laned(register) => self.of_lanes(register)[lane],
        }
    }

    /// Puts a number at a place for one lane.
    pub(crate) fn set(&mut self, place: Place, lane: usize, number: f64) {
        match place {
            Place::Uniform(register) => self.uniform[register as usize] = number,
            Place::Laned(register) => self.of_lanes_mut(register)[lane] = number,
        }
    }
}

/// Works instructions off for all members alike: heavy operations of a run side by side in vectors
/// of type `V`, all others number by number.
///
/// # Safety
/// The machine must have the instruction set of `V`.
#[inline(always)]
pub(crate) unsafe fn uniformly<V: Vector>(
    sequence: &Sequence,
    files: &mut Files,
    around: &Surroundings,
) {
    let file = files.uniform.as_mut_ptr();
    let bench = Bench::<false> { file, uniform: file, stride: 1, lanes: 1 };
    // SAFETY: see the head of the file; the instruction set is the caller's promise.
    unsafe {
        for (run, op) in sequence.runs() {
            let heavy = V::WIDTH > 1 && run.len() > 1;
            match op {
                Op::Curve => bench.alone_curve(run, around.curves),
                Op::Add => bench.alone_two::<operation::Add>(run),
                Op::Subtract => bench.alone_two::<operation::Subtract>(run),
                Op::Multiply => bench.alone_two::<operation::Multiply>(run),
                Op::Divide => bench.alone_two::<operation::Divide>(run),
                Op::Minimum => bench.alone_two::<operation::Minimum>(run),
                Op::Maximum => bench.alone_two::<operation::Maximum>(run),
                Op::Less => bench.alone_two::<operation::Less>(run),
                Op::Select => bench.alone_three::<operation::Select>(run),
                Op::MultiplyAdd => bench.alone_three::<operation::MultiplyAdd>(run),
                Op::MultiplySubtract => bench.alone_three::<operation::MultiplySubtract>(run),
                Op::SubtractProduct => bench.alone_three::<operation::SubtractProduct>(run),
                Op::MultiplyMultiply => bench.alone_three::<operation::MultiplyMultiply>(run),
                Op::MultiplyDivide => bench.alone_three::<operation::MultiplyDivide>(run),
                Op::DivideByProduct => bench.alone_three::<operation::DivideByProduct>(run),
                Op::AddAdd => bench.alone_three::<operation::AddAdd>(run),
                Op::AddMultiply => bench.alone_three::<operation::AddMultiply>(run),
                Op::AddDivide => bench.alone_three::<operation::AddDivide>(run),
                Op::DivideBySum => bench.alone_three::<operation::DivideBySum>(run),
                Op::SubtractAdd => bench.alone_three::<operation::SubtractAdd>(run),
                Op::SubtractMultiply => bench.alone_three::<operation::SubtractMultiply>(run),
                Op::SubtractDivide => bench.alone_three::<operation::SubtractDivide>(run),
                Op::SubtractMaximum => bench.alone_three::<operation::SubtractMaximum>(run),
                Op::MaximumDifference => bench.alone_three::<operation::MaximumDifference>(run),
                Op::DivideAdd => bench.alone_three::<operation::DivideAdd>(run),
                Op::DivideSubtract => bench.alone_three::<operation::DivideSubtract>(run),
                Op::SubtractQuotient => bench.alone_three::<operation::SubtractQuotient>(run),
                Op::DivideMultiply => bench.alone_three::<operation::DivideMultiply>(run),
                Op::Exp if heavy => bench.pack_one::<V, operation::Exp>(run),
                Op::Ln if heavy => bench.pack_one::<V, operation::Ln>(run),
                Op::Log10 if heavy => bench.pack_one::<V, operation::Log10>(run),
                Op::Sin if heavy => bench.pack_one::<V, operation::Sin>(run),
                Op::Cos if heavy => bench.pack_one::<V, operation::Cos>(run),
                Op::Tan if heavy => bench.pack_one::<V, operation::Tan>(run),
                Op::Arctan if heavy => bench.pack_one::<V, operation::Arctan>(run),
                Op::Sinh if heavy => bench.pack_one::<V, operation::Sinh>(run),
                Op::Cosh if heavy => bench.pack_one::<V, operation::Cosh>(run),
                Op::Tanh if heavy => bench.pack_one::<V, operation::Tanh>(run),
                Op::Power if heavy => bench.pack_two::<V, operation::Power>(run),
                _ => work::<f64, false>(run, op, bench, around),
            }
        }
    }
}

/// Works instructions off for each lane, in vectors of type `V`.
///
/// # Safety
/// The machine must have the instruction set of `V`.
#[inline(always)]
pub(crate) unsafe fn lane_by_lane<V: Vector>(
    sequence: &Sequence,
    files: &mut Files,
    around: &Surroundings,
) {
    // SAFETY: the caller's promise.
    unsafe {
        if files.stride == LANES && files.lanes == LANES {
            side_by_side::<V, true>(sequence, files, around);
        } else {
            side_by_side::<V, false>(sequence, files, around);
        }
    }
}

#[inline(always)]
unsafe fn side_by_side<V: Vector, const FULL: bool>(
    sequence: &Sequence,
    files: &mut Files,
    around: &Surroundings,
) {
    let bench = Bench::<FULL> {
        file: files.laned.as_mut_ptr().cast(),
        uniform: files.uniform.as_ptr(),
        stride: files.stride,
        lanes: files.lanes,
    };
    // SAFETY: see the head of the file; the instruction set is the caller's promise.
    unsafe {
        for (run, op) in sequence.runs() {
            work::<V, FULL>(run, op, bench, around);
        }
    }
}

/// Calls a kernel for each instruction of a run.
macro_rules! each {
    ($run:ident, $bench:ident . $kernel:ident $(<$operation:ident>)?) => {
        for i in $run {
            $bench.$kernel::<V $(, operation::$operation)?>(i);
        }
    };
}

#[inline(always)]
unsafe fn work<V: Vector, const FULL: bool>(
    run: &[Instruction],
    op: Op,
    bench: Bench<FULL>,
    around: &Surroundings,
) {
    // SAFETY: see the head of the file.
    unsafe {
        match op {
            Op::Add => each!(run, bench.two<Add>),
            Op::Subtract => each!(run, bench.two<Subtract>),
            Op::Multiply => each!(run, bench.two<Multiply>),
            Op::Divide => each!(run, bench.two<Divide>),
            Op::Power => each!(run, bench.two<Power>),
            Op::Less => each!(run, bench.two<Less>),
            Op::LessEqual => each!(run, bench.two<LessEqual>),
            Op::Equal => each!(run, bench.two<Equal>),
            Op::NotEqual => each!(run, bench.two<NotEqual>),
            Op::And => each!(run, bench.two<And>),
            Op::Or => each!(run, bench.two<Or>),
            Op::Minimum => each!(run, bench.two<Minimum>),
            Op::Maximum => each!(run, bench.two<Maximum>),
            Op::Negate => each!(run, bench.one<Negate>),
            Op::Not => each!(run, bench.one<Not>),
            Op::Absolute => each!(run, bench.one<Absolute>),
            Op::SquareRoot => each!(run, bench.one<SquareRoot>),
            Op::Floor => each!(run, bench.one<Floor>),
            Op::Exp => each!(run, bench.one<Exp>),
            Op::Ln => each!(run, bench.one<Ln>),
            Op::Log10 => each!(run, bench.one<Log10>),
            Op::Sin => each!(run, bench.one<Sin>),
            Op::Cos => each!(run, bench.one<Cos>),
            Op::Tan => each!(run, bench.one<Tan>),
            Op::Arctan => each!(run, bench.one<Arctan>),
            Op::Sinh => each!(run, bench.one<Sinh>),
            Op::Cosh => each!(run, bench.one<Cosh>),
            Op::Tanh => each!(run, bench.one<Tanh>),
            Op::Select => each!(run, bench.three<Select>),
            Op::Look => {
                for i in run {
                    bench.look::<V>(i);
                }
            }
            Op::Curve => {
                for i in run {
                    bench.curve::<V>(i, &around.curves[i.extra as usize]);
                }
            }
            Op::Rare => {
                for i in run {
                    bench.rare(i, around);
                }
            }
            _ => two_in_one::<V, FULL>(run, op, bench),
        }
    }
}

/// Instructions that do two operations each.
#[inline(always)]
unsafe fn two_in_one<V: Vector, const FULL: bool>(run: &[Instruction], op: Op, bench: Bench<FULL>) {
    // SAFETY: see the head of the file.
    unsafe {
        match op {
            Op::MultiplyAdd => each!(run, bench.three<MultiplyAdd>),
            Op::MultiplySubtract => each!(run, bench.three<MultiplySubtract>),
            Op::SubtractProduct => each!(run, bench.three<SubtractProduct>),
            Op::MultiplyMultiply => each!(run, bench.three<MultiplyMultiply>),
            Op::MultiplyDivide => each!(run, bench.three<MultiplyDivide>),
            Op::DivideByProduct => each!(run, bench.three<DivideByProduct>),
            Op::AddAdd => each!(run, bench.three<AddAdd>),
            Op::AddMultiply => each!(run, bench.three<AddMultiply>),
            Op::AddDivide => each!(run, bench.three<AddDivide>),
            Op::DivideBySum => each!(run, bench.three<DivideBySum>),
            Op::SubtractAdd => each!(run, bench.three<SubtractAdd>),
            Op::SubtractMultiply => each!(run, bench.three<SubtractMultiply>),
            Op::SubtractDivide => each!(run, bench.three<SubtractDivide>),
            Op::SubtractMaximum => each!(run, bench.three<SubtractMaximum>),
            Op::MaximumDifference => each!(run, bench.three<MaximumDifference>),
            Op::DivideAdd => each!(run, bench.three<DivideAdd>),
            Op::DivideSubtract => each!(run, bench.three<DivideSubtract>),
            Op::SubtractQuotient => each!(run, bench.three<SubtractQuotient>),
            Op::DivideMultiply => each!(run, bench.three<DivideMultiply>),
            // What is no operation stands in no sequence.
            _ => {}
        }
    }
}
