//! The language of claims: questions over runs, read and printed (`docs/notation.md`, claim blocks).

mod change;
mod figure;
mod knockout;
mod operand;
mod parse;
mod print;
mod window;

pub(crate) use change::replaced;
pub(crate) use knockout::knockout;
pub use knockout::print_knockout;
pub use print::print;

use crate::cursor::{Cursor, Reserved};
use interregnum_model::claim::{Asked, Query};
use interregnum_model::diagnostic::Diagnostic;
use interregnum_model::scenario::Lever;
use interregnum_model::source::FileId;

/// Words of the language: a name that contains one of them is put in quotes in a question.
pub const WORDS: Reserved = &[
    "and", "or", "not", "mod", "if", "then", "else", "by", "from", "until", "at", "in", "with",
    "off", "for", "shifted", "held",
];

/// What a question's parts share.
pub(crate) struct Parser<'c, 'a> {
    pub cursor: &'c mut Cursor<'a>,
    /// Levers made for changes such as `with x = 2 from 1953`.
    pub levers: &'c mut Vec<Lever>,
    /// What the innermost bracket holds.
    pub inside: Inside,
    /// Numbers that the change being read asks for.
    pub asked: Vec<Asked>,
    /// Whether the question itself stands in the braces of a change.
    pub braces: Braces,
}

/// Where a question stands.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Braces {
    /// In no braces.
    Outside,
    /// In the braces of a change: it asks for no other number in braces.
    Inside,
}

impl<'c, 'a> Parser<'c, 'a> {
    /// Before a question that stands on its own.
    pub fn new(cursor: &'c mut Cursor<'a>, levers: &'c mut Vec<Lever>) -> Parser<'c, 'a> {
        Parser { cursor, levers, inside: Inside::Line, asked: Vec::new(), braces: Braces::Outside }
    }
}

/// What a comma means where a question stands.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Inside {
    /// Nothing but the next mechanism of `off a, b`.
    Line,
    /// The next of several arguments or values.
    Bracket,
}

/// A tree and how deep it is.
pub(crate) struct Grown {
    pub query: Query,
    pub depth: usize,
}

/// Reads a question that stands at `offset` in its file. For each equation that it replaces
/// between dates a lever is added to `levers`, unless the same is there already.
pub fn parse(
    source: &str,
    file: FileId,
    offset: usize,
    levers: &mut Vec<Lever>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Query {
    let mut cursor = Cursor::new(source, file, offset, WORDS, diagnostics);
    let query = question(&mut cursor, levers);
    cursor.finish();
    query
}

/// Reads a question, as much as belongs to it.
pub(crate) fn question(cursor: &mut Cursor<'_>, levers: &mut Vec<Lever>) -> Query {
    Parser::new(cursor, levers).any().query
}

#[cfg(test)]
mod tests;
