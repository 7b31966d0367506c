//! Registers chosen, and the bytes: one pass over a sheet. Where no register is free, the number that is
//! needed last gives way (Belady 1966).

mod picks;
mod registers;

use super::encode::{
    self, Assembler, BITS_ADD, BITS_AND, BITS_OR, BITS_SUBTRACT, BITS_XOR, BLEND, Base, Code, Lot,
    MULTIPLY_ONTO, Memory, Operand, ROOT, ROUND, TEST,
};
use super::lookup::Rounding;
use super::sheet::{Id, Micro, Pair, Pool};
use crate::engine::tape::execute::KEPT_STRIDE;
use registers::{Spot, uses};

/// What stands where in the file and in the code.
#[derive(Clone, Copy)]
pub(super) struct Layout {
    /// Where numbers are put that registers have no room for; each register of the file has room for as many
    /// as there are halves.
    pub(super) spills: u32,
    pub(super) halves: u32,
    /// Two registers of the file for the operands of a site, and one for its result.
    pub(super) scratch: u32,
    /// Machine registers from here on are used.
    pub(super) first: u8,
    /// The code that calls a site.
    pub(super) site_call: usize,
}

/// A place in the code that goes on elsewhere where a condition does not hold.
struct Slow {
    from: usize,
    back: usize,
    to: u8,
    operands: [Operand; 2],
    site: u32,
    half: u32,
}

pub(super) struct Emitter<'a> {
    pub(super) assembler: &'a mut Assembler,
    pub(super) pool: &'a mut Pool,
    micros: &'a [Micro],
    /// Where each code of a routine begins.
    routines: &'a [usize],
    layout: Layout,
    uses: Vec<Vec<u32>>,
    spots: Vec<Spot>,
    end: u8,
    registers: [Option<Id>; 32],
    masks: [Option<Id>; 8],
    free_spills: Vec<u32>,
    spilled: u32,
    slow: Vec<Slow>,
}

impl<'a> Emitter<'a> {
    pub(super) fn new(
        assembler: &'a mut Assembler,
        pool: &'a mut Pool,
        micros: &'a [Micro],
        routines: &'a [usize],
        layout: Layout,
    ) -> Emitter<'a> {
        Emitter {
            assembler,
            pool,
            micros,
            routines,
            layout,
            uses: Vec::new(),
            spots: vec![Spot::default(); micros.len()],
            end: 32,
            registers: [None; 32],
            masks: [None; 8],
            free_spills: Vec::new(),
            spilled: 0,
            slow: Vec::new(),
        }
    }

    /// With machine registers below this one only.
    pub(super) fn limited(self, end: u8) -> Emitter<'a> {
        Emitter { end, ..self }
    }

    /// Writes all, between a beginning and an end; how many registers of the file it took beside those of
    /// the tape. `None` where registers for masks do not suffice.
    pub(super) fn emit(mut self, result: Option<Id>, end: &[u8]) -> Option<u32> {
        self.uses = uses(self.micros, result);
        for at in 0..self.micros.len() {
            let micro = self.micros[at];
            if micro.is_deed() || !self.uses[at].is_empty() {
                self.one(Id(at as u32), micro)?;
            }
        }
        if let Some(result) = result {
            match self.operand(result) {
                Operand::Register(register) => self.assembler.copy(0, register),
                Operand::Memory(memory) => self.assembler.load(0, memory),
            }
        }
        self.assembler.raw(end);
        self.write_slow();
        Some(self.spilled)
    }

    fn one(&mut self, id: Id, micro: Micro) -> Option<()> {
        let (operands, count) = micro.operands();
        let operands = &operands[..count];
        match micro {
            Micro::File(..) | Micro::Uniform(_) | Micro::Constant(_) => {}
            Micro::Argument(register) => self.hold(register, id),
            Micro::Store { to, number, last } => {
                let register = self.register(number, 0)?;
                let memory = self.file(to);
                self.assembler.store(register, memory);
                let late = self.release(operands, id);
                if last && self.source(number).is_none() && !self.is_over(number) {
                    let before = self.spots[number.0 as usize].memory.replace(to);
                    self.free_spills.extend(before.filter(|it| *it >= self.layout.spills));
                }
                self.free_spills.extend(late);
            }
            Micro::Keep { column, number } => {
                let register = self.register(number, 0)?;
                let at = column as i32 * (KEPT_STRIDE * 8) as i32;
                self.assembler.store(register, Memory { base: Base::Kept, at, one_for_all: false });
                let late = self.release(operands, id);
                self.free_spills.extend(late);
            }
            Micro::Site(site) => self.call_site(site),
            Micro::Call(routine, a, b) => {
                for (register, operand) in [(0, a), (1, b)] {
                    match self.operand(operand) {
                        Operand::Register(from) => self.assembler.copy(register, from),
                        Operand::Memory(memory) => self.assembler.load(register, memory),
                    }
                }
                let late = self.release(operands, id);
                let entry = *self.routines.get(routine as usize)?;
                let live = (1..8).filter(|at| self.masks[usize::from(*at)].is_some());
                self.assembler.call_keeping(entry, &live.collect::<Vec<u8>>());
                let to = self.allocate(0)?;
                self.assembler.copy(to, 0);
                self.free_spills.extend(late);
                self.hold(to, id);
            }
            Micro::Compare(..) | Micro::Test(..) | Micro::Both(..) | Micro::Not(_) => {
                self.mask(id, micro, operands)?;
            }
            Micro::Settle { .. } => self.settle(id, micro)?,
            Micro::Pick { table, size, index } => self.pick(id, table, size, index)?,
            Micro::Line { table, size, cell, x } => self.line(id, table, size, [cell, x])?,
            Micro::Cell { .. } | Micro::NextCell { .. } | Micro::Suspect(..) => {
                self.onto(id, micro)?;
            }
            Micro::Two(..)
            | Micro::Root(_)
            | Micro::Floor(_)
            | Micro::Shift { .. }
            | Micro::Blend(..) => self.plain(id, micro, operands)?,
        }
        Some(())
    }

    /// Operations that may write where they read.
    fn plain(&mut self, id: Id, micro: Micro, operands: &[Id]) -> Option<()> {
        let (first, second) = match micro {
            Micro::Two(pair, a, b) => {
                let in_register = |it: Id| self.spots[it.0 as usize].register.is_some();
                let swap = pair.commutes() && !in_register(a) && in_register(b);
                if swap { (b, a) } else { (a, b) }
            }
            // Where the mask is true the last operand is taken.
            Micro::Blend(_, yes, no) => (no, yes),
            _ => (operands[0], operands[0]),
        };
        let a = self.register(first, 0)?;
        let b = self.operand(second);
        let mask = match micro {
            Micro::Blend(mask, ..) => self.mask_register(mask, None)?,
            _ => 0,
        };
        let late = self.release(operands, id);
        let to = self.allocate(0)?;
        let upper = if self.assembler.lot == Lot::One { a } else { 0 };
        match micro {
            Micro::Two(pair, ..) => self.assembler.three(code(pair), to, a, b, 0),
            Micro::Blend(..) => self.assembler.three(BLEND, to, a, b, mask),
            Micro::Root(_) => self.assembler.three(ROOT, to, upper, Operand::Register(a), 0),
            // Towards minus infinity, and silently.
            Micro::Floor(_) => {
                self.assembler.three_with(ROUND, to, upper, Operand::Register(a), 9);
            }
            Micro::Shift { left, by, .. } => self.assembler.shift(left, to, a, by),
            _ => return None,
        }
        self.free_spills.extend(late);
        self.hold(to, id);
        Some(())
    }

    /// Operations that add to a register that something stands in.
    fn onto(&mut self, id: Id, micro: Micro) -> Option<()> {
        let to = match micro {
            // Zero times a finite number is exactly zero: no rounding is left out here.
            Micro::Suspect(so_far, number) => {
                let number = self.register(number, 0)?;
                let to = self.taken(so_far, id, 1 << number)?;
                let zero = self.constant(0);
                self.assembler.three(MULTIPLY_ONTO, to, number, Operand::Memory(zero), 0);
                to
            }
            Micro::Cell { x, scale, offset, rounding } => {
                let x = self.register(x, 0)?;
                let scale = match rounding {
                    Rounding::Nearest => self.operand(scale),
                    Rounding::Down => Operand::Register(self.register(scale, 1 << x)?),
                };
                let scale_register = if let Operand::Register(it) = scale { 1 << it } else { 0 };
                let to = self.taken(offset, id, 1 << x | scale_register)?;
                match (scale, rounding) {
                    (Operand::Register(scale), Rounding::Down) => {
                        self.assembler.rounded_down(MULTIPLY_ONTO, to, x, scale);
                    }
                    (scale, _) => self.assembler.three(MULTIPLY_ONTO, to, x, scale, 0),
                }
                to
            }
            Micro::NextCell { mask, cell } => {
                let to = self.taken(cell, id, 0)?;
                let one = self.constant(1);
                let mask = self.mask_register(mask, None)?;
                self.assembler.three(BITS_ADD, to, to, Operand::Memory(one), mask);
                to
            }
            _ => return None,
        };
        let (operands, count) = micro.operands();
        let late = self.release(&operands[..count], id);
        self.free_spills.extend(late);
        self.hold(to, id);
        Some(())
    }

    fn mask(&mut self, id: Id, micro: Micro, operands: &[Id]) -> Option<()> {
        let to = match micro {
            Micro::Compare(relation, a, b) => {
                let (a, b) = (self.register(a, 0)?, b);
                let b = self.operand(b);
                let to = self.free_mask(None)?;
                let how = relation as u8;
                // 0 is equality, 17 less: ordered, and silent.
                let how = if how == 1 { 17 } else { 0 };
                self.assembler.three_with(encode::COMPARE, to, a, b, how);
                to
            }
            Micro::Test(a, b) => {
                let a = self.register(a, 0)?;
                let b = self.operand(b);
                let to = self.free_mask(None)?;
                self.assembler.three(TEST, to, a, b, 0);
                to
            }
            Micro::Both(a, b) => {
                let a = self.mask_register(a, None)?;
                let b = self.mask_register(b, Some(a))?;
                let to = self.free_mask(None)?;
                self.assembler.masks(0x41, to, a, b);
                to
            }
            Micro::Not(a) => {
                let (a, to) = (self.mask_register(a, None)?, self.free_mask(None)?);
                self.assembler.mask_not(to, a);
                to
            }
            _ => return None,
        };
        let late = self.release(operands, id);
        self.free_spills.extend(late);
        self.hold_mask(to, id);
        Some(())
    }

    fn settle(&mut self, id: Id, micro: Micro) -> Option<()> {
        let Micro::Settle { mask, wanted, value, operands: [a, b], site, half } = micro else {
            return None;
        };
        let from = self.register(value, 0)?;
        let to = self.allocate(1 << from)?;
        self.assembler.copy(to, from);
        let operands = [self.operand(a), self.operand(b)];
        let mask_register = self.mask_register(mask, None)?;
        let end = self.assembler.jump_unless(mask_register, wanted);
        self.slow.push(Slow { from: end, back: end, to, operands, site, half });
        let late = self.release(&[mask, value, a, b], id);
        self.free_spills.extend(late);
        self.hold(to, id);
        Some(())
    }

    fn write_slow(&mut self) {
        for slow in std::mem::take(&mut self.slow) {
            let here = self.assembler.bytes.len();
            self.assembler.aim(slow.from, here);
            for (number, operand) in (0..).zip(slow.operands) {
                let scratch = self.scratch(number, slow.half);
                match operand {
                    Operand::Register(register) => self.assembler.store(register, scratch),
                    Operand::Memory(memory) => {
                        self.assembler.load(slow.to, memory);
                        self.assembler.store(slow.to, scratch);
                    }
                }
            }
            self.call_site(slow.site);
            let result = self.scratch(2, slow.half);
            self.assembler.load(slow.to, result);
            self.assembler.jump_to(slow.back);
        }
    }

    /// A register of the file for the operands of a site, and its result.
    fn scratch(&self, number: u32, half: u32) -> Memory {
        self.file((self.layout.scratch + number) * self.layout.halves + half)
    }

    fn call_site(&mut self, site: u32) {
        // mov edx, site
        self.assembler.raw(&[0xba]);
        self.assembler.raw(&site.to_le_bytes());
        self.assembler.call(self.layout.site_call);
    }
}

fn code(pair: Pair) -> Code {
    match pair {
        Pair::Add => encode::ADD,
        Pair::Subtract => encode::SUBTRACT,
        Pair::Multiply => encode::MULTIPLY,
        Pair::Divide => encode::DIVIDE,
        Pair::Minimum => encode::MINIMUM,
        Pair::Maximum => encode::MAXIMUM,
        Pair::Scale => encode::SCALE,
        Pair::And => BITS_AND,
        Pair::Or => BITS_OR,
        Pair::Xor => BITS_XOR,
        Pair::AddBits => BITS_ADD,
        Pair::SubtractBits => BITS_SUBTRACT,
    }
}
