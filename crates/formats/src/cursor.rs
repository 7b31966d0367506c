//! A walk over the tokens of one text, with what every reader of tokens needs: looking ahead,
//! places, names of several words, findings.

use crate::limits::DEEPEST;
use crate::token::{Sign, Token, TokenKind, in_word, lex};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::{Key, Name};
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

    /// Takes this sign or finds fault.
    pub fn expect(&mut self, sign: Sign) -> bool {
        let taken = self.take_sign(sign);
        if !taken {
            self.unexpected(&format!("`{}`", sign.as_str()));
        }
        taken
    }

    /// Reports a finding and skips what is left, so that one fault is found once.
    pub fn fail(&mut self, diagnostic: Diagnostic) {
        if !self.failed {
            self.diagnostics.push(diagnostic);
        }
        self.failed = true;
        self.at = self.tokens.len();
    }

    /// Reports a finding and goes on.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        if !self.failed {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Finds fault with the next token: something else should stand there.
    pub fn unexpected(&mut self, wanted: &str) {
        let token = self.token(0);
        let diagnostic = self.surprise(token, wanted);
        self.fail(diagnostic);
    }

    fn surprise(&self, token: Token, wanted: &str) -> Diagnostic {
        let found = self.text(token);
        let message = match token.kind {
            TokenKind::End => format!("{wanted} is missing at the end"),
            TokenKind::Unclosed => "a `\"` is never closed".to_string(),
            TokenKind::Strange(_) => format!("`{found}` is not a sign of the language"),
            TokenKind::Number(_) | TokenKind::Word | TokenKind::Quoted | TokenKind::Sign(_) => {
                format!("`{found}` stands where {wanted} should")
            }
        };
        // At the end there is nothing to point at but the last token.
        let place = if token.kind == TokenKind::End { self.behind() } else { self.span(token) };
        let diagnostic = Diagnostic::new(Code::Syntax, place, message);
        match self.advice(token) {
            Some(advice) => diagnostic.help(advice),
            None => diagnostic,
        }
    }

    fn advice(&self, token: Token) -> Option<String> {
        let before = self.behind();
        let touches = before.end as usize == self.offset + token.start;
        let instead = match token.kind {
            TokenKind::Sign(Sign::Equal) if touches => "`=` for equal, `<>` for unequal",
            TokenKind::Sign(Sign::Star) if touches => "`^` for a power",
            TokenKind::Strange('&') => "`and`",
            TokenKind::Strange('|') => "`or`",
            TokenKind::Strange('!') => "`not`, and `<>` for unequal",
            TokenKind::Strange('−' | '–' | '—') => "`-`",
            TokenKind::Strange('×' | '·' | '∙') => "`*`",
            TokenKind::Strange('÷') => "`/`",
            TokenKind::Strange('≤') => "`<=`",
            TokenKind::Strange('≥') => "`>=`",
            TokenKind::Strange('≠') => "`<>`",
            TokenKind::Strange('“' | '”' | '„' | '\'' | '‘' | '’') => {
                "`\"` around a name with signs"
            }
            TokenKind::Unclosed => return Some("close it on the same line".to_string()),
            TokenKind::Strange(_) => {
                return Some("put a name that contains it in double quotes".to_string());
            }
            TokenKind::Word if self.is_reserved(self.text(token)) => {
                return Some("put a name that contains this word in double quotes".to_string());
            }
            TokenKind::Number(_)
            | TokenKind::Word
            | TokenKind::Quoted
            | TokenKind::Sign(_)
            | TokenKind::End => return None,
        };
        Some(format!("write {instead}"))
    }

    /// Finds fault with what is left, if anything is.
    pub fn finish(&mut self) {
        if self.failed || self.at_end() {
            return;
        }
        let value = matches!(
            self.kind(),
            TokenKind::Number(_)
                | TokenKind::Word
                | TokenKind::Quoted
                | TokenKind::Sign(Sign::LeftRound)
        );
        self.unexpected(if value { "an operator" } else { "the end" });
    }

    /// Goes one bracket deeper; `false`, with a finding, when that is too deep.
    pub fn enter(&mut self) -> bool {
        self.nesting += 1;
        if self.nesting > DEEPEST {
            self.too_deep();
        }
        self.nesting <= DEEPEST
    }

    /// Comes back out of a bracket.
    pub fn leave(&mut self) {
        self.nesting = self.nesting.saturating_sub(1);
    }

    /// Finds fault with what is nested too deeply.
    pub fn too_deep(&mut self) {
        let finding = Diagnostic::new(
            Code::TooDeep,
            self.here(),
            format!("this nests deeper than {DEEPEST} levels"),
        )
        .help("split it: give a part of it a name of its own");
        self.fail(finding);
    }

    /// Whether a word ends a name here.
    pub fn is_reserved(&self, word: &str) -> bool {
        is_reserved(word, self.reserved)
    }

    /// Takes a name: words, or a quoted text. `None`, without a finding, when none is next.
    pub fn take_name(&mut self) -> Option<Name> {
        let first = self.token(0);
        match first.kind {
            TokenKind::Quoted if self.text(first).trim_matches('"').trim().is_empty() => None,
            TokenKind::Quoted => {
                self.advance();
                Some(Name::new(self.text(first), self.span(first)))
            }
            TokenKind::Word if !self.is_reserved(self.text(first)) => Some(self.words(first)),
            TokenKind::Word
            | TokenKind::Number(_)
            | TokenKind::Sign(_)
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => None,
        }
    }

    fn words(&mut self, first: Token) -> Name {
        let start = self.position();
        let plain = self.joined(first, |cursor, token| cursor.continues_name(token));
        // Only a reserved word behind it can make it the beginning of a longer name.
        if self.known.is_empty() || self.kind() != TokenKind::Word {
            return plain;
        }
        let end = self.position();
        self.back_to(start);
        match self.longest_known() {
            Some(known) if known > end => self.joined(first, |cursor, _| cursor.position() < known),
            Some(_) | None => {
                self.back_to(end);
                plain
            }
        }
    }

    /// Where the longest known name ends that begins here.
    fn longest_known(&self) -> Option<usize> {
        /// Words of the longest name that is looked for.
        const LONGEST: usize = 16;
        let mut best = None;
        let mut written = String::new();
        for ahead in 0..LONGEST {
            let token = self.token(ahead);
            if !self.in_id(token) {
                break;
            }
            written.push(' ');
            written.push_str(self.text(token));
            if self.known.contains(&Key::new(&written)) {
                best = Some(self.position() + ahead + 1);
            }
        }
        best
    }

    /// Takes `first` and those behind it as long as `more` says so, as one name.
    fn joined(&mut self, first: Token, more: impl Fn(&Self, Token) -> bool) -> Name {
        self.advance();
        let mut last = first;
        let mut written = self.text(first).to_string();
        while more(self, self.token(0)) {
            let next = self.advance();
            if next.start > last.end {
                written.push(' ');
            }
            written.push_str(self.text(next));
            last = next;
        }
        Name::new(&written, self.span(first).to(self.span(last)))
    }

    fn continues_name(&self, token: Token) -> bool {
        let text = self.text(token);
        match token.kind {
            // `if` and `not` come before a value, never behind a name: SAMPLE IF TRUE is one.
            TokenKind::Word => !self.is_reserved(text) || is_reserved(text, &["if", "not"]),
            // `stage 2`, but not `stage 2.5`.
            TokenKind::Number(_) => text.chars().all(in_word),
            TokenKind::Quoted
            | TokenKind::Sign(_)
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => false,
        }
    }

    /// Takes an id: letters, digits and hyphens without blanks between them, a letter first.
    pub fn take_id(&mut self) -> Option<Name> {
        let first = self.token(0);
        let goes_on = self.touches(0) && self.is_sign(1, Sign::Minus);
        let plain = goes_on || !self.is_reserved(self.text(first));
        if first.kind != TokenKind::Word || !plain {
            return None;
        }
        let mut last = self.advance();
        loop {
            let next = self.token(0);
            let hyphen = next.kind == TokenKind::Sign(Sign::Minus) && self.touches(0);
            let word = self.token(usize::from(hyphen));
            if next.start != last.end || !self.in_id(word) {
                break;
            }
            if hyphen {
                self.advance();
            }
            last = self.advance();
        }
        let written = self.text.get(first.start..last.end).unwrap_or("");
        Some(Name::new(written, self.span(first).to(self.span(last))))
    }

    fn in_id(&self, token: Token) -> bool {
        // `a-1e-5` is an id although `1e-5` is one number.
        matches!(token.kind, TokenKind::Word | TokenKind::Number(_))
            && self.text(token).chars().all(|c| in_word(c) || c == '-')
    }

    /// Takes an id or finds fault.
    pub fn expect_id(&mut self, wanted: &str) -> Option<Name> {
        let id = self.take_id();
        if id.is_none() {
            self.unexpected(wanted);
        }
        id
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

    /// Takes a name or finds fault.
    pub fn expect_name(&mut self, wanted: &str) -> Option<Name> {
        let name = self.take_name();
        if name.is_none() {
            self.unexpected(wanted);
        }
        name
    }
}

/// Whether a word is one of these, in any case.
pub fn is_reserved(word: &str, reserved: Reserved) -> bool {
    reserved.iter().any(|it| it.eq_ignore_ascii_case(word))
}

/// A name as it must be written where these words are reserved: in quotes if it would not read
/// back as one name otherwise.
pub fn print_name(name: &Name, reserved: Reserved) -> String {
    let written = name.written.as_ref();
    let mut findings = Vec::new();
    let mut cursor = Cursor::new(written, name.span.file, 0, reserved, &mut findings);
    let plain = matches!(cursor.kind(), TokenKind::Word)
        && cursor.take_name().is_some_and(|read| read.written == name.written)
        && cursor.at_end();
    if plain && !written.contains('#') { written.to_string() } else { format!("\"{}\"", written.replace('"', "'")) }
}
