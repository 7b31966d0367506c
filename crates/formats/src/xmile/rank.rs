//! `RANK(array, rank[, array])`: where the element of a rank stands, the least being the first
//! (XMILE 1.0, 3.7.1.3). Alike ones are told apart by the second array, then by their places.
//!
//! It is written out: one variable holds the rank of each element, one its place, counted through
//! all dimensions; a call sums the places of those of the rank asked for.

use super::notation::size;
use crate::equation::parse;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::{Equation, Model, Name, Span, Variable, VariableKind};
use std::collections::BTreeMap;

/// Writes the calls of a model out.
pub fn write_out(model: &mut Model) {
    let mut made: BTreeMap<String, Variable> = BTreeMap::new();
    let before = model.clone();
    for variable in &mut model.variables {
        super::meaning::each_equation(&mut variable.kind, &mut |equation| {
            for case in &mut equation.cases {
                case.expr.change(&mut |expr| {
                    if let Some(kind) = ranked(&before, expr, &mut made) {
                        expr.kind = kind;
                    }
                });
            }
        });
    }
    model.variables.extend(made.into_values());
}

/// A call of `RANK` of an array as the sum of places.
fn ranked(model: &Model, expr: &Expr, made: &mut BTreeMap<String, Variable>) -> Option<ExprKind> {
    let ExprKind::Call { function, arguments } = &expr.kind else { return None };
    if function.key.as_str() != "rank" {
        return None;
    }
    let (array, rank, second) = match arguments.as_slice() {
        [array, rank] => (array, rank, None),
        [array, rank, second] => (array, rank, Some(second)),
        _ => return None,
    };
    let array = name_and_subscripts(array)?;
    let variable = model.variable(&array.name.key)?;
    let dimensions = &variable.dimensions;
    let is_repeated = |name: &Name| dimensions.iter().filter(|it| *it == name).count() > 1;
    if dimensions.is_empty() || dimensions.iter().any(is_repeated) {
        return None;
    }
    let open = open(array, dimensions.len())?;
    let second = match second {
        Some(second) => {
            let second = name_and_subscripts(second)?;
            (model.variable(&second.name.key)?.dimensions == *dimensions).then_some(second)?;
            Some(&second.name)
        }
        None => None,
    };
    let names = names(variable, &open, second);
    let all = sizes(model, dimensions, &open)?;
    helpers(variable, (&open, &all), second, &names, expr.span, made);
    let subscripts = star(array, &open, expr.span);
    let rank = match &rank.kind {
        ExprKind::Reference(word) if word.name.key.as_str() == "size" => {
            let count: usize = all.iter().product();
            Expr { kind: ExprKind::Number(count as f64), span: rank.span }
        }
        _ => rank.clone(),
    };
    Some(sum_of_places(&names, subscripts, rank, expr.span))
}

fn name_and_subscripts(expr: &Expr) -> Option<&Reference> {
    match &expr.kind {
        ExprKind::Reference(reference) => Some(reference),
        _ => None,
    }
}

/// Which dimensions are ranked over: all of an array named alone, those with `*` else.
fn open(array: &Reference, count: usize) -> Option<Vec<bool>> {
    if array.subscripts.is_empty() {
        return Some(vec![true; count]);
    }
    let is_open = |it: &Subscript| matches!(it.kind, SubscriptKind::All);
    (array.subscripts.len() == count).then(|| array.subscripts.iter().map(is_open).collect())
}

fn sizes(model: &Model, dimensions: &[Name], open: &[bool]) -> Option<Vec<usize>> {
    let open = dimensions.iter().zip(open).filter(|(_, is_open)| **is_open);
    open.map(|(name, _)| size(model.dimensions.iter().find(|it| it.name == *name)?)).collect()
}

/// The names of ranks and places.
fn names(array: &Variable, open: &[bool], second: Option<&Name>) -> (String, String) {
    let along: Vec<&str> = array
        .dimensions
        .iter()
        .zip(open)
        .filter(|(_, is_open)| **is_open)
        .map(|(name, _)| &*name.written)
        .collect();
    let along = along.join(", ");
    let by = second.map(|name| format!(", {name}")).unwrap_or_default();
    (
        format!("rank of {}{by} along {along}", array.name),
        format!("place in {} along {along}", array.name),
    )
}

/// Adds the variables that hold ranks and places.
fn helpers(
    array: &Variable,
    (open, sizes): (&[bool], &[usize]),
    second: Option<&Name>,
    names: &(String, String),
    span: Span,
    made: &mut BTreeMap<String, Variable>,
) {
    let own: Vec<String> = array.dimensions.iter().map(|name| format!("\"{name}\"")).collect();
    let other: Vec<&str> =
        own.iter().zip(open).map(|(name, is_open)| if *is_open { "*" } else { name }).collect();
    let (own_all, other_all) = (own.join(", "), other.join(", "));
    let mut alike =
        format!("IF \"{p}\"[{other_all}] < \"{p}\"[{own_all}] THEN 1 ELSE 0", p = names.1);
    for name in second.into_iter().chain([&array.name]) {
        let (there, here) = (format!("\"{name}\"[{other_all}]"), format!("\"{name}\"[{own_all}]"));
        alike = format!("IF {there} < {here} THEN 1 ELSE IF {there} > {here} THEN 0 ELSE {alike}");
    }
    let mut place = "0".to_owned();
    let open_names = own.iter().zip(open).filter(|(_, is_open)| **is_open).map(|(name, _)| name);
    for (name, size) in open_names.zip(sizes) {
        place = format!("({place}) * {size} + ({name} - 1)");
    }
    let mut add = |name: &str, text: &str| {
        let expr = parse(text, span.file, 0, &mut Vec::new());
        made.entry(name.to_owned()).or_insert_with(|| held(array, name, expr, span));
    };
    add(&names.0, &format!("1 + SUM({alike})"));
    add(&names.1, &format!("{place} + 1"));
}

fn held(array: &Variable, name: &str, mut expr: Expr, span: Span) -> Variable {
    expr.change(&mut |part| part.span = span);
    Variable {
        name: Name::new(name, span),
        span,
        kind: VariableKind::Auxiliary { equation: Equation::all(expr) },
        unit: None,
        dimensions: array.dimensions.clone(),
        provenance: Vec::new(),
        note: format!("For a RANK of {}.", array.name),
        range: None,
        provisional: None,
    }
}

/// The subscripts of a call, all elements where it ranks over them.
fn star(array: &Reference, open: &[bool], span: Span) -> Vec<Subscript> {
    if array.subscripts.is_empty() {
        return vec![Subscript { kind: SubscriptKind::All, span }; open.len()];
    }
    array.subscripts.clone()
}

fn sum_of_places(
    names: &(String, String),
    subscripts: Vec<Subscript>,
    rank: Expr,
    span: Span,
) -> ExprKind {
    let read = |name: &str| Expr {
        kind: ExprKind::Reference(Reference {
            name: Name::new(name, span),
            subscripts: subscripts.clone(),
        }),
        span,
    };
    let operator = interregnum_model::expression::BinaryOperator::Equal;
    let is_it =
        ExprKind::Binary { operator, left: Box::new(read(&names.0)), right: Box::new(rank) };
    let chosen = ExprKind::If {
        condition: Box::new(Expr { kind: is_it, span }),
        then: Box::new(read(&names.1)),
        otherwise: Box::new(Expr { kind: ExprKind::Number(0.0), span }),
    };
    let arguments = vec![Expr { kind: chosen, span }];
    ExprKind::Call { function: Name::new("SUM", span), arguments }
}
