//! Finding fault with the next token: what should stand there instead, and what to do.

use super::Cursor;
use crate::limits::DEEPEST;
use crate::token::{Sign, Token, TokenKind};
use interregnum_model::diagnostic::{Code, Diagnostic};

impl Cursor<'_> {
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
            None => diagnostic.help(format!("write {wanted} here, or mend what stands before it")),
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
}
