//! Curves that are written inside the variable that looks up in them, one for all or for some elements.

use super::array;
use super::desk::Desk;
use super::equation::negative;
use super::markup::Tag;
use super::variable::{element_tag, gf};
use crate::xmile::curves::same_elements;
use interregnum_model::lookup::MISSING;
use interregnum_model::{Equation, Expr, ExprKind, Key, Lookup, Subscript, Variable};

/// A variable that is one look-up in a curve drawn inside it: the curve, and what is looked up.
pub fn inside<'m>(
    desk: &Desk<'m>,
    variable: &Variable,
    equation: &Equation,
) -> Option<(&'m Lookup, Equation)> {
    let mut looked_up = equation.clone();
    let mut found = None;
    for case in &mut looked_up.cases {
        let own =
            in_curve(&case.expr).filter(|(curve, _)| desk.owner(curve) == Some(&variable.name));
        match own {
            Some((curve, x)) => {
                found = desk.lookup(curve);
                case.expr = if desk.is_backward(curve) { negative(x) } else { x.clone() };
            }
            // An element beside those with curves.
            None if !case.subscripts.is_empty() && !reads_own(desk, variable, &case.expr) => {}
            None => return None,
        }
    }
    let found = found?;
    let plain = looked_up.cases.iter().zip(&equation.cases).filter(|(a, b)| a.expr == b.expr);
    let mut plain = plain.map(|(case, _)| &case.subscripts);
    let has_curve = |of: &Vec<Subscript>| {
        found.curves.iter().any(|(subscripts, curve)| {
            let drawn = curve.points.iter().any(|point| point.1 != MISSING);
            drawn && (subscripts.is_empty() || same_elements(subscripts, of))
        })
    };
    (!plain.any(has_curve)).then_some((found, looked_up))
}

/// The curve that an expression is one look-up in, and what is looked up.
fn in_curve(expr: &Expr) -> Option<(&Key, &Expr)> {
    let ExprKind::Call { function, arguments } = &expr.kind else { return None };
    match arguments.as_slice() {
        [x] => Some((&function.key, x)),
        [lookup, x] if function.key.as_str() == "lookup" => match &lookup.kind {
            ExprKind::Reference(reference) => Some((&reference.name.key, x)),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an expression reads a curve drawn in its own variable.
fn reads_own(desk: &Desk<'_>, variable: &Variable, expr: &Expr) -> bool {
    let mut reads = false;
    expr.visit(&mut |part| {
        reads |= match &part.kind {
            ExprKind::Reference(reference) => {
                desk.owner(&reference.name.key) == Some(&variable.name)
            }
            ExprKind::Call { function, .. } => desk.owner(&function.key) == Some(&variable.name),
            ExprKind::Number(_)
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::If { .. }
            | ExprKind::Error => false,
        };
    });
    reads
}

/// The curves of a variable, element by element.
pub fn element_curves(desk: &Desk<'_>, lookup: &Lookup, variable: &Variable) -> Vec<Tag> {
    let mut tags = Vec::new();
    for element in array::elements(desk, &variable.dimensions) {
        let own = lookup
            .curves
            .iter()
            .rev()
            .find(|(subscripts, _)| array::covers(desk, subscripts, &element));
        // Elements without a curve of their own have an equation alone.
        let own = own.filter(|(_, curve)| curve.points.iter().any(|point| point.1 != MISSING));
        if let Some((_, curve)) = own {
            tags.push(element_tag(&element).holding(gf(desk, curve, None, variable)));
        }
    }
    tags
}
