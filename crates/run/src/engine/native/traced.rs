//! Numbers that write down what is done with them: the engine's own formulas, worked out on these, give
//! the instructions that work them out on numbers of the machine. So there is one text of each
//! formula, and machine code has the interpreter's bits.
//!
//! What is known already is worked out at once, so that a power with a constant exponent comes to less.

use super::encode::Lot;
use super::sheet::{Id, Micro, Pair, Relation, Sheet};
use crate::engine::lanes::{Arithmetic, SMALL};
use interregnum_model::math::Lanes;

/// A number.
#[derive(Clone, Copy)]
pub(super) enum Traced<'s> {
    Known(f64),
    Noted(&'s Sheet, Id),
}

/// A number's bits.
#[derive(Clone, Copy)]
pub(super) enum Bits<'s> {
    Known(u64),
    Noted(&'s Sheet, Id),
}

/// A truth.
#[derive(Clone, Copy)]
pub(super) enum Truth<'s> {
    Known(bool),
    Noted { sheet: &'s Sheet, id: Id, inverted: bool },
}

impl<'s> Traced<'s> {
    /// Its place on a sheet.
    pub(super) fn on(self, sheet: &Sheet) -> Id {
        match self {
            Traced::Known(number) => sheet.note(Micro::Constant(number.to_bits())),
            Traced::Noted(_, id) => id,
        }
    }

    fn pair(self, pair: Pair, other: Self, known: fn(f64, f64) -> f64) -> Self {
        match (self, other) {
            (Traced::Known(a), Traced::Known(b)) => Traced::Known(known(a, b)),
            (Traced::Noted(sheet, _), _) | (_, Traced::Noted(sheet, _)) => {
                let micro = Micro::Two(pair, self.on(sheet), other.on(sheet));
                Traced::Noted(sheet, sheet.note(micro))
            }
        }
    }

    fn one(self, micro: fn(Id) -> Micro, known: fn(f64) -> f64) -> Self {
        match self {
            Traced::Known(a) => Traced::Known(known(a)),
            Traced::Noted(sheet, id) => Traced::Noted(sheet, sheet.note(micro(id))),
        }
    }

    fn relation(self, relation: Relation, other: Self, known: fn(&f64, &f64) -> bool) -> Truth<'s> {
        match (self, other) {
            (Traced::Known(a), Traced::Known(b)) => Truth::Known(known(&a, &b)),
            (Traced::Noted(sheet, id), Traced::Known(0.0)) if relation == Relation::Equal => {
                // Truth as a number is made to be asked whether it is 0.
                if let Micro::Blend(mask, yes, no) = sheet.micro(id)
                    && let (Micro::Constant(yes), Micro::Constant(no)) =
                        (sheet.micro(yes), sheet.micro(no))
                {
                    let (yes, no) = (f64::from_bits(yes) == 0.0, f64::from_bits(no) == 0.0);
                    match (yes, no) {
                        (true, false) => return Truth::Noted { sheet, id: mask, inverted: false },
                        (false, true) => return Truth::Noted { sheet, id: mask, inverted: true },
                        (true, true) | (false, false) => return Truth::Known(yes),
                    }
                }
                let micro = Micro::Compare(relation, id, other.on(sheet));
                Truth::Noted { sheet, id: sheet.note(micro), inverted: false }
            }
            (Traced::Noted(sheet, _), _) | (_, Traced::Noted(sheet, _)) => {
                let micro = Micro::Compare(relation, self.on(sheet), other.on(sheet));
                Truth::Noted { sheet, id: sheet.note(micro), inverted: false }
            }
        }
    }
}

impl<'s> Bits<'s> {
    fn on(self, sheet: &Sheet) -> Id {
        match self {
            Bits::Known(bits) => sheet.note(Micro::Constant(bits)),
            Bits::Noted(_, id) => id,
        }
    }

    fn pair(self, pair: Pair, other: Self, known: fn(u64, u64) -> u64) -> Self {
        match (self, other) {
            (Bits::Known(a), Bits::Known(b)) => Bits::Known(known(a, b)),
            (Bits::Noted(sheet, _), _) | (_, Bits::Noted(sheet, _)) => {
                let micro = Micro::Two(pair, self.on(sheet), other.on(sheet));
                Bits::Noted(sheet, sheet.note(micro))
            }
        }
    }

    /// The entries of a table, at most 32, that the low bits pick.
    fn pick(self, table: &[f64]) -> Traced<'s> {
        match self {
            Bits::Known(bits) => Traced::Known(table[bits as usize % table.len()]),
            Bits::Noted(sheet, index) => {
                let pick = |numbers: &[f64]| {
                    let (table, size) = (sheet.table(numbers), numbers.len() as u32);
                    Traced::Noted(sheet, sheet.note(Micro::Pick { table, size, index }))
                };
                if sheet.lot == Lot::One || table.len() <= SMALL {
                    return pick(table);
                }
                let (low, high) = table.split_at(SMALL);
                let sixteen = sheet.note(Micro::Constant(SMALL as u64));
                let mask = sheet.note(Micro::Test(index, sixteen));
                let upper = Truth::Noted { sheet, id: mask, inverted: false };
                Traced::select(upper, pick(high), pick(low))
            }
        }
    }
}

impl<'s> Truth<'s> {
    /// As a mask that is not inverted.
    fn plain(sheet: &'s Sheet, id: Id, inverted: bool) -> Id {
        if inverted { sheet.note(Micro::Not(id)) } else { id }
    }
}

macro_rules! arithmetic_operator {
    ($operator:ident $method:ident $pair:ident) => {
        impl<'s> std::ops::$operator for Traced<'s> {
            type Output = Traced<'s>;
            fn $method(self, other: Self) -> Self {
                self.pair(Pair::$pair, other, |a, b| std::ops::$operator::$method(a, b))
            }
        }
    };
}
arithmetic_operator!(Add add Add);
arithmetic_operator!(Sub sub Subtract);
arithmetic_operator!(Mul mul Multiply);
arithmetic_operator!(Div div Divide);

impl<'s> std::ops::Neg for Traced<'s> {
    type Output = Traced<'s>;
    fn neg(self) -> Self {
        Self::from_bits(Self::bits_xor(self.bits(), Bits::Known(1 << 63)))
    }
}

impl<'s> Lanes for Traced<'s> {
    type Mask = Truth<'s>;
    type Bits = Bits<'s>;

    fn splat(x: f64) -> Self {
        Traced::Known(x)
    }
    fn abs(self) -> Self {
        Self::from_bits(Self::bits_and(self.bits(), Bits::Known(!(1 << 63))))
    }
    fn less(self, other: Self) -> Truth<'s> {
        self.relation(Relation::Less, other, f64::lt)
    }
    fn equal(self, other: Self) -> Truth<'s> {
        self.relation(Relation::Equal, other, f64::eq)
    }
    fn select(mask: Truth<'s>, a: Self, b: Self) -> Self {
        match mask {
            Truth::Known(truth) => {
                if truth {
                    a
                } else {
                    b
                }
            }
            Truth::Noted { sheet, id, inverted } => {
                let (a, b) = if inverted { (b, a) } else { (a, b) };
                let micro = Micro::Blend(id, a.on(sheet), b.on(sheet));
                Traced::Noted(sheet, sheet.note(micro))
            }
        }
    }
    /// Supposed to be false; where it is not, what follows is worked out anew.
    fn any(mask: Truth<'s>) -> bool {
        match mask {
            Truth::Known(truth) => truth,
            Truth::Noted { sheet, id, inverted } => {
                sheet.condition(id, inverted);
                false
            }
        }
    }
    /// Supposed to be true; where it is not, what follows is worked out anew.
    fn all(mask: Truth<'s>) -> bool {
        match mask {
            Truth::Known(truth) => truth,
            Truth::Noted { sheet, id, inverted } => {
                sheet.condition(id, !inverted);
                true
            }
        }
    }
    fn bits(self) -> Bits<'s> {
        match self {
            Traced::Known(number) => Bits::Known(number.to_bits()),
            Traced::Noted(sheet, id) => Bits::Noted(sheet, id),
        }
    }
    fn from_bits(bits: Bits<'s>) -> Self {
        match bits {
            Bits::Known(bits) => Traced::Known(f64::from_bits(bits)),
            Bits::Noted(sheet, id) => Traced::Noted(sheet, id),
        }
    }
    fn bits_splat(bits: u64) -> Bits<'s> {
        Bits::Known(bits)
    }
    fn bits_add(a: Bits<'s>, b: Bits<'s>) -> Bits<'s> {
        a.pair(Pair::AddBits, b, u64::wrapping_add)
    }
    fn bits_sub(a: Bits<'s>, b: Bits<'s>) -> Bits<'s> {
        a.pair(Pair::SubtractBits, b, u64::wrapping_sub)
    }
    fn bits_and(a: Bits<'s>, b: Bits<'s>) -> Bits<'s> {
        a.pair(Pair::And, b, |a, b| a & b)
    }
    fn bits_or(a: Bits<'s>, b: Bits<'s>) -> Bits<'s> {
        a.pair(Pair::Or, b, |a, b| a | b)
    }
    fn bits_xor(a: Bits<'s>, b: Bits<'s>) -> Bits<'s> {
        a.pair(Pair::Xor, b, |a, b| a ^ b)
    }
    fn bits_left<const BY: i32>(bits: Bits<'s>) -> Bits<'s> {
        match bits {
            Bits::Known(bits) => Bits::Known(bits << BY),
            Bits::Noted(sheet, of) => {
                let micro = Micro::Shift { left: true, by: BY as u8, of };
                Bits::Noted(sheet, sheet.note(micro))
            }
        }
    }
    fn bits_right<const BY: i32>(bits: Bits<'s>) -> Bits<'s> {
        match bits {
            Bits::Known(bits) => Bits::Known(bits >> BY),
            Bits::Noted(sheet, of) => {
                let micro = Micro::Shift { left: false, by: BY as u8, of };
                Bits::Noted(sheet, sheet.note(micro))
            }
        }
    }
    fn pick_of_32(table: &[f64; 32], index: Bits<'s>) -> Self {
        index.pick(table)
    }
    fn both(a: Truth<'s>, b: Truth<'s>) -> Truth<'s> {
        match (a, b) {
            (Truth::Known(true), other) | (other, Truth::Known(true)) => other,
            (Truth::Known(false), _) | (_, Truth::Known(false)) => Truth::Known(false),
            (
                Truth::Noted { sheet, id: a, inverted: not_a },
                Truth::Noted { id: b, inverted: not_b, .. },
            ) => {
                let (a, b) = (Truth::plain(sheet, a, not_a), Truth::plain(sheet, b, not_b));
                Truth::Noted { sheet, id: sheet.note(Micro::Both(a, b)), inverted: false }
            }
        }
    }
    fn times_power_of_two(self, power: Self) -> Self {
        self.pair(Pair::Scale, power, f64::times_power_of_two)
    }
    fn lesser(self, other: Self) -> Self {
        self.pair(Pair::Minimum, other, f64::lesser)
    }
    fn greater(self, other: Self) -> Self {
        self.pair(Pair::Maximum, other, f64::greater)
    }
    /// Formulas ask for this only where [`Lanes::any`] or [`Lanes::all`] is other than supposed.
    fn each(self, function: fn(f64) -> f64) -> Self {
        match self {
            Traced::Known(x) => Traced::Known(function(x)),
            Traced::Noted(..) => self,
        }
    }
    fn each2(self, other: Self, function: fn(f64, f64) -> f64) -> Self {
        match (self, other) {
            (Traced::Known(a), Traced::Known(b)) => Traced::Known(function(a, b)),
            (Traced::Noted(..), _) | (_, Traced::Noted(..)) => self,
        }
    }
}

impl Arithmetic for Traced<'_> {
    unsafe fn pick(table: *const f64, count: usize, index: Self) -> Self {
        // Of a table of at most eight entries one row is enough.
        let size = if count <= SMALL / 2 { SMALL / 2 } else { SMALL };
        // SAFETY: the caller's promise.
        let table = unsafe { std::slice::from_raw_parts(table, size) };
        let whole = index + Traced::Known(crate::engine::lanes::TWO_52);
        whole.bits().pick(table)
    }
    fn sqrt(self) -> Self {
        self.one(Micro::Root, f64::sqrt)
    }
    fn floor(self) -> Self {
        self.one(Micro::Floor, f64::floor)
    }
}
