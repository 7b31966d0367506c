//! What must make a claim fail: `without a + b or c : question`.

use super::print::{Printer, print_id};
use super::{Parser, WORDS};
use crate::cursor::Cursor;
use crate::token::Sign;
use interregnum_model::claim::{Change, ChangeKind, Knockout};
use interregnum_model::scenario::Lever;

/// Reads what stands after `fails` or, `trivial`, after `trivially`.
pub fn knockout(
    cursor: &mut Cursor<'_>,
    levers: &mut Vec<Lever>,
    trivial: bool,
) -> Option<Knockout> {
    debug_assert_eq!(cursor.reserved, WORDS, "a question's words end its names");
    let start = cursor.here();
    let mut parser = Parser::new(cursor, levers);
    let mut alternatives = Vec::new();
    let manner = parser.manner()?;
    loop {
        alternatives.push(parser.together(manner)?);
        if !parser.cursor.take_word("or") {
            break;
        }
    }
    let expect = parser.cursor.take_sign(Sign::Colon).then(|| parser.any().query);
    Some(Knockout { alternatives, expect, trivial, span: start.to(cursor.behind()) })
}

/// How the changes of a knock-out are listed.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    /// `without a + b`: mechanisms off.
    Without,
    /// `with a + b`: levers pulled, variables changed.
    With,
    /// `under with a off b`: any changes.
    Under,
}

impl Parser<'_, '_> {
    fn manner(&mut self) -> Option<Manner> {
        let manners =
            [("without", Manner::Without), ("with", Manner::With), ("under", Manner::Under)];
        for (word, manner) in manners {
            if self.cursor.take_word(word) {
                return Some(manner);
            }
        }
        self.cursor.unexpected("`without`, `with` or `under`");
        None
    }

    fn together(&mut self, manner: Manner) -> Option<Vec<Change>> {
        let mut changes = Vec::new();
        if manner == Manner::Under {
            changes = self.changes();
            if changes.is_empty() && !self.cursor.failed() {
                self.cursor.unexpected("`with` or `off`");
            }
        } else {
            loop {
                changes.push(if manner == Manner::Without { self.off()? } else { self.change()? });
                if !self.cursor.take_sign(Sign::Plus) {
                    break;
                }
            }
        }
        if self.cursor.failed() { None } else { Some(changes) }
    }
}

/// The text of a knock-out, after `fails` or `trivially`.
pub fn print_knockout(knockout: &Knockout, levers: &[Lever]) -> String {
    let mut printer = Printer::new(levers);
    let all_off = knockout.alternatives.iter().flatten().all(is_off);
    let alternatives: Vec<String> = knockout
        .alternatives
        .iter()
        .map(|changes| {
            if all_off {
                let ids: Vec<String> = changes.iter().filter_map(mechanism).collect();
                ids.join(" + ")
            } else {
                printer.changes(changes)
            }
        })
        .collect();
    let manner = if all_off { "without" } else { "under" };
    let mut text = format!("{manner} {}", alternatives.join(" or "));
    if let Some(expect) = &knockout.expect {
        text.push_str(" : ");
        text.push_str(&super::print(expect, levers));
    }
    text
}

fn is_off(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Off { .. })
}

fn mechanism(change: &Change) -> Option<String> {
    match &change.kind {
        ChangeKind::Off { mechanism } => Some(print_id(mechanism)),
        ChangeKind::With { .. }
        | ChangeKind::Set { .. }
        | ChangeKind::Replace { .. }
        | ChangeKind::Impulse { .. }
        | ChangeKind::Shift { .. }
        | ChangeKind::DrawsFrom(_)
        | ChangeKind::Dt(_)
        | ChangeKind::Method(_) => None,
    }
}
