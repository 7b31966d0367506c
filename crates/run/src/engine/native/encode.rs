//! Machine instructions of AVX-512 as bytes: what Intel's manual (volume 2, chapter 2.7) calls the EVEX
//! prefix, and the few others that the emitter needs.
//!
//! One assembler writes code for eight numbers a register, or for one: the same instructions with another
//! length, so that both kinds of code come from one emitter.

/// How many numbers a register holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Lot {
    One,
    Eight,
}

impl Lot {
    /// Bytes of a register of a file.
    pub(super) fn bytes(self) -> i32 {
        match self {
            Lot::One => 8,
            Lot::Eight => 64,
        }
    }
}

/// Registers of the machine that addresses start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The file that is worked on (rbx).
    File,
    /// The file of what is alike for all members (r13).
    Uniform,
    /// Constants and tables (r14).
    Pool,
    /// Where registers are put away during a call (rax).
    Stack,
    /// The row of kept numbers (rbp).
    Kept,
}

impl Base {
    fn number(self) -> u8 {
        match self {
            Base::File => 3,
            Base::Uniform => 13,
            Base::Pool => 14,
            Base::Stack => 0,
            Base::Kept => 5,
        }
    }
}

/// A place in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Memory {
    pub(super) base: Base,
    pub(super) at: i32,
    /// Whether it is one number for all lanes, rather than one for each.
    pub(super) one_for_all: bool,
}

/// The last operand of an instruction.
#[derive(Clone, Copy, Debug)]
pub(super) enum Operand {
    Register(u8),
    Memory(Memory),
}

/// The table of opcodes that an instruction stands in.
#[derive(Clone, Copy)]
pub(super) enum Map {
    Basic = 1,
    More = 2,
    WithByte = 3,
}

/// What an instruction does where registers hold one number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It works on that number alone, by another prefix.
    Arithmetic,
    /// The same prefix but another opcode.
    ArithmeticAs(u8),
    /// It works on the whole register.
    Whole,
}

/// An instruction.
#[derive(Clone, Copy)]
pub(super) struct Code {
    pub(super) map: Map,
    pub(super) opcode: u8,
    pub(super) kind: Kind,
}

const fn basic(opcode: u8) -> Code {
    Code { map: Map::Basic, opcode, kind: Kind::Arithmetic }
}
const fn whole(map: Map, opcode: u8) -> Code {
    Code { map, opcode, kind: Kind::Whole }
}

pub(super) const ADD: Code = basic(0x58);
pub(super) const MULTIPLY: Code = basic(0x59);
pub(super) const SUBTRACT: Code = basic(0x5c);
pub(super) const MINIMUM: Code = basic(0x5d);
pub(super) const DIVIDE: Code = basic(0x5e);
pub(super) const MAXIMUM: Code = basic(0x5f);
pub(super) const ROOT: Code = basic(0x51);
pub(super) const COMPARE: Code = basic(0xc2);
pub(super) const SCALE: Code =
    Code { map: Map::More, opcode: 0x2c, kind: Kind::ArithmeticAs(0x2d) };
pub(super) const ROUND: Code =
    Code { map: Map::WithByte, opcode: 0x09, kind: Kind::ArithmeticAs(0x0b) };
/// The product of the second and the third operand, added to the first.
pub(super) const MULTIPLY_ONTO: Code =
    Code { map: Map::More, opcode: 0xb8, kind: Kind::ArithmeticAs(0xb9) };
pub(super) const BITS_AND: Code = whole(Map::Basic, 0xdb);
pub(super) const BITS_OR: Code = whole(Map::Basic, 0xeb);
pub(super) const BITS_XOR: Code = whole(Map::Basic, 0xef);
pub(super) const BITS_ADD: Code = whole(Map::Basic, 0xd4);
pub(super) const BITS_SUBTRACT: Code = whole(Map::Basic, 0xfb);
pub(super) const BLEND: Code = whole(Map::More, 0x65);
pub(super) const TEST: Code = whole(Map::More, 0x27);
/// Picks from eight numbers.
pub(super) const PICK_8: Code = whole(Map::More, 0x16);
/// Picks from sixteen, of which the first operand holds eight.
pub(super) const PICK_16: Code = whole(Map::More, 0x7f);
/// A load.
pub(super) const LOAD: Code = basic(0x10);
const SHIFT: Code = whole(Map::Basic, 0x73);
const BROADCAST: Code = whole(Map::More, 0x19);
const MOVE: Code = whole(Map::Basic, 0x28);

/// Which way a mask goes.
#[derive(Clone, Copy)]
pub(super) enum MaskMove {
    Load = 0x90,
    Store = 0x91,
}

/// The prefix byte that says packed numbers, and the one that says a single one.
const PACKED: u8 = 1;
const SINGLE: u8 = 3;

/// Addresses count from this many of the smallest steps into a file, so that most offsets are one byte.
pub(super) const BIAS: i32 = 128;

/// Instructions as they are written.
pub(super) struct Assembler {
    pub(super) bytes: Vec<u8>,
    pub(super) lot: Lot,
}

/// Everything of an instruction but its operand in memory or register.
struct Head {
    map: u8,
    prefix: u8,
    opcode: u8,
    /// 0: 128 bits; 2: 512.
    length: u8,
    reg: u8,
    second: u8,
    mask: u8,
}

impl Assembler {
    /// `to = a code b`, in lanes where the mask (a register of masks; 0: none) is true.
    pub(super) fn three(&mut self, code: Code, to: u8, a: u8, b: Operand, mask: u8) {
        let single = self.lot == Lot::One;
        let (prefix, opcode) = match code.kind {
            Kind::Arithmetic if single => (SINGLE, code.opcode),
            Kind::ArithmeticAs(other) if single => (PACKED, other),
            Kind::Arithmetic | Kind::ArithmeticAs(_) | Kind::Whole => (PACKED, code.opcode),
        };
        // A whole register of one number and what lies beside it: memory must be read for that number only.
        let all = single && code.kind == Kind::Whole;
        let length = if single { 0 } else { 2 };
        let head = Head { map: code.map as u8, prefix, opcode, length, reg: to, second: a, mask };
        self.instruction(&head, b, all);
    }

    /// The same for instructions that one more byte belongs to.
    pub(super) fn three_with(&mut self, code: Code, to: u8, a: u8, b: Operand, byte: u8) {
        self.three(code, to, a, b, 0);
        self.bytes.push(byte);
    }

    /// Bits of `from` shifted by so many.
    pub(super) fn shift(&mut self, left: bool, to: u8, from: u8, by: u8) {
        let which = if left { 6 } else { 2 };
        self.three_with(SHIFT, which, to, Operand::Register(from), by);
    }

    /// A register's content to another.
    pub(super) fn copy(&mut self, to: u8, from: u8) {
        if to != from {
            self.three(MOVE, to, 0, Operand::Register(from), 0);
        }
    }

    pub(super) fn load(&mut self, to: u8, from: Memory) {
        match self.lot {
            Lot::Eight if from.one_for_all => {
                let memory = Memory { one_for_all: false, ..from };
                let head = Head {
                    map: BROADCAST.map as u8,
                    prefix: PACKED,
                    opcode: BROADCAST.opcode,
                    length: 2,
                    reg: to,
                    second: 0,
                    mask: 0,
                };
                self.sized(&head, memory, 8, false);
            }
            Lot::Eight | Lot::One => self.moved(0x10, to, from),
        }
    }

    pub(super) fn store(&mut self, from: u8, to: Memory) {
        self.moved(0x11, from, to);
    }

    fn moved(&mut self, opcode: u8, register: u8, memory: Memory) {
        let (prefix, length) = match self.lot {
            Lot::One => (SINGLE, 0),
            Lot::Eight => (PACKED, 2),
        };
        let head = Head { map: 1, prefix, opcode, length, reg: register, second: 0, mask: 0 };
        self.instruction(&head, Operand::Memory(memory), false);
    }

    /// The same with two registers, rounded down.
    pub(super) fn rounded_down(&mut self, code: Code, to: u8, a: u8, b: u8) {
        let opcode = match (code.kind, self.lot) {
            (Kind::ArithmeticAs(other), Lot::One) => other,
            _ => code.opcode,
        };
        // Where no memory is read, the bit of broadcasts says that the length is a way of rounding.
        let map = code.map as u8;
        let head = Head { map, prefix: PACKED, opcode, length: 1, reg: to, second: a, mask: 0 };
        self.prefix(&head, b & 16 != 0, b & 8 != 0, true);
        self.raw(&[0xc0 | (to & 7) << 3 | b & 7]);
    }

    /// The low bits of a register of one number, to rax.
    pub(super) fn index(&mut self, from: u8, low_bits: u32) {
        // vmovq rax, from; and eax, low_bits
        let head =
            Head { map: 1, prefix: PACKED, opcode: 0x7e, length: 0, reg: from, second: 0, mask: 0 };
        self.instruction(&head, Operand::Register(0), false);
        self.raw(&[0x25]);
        self.raw(&low_bits.to_le_bytes());
    }

    /// `to = a code b`, of one number each: b is the one of a table of the pool that rax says. A load has
    /// 0 for `a`.
    pub(super) fn indexed(&mut self, code: Code, to: u8, a: u8, table: i32) {
        let (map, opcode) = (code.map as u8, code.opcode);
        let head = Head { map, prefix: SINGLE, opcode, length: 0, reg: to, second: a, mask: 0 };
        self.prefix(&head, false, true, false);
        self.raw(&[0x80 | (to & 7) << 3 | 4, 0b1100_0110]);
        self.raw(&(table - BIAS * 8).to_le_bytes());
    }

    /// For each lane the number of a table of the pool that stands so far in it. Uses the last mask.
    pub(super) fn gather(&mut self, to: u8, index: u8, table: i32) {
        self.masks(0x46, 7, 7, 7);
        let second = index & 16;
        let head =
            Head { map: 2, prefix: PACKED, opcode: 0x93, length: 2, reg: to, second, mask: 7 };
        self.prefix(&head, index & 8 != 0, true, false);
        self.raw(&[0x80 | (to & 7) << 3 | 4, 0b1100_0110 | (index & 7) << 3]);
        self.raw(&(table - BIAS * 8).to_le_bytes());
    }

    /// A mask to a place of the file, or back.
    pub(super) fn move_mask(&mut self, how: MaskMove, mask: u8, memory: Memory) {
        // kmovb mask, [base + offset], or the other way
        let at = memory.at - bias(memory.base, self.lot);
        self.raw(&[0xc5, 0xf9, how as u8, 0x80 | mask << 3 | memory.base.number() & 7]);
        self.raw(&at.to_le_bytes());
    }

    /// A mask true where both are, or (of one twice) where neither is.
    pub(super) fn masks(&mut self, opcode: u8, to: u8, a: u8, b: u8) {
        self.raw(&[0xc5, 0x80 | (!a & 15) << 3 | 5, opcode, 0xc0 | to << 3 | b]);
    }

    /// A mask true where one is not.
    pub(super) fn mask_not(&mut self, to: u8, from: u8) {
        self.raw(&[0xc5, 0xf9, 0x44, 0xc0 | to << 3 | from]);
    }

    /// Jumps where not all lanes of a mask are as wanted; where to is written later, at the place returned.
    pub(super) fn jump_unless(&mut self, mask: u8, wanted: bool) -> usize {
        let condition = match (self.lot, wanted) {
            // kortestb: carry says all are true, zero says none is.
            (Lot::Eight, true) => 0x83,
            (Lot::Eight, false) => 0x85,
            (Lot::One, true) => 0x84,
            (Lot::One, false) => 0x85,
        };
        match self.lot {
            Lot::Eight => self.raw(&[0xc5, 0xf9, 0x98, 0xc0 | mask << 3 | mask]),
            // kmovb eax, mask; test al, 1
            Lot::One => self.raw(&[0xc5, 0xf9, 0x93, 0xc0 | mask, 0xa8, 1]),
        }
        self.raw(&[0x0f, condition, 0, 0, 0, 0]);
        self.bytes.len()
    }

    /// Jumps to a place.
    pub(super) fn jump_to(&mut self, to: usize) {
        self.raw(&[0xe9, 0, 0, 0, 0]);
        self.aim(self.bytes.len(), to);
    }

    /// Calls what stands at a place.
    pub(super) fn call(&mut self, to: usize) {
        self.raw(&[0xe8, 0, 0, 0, 0]);
        self.aim(self.bytes.len(), to);
    }

    /// Calls what stands at a place, which has masks of its own: these are kept on the stack.
    pub(super) fn call_keeping(&mut self, to: usize, masks: &[u8]) {
        for mask in masks {
            // kmovb eax, mask; push rax
            self.raw(&[0xc5, 0xf9, 0x93, 0xc0 | mask, 0x50]);
        }
        self.call(to);
        for mask in masks.iter().rev() {
            // pop rax; kmovb mask, eax
            self.raw(&[0x58, 0xc5, 0xf9, 0x92, 0xc0 | mask << 3]);
        }
    }

    /// Writes where a jump that ends here goes.
    pub(super) fn aim(&mut self, end: usize, to: usize) {
        // Code is far smaller than two gigabytes; `emit` refuses what is not.
        let distance = (to as i64 - end as i64) as i32;
        self.bytes[end - 4..end].copy_from_slice(&distance.to_le_bytes());
    }

    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    fn instruction(&mut self, head: &Head, operand: Operand, all: bool) {
        match operand {
            Operand::Register(register) => {
                self.prefix(head, register & 16 != 0, register & 8 != 0, false);
                self.raw(&[0xc0 | (head.reg & 7) << 3 | register & 7]);
            }
            Operand::Memory(memory) => {
                let broadcast = all || memory.one_for_all && self.lot == Lot::Eight;
                let unit = if broadcast { 8 } else { self.lot.bytes() };
                self.sized(head, memory, unit, broadcast);
            }
        }
    }

    /// An instruction on memory, of which one-byte offsets count in `unit`.
    fn sized(&mut self, head: &Head, memory: Memory, unit: i32, broadcast: bool) {
        let base = memory.base.number();
        let at = memory.at - bias(memory.base, self.lot);
        self.prefix(head, false, base & 8 != 0, broadcast);
        let modes = (head.reg & 7) << 3 | base & 7;
        match i8::try_from(at / unit) {
            Ok(near) if at % unit == 0 => self.raw(&[0x40 | modes, near.cast_unsigned()]),
            _ => {
                self.raw(&[0x80 | modes]);
                self.raw(&at.to_le_bytes());
            }
        }
    }

    /// The four bytes before the operands. High bits of register numbers stand inverted.
    fn prefix(&mut self, head: &Head, x: bool, b: bool, broadcast: bool) {
        let not = |bit: bool, place: u8| u8::from(!bit) << place;
        let Head { map, prefix, opcode, length, reg, second, mask } = *head;
        self.raw(&[
            0x62,
            not(reg & 8 != 0, 7) | not(x, 6) | not(b, 5) | not(reg & 16 != 0, 4) | map,
            0x80 | (!second & 15) << 3 | 4 | prefix,
            length << 5 | u8::from(broadcast) << 4 | not(second & 16 != 0, 3) | mask,
            opcode,
        ]);
    }
}

/// How far into what it names an address register points.
pub(super) fn bias(base: Base, lot: Lot) -> i32 {
    match base {
        Base::File => BIAS * lot.bytes(),
        Base::Uniform | Base::Pool => BIAS * 8,
        Base::Stack | Base::Kept => 0,
    }
}
