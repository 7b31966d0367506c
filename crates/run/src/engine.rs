//! What works out a program's values at a moment. There is one engine so far: the plain
//! [`interpreter`], which is the reference for every engine to come.

pub mod interpreter;
pub mod together;
