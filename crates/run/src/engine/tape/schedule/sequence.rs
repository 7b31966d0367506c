//! Instructions in runs of one operation, so that the operation is asked for once a run.

use super::{Instruction, Place};
use crate::engine::tape::graph::Op;

/// Instructions in the order they are worked off.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    pub(crate) instructions: Vec<Instruction>,
    /// Where each run of one operation ends.
    pub(crate) ends: Vec<u32>,
}

impl Op {
    /// Whether the operation takes so long that it pays to gather operands of several instructions
    /// and work on them side by side.
    pub(crate) fn is_heavy(self) -> bool {
        matches!(
            self,
            Op::Exp
                | Op::Ln
                | Op::Log10
                | Op::Power
                | Op::Sin
                | Op::Cos
                | Op::Tan
                | Op::Arctan
                | Op::Sinh
                | Op::Cosh
                | Op::Tanh
        )
    }
}

impl Sequence {
    /// The runs, each with its operation.
    #[inline(always)]
    pub(crate) fn runs(&self) -> impl Iterator<Item = (&[Instruction], Op)> {
        let mut first = 0;
        self.ends.iter().filter_map(move |end| {
            let run = &self.instructions[first..*end as usize];
            first = *end as usize;
            Some((run, run.first()?.op))
        })
    }

    /// In the order given.
    pub(super) fn plain(instructions: Vec<Instruction>) -> Sequence {
        let mut ends = Vec::new();
        for (at, pair) in instructions.windows(2).enumerate() {
            if pair[0].op != pair[1].op {
                ends.push(at as u32 + 1);
            }
        }
        ends.extend((!instructions.is_empty()).then_some(instructions.len() as u32));
        Sequence { instructions, ends }
    }

    /// In an order with longer runs, for instructions that each have a register of their own. Within
    /// a run of a heavy operation none reads another's result.
    pub(super) fn grouped(instructions: Vec<Instruction>, rare: &[Vec<Place>]) -> Sequence {
        let mut waiting = Waiting::new(&instructions, rare);
        let mut sequence = Sequence::default();
        while let Some(op) = waiting.next_op() {
            let mut ready = std::mem::take(&mut waiting.ready[op as usize]);
            while !ready.is_empty() {
                for at in ready.drain(..) {
                    sequence.instructions.push(instructions[at as usize]);
                    waiting.done(at, &instructions);
                }
                if !op.is_heavy() {
                    ready = std::mem::take(&mut waiting.ready[op as usize]);
                }
            }
            sequence.ends.push(sequence.instructions.len() as u32);
        }
        sequence
    }
}

/// Instructions that wait for others.
struct Waiting {
    /// For each instruction those that read its result.
    readers: Vec<Vec<u32>>,
    /// How many results each still waits for.
    missing: Vec<u32>,
    /// For each operation the instructions that wait for none.
    ready: Vec<Vec<u32>>,
    ops: Vec<Op>,
}

impl Waiting {
    fn new(instructions: &[Instruction], rare: &[Vec<Place>]) -> Waiting {
        let highest = instructions.iter().map(|it| it.to).max().unwrap_or(0);
        let mut writer = vec![None; highest as usize + 1];
        let mut waiting = Waiting {
            readers: vec![Vec::new(); instructions.len()],
            missing: vec![0; instructions.len()],
            ready: vec![Vec::new(); Op::Rare as usize + 1],
            ops: Vec::new(),
        };
        for (at, instruction) in instructions.iter().enumerate() {
            let mut read = |register: u32| {
                if let Some(Some(writer)) = writer.get(register as usize) {
                    let writer: usize = *writer;
                    waiting.readers[writer].push(at as u32);
                    waiting.missing[at] += 1;
                }
            };
            match instruction.op {
                Op::Rare => rare[instruction.extra as usize].iter().for_each(|place| {
                    let (Place::Uniform(register) | Place::Laned(register)) = place;
                    read(*register);
                }),
                _ => instruction.from[..instruction.op.operands()].iter().for_each(|it| read(*it)),
            }
            writer[instruction.to as usize] = Some(at);
            if !waiting.ops.contains(&instruction.op) {
                waiting.ops.push(instruction.op);
            }
            if waiting.missing[at] == 0 {
                waiting.ready[instruction.op as usize].push(at as u32);
            }
        }
        waiting
    }

    /// The operation with the most instructions ready; a heavy one only when no other is left, so
    /// that as many as possible come together.
    fn next_op(&self) -> Option<Op> {
        let ready = |op: &Op| self.ready[*op as usize].len();
        let some = self.ops.iter().copied().filter(|op| ready(op) > 0);
        some.max_by_key(|op| (!op.is_heavy(), ready(op)))
    }

    fn done(&mut self, at: u32, instructions: &[Instruction]) {
        for reader in std::mem::take(&mut self.readers[at as usize]) {
            let missing = &mut self.missing[reader as usize];
            *missing -= 1;
            if *missing == 0 {
                self.ready[instructions[reader as usize].op as usize].push(reader);
            }
        }
    }
}
