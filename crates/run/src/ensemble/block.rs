//! Runs of many settings side by side: the one place that picks the engine for them.

use crate::engine::tape::{LANES, Tape};
use crate::run::Run;
use crate::saved::Watch;
use crate::settings::Settings;
use interregnum_compile::program::Program;

/// As many runs as are worked off side by side.
pub const MOST: usize = LANES;

/// The runs of these settings in their order, each as [`crate::run()`] gives it, bit for bit, but
/// for [`Run::end`], of which only the moment is kept. Neighbours that agree in time and method
/// are run side by side; one that fails does not touch the others.
pub fn runs(program: &Program, settings: &[Settings], watch: &Watch) -> Vec<Run> {
    let mut runs = Vec::with_capacity(settings.len());
    let mut rest = settings;
    while let Some(first) = rest.first() {
        let alike = rest.iter().take(MOST).take_while(|other| other.time == first.time).count();
        let (block, after) = rest.split_at(alike.max(1));
        runs.extend(Tape::for_members(program, block, watch).run_block(block));
        rest = after;
    }
    runs
}

/// How many members a block has best: enough to fill lanes, few enough that every thread has work.
pub fn size(members: usize, threads: usize) -> usize {
    /// As many lanes as the widest vector has, twice: less leaves the machine idle.
    const FEWEST: usize = 16;
    let blocks = members.div_ceil(MOST).max(1).next_multiple_of(threads.max(1));
    members.div_ceil(blocks).clamp(FEWEST, MOST)
}
