//! The equation language: text to tree and back (XMILE 1.0, 3.3).
//!
//! Reading never fails: what cannot be read becomes `ExprKind::Error` with a finding.

mod constant;
mod parse;
mod print;
mod subscript;

pub use constant::constant;
pub(crate) use parse::{Ask, COMPARISON, expression, expression_above, expression_asking};
pub use print::print;
pub(crate) use print::print_where;
pub(crate) use subscript::{print_reference, print_subscripts, reference, subscripts};

use crate::cursor::{Cursor, Reserved};
use interregnum_model::diagnostic::Diagnostic;
use interregnum_model::expression::Expr;
use interregnum_model::source::FileId;

/// Words of the language: a name that contains one of them is put in quotes; `not` and `if` only
/// where they would be its first.
pub const WORDS: Reserved = &["and", "or", "not", "mod", "if", "then", "else"];

/// Reads an equation that stands at `offset` in its file.
pub fn parse(source: &str, file: FileId, offset: usize, diagnostics: &mut Vec<Diagnostic>) -> Expr {
    let mut cursor = Cursor::new(source, file, offset, WORDS, diagnostics);
    let expr = expression(&mut cursor);
    cursor.finish();
    expr
}

#[cfg(test)]
mod tests;
