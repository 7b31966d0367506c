//! Model to program, one pass per file, in this order: [`expand`], [`resolve`], [`dimensions`],
//! [`units`], [`order`], [`lower`]; then [`verify`]. Doubts about a model that runs stand in
//! [`doubt`].

pub mod program;

pub use program::Program;
