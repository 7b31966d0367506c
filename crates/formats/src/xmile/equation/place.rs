//! Places in a text spelled anew, set back to those of the file.

use super::super::xml::Text;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::{Diagnostic, Name, Span};

/// Sets all places of a tree back.
pub fn set_back(expr: &mut Expr, text: &Text) {
    span(&mut expr.span, text);
    match &mut expr.kind {
        ExprKind::Number(_) | ExprKind::Error => {}
        ExprKind::Reference(reference) => set_reference_back(reference, text),
        ExprKind::Unary { operand, .. } => set_back(operand, text),
        ExprKind::Binary { left, right, .. } => {
            set_back(left, text);
            set_back(right, text);
        }
        ExprKind::If { condition, then, otherwise } => {
            set_back(condition, text);
            set_back(then, text);
            set_back(otherwise, text);
        }
        ExprKind::Call { function, arguments } => {
            name(function, text);
            for argument in arguments {
                set_back(argument, text);
            }
        }
    }
}

fn set_reference_back(reference: &mut Reference, text: &Text) {
    name(&mut reference.name, text);
    for subscript in &mut reference.subscripts {
        set_subscript_back(subscript, text);
    }
}

fn set_subscript_back(subscript: &mut Subscript, text: &Text) {
    span(&mut subscript.span, text);
    match &mut subscript.kind {
        SubscriptKind::All => {}
        SubscriptKind::Name(it) | SubscriptKind::AllOf(it) => name(it, text),
        SubscriptKind::Between(first, last) => {
            name(first, text);
            name(last, text);
        }
        SubscriptKind::Index(index) => set_back(index, text),
    }
}

/// Sets the places of a finding back.
pub fn set_finding_back(finding: &mut Diagnostic, text: &Text) {
    if let Some(place) = &mut finding.span {
        span(place, text);
    }
    for (place, _) in &mut finding.related {
        span(place, text);
    }
}

fn name(name: &mut Name, text: &Text) {
    span(&mut name.span, text);
}

fn span(span: &mut Span, text: &Text) {
    *span = text.span(span.file, span.start as usize, span.end as usize);
}
