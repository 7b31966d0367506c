//! The graph put in order: what is worked out once a run and what at each evaluation, for all
//! members alike or for each lane, and in which registers.

mod check;
mod class;
mod fuse;
mod register;
mod sequence;

use super::graph::{NodeId, Op};
use super::lower::Lowered;
use interregnum_compile::program::Program;
pub(crate) use sequence::Sequence;

/// Where a number stands: in the file of what is alike for all members, or in that of the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Uniform(u32),
    Laned(u32),
}

/// One operation on registers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instruction {
    pub(crate) op: Op,
    /// Which curve, or which rare operation.
    pub(crate) extra: u32,
    /// Register of its own file.
    pub(crate) to: u32,
    /// Registers; with [`UNIFORM`] set, of the uniform file.
    pub(crate) from: [u32; 3],
}

/// Marks an operand of a laned instruction that stands in the uniform file.
pub(crate) const UNIFORM: u32 = 1 << 31;

/// The tape's instructions and registers.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    /// For all members alike, once a run; at each evaluation.
    pub(crate) uniform_once: Sequence,
    pub(crate) uniform: Sequence,
    /// For each lane, once a run; at each evaluation.
    pub(crate) laned_once: Sequence,
    pub(crate) laned: Sequence,
    /// Constants of the uniform file; other entries are worked out.
    pub(crate) uniform_file: Vec<f64>,
    /// Registers of the laned file.
    pub(crate) laned_registers: u32,
    /// Register of the present moment.
    pub(crate) time: Option<u32>,
    /// Slots that stand in registers from the start, and where.
    pub(crate) entering: Vec<(u32, Place)>,
    /// For each of those, where its number stands when what is done once has been done.
    pub(crate) start: Vec<Place>,
    /// For each element of each fixed delay, where its time stands then.
    pub(crate) delay_times: Vec<Place>,
    /// For each slot asked for, where it stands after an evaluation.
    pub(crate) asked: Vec<Place>,
    /// Operands of rare operations.
    pub(crate) rare_operands: Vec<Vec<Place>>,
    /// Register in which a lane holds what is no number once it has held what is not finite.
    pub(crate) suspicions: Option<u32>,
    /// What must be finite when what is done once has been done, and for all members alike after
    /// each evaluation, so that every variable is.
    pub(crate) finite_once: Vec<Place>,
    pub(crate) finite: Vec<Place>,
}

impl Schedule {
    /// How many instructions an evaluation takes.
    pub(crate) fn instructions(&self) -> usize {
        self.uniform.instructions.len() + self.laned.instructions.len()
    }
}

/// What the order is made for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) program: &'a Program,
    /// Slots that change from step to step without an equation: stocks, memories, delays.
    pub(crate) moving_slots: &'a [bool],
    /// Slots that members may hold different numbers in from the start.
    pub(crate) laned_slots: &'a [bool],
    /// Whether draws differ between lanes: false for a single run.
    pub(crate) laned_draws: bool,
    /// Slots that take from other slots between steps: (to, from), as nodes.
    pub(crate) moves: &'a [(NodeId, NodeId)],
    /// For each element of each fixed delay its output and its time at the start.
    pub(crate) delays: &'a [(NodeId, NodeId)],
}

/// Puts a graph in order.
pub(crate) fn schedule(lowered: &Lowered, wanted: &Wanted) -> Schedule {
    let classes = class::classes(lowered, wanted);
    let checked = check::checked(lowered, wanted, &classes);
    register::registers(lowered, wanted, &classes, &checked)
}
