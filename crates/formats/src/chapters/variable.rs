//! `stock`, `flow`, `auxiliary`: what accumulates, what fills and drains it, what is worked out.

use super::Desk;
use super::common::{Common, Heading, begins_case, case, heading, missing, names};
use super::outline::Item;
use crate::cursor::Cursor;
use crate::equation::{WORDS, expression};
use crate::token::Sign;
use interregnum_model::equation::{Case, Equation};
use interregnum_model::name::Name;
use interregnum_model::variable::{StockKind, Variable, VariableKind};

/// Reads the heading of a declaration: its keyword is taken, who says so stands at its end.
pub fn heading_of(
    item: &Item<'_>,
    desk: &mut Desk<'_>,
    between: impl FnOnce(&mut Cursor<'_>),
) -> Option<(Heading, Common)> {
    let mut cursor = item.heading(super::common::HEADING, &mut desk.diagnostics);
    cursor.advance();
    let mut common = Common::default();
    let heading = heading(&mut cursor)?;
    between(&mut cursor);
    common.provenance(&mut cursor);
    common.finish(&mut cursor);
    Some((heading, common))
}

/// Puts a variable together.
pub fn variable(item: &Item<'_>, heading: Heading, common: Common, kind: VariableKind) -> Variable {
    Variable {
        name: heading.name,
        span: item.span(),
        kind,
        unit: heading.unit,
        dimensions: heading.dimensions,
        provenance: common.provenance,
        note: common.note,
        range: common.range,
        provisional: common.provisional,
    }
}

/// `flow`.
pub fn flow(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Variable> {
    const LINES: &[&str] = &["=", "[element] =", "non-negative"];
    let (heading, mut common) = heading_of(item, desk, |_| {})?;
    let mut cases = Vec::new();
    let mut non_negative = false;
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if begins_case(&cursor) {
            cases.push(case(&mut cursor));
            common.finish(&mut cursor);
        } else if take_non_negative(&mut cursor) {
            non_negative = true;
            common.finish(&mut cursor);
        } else if !common.take(&mut cursor) {
            common.unknown(&mut cursor, "a flow", LINES);
        }
    }
    let equation = checked(desk, "flow", &heading, &common, cases);
    Some(variable(item, heading, common, VariableKind::Flow { equation, non_negative }))
}

/// `auxiliary`.
pub fn auxiliary(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Variable> {
    const LINES: &[&str] = &["=", "[element] ="];
    let (heading, mut common) = heading_of(item, desk, |_| {})?;
    let mut cases = Vec::new();
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if begins_case(&cursor) {
            cases.push(case(&mut cursor));
            common.finish(&mut cursor);
        } else if !common.take(&mut cursor) {
            common.unknown(&mut cursor, "an auxiliary", LINES);
        }
    }
    let equation = checked(desk, "auxiliary", &heading, &common, cases);
    Some(variable(item, heading, common, VariableKind::Auxiliary { equation }))
}

/// What every variable with an equation must say.
pub fn checked(
    desk: &mut Desk<'_>,
    kind: &str,
    heading: &Heading,
    common: &Common,
    cases: Vec<Case>,
) -> Equation {
    common.check_unit(desk, kind, heading);
    common.check(desk, kind, &heading.name);
    if cases.is_empty() && !common.misread {
        let message = format!("the {kind} `{}` has no equation", heading.name);
        missing(desk, &heading.name, message, "write it on an indented line that begins with `=`");
    }
    Equation { cases }
}

/// What the lines of a stock say.
#[derive(Default)]
struct Stock {
    initial: Vec<Case>,
    inflows: Vec<Name>,
    outflows: Vec<Name>,
    non_negative: bool,
}

/// `stock`.
pub fn stock(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Variable> {
    let (heading, mut common) = heading_of(item, desk, |_| {})?;
    let mut stock = Stock::default();
    for line in item.children() {
        stock_line(&line, desk, &mut stock, &mut common);
    }
    common.check_unit(desk, "stock", &heading);
    common.check(desk, "stock", &heading.name);
    if stock.initial.is_empty() && !common.misread {
        let message = format!("the stock `{}` has no initial value", heading.name);
        missing(desk, &heading.name, message, "write `initial` and its value on an indented line");
    }
    let kind = VariableKind::Stock {
        initial: Equation { cases: stock.initial },
        inflows: stock.inflows,
        outflows: stock.outflows,
        kind: if stock.non_negative { StockKind::NonNegative } else { StockKind::Plain },
    };
    Some(variable(item, heading, common, kind))
}

fn stock_line(line: &Item<'_>, desk: &mut Desk<'_>, stock: &mut Stock, common: &mut Common) {
    const LINES: &[&str] = &["initial", "in", "out", "non-negative"];
    let mut cursor = line.all(WORDS, &mut desk.diagnostics);
    if cursor.take_word("in") {
        stock.inflows.extend(names(&mut cursor, "a flow"));
    } else if cursor.take_word("out") {
        stock.outflows.extend(names(&mut cursor, "a flow"));
    } else if take_non_negative(&mut cursor) {
        stock.non_negative = true;
    } else if cursor.take_word("initial") {
        return initial(line, desk, stock, common);
    } else if !common.take(&mut cursor) {
        common.unknown(&mut cursor, "a stock", LINES);
    }
    common.finish(&mut cursor);
}

/// `initial EXPR`, or `initial` and a line for each element.
fn initial(line: &Item<'_>, desk: &mut Desk<'_>, stock: &mut Stock, common: &mut Common) {
    let mut own = line.heading(WORDS, &mut desk.diagnostics);
    own.advance();
    if own.at_end() && !line.children().is_empty() {
        for child in line.children() {
            let mut cursor = child.all(WORDS, &mut desk.diagnostics);
            stock.initial.push(case(&mut cursor));
            common.finish(&mut cursor);
        }
        return;
    }
    let mut cursor = line.all(WORDS, &mut desk.diagnostics);
    cursor.advance();
    stock.initial.push(match cursor.is_sign(0, Sign::LeftSquare) {
        true => case(&mut cursor),
        false => Case { subscripts: Vec::new(), except: Vec::new(), expr: expression(&mut cursor) },
    });
    common.finish(&mut cursor);
}

fn take_non_negative(cursor: &mut Cursor<'_>) -> bool {
    let next =
        cursor.is_word(0, "non") && cursor.is_sign(1, Sign::Minus) && cursor.is_word(2, "negative");
    if next {
        cursor.advance();
        cursor.advance();
        cursor.advance();
    }
    next
}
