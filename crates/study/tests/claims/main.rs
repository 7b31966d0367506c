//! Claims whose verdicts are known by hand, from text through the reader to the report.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod changes;
mod check;
mod ensemble;
mod field;
mod knockouts;
mod reality;
mod record;
mod verdicts;
mod windows;
