//! Stocks, flows, auxiliaries and graphical functions (XMILE 1.0, 4.1 to 4.4).

use super::array;
use super::context::{Context, plain_text};
use super::conveyor;
use super::curves::{inner_lookup, lookup_of, same_elements};
use super::dimension;
use super::lookup;
use super::module::Instance;
use super::rules::is_on;
use super::scope::{Names, Scope, qualified};
use super::units::UnitNames;
use super::xml::{Element, Tree};
use interregnum_model::expression::{BinaryOperator, ExprKind, Reference};
use interregnum_model::lookup::MISSING;
use interregnum_model::variable::Distribution;
use interregnum_model::view::{Display, Property};
use interregnum_model::{
    Case, Code, Diagnostic, Dimension, Equation, Expr, Name, StockKind, Subscript, Variable,
    VariableKind,
};

/// What variables of one model, module or macro are read with.
pub struct Surroundings<'s, 't> {
    /// The document.
    pub tree: &'s Tree<'t>,
    /// The dimensions of the file.
    pub dimensions: &'s [Dimension],
    /// Names of the file.
    pub names: &'s Names,
    /// Its units.
    pub units: &'s UnitNames,
    /// The model or module they stand in.
    pub instance: &'s Instance<'s, 't>,
}

/// What was read of variables.
#[derive(Default)]
pub struct Found {
    /// The variables.
    pub variables: Vec<Variable>,
    /// How they are shown.
    pub displays: Vec<Display>,
    /// Flows that are converted on their way, and the flows that fill the stocks instead.
    pub multiplied: Vec<(Name, Name)>,
}

/// Reads one variable, with the curve inside it if it has one.
pub fn read(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    element: &Element<'_>,
    found: &mut Found,
) {
    let Some(local) = context.name(element) else { return };
    let module = around.instance.name.as_ref();
    let name = Name::new(&qualified(module, &local.written), local.span);
    let scope = Scope {
        names: around.names,
        module: module.cloned(),
        owner: Some(name.clone()),
        dimensions: dimension::of_variable(context, around.tree, element, around.dimensions),
    };
    let kind = match element.tag {
        "stock" if around.instance.source(&local).is_none() => {
            stock(context, around, &scope, element)
        }
        "gf" => match lookup_of(context, around, &scope, element, None) {
            Some(lookup) => VariableKind::Lookup(lookup),
            None => return,
        },
        tag => worked_out(context, around, &scope, element, tag, &local, found),
    };
    display(context, around.tree, element, &name, found);
    if element.tag == "flow" {
        converted(context, around, &scope, element, &name, found);
    }
    let range =
        around.tree.first(element, "range").and_then(|range| lookup::bounds(context, range));
    let doc = around.tree.first(element, "doc").map(|doc| plain_text(&doc.text.decoded));
    let unit =
        around.tree.first(element, "units").and_then(|units| around.units.read(context, units));
    found.variables.push(Variable {
        name,
        span: element.span,
        kind,
        unit,
        dimensions: scope.dimensions,
        provenance: Vec::new(),
        note: doc.unwrap_or_default(),
        range,
        provisional: None,
    });
}

fn stock(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    element: &Element<'_>,
) -> VariableKind {
    let tree = around.tree;
    let belt = tree.first(element, "conveyor");
    // What lies on a conveyor may be listed from its exit on.
    let filled = match (belt, tree.first(element, "eqn")) {
        (Some(_), Some(eqn)) if scope.dimensions.is_empty() => {
            array::listed(context, scope, &eqn.text)
        }
        (_, _) => Vec::new(),
    };
    let initial = match sum(&filled) {
        Some(all) => Equation::all(all),
        None => array::equation(context, scope, tree, element, "eqn", around.dimensions),
    };
    if initial.cases.is_empty() {
        missing_equation(context, element, "stock", "its value at the start");
    }
    let inflows = flows(context, scope, tree, element, "inflow");
    let outflows = flows(context, scope, tree, element, "outflow");
    // Ours: a stock that is cut, whoever reads the file again.
    let is_cut = tree
        .first(element, "non_negative")
        .is_some_and(|tag| tag.value("interregnum:cut").is_some_and(is_on));
    let is_non_negative = match tree.first(element, "non_negative") {
        Some(tag) => is_on(tag.words()),
        None => around.instance.behavior.stocks,
    };
    if let Some(oven) = tree.children(element).find(|it| matches!(it.tag, "oven" | "isee:oven")) {
        conveyor::oven(context, oven);
    }
    let kind = if let Some(belt) = belt {
        conveyor::conveyor(context, around, scope, belt, (&inflows, &outflows), filled)
    } else if let Some(queue) = tree.first(element, "queue").filter(|queue| is_on(queue.words())) {
        conveyor::queue(around, queue, &outflows)
    } else if is_cut {
        StockKind::Clamped
    } else if is_non_negative {
        context.vendor.non_negative_stock()
    } else {
        StockKind::Plain
    };
    VariableKind::Stock { initial, inflows, outflows, kind }
}

/// The sum of several values; none of fewer than two.
fn sum(values: &[Expr]) -> Option<Expr> {
    let (first, rest) = values.split_first().filter(|(_, rest)| !rest.is_empty())?;
    Some(rest.iter().fold(first.clone(), |left, right| {
        let span = left.span;
        let operator = BinaryOperator::Add;
        let kind =
            ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right.clone()) };
        Expr { kind, span }
    }))
}

/// The flows under a tag, in the order that is their priority (XMILE 1.0, 4.2).
fn flows(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    tree: &Tree<'_>,
    stock: &Element<'_>,
    tag: &str,
) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for flow in tree.all(stock, tag) {
        if flow.words().is_empty() {
            context.report(
                Diagnostic::new(Code::Syntax, flow.span, format!("an `{tag}` without a name"))
                    .label("left out")
                    .warning(),
            );
            continue;
        }
        names.push(conveyor::flow_name(context, scope, flow));
    }
    names
}

/// A flow or an auxiliary, or what stands for a variable of another module.
fn worked_out(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    element: &Element<'_>,
    tag: &str,
    local: &Name,
    found: &mut Found,
) -> VariableKind {
    let tree = around.tree;
    let mut equation = match around.instance.source(local) {
        Some(source) => Equation::all(reference(source)),
        None => array::equation(context, scope, tree, element, "eqn", around.dimensions),
    };
    add_initial(context, around, scope, element, &mut equation);
    if let Some(inner) = inner_lookup(context, around, scope, element, found) {
        if equation.cases.is_empty() {
            // Nothing is looked up: the variable is the curve itself.
            if let Some(VariableKind::Lookup(mut lookup)) =
                found.variables.pop().map(|inner| inner.kind)
            {
                lookup.inside = None;
                return VariableKind::Lookup(lookup);
            }
        }
        // Of a list of elements those are looked up that have a curve.
        let curves = found.variables.last().and_then(|it| match &it.kind {
            VariableKind::Lookup(lookup) if it.name == inner => Some(lookup.curves.as_slice()),
            _ => None,
        });
        let has_curve = |case: &Case| {
            case.subscripts.is_empty()
                || curves.is_none_or(|curves| {
                    curves.iter().any(|(of, curve)| {
                        same_elements(of, &case.subscripts)
                            || of.is_empty() && curve.points.iter().any(|point| point.1 != MISSING)
                    })
                })
        };
        for case in equation.cases.iter_mut().filter(|case| has_curve(case)) {
            case.expr = looked_up(&inner, &scope.dimensions, case.expr.clone());
        }
    }
    if tag == "flow" {
        let is_driven = around.instance.is_driven(&scope_key(scope));
        if is_driven {
            equation.cases.clear();
        } else if equation.cases.is_empty() {
            missing_equation(context, element, "flow", "what it is");
        }
        let non_negative = match tree.first(element, "non_negative") {
            Some(tag) => is_on(tag.words()),
            None => around.instance.behavior.flows,
        };
        return VariableKind::Flow { equation, non_negative: non_negative && !is_driven };
    }
    if equation.cases.is_empty() {
        missing_equation(context, element, "auxiliary", "what it is");
    }
    let is_constant =
        !equation.cases.is_empty() && equation.cases.iter().all(|case| is_constant(&case.expr));
    if is_constant {
        // A range is what a slider may show, not what an ensemble draws from.
        VariableKind::Parameter {
            value: equation,
            distribution: Some(Distribution::Fixed),
            ranges: Vec::new(),
        }
    } else {
        VariableKind::Auxiliary { equation }
    }
}

/// `multiplier`: the stock that a flow fills gets the flow times this (XMILE 1.0, 4.3). It is a
/// flow of its own here, which stands in the place of the other where it flows in.
fn converted(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    element: &Element<'_>,
    name: &Name,
    found: &mut Found,
) {
    let mut equation =
        array::equation(context, scope, around.tree, element, "multiplier", around.dimensions);
    let Some(span) = equation.cases.first().map(|case| case.expr.span) else { return };
    for case in &mut equation.cases {
        let left = Box::new(Expr { span, ..reference(name) });
        let right = Box::new(case.expr.clone());
        case.expr.kind = ExprKind::Binary { operator: BinaryOperator::Multiply, left, right };
    }
    let own = Name::new(&format!("{name} converted"), span);
    found.multiplied.push((name.clone(), own.clone()));
    found.variables.push(Variable {
        name: own,
        span,
        kind: VariableKind::Flow { equation, non_negative: false },
        unit: None,
        dimensions: scope.dimensions.clone(),
        provenance: Vec::new(),
        note: format!("What {name} is where it flows in."),
        range: None,
        provisional: None,
    });
}

fn scope_key(scope: &Scope<'_>) -> interregnum_model::Key {
    scope.owner.as_ref().map_or_else(|| interregnum_model::Key::new(""), |owner| owner.key.clone())
}

/// `init_eqn`, which Stella and xmutil write for what Vensim calls `ACTIVE INITIAL`.
fn add_initial(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    element: &Element<'_>,
    equation: &mut Equation,
) {
    let initial =
        array::equation(context, scope, around.tree, element, "init_eqn", around.dimensions);
    for first in initial.cases {
        let same = |case: &&mut interregnum_model::Case| case.subscripts == first.subscripts;
        let Some(case) = equation.cases.iter_mut().find(same) else { continue };
        let span = case.expr.span;
        let arguments = vec![case.expr.clone(), first.expr];
        let function = Name::new("ACTIVE INITIAL", span);
        case.expr = Expr { kind: ExprKind::Call { function, arguments }, span };
    }
}

fn is_constant(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) => true,
        ExprKind::Unary { operand, .. } => is_constant(operand),
        ExprKind::Binary { left, right, .. } => is_constant(left) && is_constant(right),
        ExprKind::Reference(_) | ExprKind::If { .. } | ExprKind::Call { .. } | ExprKind::Error => {
            false
        }
    }
}

fn reference(name: &Name) -> Expr {
    let kind = ExprKind::Reference(Reference { name: name.clone(), subscripts: Vec::new() });
    Expr { kind, span: name.span }
}

/// `LOOKUP(curve, x)`, element by element where the curve is an array.
fn looked_up(curve: &Name, dimensions: &[Name], x: Expr) -> Expr {
    let span = x.span;
    let mut lookup = reference(curve);
    lookup.span = span;
    if let ExprKind::Reference(reference) = &mut lookup.kind {
        let subscript = |name: &Name| Subscript {
            kind: interregnum_model::expression::SubscriptKind::Name(Name { span, ..name.clone() }),
            span,
        };
        reference.subscripts = dimensions.iter().map(subscript).collect();
    }
    Expr {
        kind: ExprKind::Call { function: Name::new("LOOKUP", span), arguments: vec![lookup, x] },
        span,
    }
}

fn missing_equation(context: &mut Context<'_>, element: &Element<'_>, kind: &str, what: &str) {
    let name = element.value("name").unwrap_or("").trim().to_owned();
    context.report(
        Diagnostic::new(
            Code::MissingEquation,
            element.span,
            format!("the {kind} `{name}` has no equation"),
        )
        .label("no `eqn`")
        .help(format!("add `<eqn>` with {what}")),
    );
}

/// `scale`, `format` and what tools add to them.
fn display(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    element: &Element<'_>,
    name: &Name,
    found: &mut Found,
) {
    if element.tag == "gf" {
        scale(context, tree, element, name, "yscale", found);
        return;
    }
    let axis = tree.first(element, "scale").and_then(|scale| lookup::bounds(context, scale));
    let mut properties = Vec::new();
    if let Some(format) = tree.first(element, "format") {
        properties.extend(format.attributes.iter().map(|attribute| Property {
            word: attribute.name.to_owned(),
            value: attribute.value.decoded.clone(),
        }));
    }
    if tree.children(element).any(|child| matches!(child.tag, "delay_aux" | "isee:delay_aux")) {
        properties.push(Property { word: "isee:delay_aux".to_owned(), value: String::new() });
    }
    if element.value("flow_concept").is_some_and(is_on) {
        properties.push(Property { word: "flow_concept".to_owned(), value: "true".to_owned() });
    }
    if axis.is_some() || !properties.is_empty() {
        found.displays.push(Display { variable: name.clone(), scale: axis, properties });
    }
}

/// Keeps how a variable is shown.
pub fn scale(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    gf: &Element<'_>,
    name: &Name,
    tag: &str,
    found: &mut Found,
) {
    if let Some(scale) = tree.first(gf, tag).and_then(|scale| lookup::bounds(context, scale)) {
        found.displays.push(Display {
            variable: name.clone(),
            scale: Some(scale),
            properties: Vec::new(),
        });
    }
}
