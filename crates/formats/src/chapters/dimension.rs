//! `dimension` and `unit`: index sets of arrays, other spellings of units.

use super::Desk;
use super::common::{Common, HEADING, names};
use super::outline::Item;
use crate::cursor::Cursor;
use crate::equation::{WORDS, expression};
use crate::token::{Sign, TokenKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::dimension::{Dimension, Elements, Mapping};
use interregnum_model::name::Name;
use std::collections::BTreeMap;

/// `dimension generation = newcomers, first born`, `dimension stage = 1 .. 5`.
pub fn dimension(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Dimension> {
    let mut common = Common::default();
    let (name, within, elements) = {
        let mut cursor = item.heading(HEADING, &mut desk.diagnostics);
        cursor.advance();
        let name = cursor.expect_name("a name")?;
        let within = match cursor.take_word("within") {
            true => cursor.expect_name("the dimension it is a part of"),
            false => None,
        };
        cursor.expect(Sign::Equal);
        let elements = elements(&mut cursor);
        cursor.finish();
        (name, within, elements)
    };
    let mut mappings = Vec::new();
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if cursor.take_word("onto") {
            mappings.extend(mapping(&mut cursor, &elements));
            continue;
        }
        let note = cursor.kind() == TokenKind::Quoted && common.take(&mut cursor);
        if !note {
            let finding =
                "only a sentence in quotes and lines of `onto` may stand under a dimension";
            let finding = Diagnostic::new(Code::Syntax, cursor.here(), finding);
            cursor.fail(finding);
        }
    }
    check_elements(desk, &elements);
    Some(Dimension { name, elements, within, mappings, note: common.note })
}

/// `onto product = tea, tea, milk`: for each element the one of another dimension that it reads.
fn mapping(cursor: &mut Cursor<'_>, own: &Elements) -> Option<Mapping> {
    let target = cursor.expect_name("a dimension")?;
    cursor.expect(Sign::Equal);
    let elements = names(cursor, "an element of it");
    let wanted = match own {
        Elements::Named(own) => own.len(),
        Elements::Counted(_) => elements.len(),
    };
    if elements.len() != wanted {
        let message =
            format!("{} elements of `{target}` stand for {wanted} elements", elements.len());
        let finding = Diagnostic::new(Code::DimensionMismatch, target.span, message)
            .help("name one for each element, in their order");
        cursor.report(finding);
        return None;
    }
    cursor.finish();
    Some(Mapping { target, elements })
}

fn elements(cursor: &mut Cursor<'_>) -> Elements {
    if cursor.kind() == TokenKind::Number(1.0) && cursor.is_sign(1, Sign::Dots) {
        cursor.advance();
        cursor.advance();
        return Elements::Counted(expression(cursor));
    }
    if matches!(cursor.kind(), TokenKind::Number(_)) {
        let finding = Diagnostic::new(Code::Syntax, cursor.here(), "a number names no element")
            .help("write `1 .. 5` for elements that are counted, or names");
        cursor.fail(finding);
        return Elements::Named(Vec::new());
    }
    Elements::Named(names(cursor, "an element"))
}

fn check_elements(desk: &mut Desk<'_>, elements: &Elements) {
    let Elements::Named(names) = elements else { return };
    let mut seen: BTreeMap<_, &Name> = BTreeMap::new();
    for name in names {
        if let Some(first) = seen.insert(&name.key, name) {
            let message = format!("the element `{name}` stands here twice");
            desk.diagnostics.push(
                Diagnostic::new(Code::DuplicateName, name.span, message)
                    .related(first.span, "first here"),
            );
        }
    }
}

/// `unit people = person, persons`.
pub fn spelling(item: &Item<'_>, desk: &mut Desk<'_>) {
    let mut cursor = item.all(HEADING, &mut desk.diagnostics);
    cursor.advance();
    let Some(unit) = cursor.expect_name("a unit") else { return };
    cursor.expect(Sign::Equal);
    for other in names(&mut cursor, "another spelling of it") {
        if let Some(taken) = desk.spellings.add(&unit, &other) {
            let message = format!("`{other}` is another spelling of `{taken}` already");
            let finding = Diagnostic::new(Code::DuplicateName, other.span, message);
            cursor.report(finding.related(taken.span, "here"));
        }
    }
    cursor.finish();
}
