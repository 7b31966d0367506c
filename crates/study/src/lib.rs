//! Questions about runs, one file per question: whether a model can be run and asked at all
//! ([`check`]), whether what the argument claims comes out of it ([`claims`]), what its main
//! variables do, beside the record ([`courses`]), and how far the members of an ensemble lie apart
//! ([`ensemble`]; a few of them line by line: [`mod@fan`]).

pub mod audit;
pub mod check;
pub mod claims;
pub mod courses;
pub mod ensemble;
pub mod fan;
pub mod fit;
