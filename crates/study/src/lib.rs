//! Questions about runs, one file per question: whether a model can be run and asked at all
//! ([`check`]), whether what the argument claims comes out of it ([`claims`]), what its main
//! variables do, beside the record ([`courses`]), and how far the members of an ensemble spread
//! ([`mod@fan`]).

pub mod check;
pub mod claims;
pub mod courses;
pub mod fan;
