//! Files to models and back, one folder per format; what formats share stands beside them.
//!
//! Reading never fails and never panics: it gives back what could be read, and findings with
//! places. Reading order: [`token`], [`cursor`], [`equation`], [`mod@unit`], [`chapters`],
//! [`xmile`], [`vensim`].

pub mod chapters;
pub mod cursor;
pub mod encoding;
pub mod equation;
pub mod folder;
pub mod format;
#[cfg(test)]
mod generate;
pub mod layout;
pub mod limits;
pub mod number;
pub mod query;
pub mod spreadsheet;
pub mod table;
pub mod token;
pub mod toml;
pub mod unit;
pub mod vensim;
pub mod xmile;

use format::Format;
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

/// A model as text of another format, and what that format could not say.
#[derive(Clone, Debug, Default)]
pub struct Writing {
    /// The text.
    pub text: String,
    /// What could not be said, or only in other words.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a book's folder, one chapter, or another tool's file.
pub fn read(path: &Path) -> Reading {
    match Format::of(path) {
        Format::Chapters => chapters::read(path),
        Format::Vensim => vensim::read(path),
        Format::Xmile => xmile::read(path),
    }
}
