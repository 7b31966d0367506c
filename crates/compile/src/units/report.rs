//! What is said when units do not fit.

use super::infer::Joined;
use crate::entry::Entry;
use interregnum_model::diagnostic::advice;
use interregnum_model::name::Name;
use interregnum_model::series::Series;
use interregnum_model::source::Span;
use interregnum_model::unit::Unit;
use interregnum_model::{Code, Diagnostic};

fn mismatch(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::UnitMismatch, span, message)
}

/// That two things joined have different units.
pub fn clash(joined: &Joined, first: (&Unit, Span), second: (&Unit, Span)) -> Diagnostic {
    let message = format!("`{}` joins `{}` and `{}`", joined.by, first.0, second.0);
    mismatch(joined.span, message)
        .label("both must have one unit")
        .related(first.1, format!("in `{}`", first.0))
        .related(second.1, format!("in `{}`", second.0))
        .advise(advice::convert_unit(&ratio(first.0, second.0).to_string()))
}

fn ratio(wanted: &Unit, given: &Unit) -> Unit {
    wanted.per(given).unwrap_or_default()
}

/// That a bare number stands where something has a unit.
pub fn hidden(by: &str, beside: (&Unit, Span), number: Span) -> Diagnostic {
    let (unit, place) = beside;
    let message = format!("a bare number stands for `{unit}` at `{by}`");
    let diagnostic = Diagnostic::new(Code::HiddenUnit, number, message)
        .label("its unit is not said")
        .advise(advice::name_unit(&unit.to_string()));
    if place == number { diagnostic } else { diagnostic.related(place, format!("in `{unit}`")) }
}

/// That something must be a pure number and is not; `by` says what it is for, a sign or function in
/// backticks.
pub fn not_pure(by: &str, unit: &Unit, span: Span) -> Diagnostic {
    mismatch(span, format!("{by} takes a pure number, not `{unit}`"))
        .label(format!("in `{unit}`"))
        .help("divide it by something of its own unit, such as a normal value")
}

/// That something must be a time and is not.
pub fn not_time(by: &str, unit: &Unit, time: &Unit, span: Span) -> Diagnostic {
    mismatch(span, format!("`{by}` takes a time in `{time}`, not `{unit}`"))
        .label(format!("in `{unit}`"))
        .help(format!("give it something in `{time}`, the model's unit of time"))
}

/// That a power of something with a unit is not a number.
pub fn changing_power(unit: &Unit, base: Span, span: Span) -> Diagnostic {
    mismatch(span, format!("a power of `{unit}` that is not a plain number has no unit"))
        .label("the exponent is not a number")
        .related(base, format!("in `{unit}`"))
        .help("divide the base by a normal value, so that it is a pure number")
}

/// That an equation gives another unit than its declaration says.
pub fn not_as_declared(entry: &Entry, said: &Unit, found: &Unit, span: Span) -> Diagnostic {
    let name = &entry.name;
    mismatch(span, format!("`{name}` is declared in `{said}`, and its equation is in `{found}`"))
        .label(format!("in `{found}`"))
        .related(name.span, format!("declared in `{said}`"))
        .help(format!(
            "correct the declaration, or the equation by something in `{}`",
            ratio(said, found)
        ))
}

/// That a flow is not its stock's unit a unit of time.
pub fn wrong_flow(
    stock: &Entry,
    flow: &Entry,
    units: (&Unit, &Unit, &Unit),
    span: Span,
) -> Diagnostic {
    let (wanted, rate, time) = units;
    let message =
        format!("flow `{}` is in `{rate}`, stock `{}` needs `{wanted}`", flow.name, stock.name);
    mismatch(span, message)
        .label(format!("must be the stock's unit a `{time}`"))
        .related(flow.name.span, format!("in `{rate}`"))
        .help(format!(
            "declare the flow in `{wanted}`, or turn what flows into the stock's unit first"
        ))
}

/// That what is looked up has another unit than the lookup's x.
pub fn wrong_x(name: &Name, unit: &Unit, wanted: &Unit, places: (Span, Span)) -> Diagnostic {
    mismatch(places.0, format!("lookup `{name}` is drawn over `{wanted}`, not `{unit}`"))
        .label(format!("in `{unit}`"))
        .related(places.1, format!("declared `of [{wanted}]`"))
        .advise(advice::look_up_in(&wanted.to_string()))
}

/// That a series has another unit than what it is compared with.
pub fn wrong_series(series: &Series, entry: &Entry, wanted: &Unit, unit: &Unit) -> Diagnostic {
    let message =
        format!("series `{}` is in `{wanted}`, and `{}` in `{unit}`", series.name, entry.name);
    mismatch(series.name.span, message)
        .label("compared with something of another unit")
        .related(entry.name.span, format!("in `{unit}`"))
        .help(
            "compare it with a variable of its unit, or turn the file's values into the variable's",
        )
}
