//! What works out a program's values at a moment: the plain [`interpreter`], which is the reference,
//! and the [`tape`], which works many members off side by side and gives the same bits.

pub mod interpreter;
pub(crate) mod lanes;
pub mod tape;
pub mod together;
