//! Functions of the catalogue that come to a few operations which a tape has kernels for: the same
//! steps as in the catalogue, so the same bits.

use crate::engine::tape::graph::{Graph, NodeId, Op};

/// What `ZIDZ` and `XIDZ` take for 0, as the catalogue has it.
const NEARLY_ZERO: f64 = 1e-6;

/// The node of a function of these operands; `None` for one that is no such function.
pub(super) fn expanded(graph: &mut Graph, function: &str, operands: &[NodeId]) -> Option<NodeId> {
    Some(match (function, operands) {
        ("GAME", [x]) => *x,
        ("PERCENT", [x]) => {
            let hundred = graph.constant(100.0);
            graph.node(Op::Multiply, 0, &[*x, hundred])
        }
        ("INTEGER", [x]) => truncated(graph, *x),
        ("LOG BASE", [x, base]) => {
            let (x, base) = (graph.node(Op::Ln, 0, &[*x]), graph.node(Op::Ln, 0, &[*base]));
            graph.node(Op::Divide, 0, &[x, base])
        }
        ("SAFEDIV", [a, b]) => {
            let zero = graph.constant(0.0);
            safe(graph, *a, *b, zero)
        }
        ("SAFEDIV", [a, b, otherwise]) => safe(graph, *a, *b, *otherwise),
        ("ZIDZ", [a, b]) => {
            let zero = graph.constant(0.0);
            nearly_safe(graph, *a, *b, zero)
        }
        ("XIDZ", [a, b, otherwise]) => nearly_safe(graph, *a, *b, *otherwise),
        ("QUANTUM", [a, b]) => {
            let zero = graph.constant(0.0);
            let none = graph.node(Op::LessEqual, 0, &[*b, zero]);
            let parts = graph.node(Op::Divide, 0, &[*a, *b]);
            let parts = truncated(graph, parts);
            let multiple = graph.node(Op::Multiply, 0, &[*b, parts]);
            graph.node(Op::Select, 0, &[none, *a, multiple])
        }
        _ => return None,
    })
}

/// A quotient, or something else where the divisor is 0.
fn safe(graph: &mut Graph, a: NodeId, b: NodeId, otherwise: NodeId) -> NodeId {
    let quotient = graph.node(Op::Divide, 0, &[a, b]);
    graph.node(Op::Select, 0, &[b, quotient, otherwise])
}

/// A quotient, or something else where the divisor is nearly 0.
fn nearly_safe(graph: &mut Graph, a: NodeId, b: NodeId, otherwise: NodeId) -> NodeId {
    let size = graph.node(Op::Absolute, 0, &[b]);
    let limit = graph.constant(NEARLY_ZERO);
    let near = graph.node(Op::Less, 0, &[size, limit]);
    let quotient = graph.node(Op::Divide, 0, &[a, b]);
    graph.node(Op::Select, 0, &[near, otherwise, quotient])
}

/// Without what stands after the point.
fn truncated(graph: &mut Graph, x: NodeId) -> NodeId {
    let zero = graph.constant(0.0);
    let negative = graph.node(Op::Less, 0, &[x, zero]);
    let below = graph.node(Op::Negate, 0, &[x]);
    let below = graph.node(Op::Floor, 0, &[below]);
    let below = graph.node(Op::Negate, 0, &[below]);
    let above = graph.node(Op::Floor, 0, &[x]);
    graph.node(Op::Select, 0, &[negative, below, above])
}
