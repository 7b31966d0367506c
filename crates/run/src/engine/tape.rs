//! The tape: a program made flat for one set of settings, worked through for many members side by
//! side, or for one.
//!
//! [`lower`] unrolls the program to a [`graph`] of single operations without repeats, in which
//! settings that do not vary are constants; [`schedule`] puts them in order, apart by how often
//! and for how many lanes they are needed, and gives them registers; [`execute`] works the tape off with
//! one kernel for each operation; [`block`] leads a block of members through time. Results are the
//! interpreter's, bit for bit.

mod block;
mod curve;
mod execute;
mod graph;
mod lower;
mod operation;
mod schedule;

#[cfg(test)]
mod tests;

pub use block::{LANES, Width, run_block};
