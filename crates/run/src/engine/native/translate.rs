//! A sequence of a tape, written down instruction by instruction.

use super::encode::Lot;
use super::lookup::{Cells, looked_up};
use super::sheet::{Id, Micro, Sheet};
use super::traced::Traced;
use crate::engine::lanes::Arithmetic;
use crate::engine::tape::curve::Ready;
use crate::engine::tape::graph::Op;
use crate::engine::tape::operation::{self, One, Three, Two};
use crate::engine::tape::schedule::{Instruction, Place, Sequence, UNIFORM};
use std::collections::HashMap;

/// What an operation makes of up to three operands; `None` for one without a formula.
pub(super) fn formula<V: Arithmetic>(op: Op, a: V, b: V, c: V) -> Option<V> {
    macro_rules! apply {
        ($($op:ident $kind:ident ($($operand:ident),*);)*) => {
            match op {
                $(Op::$op => Some(<operation::$op as $kind>::of($($operand),*)),)*
                _ => None,
            }
        };
    }
    apply! {
        Add Two(a, b); Subtract Two(a, b); Multiply Two(a, b); Divide Two(a, b); Power Two(a, b);
        Less Two(a, b); LessEqual Two(a, b); Equal Two(a, b); NotEqual Two(a, b); And Two(a, b);
        Or Two(a, b); Minimum Two(a, b); Maximum Two(a, b); Negate One(a); Not One(a);
        Absolute One(a); SquareRoot One(a); Floor One(a); Exp One(a); Ln One(a); Log10 One(a);
        Sin One(a); Cos One(a); Tan One(a); Arctan One(a); Sinh One(a); Cosh One(a); Tanh One(a); Select Three(a, b, c); MultiplyAdd Three(a, b, c);
        MultiplySubtract Three(a, b, c); SubtractProduct Three(a, b, c);
        MultiplyMultiply Three(a, b, c); MultiplyDivide Three(a, b, c);
        DivideByProduct Three(a, b, c); AddAdd Three(a, b, c); AddMultiply Three(a, b, c);
        AddDivide Three(a, b, c); DivideBySum Three(a, b, c); SubtractAdd Three(a, b, c);
        SubtractMultiply Three(a, b, c); SubtractDivide Three(a, b, c);
        SubtractMaximum Three(a, b, c); MaximumDifference Three(a, b, c); DivideAdd Three(a, b, c);
        DivideSubtract Three(a, b, c); SubtractQuotient Three(a, b, c); DivideMultiply Three(a, b, c);
    }
}

/// What is worked out by a routine, for its formula is long.
pub(super) const ROUTINES: [Op; 11] = [
    Op::Exp,
    Op::Ln,
    Op::Log10,
    Op::Sin,
    Op::Cos,
    Op::Power,
    Op::Tan,
    Op::Arctan,
    Op::Sinh,
    Op::Cosh,
    Op::Tanh,
];

/// What stays with the interpreter's kernels: an instruction on registers of the file.
pub(super) struct Site {
    pub(super) sequence: Sequence,
    pub(super) lot: Lot,
}

/// What a sequence is translated with.
pub(super) struct Source<'a> {
    pub(super) sequence: &'a Sequence,
    pub(super) curves: &'a [Ready],
    pub(super) rare_operands: &'a [Vec<Place>],
    /// For each register of the uniform file the number that it always holds.
    pub(super) constants: &'a [Option<f64>],
    /// For each register of the file whether it is read afterwards.
    pub(super) lasting: &'a [bool],
    /// Registers that are kept at each step, each in a column.
    pub(super) kept: &'a [u32],
    /// Registers that must be finite at the end, and the one that is no number once something was not.
    pub(super) finite: &'a [u32],
    pub(super) suspicion: u32,
    pub(super) scratch: u32,
}

pub(super) struct Translation<'s, 'a> {
    sheet: &'s Sheet,
    source: &'a Source<'a>,
    sites: &'a mut Vec<Site>,
    /// What registers hold, where something was worked out.
    now: HashMap<u32, Traced<'s>>,
    /// Where each register is written last.
    writers: HashMap<u32, usize>,
    /// Sums that are no number once something was not finite, and which is next.
    suspects: [Id; 4],
    next_suspect: usize,
    version: u32,
}

impl<'s, 'a> Translation<'s, 'a> {
    pub(super) fn new(sheet: &'s Sheet, source: &'a Source<'a>, sites: &'a mut Vec<Site>) -> Self {
        let written = source.sequence.instructions.iter().enumerate();
        let writers = written.map(|(at, instruction)| (instruction.to, at)).collect();
        let zero = sheet.note(Micro::Constant(0));
        Translation {
            sheet,
            source,
            sites,
            now: HashMap::new(),
            writers,
            suspects: [sheet.note(Micro::File(source.suspicion, 0)), zero, zero, zero],
            next_suspect: 0,
            version: 0,
        }
    }

    /// Writes all down.
    pub(super) fn all(mut self) {
        for (at, instruction) in self.source.sequence.instructions.iter().enumerate() {
            if instruction.op == Op::Look {
                for from in instruction.from.iter().filter(|from| **from != instruction.to) {
                    self.suspect(*from);
                }
                continue;
            }
            let result = self.result(instruction);
            let result = match result {
                Some(result) => self.settled(instruction.op, result, instruction),
                None => self.left(instruction),
            };
            self.now.insert(instruction.to, result);
            let last = self.writers.get(&instruction.to) == Some(&at);
            let lasting = self.source.lasting.get(instruction.to as usize) == Some(&true);
            if last && lasting {
                self.store(instruction.to, result, true);
            }
            if last {
                self.keep(instruction.to);
            }
        }
        for register in self.source.finite {
            self.suspect(*register);
        }
        let filled = self.source.kept.iter().filter(|it| !self.writers.contains_key(it));
        filled.for_each(|register| self.keep(*register));
        let number = sum(self.sheet, self.suspects);
        self.sheet.note(Micro::Store { to: self.source.suspicion, number, last: false });
    }

    fn suspect(&mut self, register: u32) {
        let number = self.operand(register).on(self.sheet);
        let so_far = &mut self.suspects[self.next_suspect % 4];
        *so_far = self.sheet.note(Micro::Suspect(*so_far, number));
        self.next_suspect += 1;
    }

    fn store(&self, to: u32, number: Traced, last: bool) {
        let number = number.on(self.sheet);
        self.sheet.note(Micro::Store { to, number, last });
    }

    /// Keeps what a register holds, if that is kept.
    fn keep(&self, register: u32) {
        if let Ok(column) = self.source.kept.binary_search(&register) {
            let number = self.operand(register).on(self.sheet);
            self.sheet.note(Micro::Keep { column: column as u32, number });
        }
    }

    fn operand(&self, from: u32) -> Traced<'s> {
        let always =
            |register: u32| self.source.constants.get(register as usize).copied().flatten();
        let uniform = from & UNIFORM != 0;
        if let Some(number) =
            always(from & !UNIFORM).filter(|_| uniform || self.sheet.lot == Lot::One)
        {
            return Traced::Known(number);
        }
        if uniform {
            return Traced::Noted(self.sheet, self.sheet.note(Micro::Uniform(from & !UNIFORM)));
        }
        let held = || Traced::Noted(self.sheet, self.sheet.note(Micro::File(from, 0)));
        self.now.get(&from).copied().unwrap_or_else(held)
    }

    /// What an instruction makes of its operands; `None` for one that is left to the kernels.
    fn result(&self, instruction: &Instruction) -> Option<Traced<'s>> {
        let op = instruction.op;
        if op == Op::Rare {
            return None;
        }
        let [a, b, c] = instruction.from.map(|from| self.operand(from));
        if op == Op::Curve {
            let curve = self.source.curves.get(instruction.extra as usize)?.curve();
            return looked_up(&Cells::new(curve)?, a);
        }
        let b = if op.operands() < 2 { a } else { b };
        let known = matches!(a, Traced::Known(_)) || matches!(b, Traced::Known(_));
        let routine = ROUTINES.iter().position(|it| *it == op);
        match routine.filter(|_| !known) {
            Some(routine) => {
                let micro = Micro::Call(routine as u32, a.on(self.sheet), b.on(self.sheet));
                Some(Traced::Noted(self.sheet, self.sheet.note(micro)))
            }
            None => formula(op, a, b, c),
        }
    }

    /// The result, or where what its formula supposes does not hold what the kernel makes of it.
    fn settled(&mut self, op: Op, result: Traced<'s>, i: &Instruction) -> Traced<'s> {
        let b = if op.operands() < 2 { i.from[0] } else { i.from[1] };
        let operands = [self.operand(i.from[0]), self.operand(b)];
        settle(self.sheet, self.sites, op, result, operands, self.source.scratch)
    }

    /// What the interpreter's kernel makes of an instruction, on the file.
    fn left(&mut self, instruction: &Instruction) -> Traced<'s> {
        let mut read = Vec::new();
        match instruction.op {
            Op::Rare => {
                let places = self.source.rare_operands.get(instruction.extra as usize);
                for place in places.into_iter().flatten() {
                    match (place, self.sheet.lot) {
                        (Place::Laned(register), Lot::Eight)
                        | (Place::Uniform(register), Lot::One) => read.push(*register),
                        (Place::Laned(_), Lot::One) | (Place::Uniform(_), Lot::Eight) => {}
                    }
                }
            }
            op => {
                let own = instruction.from[..op.operands()].iter().filter(|it| **it & UNIFORM == 0);
                read.extend(own);
            }
        }
        for register in read {
            if let Some(number) = self.now.get(&register) {
                self.store(register, *number, false);
            }
        }
        self.sites.push(Site { sequence: alone(*instruction), lot: self.sheet.lot });
        self.sheet.note(Micro::Site(self.sites.len() as u32 - 1));
        self.version += 1;
        Traced::Noted(self.sheet, self.sheet.note(Micro::File(instruction.to, self.version)))
    }
}

/// The sum of four.
pub(super) fn sum(sheet: &Sheet, numbers: [Id; 4]) -> Id {
    let [a, b, c, d] = numbers.map(|id| Traced::Noted(sheet, id));
    ((a + b) + (c + d)).on(sheet)
}

/// A sequence of one instruction.
fn alone(instruction: Instruction) -> Sequence {
    Sequence { instructions: vec![instruction], ends: vec![1] }
}

/// A result, or what a kernel makes of two operands where what the formula supposes does not hold.
pub(super) fn settle<'s>(
    sheet: &'s Sheet,
    sites: &mut Vec<Site>,
    op: Op,
    result: Traced<'s>,
    operands: [Traced<'s>; 2],
    scratch: u32,
) -> Traced<'s> {
    let conditions = sheet.take_conditions();
    let Some((first, others)) = conditions.split_first() else { return result };
    let instruction =
        Instruction { op, extra: 0, to: scratch + 2, from: [scratch, scratch + 1, 0] };
    sites.push(Site { sequence: alone(instruction), lot: sheet.lot });
    let site = sites.len() as u32 - 1;
    let operands = operands.map(|it| it.on(sheet));
    let mut value = result.on(sheet);
    for (mask, wanted) in std::iter::once(first).chain(others) {
        let (mask, wanted, half) = (*mask, *wanted, 0);
        let micro = Micro::Settle { mask, wanted, value, operands, site, half };
        value = sheet.note(micro);
    }
    Traced::Noted(sheet, value)
}
