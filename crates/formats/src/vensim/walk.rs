//! Trees changed in place.

use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};

/// Visits the expressions directly under one.
pub(crate) fn each_child(expr: &mut Expr, change: &mut dyn FnMut(&mut Expr)) {
    match &mut expr.kind {
        ExprKind::Number(_) | ExprKind::Error => {}
        ExprKind::Reference(reference) => {
            for subscript in &mut reference.subscripts {
                if let SubscriptKind::Index(index) = &mut subscript.kind {
                    change(index);
                }
            }
        }
        ExprKind::Unary { operand, .. } => change(operand),
        ExprKind::Binary { left, right, .. } => {
            change(left);
            change(right);
        }
        ExprKind::If { condition, then, otherwise } => {
            change(condition);
            change(then);
            change(otherwise);
        }
        ExprKind::Call { arguments, .. } => arguments.iter_mut().for_each(change),
    }
}

/// Visits every reference of a tree.
pub(crate) fn each_reference(expr: &mut Expr, change: &mut dyn FnMut(&mut Reference)) {
    if let ExprKind::Reference(reference) = &mut expr.kind {
        change(reference);
    }
    each_child(expr, &mut |child| each_reference(child, change));
}

/// Whether two lists of subscripts name the same ranges and elements, place by place.
pub(crate) fn same_subscripts(a: &[Subscript], b: &[Subscript]) -> bool {
    let key = |subscript: &Subscript| match &subscript.kind {
        SubscriptKind::Name(name) => Some(name.key.clone()),
        SubscriptKind::All
        | SubscriptKind::AllOf(_)
        | SubscriptKind::Between(..)
        | SubscriptKind::Index(_) => None,
    };
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| key(a).is_some() && key(a) == key(b))
}
