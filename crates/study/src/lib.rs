//! Questions about runs, one file per question: whether a model can be run and asked at all
//! ([`check`]), whether what the argument claims comes out of it ([`claims`]), what its main
<<<<<<< HEAD
//! variables do, beside the record ([`courses`]), and how far the members of an ensemble spread
//! ([`mod@fan`]).
=======
//! variables do, beside the record ([`courses`]), and how far the members of an ensemble lie apart
//! ([`ensemble`]).
>>>>>>> b3bcdbb (ensemble, merge: members by plan, summaries in bounded memory, blocks that are resumed and merged to the same bytes)

pub mod check;
pub mod claims;
pub mod courses;
<<<<<<< HEAD
pub mod fan;
=======
pub mod ensemble;
>>>>>>> b3bcdbb (ensemble, merge: members by plan, summaries in bounded memory, blocks that are resumed and merged to the same bytes)
