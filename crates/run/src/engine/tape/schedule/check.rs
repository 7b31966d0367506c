//! Which numbers must be looked at so that no variable can stop being finite unseen.

use super::Wanted;
use super::class::Class;
use crate::engine::tape::graph::{NodeId, Op};
use crate::engine::tape::lower::Lowered;

/// What is looked at.
pub(super) struct Checked {
    /// When what is done once has been done.
    pub(super) once: Vec<NodeId>,
    /// After each evaluation.
    pub(super) each_time: Vec<NodeId>,
}

/// The variables' nodes that must be looked at: one whose infinity or NaN is bound to reach another
/// looked at number through + - * / (as what is divided), signs, roots, logarithms and whole parts need not be. Stocks are looked at after each step, so
/// that what is added to a stock counts as looked at.
pub(super) fn checked(lowered: &Lowered, wanted: &Wanted, classes: &[Class]) -> Checked {
    let graph = &lowered.graph;
    let mut seen = vec![false; graph.nodes.len()];
    let mut variable = vec![false; graph.nodes.len()];
    for node in &lowered.variables {
        variable[node.0 as usize] = true;
    }
    for (_, net) in wanted.moves.iter().take(stocks(wanted)) {
        seen[net.0 as usize] = true;
    }
    let mut checked = Checked { once: Vec::new(), each_time: Vec::new() };
    for index in (0..graph.nodes.len()).rev() {
        let id = NodeId(index as u32);
        if variable[index] && !seen[index] && graph.number(id).is_none_or(|x| !x.is_finite()) {
            let moving = classes[index].moving;
            let list = if moving { &mut checked.each_time } else { &mut checked.once };
            list.push(id);
            seen[index] = true;
        }
        // How many of its operands are bound to show.
        let passed_on = match graph.get(id).op {
            Op::Add | Op::Subtract | Op::Multiply => 2,
            Op::Divide | Op::Negate | Op::Absolute | Op::SquareRoot | Op::Floor | Op::Ln => 1,
            _ => 0,
        };
        if seen[index] {
            for operand in graph.operands(id).iter().take(passed_on) {
                seen[operand.0 as usize] = true;
            }
        }
    }
    checked.once.reverse();
    checked.each_time.reverse();
    checked
}

/// How many of [`Wanted::moves`] are stocks'; they come first.
fn stocks(wanted: &Wanted) -> usize {
    wanted.program.stocks.iter().map(|stock| stock.count as usize).sum()
}
