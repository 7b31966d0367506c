//! Where the open loops of an assignment stand, and which slot an address then points at.

use interregnum_compile::program::{Address, LoopId, Offsets};

/// As many loops as a [`LoopId`] can name.
const LOOPS: usize = LoopId::MAX as usize + 1;

/// Where each open loop stands, from 0.
pub(crate) struct Positions([u32; LOOPS]);

impl Positions {
    /// All loops at their beginning.
    pub(crate) fn new() -> Positions {
        Positions([0; LOOPS])
    }

    /// Where a loop stands, from 0.
    pub(crate) fn of(&self, id: LoopId) -> u32 {
        self.0[usize::from(id)]
    }

    /// Where a loop stands, by its number.
    pub(crate) fn at(&self, number: usize) -> u32 {
        self.0[number]
    }

    /// Puts a loop at a position.
    pub(crate) fn put(&mut self, id: LoopId, position: u32) {
        self.0[usize::from(id)] = position;
    }

    /// Puts the first so many loops, those of an assignment, at their beginning.
    pub(crate) fn open(&mut self, count: usize) {
        self.0[..count].fill(0);
    }

    /// Puts these loops at their beginning.
    pub(crate) fn open_inner(&mut self, loops: &[(LoopId, u32)]) {
        for (id, _) in loops {
            self.0[usize::from(*id)] = 0;
        }
    }

    /// Moves the loops of an assignment one position on, the last fastest; false after the last
    /// position, with all loops back at their beginning.
    pub(crate) fn advance(&mut self, lengths: &[u32]) -> bool {
        self.step(lengths.iter().copied().enumerate())
    }

    /// The same for loops that a value opens.
    pub(crate) fn advance_inner(&mut self, loops: &[(LoopId, u32)]) -> bool {
        self.step(loops.iter().map(|(id, length)| (usize::from(*id), *length)))
    }

    fn step(&mut self, loops: impl DoubleEndedIterator<Item = (usize, u32)>) -> bool {
        for (id, length) in loops.rev() {
            self.0[id] += 1;
            if self.0[id] < length {
                return true;
            }
            self.0[id] = 0;
        }
        false
    }

    /// Where an address points with the loops as they stand.
    pub(crate) fn index(&self, address: &Address) -> usize {
        let moved = address.terms.iter().map(|(id, offsets)| offset(offsets, self.of(*id)));
        (address.first.0 + moved.sum::<u32>()) as usize
    }
}

/// What a loop's position adds to a slot.
pub(crate) fn offset(offsets: &Offsets, position: u32) -> u32 {
    match offsets {
        Offsets::Stride(stride) => position * stride,
        Offsets::Table(table) => table[position as usize],
    }
}

/// How far a subscript that was worked out (elements from 1, cut to a whole number) moves into a
/// dimension of this size, with so many slots from one element to the next; `None` outside it.
pub(crate) fn picked(subscript: f64, size: u32, stride: u32) -> Option<usize> {
    let subscript = subscript.trunc();
    // Written so that NaN is outside, too.
    (subscript >= 1.0 && subscript <= f64::from(size))
        .then(|| (subscript as usize - 1) * stride as usize)
}
