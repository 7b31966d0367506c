//! `GET XLS ...`, `GET DIRECT ...`: what is asked of a file. How it is read stands in `data.rs`.

use super::expression::{Parser, Stop};
use super::token::{Sign, TokenKind};
use interregnum_model::name::Key;
use interregnum_model::source::Span;

/// A call of a GET function.
#[derive(Clone, Debug)]
pub(crate) struct External {
    /// What is read.
    pub kind: ExternalKind,
    /// The function's name as written.
    pub function: String,
    /// Its arguments: texts and, seldom, numbers written without quotes.
    pub arguments: Vec<String>,
    /// Where it stands.
    pub span: Span,
}

/// What a GET function reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExternalKind {
    /// `('file', 'tab', 'cell')`.
    Constants,
    /// `('file', 'tab', 'row or column of times', 'first cell')`.
    Data,
    /// The same, x for time.
    Lookups,
    /// `('file', 'tab', 'first cell', 'last cell', 'prefix')`.
    Subscript,
    /// A database or a run of Vensim's own format, which cannot be read here.
    Unreadable,
}

/// The call if the next words are one.
pub(crate) fn external(parser: &mut Parser<'_>) -> Result<Option<External>, Stop> {
    let Some(TokenKind::Name(name)) = parser.peek() else { return Ok(None) };
    if parser.peek_second() != Some(&TokenKind::Sign(Sign::Open)) {
        return Ok(None);
    }
    let Some(kind) = kind(&Key::new(name)) else { return Ok(None) };
    let function = name.clone();
    let start = parser.here();
    parser.next();
    parser.need(Sign::Open)?;
    let mut arguments = Vec::new();
    while !parser.take(Sign::Close) {
        match parser.next().map(|token| &token.kind) {
            Some(TokenKind::Text(text)) => arguments.push(text.trim().to_string()),
            Some(TokenKind::Name(name)) => arguments.push(name.clone()),
            Some(TokenKind::Number(number)) => arguments.push(number.to_string()),
            Some(TokenKind::Sign(Sign::Comma)) => {}
            Some(_) | None => return parser.expected("a text in single quotes or `)`"),
        }
    }
    let span = parser.span(start).to(parser.before());
    Ok(Some(External { kind, function, arguments, span }))
}

fn kind(key: &Key) -> Option<ExternalKind> {
    let rest = key.as_str().strip_prefix("get_")?;
    let (source, what) = rest.split_once('_')?;
    let readable = ["xls", "direct", "123"].contains(&source);
    match what {
        _ if ["vdf", "odbc"].contains(&source) => Some(ExternalKind::Unreadable),
        "constants" if readable => Some(ExternalKind::Constants),
        "data" if readable => Some(ExternalKind::Data),
        "lookups" if readable => Some(ExternalKind::Lookups),
        "subscript" | "subscripts" if readable => Some(ExternalKind::Subscript),
        _ => None,
    }
}
