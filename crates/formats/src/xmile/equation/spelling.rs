//! An equation of XMILE in the spelling of chapters, with the place of every word kept.

use super::super::context::{Context, plain_name};
use super::super::scope::{NamePlace, Scope};
use super::super::xml::Text;
use interregnum_model::{Code, Diagnostic};

/// Words of the standard that are no names (XMILE 1.0, 3.2.2.5 and 3.3.1).
const WORDS: &[&str] = &["and", "or", "not", "mod", "if", "then", "else"];

/// What an equation is cut into here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    /// Blanks, numbers and signs, which both spell alike.
    Same,
    /// `{...}`
    Remark,
    /// A remark that is never closed.
    Unclosed,
    /// A name, perhaps with dots, perhaps in quotes.
    Name,
    /// `@1`
    Position,
}

/// Spells an equation anew.
pub fn spell(context: &mut Context<'_>, scope: &Scope<'_>, text: &Text) -> Text {
    let source = text.decoded.as_str();
    let mut spelled = Text::default();
    let mut at = 0;
    let mut brackets = 0_usize;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let (piece, length) = cut(rest);
        let words = rest.get(..length).unwrap_or(rest);
        let after = rest.get(length..).unwrap_or("");
        let span = text.span(context.file, at, at + length);
        let (start, end) = (span.start as usize, span.end as usize);
        match piece {
            Piece::Same => {
                brackets = match words {
                    "[" => brackets + 1,
                    "]" => brackets.saturating_sub(1),
                    _ => brackets,
                };
                // `A'` is an array with its dimensions the other way round (XMILE 1.0, 3.7.1.1).
                let words = if words == "'" { "′" } else { words };
                spelled.push_spelled(words, start, end);
            }
            Piece::Remark => spelled.push_spelled(" ", start, end),
            Piece::Unclosed => context.report(
                Diagnostic::new(Code::Syntax, span, "a remark that is never closed")
                    .label("begins here")
                    .help("add `}` where the remark ends"),
            ),
            Piece::Name => {
                spelled.push_spelled(&name(scope, words, after, brackets), start, end);
            }
            Piece::Position => {
                spelled.push_spelled(&position(context, scope, words, at, text), start, end)
            }
        }
        at += length;
    }
    spelled
}

/// The piece a text begins with, and its length in bytes.
fn cut(rest: &str) -> (Piece, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let second = rest.chars().nth(1);
    match first {
        '{' => match rest.find('}') {
            Some(end) => (Piece::Remark, end + 1),
            None => (Piece::Unclosed, rest.len()),
        },
        '"' => (Piece::Name, name_length(rest)),
        '.' if second.is_some_and(begins_name) => (Piece::Name, name_length(rest)),
        '@' if second.is_some_and(|c| c.is_ascii_digit()) => {
            (Piece::Position, 1 + digits(rest.get(1..).unwrap_or("")))
        }
        _ if begins_name(first) => (Piece::Name, name_length(rest)),
        _ if first.is_ascii_digit() || first == '.' => (Piece::Same, number_length(rest)),
        _ => (Piece::Same, first.len_utf8()),
    }
}

fn begins_name(c: char) -> bool {
    c.is_alphabetic()
        || matches!(c, '_' | '$' | '"')
        || (c as u32 > 127 && !c.is_whitespace() && !is_sign(c))
}

fn in_name(c: char) -> bool {
    begins_name(c) && c != '"' || c.is_alphanumeric()
}

/// Signs beyond ASCII that people's editors make of minus, less-or-equal and the like.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '≤' | '≥' | '≠' | '×' | '÷' | '·')
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn number_length(rest: &str) -> usize {
    let whole = digits(rest);
    let mut length = whole;
    if rest.get(length..).is_some_and(|after| after.starts_with('.')) {
        length += 1 + digits(rest.get(length + 1..).unwrap_or(""));
    }
    let exponent = rest.get(length..).unwrap_or("");
    if exponent.starts_with(['e', 'E']) {
        let signed = exponent.get(1..).unwrap_or("");
        let sign = usize::from(signed.starts_with(['+', '-']));
        let count = digits(signed.get(sign..).unwrap_or(""));
        if count > 0 {
            length += 1 + sign + count;
        }
    }
    length.max(1)
}

/// A name with all its parts: `a`, `"a b"`, `a.b`, `.a`, `"a b".c`, `Dim.*`.
fn name_length(rest: &str) -> usize {
    let mut length = 0;
    loop {
        if rest.get(length..).is_some_and(|after| after.starts_with('.')) {
            length += 1;
        }
        let part = rest.get(length..).unwrap_or("");
        length += match part.strip_prefix('"') {
            Some(inner) => 1 + closing_quote(inner),
            None if part.starts_with('*') => 1,
            None => part.find(|c| !in_name(c)).unwrap_or(part.len()),
        };
        let after = rest.get(length..).unwrap_or("");
        let more = after.strip_prefix('.').and_then(|after| after.chars().next());
        if !more.is_some_and(|c| begins_name(c) || c == '*') {
            return length.max(1);
        }
    }
}

/// Bytes up to and with the quote that closes a name; a backslash takes the next letter along.
fn closing_quote(inner: &str) -> usize {
    let mut letters = inner.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                letters.next();
            }
            '"' => return at + 1,
            _ => {}
        }
    }
    inner.len()
}

/// The parts of a name between dots that lie outside quotes.
fn parts(words: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut from = 0;
    let mut is_quoted = false;
    for (at, letter) in words.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '.' if !is_quoted => {
                parts.push(words.get(from..at).unwrap_or(""));
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(words.get(from..).unwrap_or(""));
    parts
}

fn name(scope: &Scope<'_>, words: &str, after: &str, brackets: usize) -> String {
    if WORDS.iter().any(|word| word.eq_ignore_ascii_case(words)) {
        return words.to_owned();
    }
    let parts = parts(words);
    // Stella writes all elements of a dimension as `Location.*`.
    if let [dimension, "*"] = parts.as_slice() {
        return format!("*:\"{}\"", plain_name(dimension));
    }
    let place = if after.trim_start().starts_with('(') {
        NamePlace::Call
    } else if brackets > 0 {
        NamePlace::Subscript
    } else {
        NamePlace::Value
    };
    // Some tools write the choice as a function (XMILE 1.0, 3.3.3).
    if place == NamePlace::Call && words.eq_ignore_ascii_case("if_then_else") {
        return "IF THEN ELSE".to_owned();
    }
    let resolved = scope.resolve(&parts, place);
    let is_plain = resolved == words
        && words.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !crate::equation::WORDS.iter().any(|word| word.eq_ignore_ascii_case(words));
    if is_plain { resolved } else { format!("\"{resolved}\"") }
}

/// `@1` stands for the first dimension of the variable the equation is for (XMILE 1.0, 3.7.1.1).
fn position(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    words: &str,
    at: usize,
    text: &Text,
) -> String {
    let number: Option<usize> = words.get(1..).and_then(|digits| digits.parse().ok());
    let span = text.span(context.file, at, at + words.len());
    let dimension = number.and_then(|number| {
        super::super::notation::along(&scope.dimensions, number.checked_sub(1)?, span)
    });
    match dimension {
        Some(name) => format!("\"{name}\""),
        None => {
            let count = scope.dimensions.len();
            context.report(
                Diagnostic::new(
                    Code::DimensionMismatch,
                    span,
                    format!("`{words}` asks for a dimension that is not there"),
                )
                .label(format!("the variable has {count}"))
                .help("name the dimension itself"),
            );
            "1".to_owned()
        }
    }
}
