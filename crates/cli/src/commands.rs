//! The commands, one file each.

pub mod functions;
pub mod run;
