//! What stands in the bracket of `x[a, b]`, read and printed.

use super::parse::enclosed;
use super::print::print_where;
use crate::cursor::{Cursor, Reserved, print_name};
use crate::token::{Sign, TokenKind};
use interregnum_model::Name;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};

/// Reads a variable with its subscripts; `wanted` is what should stand there, for the finding.
pub(crate) fn reference(cursor: &mut Cursor<'_>, wanted: &str) -> Option<Reference> {
    let name = cursor.expect_name(wanted)?;
    let subscripts = match cursor.is_sign(0, Sign::LeftSquare) {
        true => subscripts(cursor).0,
        false => Vec::new(),
    };
    Some(Reference { name, subscripts })
}

/// Reads `[a, b]`; the bracket must be next. Says how deep the deepest tree in it is.
pub(crate) fn subscripts(cursor: &mut Cursor<'_>) -> (Vec<Subscript>, usize) {
    let mut subscripts = Vec::new();
    let mut deepest = 0;
    cursor.advance();
    loop {
        let (subscript, depth) = subscript(cursor);
        subscripts.push(subscript);
        deepest = deepest.max(depth);
        if !cursor.take_sign(Sign::Comma) {
            break;
        }
    }
    cursor.expect(Sign::RightSquare);
    (subscripts, deepest)
}

fn subscript(cursor: &mut Cursor<'_>) -> (Subscript, usize) {
    let start = cursor.here();
    if cursor.take_sign(Sign::Star) {
        let kind = match cursor.take_sign(Sign::Colon) {
            true => cursor.expect_name("a subrange").map(SubscriptKind::AllOf),
            false => None,
        };
        let kind = kind.unwrap_or(SubscriptKind::All);
        return (Subscript { kind, span: start.to(cursor.behind()) }, 0);
    }
    let position = cursor.position();
    if let Some(first) = cursor.take_name() {
        if cursor.take_sign(Sign::Colon) {
            let last = cursor.expect_name("the last element").unwrap_or_else(|| first.clone());
            let kind = SubscriptKind::Between(first, last);
            return (Subscript { kind, span: start.to(cursor.behind()) }, 0);
        }
        if cursor.is_sign(0, Sign::Comma) || cursor.is_sign(0, Sign::RightSquare) {
            return (Subscript { span: first.span, kind: SubscriptKind::Name(first) }, 0);
        }
        cursor.back_to(position);
    }
    // Counted elements have numbers for names: `1:3`.
    if let Some(first) = counted(cursor).filter(|_| cursor.is_sign(1, Sign::Colon)) {
        cursor.advance();
        cursor.advance();
        let last = counted(cursor).unwrap_or_else(|| first.clone());
        if counted(cursor).is_some() {
            cursor.advance();
        } else {
            cursor.unexpected("the last element");
        }
        let span = start.to(cursor.behind());
        return (Subscript { kind: SubscriptKind::Between(first, last), span }, 0);
    }
    let (expr, depth) = enclosed(cursor);
    (Subscript { span: expr.span, kind: SubscriptKind::Index(expr) }, depth)
}

/// The number that is next, as the name of a counted element.
fn counted(cursor: &Cursor<'_>) -> Option<Name> {
    match cursor.kind() {
        TokenKind::Number(number) if number >= 1.0 && number.fract() == 0.0 => {
            Some(Name::new(&number.to_string(), cursor.here()))
        }
        _ => None,
    }
}

/// A variable with its subscripts, as it must be written where these words are reserved.
pub(crate) fn print_reference(reference: &Reference, reserved: Reserved) -> String {
    let name = print_name(&reference.name, reserved);
    format!("{name}{}", print_subscripts(&reference.subscripts, reserved))
}

/// `[a, b]`, or nothing where there are none.
pub(crate) fn print_subscripts(subscripts: &[Subscript], reserved: Reserved) -> String {
    if subscripts.is_empty() {
        return String::new();
    }
    let places: Vec<String> = subscripts.iter().map(|it| print_subscript(it, reserved)).collect();
    format!("[{}]", places.join(", "))
}

fn print_subscript(subscript: &Subscript, reserved: Reserved) -> String {
    let name = |name| print_name(name, reserved);
    match &subscript.kind {
        SubscriptKind::Name(element) => name(element),
        SubscriptKind::All => "*".to_string(),
        SubscriptKind::AllOf(dimension) => format!("*:{}", name(dimension)),
        SubscriptKind::Between(first, last) => format!("{}:{}", name(first), name(last)),
        SubscriptKind::Index(expr) if is_plain_name(expr) => {
            format!("({})", print_where(expr, reserved))
        }
        SubscriptKind::Index(expr) => print_where(expr, reserved),
    }
}

/// Without brackets around it, a name alone would read back as that of an element.
fn is_plain_name(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Reference(reference) if reference.subscripts.is_empty())
}
