//! The commands, one file each.

pub mod audit;
pub mod check;
pub mod claims;
pub mod convert;
pub mod ensemble;
pub mod fit;
pub mod functions;
pub mod merge;
pub mod run;
pub mod serve;
pub mod summary;
