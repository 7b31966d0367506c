//! The tape as machine code of AVX-512: sixteen members side by side ([`doubled`]), or one.
//!
//! [`translate`] writes a verified tape down as single operations ([`sheet`]), by working the engine's
//! formulas out on numbers that take notes ([`traced`]); [`emit`] chooses registers and writes
//! instructions ([`encode`]). What has no formula, and arguments a formula does not hold for, are left to the
//! interpreter's kernels, which the code calls. Bits are the interpreter's.
//!
//! # Safety
//! Code is made only of a tape that `verify` has looked at, so that each register it names stands within
//! its file; [`Files::new`] makes files as long as the code says. It is run only where the machine has the
//! instructions ([`Width::Native`]), and its pages are never written again once they can be run.
#![allow(unsafe_code)]

mod doubled;
mod emit;
mod encode;
mod lookup;
mod making;
mod sheet;
mod traced;
mod translate;

use crate::engine::tape::block::width::{Job, Width, at_width};
use crate::engine::tape::curve::Ready;
use crate::engine::tape::execute::{Files, KEPT_ROWS, Surroundings};
use crate::engine::tape::schedule::{Place, Schedule};
use encode::{Base, Lot, bias};
use making::Making;
use sheet::Row;
use translate::Site;

/// Longer code is left to the interpreter.
const MOST_BYTES: usize = 1 << 26;

/// What code is made of.
pub(crate) struct Plan<'a> {
    pub(crate) schedule: &'a Schedule,
    pub(crate) curves: &'a [Ready],
    /// Registers of the uniform file that are filled between evaluations.
    pub(crate) filled: Vec<u32>,
    /// Stocks with their net rates, where each grows by so many times its rate at each step.
    pub(crate) growth: Option<(f64, &'a [(Place, Place)])>,
    /// Registers of the uniform file whose numbers are kept at each step, sorted; and what is read between
    /// evaluations all the same.
    pub(crate) kept: &'a [u32],
    pub(crate) between: Vec<Place>,
}

/// Machine code for the steps of a tape.
pub(crate) struct Native {
    pages: memmap2::Mmap,
    pool: Vec<Row>,
    sites: Vec<Site>,
    /// What is worked out at a step, for all members alike and for lanes, and how stocks grow.
    evaluating: [Option<usize>; 2],
    growing: [Option<usize>; 2],
    /// Registers of the files.
    pub(crate) uniform_registers: u32,
    pub(crate) laned_registers: u32,
    /// How many registers it keeps.
    pub(crate) kept_columns: usize,
    /// Registers of the uniform and of the laned file that are no number once something was not finite.
    suspicions: (u32, u32),
}

/// What code finds by its fourth argument.
#[repr(C)]
struct Context<'a, 'b> {
    call: extern "sysv64" fn(&Context, u32),
    native: &'a Native,
    files: *mut Files,
    around: &'a Surroundings<'b>,
}

/// Has a kernel do what the code leaves to it.
extern "sysv64" fn call(context: &Context, site: u32) {
    let Some(site) = context.native.sites.get(site as usize) else { return };
    let job = match site.lot {
        Lot::Eight => Job::Laned(&site.sequence, context.around),
        Lot::One => Job::Uniform(&site.sequence, context.around),
    };
    // SAFETY: the files outlive the code's run, and the code holds no reference to them.
    at_width(Width::Eight, job, unsafe { &mut *context.files });
}

impl Native {
    /// The code of a plan; `None` where the machine, the system or the model forbids it.
    pub(crate) fn new(plan: &Plan) -> Option<Native> {
        if !Width::Native.has() {
            return None;
        }
        let mut making = Making::new(plan);
        let evaluating = [making.steps(Lot::One)?, making.steps(Lot::Eight)?];
        let growing = [making.growth(Lot::One)?, making.growth(Lot::Eight)?];
        let Making { pool, sites, bytes, suspicions, registers, .. } = making;
        if bytes.len() > MOST_BYTES {
            return None;
        }
        let mut pages = memmap2::MmapOptions::new().len(bytes.len().max(1)).map_anon().ok()?;
        pages[..bytes.len()].copy_from_slice(&bytes);
        let pages = pages.make_exec().ok()?;
        let [uniform_registers, laned_registers] = registers;
        Some(Native {
            pages,
            pool: pool.rows,
            sites,
            evaluating,
            growing,
            uniform_registers,
            laned_registers,
            kept_columns: plan.kept.len(),
            suspicions,
        })
    }

    /// Works a step off.
    pub(crate) fn evaluate(&self, files: &mut Files, around: &Surroundings) {
        self.run(self.evaluating, files, around);
    }

    /// Has stocks grow, and looks whether they are finite; false where that is not done by code.
    pub(crate) fn grow(&self, files: &mut Files, around: &Surroundings) -> bool {
        self.run(self.growing, files, around);
        self.growing.iter().any(Option::is_some)
    }

    /// What is no number for a lane in which something was not finite so far.
    pub(crate) fn suspicion(&self, files: &Files, lane: usize) -> f64 {
        let (uniform, laned) = self.suspicions;
        files.get(Place::Uniform(uniform), lane) + files.get(Place::Laned(laned), lane)
    }

    fn run(&self, entries: [Option<usize>; 2], files: &mut Files, around: &Surroundings) {
        let files: *mut Files = files;
        let context = Context { call, native: self, files, around };
        type Entry =
            unsafe extern "sysv64" fn(*mut u8, *mut u8, *const u8, *const Context, *mut f64);
        for (entry, lot) in entries.into_iter().zip([Lot::One, Lot::Eight]) {
            let Some(entry) = entry else { continue };
            // SAFETY: see the head of the file. Addresses are moved on as the code expects.
            unsafe {
                let uniform: *mut u8 = (*files).uniform.as_mut_ptr().cast();
                let laned: *mut u8 = (*files).laned.as_mut_ptr().cast();
                let file = if lot == Lot::One { uniform } else { laned };
                let code: Entry = std::mem::transmute(self.pages.as_ptr().add(entry));
                let moved = |base: Base| bias(base, lot) as usize;
                let pool = self.pool.as_ptr().cast::<u8>();
                let kept = (*files).kept.as_mut_ptr().wrapping_add((*files).row % KEPT_ROWS);
                code(
                    file.wrapping_add(moved(Base::File)),
                    uniform.wrapping_add(moved(Base::Uniform)),
                    pool.wrapping_add(moved(Base::Pool)),
                    &raw const context,
                    kept,
                );
            }
        }
    }
}
