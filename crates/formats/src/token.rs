//! Text cut into words, numbers and signs: shared by equations, units, questions and declarations.
//!
//! Blanks, line ends and remarks (`#` to the end of the line) lie between tokens. Words that make
//! up one name are still apart here: which words end a name depends on the language.

/// A piece of text: `start..end` in bytes of the text that was cut.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum TokenKind {
    /// `3`, `0.5`, `1e6`; infinite when too large to be held.
    Number(f64),
    /// Letters, digits and underscores, the first no digit.
    Word,
    /// `"..."`, a name or a text.
    Quoted,
    /// A sign of the language.
    Sign(Sign),
    /// A `"` that is never closed, with the rest of its line.
    Unclosed,
    /// A character that means nothing.
    Strange(char),
    /// The end of the text.
    End,
}

/// Signs of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named for the sign it is")]
pub enum Sign {
    LeftRound,
    RightRound,
    LeftSquare,
    RightSquare,
    LeftBrace,
    RightBrace,
    Comma,
    Colon,
    Plus,
    Minus,
    Star,
    Slash,
    /// `//`
    SlashSlash,
    Caret,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Equal,
    NotEqual,
    /// `..`
    Dots,
    /// `+=`
    PlusEqual,
    /// `±`, or `+/-` on a keyboard without it.
    PlusMinus,
    Percent,
    /// `¶`
    Pilcrow,
    /// `@`
    At,
}

/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: &[(&str, Sign)] = &[
    ("+/-", Sign::PlusMinus),
    ("+=", Sign::PlusEqual),
    ("<=", Sign::LessEqual),
    (">=", Sign::GreaterEqual),
    ("<>", Sign::NotEqual),
    ("..", Sign::Dots),
    ("//", Sign::SlashSlash),
    ("(", Sign::LeftRound),
    (")", Sign::RightRound),
    ("[", Sign::LeftSquare),
    ("]", Sign::RightSquare),
    ("{", Sign::LeftBrace),
    ("}", Sign::RightBrace),
    (",", Sign::Comma),
    (":", Sign::Colon),
    ("+", Sign::Plus),
    ("-", Sign::Minus),
    ("*", Sign::Star),
    ("/", Sign::Slash),
    ("^", Sign::Caret),
    ("<", Sign::Less),
    (">", Sign::Greater),
    ("=", Sign::Equal),
    ("±", Sign::PlusMinus),
    ("%", Sign::Percent),
    ("¶", Sign::Pilcrow),
    ("@", Sign::At),
];

impl Sign {
    /// As written.
    pub fn as_str(self) -> &'static str {
        // `±` has two spellings; the short one is shown.
        let shown = SIGNS.iter().rev().find(|(_, sign)| *sign == self);
        shown.map_or("", |(text, _)| text)
    }
}

/// Cuts a text; the last token is always [`TokenKind::End`].
pub fn lex(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(first) = rest.chars().next()
    {
        if first.is_whitespace() {
            at += first.len_utf8();
        } else if first == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
        } else {
            let (kind, length) = token(rest, first);
            tokens.push(Token { kind, start: at, end: at + length });
            at += length;
        }
    }
    tokens.push(Token { kind: TokenKind::End, start: text.len(), end: text.len() });
    tokens
}

fn token(rest: &str, first: char) -> (TokenKind, usize) {
    if first == '"' {
        return quoted(rest);
    }
    if let Some(length) = number_length(rest) {
        let value = rest.get(..length).and_then(|text| text.parse().ok()).unwrap_or(f64::INFINITY);
        return (TokenKind::Number(value), length);
    }
    if first.is_alphabetic() || first == '_' {
        return (TokenKind::Word, word_length(rest));
    }
    match SIGNS.iter().find(|(text, _)| rest.starts_with(text)) {
        Some((text, sign)) => (TokenKind::Sign(*sign), text.len()),
        None => (TokenKind::Strange(first), first.len_utf8()),
    }
}

/// A quoted text may run over lines; one that is never closed is cut at the end of its line, so
/// that it does not swallow what follows.
fn quoted(rest: &str) -> (TokenKind, usize) {
    let inner = rest.get(1..).unwrap_or("");
    match inner.find('"') {
        Some(length) => (TokenKind::Quoted, length + 2),
        None => (TokenKind::Unclosed, rest.find(['\n', '\r']).unwrap_or(rest.len())),
    }
}

/// Whether a character may stand in a word after its first; marks that are put on letters (U+0300
/// to U+036F) count as letters, because some systems write `é` as two characters.
pub fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || ('\u{300}'..='\u{36f}').contains(&c)
}

fn word_length(rest: &str) -> usize {
    rest.find(|c: char| !in_word(c)).unwrap_or(rest.len())
}

/// Length of the number a text begins with. A dot before another dot belongs to `..`.
fn number_length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let digits =
        |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let byte = |at: usize| bytes.get(at).copied();
    let whole = digits(0);
    let mut length = whole;
    if byte(length) == Some(b'.') && byte(length + 1) != Some(b'.') {
        let fraction = digits(length + 1);
        if whole == 0 && fraction == 0 {
            return None;
        }
        length += 1 + fraction;
    } else if whole == 0 {
        return None;
    }
    if matches!(byte(length), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(byte(length + 1), Some(b'+' | b'-')));
        let exponent = digits(length + 1 + sign);
        if exponent > 0 {
            length += 1 + sign + exponent;
        }
    }
    Some(length)
}

#[cfg(test)]
mod tests;
