//! `x[west][1964]`: a variable, its elements, and when.

use super::parse::leaf;
use super::{Grown, Inside, Parser};
use crate::equation::subscripts;
use crate::number::print_number;
use crate::token::{Sign, TokenKind};
use interregnum_model::claim::{Query, QueryKind, Window};
use interregnum_model::expression::Subscript;
use interregnum_model::name::Name;

/// What a bracket holds.
#[derive(Clone, Copy, PartialEq)]
enum Bracket {
    Elements,
    Time,
}

impl Parser<'_, '_> {
    /// A variable, after its name.
    pub fn variable(&mut self, variable: Name) -> Grown {
        let mut subscripts = Vec::new();
        let mut window = None;
        let mut below = 0;
        if self.bracket_holds() == Some(Bracket::Elements) {
            (subscripts, below) = self.elements();
        }
        if self.bracket_holds().is_some() {
            let (read, depth) = self.window();
            window = read;
            below = below.max(depth);
        }
        let span = variable.span.to(self.cursor.behind());
        let kind = QueryKind::Window { variable, subscripts, window };
        if below == 0 { leaf(kind, span) } else { self.grown(kind, span, below) }
    }

    fn elements(&mut self) -> (Vec<Subscript>, usize) {
        subscripts(self.cursor)
    }

    /// What the next bracket holds; `None` when none is next. The first of two holds elements; a
    /// single one holds a time when it begins with a number or with `at`, or when `..` stands in it.
    fn bracket_holds(&self) -> Option<Bracket> {
        if !self.cursor.is_sign(0, Sign::LeftSquare) {
            return None;
        }
        let mut depth = 0usize;
        let mut dots = false;
        for ahead in 1.. {
            match self.cursor.token(ahead).kind {
                TokenKind::End => break,
                TokenKind::Sign(Sign::LeftSquare | Sign::LeftRound) => depth += 1,
                TokenKind::Sign(Sign::RightSquare) if depth == 0 => {
                    if self.cursor.is_sign(ahead + 1, Sign::LeftSquare) {
                        return Some(Bracket::Elements);
                    }
                    break;
                }
                TokenKind::Sign(Sign::RightSquare | Sign::RightRound) => {
                    depth = depth.saturating_sub(1);
                }
                TokenKind::Sign(Sign::Dots) if depth == 0 => dots = true,
                TokenKind::Sign(_)
                | TokenKind::Number(_)
                | TokenKind::Word
                | TokenKind::Quoted
                | TokenKind::Unclosed
                | TokenKind::Strange(_) => {}
            }
        }
        let first = self.cursor.token(1).kind;
        let number =
            matches!(first, TokenKind::Number(_) | TokenKind::Sign(Sign::Minus | Sign::LeftRound));
        let time = dots || number || self.cursor.is_word(1, "at");
        Some(if time { Bracket::Time } else { Bracket::Elements })
    }

    /// `[1964]`, `[1956.1]`, `[at D]`, `[a..b]`, `[at D..E]`; `[..]` is the whole run.
    fn window(&mut self) -> (Option<Window>, usize) {
        self.cursor.advance();
        if self.cursor.take_sign(Sign::Dots) {
            self.cursor.expect(Sign::RightSquare);
            return (None, 0);
        }
        let inside = std::mem::replace(&mut self.inside, Inside::Bracket);
        let at = self.cursor.take_word("at");
        let position = self.cursor.position();
        let first = self.sum();
        let last = self.cursor.take_sign(Sign::Dots).then(|| self.sum());
        let dates = at || !self.whole_years(position);
        self.cursor.expect(Sign::RightSquare);
        self.inside = inside;
        let depth = first.depth.max(last.as_ref().map_or(0, |it| it.depth));
        let first = Box::new(first.query);
        let window = match (last.map(|it| Box::new(it.query)), dates) {
            (None, true) => Window::At(first),
            (None, false) => Window::Year(first),
            (Some(last), true) => Window::Between(first, last),
            (Some(last), false) => Window::Years(first, last),
        };
        (Some(window), depth)
    }

    /// Whether only whole numbers and signs were read since `position`: calendar years, not dates.
    /// A number so long that nobody writes it out is no year.
    fn whole_years(&self, position: usize) -> bool {
        self.cursor.since(position).all(|token| match token.kind {
            TokenKind::Number(value) => {
                is_digits(self.cursor.text(token)) && is_digits(&print_number(value))
            }
            TokenKind::Sign(Sign::Percent) => false,
            TokenKind::Sign(_) => true,
            TokenKind::Word
            | TokenKind::Quoted
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => false,
        })
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a question is made of whole numbers and signs, so that it reads back as a calendar year.
pub(super) fn is_whole_years(query: &Query) -> bool {
    match &query.kind {
        QueryKind::Number(value) => is_digits(&print_number(*value)),
        QueryKind::Negative(operand) => is_whole_years(operand),
        QueryKind::Binary { left, right, .. } => is_whole_years(left) && is_whole_years(right),
        QueryKind::Window { .. }
        | QueryKind::Not(_)
        | QueryKind::In { .. }
        | QueryKind::Near { .. }
        | QueryKind::Call { .. }
        | QueryKind::List(_)
        | QueryKind::Under { .. }
        | QueryKind::For { .. }
        | QueryKind::Error => false,
    }
}
