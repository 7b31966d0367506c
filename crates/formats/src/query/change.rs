//! What follows `with`: a lever, or a variable that is set, replaced, moved or shifted.

use super::{Parser, WORDS};
use crate::equation::{COMPARISON, print_reference, print_where, subscripts};
use crate::number::print_number;
use crate::token::Sign;
use interregnum_model::claim::{Asked, Change, ChangeKind, Figure};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript};
use interregnum_model::name::{Key, Name};
use interregnum_model::scenario::{Lever, Replacement};
use interregnum_model::source::Span;
use interregnum_model::time::Method;

impl Parser<'_, '_> {
    /// One change, after `with`.
    pub fn change(&mut self) -> Option<Change> {
        let start = self.cursor.here();
        let outer = std::mem::take(&mut self.asked);
        let kind = self.change_kind(start);
        let asked = std::mem::replace(&mut self.asked, outer);
        Some(Change { kind: kind?, asked, span: start.to(self.cursor.behind()) })
    }

    fn change_kind(&mut self, start: Span) -> Option<ChangeKind> {
        let set = self.cursor.is_sign(1, Sign::Equal);
        if set && self.cursor.is_word(0, "dt") {
            self.cursor.advance();
            self.cursor.advance();
            return self.constant().map(ChangeKind::Dt);
        }
        if set && self.cursor.is_word(0, "method") {
            self.cursor.advance();
            self.cursor.advance();
            return self.method().map(ChangeKind::Method);
        }
        if self.cursor.is_word(0, "draws") && self.cursor.is_word(1, "from") {
            self.cursor.advance();
            self.cursor.advance();
            return self.date().map(ChangeKind::DrawsFrom);
        }
        let position = self.cursor.position();
        let name = self.cursor.take_name();
        let of_variable = [Sign::Equal, Sign::PlusEqual, Sign::LeftSquare]
            .into_iter()
            .any(|sign| self.cursor.is_sign(0, sign))
            || self.cursor.is_word(0, "shifted")
            || self.cursor.is_word(0, "held");
        match name {
            Some(name) if of_variable => self.variable_change(name, start),
            Some(_) | None => {
                self.cursor.back_to(position);
                let lever = self.cursor.expect_id("a lever, or a variable and what it shall be")?;
                let (from, until) = self.dates()?;
                Some(ChangeKind::With { lever, from, until })
            }
        }
    }

    fn method(&mut self) -> Option<Method> {
        for (word, method) in [("euler", Method::Euler), ("rk4", Method::Rk4)] {
            if self.cursor.take_word(word) {
                return Some(method);
            }
        }
        self.cursor.unexpected("`euler` or `rk4`");
        None
    }

    fn variable_change(&mut self, name: Name, start: Span) -> Option<ChangeKind> {
        let subscripts = match self.cursor.is_sign(0, Sign::LeftSquare) {
            true => subscripts(self.cursor).0,
            false => Vec::new(),
        };
        if self.cursor.take_word("shifted") {
            return self.shift(name, &subscripts);
        }
        let here = self.cursor.here();
        if self.cursor.take_word("held") {
            if !self.cursor.is_word(0, "from") {
                self.cursor.unexpected("`from` and a date");
                return None;
            }
            let target = Reference { name, subscripts };
            let value = before(&target, here);
            return self.replace(target, value, start);
        }
        if self.cursor.take_sign(Sign::PlusEqual) {
            let value = self.equation_above(COMPARISON);
            let amount = self.amount(&value)?;
            if !self.cursor.is_word(0, "at") {
                self.cursor.unexpected("`at` and a date");
            }
            return self.impulse(name, subscripts, amount, true);
        }
        self.cursor.expect(Sign::Equal);
        let value = self.equation_above(COMPARISON);
        if self.cursor.failed() {
            return None;
        }
        if self.cursor.is_word(0, "at") {
            let amount = self.amount(&value)?;
            return self.impulse(name, subscripts, amount, false);
        }
        if self.cursor.is_word(0, "from") || self.cursor.is_word(0, "until") {
            return self.replace(Reference { name, subscripts }, value, start);
        }
        Some(ChangeKind::Set { parameter: name, subscripts, value })
    }

    fn shift(&mut self, input: Name, subscripts: &[Subscript]) -> Option<ChangeKind> {
        if let Some(subscript) = subscripts.first() {
            let message = "an input is shifted as a whole, not one element of it";
            self.cursor.fail(Diagnostic::new(Code::BadClaim, subscript.span, message));
            return None;
        }
        let years = self.number_alone()?;
        Some(ChangeKind::Shift { input, years })
    }

    /// After the amount, before `at`.
    fn impulse(
        &mut self,
        stock: Name,
        subscripts: Vec<Subscript>,
        amount: Figure,
        by: bool,
    ) -> Option<ChangeKind> {
        self.cursor.advance();
        let at = self.date()?;
        Some(ChangeKind::Impulse { stock, subscripts, at, amount, by })
    }

    fn replace(&mut self, target: Reference, expr: Expr, start: Span) -> Option<ChangeKind> {
        let (from, until) = self.dates()?;
        let span = start.to(self.cursor.behind());
        Some(replaced(self.levers, Replacement { target, expr, span }, from, until))
    }
}

/// The change that another equation between two dates is; the lever made of it joins `levers`.
pub(crate) fn replaced(
    levers: &mut Vec<Lever>,
    replacement: Replacement,
    from: Option<Figure>,
    until: Option<Figure>,
) -> ChangeKind {
    let Replacement { target, expr, span } = &replacement;
    let written = print_replacement(target, expr, from.as_ref(), until.as_ref());
    let name = Name { key: Key::new(&written), written: written.into(), span: *span };
    if !levers.iter().any(|lever| lever.anonymous && lever.name == name) {
        levers.push(Lever {
            name: name.clone(),
            span: *span,
            provenance: Vec::new(),
            note: String::new(),
            from: from.as_ref().map(known),
            until: until.as_ref().map(known),
            asked: asked_in(expr),
            replacements: vec![replacement],
            anonymous: true,
            provisional: None,
        });
    }
    ChangeKind::Replace { lever: name, from, until }
}

/// A date where it is known; one that is asked never comes until it is.
fn known(date: &Figure) -> f64 {
    match date {
        Figure::Number(date) => *date,
        Figure::Asked(_) => f64::INFINITY,
    }
}

/// The numbers an equation asks for, each once.
fn asked_in(expr: &Expr) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    expr.visit(&mut |part| {
        if let ExprKind::Reference(reference) = &part.kind
            && Asked::is_name(&reference.name)
            && !names.contains(&reference.name)
        {
            names.push(reference.name.clone());
        }
    });
    names
}

/// What a variable was a step ago: kept at that, it stays as it was.
fn before(target: &Reference, span: Span) -> Expr {
    let itself = Expr { kind: ExprKind::Reference(target.clone()), span: target.name.span };
    let first = Expr { kind: ExprKind::Number(0.0), span };
    let function = Name::new("PREVIOUS", span);
    Expr { kind: ExprKind::Call { function, arguments: vec![itself, first] }, span }
}

/// `x = 2 from 1953 until 1960`: the change as it is read, and the name of the lever made of it. No
/// lever of a book can have this name: an id holds no `=`.
pub(super) fn print_replacement(
    target: &Reference,
    expr: &Expr,
    from: Option<&Figure>,
    until: Option<&Figure>,
) -> String {
    let dates = print_dates(from, until);
    format!("{} = {}{dates}", print_reference(target, WORDS), print_value(expr))
}

/// ` from D until E`, as far as they are given.
pub(super) fn print_dates(from: Option<&Figure>, until: Option<&Figure>) -> String {
    let date = |word: &str, date: Option<&Figure>| {
        date.map_or(String::new(), |date| format!(" {word} {}", print_figure(date)))
    };
    date("from", from) + &date("until", until)
}

/// A date or an amount.
pub(super) fn print_figure(figure: &Figure) -> String {
    match figure {
        Figure::Number(number) => print_number(*number),
        Figure::Asked(name) => name.written.to_string(),
    }
}

/// A value that ends before a comparison: in brackets where it is one, or ends in one.
pub(super) fn print_value(expr: &Expr) -> String {
    let text = print_where(expr, WORDS);
    if is_loose(expr) || ends_loose(expr) { format!("({text})") } else { text }
}

fn is_loose(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Binary { operator, .. } if operator.precedence() < COMPARISON)
}

/// Whether the last branch of an `if` at the end would be cut short.
fn ends_loose(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::If { otherwise, .. } => is_loose(otherwise) || ends_loose(otherwise),
        ExprKind::Binary { right, .. } => ends_loose(right),
        ExprKind::Unary { operand, .. } => ends_loose(operand),
        ExprKind::Number(_) | ExprKind::Reference(_) | ExprKind::Call { .. } | ExprKind::Error => {
            false
        }
    }
}
