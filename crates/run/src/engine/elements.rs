//! Large arrays, elements side by side: equations stay the loops that they are in the program, and what the
//! lanes of a vector hold are up to [`LANES`] neighbouring elements of one member, not members.
//!
//! [`stretch`] cuts a program into stretches of equations over the same elements, [`body`] makes a tape of
//! each, [`work`] works it off for all elements. So the time to make ready, and the memory it takes, grow
//! with the equations; the bits are the interpreter's, who also does whatever has no kernel.

mod body;
mod read;
mod stretch;
mod work;

#[cfg(test)]
mod tests;

use super::interpreter::Interpreter;
use super::tape::execute::Files;
use super::tape::{LANES, curve};
use crate::failure::Failure;
use body::Body;
use interregnum_compile::program::{Assign, Program};
use read::{Loops, operations};
use std::ops::Range;

/// Programs of fewer operations than this, each element counted, go over the tape whole when members run side
/// by side: every element an operation of its own. That is up to three times as fast for each member, but to
/// make ready takes a quarter of a microsecond an operation, and 512 bytes for each number of a block.
const LEAST_BESIDE: u64 = 100_000;

/// The same for one member alone.
const LEAST_ALONE: u64 = 4_000;

/// Of how many elements an operation's array must be on average for that: below, few lanes have work.
const LEAST_ELEMENTS: u64 = 32;

/// What is to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum For {
    /// Members side by side.
    Many,
    /// One member, or one after the other.
    One,
}

/// A program made ready.
pub(crate) struct Plan {
    initial: Vec<Part>,
    every_step: Vec<Part>,
    curves: Vec<curve::Ready>,
    /// How many bodies there are.
    bodies: usize,
}

/// What is done next.
enum Part {
    /// An equation that the interpreter works out.
    Plain(usize),
    /// Equations over the same elements.
    Stretch(Range<usize>, Box<Body>),
}

/// The registers of each body, for one run.
pub(crate) struct Benches {
    files: Vec<Option<Bench>>,
    /// Which stretch, counted over the run, is worked out.
    turn: u64,
}

/// The registers of one body.
struct Bench {
    files: Files,
    /// When what never moves was read last.
    turn: u64,
}

impl Bench {
    fn new(body: &Body) -> Bench {
        Bench { files: Files::new(&body.schedule, LANES, None), turn: 0 }
    }
}

impl Plan {
    /// A plan for a program whose arrays are so large that it is faster, or the only one that takes little
    /// memory; `None` for all others.
    pub(crate) fn if_it_pays(program: &Program, runs: For) -> Option<Plan> {
        let assigns = || program.initial.iter().chain(&program.every_step);
        let total =
            |each: &dyn Fn(&Assign) -> u64| assigns().map(each).fold(0, u64::saturating_add);
        let unrolled = total(&|it| operations(program, it, Loops::Unrolled));
        let least = match runs {
            For::Many => LEAST_BESIDE,
            For::One => LEAST_ALONE,
        };
        (unrolled >= least).then_some(())?;
        let written = total(&|it| operations(program, it, Loops::Kept));
        (unrolled >= written.saturating_mul(LEAST_ELEMENTS)).then(|| Plan::new(program))
    }

    /// A plan for any program.
    pub(crate) fn new(program: &Program) -> Plan {
        let mut bodies = 0;
        let initial = stretch::parts(program, &program.initial, &mut bodies);
        let every_step = stretch::parts(program, &program.every_step, &mut bodies);
        let curves = program.curves.iter().map(curve::Ready::new).collect();
        Plan { initial, every_step, curves, bodies }
    }

    /// Registers for one run.
    pub(crate) fn benches(&self) -> Benches {
        Benches { files: (0..self.bodies).map(|_| None).collect(), turn: 0 }
    }

    /// Does what is done once.
    pub(crate) fn initial(
        &self,
        benches: &mut Benches,
        interpreter: &mut Interpreter,
    ) -> Result<(), Failure> {
        let assigns = &interpreter.program.initial;
        self.all(&self.initial, assigns, benches, interpreter)
    }

    /// Does what is done at each step.
    pub(crate) fn every_step(
        &self,
        benches: &mut Benches,
        interpreter: &mut Interpreter,
    ) -> Result<(), Failure> {
        let assigns = &interpreter.program.every_step;
        self.all(&self.every_step, assigns, benches, interpreter)
    }

    fn all<'a>(
        &self,
        parts: &[Part],
        assigns: &'a [Assign],
        benches: &mut Benches,
        interpreter: &mut Interpreter<'a>,
    ) -> Result<(), Failure> {
        for part in parts {
            match part {
                Part::Plain(at) => interpreter.assign(&assigns[*at])?,
                Part::Stretch(range, body) => {
                    let finite = work::stretch(body, &self.curves, benches, interpreter);
                    if !finite {
                        // What is not finite is told, or excused, by the interpreter.
                        assigns[range.clone()].iter().try_for_each(|it| interpreter.assign(it))?;
                    }
                }
            }
        }
        Ok(())
    }
}
