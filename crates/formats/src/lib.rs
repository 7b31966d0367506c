//! Files to models and back, one folder per format; what formats share stands beside them.
//!
//! Reading never fails and never panics: it gives back what could be read, and findings with
//! places. Reading order: [`token`], [`cursor`], [`equation`], [`unit`], [`chapters`].

pub mod chapters;
pub mod cursor;
pub mod equation;
pub mod folder;
pub mod limits;
pub mod number;
pub mod table;
pub mod token;
pub mod toml;
pub mod unit;

use interregnum_model::diagnostic::Diagnostic;
use interregnum_model::model::Model;
use std::path::Path;

/// What could be read, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The model, as far as it could be read.
    pub model: Model,
    /// What is wrong, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a book's folder, or one chapter.
pub fn read(path: &Path) -> Reading {
    chapters::read(path)
}
