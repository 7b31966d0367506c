//! What must be true under a condition, as a question over the run.

use super::super::line::Often;
use super::{Bench, Untestable};
use interregnum_model::claim::{Query, QueryKind, Window};
use interregnum_model::expression::{BinaryOperator, Expr, ExprKind, Reference, UnaryOperator};
use interregnum_model::name::Name;
use interregnum_model::source::Span;

/// How far off two sides may be that should be equal, as a share of the right one: more than
/// rounding leaves, less than anyone means.
const EQUAL: f64 = 1e-6;

/// When a comparison is asked for: from this moment on until that one, else through the whole run.
type Stretch = Option<(f64, f64)>;

/// The question that a consequence is.
pub(super) fn consequence(
    expr: &Expr,
    often: Often,
    bench: &Bench<'_>,
) -> Result<Query, Untestable> {
    let query = truth(expr, bench)?;
    Ok(match often {
        Often::Always => query,
        Often::Once => called("any", vec![query], expr.span),
    })
}

fn called(function: &str, arguments: Vec<Query>, span: Span) -> Query {
    Query { kind: QueryKind::Call { function: Name::new(function, span), arguments }, span }
}

fn truth(expr: &Expr, bench: &Bench<'_>) -> Result<Query, Untestable> {
    let span = expr.span;
    let kind = match &expr.kind {
        ExprKind::Binary {
            operator: operator @ (BinaryOperator::And | BinaryOperator::Or),
            left,
            right,
        } => {
            let (left, right) = (Box::new(truth(left, bench)?), Box::new(truth(right, bench)?));
            QueryKind::Binary { operator: *operator, left, right }
        }
        ExprKind::Unary { operator: UnaryOperator::Not, operand } => {
            QueryKind::Not(Box::new(truth(operand, bench)?))
        }
        ExprKind::Binary { operator, left, right } => {
            return comparison(*operator, left, right, span, bench);
        }
        _ => return Err("the consequence is no comparison".to_string()),
    };
    Ok(Query { kind, span })
}

fn comparison(
    operator: BinaryOperator,
    left: &Expr,
    right: &Expr,
    span: Span,
    bench: &Bench<'_>,
) -> Result<Query, Untestable> {
    let (left, right) = match &right.kind {
        ExprKind::Call { function, arguments } if function.key.as_str().starts_with("rc_") => {
            let (bound, stretch) = bound(function, arguments, bench)?;
            (value(left, stretch)?, bound)
        }
        _ => (value(left, None)?, value(right, None)?),
    };
    let (left, right) = (Box::new(left), Box::new(right));
    let kind = match operator {
        BinaryOperator::Equal => {
            let tolerance = Box::new(Query { kind: QueryKind::Number(EQUAL), span });
            QueryKind::Near { value: left, target: right, tolerance, relative: true }
        }
        BinaryOperator::Less
        | BinaryOperator::LessEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterEqual
        | BinaryOperator::NotEqual => QueryKind::Binary { operator, left, right },
        _ => return Err("the consequence is no comparison".to_string()),
    };
    Ok(Query { kind, span })
}

/// `RC STEP CHECK(grace, basis, mult, start, duration)`: a multiple of what the basis is at the start
/// without the condition; asked for after the grace.
fn bound(
    function: &Name,
    arguments: &[Expr],
    bench: &Bench<'_>,
) -> Result<(Query, Stretch), Untestable> {
    let span = function.span;
    let [grace, Expr { kind: ExprKind::Reference(basis), .. }, factor, optional @ ..] = arguments
    else {
        return Err(format!("`{function}` has too few arguments, or no variable second"));
    };
    if function.key.as_str() != "rc_step_check" {
        return Err(format!("`{function}` follows a course over time, which no question asks for"));
    }
    let start = match optional.first() {
        Some(start) => bench.number(start)?,
        None => bench.start(),
    };
    let end = match optional.get(1) {
        Some(duration) => (start + bench.number(duration)?).min(bench.time.stop),
        None => bench.time.stop,
    };
    let from = start + bench.number(grace)?;
    if from > end {
        return Err("the check begins after the end of the run".to_string());
    }
    let number = |number: f64| Query { kind: QueryKind::Number(number), span };
    let at = window(basis, Some(Window::At(Box::new(number(start)))), span);
    let left = Box::new(value(factor, None)?);
    let right = Box::new(called("base", vec![at], span));
    let kind = QueryKind::Binary { operator: BinaryOperator::Multiply, left, right };
    Ok((Query { kind, span }, Some((from, end))))
}

fn window(reference: &Reference, window: Option<Window>, span: Span) -> Query {
    let (variable, subscripts) = (reference.name.clone(), reference.subscripts.clone());
    Query { kind: QueryKind::Window { variable, subscripts, window }, span }
}

fn value(expr: &Expr, stretch: Stretch) -> Result<Query, Untestable> {
    let span = expr.span;
    let number = |number: f64| Box::new(Query { kind: QueryKind::Number(number), span });
    let kind = match &expr.kind {
        ExprKind::Number(number) => QueryKind::Number(*number),
        ExprKind::Unary { operator: UnaryOperator::Minus, operand } => {
            QueryKind::Negative(Box::new(value(operand, stretch)?))
        }
        ExprKind::Unary { operator: UnaryOperator::Plus, operand } => {
            return value(operand, stretch);
        }
        ExprKind::Binary {
            operator:
                operator @ (BinaryOperator::Add
                | BinaryOperator::Subtract
                | BinaryOperator::Multiply
                | BinaryOperator::Divide
                | BinaryOperator::Power),
            left,
            right,
        } => {
            let (left, right) = (value(left, stretch)?, value(right, stretch)?);
            let (left, right) = (Box::new(left), Box::new(right));
            QueryKind::Binary { operator: *operator, left, right }
        }
        ExprKind::Reference(reference) => {
            let between = stretch.map(|(from, to)| Window::Between(number(from), number(to)));
            return Ok(window(reference, between, span));
        }
        ExprKind::Call { function, .. } => {
            return Err(format!("`{function}` is worked out in no question"));
        }
        _ => return Err("the consequence compares what is no number".to_string()),
    };
    Ok(Query { kind, span })
}
