//! What works out a program's values at a moment: the plain [`interpreter`], which is the reference,
//! and the [`tape`], which works many members off side by side and gives the same bits.

pub mod interpreter;
pub(crate) mod lanes;
mod positions;
pub mod tape;
pub mod together;
