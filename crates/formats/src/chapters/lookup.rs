//! `lookup`: a drawn function by its points.

use super::Desk;
use super::common::{Common, missing, number};
use super::outline::Item;
use super::variable::{heading_of, variable};
use crate::cursor::Cursor;
use crate::equation::{WORDS, subscripts};
use crate::token::Sign;
use crate::unit::in_brackets;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Subscript, SubscriptKind};
use interregnum_model::lookup::{Beyond, Curve, Lookup};
use interregnum_model::variable::{Variable, VariableKind};

/// `lookup`.
pub fn lookup(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Variable> {
    const LINES: &[&str] = &["(x, y)", "[element] (x, y)", "beyond"];
    let mut input_unit = None;
    let (heading, mut common) = heading_of(item, desk, |cursor| {
        if cursor.take_word("of") {
            input_unit = in_brackets(cursor).map(|(unit, _)| unit);
        }
    })?;
    let mut curves: Vec<(Vec<Subscript>, Curve)> = Vec::new();
    let mut beyond = Beyond::Hold;
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if cursor.is_sign(0, Sign::LeftRound) || cursor.is_sign(0, Sign::LeftSquare) {
            points(&mut cursor, &mut curves);
        } else if cursor.take_word("beyond") {
            beyond = kept(&mut cursor).unwrap_or(beyond);
        } else if common.take(&mut cursor) {
            continue;
        } else {
            common.unknown(&mut cursor, "a lookup", LINES);
        }
        common.finish(&mut cursor);
    }
    common.check_unit(desk, "lookup", &heading);
    common.check(desk, "lookup", &heading.name);
    if curves.is_empty() && !common.misread {
        let message = format!("the lookup `{}` has no points", heading.name);
        missing(desk, &heading.name, message, "write them on an indented line: (0, 0.2) (1, 1)");
    }
    for (_, curve) in &mut curves {
        curve.beyond = beyond;
    }
    check_steps(desk, &common, &heading.name, beyond, &curves);
    let kind = VariableKind::Lookup(Lookup { curves, input_unit, inside: None });
    Some(variable(item, heading, common, kind))
}

/// A line drawn on beyond the last point needs two points to have a direction.
fn check_steps(
    desk: &mut Desk<'_>,
    common: &Common,
    name: &interregnum_model::name::Name,
    beyond: Beyond,
    curves: &[(Vec<Subscript>, Curve)],
) {
    let single = curves.iter().any(|(_, curve)| curve.points.len() == 1);
    if beyond == Beyond::Extend && single && !common.misread {
        let message = format!("a curve of `{name}` has one point, which cannot be extended");
        desk.diagnostics.push(
            Diagnostic::new(Code::BadValue, name.span, message).help("give it a second point"),
        );
    }
}

/// `(0, 0.2) (1, 1)`, perhaps after `[element]`. A line for the same elements goes on the one before.
fn points(cursor: &mut Cursor<'_>, curves: &mut Vec<(Vec<Subscript>, Curve)>) {
    let elements = match cursor.is_sign(0, Sign::LeftSquare) {
        true => subscripts(cursor).0,
        false => Vec::new(),
    };
    let at = curves.iter().position(|(others, _)| same_elements(others, &elements));
    let at = at.unwrap_or_else(|| {
        curves.push((elements, Curve { points: Vec::new(), beyond: Beyond::Hold }));
        curves.len() - 1
    });
    let Some((_, curve)) = curves.get_mut(at) else { return };
    while !cursor.at_end() {
        let start = cursor.here();
        let Some((x, y)) = point(cursor) else { return };
        if let Some((before, _)) = curve.points.last()
            && x < *before
        {
            let message = format!("the point at x = {x} lies before the one at x = {before}");
            let finding = Diagnostic::new(Code::BadValue, start.to(cursor.behind()), message);
            cursor.report(finding.help("write the points with x rising"));
            continue;
        }
        curve.points.push((x, y));
        cursor.take_sign(Sign::Comma);
    }
}

fn point(cursor: &mut Cursor<'_>) -> Option<(f64, f64)> {
    if !cursor.expect(Sign::LeftRound) {
        return None;
    }
    let x = number(cursor)?;
    if !cursor.expect(Sign::Comma) {
        return None;
    }
    let y = number(cursor)?;
    cursor.expect(Sign::RightRound).then_some((x, y))
}

fn same_elements(a: &[Subscript], b: &[Subscript]) -> bool {
    let name = |subscript: &Subscript| match &subscript.kind {
        SubscriptKind::Name(name) => Some(name.key.clone()),
        SubscriptKind::All
        | SubscriptKind::AllOf(_)
        | SubscriptKind::Between(..)
        | SubscriptKind::Index(_) => None,
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| name(a).is_some() && name(a) == name(b))
}

fn kept(cursor: &mut Cursor<'_>) -> Option<Beyond> {
    let words = [
        ("hold", Beyond::Hold),
        ("extend", Beyond::Extend),
        ("step", Beyond::Step),
        ("next", Beyond::Next),
        ("exact", Beyond::Exact),
    ];
    for (word, beyond) in words {
        if cursor.take_word(word) {
            return Some(beyond);
        }
    }
    cursor.unexpected("`hold`, `extend`, `step`, `next` or `exact`");
    None
}
