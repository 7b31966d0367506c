//! One equation as it is written: its left side, and what its right side is.

use super::expression::{Outputs, Parser, Stop};
use super::external::External;
use super::lookup;
use super::subscript::Range as SubscriptRange;
use super::token::{Sign, TokenKind, tokens};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind, Subscript};
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::name::Name;
use interregnum_model::source::{FileId, Span};
use std::ops::Range;

/// An equation.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The variable.
    pub name: Name,
    /// The elements it is for.
    pub subscripts: Vec<Subscript>,
    /// The elements it is not for.
    pub except: Vec<Vec<Subscript>>,
    /// How data are read between their moments, where said.
    pub between: Option<Beyond>,
    /// What is said of it.
    pub right: Right,
    /// The curves drawn inside the right side, with the names they are called by.
    pub drawn: Vec<(Name, Curve)>,
    /// Names for further results of calls on the right side.
    pub outputs: Vec<Outputs>,
    /// Left side and right side.
    pub span: Span,
}

/// What an equation says.
#[derive(Clone, Debug)]
pub(crate) enum Right {
    /// `= expression`.
    Expression(Expr),
    /// `= 1, 2, 3` or `= 1, 2; 3, 4;` or `TABBED ARRAY(...)` or `== 1`: numbers, in order.
    Constants(Vec<Expr>),
    /// `(...)`: the points of a lookup.
    Lookup(Curve),
    /// `= GET ... ('file', ...)` and its kin.
    External(External),
    /// `:= expression`.
    Data(Expr),
    /// No right side: data from a dataset, or nothing yet.
    Nothing,
    /// `: a, b -> c`: a subscript range.
    Range(SubscriptRange),
    /// `<-> range`.
    Alias(Name),
    /// `:THE CONDITION: a :IMPLIES: b`: a reality check.
    Constraint(Box<Constraint>),
    /// `:TEST INPUT: x = y`, as a comparison: conditions of constraints bear its name.
    TestInput(Box<Expr>),
    /// A reality check that is not understood.
    UnreadCheck,
    /// `:IS: 'text'`.
    Text,
}

impl Right {
    /// Changes every expression that stands on this side.
    pub(crate) fn each_expr(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        match self {
            Right::Expression(expr) | Right::Data(expr) => change(expr),
            Right::TestInput(input) => change(input),
            Right::Constants(values) => values.iter_mut().for_each(change),
            Right::Constraint(check) => {
                change(&mut check.condition);
                change(&mut check.consequence);
            }
            Right::Lookup(_)
            | Right::External(_)
            | Right::Nothing
            | Right::Range(_)
            | Right::Alias(_)
            | Right::UnreadCheck
            | Right::Text => {}
        }
    }
}

/// `:THE CONDITION: condition :IMPLIES: consequence`.
#[derive(Clone, Debug)]
pub(crate) struct Constraint {
    /// What is made true.
    pub condition: Expr,
    /// What must then be true.
    pub consequence: Expr,
    /// When it must be.
    pub often: Often,
}

/// When a consequence must be true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Often {
    /// At every moment.
    Always,
    /// `:AT LEAST ONCE:`.
    Once,
}

/// Reads the body of an equation; what cannot be read is reported, and then there is none.
pub(crate) fn line(
    file: FileId,
    text: &str,
    body: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Line> {
    let words = tokens(text, body.clone());
    if words.is_empty() {
        return None;
    }
    let mut parser = Parser::new(file, &words, body.end..body.end, diagnostics);
    read(&mut parser, body).ok()
}

fn read(parser: &mut Parser<'_>, body: Range<usize>) -> Result<Line, Stop> {
    let name = parser.name("the name of a variable")?;
    parser.drawn_as = format!("{} lookup", name.written);
    let subscripts = parser.subscripts()?;
    let mut except = Vec::new();
    if parser.take_keyword("EXCEPT") {
        loop {
            except.push(parser.subscripts()?);
            if !parser.take(Sign::Comma) {
                break;
            }
        }
    }
    let between = between(parser);
    let right = right(parser, &name)?;
    let checked = matches!(right, Right::UnreadCheck | Right::Text);
    if !checked && !parser.done() {
        return parser.expected("an operator or the end of the equation");
    }
    let (drawn, outputs) = (std::mem::take(&mut parser.drawn), std::mem::take(&mut parser.outputs));
    let span = parser.span(body);
    Ok(Line { name, subscripts, except, between, right, drawn, outputs, span })
}

/// The keyword that says how data are read between their moments.
fn between(parser: &mut Parser<'_>) -> Option<Beyond> {
    let mut between = None;
    for (keyword, meaning) in [
        ("INTERPOLATE", Beyond::Hold),
        ("HOLD BACKWARD", Beyond::Step),
        ("LOOK FORWARD", Beyond::Next),
        ("RAW", Beyond::Exact),
    ] {
        if parser.take_keyword(keyword) {
            between = Some(meaning);
        }
    }
    between
}

fn right(parser: &mut Parser<'_>, name: &Name) -> Result<Right, Stop> {
    match parser.peek() {
        Some(TokenKind::Sign(Sign::Equal)) => {
            parser.next();
            equation(parser, name)
        }
        Some(TokenKind::Sign(Sign::Fixed)) => {
            parser.next();
            unchangeable(parser, name)
        }
        Some(TokenKind::Sign(Sign::Data)) => {
            parser.next();
            match super::external::external(parser)? {
                Some(external) => Ok(Right::External(external)),
                None => Ok(Right::Data(parser.expression()?)),
            }
        }
        Some(TokenKind::Sign(Sign::Open)) => {
            parser.next();
            let right = match super::external::external(parser)? {
                Some(external) => Right::External(external),
                None => Right::Lookup(lookup::curve(parser)?),
            };
            parser.need(Sign::Close)?;
            Ok(right)
        }
        Some(TokenKind::Sign(Sign::Colon)) => {
            parser.next();
            Ok(Right::Range(super::subscript::range(parser)?))
        }
        Some(TokenKind::Sign(Sign::Alias)) => {
            parser.next();
            Ok(Right::Alias(parser.name("the subscript range it stands for")?))
        }
        Some(TokenKind::Keyword("THE CONDITION" | "TEST INPUT")) => Ok(checked(parser)),
        Some(TokenKind::Keyword("IS")) => Ok(Right::Text),
        None => Ok(Right::Nothing),
        Some(_) => parser.expected("`=`"),
    }
}

/// A reality check. What cannot be read of it stops no model: it is no part of what runs.
fn checked(parser: &mut Parser<'_>) -> Right {
    let before = parser.diagnostics.len();
    match reality_check(parser) {
        Ok(right) if parser.done() => right,
        Ok(_) | Err(Stop) => {
            parser.diagnostics.truncate(before);
            Right::UnreadCheck
        }
    }
}

fn reality_check(parser: &mut Parser<'_>) -> Result<Right, Stop> {
    if parser.take_keyword("TEST INPUT") {
        return Ok(Right::TestInput(Box::new(parser.expression()?)));
    }
    parser.next();
    let condition = parser.expression()?;
    if !parser.take_keyword("IMPLIES") {
        return parser.expected("`:IMPLIES:`");
    }
    let often = match parser.take_keyword("AT LEAST ONCE") {
        true => Often::Once,
        false => Often::Always,
    };
    let consequence = parser.expression()?;
    Ok(Right::Constraint(Box::new(Constraint { condition, consequence, often })))
}

/// What stands after `==`: a constant that Vensim lets no one change in a run.
fn unchangeable(parser: &mut Parser<'_>, name: &Name) -> Result<Right, Stop> {
    match equation(parser, name)? {
        Right::Expression(expr) => Ok(Right::Constants(vec![expr])),
        other => Ok(other),
    }
}

/// What stands after `=`.
fn equation(parser: &mut Parser<'_>, name: &Name) -> Result<Right, Stop> {
    if parser.done() {
        let message = format!("`{}` has no equation", name.written);
        parser.diagnostics.push(
            Diagnostic::new(Code::MissingEquation, name.span, message)
                .label("nothing stands after `=`")
                .help("write its equation after `=`"),
        );
        return Err(Stop);
    }
    if let Some(external) = super::external::external(parser)? {
        return Ok(Right::External(external));
    }
    if is_tabbed_array(parser) {
        return tabbed_array(parser);
    }
    let first = parser.expression()?;
    if !matches!(parser.peek(), Some(TokenKind::Sign(Sign::Comma | Sign::Semicolon))) {
        return Ok(Right::Expression(first));
    }
    let mut values = vec![first];
    while parser.take(Sign::Comma) || parser.take(Sign::Semicolon) {
        if parser.done() {
            break;
        }
        values.push(parser.expression()?);
    }
    Ok(Right::Constants(values))
}

fn is_tabbed_array(parser: &Parser<'_>) -> bool {
    let Some(TokenKind::Name(name)) = parser.peek() else { return false };
    interregnum_model::name::Key::new(name).as_str() == "tabbed_array"
        && parser.peek_second() == Some(&TokenKind::Sign(Sign::Open))
}

/// `TABBED ARRAY(` numbers between blanks, one row to a line `)`.
fn tabbed_array(parser: &mut Parser<'_>) -> Result<Right, Stop> {
    parser.next();
    parser.need(Sign::Open)?;
    let mut values = Vec::new();
    while !parser.take(Sign::Close) {
        let start = parser.here();
        let value = lookup::number(parser)?;
        let span = parser.span(start).to(parser.before());
        values.push(Expr { kind: ExprKind::Number(value), span });
        // A table copied from a list may have kept its commas.
        if !parser.take(Sign::Comma) {
            parser.take(Sign::Semicolon);
        }
    }
    Ok(Right::Constants(values))
}
