//! Who says so: every declaration names a paragraph, a source, or that it is assumed and why.

use crate::source::Span;

/// One reason for a declaration.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// What it points to.
    pub kind: ProvenanceKind,
    /// Where it was written.
    pub span: Span,
}

/// What a provenance points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProvenanceKind {
    /// A numbered paragraph of the text the book argues from: `¶7`.
    Paragraph(u32),
    /// A numbered note of that text: `note 5`.
    Note(u32),
    /// A numbered table of that text: `table 1`.
    Table(u32),
    /// A source listed in `book.toml`: `@narkhoz1965`.
    Source(String),
    /// `assumed "why"`.
    Assumed(String),
}

impl std::fmt::Display for Provenance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.kind {
            ProvenanceKind::Paragraph(number) => write!(f, "¶{number}"),
            ProvenanceKind::Note(number) => write!(f, "note {number}"),
            ProvenanceKind::Table(number) => write!(f, "table {number}"),
            ProvenanceKind::Source(key) => write!(f, "@{key}"),
            ProvenanceKind::Assumed(why) => write!(f, "assumed \"{why}\""),
        }
    }
}
