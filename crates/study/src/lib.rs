//! Questions about runs, one file per question: whether a model can be run and asked at all
//! ([`check`]), whether what the argument claims comes out of it ([`claims`]), and what its main
//! variables do, beside the record ([`courses`]).

pub mod check;
pub mod claims;
pub mod courses;
