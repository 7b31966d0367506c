//! `mechanism` and `lever`: named sets of replaced equations.

use super::Desk;
use super::common::{Common, IDS, missing, number};
use super::outline::Item;
use crate::cursor::Cursor;
use crate::equation::{WORDS, expression, reference};
use crate::token::{Sign, TokenKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::Name;
use interregnum_model::scenario::{Lever, Mechanism, Replacement};

/// `mechanism`.
pub fn mechanism(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Mechanism> {
    let mut common = Common::default();
    let name = {
        let mut cursor = item.heading(IDS, &mut desk.diagnostics);
        cursor.advance();
        let name = cursor.expect_id("an id")?;
        id_ends(&mut cursor, &name);
        common.provenance(&mut cursor);
        common.finish(&mut cursor);
        name
    };
    let mut off = Vec::new();
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if cursor.is_word(0, "off") && cursor.is_sign(1, Sign::Colon) {
            cursor.advance();
            cursor.advance();
            off.extend(replacement(&mut cursor));
            common.finish(&mut cursor);
        } else if !common.take(&mut cursor) {
            common.unknown(&mut cursor, "a mechanism", &["off: x ="]);
        }
    }
    common.check(desk, "mechanism", &name);
    check_no_range(desk, "mechanism", &common);
    if off.is_empty() && !common.misread {
        let message = format!("the mechanism `{name}` does not say what holds while it is off");
        missing(desk, &name, message, "write `off: x = ...` on an indented line");
    }
    Some(Mechanism {
        name,
        span: item.span(),
        provenance: common.provenance,
        note: common.note,
        off,
        provisional: common.provisional,
    })
}

/// `lever`.
pub fn lever(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Lever> {
    let mut common = Common::default();
    let (mut from, mut until) = (None, None);
    let name = {
        let mut cursor = item.heading(IDS, &mut desk.diagnostics);
        cursor.advance();
        let name = cursor.expect_id("an id")?;
        id_ends(&mut cursor, &name);
        if cursor.take_word("from") {
            from = number(&mut cursor);
        }
        if cursor.take_word("until") {
            until = number(&mut cursor);
        }
        common.provenance(&mut cursor);
        common.finish(&mut cursor);
        name
    };
    let mut replacements = Vec::new();
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if common.take(&mut cursor) {
            continue;
        }
        if replaces(&mut cursor) {
            replacements.extend(replacement(&mut cursor));
            common.finish(&mut cursor);
        } else {
            common.unknown(&mut cursor, "a lever", &["x ="]);
        }
    }
    common.check(desk, "lever", &name);
    check_no_range(desk, "lever", &common);
    check_dates(desk, &name, from, until);
    if replacements.is_empty() && !common.misread {
        let message = format!("the lever `{name}` does not say what it changes");
        missing(desk, &name, message, "write `x = ...` on an indented line");
    }
    Some(Lever {
        name,
        span: item.span(),
        provenance: common.provenance,
        note: common.note,
        from,
        until,
        replacements,
        asked: Vec::new(),
        anonymous: false,
        provisional: common.provisional,
    })
}

/// A blank in an id leaves words behind it.
fn id_ends(cursor: &mut Cursor<'_>, id: &Name) {
    if cursor.kind() == TokenKind::Word
        && !["from", "until", "note", "table", "assumed"].iter().any(|word| cursor.is_word(0, word))
    {
        let word = cursor.text(cursor.token(0));
        let message = format!("`{word}` follows the id `{id}`");
        let finding = Diagnostic::new(Code::Syntax, cursor.here(), message);
        cursor.fail(finding.help(format!("join the words with hyphens: `{id}-{word}`")));
    }
}

fn check_no_range(desk: &mut Desk<'_>, kind: &str, common: &Common) {
    if let Some(range) = common.range {
        let message = format!("a {kind} has no range");
        desk.diagnostics.push(
            Diagnostic::new(Code::Syntax, range.span, message)
                .help("give the range to the parameter it changes"),
        );
    }
}

fn check_dates(desk: &mut Desk<'_>, name: &Name, from: Option<f64>, until: Option<f64>) {
    if let (Some(from), Some(until)) = (from, until)
        && from >= until
    {
        let message = format!("the lever `{name}` ends at {until}, before it begins at {from}");
        desk.diagnostics.push(Diagnostic::new(Code::BadValue, name.span, message));
    }
}

/// Whether `x = ...` or `x[element] = ...` begins here.
fn replaces(cursor: &mut Cursor<'_>) -> bool {
    let position = cursor.position();
    let named = cursor.take_name().is_some();
    let begins = cursor.is_sign(0, Sign::Equal) || cursor.is_sign(0, Sign::LeftSquare);
    cursor.back_to(position);
    named && begins
}

fn replacement(cursor: &mut Cursor<'_>) -> Option<Replacement> {
    let start = cursor.here();
    let target = reference(cursor, "the variable that is replaced")?;
    cursor.expect(Sign::Equal);
    let expr = expression(cursor);
    Some(Replacement { target, expr, span: start.to(cursor.behind()) })
}
