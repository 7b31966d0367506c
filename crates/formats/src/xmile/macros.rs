//! `macro`: models used like functions (XMILE 1.0, 3.6.1 and 4.8).

use super::context::{Context, plain_text};
use super::document::Document;
use super::equation;
use super::module::{Behavior, Instance};
use super::scope::{Names, Scope};
use super::units::UnitNames;
use super::variable::{Found, Surroundings, read as read_variable};
use super::xml::{Element, Tree};
use interregnum_model::expression::ExprKind;
use interregnum_model::macros::{Macro, MacroArgument};
use interregnum_model::{
    Code, Diagnostic, Dimension, Equation, Expr, Name, Variable, VariableKind,
};

/// Reads a macro; `None` when it has no name, or when it is a filter.
pub fn read(
    context: &mut Context<'_>,
    document: Document<'_, '_>,
    element: &Element<'_>,
    names: &Names,
    dimensions: &[Dimension],
    units: &UnitNames,
) -> Option<Macro> {
    let tree = document.tree;
    let name = context.name(element)?;
    if let Some(filter) = element.attribute("filter") {
        filtered(context, &name, filter.span);
        return None;
    }
    let scope = Scope { names, module: None, owner: Some(name.clone()), dimensions: Vec::new() };
    let arguments = arguments(context, tree, element, &scope);
    let instance = Instance::new(None, document, element, Behavior::default());
    let around = Surroundings { tree, dimensions, names, units, instance: &instance };
    let mut found = Found::default();
    for variable in super::module::variables(tree, element) {
        // The macro's own `eqn` is its result; its variables stand in `variables`.
        read_variable(context, &around, variable, &mut found);
    }
    result(context, tree, element, &scope, &name, &mut found.variables);
    let note =
        tree.first(element, "doc").map(|doc| plain_text(&doc.text.decoded)).unwrap_or_default();
    let mut made = Macro {
        name,
        arguments,
        variables: found.variables,
        dimensions: Vec::new(),
        note,
        provenance: Vec::new(),
        span: element.span,
    };
    if let Some(specs) = tree.first(element, "sim_specs") {
        super::rounds::write_out(context, tree, specs, &scope, &mut made);
    }
    Some(made)
}

fn arguments(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    element: &Element<'_>,
    scope: &Scope<'_>,
) -> Vec<MacroArgument> {
    let mut arguments = Vec::new();
    for parm in tree.all(element, "parm") {
        let written = super::context::plain_name(parm.words());
        if written.is_empty() {
            context.report(
                Diagnostic::new(Code::Syntax, parm.span, "a `parm` without a name")
                    .label("left out"),
            );
            continue;
        }
        let default = parm
            .attribute("default")
            .map(|default| equation::parse(context, scope, &default.value));
        arguments
            .push(MacroArgument { name: Name::new(&written, context.words_span(parm)), default });
    }
    arguments
}

/// The result is the variable that bears the macro's name: it is made of the macro's `eqn`.
fn result(
    context: &mut Context<'_>,
    tree: &Tree<'_>,
    element: &Element<'_>,
    scope: &Scope<'_>,
    name: &Name,
    variables: &mut Vec<Variable>,
) {
    let eqn = tree.first(element, "eqn");
    let expr = eqn.and_then(|eqn| equation::of_element(context, scope, eqn));
    let has_own = variables.iter().any(|variable| variable.name == *name);
    match expr {
        Some(expr) if !(has_own && is_name(&expr, name)) => {
            if has_own {
                context.report(
                    Diagnostic::new(
                        Code::DuplicateName,
                        name.span,
                        format!("the macro `{name}` holds a variable of its own name"),
                    )
                    .help("give the variable another name"),
                );
                return;
            }
            variables.push(Variable {
                name: name.clone(),
                span: element.span,
                kind: VariableKind::Auxiliary { equation: Equation::all(expr) },
                unit: None,
                dimensions: Vec::new(),
                provenance: Vec::new(),
                note: String::new(),
                range: None,
                provisional: None,
            });
        }
        None if !has_own => context.report(
            Diagnostic::new(
                Code::MissingEquation,
                element.span,
                format!("the macro `{name}` has no result"),
            )
            .label("no `eqn`")
            .help("add `<eqn>` with what it gives"),
        ),
        Some(_) | None => {}
    }
}

fn is_name(expr: &Expr, name: &Name) -> bool {
    matches!(&expr.kind, ExprKind::Reference(reference) if reference.name == *name && reference.subscripts.is_empty())
}

/// Filters change what stocks and flows do. The one the standard itself gives, `non_negative`, is
/// built in here; others are not run.
fn filtered(context: &mut Context<'_>, name: &Name, span: interregnum_model::Span) {
    if name.key.as_str() != "non_negative" {
        context.report(
            Diagnostic::new(
                Code::WrongKind,
                span,
                format!("the option filter `{name}` is not run here"),
            )
            .label("changes what stocks or flows do")
            .help("write its effect into the equations"),
        );
    }
}
