//! Which instruction set works a tape off, asked of the machine when the program runs.
//!
//! # Safety
//! A function compiled for an instruction set is called only after [`Width::has`] said that the machine has it.
#![allow(unsafe_code)]

use super::LANES;
use crate::engine::lanes::Vector;
use crate::engine::tape::execute::{Files, Surroundings, lane_by_lane, uniformly};
use crate::engine::tape::schedule::{Place, Sequence};

/// A vector width. Results are the same bits at every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Width {
    /// One number at a time.
    One,
    /// Two: SSE2, NEON, WebAssembly.
    Two,
    /// Four: AVX2.
    Four,
    /// Eight: AVX-512.
    Eight,
    /// Two times eight, or one for a single run, by machine code made of the tape.
    Native,
}

impl Width {
    /// All, narrowest first.
    pub const ALL: [Width; 5] = [Width::One, Width::Two, Width::Four, Width::Eight, Width::Native];

    /// Members worked on side by side.
    pub(crate) fn members(self) -> usize {
        if self == Width::Native { 16 } else { LANES }
    }

    /// The widest this machine has.
    pub fn widest() -> Width {
        Width::ALL.into_iter().rev().find(|width| width.has()).unwrap_or(Width::One)
    }

    /// The widest whose kernels this machine has, machine code made of the tape left aside.
    pub(crate) fn widest_kernels() -> Width {
        let kernels = Width::ALL.into_iter().rev().filter(|width| *width != Width::Native);
        kernels.into_iter().find(|width| width.has()).unwrap_or(Width::One)
    }

    /// Whether this machine has it.
    pub fn has(self) -> bool {
        match self {
            Width::One => true,
            Width::Two => cfg!(any(
                target_arch = "x86_64",
                target_arch = "aarch64",
                all(target_arch = "wasm32", target_feature = "simd128")
            )),
            #[cfg(target_arch = "x86_64")]
            Width::Four => std::arch::is_x86_feature_detected!("avx2"),
            #[cfg(target_arch = "x86_64")]
            Width::Eight | Width::Native => {
                std::arch::is_x86_feature_detected!("avx512f")
                    && std::arch::is_x86_feature_detected!("avx512dq")
                    && std::arch::is_x86_feature_detected!("avx512vl")
                    && std::arch::is_x86_feature_detected!("avx512bw")
            }
            #[cfg(not(target_arch = "x86_64"))]
            Width::Four | Width::Eight | Width::Native => false,
        }
    }
}

/// What is done to a block's lanes at once.
pub(crate) enum Job<'a> {
    /// Instructions worked off for all members alike.
    Uniform(&'a Sequence, &'a Surroundings<'a>),
    /// Instructions worked off for each lane.
    Laned(&'a Sequence, &'a Surroundings<'a>),
    /// Stocks moved on, each beside its net rate.
    Stocks { stage: Stage, pairs: &'a [(Place, Place)], before: &'a mut [f64], sum: &'a mut [f64] },
    /// What is not finite at these places makes the lane's suspicion not a number.
    Suspect(&'a [Place], &'a mut [f64; LANES]),
}

/// A stage of a step, as [`crate::method::Engine`] has them.
#[derive(Clone, Copy)]
pub(crate) enum Stage {
    Grow { by: f64 },
    Begin,
    Within { weight: f64, reach: f64 },
    End { reach: f64 },
}

/// Does a job at a width; at a narrower one where the machine does not have it.
pub(crate) fn at_width(width: Width, job: Job, files: &mut Files) {
    // SAFETY: see the head of the file; one number at a time needs nothing.
    unsafe {
        match width {
            #[cfg(target_arch = "x86_64")]
            Width::Eight | Width::Native if width.has() => with_avx512(job, files),
            #[cfg(target_arch = "x86_64")]
            Width::Four if width.has() => with_avx2(job, files),
            #[cfg(target_arch = "x86_64")]
            Width::Two => perform::<crate::engine::lanes::sse2::Sse2>(job, files),
            #[cfg(target_arch = "aarch64")]
            Width::Two => perform::<crate::engine::lanes::neon::Neon>(job, files),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Width::Two => perform::<crate::engine::lanes::wasm::Wasm>(job, files),
            _ => perform::<f64>(job, files),
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
fn with_avx512(job: Job, files: &mut Files) {
    // SAFETY: this function's own instruction set.
    unsafe { perform::<crate::engine::lanes::avx512::Avx512>(job, files) }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2(job: Job, files: &mut Files) {
    // SAFETY: this function's own instruction set.
    unsafe { perform::<crate::engine::lanes::avx2::Avx2>(job, files) }
}

/// # Safety
/// The machine must have the instruction set of `V`.
#[inline(always)]
unsafe fn perform<V: Vector>(job: Job, files: &mut Files) {
    match job {
        // SAFETY: the caller's promise.
        Job::Uniform(sequence, around) => unsafe { uniformly::<V>(sequence, files, around) },
        // SAFETY: the caller's promise.
        Job::Laned(sequence, around) => unsafe { lane_by_lane::<V>(sequence, files, around) },
        Job::Stocks { stage, pairs, before, sum } => {
            stocks::<V>(stage, pairs, before, sum, files);
        }
        Job::Suspect(places, suspicion) => suspect::<V>(places, suspicion, files),
    }
}

/// What a stage makes of a stock, of what it was at the beginning of the step, and of the sum of
/// its rates: the same formulas as on the interpreter.
#[inline(always)]
pub(super) fn moved<V: Vector>(stage: Stage, stock: &mut V, rate: V, before: &mut V, sum: &mut V) {
    match stage {
        Stage::Grow { by } => *stock = *stock + V::splat(by) * rate,
        Stage::Begin => (*before, *sum) = (*stock, V::splat(0.0)),
        Stage::Within { weight, reach } => {
            *sum = *sum + V::splat(weight) * rate;
            *stock = *before + V::splat(reach) * rate;
        }
        Stage::End { reach } => *stock = *before + V::splat(reach) * (*sum + rate),
    }
}

#[inline(always)]
fn stocks<V: Vector>(
    stage: Stage,
    pairs: &[(Place, Place)],
    before: &mut [f64],
    sum: &mut [f64],
    files: &mut Files,
) {
    for (number, (stock, net)) in pairs.iter().enumerate() {
        let Place::Laned(to) = *stock else { continue };
        for lane in (0..files.lanes).step_by(V::WIDTH) {
            let (at, to) = (number * LANES + lane, to as usize);
            let rate = match *net {
                Place::Uniform(register) => V::splat(files.uniform[register as usize]),
                Place::Laned(register) => load(files.of_lanes(register), lane),
            };
            let mut stock = load(files.of_lanes(to as u32), lane);
            let (mut was, mut so_far) = (load(before, at), load(sum, at));
            moved::<V>(stage, &mut stock, rate, &mut was, &mut so_far);
            store(stock, files.of_lanes_mut(to as u32), lane);
            store(was, before, at);
            store(so_far, sum, at);
        }
    }
}

#[inline(always)]
fn load<V: Vector>(numbers: &[f64], at: usize) -> V {
    // SAFETY: the range is as long as a vector, by the slicing.
    unsafe { V::load(numbers[at..at + V::WIDTH].as_ptr()) }
}

#[inline(always)]
fn store<V: Vector>(vector: V, numbers: &mut [f64], at: usize) {
    // SAFETY: the range is as long as a vector, by the slicing.
    unsafe { vector.store(numbers[at..at + V::WIDTH].as_mut_ptr()) }
}

#[inline(always)]
fn suspect<V: Vector>(places: &[Place], suspicion: &mut [f64; LANES], files: &Files) {
    for lane in (0..files.lanes).step_by(V::WIDTH) {
        let mut sum: V = load(suspicion, lane);
        for place in places {
            if let Place::Laned(register) = *place {
                let x: V = load(files.of_lanes(register), lane);
                // 0 for every finite number, not a number for the others.
                sum = sum + x * V::splat(0.0);
            }
        }
        store(sum, suspicion, lane);
    }
}
