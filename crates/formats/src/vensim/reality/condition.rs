//! What a condition makes true: the changes of a run, and their alternatives.

use super::{Bench, Untestable, at_element, standing};
use crate::query::{print, replaced};
use interregnum_model::claim::{Asked, Change, ChangeKind, Figure, Query, QueryKind, Window};
use interregnum_model::expression::{BinaryOperator, Expr, ExprKind, Reference, UnaryOperator};
use interregnum_model::name::Name;
use interregnum_model::scenario::Replacement;
use interregnum_model::source::Span;

/// More alternatives than anyone writes.
const MOST_ALTERNATIVES: usize = 100;

/// The alternatives of a condition, each a set of changes made together.
pub(super) fn condition(
    expr: &Expr,
    bench: &mut Bench<'_>,
) -> Result<Vec<Vec<Change>>, Untestable> {
    match &expr.kind {
        ExprKind::Binary { operator: BinaryOperator::And, left, right } => {
            let (left, right) = (condition(left, bench)?, condition(right, bench)?);
            if left.len() * right.len() > MOST_ALTERNATIVES {
                return Err("the condition has too many alternatives".to_string());
            }
            let both = |a: &Vec<Change>| {
                let a = a.clone();
                right.iter().map(move |b| a.iter().chain(b).cloned().collect())
            };
            Ok(left.iter().flat_map(both).collect())
        }
        ExprKind::Binary { operator: BinaryOperator::Or, left, right } => {
            let mut either = condition(left, bench)?;
            either.extend(condition(right, bench)?);
            Ok(either)
        }
        ExprKind::Binary { operator, left, right } => {
            Ok(vec![vec![comparison(*operator, left, right, expr.span, bench)?]])
        }
        ExprKind::Unary { operator: UnaryOperator::Not, operand } => negated(operand, bench),
        ExprKind::Reference(reference) => test_input(reference, bench),
        _ => Err("the condition is no comparison and no test input".to_string()),
    }
}

/// The comparison that holds where another does not.
fn negated(expr: &Expr, bench: &mut Bench<'_>) -> Result<Vec<Vec<Change>>, Untestable> {
    let ExprKind::Binary { operator, left, right } = &expr.kind else {
        return Err("the condition denies what is no comparison".to_string());
    };
    let operator = match operator {
        BinaryOperator::Less => BinaryOperator::GreaterEqual,
        BinaryOperator::LessEqual => BinaryOperator::Greater,
        BinaryOperator::Greater => BinaryOperator::LessEqual,
        BinaryOperator::GreaterEqual => BinaryOperator::Less,
        BinaryOperator::NotEqual => BinaryOperator::Equal,
        _ => return Err("the condition denies what leaves no one value".to_string()),
    };
    Ok(vec![vec![comparison(operator, left, right, expr.span, bench)?]])
}

fn test_input(
    reference: &Reference,
    bench: &mut Bench<'_>,
) -> Result<Vec<Vec<Change>>, Untestable> {
    let Some((line, input)) = bench.inputs.get(&reference.name.key).copied() else {
        return Err(format!("`{}` is no test input", reference.name));
    };
    let elements: Vec<Name> =
        reference.subscripts.iter().filter_map(super::subscript_name).cloned().collect();
    let input = at_element(input, &standing(line, &elements));
    match &input.kind {
        // Test inputs do not name each other, so this ends.
        ExprKind::Binary { operator: BinaryOperator::Equal, left, right } => {
            let change = comparison(BinaryOperator::Equal, left, right, input.span, bench)?;
            Ok(vec![vec![change]])
        }
        _ => Err(format!("the test input `{}` says no `variable = value`", reference.name)),
    }
}

/// A variable made to obey a comparison: "Vensim makes it true by assigning the value just as if it
/// were an equality condition", where it is not true already.
fn comparison(
    operator: BinaryOperator,
    left: &Expr,
    right: &Expr,
    span: Span,
    bench: &mut Bench<'_>,
) -> Result<Change, Untestable> {
    let (target, operator, value) = match (&left.kind, &right.kind) {
        (ExprKind::Reference(target), _) => (target, operator, right),
        (_, ExprKind::Reference(target)) => (target, turned(operator), left),
        (_, _) => return Err("the condition compares no variable".to_string()),
    };
    let bounded = |name: &str, expr: &Expr| {
        let itself = Expr { kind: ExprKind::Reference(target.clone()), span };
        let function = Name::new(name, span);
        let arguments = vec![itself, expr.clone()];
        Expr { kind: ExprKind::Call { function, arguments }, span }
    };
    let Course { expr, asked, from, until } = course(value, bench)?;
    let expr = match operator {
        BinaryOperator::Equal => expr,
        BinaryOperator::Less | BinaryOperator::LessEqual => bounded("MIN", &expr),
        BinaryOperator::Greater | BinaryOperator::GreaterEqual => bounded("MAX", &expr),
        _ => return Err("the condition says what a variable is not".to_string()),
    };
    let replacement = Replacement { target: target.clone(), expr, span };
    let (from, until) = (Some(Figure::Number(from)), until.map(Figure::Number));
    let kind: ChangeKind = replaced(&mut bench.levers, replacement, from, until);
    Ok(Change { kind, asked, span })
}

fn turned(operator: BinaryOperator) -> BinaryOperator {
    match operator {
        BinaryOperator::Less => BinaryOperator::Greater,
        BinaryOperator::LessEqual => BinaryOperator::GreaterEqual,
        BinaryOperator::Greater => BinaryOperator::Less,
        BinaryOperator::GreaterEqual => BinaryOperator::LessEqual,
        other => other,
    }
}

/// What a variable is made, and when.
struct Course {
    expr: Expr,
    asked: Vec<Asked>,
    from: f64,
    until: Option<f64>,
}

/// The right side of a condition: an expression from the start on, or one of the `RC` functions.
fn course(value: &Expr, bench: &Bench<'_>) -> Result<Course, Untestable> {
    let ExprKind::Call { function, arguments } = &value.kind else {
        let from = bench.time.start;
        return Ok(Course { expr: value.clone(), asked: Vec::new(), from, until: None });
    };
    let (parameters, optional) = match function.key.as_str() {
        "rc_step" | "rc_grow" | "rc_decay" => arguments.split_at(arguments.len().min(2)),
        "rc_ramp" => arguments.split_at(arguments.len().min(3)),
        key if key.starts_with("rc_") => {
            return Err(format!("`{function}` is not one of ours"));
        }
        _ => {
            let from = bench.time.start;
            return Ok(Course { expr: value.clone(), asked: Vec::new(), from, until: None });
        }
    };
    let from = match optional.first() {
        Some(start) => bench.number(start)?,
        None => bench.start(),
    };
    let until = optional.get(1).map(|duration| bench.number(duration)).transpose()?;
    let until = until.map(|duration| from + duration);
    let (expr, asked) = trajectory(function, parameters, from)?;
    Ok(Course { expr, asked: vec![asked], from, until })
}

/// What an `RC` function makes of the value its basis has when it begins: "production will ramp from
/// whatever it is at time 10" (Test Inputs).
fn trajectory(
    function: &Name,
    parameters: &[Expr],
    from: f64,
) -> Result<(Expr, Asked), Untestable> {
    let span = function.span;
    let [Expr { kind: ExprKind::Reference(basis), .. }, parameter, more @ ..] = parameters else {
        return Err(format!("`{function}` has too few arguments, or no variable first"));
    };
    let date = Query { kind: QueryKind::Number(from), span };
    let kind = QueryKind::Window {
        variable: basis.name.clone(),
        subscripts: basis.subscripts.clone(),
        window: Some(Window::At(Box::new(date))),
    };
    let query = Query { kind, span };
    let name = Asked::called(&print(&query, &[]), span);
    let leaf = |kind| Expr { kind, span };
    let number = |number: f64| leaf(ExprKind::Number(number));
    let refer = |name: Name| leaf(ExprKind::Reference(Reference { name, subscripts: Vec::new() }));
    let binary = |operator, left, right| {
        leaf(ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) })
    };
    let call =
        |name: &str, arguments| leaf(ExprKind::Call { function: Name::new(name, span), arguments });
    let passed = binary(BinaryOperator::Subtract, call("TIME", Vec::new()), number(from));
    let (value, times) = (refer(name.clone()), BinaryOperator::Multiply);
    let over = |left, right| binary(BinaryOperator::Divide, left, right);
    let factor = match (function.key.as_str(), more.first()) {
        ("rc_ramp", Some(ramp)) => {
            let part = call("MIN", vec![number(1.0), over(passed, ramp.clone())]);
            let change = binary(BinaryOperator::Subtract, parameter.clone(), number(1.0));
            binary(BinaryOperator::Add, number(1.0), binary(times, change, part))
        }
        ("rc_ramp", None) => return Err(format!("`{function}` has too few arguments")),
        ("rc_grow", _) => call("EXP", vec![binary(times, parameter.clone(), passed)]),
        ("rc_decay", _) => {
            let negative = binary(BinaryOperator::Subtract, number(from), call("TIME", Vec::new()));
            call("EXP", vec![over(negative, parameter.clone())])
        }
        (_, _) => parameter.clone(),
    };
    Ok((binary(times, value, factor), Asked { name, query }))
}
