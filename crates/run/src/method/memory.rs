//! What is remembered from step to step: memories of one step, and fixed delays.

use crate::clock::Clock;
use crate::failure::{Failure, FailureKind};
use crate::state::Delayed;
use interregnum_compile::program::{Program, Slot, VariableId};
use std::collections::VecDeque;

/// More numbers than this are not remembered by the fixed delays of one run: 400 MB.
pub const MOST_DELAYED: u64 = 50_000_000;

/// What a run remembers.
pub(crate) struct Memories {
    /// One for each element of each fixed delay.
    pub(crate) delays: Vec<Delayed>,
    /// What memories and delays will hold after this step, in their order.
    next: Vec<f64>,
}

impl Memories {
    /// Empty, with the delay times as they stand in the slots at the start.
    pub(crate) fn new(
        program: &Program,
        slots: &[f64],
        clock: &Clock,
    ) -> Result<Memories, Failure> {
        let mut delays = Vec::new();
        let mut room: u64 = 0;
        for delay in &program.delays {
            for element in 0..delay.count {
                let time = slots[(delay.time.0 + element) as usize];
                let steps = delay_steps(time, clock.dt());
                // What would come out only after the last step needs no room of its own.
                let waiting = steps.min(clock.steps + 1);
                room += waiting;
                if room > MOST_DELAYED {
                    return Err(Failure {
                        kind: FailureKind::DelayTooLong,
                        variable: variable_at(program, delay.output, element),
                        time: clock.at(0, 0.0),
                        span: Some(delay.span),
                        operands: vec![time],
                    });
                }
                let waiting = VecDeque::with_capacity(waiting as usize);
                delays.push(Delayed { steps, waiting });
            }
        }
        Ok(Memories::with(program, delays))
    }

    /// As a saved state has them.
    pub(crate) fn with(program: &Program, delays: Vec<Delayed>) -> Memories {
        let memories: usize = program.memories.iter().map(|memory| memory.count as usize).sum();
        let next = Vec::with_capacity(memories + delays.len());
        Memories { delays, next }
    }

    /// Takes in what the slots hold at a step's beginning. All is read before anything is
    /// written, for a memory may remember another.
    pub(crate) fn take_in(&mut self, program: &Program, slots: &[f64]) {
        self.next.clear();
        for memory in &program.memories {
            let first = memory.source.0 as usize;
            self.next.extend_from_slice(&slots[first..first + memory.count as usize]);
        }
        let elements = program.delays.iter().flat_map(|delay| {
            (0..delay.count).map(|element| (delay.input.0 + element, delay.output.0 + element))
        });
        for ((input, output), delayed) in elements.zip(&mut self.delays) {
            self.next.push(delayed.pass(slots[input as usize], slots[output as usize]));
        }
    }

    /// Gives out what was taken in, for the step that follows.
    pub(crate) fn give_out(&self, program: &Program, slots: &mut [f64]) {
        let memories = program.memories.iter().map(|memory| (memory.slot, memory.count));
        let delays = program.delays.iter().map(|delay| (delay.output, delay.count));
        let mut next = self.next.as_slice();
        for (slot, count) in memories.chain(delays) {
            let (now, later) = next.split_at(count as usize);
            slots[slot.0 as usize..][..now.len()].copy_from_slice(now);
            next = later;
        }
    }
}

/// The nearest number of whole steps, at least 1; a time without end never comes out.
pub(crate) fn delay_steps(time: f64, dt: f64) -> u64 {
    ((time / dt).round() as u64).max(1)
}

/// The variable whose element stands in a slot.
fn variable_at(program: &Program, first: Slot, element: u32) -> Option<(VariableId, u32)> {
    let slot = first.0 + element;
    (0..).map(VariableId).zip(&program.variables).find_map(|(id, layout)| {
        let element = slot.checked_sub(layout.first.0)?;
        (element < layout.count).then_some((id, element))
    })
}
