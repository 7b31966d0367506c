//! Program to graph: loops are unrolled, each element is an operation of its own, and a slot that
//! an equation has filled is that equation's node.

mod expand;
mod together;
mod value;

use super::graph::{Graph, NodeId, Op};
use crate::engine::positions::Positions;
use interregnum_compile::program::{Assign, Program, Value};
use interregnum_model::time::TimeSpec;

/// Programs of more operations than this, each element counted, are left to the interpreter.
const MOST_NODES: usize = 4_000_000;

/// What is known before anything runs.
pub(crate) struct Known<'a> {
    pub(crate) time: &'a TimeSpec,
    /// For each slot the number it holds before the first equation; `None` where members differ.
    pub(crate) slots: &'a [Option<f64>],
    /// Slots that change from step to step without an equation: stocks, memories, delays.
    pub(crate) moving: &'a [bool],
    /// Slots whose numbers are asked for at each step.
    pub(crate) asked: &'a [u32],
    /// Whether equations of the start are worked out: not where a run goes on.
    pub(crate) from_start: bool,
}

/// The graph of a program, and which nodes are what.
pub(crate) struct Lowered {
    pub(crate) graph: Graph,
    /// For each slot of [`Known::asked`], its node after an evaluation.
    pub(crate) asked: Vec<NodeId>,
    /// Slots that stand in registers from the start, with their nodes.
    pub(crate) entering: Vec<(u32, NodeId)>,
    /// For each slot its node when the first step begins.
    pub(crate) start: Vec<NodeId>,
    /// Numbers of variables, which must be finite.
    pub(crate) variables: Vec<NodeId>,
}

/// The graph of a program's start and of one evaluation of its steps. `None` for programs that are
/// left to the interpreter: those that are too large, or that read a number of the step before without a
/// memory.
pub(crate) fn lower(program: &Program, known: &Known) -> Option<Lowered> {
    let slots = program.slots as usize;
    let mut lowering = Lowering {
        program,
        known,
        graph: Graph::default(),
        stepping: false,
        initial: vec![None; slots],
        filled: vec![None; slots],
        read: vec![false; slots],
        entering: vec![None; slots],
        variables: Vec::new(),
        positions: Positions::new(),
        wholes: Vec::new(),
    };
    if known.from_start {
        program.initial.iter().try_for_each(|assign| lowering.assign(assign))?;
    }
    let start = (0..slots).map(|slot| lowering.slot(slot)).collect();
    lowering.initial = std::mem::replace(&mut lowering.filled, vec![None; slots]);
    lowering.read.fill(false);
    lowering.stepping = true;
    program.every_step.iter().try_for_each(|assign| lowering.assign(assign))?;
    let asked = known.asked.iter().map(|slot| lowering.asked(*slot as usize)).collect();
    let entering = (0..).zip(&lowering.entering);
    let entering = entering.filter_map(|(slot, node)| Some((slot, (*node)?))).collect();
    let Lowering { graph, variables, .. } = lowering;
    Some(Lowered { graph, asked, entering, start, variables })
}

struct Lowering<'a> {
    program: &'a Program,
    known: &'a Known<'a>,
    graph: Graph,
    /// Whether the steps are lowered, after the start.
    stepping: bool,
    /// For each slot that an equation of the start fills, its node.
    initial: Vec<Option<NodeId>>,
    /// For each slot that an equation has filled so far, its node.
    filled: Vec<Option<NodeId>>,
    /// Slots that were read before an equation filled them.
    read: Vec<bool>,
    /// For each slot that stands in a register from the start, its node.
    entering: Vec<Option<NodeId>>,
    variables: Vec<NodeId>,
    positions: Positions,
    /// Arrays worked out together in the equation that is lowered.
    wholes: Vec<together::Whole>,
}

impl Lowering<'_> {
    /// `None` where an equation fills what another has read from the step before, or what moves by
    /// itself, and where the graph grows too large.
    fn assign(&mut self, assign: &Assign) -> Option<()> {
        if assign.loops.contains(&0) {
            return Some(());
        }
        let excused = is_excused(self.program, assign);
        self.positions.open(assign.loops.len());
        self.wholes.clear();
        loop {
            let node = self.value(assign.value);
            let slot = self.positions.index(&assign.target);
            if self.stepping && (self.read[slot] || self.known.moving[slot]) {
                return None;
            }
            self.filled[slot] = Some(node);
            if !excused {
                self.variables.push(node);
            }
            if self.graph.nodes.len() > MOST_NODES {
                return None;
            }
            if !self.positions.advance(&assign.loops) {
                return Some(());
            }
        }
    }

    /// The node of what a slot holds now.
    fn slot(&mut self, slot: usize) -> NodeId {
        if let Some(node) = self.filled[slot] {
            return node;
        }
        self.read[slot] = true;
        let moves = self.stepping && self.known.moving[slot];
        match (self.known.slots[slot], self.initial[slot]) {
            (_, Some(node)) if !moves => node,
            (Some(number), _) if !moves => self.graph.constant(number),
            _ => {
                let node = self.graph.node(Op::Slot, slot as u64, &[]);
                self.entering[slot] = Some(node);
                node
            }
        }
    }

    /// The node of what a slot holds after an evaluation. A slot that holds what a stock holds (a net
    /// rate that is another stock) has a number of its own: the stock's moves on while rates are read.
    fn asked(&mut self, slot: usize) -> NodeId {
        let node = self.slot(slot);
        if self.filled[slot].is_none() || self.graph.get(node).op != Op::Slot {
            return node;
        }
        let one = self.graph.constant(1.0);
        self.graph.node(Op::Multiply, 0, &[node, one])
    }
}

/// Whether infinity is no failure: a variable of the compiler's own that holds what is written,
/// such as an argument INF, or what another variable holds.
pub(crate) fn is_excused(program: &Program, assign: &Assign) -> bool {
    let layout = program.variables.get(assign.variable.0 as usize);
    let hidden = layout.is_some_and(|layout| layout.hidden);
    hidden
        && match &program.values[assign.value.0 as usize] {
            Value::Constant(number) => !number.is_nan(),
            Value::Load(_) => true,
            _ => false,
        }
}
