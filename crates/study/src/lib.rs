//! Questions about runs, one file per question: whether a model can be run and asked at all
//! ([`check`]), and whether what the argument claims comes out of it ([`claims`]).

pub mod check;
pub mod claims;
