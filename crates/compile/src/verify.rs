//! The promise of a program, checked: it runs on any engine without a panic and touches no slot
//! outside `0..slots`.
//!
//! - every value refers only to values before it, and no tree of them is deeper than an engine's
//!   stack;
//! - every address, moved by all loops that are open where it stands, stays within the slots, or
//!   within the curves;
//! - loops are numbered from 0 as they open, none is empty, and a loop is read only where it is open;
//! - functions get as many arguments as they take;
//! - curves and dated series have points, in order;
//! - stocks, memories, delays, settings and variables lie within the slots.

mod address;
mod table;
pub(crate) mod value;

use crate::program::{Assign, Program};

/// What is broken in a program. Ours is the fault, not the modeller's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What, and where in the program.
    pub what: String,
}

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the compiler made a broken program ({}); please report the model that it was made of",
            self.what
        )
    }
}

impl std::error::Error for Broken {}

impl Broken {
    fn new(what: impl Into<String>) -> Broken {
        Broken { what: what.into() }
    }
}

/// Whether a program keeps the promise.
pub fn verify(program: &Program) -> Result<(), Broken> {
    table::tables(program)?;
    let depths = value::depths(program)?;
    for (list, assigns) in [("initial", &program.initial), ("every step", &program.every_step)] {
        for (place, assign) in assigns.iter().enumerate() {
            self::assign(program, assign, &depths)
                .map_err(|broken| Broken::new(format!("{list}, {place}: {}", broken.what)))?;
        }
    }
    Ok(())
}

fn assign(program: &Program, assign: &Assign, depths: &[usize]) -> Result<(), Broken> {
    if program.variables.get(assign.variable.0 as usize).is_none() {
        return Err(Broken::new("is for no variable"));
    }
    if assign.loops.len() > usize::from(u8::MAX) || assign.loops.contains(&0) {
        return Err(Broken::new("has an empty loop or too many"));
    }
    address::stays_within(&assign.target, &assign.loops, program.slots, "slot")?;
    value::value(program, assign.value, &mut assign.loops.clone(), depths)
}

#[cfg(test)]
mod tests;
