//! Operators of questions, loosest first.
//!
//! `or`, `and`, `not`, comparisons, `+ -`, `* /`, a sign, `^`. Unlike in an equation, `not` takes a
//! whole comparison, and comparisons do not follow each other: `a < b < c` is asked as two.

use super::{Grown, Parser};
use crate::limits::DEEPEST;
use crate::number::per_cent;
use crate::token::{Sign, TokenKind};
use interregnum_model::claim::{Query, QueryKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::BinaryOperator;
use interregnum_model::source::Span;

impl Parser<'_, '_> {
    /// Any question.
    pub fn any(&mut self) -> Grown {
        let here = self.cursor.here();
        if !self.cursor.enter() {
            return error(here);
        }
        let mut left = self.conjunction();
        while self.cursor.take_word("or") {
            let right = self.conjunction();
            left = self.binary(BinaryOperator::Or, left, right);
        }
        self.cursor.leave();
        left
    }

    fn conjunction(&mut self) -> Grown {
        let mut left = self.negation();
        while self.cursor.take_word("and") {
            let right = self.negation();
            left = self.binary(BinaryOperator::And, left, right);
        }
        left
    }

    fn negation(&mut self) -> Grown {
        let start = self.cursor.here();
        if !self.cursor.take_word("not") {
            return self.comparison();
        }
        if !self.cursor.enter() {
            return error(start);
        }
        let operand = self.negation();
        self.cursor.leave();
        let span = start.to(operand.query.span);
        self.grown(QueryKind::Not(Box::new(operand.query)), span, operand.depth)
    }

    fn comparison(&mut self) -> Grown {
        let left = self.sum();
        let compared = if let Some(operator) = self.comparing() {
            self.cursor.advance();
            let right = self.sum();
            if operator == BinaryOperator::Equal && self.cursor.take_sign(Sign::PlusMinus) {
                self.near(left, right)
            } else {
                self.binary(operator, left, right)
            }
        } else if self.cursor.take_word("in") {
            self.within(left)
        } else {
            return left;
        };
        if self.comparing().is_some() || self.cursor.is_word(0, "in") {
            let finding = Diagnostic::new(
                Code::Syntax,
                self.cursor.here(),
                "a comparison follows a comparison",
            )
            .help("write `a < b and b < c`, or put one of them in brackets");
            self.cursor.fail(finding);
        }
        compared
    }

    fn comparing(&self) -> Option<BinaryOperator> {
        [
            (Sign::Equal, BinaryOperator::Equal),
            (Sign::NotEqual, BinaryOperator::NotEqual),
            (Sign::Less, BinaryOperator::Less),
            (Sign::LessEqual, BinaryOperator::LessEqual),
            (Sign::Greater, BinaryOperator::Greater),
            (Sign::GreaterEqual, BinaryOperator::GreaterEqual),
        ]
        .into_iter()
        .find_map(|(sign, operator)| self.cursor.is_sign(0, sign).then_some(operator))
    }

    /// `a in low..high`, after `in`.
    fn within(&mut self, value: Grown) -> Grown {
        let low = self.sum();
        self.cursor.expect(Sign::Dots);
        let high = self.sum();
        let span = value.query.span.to(high.query.span);
        let below = value.depth.max(low.depth).max(high.depth);
        let [value, low, high] = [value, low, high].map(|it| Box::new(it.query));
        self.grown(QueryKind::In { value, low, high }, span, below)
    }

    /// `a = b ± tolerance`, after `±`.
    fn near(&mut self, value: Grown, target: Grown) -> Grown {
        let start = self.cursor.here();
        let share = match self.cursor.kind() {
            TokenKind::Number(_) if self.cursor.is_sign(1, Sign::Percent) => {
                per_cent(self.cursor.text(self.cursor.token(0)))
            }
            TokenKind::Number(_)
            | TokenKind::Word
            | TokenKind::Quoted
            | TokenKind::Sign(_)
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => None,
        };
        let tolerance = match share {
            Some(share) => {
                self.cursor.advance();
                self.cursor.advance();
                leaf(QueryKind::Number(share), start.to(self.cursor.behind()))
            }
            None => self.product(),
        };
        let relative = share.is_some();
        let span = value.query.span.to(tolerance.query.span);
        let below = value.depth.max(target.depth).max(tolerance.depth);
        let [value, target, tolerance] = [value, target, tolerance].map(|it| Box::new(it.query));
        self.grown(QueryKind::Near { value, target, tolerance, relative }, span, below)
    }

    /// What may stand on a side of a comparison.
    pub fn sum(&mut self) -> Grown {
        let here = self.cursor.here();
        if !self.cursor.enter() {
            return error(here);
        }
        let mut left = self.product();
        while let Some(operator) = self
            .taken(&[(Sign::Plus, BinaryOperator::Add), (Sign::Minus, BinaryOperator::Subtract)])
        {
            let right = self.product();
            left = self.binary(operator, left, right);
        }
        self.cursor.leave();
        left
    }

    fn product(&mut self) -> Grown {
        let mut left = self.signed();
        while let Some(operator) = self
            .taken(&[(Sign::Star, BinaryOperator::Multiply), (Sign::Slash, BinaryOperator::Divide)])
        {
            let right = self.signed();
            left = self.binary(operator, left, right);
        }
        left
    }

    fn taken(&mut self, operators: &[(Sign, BinaryOperator)]) -> Option<BinaryOperator> {
        let (_, operator) = operators.iter().find(|(sign, _)| self.cursor.is_sign(0, *sign))?;
        self.cursor.advance();
        Some(*operator)
    }

    fn signed(&mut self) -> Grown {
        let start = self.cursor.here();
        if !self.cursor.take_sign(Sign::Minus) {
            return self.power();
        }
        if !self.cursor.enter() {
            return error(start);
        }
        let operand = self.signed();
        self.cursor.leave();
        let span = start.to(operand.query.span);
        self.grown(QueryKind::Negative(Box::new(operand.query)), span, operand.depth)
    }

    fn power(&mut self) -> Grown {
        let base = self.changed();
        if !self.cursor.take_sign(Sign::Caret) {
            return base;
        }
        let here = self.cursor.here();
        if !self.cursor.enter() {
            return error(here);
        }
        let exponent = self.signed();
        self.cursor.leave();
        self.binary(BinaryOperator::Power, base, exponent)
    }

    fn binary(&mut self, operator: BinaryOperator, left: Grown, right: Grown) -> Grown {
        let span = left.query.span.to(right.query.span);
        let below = left.depth.max(right.depth);
        let (left, right) = (Box::new(left.query), Box::new(right.query));
        self.grown(QueryKind::Binary { operator, left, right }, span, below)
    }

    /// A tree over others, the deepest of which is `below` deep.
    pub fn grown(&mut self, kind: QueryKind, span: Span, below: usize) -> Grown {
        if below >= DEEPEST {
            self.cursor.too_deep();
            return error(span);
        }
        Grown { query: Query { kind, span }, depth: below + 1 }
    }
}

/// A tree of one.
pub(super) fn leaf(kind: QueryKind, span: Span) -> Grown {
    Grown { query: Query { kind, span }, depth: 1 }
}

/// What could not be read.
pub(super) fn error(span: Span) -> Grown {
    leaf(QueryKind::Error, span)
}
