//! What can be worked out before any run.

mod alias;

pub use alias::inline;

use crate::index_sets::DimensionId;
use crate::program::{Value, ValueId};
use crate::tree::{Node, NodeKind};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::function::{self, Function, FunctionKind, Intrinsic};
use interregnum_model::name::Key;

/// The number that an expression as written always is, if it reads nothing.
pub fn number(expr: &Expr) -> Option<f64> {
    number_with(expr, &|_| None)
}

/// The number that an expression as written always is, where some names are numbers.
pub fn number_with(expr: &Expr, known: &dyn Fn(&Key) -> Option<f64>) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(number) => Some(*number),
        ExprKind::Error => None,
        ExprKind::Reference(reference) => {
            if !reference.subscripts.is_empty() {
                return None;
            }
            known(&reference.name.key).or_else(|| constant(function::find(&reference.name.key)?))
        }
        ExprKind::Unary { operator, operand } => Some(operator.apply(number_with(operand, known)?)),
        ExprKind::Binary { operator, left, right } => {
            Some(operator.apply(number_with(left, known)?, number_with(right, known)?))
        }
        ExprKind::If { condition, then, otherwise } => {
            if number_with(condition, known)? != 0.0 {
                number_with(then, known)
            } else {
                number_with(otherwise, known)
            }
        }
        ExprKind::Call { function, arguments } => {
            let entry = function::find(&function.key)?;
            let numbers: Option<Vec<f64>> =
                arguments.iter().map(|argument| number_with(argument, known)).collect();
            call(entry, &numbers?)
        }
    }
}

/// The number that a tree is where its axes stand: `position` tells the position of an axis's
/// element in a dimension, from 1, where that is known.
pub fn node(tree: &Node, position: &dyn Fn(usize, DimensionId) -> Option<u32>) -> Option<f64> {
    match &tree.kind {
        NodeKind::Number(number) => Some(*number),
        NodeKind::Position { axis, dimension, through: None } => {
            position(*axis, *dimension).map(f64::from)
        }
        NodeKind::Unary(operator, operand) => Some(operator.apply(node(operand, position)?)),
        NodeKind::Binary(operator, left, right) => {
            Some(operator.apply(node(left, position)?, node(right, position)?))
        }
        NodeKind::If(condition, then, otherwise) => {
            let chosen = if node(condition, position)? != 0.0 { then } else { otherwise };
            node(chosen, position)
        }
        NodeKind::Call(entry, arguments) => {
            let numbers: Option<Vec<f64>> =
                arguments.iter().map(|argument| node(argument, position)).collect();
            call(entry, &numbers?)
        }
        NodeKind::Error
        | NodeKind::Time
        | NodeKind::Dt
        | NodeKind::Start
        | NodeKind::Stop
        | NodeKind::Beneath(_)
        | NodeKind::Position { .. }
        | NodeKind::Read { .. }
        | NodeKind::Reduce { .. }
        | NodeKind::Curve { .. }
        | NodeKind::Active { .. }
        | NodeKind::Together { .. }
        | NodeKind::Draw { .. } => None,
    }
}

/// The number that a function of the catalogue always is, if it takes no arguments and is one.
pub fn constant(entry: &Function) -> Option<f64> {
    match entry.kind {
        FunctionKind::Intrinsic(Intrinsic::Pi) => Some(std::f64::consts::PI),
        FunctionKind::Intrinsic(Intrinsic::Infinity) => Some(f64::INFINITY),
        FunctionKind::Scalar(value) if entry.arguments.is_empty() => Some(value(&[])),
        FunctionKind::Intrinsic(_)
        | FunctionKind::Scalar(_)
        | FunctionKind::Reduction(_)
        | FunctionKind::Draw(_)
        | FunctionKind::Together(_)
        | FunctionKind::Macro => None,
    }
}

/// A function of the catalogue applied to numbers, where it is worked out from them alone and they
/// are as many as it takes.
pub fn call(entry: &Function, numbers: &[f64]) -> Option<f64> {
    let (least, most) = entry.arity();
    let FunctionKind::Scalar(value) = entry.kind else { return constant(entry) };
    (least..=most).contains(&numbers.len()).then(|| value(numbers))
}

/// The number that a value is, where all it is worked out from are numbers. One that is not finite
/// is left to the run, which says where it came from.
pub fn value(values: &[Value], value: &Value) -> Option<f64> {
    let numbers: Option<Vec<f64>> = operands(value)
        .iter()
        .map(|id| match values.get(id.0 as usize) {
            Some(Value::Constant(number)) => Some(*number),
            Some(_) | None => None,
        })
        .collect();
    let number = match (value, numbers?.as_slice()) {
        (Value::Unary(operator, _), [a]) => operator.apply(*a),
        (Value::Binary(operator, _, _), [a, b]) => operator.apply(*a, *b),
        (Value::Select(..), [condition, then, otherwise]) => {
            if *condition != 0.0 {
                *then
            } else {
                *otherwise
            }
        }
        (Value::Call(entry, _), numbers) => call(entry, numbers)?,
        (_, _) => return None,
    };
    number.is_finite().then_some(number)
}

/// The values that a value is worked out from by itself, without loops or slots.
pub fn operands(value: &Value) -> Vec<ValueId> {
    match value {
        Value::Unary(_, a) => vec![*a],
        Value::Binary(_, a, b) => vec![*a, *b],
        Value::Select(a, b, c) => vec![*a, *b, *c],
        Value::Call(_, arguments) => arguments.clone(),
        Value::Constant(_)
        | Value::Load(_)
        | Value::Pick { .. }
        | Value::Position(_)
        | Value::Time
        | Value::Dt
        | Value::Start
        | Value::Stop
        | Value::Reduce { .. }
        | Value::Together { .. }
        | Value::Curve { .. }
        | Value::Series { .. }
        | Value::Draw { .. } => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
