//! Units as text: `million people/year`, `t/ha`, `Mha^2`, `1`.

use crate::cursor::{Cursor, Reserved, print_name};
use crate::token::{Sign, TokenKind};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::{FileId, Span};
use interregnum_model::unit::{BaseUnit, Unit};
use num_rational::Rational32;
use num_traits::Zero;
use std::collections::BTreeMap;

/// No word is reserved in a unit.
const WORDS: Reserved = &[];

/// Reads a unit that stands at `offset` in its file; `None`, with a finding, when it is none.
pub fn parse(
    source: &str,
    file: FileId,
    offset: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Unit> {
    let mut cursor = Cursor::new(source, file, offset, WORDS, diagnostics);
    let unit = product(&mut cursor);
    cursor.finish();
    if cursor.failed() { None } else { unit }
}

/// Reads `[unit]`, the bracket included, and where it stands.
pub(crate) fn in_brackets(cursor: &mut Cursor<'_>) -> Option<(Unit, Span)> {
    let reserved = std::mem::replace(&mut cursor.reserved, WORDS);
    let start = cursor.here();
    cursor.expect(Sign::LeftSquare);
    let unit = product(cursor);
    cursor.expect(Sign::RightSquare);
    cursor.reserved = reserved;
    let span = start.to(cursor.behind());
    if cursor.failed() { None } else { unit.map(|unit| (unit, span)) }
}

fn product(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let start = cursor.here();
    let mut unit = factor(cursor)?;
    loop {
        let combined = if cursor.take_sign(Sign::Star) {
            unit.times(&factor(cursor)?)
        } else if cursor.take_sign(Sign::Slash) {
            unit.per(&factor(cursor)?)
        } else {
            return Some(unit);
        };
        unit = held(cursor, combined, start)?;
    }
}

/// Finds fault with a power that is too large to be held.
fn held(cursor: &mut Cursor<'_>, unit: Option<Unit>, start: Span) -> Option<Unit> {
    if unit.is_none() {
        let place = start.to(cursor.behind());
        cursor.fail(Diagnostic::new(Code::BadValue, place, "a power of this unit is too large"));
    }
    unit
}

fn factor(cursor: &mut Cursor<'_>) -> Option<Unit> {
    let start = cursor.here();
    let base = base(cursor)?;
    if !cursor.take_sign(Sign::Caret) {
        return Some(base);
    }
    let exponent = power(cursor)?;
    let raised = base.power(exponent);
    held(cursor, raised, start)
}

fn base(cursor: &mut Cursor<'_>) -> Option<Unit> {
    if let Some(name) = cursor.take_name() {
        return Some(Unit::base(&name.written));
    }
    match cursor.kind() {
        TokenKind::Number(1.0) => {
            cursor.advance();
            Some(Unit::dimensionless())
        }
        TokenKind::Number(_) => {
            let written = cursor.text(cursor.token(0));
            let message = format!("a unit has no factors such as `{written}`");
            let finding = Diagnostic::new(Code::Syntax, cursor.here(), message)
                .help("give the multiple a name of its own: `Mha` and `ha` are two units")
                .help("put a name that begins with a number in double quotes");
            cursor.fail(finding);
            None
        }
        TokenKind::Sign(Sign::LeftRound) => {
            cursor.advance();
            if !cursor.enter() {
                return None;
            }
            let unit = product(cursor)?;
            cursor.leave();
            cursor.expect(Sign::RightRound);
            Some(unit)
        }
        TokenKind::Sign(Sign::Percent) => {
            let finding = Diagnostic::new(Code::Syntax, cursor.here(), "`%` is not a unit")
                .help("write `[1]` and the number itself: 5 % is 0.05");
            cursor.fail(finding);
            None
        }
        TokenKind::Word
        | TokenKind::Quoted
        | TokenKind::Sign(_)
        | TokenKind::Unclosed
        | TokenKind::Strange(_)
        | TokenKind::End => {
            cursor.unexpected("a unit");
            None
        }
    }
}

/// `2`, `-1`, `(1/2)`.
fn power(cursor: &mut Cursor<'_>) -> Option<Rational32> {
    if !cursor.take_sign(Sign::LeftRound) {
        return whole(cursor).map(Rational32::from_integer);
    }
    let numerator = whole(cursor)?;
    let denominator = if cursor.take_sign(Sign::Slash) { whole(cursor)? } else { 1 };
    if denominator == 0 {
        let message = "a power is divided by 0";
        cursor.fail(Diagnostic::new(Code::BadValue, cursor.behind(), message));
        return None;
    }
    cursor.expect(Sign::RightRound);
    Some(Rational32::new(numerator, denominator))
}

/// A whole number, small enough for arithmetic on fractions not to overflow.
fn whole(cursor: &mut Cursor<'_>) -> Option<i32> {
    const LARGEST: f64 = 16_384.0;
    let sign = if cursor.take_sign(Sign::Minus) { -1 } else { 1 };
    match cursor.kind() {
        TokenKind::Number(value) if value.fract() == 0.0 && value <= LARGEST => {
            cursor.advance();
            #[expect(clippy::cast_possible_truncation, reason = "whole and at most LARGEST")]
            let value = value as i32;
            Some(sign * value)
        }
        TokenKind::Number(_)
        | TokenKind::Word
        | TokenKind::Quoted
        | TokenKind::Sign(_)
        | TokenKind::Unclosed
        | TokenKind::Strange(_)
        | TokenKind::End => {
            cursor.unexpected("a whole number");
            None
        }
    }
}

/// The text of a unit, as [`parse`] reads it.
pub fn print(unit: &Unit) -> String {
    let write = |unit: &BaseUnit, power: Rational32| {
        let name = print_name(&Name::new(unit.as_str(), nowhere()), WORDS);
        match (power.is_integer(), *power.numer()) {
            (true, 1) => name,
            (true, whole) => format!("{name}^{whole}"),
            (false, _) => format!("{name}^({power})"),
        }
    };
    let mut above = Vec::new();
    let mut below = String::new();
    for (key, power) in unit.powers() {
        if *power > Rational32::zero() {
            above.push(write(key, *power));
        } else {
            below.push('/');
            below.push_str(&write(key, -*power));
        }
    }
    let above = if above.is_empty() { "1".to_string() } else { above.join("*") };
    above + &below
}

fn nowhere() -> Span {
    Span::new(FileId(0), 0, 0)
}

/// Other spellings of units: `unit people = person, persons`.
#[derive(Debug, Default)]
pub struct Spellings {
    canonical: BTreeMap<Key, Name>,
}

impl Spellings {
    /// `other` is another spelling of `unit`. If it was one of another unit already, that stays and
    /// is given back.
    pub fn add(&mut self, unit: &Name, other: &Name) -> Option<&Name> {
        use std::collections::btree_map::Entry;
        match self.canonical.entry(other.key.clone()) {
            Entry::Vacant(free) => {
                free.insert(unit.clone());
                None
            }
            Entry::Occupied(taken) => {
                Some(taken.into_mut()).filter(|it| it.key != unit.key).map(|it| &*it)
            }
        }
    }

    /// The unit with every spelling made the first of its kind.
    pub fn apply(&self, unit: &Unit) -> Unit {
        let mut whole = Unit::dimensionless();
        for (key, power) in unit.powers() {
            let part = self.follow(key).power(*power);
            let Some(product) = part.and_then(|part| whole.times(&part)) else {
                return unit.clone();
            };
            whole = product;
        }
        whole
    }

    /// A spelling may lead on to another; as many steps as there are spellings end any circle.
    fn follow(&self, unit: &BaseUnit) -> Unit {
        let mut name: Option<&Name> = None;
        for _ in 0..self.canonical.len() {
            match self.canonical.get(name.map_or(unit.key(), |name| &name.key)) {
                Some(next) => name = Some(next),
                None => break,
            }
        }
        Unit::base(name.map_or(unit.as_str(), |name| &name.written))
    }
}

#[cfg(test)]
mod tests;
