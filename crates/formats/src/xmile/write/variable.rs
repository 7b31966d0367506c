//! Variables in XMILE.

use super::array::{self, Spread};
use super::belt::{conveyor, driven};
use super::desk::Desk;
use super::equation::print;
use super::inside::{element_curves, inside};
use super::markup::Tag;
use super::names::{attribute, in_equation, unit, words};
use super::scenario::{is_replaced, with_switches};
use crate::number::print_number;
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::series::Between;
use interregnum_model::variable::{Distribution, InputSource, Range};
use interregnum_model::view::Display;
use interregnum_model::{Equation, ExprKind, Lookup, Name, StockKind, Variable, VariableKind};

/// One variable; `None` for a curve that is written inside its variable.
pub fn variable(desk: &Desk<'_>, variable: &Variable) -> Option<Tag> {
    desk.begin(variable);
    if variable.name.written.contains('"') {
        desk.loss(
            Some(variable.span),
            format!("the quotes in the name `{}` are read as ' again", variable.name),
            "give it a name without them",
        );
    }
    let mut tag = match &variable.kind {
        VariableKind::Stock { initial, inflows, outflows, kind } => {
            stock(desk, variable, initial, inflows, outflows, kind)
        }
        VariableKind::Flow { equation, non_negative } => {
            let mut tag = start("flow", variable);
            driven(desk, variable, &mut tag);
            defined(desk, variable, equation, &mut tag);
            if *non_negative {
                tag.push(Tag::new("non_negative"));
            }
            tag
        }
        VariableKind::Auxiliary { equation } | VariableKind::Parameter { value: equation, .. } => {
            let mut tag = start("aux", variable);
            defined(desk, variable, equation, &mut tag);
            tag
        }
        VariableKind::Lookup(lookup) => {
            if desk.owner(&variable.name.key).is_some() {
                return None;
            }
            standing_lookup(desk, variable, lookup)
        }
        VariableKind::Input { source, because } => input(desk, variable, source, because),
    };
    described(desk, variable, &mut tag);
    Some(tag)
}

fn start(kind: &str, variable: &Variable) -> Tag {
    Tag::new(kind).with("name", attribute(&variable.name))
}

fn dimensions(names: &[Name]) -> Option<Tag> {
    if names.is_empty() {
        return None;
    }
    let mut tag = Tag::new("dimensions");
    tag.extend(names.iter().map(|name| Tag::new("dim").with("name", attribute(name))));
    Some(tag)
}

/// Dimensions, equations, and the curve drawn inside.
fn defined(desk: &Desk<'_>, variable: &Variable, equation: &Equation, tag: &mut Tag) {
    tag.extend(dimensions(&variable.dimensions));
    // The curve inside comes first: the equation then says only what is looked up.
    if !is_replaced(desk, variable)
        && let Some((inner, looked_up)) = inside(desk, variable, equation)
    {
        equations(desk, &looked_up, &variable.dimensions, "eqn", tag);
        if let [(subscripts, curve)] = inner.curves.as_slice()
            && subscripts.is_empty()
        {
            tag.push(gf(desk, curve, None, variable));
        } else {
            tag.extend(element_curves(desk, inner, variable));
        }
        return;
    }
    let (active, initial) = split_initial(&with_switches(desk, variable, equation));
    equations(desk, &active, &variable.dimensions, "eqn", tag);
    if let Some(initial) = initial {
        equations(desk, &initial, &variable.dimensions, "init_eqn", tag);
    }
}

/// `ACTIVE INITIAL(a, b)` as an equation and an initial one.
fn split_initial(equation: &Equation) -> (Equation, Option<Equation>) {
    let is_split = |expr: &interregnum_model::Expr| matches!(&expr.kind, ExprKind::Call { function, arguments } if function.key.as_str() == "active_initial" && arguments.len() == 2);
    if equation.cases.is_empty() || !equation.cases.iter().all(|case| is_split(&case.expr)) {
        return (equation.clone(), None);
    }
    let part = |at: usize| {
        let mut part = equation.clone();
        for case in &mut part.cases {
            if let ExprKind::Call { arguments, .. } = &case.expr.kind
                && let Some(argument) = arguments.get(at)
            {
                case.expr = argument.clone();
            }
        }
        part
    };
    (part(0), Some(part(1)))
}

fn equations(desk: &Desk<'_>, equation: &Equation, dimensions: &[Name], name: &str, tag: &mut Tag) {
    match array::spread(desk, equation, dimensions) {
        None => {}
        Some(Spread::All(expr)) => tag.push(Tag::words(name, &print(desk, &expr))),
        Some(Spread::Each(each)) => {
            desk.begin_elements();
            for (element, expr) in each {
                let mut part = element_tag(&element);
                part.push(Tag::words(name, &print(desk, &expr)));
                tag.push(part);
            }
        }
    }
}

/// The tag of one element.
pub fn element_tag(element: &[Name]) -> Tag {
    let names: Vec<String> = element.iter().map(attribute).collect();
    Tag::new("element").with("subscript", names.join(", "))
}

fn stock(
    desk: &Desk<'_>,
    variable: &Variable,
    initial: &Equation,
    inflows: &[Name],
    outflows: &[Name],
    kind: &StockKind,
) -> Tag {
    let mut tag = start("stock", variable);
    match kind {
        // What lies on a conveyor is listed from its exit on.
        StockKind::Conveyor(belt) if !belt.filled.is_empty() => {
            let listed: Vec<String> = belt.filled.iter().map(|expr| print(desk, expr)).collect();
            tag.push(Tag::words("eqn", &listed.join(", ")));
        }
        _ => defined(desk, variable, initial, &mut tag),
    }
    tag.extend(inflows.iter().map(|flow| Tag::words("inflow", &in_equation(flow))));
    tag.extend(outflows.iter().map(|flow| Tag::words("outflow", &in_equation(flow))));
    match kind {
        StockKind::Plain => {}
        StockKind::NonNegative => tag.push(Tag::new("non_negative")),
        StockKind::Clamped => {
            tag.push(Tag::new("non_negative").with("interregnum:cut", "true"));
            desk.loss(
                Some(variable.span),
                format!("`{}` is cut at 0 here; other tools hold back its outflows", variable.name),
                "compare its flows in the other tool",
            );
        }
        StockKind::Conveyor(belt) => tag.push(conveyor(desk, belt)),
        StockKind::Queue { .. } => tag.push(Tag::new("queue")),
    }
    tag
}

/// A lookup that stands for itself: a `gf`, or, where it is an array, curves without an equation.
fn standing_lookup(desk: &Desk<'_>, variable: &Variable, lookup: &Lookup) -> Tag {
    if let [(subscripts, curve)] = lookup.curves.as_slice()
        && subscripts.is_empty()
        && variable.dimensions.is_empty()
    {
        return gf(desk, curve, Some(&variable.name), variable);
    }
    let mut tag = start("aux", variable);
    tag.extend(dimensions(&variable.dimensions));
    tag.extend(element_curves(desk, lookup, variable));
    tag
}

/// A curve as a graphical function.
pub fn gf(desk: &Desk<'_>, curve: &Curve, name: Option<&Name>, variable: &Variable) -> Tag {
    let mut tag = Tag::new("gf");
    if let Some(name) = name {
        tag = tag.with("name", attribute(name));
    }
    let mut points = curve.points.clone();
    match curve.beyond {
        Beyond::Hold => {}
        Beyond::Extend => tag = tag.with("type", "extrapolate"),
        Beyond::Step => tag = tag.with("type", "discrete"),
        // Its x is negated wherever it is looked up.
        Beyond::Next => {
            tag = tag.with("type", "discrete");
            points.reverse();
            for point in &mut points {
                point.0 = -point.0;
            }
        }
        Beyond::Exact => desk.loss(
            Some(variable.span),
            format!(
                "`{}`: a curve of single points is written with lines between them",
                variable.name
            ),
            "read it at its points only",
        ),
    }
    let owner = desk
        .lookup(&variable.name.key)
        .map_or_else(|| inner_name(desk, variable), |_| Some(&variable.name));
    let scale =
        desk.model.displays.iter().find(|it| Some(&it.variable) == owner).and_then(|it| it.scale);
    let list = |value: fn(&(f64, f64)) -> f64| {
        points.iter().map(|it| print_number(value(it))).collect::<Vec<_>>().join(",")
    };
    match even_scale(&points) {
        Some((low, high)) => tag.push(bounds("xscale", low, high)),
        None => tag.push(Tag::words("xpts", &list(|point| point.0))),
    }
    if let Some(scale) = scale {
        tag.push(bounds("yscale", scale.low, scale.high));
    }
    tag.push(Tag::words("ypts", &list(|point| point.1)));
    tag
}

fn inner_name<'m>(desk: &Desk<'m>, owner: &Variable) -> Option<&'m Name> {
    desk.model
        .variables
        .iter()
        .map(|it| &it.name)
        .find(|name| desk.owner(&name.key) == Some(&owner.name))
}

/// The ends of x where its points lie exactly as `xscale` spreads them, which the standard prefers.
fn even_scale(points: &[(f64, f64)]) -> Option<(f64, f64)> {
    let (first, last) = (points.first()?.0, points.last()?.0);
    let steps = points.len().checked_sub(1).filter(|steps| *steps > 0)? as f64;
    let is_even = points.iter().enumerate().all(|(at, point)| {
        let even = if at + 1 == points.len() {
            last
        } else {
            first + (last - first) * (at as f64 / steps)
        };
        even == point.0
    });
    (is_even && last > first).then_some((first, last))
}

/// A bound that lies nowhere is left out.
fn bounds(name: &str, low: f64, high: f64) -> Tag {
    let mut tag = Tag::new(name);
    if low.is_finite() {
        tag = tag.with("min", print_number(low));
    }
    if high.is_finite() {
        tag = tag.with("max", print_number(high));
    }
    tag
}

/// An input: its series as a curve of the time.
fn input(desk: &Desk<'_>, variable: &Variable, source: &InputSource, because: &str) -> Tag {
    let mut tag = start("aux", variable).with("interregnum:input", because.to_owned());
    match source {
        InputSource::Equation(equation) => defined(desk, variable, equation, &mut tag),
        InputSource::Series { points, between, .. } => {
            let beyond = match between {
                Between::Linear => Beyond::Hold,
                Between::Step => Beyond::Step,
            };
            let points: Vec<(f64, f64)> =
                points.iter().map(|point| (point.time, point.value)).collect();
            let curve = Curve { points, beyond };
            series(desk, variable, &curve, &mut tag);
        }
    }
    tag
}

/// A dated series is a curve of its own, which the equation calls: a lever may act on it, and PySD
/// 3.14 draws lines between the steps of a curve that stands inside a variable.
fn series(desk: &Desk<'_>, variable: &Variable, curve: &Curve, tag: &mut Tag) {
    let series = Name::new(&format!("{} series", variable.name), variable.span);
    let span = variable.span;
    let time = interregnum_model::Expr {
        kind: ExprKind::Reference(interregnum_model::Reference {
            name: Name::new("TIME", span),
            subscripts: Vec::new(),
        }),
        span,
    };
    let call = interregnum_model::Expr {
        kind: ExprKind::Call { function: series.clone(), arguments: vec![time] },
        span,
    };
    let switched = with_switches(desk, variable, &Equation::all(call));
    equations(desk, &switched, &variable.dimensions, "eqn", tag);
    desk.beside(gf(desk, curve, Some(&series), variable));
}

/// Unit, documentation, range, and how it is shown.
fn described(desk: &Desk<'_>, variable: &Variable, tag: &mut Tag) {
    if let Some((own, span)) = &variable.unit {
        match unit(own) {
            Some(text) => tag.push(Tag::words("units", &text)),
            None => desk.loss(
                Some(*span),
                format!("the unit of `{}` has a power that is no whole number", variable.name),
                "XMILE has whole powers only",
            ),
        }
    }
    let note = documentation(variable);
    if !note.is_empty() {
        tag.push(Tag::words("doc", &words(&note)));
    }
    if let Some(Range { low, high, .. }) = &variable.range {
        tag.push(bounds("range", *low, *high));
    }
    if let VariableKind::Parameter { distribution: Some(distribution), .. } = &variable.kind
        && let Some(text) = drawn(distribution)
    {
        *tag = tag.clone().with("interregnum:distribution", text);
    }
    if let Some(display) = desk.model.displays.iter().find(|it| it.variable == variable.name) {
        shown(display, variable, tag);
    }
}

fn shown(display: &Display, variable: &Variable, tag: &mut Tag) {
    let is_curve = matches!(variable.kind, VariableKind::Lookup(_));
    if let Some(scale) = display.scale.filter(|_| !is_curve) {
        tag.push(bounds("scale", scale.low, scale.high));
    }
    let mut format = Tag::new("format");
    let mut has_format = false;
    for property in &display.properties {
        match property.word.as_str() {
            "isee:delay_aux" => tag.push(Tag::new("isee:delay_aux")),
            "flow_concept" => *tag = tag.clone().with("flow_concept", property.value.clone()),
            word => {
                has_format = true;
                format = format.with(word, property.value.clone());
            }
        }
    }
    if has_format {
        tag.push(format);
    }
}

/// What a variable is, and who says so.
pub fn documentation(variable: &Variable) -> String {
    let provenance: Vec<String> = variable.provenance.iter().map(ToString::to_string).collect();
    let mut parts = vec![variable.note.clone(), provenance.join(" ")];
    if let Some(why) = &variable.provisional {
        parts.push(format!("provisional: {why}"));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// A distribution in the words of chapters; the one of every constant of other tools is left out.
fn drawn(distribution: &Distribution) -> Option<String> {
    let list =
        |numbers: &[f64]| numbers.iter().map(|it| print_number(*it)).collect::<Vec<_>>().join(", ");
    match distribution {
        Distribution::Fixed => None,
        Distribution::Uniform { low, high } => Some(format!("uniform({})", list(&[*low, *high]))),
        Distribution::Normal { mean, sd } => Some(format!("normal({})", list(&[*mean, *sd]))),
        Distribution::Lognormal { median, sd } => {
            Some(format!("lognormal({})", list(&[*median, *sd])))
        }
        Distribution::Triangular { low, mode, high } => {
            Some(format!("triangular({})", list(&[*low, *mode, *high])))
        }
    }
}
