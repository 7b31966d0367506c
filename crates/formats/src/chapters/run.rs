//! How a model runs: the keys of `[run]`, in `book.toml` or in a chapter's `run` block.

use super::outline::Passage;
use crate::equation::constant;
use crate::toml::{Table, Value, parse};
use crate::{equation, unit};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::model::Origin;
use interregnum_model::source::Span;
use interregnum_model::time::{Method, TimeSpec};
use interregnum_model::unit::Unit;

const KEYS: &[&str] = &["start", "stop", "dt", "saveper", "method", "unit", "origin"];

/// Reads a `run` block; what it does not say is as in a new model.
pub fn read_block(
    passage: &Passage,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) -> (TimeSpec, Origin) {
    let (text, file, offset) = passage.text();
    let table = parse(text, file, offset, diagnostics);
    (read(&table, span, diagnostics), origin(&table, diagnostics))
}

/// Whose model it is: `origin = "foreign"` stands in what was converted from another tool's file.
pub fn origin(table: &Table, diagnostics: &mut Vec<Diagnostic>) -> Origin {
    let said = table.entries().iter().find(|(key, _)| key.name == "origin");
    let Some((_, value)) = said else { return Origin::Book };
    match value.text().map(|text| text.to_lowercase()).as_deref() {
        Some("foreign") => Origin::Foreign,
        Some("book") => Origin::Book,
        Some(_) | None => {
            diagnostics.push(value.wrong("\"foreign\" or \"book\""));
            Origin::Book
        }
    }
}

/// How a model of ours runs that does not say it: as a new model does, in years.
pub fn unsaid() -> TimeSpec {
    TimeSpec { unit: Unit::base("year"), ..TimeSpec::default() }
}

/// Reads the keys of `[run]`.
pub fn read(table: &Table, span: Span, diagnostics: &mut Vec<Diagnostic>) -> TimeSpec {
    let mut time = TimeSpec { span: Some(span), ..unsaid() };
    let mut saveper = None;
    for (key, value) in table.entries() {
        match key.name.as_str() {
            "start" => set(&mut time.start, number(value, diagnostics)),
            "stop" => set(&mut time.stop, number(value, diagnostics)),
            "dt" => set(&mut time.dt, number(value, diagnostics)),
            "saveper" => saveper = number(value, diagnostics),
            "method" => set(&mut time.method, method(value, diagnostics)),
            "unit" => set(&mut time.unit, time_unit(value, diagnostics)),
            // Read by `origin`.
            "origin" => {}
            _ => diagnostics.push(key.unknown("[run]", KEYS)),
        }
    }
    time.saveper = saveper.unwrap_or(time.dt);
    time
}

fn set<T>(place: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *place = value;
    }
}

/// A number, or a text such as `"1/16"`.
fn number(value: &Value, diagnostics: &mut Vec<Diagnostic>) -> Option<f64> {
    if let Some(number) = value.number() {
        return Some(number);
    }
    let before = diagnostics.len();
    let Some(expr) = value.read_text(diagnostics, equation::parse) else {
        diagnostics.push(value.wrong("a number"));
        return None;
    };
    let number = constant(&expr).filter(|number| number.is_finite());
    if number.is_none() && diagnostics.len() == before {
        diagnostics.push(value.wrong("a number"));
    }
    number
}

fn method(value: &Value, diagnostics: &mut Vec<Diagnostic>) -> Option<Method> {
    match value.text().map(|text| text.to_lowercase()).as_deref() {
        Some("euler") => Some(Method::Euler),
        Some("rk4") => Some(Method::Rk4),
        Some(other) => {
            let message = format!("`{other}` is not a method");
            diagnostics.push(
                Diagnostic::new(Code::BadValue, value.span, message)
                    .nearest(other, ["euler", "rk4"])
                    .help("write \"euler\" or \"rk4\""),
            );
            None
        }
        None => {
            diagnostics.push(value.wrong("\"euler\" or \"rk4\""));
            None
        }
    }
}

fn time_unit(value: &Value, diagnostics: &mut Vec<Diagnostic>) -> Option<Unit> {
    value.read_text(diagnostics, unit::parse).unwrap_or_else(|| {
        diagnostics.push(value.wrong("a unit in quotes"));
        None
    })
}
