//! One declaration by its keyword.

use super::outline::Item;
use super::{Desk, dimension, lookup, macros, parameter, scenario, series, variable};
use crate::cursor::Cursor;
use crate::equation::WORDS;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::dimension::Dimension;
use interregnum_model::macros::Macro;
use interregnum_model::scenario::{Lever, Mechanism};
use interregnum_model::series::Series;
use interregnum_model::variable::Variable;

/// What a declaration declares.
pub enum Declaration {
    Variable(Variable),
    Dimension(Dimension),
    Macro(Macro),
    Mechanism(Mechanism),
    Lever(Lever),
    Series(Series),
    /// A unit's other spellings, noted already.
    Spelling,
}

/// The keywords that begin a declaration.
const KEYWORDS: &[&str] = &[
    "stock",
    "flow",
    "auxiliary",
    "parameter",
    "lookup",
    "input",
    "series",
    "dimension",
    "mechanism",
    "lever",
    "macro",
    "unit",
];

/// Whether a declaration begins here.
pub fn is_declaration(cursor: &Cursor<'_>) -> bool {
    KEYWORDS.iter().any(|keyword| cursor.is_word(0, keyword))
}

/// Reads a declaration; `None`, with a finding, when it is none or has no name.
pub fn declaration(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Declaration> {
    let mut cursor = item.heading(WORDS, &mut desk.diagnostics);
    let token = cursor.token(0);
    let keyword = cursor.text(token).to_lowercase();
    match keyword.as_str() {
        "stock" => variable::stock(item, desk).map(Declaration::Variable),
        "flow" => variable::flow(item, desk).map(Declaration::Variable),
        "auxiliary" => variable::auxiliary(item, desk).map(Declaration::Variable),
        "parameter" => parameter::parameter(item, desk).map(Declaration::Variable),
        "lookup" => lookup::lookup(item, desk).map(Declaration::Variable),
        "input" => series::input(item, desk).map(Declaration::Variable),
        "series" => series::series(item, desk).map(Declaration::Series),
        "dimension" => dimension::dimension(item, desk).map(Declaration::Dimension),
        "mechanism" => scenario::mechanism(item, desk).map(Declaration::Mechanism),
        "lever" => scenario::lever(item, desk).map(Declaration::Lever),
        "macro" => macros::macro_(item, desk).map(Declaration::Macro),
        "unit" => {
            dimension::spelling(item, desk);
            Some(Declaration::Spelling)
        }
        _ => {
            let message = format!("`{keyword}` begins no declaration");
            let finding = Diagnostic::new(Code::Syntax, cursor.span(token), message)
                .nearest(&keyword, KEYWORDS.iter().copied())
                .help(format!("begin with one of: {}", KEYWORDS.join(", ")))
                .help("indent what belongs to the declaration above");
            cursor.fail(finding);
            None
        }
    }
}
