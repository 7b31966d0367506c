//! A walk over the tokens of one text, with what every reader of tokens needs: looking ahead,
//! places, names of several words, findings.

mod fault;
mod name;

pub use name::{print_name, print_name_or_id};

use crate::token::{Sign, Token, TokenKind, lex};
use interregnum_model::diagnostic::Diagnostic;
use interregnum_model::name::Key;
use interregnum_model::source::{FileId, Span};
use std::collections::BTreeSet;

static NONE: BTreeSet<Key> = BTreeSet::new();

/// Words that end a name unless it is put in quotes.
pub type Reserved = &'static [&'static str];

/// A walk over the tokens of `text`, which stands at `offset` in its file.
pub struct Cursor<'a> {
    text: &'a str,
    file: FileId,
    offset: usize,
    tokens: Vec<Token>,
    at: usize,
    /// Words that end a name here.
    pub reserved: Reserved,
    /// Names known to be declared that hold such words all the same.
    pub known: &'a BTreeSet<Key>,
    nesting: usize,
    failed: bool,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl<'a> Cursor<'a> {
    /// Stands before the first token.
    pub fn new(
        text: &'a str,
        file: FileId,
        offset: usize,
        reserved: Reserved,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Cursor<'a> {
        let tokens = lex(text);
        Cursor {
            text,
            file,
            offset,
            tokens,
            at: 0,
            reserved,
            known: &NONE,
            nesting: 0,
            failed: false,
            diagnostics,
        }
    }

    /// The token `ahead` places further; the end beyond the last.
    pub fn token(&self, ahead: usize) -> Token {
        let end = Token { kind: TokenKind::End, start: self.text.len(), end: self.text.len() };
        self.tokens.get(self.at + ahead).copied().unwrap_or(end)
    }

    /// The kind of the next token.
    pub fn kind(&self) -> TokenKind {
        self.token(0).kind
    }

    /// How many tokens lie behind: a place to come back to with [`Cursor::back_to`].
    pub fn position(&self) -> usize {
        self.at
    }

    /// Back to an earlier place.
    pub fn back_to(&mut self, position: usize) {
        self.at = position;
    }

    /// Takes the next token.
    pub fn advance(&mut self) -> Token {
        let token = self.token(0);
        self.at = (self.at + 1).min(self.tokens.len());
        token
    }

    /// The text of a token.
    pub fn text(&self, token: Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or("")
    }

    /// The text of the token before this one.
    pub fn text_before(&self) -> &'a str {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).copied();
        before.map_or("", |token| self.text(token))
    }

    /// The tokens taken since an earlier place.
    pub fn since(&self, position: usize) -> impl Iterator<Item = Token> {
        self.tokens.get(position..self.at).unwrap_or(&[]).iter().copied()
    }

    /// The place of a token.
    pub fn span(&self, token: Token) -> Span {
        Span::new(self.file, self.offset + token.start, self.offset + token.end)
    }

    /// The place of the next token.
    pub fn here(&self) -> Span {
        self.span(self.token(0))
    }

    /// The place of the token before this one.
    pub fn behind(&self) -> Span {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).copied();
        before.map_or_else(|| self.here(), |token| self.span(token))
    }

    /// Whether nothing is left.
    pub fn at_end(&self) -> bool {
        self.kind() == TokenKind::End
    }

    /// Whether a fault was found: what is left was skipped.
    pub fn failed(&self) -> bool {
        self.failed
    }

    /// Whether the token `ahead` is this sign.
    pub fn is_sign(&self, ahead: usize, sign: Sign) -> bool {
        self.token(ahead).kind == TokenKind::Sign(sign)
    }

    /// Whether the token `ahead` is this word, in any case.
    pub fn is_word(&self, ahead: usize, word: &str) -> bool {
        let token = self.token(ahead);
        token.kind == TokenKind::Word && self.text(token).eq_ignore_ascii_case(word)
    }

    /// Whether two tokens touch.
    pub fn touches(&self, ahead: usize) -> bool {
        self.token(ahead).end == self.token(ahead + 1).start
    }

    /// Takes this sign if it is next.
    pub fn take_sign(&mut self, sign: Sign) -> bool {
        let next = self.is_sign(0, sign);
        if next {
            self.advance();
        }
        next
    }

    /// Takes this word if it is next.
    pub fn take_word(&mut self, word: &str) -> bool {
        let next = self.is_word(0, word);
        if next {
            self.advance();
        }
        next
    }

    /// Whether a word ends a name here.
    pub fn is_reserved(&self, word: &str) -> bool {
        is_reserved(word, self.reserved)
    }

    /// Takes a quoted text, its runs of blanks made one, or finds fault.
    pub fn expect_text(&mut self, wanted: &str) -> Option<String> {
        if self.kind() != TokenKind::Quoted {
            self.unexpected(wanted);
            return None;
        }
        let token = self.advance();
        let words: Vec<&str> = self.text(token).trim_matches('"').split_whitespace().collect();
        Some(words.join(" "))
    }

    /// Takes everything that is left as it is written.
    pub fn take_rest(&mut self) -> (&'a str, Span) {
        let first = self.token(0);
        let last = self.tokens.iter().rev().nth(1).copied().unwrap_or(first);
        let range = first.start..last.end.max(first.start);
        self.at = self.tokens.len().saturating_sub(1).max(self.at);
        let span = Span::new(self.file, self.offset + range.start, self.offset + range.end);
        (self.text.get(range).unwrap_or(""), span)
    }
}

/// Whether a word is one of these, in any case.
pub fn is_reserved(word: &str, reserved: Reserved) -> bool {
    reserved.iter().any(|it| it.eq_ignore_ascii_case(word))
}
