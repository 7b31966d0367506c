//! XMILE files read from memory: what they say, and what is found wrong with them.

mod arrays;
mod broken;
mod conveyors;
mod drawing;
mod macros;
mod modules;
mod specs;
mod unread;
mod variables;

use super::read_text;
use crate::{Reading, equation};
use interregnum_model::{Key, Model, Severity, Variable};

/// A whole file around variables.
fn file(variables: &str) -> String {
    whole(&format!("<model><variables>{variables}</variables></model>"))
}

/// A whole file around what stands beside `header` and `sim_specs`.
fn whole(inside: &str) -> String {
    format!(
        r#"<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<header><vendor>isee systems, inc.</vendor><product version="3.0">Stella</product><name>a test</name></header>
<sim_specs method="Euler" time_units="Months"><start>0</start><stop>10</stop><dt>0.5</dt></sim_specs>
{inside}</xmile>"#
    )
}

/// The model of a file in which nothing is found wrong.
fn model(text: &str) -> Model {
    let reading = read_text("test.xmile", text);
    assert!(reading.diagnostics.is_empty(), "{:#?}", findings(&reading));
    reading.model
}

fn variable<'m>(model: &'m Model, name: &str) -> &'m Variable {
    let found = model.variable(&Key::new(name));
    found.unwrap_or_else(|| {
        panic!(
            "no `{name}`: {:?}",
            model.variables.iter().map(|it| it.name.to_string()).collect::<Vec<_>>()
        )
    })
}

/// The right-hand sides of a variable, as chapters write them.
fn equations(model: &Model, name: &str) -> Vec<String> {
    let equation =
        variable(model, name).equation().unwrap_or_else(|| panic!("`{name}` has no equation"));
    equation.cases.iter().map(|case| equation::print(&case.expr)).collect()
}

/// Findings as `line:column severity[code] message | words at the place`.
fn findings(reading: &Reading) -> Vec<String> {
    let sources = &reading.model.sources;
    reading
        .diagnostics
        .iter()
        .map(|it| {
            let place = it.span.and_then(|span| sources.place(span));
            let place = place
                .map_or_else(|| "-".to_owned(), |place| format!("{}:{}", place.line, place.column));
            let severity = match it.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            let words = it.span.map_or("", |span| sources.text(span));
            format!("{place} {severity}[{}] {} | {words}", it.code.as_str(), it.message)
        })
        .collect()
}
