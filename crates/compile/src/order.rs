//! What must be worked out before what, at the start and at each step.
//!
//! Variables are put in order as wholes. Where arrays need each other in a circle, their elements
//! are put in order one by one; what is circular even then is reported with every place on the way.

mod circle;
mod element;
pub mod graph;
pub mod hold;

use crate::dimensions::Trees;
use crate::entry::{Entry, EntryId, EntryKind, Expanded, Visibility};
use crate::pieces::{Piece, trees_of};
use crate::tree::NodeKind;
use hold::Holds;
use interregnum_model::Diagnostic;
use interregnum_model::source::Span;

/// What is done at the start and at each step, in order.
#[derive(Debug, Default)]
pub struct Schedule {
    /// Once, at the start.
    pub initial: Vec<Task>,
    /// At each step.
    pub every_step: Vec<Task>,
}

/// Something to be worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// All elements of an entry.
    Whole(EntryId),
    /// One element of an entry.
    Element {
        /// The entry.
        entry: EntryId,
        /// Which of its pieces the element lies in.
        piece: usize,
        /// Its position along each axis.
        positions: Vec<u32>,
    },
}

impl Task {
    /// The entry that is worked out.
    pub fn entry(&self) -> EntryId {
        match self {
            Task::Whole(entry) | Task::Element { entry, .. } => *entry,
        }
    }
}

/// What the passes before have made of a model.
#[derive(Clone, Copy)]
pub struct Made<'a> {
    /// Entries.
    pub expanded: &'a Expanded<'a>,
    /// The trees of their equations.
    pub trees: &'a Trees,
    /// Which equation holds for which elements.
    pub pieces: &'a [Vec<Piece>],
}

/// At which moment something is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// At the start, when nothing is known yet but settings.
    Start,
    /// At each step, when stocks and what is remembered are known.
    Step,
}

/// The order of everything, and which outflows are held back.
pub fn order(made: Made, diagnostics: &mut Vec<Diagnostic>) -> (Schedule, Holds) {
    let holds = hold::holds(made);
    let every_step = schedule(made, &holds, Phase::Step, diagnostics);
    // A circle at each step is one at the start too, and is reported once.
    let before = diagnostics.len();
    let mut at_start = Vec::new();
    let initial = schedule(made, &holds, Phase::Start, &mut at_start);
    if diagnostics
        .iter()
        .take(before)
        .all(|it| it.code != interregnum_model::Code::CircularEquations)
    {
        diagnostics.extend(at_start);
    }
    (Schedule { initial, every_step }, holds)
}

impl<'a> Made<'a> {
    /// The pieces of an entry.
    pub fn pieces(&self, id: EntryId) -> &'a [Piece] {
        self.pieces.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether an entry is worked out in a phase; what is not is known by then.
    pub fn is_worked_out(&self, id: EntryId, phase: Phase) -> bool {
        let keeps = self.expanded.entry(id).is_some_and(Entry::keeps);
        !self.pieces(id).is_empty() && (phase == Phase::Start || !keeps)
    }

    /// What an entry reads in a phase, and where; in written order.
    pub fn reads(&self, id: EntryId, phase: Phase, holds: &Holds) -> Vec<(EntryId, Span)> {
        let mut reads = Vec::new();
        for piece in self.pieces(id) {
            for tree in trees_of(self.trees, id, piece) {
                tree.visit_in(phase, &mut |node| {
                    if let NodeKind::Read { entry, .. } = &node.kind {
                        reads.push((*entry, node.span));
                    }
                });
            }
        }
        reads.extend(holds.reads(id));
        reads.retain(|(read, _)| self.is_worked_out(*read, phase));
        reads
    }
}

fn schedule(
    made: Made,
    holds: &Holds,
    phase: Phase,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Task> {
    let ids: Vec<EntryId> = made.expanded.iter().map(|(id, _)| id).collect();
    let reads: Vec<Vec<(EntryId, Span)>> = ids
        .iter()
        .map(|id| {
            if made.is_worked_out(*id, phase) { made.reads(*id, phase, holds) } else { Vec::new() }
        })
        .collect();
    let needed = needed(made, phase, &reads);
    let edges: Vec<Vec<usize>> =
        reads.iter().map(|reads| reads.iter().map(|(read, _)| read.0 as usize).collect()).collect();
    let mut tasks = Vec::new();
    for component in graph::components(&edges) {
        let component: Vec<EntryId> = component
            .into_iter()
            .filter(|place| needed.get(*place).copied().unwrap_or(false))
            .filter_map(|place| ids.get(place).copied())
            .collect();
        match component.as_slice() {
            [] => {}
            [id] if !reads_itself(&reads, *id) => tasks.push(Task::Whole(*id)),
            several => match element::order(made, holds, phase, several) {
                Ok(ordered) => tasks.extend(ordered),
                Err(fault) => {
                    diagnostics.push(circle::report(made, phase, several, &reads, fault));
                }
            },
        }
    }
    tasks
}

fn reads_itself(reads: &[Vec<(EntryId, Span)>], id: EntryId) -> bool {
    reads.get(id.0 as usize).is_some_and(|reads| reads.iter().any(|(read, _)| *read == id))
}

/// Which entries a run has a use for in a phase: everything declared and what it needs, at each
/// step; what stocks and memories need, at the start.
fn needed(made: Made, phase: Phase, reads: &[Vec<(EntryId, Span)>]) -> Vec<bool> {
    let expanded = made.expanded;
    let mut open: Vec<EntryId> = Vec::new();
    for (id, entry) in expanded.iter() {
        match phase {
            Phase::Start => open.extend(entry.keeps().then_some(id)),
            Phase::Step => {
                open.extend((entry.visibility == Visibility::Declared).then_some(id));
                open.extend(used_between_steps(expanded, entry));
            }
        }
    }
    let mut needed = vec![false; expanded.entries.len()];
    while let Some(id) = open.pop() {
        let place = id.0 as usize;
        if needed.get(place).copied().unwrap_or(true) || !made.is_worked_out(id, phase) {
            continue;
        }
        if let Some(needed) = needed.get_mut(place) {
            *needed = true;
        }
        open.extend(reads.get(place).into_iter().flatten().map(|(read, _)| *read));
    }
    needed
}

/// What moves an entry from one step to the next.
fn used_between_steps(expanded: &Expanded, entry: &Entry) -> Vec<EntryId> {
    match &entry.kind {
        EntryKind::Stock { inflows, outflows, .. } => {
            inflows.iter().chain(outflows).filter_map(|name| expanded.find(&name.key)).collect()
        }
        EntryKind::Memory { source } => expanded.find(source).into_iter().collect(),
        EntryKind::FixedDelay { input, .. } => expanded.find(input).into_iter().collect(),
        EntryKind::Flow { .. }
        | EntryKind::Auxiliary
        | EntryKind::Parameter { .. }
        | EntryKind::Lookup { .. }
        | EntryKind::Series { .. }
        | EntryKind::Input
        | EntryKind::AtStart => Vec::new(),
    }
}
