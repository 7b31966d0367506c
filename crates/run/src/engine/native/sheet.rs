//! What a stretch of a tape comes to in instructions of the machine, before registers are chosen: each
//! operation once, on the results of others.

use super::encode::Lot;
use super::lookup::Rounding;
use std::cell::RefCell;
use std::collections::HashMap;

/// Index of an operation on a [`Sheet`], and its result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Id(pub(super) u32);

/// One operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Micro {
    /// What a register of the file holds, and which of the numbers it holds one after another.
    File(u32, u32),
    /// What a register of the uniform file holds.
    Uniform(u32),
    /// The number with these bits.
    Constant(u64),
    /// An argument of a routine.
    Argument(u8),
    Two(Pair, Id, Id),
    Root(Id),
    Floor(Id),
    Shift {
        left: bool,
        by: u8,
        of: Id,
    },
    /// The numbers of a table, at a place of the pool and with so many entries, that low bits pick.
    Pick {
        table: u32,
        size: u32,
        index: Id,
    },
    /// The number of x's cell in the low bits: x times the scale, and the offset added, rounded once.
    Cell {
        x: Id,
        scale: Id,
        offset: Id,
        rounding: Rounding,
    },
    /// The next cell where the mask is true.
    NextCell {
        mask: Id,
        cell: Id,
    },
    /// y on the line that low bits pick: of a table of left ends, slopes and y there, each so many.
    Line {
        table: u32,
        size: u32,
        cell: Id,
        x: Id,
    },
    Compare(Relation, Id, Id),
    /// A mask true where both have a bit in common.
    Test(Id, Id),
    Both(Id, Id),
    Not(Id),
    /// The first number where the mask is true, else the second.
    Blend(Id, Id, Id),
    /// The value, unless a mask is not all true (or all false): then what a site makes of two operands.
    Settle {
        mask: Id,
        wanted: bool,
        value: Id,
        operands: [Id; 2],
        site: u32,
        /// Which of two blocks side by side.
        half: u32,
    },
    /// What a routine makes of its arguments.
    Call(u32, Id, Id),
    /// The first, if the second is finite; else no number.
    Suspect(Id, Id),
    /// Puts a number into a register of the file; whether it stays there to the end.
    Store {
        to: u32,
        number: Id,
        last: bool,
    },
    /// Puts a number into the row of kept ones, in this column.
    Keep {
        column: u32,
        number: Id,
    },
    /// Has the interpreter's kernels do what the site says.
    Site(u32),
}

/// An operation on two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Pair {
    Add,
    Subtract,
    Multiply,
    Divide,
    Minimum,
    Maximum,
    Scale,
    And,
    Or,
    Xor,
    AddBits,
    SubtractBits,
}

/// How two compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Relation {
    Equal = 0,
    Less = 1,
}

impl Pair {
    /// Whether operands may change places.
    pub(super) fn commutes(self) -> bool {
        match self {
            Pair::Add | Pair::Multiply | Pair::And | Pair::Or | Pair::Xor | Pair::AddBits => true,
            Pair::Subtract
            | Pair::Divide
            | Pair::Minimum
            | Pair::Maximum
            | Pair::Scale
            | Pair::SubtractBits => false,
        }
    }
}

impl Micro {
    /// What it reads, masks among them.
    pub(super) fn operands(self) -> ([Id; 4], usize) {
        let none = Id(u32::MAX);
        match self {
            Micro::File(..)
            | Micro::Uniform(_)
            | Micro::Constant(_)
            | Micro::Argument(_)
            | Micro::Site(_) => ([none; 4], 0),
            Micro::Root(a) | Micro::Floor(a) | Micro::Not(a) => ([a, none, none, none], 1),
            Micro::Shift { of, .. } => ([of, none, none, none], 1),
            Micro::Pick { index, .. } => ([index, none, none, none], 1),
            Micro::Store { number, .. } | Micro::Keep { number, .. } => {
                ([number, none, none, none], 1)
            }
            Micro::Cell { x, scale, offset, .. } => ([x, scale, offset, none], 3),
            Micro::NextCell { mask, cell } => ([mask, cell, none, none], 2),
            Micro::Line { cell, x, .. } => ([x, cell, none, none], 2),
            Micro::Two(_, a, b)
            | Micro::Compare(_, a, b)
            | Micro::Test(a, b)
            | Micro::Both(a, b)
            | Micro::Call(_, a, b)
            | Micro::Suspect(a, b) => ([a, b, none, none], 2),
            Micro::Blend(mask, a, b) => ([mask, a, b, none], 3),
            Micro::Settle { mask, value, operands: [a, b], .. } => ([mask, value, a, b], 4),
        }
    }

    /// The same on other operands.
    pub(super) fn on(self, to: impl Fn(Id) -> Id) -> Micro {
        match self {
            Micro::File(..)
            | Micro::Uniform(_)
            | Micro::Constant(_)
            | Micro::Argument(_)
            | Micro::Site(_) => self,
            Micro::Two(pair, a, b) => Micro::Two(pair, to(a), to(b)),
            Micro::Root(a) => Micro::Root(to(a)),
            Micro::Floor(a) => Micro::Floor(to(a)),
            Micro::Shift { left, by, of } => Micro::Shift { left, by, of: to(of) },
            Micro::Pick { table, size, index } => Micro::Pick { table, size, index: to(index) },
            Micro::Cell { x, scale, offset, rounding } => {
                Micro::Cell { x: to(x), scale: to(scale), offset: to(offset), rounding }
            }
            Micro::NextCell { mask, cell } => Micro::NextCell { mask: to(mask), cell: to(cell) },
            Micro::Line { table, size, cell, x } => {
                Micro::Line { table, size, cell: to(cell), x: to(x) }
            }
            Micro::Compare(relation, a, b) => Micro::Compare(relation, to(a), to(b)),
            Micro::Test(a, b) => Micro::Test(to(a), to(b)),
            Micro::Both(a, b) => Micro::Both(to(a), to(b)),
            Micro::Not(a) => Micro::Not(to(a)),
            Micro::Blend(mask, a, b) => Micro::Blend(to(mask), to(a), to(b)),
            Micro::Settle { mask, wanted, value, operands: [a, b], site, half } => {
                let (mask, value, operands) = (to(mask), to(value), [to(a), to(b)]);
                Micro::Settle { mask, wanted, value, operands, site, half }
            }
            Micro::Call(routine, a, b) => Micro::Call(routine, to(a), to(b)),
            Micro::Suspect(a, b) => Micro::Suspect(to(a), to(b)),
            Micro::Store { to: register, number, last } => {
                Micro::Store { to: register, number: to(number), last }
            }
            Micro::Keep { column, number } => Micro::Keep { column, number: to(number) },
        }
    }

    /// Whether it is done for what it does rather than for its result.
    pub(super) fn is_deed(self) -> bool {
        matches!(self, Micro::Store { .. } | Micro::Keep { .. } | Micro::Site(_))
    }
}

/// Numbers that code reads: constants, and tables. A row is as long as a line of the cache.
#[derive(Debug, Default)]
pub(super) struct Pool {
    pub(super) rows: Vec<Row>,
    constants: HashMap<u64, u32>,
    tables: HashMap<Vec<u64>, u32>,
    /// How many constants the last row of constants has.
    filled: usize,
    row: usize,
}

/// Eight numbers.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C, align(64))]
pub(crate) struct Row(pub(crate) [f64; 8]);

impl Pool {
    /// Where a constant stands, in bytes.
    pub(super) fn constant(&mut self, bits: u64) -> i32 {
        if let Some(at) = self.constants.get(&bits) {
            return *at as i32;
        }
        if self.filled == 0 {
            self.row = self.rows.len();
            self.rows.push(Row::default());
        }
        self.rows[self.row].0[self.filled] = f64::from_bits(bits);
        let at = self.row * 64 + self.filled * 8;
        self.filled = (self.filled + 1) % 8;
        self.constants.insert(bits, at as u32);
        at as i32
    }

    /// The first row of a table.
    fn table(&mut self, numbers: &[f64]) -> u32 {
        let bits: Vec<u64> = numbers.iter().map(|number| number.to_bits()).collect();
        let rows = &mut self.rows;
        *self.tables.entry(bits).or_insert_with(|| {
            let first = rows.len() as u32;
            for eight in numbers.chunks(8) {
                let mut row = Row::default();
                row.0[..eight.len()].copy_from_slice(eight);
                rows.push(row);
            }
            first
        })
    }
}

/// Operations as they are written down, each once.
pub(super) struct Sheet {
    pub(super) lot: Lot,
    inner: RefCell<Inner>,
}

struct Inner {
    micros: Vec<Micro>,
    known: HashMap<Micro, Id>,
    /// Masks that must be all true, or all false, for what is written to hold.
    conditions: Vec<(Id, bool)>,
    pool: Pool,
}

impl Sheet {
    pub(super) fn new(lot: Lot, pool: Pool) -> Sheet {
        let inner =
            Inner { micros: Vec::new(), known: HashMap::new(), conditions: Vec::new(), pool };
        Sheet { lot, inner: RefCell::new(inner) }
    }

    /// Writes an operation down, unless it is already.
    pub(super) fn note(&self, micro: Micro) -> Id {
        let mut inner = self.inner.borrow_mut();
        if !micro.is_deed()
            && let Some(id) = inner.known.get(&micro)
        {
            return *id;
        }
        let id = Id(inner.micros.len() as u32);
        inner.micros.push(micro);
        inner.known.insert(micro, id);
        id
    }

    pub(super) fn micro(&self, id: Id) -> Micro {
        self.inner.borrow().micros[id.0 as usize]
    }

    pub(super) fn condition(&self, mask: Id, wanted: bool) {
        self.inner.borrow_mut().conditions.push((mask, wanted));
    }

    pub(super) fn take_conditions(&self) -> Vec<(Id, bool)> {
        std::mem::take(&mut self.inner.borrow_mut().conditions)
    }

    pub(super) fn table(&self, numbers: &[f64]) -> u32 {
        self.inner.borrow_mut().pool.table(numbers)
    }

    /// All operations, and the pool.
    pub(super) fn finish(self) -> (Vec<Micro>, Pool) {
        let Inner { micros, pool, .. } = self.inner.into_inner();
        (micros, pool)
    }
}
