//! Which nodes differ between lanes, and which change during a run.

use super::Wanted;
use crate::engine::tape::graph::{Graph, NodeId, Op, RareKind};
use crate::engine::tape::lower::Lowered;

/// What is known of a node.
#[derive(Clone, Copy, Default)]
pub(super) struct Class {
    pub(super) laned: bool,
    /// Changes during a run.
    pub(super) moving: bool,
}

/// The class of each node. A stock that is alike for all members stays so only while its net rate
/// is.
pub(super) fn classes(lowered: &Lowered, wanted: &Wanted) -> Vec<Class> {
    let graph = &lowered.graph;
    let mut classes = vec![Class::default(); graph.nodes.len()];
    for (index, node) in graph.nodes.iter().enumerate() {
        let id = NodeId(index as u32);
        let itself = match node.op {
            Op::Slot => wanted.moving_slots[node.extra as usize],
            Op::Time => true,
            Op::Rare => is_draw(graph, id) && !graph.rare[node.extra as usize].at_start,
            _ => false,
        };
        let operands = graph.operands(id).iter();
        classes[index].moving = itself || operands.clone().any(|it| classes[it.0 as usize].moving);
    }
    let edges = Edges::new(lowered, wanted);
    let mut waiting: Vec<NodeId> = (0..graph.nodes.len() as u32).map(NodeId).collect();
    waiting.retain(|id| match graph.get(*id).op {
        Op::Slot => wanted.laned_slots[graph.get(*id).extra as usize],
        Op::Rare => wanted.laned_draws && is_draw(graph, *id),
        _ => false,
    });
    while let Some(id) = waiting.pop() {
        if !std::mem::replace(&mut classes[id.0 as usize].laned, true) {
            let after = edges.after(id).iter();
            waiting.extend(after.filter(|it| !classes[it.0 as usize].laned));
        }
    }
    classes
}

fn is_draw(graph: &Graph, id: NodeId) -> bool {
    let node = graph.get(id);
    node.op == Op::Rare && matches!(graph.rare[node.extra as usize].kind, RareKind::Draw)
}

/// For each node those that differ between lanes once it does.
struct Edges {
    first: Vec<u32>,
    to: Vec<NodeId>,
}

impl Edges {
    fn new(lowered: &Lowered, wanted: &Wanted) -> Edges {
        let graph = &lowered.graph;
        let each = |see: &mut dyn FnMut(NodeId, NodeId)| {
            for id in (0..graph.nodes.len() as u32).map(NodeId) {
                graph.operands(id).iter().for_each(|operand| see(*operand, id));
            }
            for (to, from) in wanted.moves.iter().chain(wanted.delays) {
                see(*from, *to);
            }
            for (slot, node) in &lowered.entering {
                see(lowered.start[*slot as usize], *node);
            }
        };
        let mut first = vec![0u32; graph.nodes.len() + 1];
        each(&mut |from, _| first[from.0 as usize + 1] += 1);
        for index in 1..first.len() {
            first[index] += first[index - 1];
        }
        let mut next = first.clone();
        let mut to = vec![NodeId(0); first[graph.nodes.len()] as usize];
        each(&mut |from, node| {
            let place = &mut next[from.0 as usize];
            to[*place as usize] = node;
            *place += 1;
        });
        Edges { first, to }
    }

    fn after(&self, id: NodeId) -> &[NodeId] {
        let index = id.0 as usize;
        &self.to[self.first[index] as usize..self.first[index + 1] as usize]
    }
}
