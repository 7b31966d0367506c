//! What is worked out for all elements of an array together, once for all of them.

use super::Interpreter;
use crate::engine::together;
use interregnum_compile::program::{Value, ValueId};

/// The results for all elements, and for which positions of the loops around.
pub(crate) struct Whole {
    value: ValueId,
    /// Positions of the open loops that arguments depend on.
    at: Vec<u32>,
    results: Vec<f64>,
}

impl Interpreter<'_> {
    /// One element of the result; worked out anew when a loop has moved that arguments depend on.
    // Not inlined: the walk over common values would carry its frame at every call.
    #[inline(never)]
    pub(super) fn together(&mut self, id: ValueId) -> f64 {
        let program = self.program;
        let Value::Together { together, loops, each, once, element, shares } =
            &program.values[id.0 as usize]
        else {
            return f64::NAN;
        };
        let outer = loops.first().map_or(0, |(id, _)| usize::from(*id));
        let depends = |number: &usize| !shares.iter().any(|id| usize::from(*id) == *number);
        let at: Vec<u32> = (0..outer).filter(depends).map(|it| self.positions.at(it)).collect();
        let element = self.positions.index(element);
        let known = self.whole_results.iter().find(|whole| whole.value == id && whole.at == at);
        // Without loops there is one element only, and nothing says which loops are around.
        if let Some(whole) = known.filter(|_| !loops.is_empty()) {
            return whole.results.get(element).copied().unwrap_or(f64::NAN);
        }
        let mut columns: Vec<Vec<f64>> = vec![Vec::new(); each.len()];
        self.positions.open_inner(loops);
        loop {
            for (column, argument) in columns.iter_mut().zip(each) {
                column.push(self.value(*argument));
            }
            if !self.positions.advance_inner(loops) {
                break;
            }
        }
        let once: Vec<f64> = once.iter().map(|argument| self.value(*argument)).collect();
        let results = together::work_out(*together, &columns, &once);
        let result = results.get(element).copied().unwrap_or(f64::NAN);
        self.whole_results.retain(|whole| whole.value != id);
        self.whole_results.push(Whole { value: id, at, results });
        result
    }
}
