//! `parameter`: a constant we may vary, and how.

use super::Desk;
use super::common::{Common, Heading, begins_case, case, number, range};
use super::outline::Item;
use super::variable::{checked, heading_of, variable};
use crate::cursor::{Cursor, Reserved};
use crate::equation::constant;
use crate::token::Sign;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::equation::{Case, Equation};
use interregnum_model::expression::{ExprKind, Subscript};
use interregnum_model::provenance::ProvenanceKind;
use interregnum_model::variable::{Distribution, Range, Variable, VariableKind};

/// A value ends where its range or distribution begins.
const WORDS: Reserved = &["and", "or", "not", "mod", "if", "then", "else", "range", "distribution"];

/// What the lines of a parameter say.
#[derive(Default)]
struct Parameter {
    cases: Vec<Case>,
    ranges: Vec<(Vec<Subscript>, Range)>,
    distribution: Option<Distribution>,
}

/// `parameter`.
pub fn parameter(item: &Item<'_>, desk: &mut Desk<'_>) -> Option<Variable> {
    const LINES: &[&str] = &["=", "[element] =", "range", "distribution"];
    let (heading, mut common) = heading_of(item, desk, |_| {})?;
    let mut parameter = Parameter::default();
    for line in item.children() {
        let mut cursor = line.all(WORDS, &mut desk.diagnostics);
        if begins_case(&cursor) {
            value(&mut cursor, &mut parameter, &mut common);
        } else if cursor.take_word("distribution") {
            parameter.distribution = distribution(&mut cursor);
        } else if common.take(&mut cursor) {
            continue;
        } else {
            common.unknown(&mut cursor, "a parameter", LINES);
        }
        common.finish(&mut cursor);
    }
    let Parameter { cases, ranges, distribution } = parameter;
    let value = checked(desk, "parameter", &heading, &common, cases);
    check_values(desk, &value);
    check_range(desk, &heading, &common, &ranges);
    Some(variable(item, heading, common, VariableKind::Parameter { value, distribution, ranges }))
}

/// `= 3 range 1 .. 6 distribution fixed`.
fn value(cursor: &mut Cursor<'_>, parameter: &mut Parameter, common: &mut Common) {
    let case = case(cursor);
    if cursor.take_word("range")
        && let Some(range) = range(cursor)
    {
        if case.subscripts.is_empty() {
            common.range = Some(range);
        } else {
            parameter.ranges.push((case.subscripts.clone(), range));
        }
    }
    if cursor.take_word("distribution") {
        parameter.distribution = distribution(cursor);
    }
    parameter.cases.push(case);
}

fn check_values(desk: &mut Desk<'_>, value: &Equation) {
    for case in &value.cases {
        let misread = matches!(case.expr.kind, ExprKind::Error);
        if !misread && constant(&case.expr).is_none_or(|value| !value.is_finite()) {
            let message = "a parameter's value is not a number";
            desk.diagnostics.push(
                Diagnostic::new(Code::BadValue, case.expr.span, message)
                    .help("write a number, or declare an auxiliary instead"),
            );
        }
    }
}

fn check_range(
    desk: &mut Desk<'_>,
    heading: &Heading,
    common: &Common,
    ranges: &[(Vec<Subscript>, Range)],
) {
    let assumed = common
        .provenance
        .iter()
        .any(|provenance| matches!(provenance.kind, ProvenanceKind::Assumed(_)));
    let without = common.range.is_none() && ranges.is_empty() && !common.misread;
    if assumed && without && desk.asks_where_from() {
        let message = format!("the parameter `{}` is assumed but has no range", heading.name);
        desk.diagnostics.push(
            Diagnostic::new(Code::MissingRange, heading.name.span, message)
                .help("write `range LOW .. HIGH`: how far could the value be from this?"),
        );
    }
}

fn distribution(cursor: &mut Cursor<'_>) -> Option<Distribution> {
    const KINDS: [&str; 5] = ["fixed", "uniform", "normal", "lognormal", "triangular"];
    let token = cursor.token(0);
    let word = cursor.text(token).to_lowercase();
    if !KINDS.contains(&word.as_str()) {
        let finding = Diagnostic::new(
            Code::Syntax,
            cursor.span(token),
            format!("`{word}` is not a distribution"),
        );
        cursor.fail(finding.nearest(&word, KINDS).help(
            "write fixed, uniform(low, high), normal(mean, sd), lognormal(median, sd), or triangular(low, mode, high)",
        ));
        return None;
    }
    cursor.advance();
    let start = cursor.span(token);
    let numbers = match word.as_str() {
        "fixed" => Vec::new(),
        _ => numbers(cursor)?,
    };
    let span = start.to(cursor.behind());
    let (distribution, sound) = match (word.as_str(), numbers.as_slice()) {
        ("fixed", []) => (Distribution::Fixed, true),
        ("uniform", [low, high]) => (Distribution::Uniform { low: *low, high: *high }, low <= high),
        ("normal", [mean, sd]) => (Distribution::Normal { mean: *mean, sd: *sd }, *sd >= 0.0),
        ("lognormal", [median, sd]) => {
            (Distribution::Lognormal { median: *median, sd: *sd }, *median > 0.0 && *sd >= 0.0)
        }
        ("triangular", [low, mode, high]) => {
            let distribution = Distribution::Triangular { low: *low, mode: *mode, high: *high };
            (distribution, low <= mode && mode <= high)
        }
        (_, given) => {
            let wanted = if word == "triangular" { 3 } else { 2 };
            let message = format!("`{word}` takes {wanted} numbers, not {}", given.len());
            cursor.report(Diagnostic::new(Code::WrongArguments, span, message));
            return None;
        }
    };
    if !sound {
        let message = format!("no `{word}` distribution has these numbers");
        cursor.report(
            Diagnostic::new(Code::BadValue, span, message).help(
                "write low before mode before high, a spread of at least 0, a median above 0",
            ),
        );
    }
    Some(distribution)
}

fn numbers(cursor: &mut Cursor<'_>) -> Option<Vec<f64>> {
    let mut numbers = Vec::new();
    if !cursor.expect(Sign::LeftRound) {
        return None;
    }
    loop {
        numbers.push(number(cursor)?);
        if !cursor.take_sign(Sign::Comma) {
            break;
        }
    }
    cursor.expect(Sign::RightRound).then_some(numbers)
}
