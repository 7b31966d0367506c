//! What all declarations share: name, dimensions, unit, who says so, a sentence, a range.

use super::Desk;
use crate::cursor::{Cursor, Reserved};
use crate::equation::{COMPARISON, constant, expression, expression_above, subscripts};
use crate::token::{Sign, TokenKind};
use crate::unit::in_brackets;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::equation::Case;
use interregnum_model::model::Origin;
use interregnum_model::name::Name;
use interregnum_model::provenance::{Provenance, ProvenanceKind};
use interregnum_model::source::Span;
use interregnum_model::unit::Unit;
use interregnum_model::variable::Range;

/// Words that end a name in the heading of a declaration.
pub const HEADING: Reserved =
    &["and", "or", "not", "mod", "if", "then", "else", "by", "from", "assumed", "within", "until"];

/// Words that are no ids: those of questions, where an id is asked for.
pub const IDS: Reserved = crate::query::WORDS;

/// What the heading of a declaration says after its keyword.
#[derive(Debug)]
pub struct Heading {
    pub name: Name,
    pub dimensions: Vec<Name>,
    pub unit: Option<(Unit, Span)>,
}

/// What any declaration may say besides.
#[derive(Debug, Default)]
pub struct Common {
    pub provenance: Vec<Provenance>,
    pub note: String,
    pub range: Option<Range>,
    pub provisional: Option<String>,
    /// A line was misread, so that what seems to be missing may stand there.
    pub misread: bool,
}

/// `name by dimension, dimension [unit]`.
pub fn heading(cursor: &mut Cursor<'_>) -> Option<Heading> {
    let name = cursor.expect_name("a name")?;
    let mut dimensions = Vec::new();
    if cursor.take_word("by") {
        dimensions = names(cursor, "a dimension");
    }
    let unit = match cursor.is_sign(0, Sign::LeftSquare) {
        true => in_brackets(cursor),
        false => None,
    };
    Some(Heading { name, dimensions, unit })
}

/// `a, b, c`.
pub fn names(cursor: &mut Cursor<'_>, wanted: &str) -> Vec<Name> {
    let mut names = Vec::new();
    while let Some(name) = cursor.expect_name(wanted) {
        names.push(name);
        if !cursor.take_sign(Sign::Comma) {
            break;
        }
    }
    names
}

impl Common {
    /// Takes a line that any declaration may have; `false` when it is none.
    pub fn take(&mut self, cursor: &mut Cursor<'_>) -> bool {
        if cursor.kind() == TokenKind::Quoted && !named(cursor, 1) {
            if let Some(text) = cursor.expect_text("a sentence") {
                self.note.push_str(if self.note.is_empty() { "" } else { " " });
                self.note.push_str(&text);
            }
        } else if cursor.is_word(0, "range") && !named(cursor, 1) {
            cursor.advance();
            self.range = range(cursor);
        } else if cursor.is_word(0, "provisional") && !named(cursor, 1) {
            cursor.advance();
            self.provisional = cursor.expect_text("the reason in quotes");
        } else if begins_provenance(cursor) {
            self.provenance(cursor);
        } else {
            return false;
        }
        self.finish(cursor);
        true
    }

    /// Takes who says so, as much as stands there.
    pub fn provenance(&mut self, cursor: &mut Cursor<'_>) {
        while begins_provenance(cursor)
            && let Some(provenance) = provenance(cursor)
        {
            self.provenance.push(provenance);
            // `¶7, ¶11` reads as people write it.
            if cursor.is_sign(0, Sign::Comma) {
                cursor.advance();
            }
        }
    }

    /// Finds fault with what is left of a line.
    pub fn finish(&mut self, cursor: &mut Cursor<'_>) {
        cursor.finish();
        self.misread |= cursor.failed();
    }

    /// Finds fault with a line that cannot stand here.
    pub fn unknown(&mut self, cursor: &mut Cursor<'_>, what: &str, lines: &[&str]) {
        let token = cursor.token(0);
        let found = cursor.text(token);
        let message = format!("`{found}` begins no line of {what}");
        let finding = Diagnostic::new(Code::Syntax, cursor.span(token), message)
            .nearest(found, lines.iter().copied())
            .help(format!("write one of: {}, a sentence in quotes, `range`, `provisional`, ¶ or another provenance", lines.join(", ")));
        cursor.fail(finding);
        self.misread = true;
    }

    /// Finds fault with a declaration that does not say where it comes from.
    pub fn check(&self, desk: &mut Desk<'_>, kind: &str, name: &Name) {
        if self.provenance.is_empty() && !self.misread && desk.asks_where_from() {
            let message = format!("the {kind} `{name}` does not say where it comes from");
            desk.diagnostics
                .push(Diagnostic::new(Code::MissingProvenance, name.span, message).help(
                "name a paragraph (¶7), a note (note 5), a source (@key), or write assumed \"why\"",
            ));
        }
    }

    /// Finds fault with a declaration without a unit.
    pub fn check_unit(&self, desk: &mut Desk<'_>, kind: &str, heading: &Heading) {
        if heading.unit.is_none() && !self.misread && desk.origin == Origin::Book {
            let message = format!("the {kind} `{}` has no unit", heading.name);
            desk.diagnostics.push(
                Diagnostic::new(Code::MissingUnit, heading.name.span, message).help(
                    "write it in square brackets after the name: [Mha/year]; pure numbers say [1]",
                ),
            );
        }
    }
}

/// Finds fault with what has no equation.
pub fn missing(desk: &mut Desk<'_>, name: &Name, message: String, help: &str) {
    let finding = Diagnostic::new(Code::MissingEquation, name.span, message).help(help);
    desk.diagnostics.push(finding);
}

/// Whether the next words are a variable that a line changes: `range = 3`, `"a+b"[west] = 3`.
fn named(cursor: &Cursor<'_>, words: usize) -> bool {
    cursor.is_sign(words, Sign::Equal) || cursor.is_sign(words, Sign::LeftSquare)
}

fn begins_provenance(cursor: &Cursor<'_>) -> bool {
    cursor.is_sign(0, Sign::Pilcrow)
        || cursor.is_sign(0, Sign::At)
        || ["note", "table"].iter().any(|word| {
            cursor.is_word(0, word)
                && matches!(cursor.token(1).kind, TokenKind::Number(_))
                && !named(cursor, 2)
        })
        || (cursor.is_word(0, "assumed") && !named(cursor, 1))
}

fn provenance(cursor: &mut Cursor<'_>) -> Option<Provenance> {
    let start = cursor.here();
    let kind = if cursor.take_sign(Sign::Pilcrow) {
        ProvenanceKind::Paragraph(counting_number(cursor, "the number of a paragraph")?)
    } else if cursor.take_sign(Sign::At) {
        ProvenanceKind::Source(cursor.expect_id("the key of a source")?.written.to_string())
    } else if cursor.take_word("note") {
        ProvenanceKind::Note(counting_number(cursor, "the number of a note")?)
    } else if cursor.take_word("table") {
        ProvenanceKind::Table(counting_number(cursor, "the number of a table")?)
    } else {
        cursor.advance();
        ProvenanceKind::Assumed(cursor.expect_text("the reason in quotes")?)
    };
    Some(Provenance { kind, span: start.to(cursor.behind()) })
}

fn counting_number(cursor: &mut Cursor<'_>, wanted: &str) -> Option<u32> {
    let number = cursor.text(cursor.token(0)).parse::<u32>().ok();
    match number {
        Some(_) => {
            cursor.advance();
        }
        None => cursor.unexpected(wanted),
    }
    number
}

/// `LOW .. HIGH`.
pub fn range(cursor: &mut Cursor<'_>) -> Option<Range> {
    let start = cursor.here();
    let low = number(cursor)?;
    if !cursor.expect(Sign::Dots) {
        return None;
    }
    let high = number(cursor)?;
    let span = start.to(cursor.behind());
    if low > high {
        let message = format!("the range begins at {low}, above its end at {high}");
        let finding = Diagnostic::new(Code::BadValue, span, message).help("write the least first");
        cursor.report(finding);
        return None;
    }
    Some(Range { low, high, span })
}

/// A number, or an expression of numbers such as `1/16`.
pub fn number(cursor: &mut Cursor<'_>) -> Option<f64> {
    let expr = expression_above(cursor, COMPARISON);
    if cursor.failed() {
        return None;
    }
    let value = constant(&expr).filter(|value| value.is_finite());
    if value.is_none() {
        let finding = Diagnostic::new(Code::BadValue, expr.span, "only a number can stand here");
        cursor.fail(finding.help("write a number, or numbers joined by signs such as `1/16`"));
    }
    value
}

/// Whether an equation begins here: `=`, or `[elements] =`.
pub fn begins_case(cursor: &Cursor<'_>) -> bool {
    cursor.is_sign(0, Sign::Equal) || cursor.is_sign(0, Sign::LeftSquare)
}

/// `= EXPR`, or `[elements] = EXPR`.
pub fn case(cursor: &mut Cursor<'_>) -> Case {
    let subscripts = match cursor.is_sign(0, Sign::LeftSquare) {
        true => subscripts(cursor).0,
        false => Vec::new(),
    };
    cursor.expect(Sign::Equal);
    Case { subscripts, except: Vec::new(), expr: expression(cursor) }
}
