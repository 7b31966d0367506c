//! Numbers in changes: dates and amounts, written out or asked of the run as it is without the
//! change (`with x = {x[1938.0]} at 1953`).

use super::{Braces, Inside, Parser, print};
use crate::cursor::Cursor;
use crate::equation::{Ask, constant, expression_asking};
use crate::token::Sign;
use interregnum_model::claim::{Asked, Figure};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::name::Name;
use interregnum_model::scenario::Lever;

impl Parser<'_, '_> {
    /// A date or a number of years: one number, or a bracket. Arithmetic behind it belongs to the
    /// question.
    pub fn number_alone(&mut self) -> Option<f64> {
        let minus = self.cursor.take_sign(Sign::Minus);
        let date = self.constant_above(u8::MAX)?;
        Some(if minus { -date } else { date })
    }

    /// A date: one number, a bracket, or a question in braces.
    pub fn date(&mut self) -> Option<Figure> {
        if self.cursor.is_sign(0, Sign::LeftBrace) {
            return self.braces().map(Figure::Asked);
        }
        self.number_alone().map(Figure::Number)
    }

    /// `from D until E`, either or neither of them.
    pub fn dates(&mut self) -> Option<(Option<Figure>, Option<Figure>)> {
        let from = match self.cursor.take_word("from") {
            true => Some(self.date()?),
            false => None,
        };
        let until = match self.cursor.take_word("until") {
            true => Some(self.date()?),
            false => None,
        };
        Some((from, until))
    }

    /// An equation that ends before operators below `floor`, and may ask for numbers in braces.
    pub fn equation_above(&mut self, floor: u8) -> Expr {
        let Parser { cursor, levers, asked, braces, .. } = self;
        let ask: Ask<'_> = &mut |cursor| in_braces(cursor, levers, asked, *braces);
        expression_asking(cursor, floor, ask)
    }

    /// The amount that an equation is: a number, or nothing but a question in braces.
    pub fn amount(&mut self, value: &Expr) -> Option<Figure> {
        if let ExprKind::Reference(reference) = &value.kind
            && Asked::is_name(&reference.name)
        {
            return Some(Figure::Asked(reference.name.clone()));
        }
        let number = constant(value).filter(|number| number.is_finite());
        if number.is_none() {
            let message = "a stock can only be moved by or to a number";
            self.cursor.fail(
                Diagnostic::new(Code::BadValue, value.span, message)
                    .help("put what is to be worked out in braces: `{x[1958] + 0.05}`"),
            );
        }
        number.map(Figure::Number)
    }

    /// `{question}`, which stands next.
    fn braces(&mut self) -> Option<Name> {
        in_braces(self.cursor, self.levers, &mut self.asked, self.braces)
    }
}

/// `{question}`, which stands next: its name, and the question among those `asked`.
fn in_braces(
    cursor: &mut Cursor<'_>,
    levers: &mut Vec<Lever>,
    asked: &mut Vec<Asked>,
    braces: Braces,
) -> Option<Name> {
    let start = cursor.here();
    if braces == Braces::Inside {
        let message = "a question in braces stands inside another";
        cursor.fail(
            Diagnostic::new(Code::Syntax, start, message)
                .help("ask for one number of the unchanged run, without a change that asks again"),
        );
        return None;
    }
    cursor.advance();
    let mut parser =
        Parser { inside: Inside::Bracket, braces: Braces::Inside, ..Parser::new(cursor, levers) };
    let query = parser.any().query;
    cursor.expect(Sign::RightBrace);
    if cursor.failed() {
        return None;
    }
    let name = Asked::called(&print(&query, levers), start.to(cursor.behind()));
    if !asked.iter().any(|known| known.name == name) {
        asked.push(Asked { name: name.clone(), query });
    }
    Some(name)
}
