//! Two operations as one instruction, where only the second needs the first's result: what lies
//! between stays in a register of the machine.

use super::class::Class;
use crate::engine::tape::graph::{Graph, NodeId, Op};

/// What each node does when operations are put together.
pub(super) struct Fused {
    /// For each node the operation it is done by, with its operands.
    ops: Vec<Option<(Op, [NodeId; 3])>>,
    /// Nodes that are done as part of another.
    inside: Vec<bool>,
}

impl Fused {
    /// Puts operations together. `alone` are nodes whose own result is needed.
    pub(super) fn new(graph: &Graph, classes: &[Class], needed: &[bool], alone: &[bool]) -> Fused {
        let count = graph.nodes.len();
        let mut readers = vec![0u32; count];
        let ids = (0..count as u32).map(NodeId).filter(|id| needed[id.0 as usize]);
        for operand in ids.clone().flat_map(|id| graph.operands(id)) {
            readers[operand.0 as usize] += 1;
        }
        let mut fused = Fused { ops: vec![None; count], inside: vec![false; count] };
        for id in ids {
            let [a, b] = *graph.operands(id) else { continue };
            let fits = |inner: NodeId| {
                let (own, of) = (classes[id.0 as usize], classes[inner.0 as usize]);
                readers[inner.0 as usize] == 1
                    && !alone[inner.0 as usize]
                    && fused.ops[inner.0 as usize].is_none()
                    && (own.laned, own.moving) == (of.laned, of.moving)
            };
            let op = graph.get(id).op;
            let left = together(op, graph.get(a).op, Side::Left).filter(|_| fits(a));
            let right = || together(op, graph.get(b).op, Side::Right).filter(|_| fits(b));
            let (op, inner, other) = match left {
                Some(op) => (op, a, b),
                None => match right() {
                    Some(op) => (op, b, a),
                    None => continue,
                },
            };
            if let [x, y] = *graph.operands(inner) {
                fused.ops[id.0 as usize] = Some((op, [x, y, other]));
                fused.inside[inner.0 as usize] = true;
            }
        }
        fused
    }

    /// Whether a node is done as part of another.
    pub(super) fn is_inside(&self, id: NodeId) -> bool {
        self.inside[id.0 as usize]
    }

    /// The operation that does a node.
    pub(super) fn op(&self, graph: &Graph, id: NodeId) -> Op {
        self.ops[id.0 as usize].map_or(graph.get(id).op, |(op, _)| op)
    }

    /// What it reads.
    pub(super) fn operands<'a>(&'a self, graph: &'a Graph, id: NodeId) -> &'a [NodeId] {
        match &self.ops[id.0 as usize] {
            Some((_, operands)) => operands,
            None => graph.operands(id),
        }
    }
}

/// On which side of the outer operation the inner one stands.
#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// The operation on x, y and z that does `(x inner y) outer z`, or `z outer (x inner y)`.
fn together(outer: Op, inner: Op, side: Side) -> Option<Op> {
    Some(match (inner, outer, side) {
        (Op::Multiply, Op::Add, _) => Op::MultiplyAdd,
        (Op::Multiply, Op::Subtract, Side::Left) => Op::MultiplySubtract,
        (Op::Multiply, Op::Subtract, Side::Right) => Op::SubtractProduct,
        (Op::Multiply, Op::Multiply, _) => Op::MultiplyMultiply,
        (Op::Multiply, Op::Divide, Side::Left) => Op::MultiplyDivide,
        (Op::Multiply, Op::Divide, Side::Right) => Op::DivideByProduct,
        (Op::Add, Op::Add, _) => Op::AddAdd,
        (Op::Add, Op::Multiply, _) => Op::AddMultiply,
        (Op::Add, Op::Divide, Side::Left) => Op::AddDivide,
        (Op::Add, Op::Divide, Side::Right) => Op::DivideBySum,
        (Op::Subtract, Op::Add, _) => Op::SubtractAdd,
        (Op::Subtract, Op::Multiply, _) => Op::SubtractMultiply,
        (Op::Subtract, Op::Divide, Side::Left) => Op::SubtractDivide,
        (Op::Subtract, Op::Maximum, Side::Left) => Op::SubtractMaximum,
        (Op::Subtract, Op::Maximum, Side::Right) => Op::MaximumDifference,
        (Op::Divide, Op::Add, _) => Op::DivideAdd,
        (Op::Divide, Op::Subtract, Side::Left) => Op::DivideSubtract,
        (Op::Divide, Op::Subtract, Side::Right) => Op::SubtractQuotient,
        (Op::Divide, Op::Multiply, _) => Op::DivideMultiply,
        _ => return None,
    })
}
