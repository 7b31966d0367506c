//! A model as an XMILE file. What XMILE cannot say is written in the nearest honest way, and
//! reported: mechanisms and levers as switches, claims and observed series as elements of our own.
//! What goes for other formats too (`array`, `desk`, `scenario`) serves the writer of `.mdl` files.

pub(crate) mod array;
mod belt;
pub(crate) mod brackets;
pub(crate) mod desk;
mod equation;
mod function;
mod inside;
mod markup;
mod names;
pub(crate) mod scenario;
mod unlike;
pub(crate) mod variable;
mod view;

use crate::Writing;
use crate::number::print_number;
use desk::Desk;
use interregnum_model::dimension::Elements;
use interregnum_model::macros::Macro;
use interregnum_model::{ExprKind, Method, Model, StockKind, VariableKind};
use markup::Tag;
use names::{attribute, unit, words};

/// The name space of elements that are ours.
const OURS: &str = "urn:interregnum:xmile:1";

/// Writes a model.
pub fn write(model: &Model) -> Writing {
    let desk = Desk::new(model);
    let mut xmile = Tag::new("xmile")
        .with("version", "1.0")
        .with("xmlns", "http://docs.oasis-open.org/xmile/ns/XMILE/v1.0")
        .with("xmlns:isee", "http://iseesystems.com/XMILE")
        .with("xmlns:interregnum", OURS);
    let body = body(&desk);
    let macros = macros(&desk);
    xmile.push(header(model, !macros.is_empty()));
    xmile.push(time(&desk));
    xmile.extend(units(&desk));
    xmile.extend(dimensions(&desk));
    xmile.push(body);
    xmile.extend(macros);
    xmile.extend(claims(&desk));
    Writing { text: xmile.document(), diagnostics: desk.losses() }
}

fn header(model: &Model, has_macros: bool) -> Tag {
    let mut options = Tag::new("options").with("namespace", "std, isee");
    let stocks = || {
        model.variables.iter().filter_map(|it| match &it.kind {
            VariableKind::Stock { kind, .. } => Some(kind),
            _ => None,
        })
    };
    if stocks().any(|kind| matches!(kind, StockKind::Conveyor(_))) {
        options.push(Tag::new("uses_conveyor"));
    }
    if stocks().any(|kind| matches!(kind, StockKind::Queue { .. })) {
        options.push(Tag::new("uses_queue"));
    }
    if let Some(most) =
        model.variables.iter().map(|it| it.dimensions.len()).max().filter(|most| *most > 0)
    {
        options.push(Tag::new("uses_arrays").with("maximum_dimensions", most.to_string()));
    }
    if has_macros {
        options.push(
            Tag::new("uses_macros")
                .with("recursive_macros", "false")
                .with("option_filters", "false"),
        );
    }
    options.push(Tag::new("has_model_views"));
    let mut header = Tag::new("header").holding(options);
    let title = if model.book.title.is_empty() { "model" } else { model.book.title.as_str() };
    header.push(Tag::words("name", &words(title)));
    if !model.book.argument.is_empty() {
        header.push(Tag::words("caption", &words(&model.book.argument)));
    }
    header.push(Tag::words("vendor", "Interregnum"));
    header.push(
        Tag::words("product", "Interregnum")
            .with("version", env!("CARGO_PKG_VERSION"))
            .with("lang", "en"),
    );
    header
}

fn time(desk: &Desk<'_>) -> Tag {
    let time = &desk.model.time;
    let method = match time.method {
        Method::Euler => "Euler",
        Method::Rk4 => "RK4",
    };
    let mut specs = Tag::new("sim_specs").with("method", method);
    if !time.unit.is_dimensionless()
        && let Some(text) = unit(&time.unit)
    {
        specs = specs.with("time_units", text);
    }
    if time.saveper != time.dt {
        specs = specs.with("isee:save_interval", print_number(time.saveper));
    }
    specs.push(Tag::words("start", &print_number(time.start)));
    specs.push(Tag::words("stop", &print_number(time.stop)));
    let steps = 1.0 / time.dt;
    // 1/3 has no end as a decimal; Stella writes steps below 1 so too.
    if steps > 1.0 && steps.fract() == 0.0 && 1.0 / steps == time.dt {
        specs.push(Tag::words("dt", &print_number(steps)).with("reciprocal", "true"));
    } else {
        specs.push(Tag::words("dt", &print_number(time.dt)));
    }
    specs
}

fn units(desk: &Desk<'_>) -> Option<Tag> {
    let mut tag = Tag::new("model_units");
    for definition in &desk.model.units {
        let mut one = Tag::new("unit").with("name", definition.name.clone());
        if definition.disabled {
            one = one.with("disabled", "true");
        }
        if let Some(text) = definition.equation.as_ref().and_then(unit) {
            one.push(Tag::words("eqn", &text));
        }
        one.extend(definition.aliases.iter().map(|alias| Tag::words("alias", alias)));
        tag.push(one);
    }
    (!tag.is_empty()).then_some(tag)
}

fn dimensions(desk: &Desk<'_>) -> Option<Tag> {
    let mut tag = Tag::new("dimensions");
    for dimension in &desk.model.dimensions {
        let mut one = Tag::new("dim").with("name", attribute(&dimension.name));
        match &dimension.elements {
            Elements::Named(names) => {
                one.extend(names.iter().map(|name| Tag::new("elem").with("name", attribute(name))))
            }
            Elements::Counted(expr) => match expr.kind {
                ExprKind::Number(count) => one = one.with("size", print_number(count)),
                _ => desk.loss(
                    Some(expr.span),
                    format!("`{}` has no fixed size", dimension.name),
                    "XMILE's dimensions have a number of elements",
                ),
            },
        }
        if !dimension.note.is_empty() {
            desk.loss(
                Some(dimension.name.span),
                format!("XMILE has no words about a dimension: those of `{}`", dimension.name),
                "say them of a variable that is spread over it",
            );
        }
        if !dimension.mappings.is_empty() {
            desk.loss(
                Some(dimension.name.span),
                format!("the mappings of `{}` have no place in XMILE", dimension.name),
                "equations that use them are written element by element",
            );
        }
        tag.push(one);
    }
    (!tag.is_empty()).then_some(tag)
}

fn body(desk: &Desk<'_>) -> Tag {
    let mut variables = Tag::new("variables");
    for variable in &desk.model.variables {
        variables.extend(variable::variable(desk, variable));
    }
    variables.extend(desk.take_beside());
    for switch in scenario::switches(desk) {
        let note =
            if switch.note.is_empty() { String::new() } else { format!("{}\n", switch.note) };
        let doc = format!("{note}1 while it works, 0 while it does not.");
        variables.push(
            Tag::new("aux")
                .with("name", attribute(&switch.name))
                .holding(Tag::words("eqn", &print_number(switch.value)))
                .holding(Tag::words("units", "1"))
                .holding(Tag::words("doc", &words(&doc)))
                .holding(Tag::new("range").with("min", "0").with("max", "1")),
        );
        desk.loss(
            Some(switch.name.span),
            format!(
                "XMILE has neither mechanisms nor levers: `{}` is a switch of 0 and 1",
                switch.name
            ),
            "set it in the other tool to see what it does",
        );
    }
    for group in &desk.model.groups {
        let mut tag = Tag::new("group").with("name", attribute(&group.name));
        if !group.note.is_empty() {
            tag.push(Tag::words("doc", &words(&group.note)));
        }
        tag.extend(
            group.members.iter().map(|member| Tag::new("entity").with("name", attribute(member))),
        );
        variables.push(tag);
    }
    Tag::new("model").holding(variables).holding(view::views(desk))
}

fn macros(desk: &Desk<'_>) -> Vec<Tag> {
    desk.model.macros.iter().map(|it| one_macro(desk, it)).collect()
}

fn one_macro(desk: &Desk<'_>, it: &Macro) -> Tag {
    let mut tag = Tag::new("macro").with("name", attribute(&it.name));
    for argument in &it.arguments {
        let mut parm = Tag::words("parm", &names::identifier(&argument.name));
        if let Some(default) = &argument.default {
            parm = parm.with("default", equation::print(desk, default));
        }
        tag.push(parm);
    }
    let is_result = |variable: &&interregnum_model::Variable| variable.name == it.name;
    let result = it.variables.iter().find(is_result);
    let plain = result.filter(|result| {
        matches!(result.kind, VariableKind::Auxiliary { .. }) && result.dimensions.is_empty()
    });
    let eqn =
        plain.and_then(|result| result.equation()).and_then(|equation| equation.cases.first());
    match eqn {
        Some(case) => tag.push(Tag::words("eqn", &equation::print(desk, &case.expr))),
        None => tag.push(Tag::words("eqn", &names::identifier(&it.name))),
    }
    if !it.note.is_empty() {
        tag.push(Tag::words("doc", &words(&it.note)));
    }
    let mut variables = Tag::new("variables");
    for inner in it.variables.iter().filter(|inner| eqn.is_none() || inner.name != it.name) {
        variables.extend(variable::variable(desk, inner));
    }
    if !variables.is_empty() {
        tag.push(variables);
    }
    if !it.dimensions.is_empty() {
        desk.loss(
            Some(it.span),
            format!("the macro `{}` has dimensions of its own", it.name),
            "XMILE's macros have none: write its arrays out",
        );
    }
    tag
}

/// Claims and observed series: elements of our own, which other tools pass over.
fn claims(desk: &Desk<'_>) -> Vec<Tag> {
    let mut tags = Vec::new();
    for claim in &desk.model.claims {
        let text = desk.model.sources.text(claim.span);
        let words = if text.is_empty() { claim.statement.as_str() } else { text };
        tags.push(Tag::words("interregnum:claim", words).with("name", attribute(&claim.name)));
        desk.loss(
            Some(claim.span),
            format!("XMILE has no claims: `{}` is kept in an element of our own", claim.name),
            "judge it here, not in the other tool",
        );
    }
    for series in &desk.model.series {
        let points: Vec<String> = series
            .points
            .iter()
            .map(|it| format!("{},{}", print_number(it.time), print_number(it.value)))
            .collect();
        tags.push(
            Tag::words("interregnum:series", &points.join("\n"))
                .with("name", attribute(&series.name)),
        );
        desk.loss(
            Some(series.span),
            format!(
                "XMILE has no observed series: `{}` is kept in an element of our own",
                series.name
            ),
            "import its data in the other tool",
        );
    }
    tags
}

#[cfg(test)]
mod tests;
