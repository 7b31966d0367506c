//! Stocks, flows, auxiliaries, parameters, lookups and inputs as text.

use super::{Page, elements, heading_name, names, provenance, quoted};
use crate::equation::print;
use crate::number::print_number;
use crate::unit;
use interregnum_model::equation::{Case, Equation};
use interregnum_model::expression::Subscript;
use interregnum_model::lookup::{Beyond, Curve, Lookup};
use interregnum_model::name::Name;
use interregnum_model::series::Between;
use interregnum_model::variable::{
    Distribution, InputSource, Range, StockKind, Variable, VariableKind,
};

/// One variable.
pub fn variable(page: &mut Page<'_>, variable: &Variable) {
    let mut heading = format!("{} {}", variable.kind_word(), heading_name(&variable.name));
    if !variable.dimensions.is_empty() {
        let dimensions: Vec<String> = variable.dimensions.iter().map(heading_name).collect();
        heading.push_str(&format!(" by {}", dimensions.join(", ")));
    }
    if let Some((unit, _)) = &variable.unit {
        heading.push_str(&format!(" [{}]", unit::print(unit)));
    }
    if let VariableKind::Lookup(Lookup { input_unit: Some(unit), .. }) = &variable.kind {
        heading.push_str(&format!(" of [{}]", unit::print(unit)));
    }
    heading.push_str(&provenance(&variable.provenance));
    page.line(&heading);
    if variable.name.written.contains('"') {
        let message = format!("the quotes in the name `{}` are written as '", variable.name);
        page.lose(variable.span, message);
    }
    page.remarks(&variable.note, variable.provisional.as_deref());
    if let Some(range) = &variable.range {
        match range.low.is_finite() && range.high.is_finite() {
            true => page.inner(&print_range(range)),
            false => page.lose(
                range.span,
                format!(
                    "the range {} .. {} of `{}` has no end, which a chapter cannot say",
                    range.low, range.high, variable.name
                ),
            ),
        }
    }
    match &variable.kind {
        VariableKind::Stock { initial, inflows, outflows, kind } => {
            initial_value(page, initial);
            flows(page, "in ", inflows);
            flows(page, "out", outflows);
            stock_kind(page, variable, kind);
        }
        VariableKind::Flow { equation, non_negative } => {
            cases(page, equation);
            if *non_negative {
                page.inner("non-negative");
            }
        }
        VariableKind::Auxiliary { equation } => cases(page, equation),
        VariableKind::Parameter { value, distribution, ranges } => {
            parameter(page, value, distribution.as_ref(), ranges);
        }
        VariableKind::Lookup(lookup) => curves(page, variable, lookup),
        VariableKind::Input { source, because } => input(page, variable, source, because),
    }
}

fn flows(page: &mut Page<'_>, word: &str, flows: &[Name]) {
    if !flows.is_empty() {
        page.inner(&format!("{word} {}", names(flows)));
    }
}

fn stock_kind(page: &mut Page<'_>, variable: &Variable, kind: &StockKind) {
    let lost = match kind {
        StockKind::Plain => return,
        StockKind::NonNegative => return page.inner("non-negative"),
        StockKind::Clamped => "is cut at 0, which",
        StockKind::Conveyor(_) => "is a conveyor, which",
        StockKind::Queue { .. } => "is a queue, which",
    };
    page.lose(variable.span, format!("the stock `{}` {lost} a chapter cannot say", variable.name));
}

fn case_line(page: &mut Page<'_>, case: &Case) -> String {
    if !case.except.is_empty() {
        let message = "an equation leaves out elements, which a chapter cannot say".to_string();
        page.lose(case.expr.span, message);
    }
    let elements = elements(&case.subscripts);
    let gap = if elements.is_empty() { "" } else { " " };
    format!("{elements}{gap}= {}", print(&case.expr))
}

fn cases(page: &mut Page<'_>, equation: &Equation) {
    for case in &equation.cases {
        let line = case_line(page, case);
        page.inner(&line);
    }
}

fn initial_value(page: &mut Page<'_>, initial: &Equation) {
    match initial.cases.as_slice() {
        [] => {}
        [Case { subscripts, except, expr }] if subscripts.is_empty() && except.is_empty() => {
            page.inner(&format!("initial {}", print(expr)));
        }
        _ => {
            page.inner("initial");
            page.indent += 1;
            cases(page, initial);
            page.indent -= 1;
        }
    }
}

fn print_range(range: &Range) -> String {
    format!("range {} .. {}", print_number(range.low), print_number(range.high))
}

fn parameter(
    page: &mut Page<'_>,
    value: &Equation,
    distribution: Option<&Distribution>,
    ranges: &[(Vec<Subscript>, Range)],
) {
    for case in &value.cases {
        let mut line = case_line(page, case);
        let own = elements(&case.subscripts);
        if let Some((_, range)) = ranges.iter().rev().find(|(other, _)| elements(other) == own) {
            line.push_str(&format!(" {}", print_range(range)));
        }
        page.inner(&line);
    }
    if let Some(distribution) = distribution {
        page.inner(&format!("distribution {}", print_distribution(distribution)));
    }
}

fn print_distribution(distribution: &Distribution) -> String {
    let call = |name: &str, numbers: &[f64]| {
        let numbers: Vec<String> = numbers.iter().map(|number| print_number(*number)).collect();
        format!("{name}({})", numbers.join(", "))
    };
    match distribution {
        Distribution::Fixed => "fixed".to_string(),
        Distribution::Uniform { low, high } => call("uniform", &[*low, *high]),
        Distribution::Normal { mean, sd } => call("normal", &[*mean, *sd]),
        Distribution::Lognormal { median, sd } => call("lognormal", &[*median, *sd]),
        Distribution::Triangular { low, mode, high } => call("triangular", &[*low, *mode, *high]),
    }
}

fn curves(page: &mut Page<'_>, variable: &Variable, lookup: &Lookup) {
    for (subscripts, curve) in &lookup.curves {
        let points: Vec<String> = curve
            .points
            .iter()
            .map(|(x, y)| format!("({}, {})", print_number(*x), print_number(*y)))
            .collect();
        let elements = elements(subscripts);
        let gap = if elements.is_empty() { "" } else { " " };
        page.inner(&format!("{elements}{gap}{}", points.join(" ")));
    }
    let first = lookup.curves.first().map(|(_, curve)| curve.beyond);
    match first {
        Some(Beyond::Hold) | None => {}
        Some(Beyond::Extend) => page.inner("beyond extend"),
        Some(Beyond::Step) => page.inner("beyond step"),
        Some(Beyond::Next) => page.inner("beyond next"),
        Some(Beyond::Exact) => page.inner("beyond exact"),
    }
    let other = |(_, curve): &(Vec<Subscript>, Curve)| Some(curve.beyond) != first;
    if lookup.curves.iter().any(other) {
        let name = &variable.name;
        let message = format!(
            "curves of `{name}` go on differently beyond their points, which a chapter cannot say"
        );
        page.lose(variable.span, message);
    }
}

fn input(page: &mut Page<'_>, variable: &Variable, source: &InputSource, because: &str) {
    match source {
        InputSource::Equation(equation) => cases(page, equation),
        InputSource::Series { path, between, .. } => {
            file(page, path);
            match between {
                Between::Step => {}
                Between::Linear => page.inner("between linear"),
            }
            if path.is_empty() {
                let message =
                    format!("the numbers of the input `{}` stand in no file", variable.name);
                page.lose(variable.span, message);
            }
        }
    }
    if !because.is_empty() {
        page.inner(&format!("because {}", quoted(because)));
    }
}

/// The line that names a file.
pub fn file(page: &mut Page<'_>, path: &str) {
    let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    if !path.is_empty() {
        let path = if plain { path.to_string() } else { quoted(path) };
        page.inner(&format!("file {path}"));
    }
}
