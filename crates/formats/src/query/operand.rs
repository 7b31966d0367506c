//! What operators join: numbers, lists, calls, variables over time; and the changed runs that any
//! of them may be asked of.

use super::parse::{error, leaf};
use super::{Grown, Inside, Parser};
use crate::equation::{COMPARISON, constant, expression_above};
use crate::limits::SWEEP_VALUES;
use crate::number::per_cent;
use crate::token::{Sign, TokenKind};
use interregnum_model::claim::{Change, ChangeKind, Query, QueryKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::Name;
use interregnum_model::source::Span;

impl Parser<'_, '_> {
    /// An operand and what follows it: `with ...`, `off ...`, `for ...`.
    pub fn changed(&mut self) -> Grown {
        let mut grown = self.operand();
        loop {
            if self.cursor.is_word(0, "with") || self.cursor.is_word(0, "off") {
                let changes = self.changes();
                let span = grown.query.span.to(self.cursor.behind());
                let kind = QueryKind::Under { query: Box::new(grown.query), changes };
                grown = self.grown(kind, span, grown.depth);
            } else if self.cursor.take_word("for") {
                grown = self.sweep(grown);
            } else {
                return grown;
            }
        }
    }

    /// `with a, b with x = 2 off c, d`: all that is changed together.
    pub fn changes(&mut self) -> Vec<Change> {
        let mut changes = Vec::new();
        loop {
            if self.cursor.take_word("with") {
                changes.extend(self.change());
                while self.another() {
                    changes.extend(self.change());
                }
            } else if self.cursor.take_word("off") {
                changes.extend(self.off());
                while self.another() {
                    changes.extend(self.off());
                }
            } else {
                return changes;
            }
        }
    }

    /// Whether a comma and another change follow. Inside a bracket a comma comes before the next
    /// argument.
    fn another(&mut self) -> bool {
        self.inside == Inside::Line && self.cursor.take_sign(Sign::Comma)
    }

    /// The mechanism of `off mechanism`.
    pub fn off(&mut self) -> Option<Change> {
        let mechanism = self.cursor.expect_id("a mechanism")?;
        let span = mechanism.span;
        Some(Change { span, kind: ChangeKind::Off { mechanism }, asked: Vec::new() })
    }

    fn operand(&mut self) -> Grown {
        let token = self.cursor.token(0);
        let span = self.cursor.span(token);
        match token.kind {
            TokenKind::Number(value) => {
                self.cursor.advance();
                self.number(value, span)
            }
            TokenKind::Sign(Sign::LeftRound) => {
                self.cursor.advance();
                self.bracket(span)
            }
            TokenKind::Word
            | TokenKind::Quoted
            | TokenKind::Sign(_)
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => match self.cursor.take_name() {
                Some(name) if self.cursor.is_sign(0, Sign::LeftRound) => self.call(name),
                Some(name) => self.variable(name),
                None => {
                    self.cursor.unexpected("a value");
                    error(span)
                }
            },
        }
    }

    /// A number, perhaps of per cent.
    fn number(&mut self, value: f64, span: Span) -> Grown {
        let text = self.cursor.text_before();
        let (value, span) = match self.cursor.take_sign(Sign::Percent) {
            true => (per_cent(text).unwrap_or(f64::INFINITY), span.to(self.cursor.behind())),
            false => (value, span),
        };
        if value.is_infinite() {
            let message = "this number is too large to be held";
            self.cursor.report(Diagnostic::new(Code::BadValue, span, message));
            return error(span);
        }
        leaf(QueryKind::Number(value), span)
    }

    /// `(a)`, `(a, b)`, `(a,)`, after the bracket.
    fn bracket(&mut self, start: Span) -> Grown {
        let (mut values, commas) = self.several();
        self.cursor.expect(Sign::RightRound);
        let span = start.to(self.cursor.behind());
        if commas == 0
            && let Some(only) = values.pop()
        {
            // What is shown of it, or found in it, includes its brackets.
            return Grown { query: Query { span, ..only.query }, ..only };
        }
        let below = values.iter().map(|it| it.depth).max().unwrap_or(0);
        let values = values.into_iter().map(|it| it.query).collect();
        self.grown(QueryKind::List(values), span, below)
    }

    /// Values with commas between, at least one, and how many commas.
    fn several(&mut self) -> (Vec<Grown>, usize) {
        let inside = std::mem::replace(&mut self.inside, Inside::Bracket);
        let mut commas = 0;
        let mut values = vec![self.any()];
        while self.cursor.take_sign(Sign::Comma) {
            commas += 1;
            if self.cursor.is_sign(0, Sign::RightRound) {
                break;
            }
            values.push(self.any());
        }
        if commas > 0 && (self.cursor.is_word(0, "from") || self.cursor.is_word(0, "until")) {
            let message = "inside a bracket a comma does not come before another change";
            let finding = Diagnostic::new(Code::Syntax, self.cursor.here(), message);
            self.cursor
                .fail(finding.help("write `with` before each change: `with a with b from 1955`"));
        }
        self.inside = inside;
        (values, commas)
    }

    fn call(&mut self, function: Name) -> Grown {
        self.cursor.advance();
        let arguments = match self.cursor.is_sign(0, Sign::RightRound) {
            true => Vec::new(),
            false => self.several().0,
        };
        self.cursor.expect(Sign::RightRound);
        let span = function.span.to(self.cursor.behind());
        let below = arguments.iter().map(|it| it.depth).max().unwrap_or(0);
        let arguments = arguments.into_iter().map(|it| it.query).collect();
        self.grown(QueryKind::Call { function, arguments }, span, below)
    }

    /// `q for p in (1, 2)`, `q for p in 1..2 by 0.5`, after `for`.
    fn sweep(&mut self, asked: Grown) -> Grown {
        let span = asked.query.span;
        let position = self.cursor.position();
        let name = self.cursor.take_name().filter(|_| self.cursor.is_word(0, "in"));
        if name.is_none() {
            self.cursor.back_to(position);
        }
        let name = name.or_else(|| self.cursor.expect_id("a parameter, a lever or a mechanism"));
        let Some(name) = name else { return error(span) };
        if !self.cursor.take_word("in") {
            self.cursor.unexpected("`in`");
        }
        let start = self.cursor.here();
        let values = match self.cursor.take_sign(Sign::LeftRound) {
            true => self.bracket(start),
            false => leaf(QueryKind::List(self.steps()), start.to(self.cursor.behind())),
        };
        let span = span.to(self.cursor.behind());
        let below = asked.depth.max(values.depth);
        let values = Box::new(listed(values.query));
        self.grown(QueryKind::For { query: Box::new(asked.query), name, values }, span, below)
    }

    /// `low..high by step`, as the numbers it stands for.
    fn steps(&mut self) -> Vec<Query> {
        let start = self.cursor.here();
        let bounds = (|| {
            let low = self.constant()?;
            self.cursor.expect(Sign::Dots).then_some(())?;
            let high = self.constant()?;
            if !self.cursor.take_word("by") {
                self.cursor.unexpected("`by`");
            }
            Some((low, high, self.constant()?))
        })();
        let Some((low, high, step)) = bounds else { return Vec::new() };
        let span = start.to(self.cursor.behind());
        // The last step is taken although the sum of the steps may miss the end by a rounding.
        let count = ((high - low) / step + 1e-9).floor();
        if !(count >= 0.0 && step != 0.0) {
            let message = "these steps lead from nowhere to nowhere";
            let finding = Diagnostic::new(Code::BadValue, span, message);
            self.cursor.report(finding.help("write the least first, and a step above 0"));
            return Vec::new();
        }
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        if count >= SWEEP_VALUES as f64 {
            let message = format!("these are more than {SWEEP_VALUES} values");
            self.cursor.report(Diagnostic::new(Code::TooLarge, span, message));
            return Vec::new();
        }
        #[expect(clippy::cast_possible_truncation, reason = "checked above")]
        let count = count as i32;
        (0..=count).map(|i| number(low + f64::from(i) * step, span)).collect()
    }

    /// A number, or an expression of numbers that ends before a comparison.
    pub fn constant(&mut self) -> Option<f64> {
        self.constant_above(COMPARISON)
    }

    /// A number, or an expression of numbers that ends before operators below `floor`.
    pub fn constant_above(&mut self, floor: u8) -> Option<f64> {
        let expr = expression_above(self.cursor, floor);
        if self.cursor.failed() {
            return None;
        }
        let value = constant(&expr).filter(|value| value.is_finite());
        if value.is_none() {
            let finding =
                Diagnostic::new(Code::BadValue, expr.span, "only a number can stand here");
            self.cursor.fail(finding);
        }
        value
    }
}

/// A number as a question; the language has no negative numbers, only a sign before a number.
fn number(value: f64, span: Span) -> Query {
    let kind = QueryKind::Number(value.abs());
    let number = Query { kind, span };
    match value.is_sign_negative() {
        true => Query { kind: QueryKind::Negative(Box::new(number)), span },
        false => number,
    }
}

/// A list of one where there is only a value.
fn listed(values: Query) -> Query {
    match values.kind {
        QueryKind::List(_) | QueryKind::Error => values,
        QueryKind::Number(_)
        | QueryKind::Window { .. }
        | QueryKind::Negative(_)
        | QueryKind::Not(_)
        | QueryKind::Binary { .. }
        | QueryKind::In { .. }
        | QueryKind::Near { .. }
        | QueryKind::Call { .. }
        | QueryKind::Under { .. }
        | QueryKind::For { .. } => {
            let span = values.span;
            Query { kind: QueryKind::List(vec![values]), span }
        }
    }
}
