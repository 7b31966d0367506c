//! The commands, one file each.

pub mod check;
pub mod claims;
pub mod convert;
pub mod functions;
pub mod run;
pub mod serve;
pub mod summary;
