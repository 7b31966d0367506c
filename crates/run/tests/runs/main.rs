//! Runs of models from text: exact answers, restarts, invariances, failures, ensembles.

#![allow(clippy::expect_used, reason = "these are tests")]

mod branch;
mod ensemble;
mod exact;
mod failure;
mod model;
mod restart;
mod same;
