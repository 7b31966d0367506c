//! What works out a program's values at a moment: the plain [`interpreter`], which is the reference;
//! the [`tape`], which works many members off side by side; [`elements`], which works many elements of large
//! arrays off side by side. All give the same bits.

pub(crate) mod elements;
pub mod interpreter;
pub(crate) mod lanes;
mod positions;
pub mod tape;
pub mod together;
