//! Machine code on machines that it is not written for: none.

use super::tape::curve::Ready;
use super::tape::execute::{Files, Surroundings};
use super::tape::schedule::{Place, Schedule};

/// What code would be made of.
pub(crate) struct Plan<'a> {
    pub(crate) schedule: &'a Schedule,
    pub(crate) curves: &'a [Ready],
    pub(crate) filled: Vec<u32>,
    pub(crate) growth: Option<(f64, &'a [(Place, Place)])>,
    pub(crate) kept: &'a [u32],
    pub(crate) between: Vec<Place>,
}

/// Machine code; there is never any.
pub(crate) struct Native {
    pub(crate) uniform_registers: u32,
    pub(crate) laned_registers: u32,
    pub(crate) kept_columns: usize,
}

impl Native {
    /// None.
    pub(crate) fn new(_: &Plan) -> Option<Native> {
        None
    }

    /// Does nothing, for there is nothing to be done.
    pub(crate) fn evaluate(&self, _: &mut Files, _: &Surroundings) {}

    /// Does nothing.
    pub(crate) fn grow(&self, _: &mut Files, _: &Surroundings) -> bool {
        false
    }

    /// None.
    pub(crate) fn suspicion(&self, _: &Files, _: usize) -> f64 {
        0.0
    }
}
