//! Models from text, through the real reader and the compiler, to numbers or findings.

#![allow(clippy::panic, clippy::unwrap_used, reason = "what the tests share may fail them")]

mod arrays;
mod findings;
mod library;
mod macros;
mod print;
mod same;
mod scalar;
mod support;
mod switches;
mod units;
