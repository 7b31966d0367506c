//! What defines the elements of an array (XMILE 1.0, 3.7.1 and 4.5).

use super::context::{Context, number, plain_name};
use super::equation;
use super::scope::Scope;
use super::xml::{Element, Text, Tree};
use interregnum_model::dimension::Elements;
use interregnum_model::expression::SubscriptKind;
use interregnum_model::{
    Case, Code, Diagnostic, Dimension, Equation, Expr, ExprKind, Name, Span, Subscript,
};

/// The equation under a tag, such as `eqn`, of a variable: one for all its elements, and one for
/// each that has its own.
pub fn equation(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    tree: &Tree<'_>,
    variable: &Element<'_>,
    tag: &str,
    known: &[Dimension],
) -> Equation {
    let mut equation = Equation::default();
    let eqns: Vec<&Element<'_>> = tree.all(variable, tag).collect();
    match eqns.as_slice() {
        [] => {}
        [eqn] => equation.cases.extend(cases_for_all(context, scope, eqn, known)),
        several => equation.cases.extend(one_each(context, scope, several, known)),
    }
    for element in tree.all(variable, "element") {
        let Some(eqn) = tree.first(element, tag) else { continue };
        let Some(subscripts) = subscripts(context, scope, element, known) else { continue };
        if let Some(expr) = equation::of_element(context, scope, eqn) {
            equation.cases.push(Case { subscripts, except: Vec::new(), expr });
        }
    }
    equation
}

fn cases_for_all(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    eqn: &Element<'_>,
    known: &[Dimension],
) -> Vec<Case> {
    if let Some(cases) = list(context, scope, &eqn.text, known) {
        return cases;
    }
    let case = |expr| Case { subscripts: Vec::new(), except: Vec::new(), expr };
    equation::of_element(context, scope, eqn).map(case).into_iter().collect()
}

/// One equation after another without a word which element each is for: Vensim writes arrays whose
/// elements have equations of their own so, in the order of the elements (test-models/tests/
/// subscripted_trig: the numbers Vensim gave for the file it wrote).
fn one_each(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    eqns: &[&Element<'_>],
    known: &[Dimension],
) -> Vec<Case> {
    let sizes: Option<Vec<Vec<SubscriptKind>>> =
        scope.dimensions.iter().map(|name| elements_of(name, known, eqns.len())).collect();
    let elements = sizes.map(|sizes| product(&sizes)).unwrap_or_default();
    if elements.len() != eqns.len() {
        let span = context.span(&eqns[0].text);
        let message = format!("{} equations for a variable of other size", eqns.len());
        context.report(
            Diagnostic::new(Code::DimensionMismatch, span, message)
                .help("give one equation, or one in an `element` for each element"),
        );
    }
    let mut cases = Vec::new();
    for (kinds, eqn) in elements.into_iter().zip(eqns) {
        let span = context.span(&eqn.text);
        let subscripts = kinds.into_iter().map(|kind| Subscript { kind, span }).collect();
        if let Some(expr) = equation::of_element(context, scope, eqn) {
            cases.push(Case { subscripts, except: Vec::new(), expr });
        }
    }
    cases
}

/// `1, 2, 3`: a value for each element, the last dimension fastest. Vensim and xmutil write
/// constant arrays so; "arrays are assumed to be stored in row-major order, which is important for
/// initialization" (XMILE 1.0, 3.7.1). Rows may be parted by `;`.
fn list(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    text: &Text,
    known: &[Dimension],
) -> Option<Vec<Case>> {
    let parts = list_parts(&text.decoded);
    if scope.dimensions.is_empty() || parts.len() < 2 {
        return None;
    }
    let sizes: Option<Vec<Vec<SubscriptKind>>> =
        scope.dimensions.iter().map(|name| elements_of(name, known, parts.len())).collect();
    let elements = sizes.map(|sizes| product(&sizes)).unwrap_or_default();
    if elements.len() != parts.len() {
        let span = context.span(text);
        context.report(
            Diagnostic::new(
                Code::DimensionMismatch,
                span,
                format!("{} values for an array of other size", parts.len()),
            )
            .help("give one value for each element, the last dimension fastest"),
        );
    }
    let mut cases = Vec::new();
    for (kinds, part) in elements.into_iter().zip(parts) {
        let span = text.span(context.file, part.0, part.1);
        let expr = list_part(context, scope, text, part);
        let subscripts = kinds.into_iter().map(|kind| Subscript { kind, span }).collect();
        cases.push(Case { subscripts, except: Vec::new(), expr });
    }
    Some(cases)
}

/// The values of a list without an array; none where there is but one.
pub fn listed(context: &mut Context<'_>, scope: &Scope<'_>, text: &Text) -> Vec<Expr> {
    let parts = list_parts(&text.decoded);
    if parts.len() < 2 {
        return Vec::new();
    }
    parts.into_iter().map(|part| list_part(context, scope, text, part)).collect()
}

fn list_part(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    text: &Text,
    (start, end): (usize, usize),
) -> Expr {
    let words = text.decoded.get(start..end).unwrap_or("");
    let span = text.span(context.file, start, end);
    let mut part = Text::default();
    part.push_spelled(words, span.start as usize, span.end as usize);
    equation::parse(context, scope, &part)
}

/// Where the parts of a list begin and end: commas outside of brackets, quotes and remarks.
fn list_parts(text: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut is_quoted = false;
    let mut from = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' | ';' if depth == 0 => {
                parts.push((from, at));
                from = at + 1;
            }
            _ => {}
        }
    }
    if !text.get(from..).unwrap_or("").trim().is_empty() {
        parts.push((from, text.len()));
    }
    parts
}

/// The elements of a dimension; `None` when there are more than anybody listed values for.
pub fn elements_of(name: &Name, known: &[Dimension], most: usize) -> Option<Vec<SubscriptKind>> {
    let dimension = known.iter().find(|dimension| dimension.name == *name)?;
    match &dimension.elements {
        Elements::Named(names) => Some(names.iter().cloned().map(SubscriptKind::Name).collect()),
        Elements::Counted(Expr { kind: ExprKind::Number(count), span })
            if *count <= most as f64 =>
        {
            Some((1..=*count as usize).map(|i| index(i, *span)).collect())
        }
        Elements::Counted(_) => None,
    }
}

fn index(position: usize, span: Span) -> SubscriptKind {
    SubscriptKind::Index(Expr { kind: ExprKind::Number(position as f64), span })
}

/// All combinations, the last fastest.
pub fn product(sizes: &[Vec<SubscriptKind>]) -> Vec<Vec<SubscriptKind>> {
    sizes.iter().fold(vec![Vec::new()], |heads, tails| {
        let extend = |head: &Vec<SubscriptKind>| {
            let head = head.clone();
            tails
                .iter()
                .map(move |tail| head.iter().cloned().chain([tail.clone()]).collect::<Vec<_>>())
                .collect::<Vec<_>>()
        };
        heads.iter().flat_map(extend).collect()
    })
}

/// The elements an `element` tag is for: names, or positions from 1.
pub fn subscripts(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    element: &Element<'_>,
    known: &[Dimension],
) -> Option<Vec<Subscript>> {
    let Some(attribute) = element.attribute("subscript") else {
        context.report(
            Diagnostic::new(Code::Syntax, element.span, "an element that does not say which it is")
                .label("left out")
                .help("add `subscript=\"...\"`"),
        );
        return None;
    };
    let parts = list_parts(&attribute.value.decoded);
    if parts.len() != scope.dimensions.len() {
        context.report(
            Diagnostic::new(
                Code::DimensionMismatch,
                attribute.span,
                format!("{} subscripts for {} dimensions", parts.len(), scope.dimensions.len()),
            )
            .label("left out")
            .help("give one for each dimension, parted by commas"),
        );
        return None;
    }
    let mut subscripts = Vec::new();
    for ((start, end), dimension) in parts.into_iter().zip(&scope.dimensions) {
        let words = attribute.value.decoded.get(start..end).unwrap_or("");
        let trimmed = start + words.len() - words.trim_start().len();
        let span = attribute.value.span(context.file, trimmed, trimmed + words.trim().len());
        subscripts
            .push(Subscript { kind: element_kind(context, words, span, dimension, known)?, span });
    }
    Some(subscripts)
}

fn element_kind(
    context: &mut Context<'_>,
    words: &str,
    span: Span,
    dimension: &Name,
    known: &[Dimension],
) -> Option<SubscriptKind> {
    let name = Name::new(&plain_name(words), span);
    let position = number(words).filter(|position| *position >= 1.0 && position.fract() == 0.0);
    match known.iter().find(|it| it.name == *dimension).map(|it| &it.elements) {
        Some(Elements::Named(names)) => {
            if names.contains(&name) || known.iter().any(|it| it.name == name) {
                return Some(SubscriptKind::Name(name));
            }
            if let Some(named) = position.and_then(|position| names.get(position as usize - 1)) {
                return Some(SubscriptKind::Name(Name { span, ..named.clone() }));
            }
            context.report(
                Diagnostic::new(
                    Code::UnknownName,
                    span,
                    format!("`{dimension}` has no element `{name}`"),
                )
                .label("left out")
                .nearest(&name.written, names.iter().map(|name| &*name.written)),
            );
            None
        }
        Some(Elements::Counted(_)) if position.is_some() => {
            position.map(|position| index(position as usize, span))
        }
        Some(Elements::Counted(_)) => {
            context.report(
                Diagnostic::new(
                    Code::UnknownName,
                    span,
                    format!("`{dimension}` is counted: `{name}` is no element of it"),
                )
                .label("left out")
                .help("write its position, from 1"),
            );
            None
        }
        None => None,
    }
}
