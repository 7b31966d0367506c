//! Words and signs of an equation.

use super::entry::{quoted_length, remark_length, text_length};
use std::ops::Range;

/// A word or sign and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Bytes of the file's text.
    pub range: Range<usize>,
}

/// What a word or sign is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// A name, without quotes, blanks made one.
    Name(String),
    /// A number without a sign before it.
    Number(f64),
    /// `'text'`.
    Text(String),
    /// `:AND:` and its like, in capitals, without colons.
    Keyword(&'static str),
    /// Any other sign.
    Sign(Sign),
    /// A character that belongs to nothing.
    Unknown(char),
    /// A quote that nothing closes.
    Unclosed,
}

/// Signs of more and of one character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// `(`
    Open,
    /// `)`
    Close,
    /// `[`
    OpenSquare,
    /// `]`
    CloseSquare,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// `:`
    Colon,
    /// `!`
    Bang,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `^`
    Power,
    /// `=`
    Equal,
    /// `==`
    Fixed,
    /// `:=`
    Data,
    /// `<>`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `->`
    Maps,
    /// `<->`
    Alias,
}

/// Longer signs stand before those they begin with.
const SIGNS: &[(&str, Sign)] = &[
    ("<->", Sign::Alias),
    ("->", Sign::Maps),
    ("<>", Sign::NotEqual),
    ("<=", Sign::LessEqual),
    (">=", Sign::GreaterEqual),
    ("=<", Sign::LessEqual),
    ("=>", Sign::GreaterEqual),
    ("==", Sign::Fixed),
    (":=", Sign::Data),
    ("(", Sign::Open),
    (")", Sign::Close),
    ("[", Sign::OpenSquare),
    ("]", Sign::CloseSquare),
    (",", Sign::Comma),
    (";", Sign::Semicolon),
    (":", Sign::Colon),
    ("!", Sign::Bang),
    ("+", Sign::Plus),
    ("-", Sign::Minus),
    ("*", Sign::Times),
    ("/", Sign::Over),
    ("^", Sign::Power),
    ("=", Sign::Equal),
    ("<", Sign::Less),
    (">", Sign::Greater),
];

/// Words between colons (Vensim Help, Keywords).
const KEYWORDS: &[&str] = &[
    "AND",
    "AT LEAST ONCE",
    "CROSSING",
    "EXCEPT",
    "HOLD BACKWARD",
    "IGNORE",
    "IMPLIES",
    "INTERPOLATE",
    "IS",
    "LOOK FORWARD",
    "NA",
    "NOT",
    "OR",
    "RAW",
    "TEST INPUT",
    "THE CONDITION",
];

impl Sign {
    /// As written.
    pub fn as_str(self) -> &'static str {
        SIGNS.iter().rev().find(|(_, sign)| *sign == self).map_or("", |(text, _)| text)
    }
}

/// The words and signs of a part of a file. Line ends, continued or not, are blanks; so is
/// anything in braces.
pub(crate) fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = range.start;
    let end = range.end.min(text.len());
    while let Some(rest) = text.get(at..end).filter(|rest| !rest.is_empty()) {
        let blank = blank_length(rest);
        if blank > 0 {
            at += blank;
            continue;
        }
        let after_opening = tokens.last().is_some_and(|token: &Token| {
            matches!(token.kind, TokenKind::Sign(Sign::Open | Sign::Comma))
        });
        let (kind, length) = token(rest, after_opening);
        tokens.push(Token { kind, range: at..at + length });
        at += length;
    }
    tokens
}

fn token(rest: &str, after_opening: bool) -> (TokenKind, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    if first == '"' {
        let length = quoted_length(rest);
        let closed = length > 1 && rest[..length].ends_with('"');
        let inner = rest[..length].trim_matches('"');
        return match closed {
            true => (TokenKind::Name(unquoted(inner)), length),
            false => (TokenKind::Unclosed, length),
        };
    }
    if first == '\'' && after_opening {
        let length = text_length(rest);
        let closed = length > 1 && rest[..length].ends_with('\'');
        return match closed {
            true => (TokenKind::Text(rest[1..length - 1].to_string()), length),
            false => (TokenKind::Unclosed, length),
        };
    }
    if let Some((keyword, length)) = keyword(rest) {
        return (TokenKind::Keyword(keyword), length);
    }
    if let Some(length) = number_length(rest) {
        return (TokenKind::Number(rest[..length].parse().unwrap_or(f64::NAN)), length);
    }
    if begins_name(first) {
        let length = name_length(rest);
        return (TokenKind::Name(one_blank(&rest[..length])), length);
    }
    match SIGNS.iter().find(|(sign, _)| rest.starts_with(sign)) {
        Some((written, sign)) => (TokenKind::Sign(*sign), written.len()),
        None => (TokenKind::Unknown(first), first.len_utf8()),
    }
}

/// A name as a sketch has it, perhaps in quotes.
pub(crate) fn quoted_name(written: &str) -> String {
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) => unquoted(inner),
        None => one_blank(written),
    }
}

/// Blanks, a backslash that continues the line, or a remark in braces, at the beginning of `rest`.
fn blank_length(rest: &str) -> usize {
    let blank = rest.len() - rest.trim_start_matches(char::is_whitespace).len();
    if blank > 0 {
        return blank;
    }
    if let Some(after) = rest.strip_prefix('\\') {
        let line_end = after.trim_start_matches([' ', '\t', '\r']);
        if line_end.starts_with('\n') || line_end.is_empty() {
            return rest.len() - line_end.len();
        }
    }
    if rest.starts_with('{') {
        return remark_length(rest).unwrap_or(rest.len());
    }
    0
}

/// `:AND:`, with any blanks between its words.
fn keyword(rest: &str) -> Option<(&'static str, usize)> {
    let inner = rest.strip_prefix(':')?;
    let close = inner.find(':')?;
    let word = one_blank(inner.get(..close)?).to_ascii_uppercase();
    let keyword = KEYWORDS.iter().find(|keyword| **keyword == word)?;
    Some((keyword, close + 2))
}

fn number_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let digits = |from: usize| bytes.iter().skip(from).take_while(|b| b.is_ascii_digit()).count();
    let whole = digits(0);
    let mut length = whole;
    if bytes.get(length) == Some(&b'.') {
        length += 1 + digits(length + 1);
    }
    if length == 0 || (whole == 0 && length == 1) {
        return None;
    }
    if matches!(bytes.get(length), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
        let exponent = digits(length + 1 + sign);
        if exponent > 0 {
            length += 1 + sign + exponent;
        }
    }
    Some(length)
}

/// Names begin with a letter (Vensim Help, Rules for Variable Names); files have an underscore or
/// a dollar sign there too.
fn begins_name(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '$' | '#' | '@' | '%' | '&' | '?')
}

fn within_name(c: char) -> bool {
    begins_name(c) || c.is_alphanumeric() || matches!(c, '\'' | '.' | '`') || is_mark(c)
}

/// Accents that stand for themselves, and other signs beyond ASCII.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && !c.is_whitespace()
}

/// A name goes on over blanks as long as another part of a name follows.
fn name_length(rest: &str) -> usize {
    let mut length = 0;
    let mut at = 0;
    while let Some(tail) = rest.get(at..) {
        let blank = match tail.starts_with('{') {
            true => 0,
            false => blank_length(tail),
        };
        if blank > 0 {
            at += blank;
            continue;
        }
        match tail.chars().next() {
            Some(c) if within_name(c) => {
                at += c.len_utf8();
                length = at;
            }
            Some(_) | None => break,
        }
    }
    length
}

/// A name as it is kept: a run of blanks, underscores kept, is one blank.
fn one_blank(written: &str) -> String {
    written
        .replace("\\\n", " ")
        .replace("\\\r\n", " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// What stands between double quotes, its escaped quotes set free.
fn unquoted(inner: &str) -> String {
    one_blank(&inner.replace("\\\"", "\""))
}

#[cfg(test)]
mod tests {
    use super::TokenKind::{Keyword, Name, Number, Text, Unclosed};
    use super::{Sign, TokenKind, tokens};

    fn kinds(text: &str) -> Vec<TokenKind> {
        tokens(text, 0..text.len()).into_iter().map(|token| token.kind).collect()
    }

    fn name(written: &str) -> TokenKind {
        Name(written.to_string())
    }

    #[test]
    fn names_run_over_blanks_and_continued_lines() {
        let text = "Third Dimension\\\n\t\t Subscript! * it's $2";
        let expected = [
            name("Third Dimension Subscript"),
            TokenKind::Sign(Sign::Bang),
            TokenKind::Sign(Sign::Times),
            name("it's $2"),
        ];
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn quoted_names_hold_anything() {
        assert_eq!(kinds(r#""a \"b\" |~ 2*c""#), [name(r#"a "b" |~ 2*c"#)]);
        assert_eq!(kinds("\"open\n + 1")[0], Unclosed);
    }

    #[test]
    fn numbers_of_every_form() {
        let expected: Vec<TokenKind> =
            [3.0, 0.5, 0.24, 3e-5, 2.0].into_iter().map(Number).collect();
        assert_eq!(kinds("3 0.5 .24 3e-05 2."), expected);
    }

    #[test]
    fn keywords_colons_and_texts() {
        let text = "x:HOLD BACKWARD::= GET XLS DATA('a|b.xlsx', 'it', '1') :and: y {remark}";
        let expected = [
            name("x"),
            Keyword("HOLD BACKWARD"),
            TokenKind::Sign(Sign::Data),
            name("GET XLS DATA"),
            TokenKind::Sign(Sign::Open),
            Text("a|b.xlsx".to_string()),
            TokenKind::Sign(Sign::Comma),
            Text("it".to_string()),
            TokenKind::Sign(Sign::Comma),
            Text("1".to_string()),
            TokenKind::Sign(Sign::Close),
            Keyword("AND"),
            name("y"),
        ];
        assert_eq!(kinds(text), expected);
    }

    #[test]
    fn ranges_aliases_and_maps() {
        let signs: Vec<TokenKind> =
            [Sign::Colon, Sign::Alias, Sign::Maps].into_iter().map(TokenKind::Sign).collect();
        let found = kinds("a: b <-> c -> d");
        assert_eq!(found.iter().filter(|kind| signs.contains(kind)).count(), 3);
    }
}
