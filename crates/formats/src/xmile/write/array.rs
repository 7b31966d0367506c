//! Arrays in XMILE's two ways: one equation for all, or one for each element (XMILE 1.0, 3.7.1).

use super::desk::Desk;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::model::Origin;
use interregnum_model::{Case, Equation, Key, Name};

/// An equation as XMILE has it.
pub enum Spread {
    /// One for the variable as a whole.
    All(Expr),
    /// One for each element.
    Each(Vec<(Vec<Name>, Expr)>),
}

/// Elements of an array beyond which it is not written out one by one.
const MOST_WRITTEN_OUT: usize = 1_000_000;

/// How an equation over these dimensions is written; `None` when it has no case.
pub fn spread(desk: &Desk<'_>, equation: &Equation, dimensions: &[Name]) -> Option<Spread> {
    let last = equation.cases.last()?;
    let is_all = |case: &Case| {
        case.except.is_empty()
            && (case.subscripts.is_empty()
                || case.subscripts.iter().zip(dimensions).all(|(subscript, dimension)| {
                    matches!(&subscript.kind, SubscriptKind::Name(name) if name == dimension)
                }))
    };
    if dimensions.is_empty() || (is_all(last) && !reads_beyond(desk, &last.expr, dimensions)) {
        let mut expr = last.expr.clone();
        // The standard lets the dimensions be understood, PySD 3.14 not everywhere.
        if desk.model.origin == Origin::Book && !dimensions.is_empty() {
            fix(desk, &mut expr, &last.subscripts, dimensions, dimensions);
        }
        return Some(Spread::All(expr));
    }
    let mut each = Vec::new();
    for element in elements(desk, dimensions) {
        if let Some(case) = equation.cases.iter().rev().find(|case| is_for(desk, case, &element)) {
            let mut expr = case.expr.clone();
            fix(desk, &mut expr, &case.subscripts, dimensions, &element);
            each.push((element, expr));
        }
    }
    Some(Spread::Each(each))
}

/// Whether an equation reads arrays by dimensions that are not its own: other names of them, parts,
/// or dimensions mapped to them. The standard has no such thing, but every element can say which
/// element it reads.
fn reads_beyond(desk: &Desk<'_>, expr: &Expr, dimensions: &[Name]) -> bool {
    let is_foreign = |name: &Name| desk.is_dimension(&name.key) && !dimensions.contains(name);
    let mut beyond = false;
    expr.visit(&mut |part| {
        beyond |= numbered(part).is_some();
        if let ExprKind::Reference(reference) = &part.kind {
            let spread = desk.spread(&reference.name.key);
            let is_other = |at: usize, name: &Name| {
                desk.is_dimension(&name.key) && spread.get(at).is_some_and(|own| own != name)
            };
            beyond |= match reference.subscripts.as_slice() {
                [] => spread.iter().any(is_foreign),
                subscripts => subscripts.iter().enumerate().any(|(at, it)| match &it.kind {
                    SubscriptKind::Name(name) => is_foreign(name) || is_other(at, name),
                    SubscriptKind::All
                    | SubscriptKind::AllOf(_)
                    | SubscriptKind::Between(..)
                    | SubscriptKind::Index(_) => false,
                }),
            };
        }
    });
    beyond
}

/// The dimension whose elements `ELEMENT NUMBER` numbers.
fn numbered(expr: &Expr) -> Option<&Name> {
    match &expr.kind {
        ExprKind::Call { function, arguments } if function.key.as_str() == "element_number" => {
            match arguments.as_slice() {
                [Expr { kind: ExprKind::Reference(reference), .. }] => Some(&reference.name),
                _ => None,
            }
        }
        _ => None,
    }
}

/// `ELEMENT NUMBER(part)` is the number of the element in the whole.
fn number_elements(desk: &Desk<'_>, expr: &mut Expr, chosen: &dyn Fn(&Name) -> Option<Name>) {
    let number =
        numbered(expr).and_then(|dimension| desk.number(&dimension.key, &chosen(dimension)?));
    if let Some(number) = number {
        expr.kind = ExprKind::Number(number as f64);
    }
}

/// All elements of an array, the last dimension fastest; none where they are too many.
pub fn elements(desk: &Desk<'_>, dimensions: &[Name]) -> Vec<Vec<Name>> {
    if desk.size(dimensions) > MOST_WRITTEN_OUT {
        desk.loss(
            dimensions.first().map(|it| it.span),
            format!("arrays of more than {MOST_WRITTEN_OUT} elements are not written one by one"),
            "give each such array one equation for all elements",
        );
        return Vec::new();
    }
    dimensions.iter().fold(vec![Vec::new()], |heads, dimension| {
        let tails = desk.elements(&dimension.key);
        heads
            .iter()
            .flat_map(|head| {
                tails.iter().map(move |tail| [head.as_slice(), std::slice::from_ref(tail)].concat())
            })
            .collect()
    })
}

/// Whether a case is for an element.
pub fn is_for(desk: &Desk<'_>, case: &Case, element: &[Name]) -> bool {
    covers(desk, &case.subscripts, element)
        && !case.except.iter().any(|except| covers(desk, except, element))
}

/// Whether subscripts take in an element.
pub fn covers(desk: &Desk<'_>, subscripts: &[Subscript], element: &[Name]) -> bool {
    subscripts.iter().zip(element).all(|(subscript, name)| match &subscript.kind {
        SubscriptKind::Name(wanted) if desk.is_dimension(&wanted.key) => {
            desk.elements(&wanted.key).contains(name)
        }
        SubscriptKind::Name(wanted) => wanted == name,
        SubscriptKind::All => true,
        SubscriptKind::AllOf(part) => desk.elements(&part.key).contains(name),
        SubscriptKind::Between(..) => true,
        SubscriptKind::Index(Expr { kind: ExprKind::Number(position), .. }) => {
            name.written.parse::<f64>().is_ok_and(|number| number == *position)
        }
        SubscriptKind::Index(_) => false,
    })
}

/// Sets the element in place of the dimensions that an equation runs over.
pub fn fix(
    desk: &Desk<'_>,
    expr: &mut Expr,
    cases: &[Subscript],
    dimensions: &[Name],
    element: &[Name],
) {
    let chosen = |name: &Name| choose(desk, name, cases, dimensions, element);
    expr.change(&mut |part| number_elements(desk, part, &chosen));
    expr.change(&mut |part| fix_part(desk, part, &chosen));
}

fn fix_part(desk: &Desk<'_>, expr: &mut Expr, chosen: &dyn Fn(&Name) -> Option<Name>) {
    let span = expr.span;
    let replacement = match &mut expr.kind {
        ExprKind::Reference(reference)
            if desk.is_dimension(&reference.name.key) && reference.subscripts.is_empty() =>
        {
            position(desk, &reference.name.key, chosen(&reference.name))
        }
        ExprKind::Reference(reference) => {
            fix_reference(desk, reference, chosen, span);
            None
        }
        ExprKind::Call { function, arguments } => {
            let spread = desk.spread(&function.key);
            let is_array_of_curves = !spread.is_empty() && desk.lookup(&function.key).is_some();
            is_array_of_curves.then(|| {
                let mut lookup = Reference { name: function.clone(), subscripts: Vec::new() };
                fix_reference(desk, &mut lookup, chosen, span);
                let curve = Expr { kind: ExprKind::Reference(lookup), span };
                let arguments = std::iter::once(curve).chain(arguments.drain(..)).collect();
                ExprKind::Call { function: Name::new("LOOKUP", span), arguments }
            })
        }
        ExprKind::Number(_)
        | ExprKind::Unary { .. }
        | ExprKind::Binary { .. }
        | ExprKind::If { .. }
        | ExprKind::Error => None,
    };
    if let Some(kind) = replacement {
        expr.kind = kind;
    }
}

fn fix_reference(
    desk: &Desk<'_>,
    reference: &mut Reference,
    chosen: &dyn Fn(&Name) -> Option<Name>,
    span: interregnum_model::Span,
) {
    if reference.subscripts.is_empty() {
        let spread = desk.spread(&reference.name.key);
        let subscripts: Option<Vec<Subscript>> = spread
            .iter()
            .map(|dimension| {
                Some(Subscript { kind: SubscriptKind::Name(chosen(dimension)?), span })
            })
            .collect();
        reference.subscripts = subscripts.unwrap_or_default();
        return;
    }
    let spread = desk.spread(&reference.name.key);
    for (at, subscript) in reference.subscripts.iter_mut().enumerate() {
        if let SubscriptKind::Name(name) = &subscript.kind
            && let Some(element) = chosen(name)
        {
            let own = spread.get(at).filter(|own| !desk.elements(&own.key).contains(&element));
            let mapped = own.and_then(|own| desk.mapped(&name.key, &element, &own.key));
            subscript.kind = SubscriptKind::Name(mapped.unwrap_or(element));
        }
    }
}

/// The element that stands for a dimension, or for a part or a whole of it.
fn choose(
    desk: &Desk<'_>,
    name: &Name,
    cases: &[Subscript],
    dimensions: &[Name],
    element: &[Name],
) -> Option<Name> {
    if !desk.is_dimension(&name.key) {
        return None;
    }
    let of_case = |at: usize| match cases.get(at).map(|case| &case.kind) {
        Some(SubscriptKind::Name(case)) => Some(case),
        _ => None,
    };
    let exact = dimensions
        .iter()
        .enumerate()
        .find(|(at, dimension)| *dimension == name || of_case(*at) == Some(name));
    let related = || {
        dimensions.iter().enumerate().find(|(_, dimension)| {
            desk.is_part(&name.key, &dimension.key) || desk.is_part(&dimension.key, &name.key)
        })
    };
    // A range that the case's own is mapped to is read at what stands for the element, though both
    // be parts of one dimension. Where the equation is for the whole range it stays as it is.
    let onto = |at: usize| {
        let case = of_case(at).filter(|case| desk.maps(&case.key, &name.key))?;
        let element = element.get(at)?;
        Some(desk.mapped(&case.key, element, &name.key).unwrap_or_else(|| name.clone()))
    };
    if exact.is_none()
        && let Some(read) = (0..dimensions.len()).find_map(onto)
    {
        return Some(read);
    }
    match exact.or_else(related) {
        Some((at, _)) => element.get(at).cloned(),
        None => dimensions
            .iter()
            .zip(element)
            .find_map(|(dimension, element)| desk.mapped(&dimension.key, element, &name.key)),
    }
}

fn position(desk: &Desk<'_>, dimension: &Key, element: Option<Name>) -> Option<ExprKind> {
    let element = element?;
    let at = desk.elements(dimension).iter().position(|it| *it == element)?;
    Some(ExprKind::Number((at + 1) as f64))
}
