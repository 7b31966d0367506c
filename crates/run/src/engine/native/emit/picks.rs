//! Entries of tables, and lines between points.

use super::Emitter;
use crate::engine::native::encode::{
    ADD, BITS_AND, Base, LOAD, Lot, MULTIPLY, Memory, Operand, PICK_8, PICK_16, SUBTRACT,
};
use crate::engine::native::sheet::Id;

impl Emitter<'_> {
    pub(super) fn pick(&mut self, id: Id, table: u32, size: u32, index: Id) -> Option<()> {
        let index_register = self.register(index, 0)?;
        let pinned = 1 << index_register;
        let to = self.allocate(pinned)?;
        let at = table as i32 * 64;
        match self.assembler.lot {
            Lot::One => {
                self.assembler.index(index_register, size - 1);
                self.assembler.indexed(LOAD, to, 0, at);
            }
            Lot::Eight => {
                let place = self.picking(index_register, size, pinned | 1 << to)?;
                self.picked(to, place, size, at);
            }
        }
        let late = self.release(&[index], id);
        self.free_spills.extend(late);
        self.hold(to, id);
        Some(())
    }

    /// Where picks of a table of this size find how far to go: of a long one only low bits say it.
    pub(super) fn picking(&mut self, index: u8, size: u32, pinned: u32) -> Option<u8> {
        if size <= 16 {
            return Some(index);
        }
        let low = self.constant(u64::from(size - 1));
        let to = self.allocate(pinned)?;
        self.assembler.three(BITS_AND, to, index, Operand::Memory(low), 0);
        Some(to)
    }

    /// For each lane an entry of a table of the pool.
    pub(super) fn picked(&mut self, to: u8, index: u8, size: u32, at: i32) {
        let row = |n: i32| Memory { base: Base::Pool, at: at + n * 64, one_for_all: false };
        if size <= 8 {
            self.assembler.three(PICK_8, to, index, Operand::Memory(row(0)), 0);
        } else if size <= 16 {
            self.assembler.load(to, row(0));
            self.assembler.three(PICK_16, to, index, Operand::Memory(row(1)), 0);
        } else {
            self.assembler.gather(to, index, at);
        }
    }

    /// y on a line: y at its left end, and the way from there times its slope.
    pub(super) fn line(&mut self, id: Id, table: u32, size: u32, [cell, x]: [Id; 2]) -> Option<()> {
        let (at, column) = (table as i32 * 64, size as i32 * 8);
        let from = self.register(x, 0)?;
        let index = self.register(cell, 1 << from)?;
        let pinned = 1 << from | 1 << index;
        let to = self.allocate(pinned)?;
        let register = Operand::Register;
        match self.assembler.lot {
            Lot::One => {
                self.assembler.index(index, size - 1);
                self.assembler.indexed(SUBTRACT, to, from, at);
                self.assembler.indexed(MULTIPLY, to, to, at + column);
                self.assembler.indexed(ADD, to, to, at + 2 * column);
            }
            Lot::Eight => {
                let entry = self.allocate(pinned | 1 << to)?;
                let index = self.picking(index, size, pinned | 1 << to | 1 << entry)?;
                self.picked(to, index, size, at);
                self.picked(entry, index, size, at + column);
                self.assembler.three(SUBTRACT, to, from, register(to), 0);
                self.assembler.three(MULTIPLY, to, to, register(entry), 0);
                self.picked(entry, index, size, at + 2 * column);
                self.assembler.three(ADD, to, entry, register(to), 0);
            }
        }
        let late = self.release(&[x, cell], id);
        self.free_spills.extend(late);
        self.hold(to, id);
        Some(())
    }
}
