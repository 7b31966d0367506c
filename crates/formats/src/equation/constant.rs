//! Equations of numbers alone, worked out: `1/16`.

use interregnum_model::expression::{Expr, ExprKind};

/// The value of an expression of numbers and arithmetic; `None` when it holds anything else.
pub fn constant(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(value) => Some(*value),
        ExprKind::Unary { operator, operand } => Some(operator.apply(constant(operand)?)),
        ExprKind::Binary { operator, left, right } => {
            Some(operator.apply(constant(left)?, constant(right)?))
        }
        ExprKind::If { condition, then, otherwise } => {
            constant(if constant(condition)? != 0.0 { then } else { otherwise })
        }
        ExprKind::Reference(_) | ExprKind::Call { .. } | ExprKind::Error => None,
    }
}
