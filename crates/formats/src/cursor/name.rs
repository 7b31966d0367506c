//! Names of several words, and ids.

use super::{Cursor, Reserved, is_reserved};
use crate::token::{Sign, Token, TokenKind, in_word};
use interregnum_model::claim::Asked;
use interregnum_model::name::{Key, Name};

impl Cursor<'_> {
    /// Takes a name: words, or a quoted text. `None`, without a finding, when none is next.
    pub fn take_name(&mut self) -> Option<Name> {
        let first = self.token(0);
        let position = self.position();
        let name = match first.kind {
            TokenKind::Quoted => {
                self.advance();
                Name::new(self.text(first), self.span(first))
            }
            TokenKind::Word if !self.is_reserved(self.text(first)) => self.words(first),
            TokenKind::Word
            | TokenKind::Number(_)
            | TokenKind::Sign(_)
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => return None,
        };
        // `_` and `" "` say nothing.
        if name.key.as_str().is_empty() {
            self.back_to(position);
            return None;
        }
        Some(name)
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
        // `in-time` is an id although `in` is reserved; in `in--3` no id goes on behind the hyphen.
        let goes_on = self.touches(0)
            && self.is_sign(1, Sign::Minus)
            && self.touches(1)
            && self.in_id(self.token(2));
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

    /// Takes a name or finds fault.
    pub fn expect_name(&mut self, wanted: &str) -> Option<Name> {
        let name = self.take_name();
        if name.is_none() {
            self.unexpected(wanted);
        }
        name
    }
}

/// A name as it must be written where these words are reserved: in quotes if it would not read
/// back as one name otherwise. A number that is asked stands in its braces.
pub fn print_name(name: &Name, reserved: Reserved) -> String {
    if Asked::is_name(name) {
        return name.written.to_string();
    }
    print_as(name, reserved, |cursor| cursor.take_name())
}

/// A name where an id may stand as well: an id needs no quotes.
pub fn print_name_or_id(name: &Name, reserved: Reserved) -> String {
    let id = print_as(name, reserved, |cursor| cursor.take_id());
    if id.starts_with('"') { print_name(name, reserved) } else { id }
}

fn print_as(
    name: &Name,
    reserved: Reserved,
    take: impl Fn(&mut Cursor<'_>) -> Option<Name>,
) -> String {
    let written = name.written.as_ref();
    let mut findings = Vec::new();
    let mut cursor = Cursor::new(written, name.span.file, 0, reserved, &mut findings);
    let word = matches!(cursor.kind(), TokenKind::Word);
    let plain = word
        && take(&mut cursor).is_some_and(|read| read.written == name.written)
        && cursor.at_end()
        && !written.contains('#');
    if plain { written.to_string() } else { format!("\"{}\"", written.replace('"', "'")) }
}
