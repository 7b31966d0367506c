//! The points of a lookup: `[(0,0)-(10,10)],(0,1),(2,3)`, or all x and then all y.

use super::expression::{Parser, Stop};
use super::token::{Sign, TokenKind};
use interregnum_model::lookup::{Beyond, Curve};

/// Reads the points, their bracket open already and left open.
pub(crate) fn curve(parser: &mut Parser<'_>) -> Result<Curve, Stop> {
    if parser.peek() == Some(&TokenKind::Sign(Sign::OpenSquare)) {
        axes(parser)?;
        parser.take(Sign::Comma);
    }
    let points = match parser.peek() {
        Some(TokenKind::Sign(Sign::Open)) => pairs(parser)?,
        Some(_) | None => halves(parser)?,
    };
    // Points are read by order of x, in whatever order they are written (test-models
    // subscripted_lookups, `lookup2dim[B,E]`, as Vensim ran it).
    let mut sorted = points;
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(Curve { points: sorted, beyond: Beyond::Hold })
}

/// `[(x,y)-(x,y), (x,y), ...]`: the corners of the drawing and points shown for comparison.
fn axes(parser: &mut Parser<'_>) -> Result<(), Stop> {
    parser.need(Sign::OpenSquare)?;
    while !parser.take(Sign::CloseSquare) {
        if parser.next().is_none() {
            return parser.expected("`]`");
        }
    }
    Ok(())
}

fn pairs(parser: &mut Parser<'_>) -> Result<Vec<(f64, f64)>, Stop> {
    let mut points = Vec::new();
    while parser.take(Sign::Open) {
        let x = number(parser)?;
        parser.need(Sign::Comma)?;
        let y = number(parser)?;
        parser.need(Sign::Close)?;
        points.push((x, y));
        if !parser.take(Sign::Comma) {
            break;
        }
    }
    match points.is_empty() {
        true => parser.expected("a point such as `(0,1)`"),
        false => Ok(points),
    }
}

/// `x1, x2, ..., y1, y2, ...` (Vensim Help, Lookups).
fn halves(parser: &mut Parser<'_>) -> Result<Vec<(f64, f64)>, Stop> {
    let mut numbers = vec![number(parser)?];
    while parser.take(Sign::Comma) {
        numbers.push(number(parser)?);
    }
    if numbers.len() % 2 == 1 {
        return parser.expected("as many y as there are x");
    }
    let (x, y) = numbers.split_at(numbers.len() / 2);
    Ok(x.iter().copied().zip(y.iter().copied()).collect())
}

/// A number, perhaps with a sign some blanks before it.
pub(crate) fn number(parser: &mut Parser<'_>) -> Result<f64, Stop> {
    let sign = match parser.peek() {
        Some(TokenKind::Sign(Sign::Minus)) => -1.0,
        Some(_) | None => 1.0,
    };
    if matches!(parser.peek(), Some(TokenKind::Sign(Sign::Minus | Sign::Plus))) {
        parser.next();
    }
    match parser.peek() {
        Some(TokenKind::Number(number)) => {
            parser.next();
            Ok(sign * number)
        }
        Some(TokenKind::Keyword("NA")) => {
            parser.next();
            Ok(super::expression::NA)
        }
        Some(_) | None => parser.expected("a number"),
    }
}
