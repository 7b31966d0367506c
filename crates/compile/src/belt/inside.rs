//! What equations read of the inside of conveyors and queues: `belt[3]`, `SIZE(belt)`, `MAX(belt)`
//! (XMILE 1.0, 3.7.1.3: all functions of arrays work on all containers).

use super::WrittenOut;
use interregnum_formats::equation;
use interregnum_model::expression::{Expr, ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::variable::InputSource;
use interregnum_model::{Equation, Key, Model, Name, StockKind, Variable, VariableKind};
use std::collections::{BTreeMap, BTreeSet};

/// What is inside a conveyor or queue: the names of its parts, and of how many there are.
struct Container {
    stock: Name,
    dimensions: usize,
    parts: &'static str,
    count: &'static str,
}

/// The stocks whose inside some equation reads.
pub fn read_inside(model: &Model) -> BTreeSet<Key> {
    let containers = containers(model);
    let mut read = BTreeSet::new();
    for equation in model.variables.iter().filter_map(Variable::equation) {
        for case in &equation.cases {
            case.expr.visit(&mut |expr| {
                if let Some(container) = meant(&containers, expr) {
                    read.insert(container.stock.key.clone());
                }
            });
        }
    }
    read
}

fn containers(model: &Model) -> BTreeMap<Key, Container> {
    let of = |variable: &Variable| {
        let VariableKind::Stock { kind, .. } = &variable.kind else { return None };
        let (parts, count) = match kind {
            StockKind::Conveyor(_) => ("belt", "depth"),
            StockKind::Queue { .. } => ("batch", "count"),
            StockKind::Plain | StockKind::NonNegative | StockKind::Clamped => return None,
        };
        let (stock, dimensions) = (variable.name.clone(), variable.dimensions.len());
        Some((stock.key.clone(), Container { stock, dimensions, parts, count }))
    };
    model.variables.iter().filter_map(of).collect()
}

/// The container whose inside an expression reads.
fn meant<'c>(containers: &'c BTreeMap<Key, Container>, expr: &Expr) -> Option<&'c Container> {
    match &expr.kind {
        ExprKind::Reference(reference) => containers
            .get(&reference.name.key)
            .filter(|container| reference.subscripts.len() == container.dimensions + 1),
        ExprKind::Call { function, arguments } => {
            let [Expr { kind: ExprKind::Reference(reference), .. }] = arguments.as_slice() else {
                return None;
            };
            containers.get(&reference.name.key).filter(|container| {
                is_of_all(function) && reference.subscripts.len() == container.dimensions
            })
        }
        _ => None,
    }
}

fn is_of_all(function: &Name) -> bool {
    matches!(function.key.as_str(), "sum" | "size" | "mean" | "vmin" | "vmax" | "stddev")
}

/// Lets the equations of a model read what the containers of `before` were made of.
pub fn write_out(before: &Model, out: &mut WrittenOut) {
    let containers = containers(before);
    for variable in &mut out.model.variables {
        let Some(equation) = equation_of(variable) else { continue };
        for case in &mut equation.cases {
            case.expr.change(&mut |expr| {
                if let Some(container) = meant(&containers, expr)
                    && let Some(read) = inside(container, expr)
                {
                    *expr = read;
                }
            });
        }
    }
}

fn equation_of(variable: &mut Variable) -> Option<&mut Equation> {
    match &mut variable.kind {
        VariableKind::Stock { initial: equation, .. }
        | VariableKind::Flow { equation, .. }
        | VariableKind::Auxiliary { equation }
        | VariableKind::Parameter { value: equation, .. }
        | VariableKind::Input { source: InputSource::Equation(equation), .. } => Some(equation),
        VariableKind::Lookup(_)
        | VariableKind::Input { source: InputSource::Series { .. }, .. } => None,
    }
}

fn inside(container: &Container, expr: &Expr) -> Option<Expr> {
    let named = |what: &str| Name::new(&format!("{}·{what}", container.stock.written), expr.span);
    match &expr.kind {
        ExprKind::Reference(reference) => {
            let (name, subscripts) = (named(container.parts), reference.subscripts.clone());
            let kind = ExprKind::Reference(Reference { name, subscripts });
            Some(Expr { kind, span: expr.span })
        }
        ExprKind::Call { function, arguments } => {
            let [Expr { kind: ExprKind::Reference(reference), .. }] = arguments.as_slice() else {
                return None;
            };
            let read = |name: Name, more: Option<Subscript>| {
                let subscripts = reference.subscripts.iter().cloned().chain(more).collect();
                let kind = ExprKind::Reference(Reference { name, subscripts });
                equation::print(&Expr { kind, span: expr.span })
            };
            let all = || Some(Subscript { kind: SubscriptKind::All, span: expr.span });
            let (whole, count) =
                (read(container.stock.clone(), None), read(named(container.count), None));
            let (parts, numbers) =
                (read(named(container.parts), all()), read(named("number"), all()));
            let text = of_all(function, &whole, &count, (&parts, &numbers))?;
            let mut made = equation::parse(&text, expr.span.file, 0, &mut Vec::new());
            made.change(&mut |part| part.span = expr.span);
            Some(made)
        }
        _ => None,
    }
}

/// A function of all parts: those beyond their count are places without anything.
fn of_all(
    function: &Name,
    whole: &str,
    count: &str,
    (parts, numbers): (&str, &str),
) -> Option<String> {
    let there = |then: &str, otherwise: &str| {
        format!("IF {numbers} <= {count} THEN {then} ELSE {otherwise}")
    };
    Some(match function.key.as_str() {
        "sum" => whole.to_owned(),
        "size" => count.to_owned(),
        "mean" => format!("SAFEDIV({whole}, {count})"),
        "vmin" => format!("VMIN({})", there(parts, "INF")),
        "vmax" => format!("VMAX({})", there(parts, "-INF")),
        "stddev" => {
            let away = format!("({parts} - SAFEDIV({whole}, {count}))");
            let squares = there(&format!("{away} * {away}"), "0");
            format!("SQRT(SAFEDIV(SUM({squares}), {count}))")
        }
        _ => return None,
    })
}
