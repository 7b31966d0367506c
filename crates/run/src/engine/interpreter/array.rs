//! Elements picked at run time, and elements put together.

use super::Interpreter;
use crate::engine::positions::picked;
use interregnum_compile::program::{Address, LoopId, ValueId};
use interregnum_model::function::Reduction;
use interregnum_model::function::arithmetic::{greater, lesser};

impl Interpreter<'_> {
    /// The element that worked-out subscripts point at; 0 outside the array (XMILE 1.0, 3.7.1).
    // Not inlined: the walk over common values would carry its frame at every call.
    #[inline(never)]
    pub(super) fn pick(&mut self, base: &Address, picks: &[(ValueId, u32, u32)]) -> f64 {
        let mut index = self.positions.index(base);
        for (subscript, size, stride) in picks {
            let Some(offset) = picked(self.value(*subscript), *size, *stride) else { return 0.0 };
            index += offset;
        }
        self.slots[index]
    }

    /// All positions of the loops put together, the last loop fastest.
    // Not inlined: the walk over common values would carry its frame at every call.
    #[inline(never)]
    pub(super) fn reduce(
        &mut self,
        reduction: Reduction,
        loops: &[(LoopId, u32)],
        body: ValueId,
    ) -> f64 {
        let count: f64 = loops.iter().map(|(_, length)| f64::from(*length)).product();
        match reduction {
            Reduction::Sum => self.fold(loops, body, 0.0, |sum, x| sum + x),
            Reduction::Mean => self.fold(loops, body, 0.0, |sum, x| sum + x) / count,
            Reduction::Product => self.fold(loops, body, 1.0, |product, x| product * x),
            Reduction::Min => self.fold(loops, body, f64::INFINITY, lesser),
            Reduction::Max => self.fold(loops, body, f64::NEG_INFINITY, greater),
            Reduction::Size => count,
            // Two passes: the sum of squares less the square of the sum loses all digits where
            // the elements are nearly alike. Values are the same in both, draws included.
            Reduction::Deviation => {
                let mean = self.fold(loops, body, 0.0, |sum, x| sum + x) / count;
                let squares = self.fold(loops, body, 0.0, |sum, x| sum + (x - mean) * (x - mean));
                (squares / count).sqrt()
            }
        }
    }

    fn fold(
        &mut self,
        loops: &[(LoopId, u32)],
        body: ValueId,
        from: f64,
        put_together: impl Fn(f64, f64) -> f64,
    ) -> f64 {
        let mut sum = from;
        if loops.iter().any(|(_, length)| *length == 0) {
            return sum;
        }
        self.positions.open_inner(loops);
        loop {
            let value = self.value(body);
            sum = put_together(sum, value);
            if !self.positions.advance_inner(loops) {
                return sum;
            }
        }
    }
}
