//! Which number stands in which register of the machine, and which gives way.

use super::Emitter;
use crate::engine::native::encode::{Base, MaskMove, Memory, Operand};
use crate::engine::native::sheet::{Id, Micro};

/// Where a number stands.
#[derive(Clone, Copy, Default)]
pub(super) struct Spot {
    pub(super) register: Option<u8>,
    /// Register of the file that holds it as well.
    pub(super) memory: Option<u32>,
    /// How many uses are over.
    pub(super) used: usize,
}

/// How often and where each result is used; what nothing needs is used nowhere.
pub(super) fn uses(micros: &[Micro], result: Option<Id>) -> Vec<Vec<u32>> {
    let mut needed: Vec<bool> = micros.iter().map(|it| it.is_deed()).collect();
    let mut uses = vec![Vec::new(); micros.len()];
    if let Some(result) = result {
        needed[result.0 as usize] = true;
        uses[result.0 as usize].push(micros.len() as u32);
    }
    for at in (0..micros.len()).rev() {
        if needed[at] {
            let (operands, count) = micros[at].operands();
            for operand in &operands[..count] {
                needed[operand.0 as usize] = true;
                uses[operand.0 as usize].push(at as u32);
            }
        }
    }
    uses.iter_mut().for_each(|it| it.reverse());
    uses
}

impl Emitter<'_> {
    pub(super) fn hold(&mut self, register: u8, id: Id) {
        self.registers[register as usize] = Some(id);
        self.spots[id.0 as usize].register = Some(register);
    }

    pub(super) fn file(&self, register: u32) -> Memory {
        let at = register as i32 * self.assembler.lot.bytes();
        Memory { base: Base::File, at, one_for_all: false }
    }

    pub(super) fn constant(&mut self, bits: u64) -> Memory {
        Memory { base: Base::Pool, at: self.pool.constant(bits), one_for_all: true }
    }

    /// Where a number stands that no instruction works out.
    pub(super) fn source(&mut self, id: Id) -> Option<Memory> {
        match self.micros[id.0 as usize] {
            Micro::File(register, _) => Some(self.file(register)),
            Micro::Uniform(register) => {
                let at = register as i32 * 8;
                Some(Memory { base: Base::Uniform, at, one_for_all: true })
            }
            Micro::Constant(bits) => Some(self.constant(bits)),
            _ => None,
        }
    }

    pub(super) fn operand(&mut self, id: Id) -> Operand {
        let spot = self.spots[id.0 as usize];
        if let Some(register) = spot.register {
            return Operand::Register(register);
        }
        let source = self.source(id);
        let memory = source.unwrap_or_else(|| self.file(spot.memory.unwrap_or(0)));
        Operand::Memory(memory)
    }

    /// The machine register of a number, which is loaded if it is in none.
    pub(super) fn register(&mut self, id: Id, pinned: u32) -> Option<u8> {
        match self.operand(id) {
            Operand::Register(register) => Some(register),
            Operand::Memory(memory) => {
                let to = self.allocate(pinned)?;
                self.assembler.load(to, memory);
                self.hold(to, id);
                Some(to)
            }
        }
    }

    /// A free register; none of those pinned.
    pub(super) fn allocate(&mut self, pinned: u32) -> Option<u8> {
        let may = |at: &u8| pinned & 1 << *at == 0;
        let all = (self.layout.first..self.end).filter(may);
        if let Some(free) = all.clone().find(|at| self.registers[*at as usize].is_none()) {
            return Some(free);
        }
        let next_use = |at: &u8| {
            let held = self.registers[*at as usize]?;
            let spot = self.spots[held.0 as usize];
            self.uses[held.0 as usize].get(spot.used).copied()
        };
        let last = all.max_by_key(|at| next_use(at).unwrap_or(u32::MAX))?;
        let held = self.registers[last as usize].take()?;
        if self.source(held).is_none() && self.spots[held.0 as usize].memory.is_none() {
            let slot = self.spill_slot();
            let memory = self.file(slot);
            self.assembler.store(last, memory);
            self.spots[held.0 as usize].memory = Some(slot);
        }
        self.spots[held.0 as usize].register = None;
        Some(last)
    }

    /// A place in the file for a number that has to give way.
    fn spill_slot(&mut self) -> u32 {
        self.free_spills.pop().unwrap_or_else(|| {
            self.spilled += 1;
            self.layout.spills + self.spilled - 1
        })
    }

    /// The register of a mask, which is loaded if it is in none.
    pub(super) fn mask_register(&mut self, id: Id, pinned: Option<u8>) -> Option<u8> {
        let spot = self.spots[id.0 as usize];
        if spot.register.is_some() {
            return spot.register;
        }
        let memory = self.file(spot.memory?);
        let to = self.free_mask(pinned)?;
        self.assembler.move_mask(MaskMove::Load, to, memory);
        self.hold_mask(to, id);
        Some(to)
    }

    /// A free register for a mask; the last is for those that last for one instruction.
    pub(super) fn free_mask(&mut self, pinned: Option<u8>) -> Option<u8> {
        let may = || (1..7u8).filter(|at| pinned != Some(*at));
        if let Some(free) = may().find(|at| self.masks[*at as usize].is_none()) {
            return Some(free);
        }
        let next_use = |at: &u8| {
            let held = self.masks[*at as usize]?;
            let spot = self.spots[held.0 as usize];
            self.uses[held.0 as usize].get(spot.used).copied()
        };
        let last = may().max_by_key(|at| next_use(at).unwrap_or(u32::MAX))?;
        let held = self.masks[last as usize].take()?;
        if self.spots[held.0 as usize].memory.is_none() {
            let slot = self.spill_slot();
            let memory = self.file(slot);
            self.assembler.move_mask(MaskMove::Store, last, memory);
            self.spots[held.0 as usize].memory = Some(slot);
        }
        self.spots[held.0 as usize].register = None;
        Some(last)
    }

    pub(super) fn hold_mask(&mut self, register: u8, id: Id) {
        self.masks[register as usize] = Some(id);
        self.spots[id.0 as usize].register = Some(register);
    }

    pub(super) fn is_over(&self, id: Id) -> bool {
        self.spots[id.0 as usize].used >= self.uses[id.0 as usize].len()
    }

    /// Operands have been used; those that nothing uses any more leave their registers. Their places in
    /// the file are returned: they come free when the instruction has been written.
    pub(super) fn release(&mut self, operands: &[Id], at: Id) -> Vec<u32> {
        let mut late = Vec::new();
        for operand in operands {
            let index = operand.0 as usize;
            let uses = &self.uses[index];
            let spot = &mut self.spots[index];
            let before = spot.used;
            while uses.get(spot.used).is_some_and(|use_at| *use_at <= at.0) {
                spot.used += 1;
            }
            if spot.used < uses.len() || before == spot.used {
                continue;
            }
            if let Some(register) = spot.register.take() {
                let is_mask = matches!(
                    self.micros[index],
                    Micro::Compare(..) | Micro::Test(..) | Micro::Both(..) | Micro::Not(_)
                );
                if is_mask {
                    self.masks[register as usize] = None;
                } else {
                    self.registers[register as usize] = None;
                }
            }
            late.extend(spot.memory.take().filter(|it| *it >= self.layout.spills));
        }
        late
    }
    /// A register that holds a number and may be written to: its own where this is its last use, else
    /// another.
    pub(super) fn taken(&mut self, number: Id, at: Id, pinned: u32) -> Option<u8> {
        let spot = self.spots[number.0 as usize];
        let later = self.uses[number.0 as usize].get(spot.used..);
        let is_last = later.is_none_or(|uses| uses.iter().all(|it| *it <= at.0));
        match spot.register {
            Some(from) if is_last && pinned & 1 << from == 0 => Some(from),
            Some(from) => {
                let to = self.allocate(pinned | 1 << from)?;
                self.assembler.copy(to, from);
                Some(to)
            }
            None => {
                let from = self.operand(number);
                let to = self.allocate(pinned)?;
                if let Operand::Memory(memory) = from {
                    self.assembler.load(to, memory);
                }
                Some(to)
            }
        }
    }
}
