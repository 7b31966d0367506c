//! Calls that are other expressions with us: `RANDOM 0 1`, `GET TIME VALUE`.

use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{BinaryOperator, Expr, ExprKind, Reference};
use interregnum_model::name::Name;
use interregnum_model::source::Span;

/// What a call is, if it is one of those that stand here.
pub(crate) fn special(
    function: &Name,
    arguments: &[Expr],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ExprKind> {
    let span = function.span;
    match (function.key.as_str(), arguments) {
        // The word of Vensim's first versions for an even draw.
        ("random_0_1", []) => {
            let bounds = [0.0, 1.0].map(|end| Expr { kind: ExprKind::Number(end), span });
            Some(called("RANDOM", bounds.to_vec(), span))
        }
        ("get_time_value", [relative, offset, measure]) => {
            Some(time_value(relative, offset, measure, span).unwrap_or_else(|fault| {
                diagnostics.push(*fault);
                ExprKind::Error
            }))
        }
        // "Same as: (START + Time*SLOPE)" (Vensim function reference, TIME BASE).
        ("time_base", [start, slope]) => Some(time_base(start, slope, span)),
        // Vensim writes this for a variable that has arrows and no equation yet.
        ("a_function_of", _) => {
            diagnostics.push(
                Diagnostic::new(Code::MissingEquation, span, "`A FUNCTION OF` is no equation yet")
                    .label("the sketch wrote this")
                    .help("write the equation"),
            );
            Some(ExprKind::Error)
        }
        _ => None,
    }
}

fn time_base(start: &Expr, slope: &Expr, span: Span) -> ExprKind {
    let time = Reference { name: Name::new("Time", span), subscripts: Vec::new() };
    let time = Expr { kind: ExprKind::Reference(time), span };
    let binary = |operator, left: Expr, right: Expr| ExprKind::Binary {
        operator,
        left: Box::new(left),
        right: Box::new(right),
    };
    let grown = binary(BinaryOperator::Multiply, time, slope.clone());
    binary(BinaryOperator::Add, start.clone(), Expr { kind: grown, span })
}

fn called(name: &str, arguments: Vec<Expr>, span: Span) -> ExprKind {
    ExprKind::Call { function: Name { written: name.into(), ..Name::new(name, span) }, arguments }
}

/// `GET TIME VALUE(relativeto, offset, measure)` (Vensim function reference). Measures of the
/// calendar are worked out where a unit of time is a year of 360 days, as the manual counts them;
/// which calendar date a model in other units begins at stands in a setting that files seldom hold.
/// The computer's clock is refused: a run depends on program, setting and seed alone.
fn time_value(
    relative: &Expr,
    offset: &Expr,
    measure: &Expr,
    span: Span,
) -> Result<ExprKind, Box<Diagnostic>> {
    let refused = |place: Span, message: &str, help: &str| {
        Err(Box::new(Diagnostic::new(Code::WrongArguments, place, message).help(help)))
    };
    let base = match relative.kind {
        ExprKind::Number(0.0) => "Time",
        ExprKind::Number(1.0) => "INITIAL TIME",
        _ => {
            return refused(
                relative.span,
                "`GET TIME VALUE` reads the computer's clock, or a time that is not said",
                "take 0, the present moment of the run, or 1, its start",
            );
        }
    };
    let leaf = |kind| Expr { kind, span };
    let reference = Reference { name: Name::new(base, span), subscripts: Vec::new() };
    let binary = |operator, left, right| {
        leaf(ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) })
    };
    let number = |number: f64| leaf(ExprKind::Number(number));
    let moment = binary(BinaryOperator::Add, leaf(ExprKind::Reference(reference)), offset.clone());
    let whole = |expr: Expr| leaf(called("INT", vec![expr], span));
    let part = |of: f64| {
        let parts = binary(BinaryOperator::Multiply, moment.clone(), number(of));
        leaf(called("MODULO", vec![whole(parts), number(of)], span))
    };
    // Parts of a year, counted from 1.
    let counted = |expr: Expr| binary(BinaryOperator::Add, expr, number(1.0)).kind;
    match measure.kind {
        ExprKind::Number(0.0) => Ok(moment.kind),
        ExprKind::Number(1.0) => Ok(whole(moment).kind),
        ExprKind::Number(2.0) => Ok(counted(part(4.0))),
        ExprKind::Number(3.0) => Ok(counted(part(12.0))),
        ExprKind::Number(4.0) => {
            let day = leaf(called("MODULO", vec![part(360.0), number(30.0)], span));
            Ok(counted(day))
        }
        _ => refused(
            measure.span,
            "this measure of `GET TIME VALUE` needs a calendar",
            "take 0, units of time, or 1 to 4 of a model in years",
        ),
    }
}
