//! What works out a program's values at a moment: the plain [`interpreter`], which is the reference;
//! the [`tape`], which works many members off side by side; [`elements`], which works many elements of large
//! arrays off side by side. All give the same bits.

pub(crate) mod elements;
pub mod interpreter;
pub(crate) mod lanes;
#[cfg_attr(not(target_arch = "x86_64"), path = "engine/no_native.rs")]
pub(crate) mod native;
mod positions;
pub mod tape;
pub mod together;
