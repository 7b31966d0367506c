//! The promise of a tape, checked once before it runs: every instruction reads and writes registers
//! that there are, and names curves and rare operations that there are.
//!
//! The kernels of [`super::execute`] rest on it: they ask nothing.

use super::graph::{Op, Rare};
use super::schedule::{Instruction, Place, Schedule, Sequence, UNIFORM};

/// Whether a tape keeps the promise.
pub(crate) fn verify(schedule: &Schedule, curves: usize, rare: &[Rare]) -> bool {
    let uniform = schedule.uniform_file.len() as u32;
    let laned = schedule.laned_registers;
    let held = |place: &Place| match place {
        Place::Uniform(register) => *register < uniform,
        Place::Laned(register) => *register < laned,
    };
    let operand = |from: u32, own: u32| match from & UNIFORM {
        0 => from < own,
        _ => from & !UNIFORM < uniform,
    };
    let fits = |instruction: &Instruction, own: u32| {
        let operands = match instruction.op {
            Op::Rare => {
                (instruction.from[0] as usize) < rare.len()
                    && (instruction.extra as usize) < schedule.rare_operands.len()
            }
            Op::Curve => (instruction.extra as usize) < curves && operand(instruction.from[0], own),
            // What an operation does not read is 0, which there is.
            _ => instruction.from.iter().all(|from| operand(*from, own)),
        };
        instruction.to < own && operands
    };
    // What is worked out for all members alike reads only what is.
    let own_only = |instruction: &Instruction| {
        let places = schedule.rare_operands.get(instruction.extra as usize);
        match instruction.op {
            Op::Rare => places.is_some_and(|places| {
                places.iter().all(|place| matches!(place, Place::Uniform(_)))
            }),
            _ => instruction.from.iter().all(|from| from & UNIFORM == 0),
        }
    };
    let uniforms = both(&schedule.uniform_once, &schedule.uniform);
    let laneds = both(&schedule.laned_once, &schedule.laned);
    let entering = schedule.entering.iter().map(|(_, place)| place);
    let mut places = schedule
        .rare_operands
        .iter()
        .flatten()
        .chain(entering)
        .chain(&schedule.start)
        .chain(&schedule.delay_times)
        .chain(&schedule.asked)
        .chain(&schedule.finite_once)
        .chain(&schedule.finite);
    uniforms.clone().all(|it| fits(it, uniform) && own_only(it))
        && laneds.clone().all(|it| fits(it, laned))
        && schedule.time.is_none_or(|time| time < uniform)
        && schedule.suspicions.is_none_or(|suspicions| suspicions < laned)
        && places.all(held)
        && [&schedule.uniform_once, &schedule.uniform, &schedule.laned_once, &schedule.laned]
            .into_iter()
            .all(runs_of_one)
}

fn both<'a>(
    once: &'a Sequence,
    each_time: &'a Sequence,
) -> impl Iterator<Item = &'a Instruction> + Clone {
    once.instructions.iter().chain(&each_time.instructions)
}

/// Whether the runs of a sequence are all of it, each of one operation.
fn runs_of_one(sequence: &Sequence) -> bool {
    let mut first = 0;
    for end in &sequence.ends {
        let Some(run) = sequence.instructions.get(first..*end as usize) else { return false };
        if !run.windows(2).all(|pair| pair[0].op == pair[1].op) {
            return false;
        }
        first = *end as usize;
    }
    first == sequence.instructions.len()
}
