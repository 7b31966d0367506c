//! What checks add to a model before it is compiled again: levers that no book lists, which hold,
//! scale or replace what the model works out by itself.

use interregnum_compile::program::Layout;
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind,
};
use interregnum_model::scenario::{Lever, Replacement};
use interregnum_model::source::Span;
use interregnum_model::{Model, Name};

/// Adds a lever that makes these replacements all the time, and says what it is called: what it
/// is about, a mark that no name of a book bears, and what it does.
pub(super) fn lever(
    model: &mut Model,
    about: &Name,
    what: &str,
    replacements: Vec<Replacement>,
) -> Name {
    let span = about.span;
    let name = Name::new(&format!("{about} · {what}"), span);
    model.levers.push(Lever {
        name: name.clone(),
        span,
        provenance: Vec::new(),
        note: String::new(),
        from: None,
        until: None,
        asked: Vec::new(),
        replacements,
        anonymous: true,
        provisional: None,
    });
    name
}

/// `x[each element] = make(element, x[each element])`.
pub(super) fn each_element(
    layout: &Layout,
    make: impl Fn(usize, Expr) -> Expr,
) -> Vec<Replacement> {
    let span = layout.span;
    let one = |element: usize| {
        let target =
            Reference { name: layout.name.clone(), subscripts: subscripts(layout, element) };
        let itself = refer(target.clone(), span);
        Replacement { target, expr: make(element, itself), span }
    };
    (0..layout.count as usize).map(one).collect()
}

/// A literal.
pub(super) fn number(value: f64, span: Span) -> Expr {
    Expr { kind: ExprKind::Number(value), span }
}

/// A variable, or some of its elements.
pub(super) fn refer(reference: Reference, span: Span) -> Expr {
    Expr { kind: ExprKind::Reference(reference), span }
}

/// Two expressions with an operator between them.
pub(super) fn binary(operator: BinaryOperator, left: Expr, right: Expr) -> Expr {
    let span = left.span;
    let kind = ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) };
    Expr { kind, span }
}

/// The subscripts of an element, counted from 0 with the last dimension fastest.
fn subscripts(layout: &Layout, element: usize) -> Vec<Subscript> {
    let mut rest = element;
    let mut found = Vec::new();
    for (_, elements) in layout.dimensions.iter().rev() {
        let size = elements.len().max(1);
        let name = elements.get(rest % size).map_or("", String::as_str);
        let kind = SubscriptKind::Name(Name::new(name, layout.span));
        found.push(Subscript { kind, span: layout.span });
        rest /= size;
    }
    found.reverse();
    found
}
