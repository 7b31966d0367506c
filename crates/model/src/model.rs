//! A whole model: everything a book, an XMILE or a Vensim file says.

use crate::claim::Claim;
use crate::dialect::Dialect;
use crate::dimension::Dimension;
use crate::macros::Macro;
use crate::name::{Key, Name};
use crate::scenario::{Lever, Mechanism};
use crate::series::Series;
use crate::source::{FileId, Sources, Span};
use crate::time::TimeSpec;
use crate::unit::UnitDefinition;
use crate::variable::Variable;
use crate::view::{Display, Group, View};

/// A model with the text it was read from.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Title, argument, sources, ensemble: what `book.toml` says.
    pub book: Book,
    /// Who wrote it, and so how strictly it is checked.
    pub origin: Origin,
    /// In what language it is written, and so spoken of.
    pub dialect: Dialect,
    /// The files it was read from.
    pub sources: Sources,
    /// Chapters in order.
    pub chapters: Vec<Chapter>,
    /// From when to when, in what steps.
    pub time: TimeSpec,
    /// Index sets.
    pub dimensions: Vec<Dimension>,
    /// Stocks, flows, auxiliaries, parameters, lookups, inputs, in written order.
    pub variables: Vec<Variable>,
    /// Models used like functions.
    pub macros: Vec<Macro>,
    /// What can be switched off.
    pub mechanisms: Vec<Mechanism>,
    /// What can be pulled.
    pub levers: Vec<Lever>,
    /// Observed series.
    pub series: Vec<Series>,
    /// What the argument asserts.
    pub claims: Vec<Claim>,
    /// Units the file defines; the units of variables are written in terms of them already.
    pub units: Vec<UnitDefinition>,
    /// Variables that belong together.
    pub groups: Vec<Group>,
    /// How values are shown.
    pub displays: Vec<Display>,
    /// The drawing.
    pub views: Vec<View>,
}

/// What is said of the book as a whole.
#[derive(Clone, Debug, Default)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// The argument in a few lines, for a newcomer.
    pub argument: String,
    /// Sources that declarations may name.
    pub sources: Vec<Source>,
    /// How an ensemble of this book is made.
    pub ensemble: EnsembleSpec,
    /// Variables that a summary shows.
    pub show: Vec<Name>,
}

/// A source that declarations may name with `@key`.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its key, without `@`.
    pub key: String,
    /// What it is.
    pub title: String,
    /// Where it is listed.
    pub span: Span,
}

/// How an ensemble is made.
#[derive(Clone, Debug, Default)]
pub struct EnsembleSpec {
    /// Members by which claims are judged when the user does not say.
    pub members: u32,
    /// Seed when the user does not say.
    pub seed: u64,
    /// Levers pulled in every member but not in the base run, such as random weather.
    pub with: Vec<Name>,
    /// What the members differ in when the user does not say.
    pub vary: Vary,
}

/// What the members of an ensemble differ in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vary {
    /// Their parameters, drawn from their distributions, and the chance within the run.
    #[default]
    Everything,
    /// The chance within the run alone: every parameter is that of the base run.
    Chance,
}

impl Vary {
    /// Each with its word.
    pub const WORDS: [(&str, Vary); 2] =
        [("everything", Vary::Everything), ("chance", Vary::Chance)];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Vary::Everything => "everything",
            Vary::Chance => "chance",
        }
    }
}

/// One file of a book.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Its text.
    pub file: FileId,
    /// Its first heading.
    pub title: String,
    /// The sector it is about, such as `S04`; empty when it says none.
    pub sector: String,
}

/// Who wrote a model: ours is held to provenance and units, other people's is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Origin {
    /// A book of ours: provenance and units are asked for.
    #[default]
    Book,
    /// Another tool's file: unit problems are warnings, provenance is not asked.
    Foreign,
}

impl Model {
    /// The variable of this name.
    pub fn variable(&self, key: &Key) -> Option<&Variable> {
        self.variables.iter().find(|variable| variable.name.key == *key)
    }

    /// The chapter a place lies in.
    pub fn chapter(&self, span: Span) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.file == span.file)
    }
}
