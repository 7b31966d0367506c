//! The kernels: one operation of an instruction on all lanes of its registers.
//!
//! # Safety
//! As in [`super`]: registers stand within their file, and hold as many numbers as there are lanes, a
//! multiple of every vector width (1 for one number).
#![allow(unsafe_code)]

use super::rare::rare_number;
use super::{Surroundings, WIDEST};
use crate::engine::lanes::Vector;
use crate::engine::tape::LANES;
use crate::engine::tape::curve::Ready;
use crate::engine::tape::operation::{self, One, Three, Two};
use crate::engine::tape::schedule::{Instruction, Place, UNIFORM};

/// What one kernel works on. Where all lanes are in use (`FULL`) their number is known to the
/// compiler, which then writes loops out.
#[derive(Clone, Copy)]
pub(super) struct Bench<const FULL: bool> {
    pub(super) file: *mut f64,
    pub(super) uniform: *const f64,
    /// Numbers from one register to the next.
    pub(super) stride: usize,
    pub(super) lanes: usize,
}

impl<const FULL: bool> Bench<FULL> {
    #[inline(always)]
    fn lanes(&self) -> usize {
        if FULL { LANES } else { self.lanes }
    }

    #[inline(always)]
    pub(super) unsafe fn to(&self, instruction: &Instruction) -> *mut f64 {
        // SAFETY: registers stand within their file.
        unsafe { self.file.add(instruction.to as usize * self.stride) }
    }

    /// An operand in its own file, or the one number of the uniform file.
    #[inline(always)]
    pub(super) unsafe fn operand<V: Vector>(&self, from: u32) -> (*const f64, V, bool) {
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
    pub(super) unsafe fn one<V: Vector, F: One>(&self, i: &Instruction) {
        // SAFETY: registers hold `lanes` numbers, a multiple of every width (1 for one number).
        unsafe {
            let to = self.to(i);
            let (a, a_number, a_uniform) = self.operand::<V>(i.from[0]);
            for at in (0..self.lanes()).step_by(V::WIDTH) {
                let a = if a_uniform { a_number } else { V::load(a.add(at)) };
                F::of(a).store(to.add(at));
            }
        }
    }

    #[inline(always)]
    pub(super) unsafe fn two<V: Vector, F: Two>(&self, i: &Instruction) {
        // SAFETY: as in `one`.
        unsafe {
            let to = self.to(i);
            let (a, a_number, a_uniform) = self.operand::<V>(i.from[0]);
            let (b, b_number, b_uniform) = self.operand::<V>(i.from[1]);
            match (a_uniform, b_uniform) {
                (false, false) => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        F::of(V::load(a.add(at)), V::load(b.add(at))).store(to.add(at));
                    }
                }
                (true, false) => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        F::of(a_number, V::load(b.add(at))).store(to.add(at));
                    }
                }
                (false, true) => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        F::of(V::load(a.add(at)), b_number).store(to.add(at));
                    }
                }
                (true, true) => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        F::of(a_number, b_number).store(to.add(at));
                    }
                }
            }
        }
    }

    #[inline(always)]
    pub(super) unsafe fn three<V: Vector, F: Three>(&self, i: &Instruction) {
        // SAFETY: as in `one`.
        unsafe {
            let to = self.to(i);
            let (a, a_number, a_uniform) = self.operand::<V>(i.from[0]);
            let (b, b_number, b_uniform) = self.operand::<V>(i.from[1]);
            let (c, c_number, c_uniform) = self.operand::<V>(i.from[2]);
            match (a_uniform, b_uniform, c_uniform) {
                (false, false, false) => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        let (a, b, c) =
                            (V::load(a.add(at)), V::load(b.add(at)), V::load(c.add(at)));
                        F::of(a, b, c).store(to.add(at));
                    }
                }
                (true, false, false) => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        F::of(a_number, V::load(b.add(at)), V::load(c.add(at))).store(to.add(at));
                    }
                }
                (false, true, false) => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        F::of(V::load(a.add(at)), b_number, V::load(c.add(at))).store(to.add(at));
                    }
                }
                (false, false, true) => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        F::of(V::load(a.add(at)), V::load(b.add(at)), c_number).store(to.add(at));
                    }
                }
                _ => {
                    for at in (0..self.lanes()).step_by(V::WIDTH) {
                        let a = if a_uniform { a_number } else { V::load(a.add(at)) };
                        let b = if b_uniform { b_number } else { V::load(b.add(at)) };
                        let c = if c_uniform { c_number } else { V::load(c.add(at)) };
                        F::of(a, b, c).store(to.add(at));
                    }
                }
            }
        }
    }

    #[inline(always)]
    pub(super) unsafe fn look<V: Vector>(&self, i: &Instruction) {
        // SAFETY: as in `one`.
        unsafe {
            let to = self.to(i);
            let [a, b, c] = i.from;
            let from = |from: u32| self.file.add(from as usize * self.stride);
            let (a, b, c) = (from(a), from(b), from(c));
            for at in (0..self.lanes()).step_by(V::WIDTH) {
                let (a, b, c) = (V::load(a.add(at)), V::load(b.add(at)), V::load(c.add(at)));
                operation::suspicion(V::load(to.add(at)), a, b, c).store(to.add(at));
            }
        }
    }

    #[inline(always)]
    pub(super) unsafe fn curve<V: Vector>(&self, i: &Instruction, curve: &Ready) {
        // SAFETY: as in `one`.
        unsafe {
            let to = self.to(i);
            let (a, a_number, a_uniform) = self.operand::<V>(i.from[0]);
            for at in (0..self.lanes()).step_by(V::WIDTH) {
                let a = if a_uniform { a_number } else { V::load(a.add(at)) };
                curve.at(a).store(to.add(at));
            }
        }
    }

    /// Instructions on one number each, all in its own file.
    #[inline(always)]
    pub(super) unsafe fn alone_two<F: Two>(&self, run: &[Instruction]) {
        for i in run {
            // SAFETY: registers stand within their file.
            unsafe {
                let (a, b) =
                    (*self.file.add(i.from[0] as usize), *self.file.add(i.from[1] as usize));
                *self.file.add(i.to as usize) = F::of(a, b);
            }
        }
    }

    #[inline(always)]
    pub(super) unsafe fn alone_three<F: Three>(&self, run: &[Instruction]) {
        for i in run {
            // SAFETY: registers stand within their file.
            unsafe {
                let (a, b) =
                    (*self.file.add(i.from[0] as usize), *self.file.add(i.from[1] as usize));
                let c = *self.file.add(i.from[2] as usize);
                *self.file.add(i.to as usize) = F::of(a, b, c);
            }
        }
    }

    #[inline(always)]
    pub(super) unsafe fn alone_curve(&self, run: &[Instruction], curves: &[Ready]) {
        for i in run {
            // SAFETY: registers stand within their file.
            unsafe {
                let x = *self.file.add(i.from[0] as usize);
                *self.file.add(i.to as usize) = curves[i.extra as usize].at_one(x);
            }
        }
    }

    /// Instructions of one run side by side; none reads another's result.
    #[inline(always)]
    pub(super) unsafe fn pack_one<V: Vector, F: One>(&self, run: &[Instruction]) {
        for part in run.chunks(V::WIDTH) {
            // SAFETY: registers stand within their file; eight numbers are as many as the widest vector has.
            unsafe {
                let mut numbers = [1.0; WIDEST];
                for (number, i) in numbers.iter_mut().zip(part) {
                    *number = *self.file.add(i.from[0] as usize);
                }
                F::of(V::load(numbers.as_ptr())).store(numbers.as_mut_ptr());
                for (number, i) in numbers.iter().zip(part) {
                    *self.to(i) = *number;
                }
            }
        }
    }

    /// The same for two operands.
    #[inline(always)]
    pub(super) unsafe fn pack_two<V: Vector, F: Two>(&self, run: &[Instruction]) {
        for part in run.chunks(V::WIDTH) {
            // SAFETY: as in `pack_one`.
            unsafe {
                let (mut a, mut b) = ([1.0; WIDEST], [1.0; WIDEST]);
                for ((a, b), i) in a.iter_mut().zip(&mut b).zip(part) {
                    *a = *self.file.add(i.from[0] as usize);
                    *b = *self.file.add(i.from[1] as usize);
                }
                F::of(V::load(a.as_ptr()), V::load(b.as_ptr())).store(a.as_mut_ptr());
                for (number, i) in a.iter().zip(part) {
                    *self.to(i) = *number;
                }
            }
        }
    }

    /// Lane by lane, by the interpreter's own functions.
    pub(super) unsafe fn rare(&self, i: &Instruction, around: &Surroundings) {
        let rare = around.rare[i.from[0] as usize];
        let places = &around.rare_operands[i.extra as usize];
        let mut numbers = Vec::with_capacity(places.len());
        for lane in 0..self.lanes() {
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
            let number = rare_number(rare, &numbers, lane, around);
            // SAFETY: as above.
            unsafe { *self.to(i).add(lane) = number };
        }
    }
}
