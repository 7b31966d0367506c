//! Runs of many settings side by side: the one place that picks the engine for them.

use crate::engine::tape::{LANES, Tape};
use crate::run::Run;
use crate::saved::Watch;
use crate::settings::Settings;
use interregnum_compile::program::Program;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// As many runs as are worked off side by side.
pub const MOST: usize = LANES;

/// The runs of these settings in their order, each as [`crate::run()`] gives it, bit for bit, but
/// for [`Run::end`], of which only the moment is kept. Neighbours that agree in time and method
/// are run side by side; one that fails does not touch the others.
pub fn runs(program: &Program, settings: &[Settings], watch: &Watch) -> Vec<Run> {
    side_by_side(settings, |_, block| Tape::for_members(program, block, watch).run_block(block))
}

/// Runs neighbours that agree in time together; they are numbered as they come.
fn side_by_side(
    settings: &[Settings],
    mut run: impl FnMut(usize, &[Settings]) -> Vec<Run>,
) -> Vec<Run> {
    let mut runs = Vec::with_capacity(settings.len());
    let mut rest = settings;
    for number in 0.. {
        let Some(first) = rest.first() else { break };
        let alike = rest.iter().take(MOST).take_while(|other| other.time == first.time).count();
        let (block, after) = rest.split_at(alike.max(1));
        runs.extend(run(number, block));
        rest = after;
    }
    runs
}

/// Tapes kept for blocks that are alike: of many members under the same scenarios, each block is run
/// on the tapes that the first one had made.
pub struct Tapes<'p> {
    program: &'p Program,
    /// By what was run and which stretch of it.
    known: Mutex<BTreeMap<(usize, usize), Arc<Tape<'p>>>>,
}

impl<'p> Tapes<'p> {
    /// None yet.
    pub fn new(program: &'p Program) -> Tapes<'p> {
        Tapes { program, known: Mutex::new(BTreeMap::new()) }
    }

    /// What [`runs`] gives, bit for bit. Blocks that differ in nothing but members have the same
    /// number `of`: with another number, or other settings, it takes longer and gives the same.
    pub fn runs(&self, of: usize, settings: &[Settings], watch: &Watch) -> Vec<Run> {
        side_by_side(settings, |number, block| {
            self.tape((of, number), block, watch).run_block(block)
        })
    }

    /// A tape that fits all of these, made anew where the known one does not.
    fn tape(&self, key: (usize, usize), block: &[Settings], watch: &Watch) -> Arc<Tape<'p>> {
        // More than this would be a ledger of thousands of scenarios, whose tapes fill memory.
        const MOST_KEPT: usize = 1024;
        let known = self.known.lock().ok().and_then(|known| known.get(&key).cloned());
        let tape = match known {
            Some(tape) if tape.is_for(block, watch) => return tape,
            Some(tape) => tape.widened(self.program, block, watch),
            None => Tape::for_members(self.program, block, watch),
        };
        let tape = Arc::new(tape);
        if let Ok(mut known) = self.known.lock()
            && (known.len() < MOST_KEPT || known.contains_key(&key))
        {
            known.insert(key, Arc::clone(&tape));
        }
        tape
    }
}

/// How many members a block has best: enough to fill lanes, few enough that every thread has work.
pub fn size(members: usize, threads: usize) -> usize {
    /// As many lanes as the widest vector has, twice: less leaves the machine idle.
    const FEWEST: usize = 16;
    let blocks = members.div_ceil(MOST).max(1).next_multiple_of(threads.max(1));
    members.div_ceil(blocks).clamp(FEWEST, MOST)
}
