//! What is worked out for all elements of an array together: one operation works the whole out, others take its
//! elements.

use super::Lowering;
use crate::engine::tape::graph::{NodeId, RareKind};
use interregnum_compile::program::{LoopId, Value, ValueId};

/// An array worked out together.
pub(super) struct Whole {
    value: ValueId,
    /// Positions of the open loops that arguments depend on.
    at: Vec<u32>,
    number: u32,
    node: NodeId,
}

impl Lowering<'_> {
    /// One element of the result; the whole is worked out anew where a loop has moved that arguments depend
    /// on, as on the interpreter.
    pub(super) fn together(&mut self, id: ValueId) -> NodeId {
        let program = self.program;
        let Value::Together { loops, each, once, element, shares, .. } =
            &program.values[id.0 as usize]
        else {
            return self.graph.constant(f64::NAN);
        };
        let outer = loops.first().map_or(0, |(id, _)| *id);
        let at: Vec<u32> = (0..outer)
            .filter(|it: &LoopId| !shares.contains(it))
            .map(|it| self.positions.of(it))
            .collect();
        let element = u32::try_from(self.positions.index(element)).unwrap_or(u32::MAX);
        let known = self.wholes.iter().find(|whole| whole.value == id && whole.at == at);
        // Without loops there is one element only, and nothing says which loops are around.
        let known = known.filter(|_| !loops.is_empty()).map(|whole| (whole.number, whole.node));
        let (whole, node) = match known {
            Some(known) => known,
            None => {
                let mut operands = Vec::new();
                self.positions.open_inner(loops);
                loop {
                    operands.extend(each.iter().map(|argument| self.value(*argument)));
                    if !self.positions.advance_inner(loops) {
                        break;
                    }
                }
                operands.extend(once.iter().map(|argument| self.value(*argument)));
                let number = self.graph.wholes;
                self.graph.wholes += 1;
                let node = self.rare(id, 0, RareKind::Together { whole: number }, &operands);
                self.wholes.retain(|whole| whole.value != id);
                self.wholes.push(Whole { value: id, at, number, node });
                (number, node)
            }
        };
        match element {
            0 => node,
            _ => self.rare(id, 0, RareKind::OfWhole { whole, element }, &[node]),
        }
    }
}
