//! `sim_specs`: from when to when, in what steps (XMILE 1.0, 2.3 and 3.4).

use super::context::Context;
use super::rules::{DT, is_on};
use super::xml::{Element, Tree};
use crate::limits::STEPS;
use interregnum_model::{Code, Diagnostic, Method, TimeSpec};

/// Reads `sim_specs`. The unit of time is left to the caller, who knows the file's units.
pub fn read(context: &mut Context<'_>, tree: &Tree<'_>, specs: &Element<'_>) -> TimeSpec {
    let mut time = TimeSpec { span: Some(specs.span), dt: DT, ..TimeSpec::default() };
    match tree.first(specs, "start") {
        Some(start) => time.start = context.number(start).unwrap_or(time.start),
        None => missing(context, specs, "start"),
    }
    match tree.first(specs, "stop") {
        Some(stop) => time.stop = context.number(stop).unwrap_or(time.stop),
        None => missing(context, specs, "stop"),
    }
    if let Some(dt) = tree.first(specs, "dt") {
        time.dt = step(context, dt).unwrap_or(DT);
    }
    time.saveper = saveper(context, tree, specs).unwrap_or(time.dt);
    time.method = method(context, tree, specs);
    check(context, specs, &mut time);
    time
}

fn missing(context: &mut Context<'_>, specs: &Element<'_>, tag: &str) {
    context.report(
        Diagnostic::new(Code::BadTime, specs.span, format!("`sim_specs` does not say `{tag}`"))
            .help(format!("add `<{tag}>` with a time")),
    );
}

/// `<dt>0.25</dt>`, or `<dt reciprocal="true">4</dt>` for the same.
fn step(context: &mut Context<'_>, dt: &Element<'_>) -> Option<f64> {
    let number = context.number(dt)?;
    let is_reciprocal = dt.value("reciprocal").is_some_and(is_on);
    Some(if is_reciprocal { 1.0 / number } else { number })
}

/// The standard has no time between saved values; Stella and xmutil write `isee:save_interval`, and
/// some tools an element `save_step`.
fn saveper(context: &mut Context<'_>, tree: &Tree<'_>, specs: &Element<'_>) -> Option<f64> {
    if let Some(interval) = context.number_attribute(specs, "isee:save_interval") {
        return Some(interval).filter(|interval| *interval > 0.0);
    }
    let save = tree.first(specs, "save_step").or_else(|| tree.first(specs, "saveper"))?;
    step(context, save)
}

/// The first of a list of methods that we have: `gear, rk4` is `rk4` (XMILE 1.0, 3.4.1).
fn method(context: &mut Context<'_>, tree: &Tree<'_>, specs: &Element<'_>) -> Method {
    let tag = tree.first(specs, "method");
    let (words, span) = match (specs.attribute("method"), tag) {
        (Some(attribute), _) => (attribute.value.decoded.clone(), attribute.span),
        (None, Some(tag)) => (tag.words().to_owned(), context.words_span(tag)),
        (None, None) => return Method::Euler,
    };
    let known = |word: &str| match word.trim().to_ascii_lowercase().as_str() {
        "" | "euler" | "cycle time" | "cycle_time" => Some(Method::Euler),
        "rk4" | "rk2" => Some(Method::Rk4),
        _ => None,
    };
    if let Some(method) = words.split(',').find_map(known) {
        if method == Method::Rk4 && !context.vendor.says_its_method() {
            let message = "Vensim writes this method whatever the model has";
            context.report(
                Diagnostic::new(Code::Loss, span, message)
                    .label("run by Euler, Vensim's own first choice")
                    .help("ask for `rk4` when you run it, if the model does"),
            );
            return Method::Euler;
        }
        if words.trim().eq_ignore_ascii_case("rk2") {
            let message = "the method `rk2` is run as Runge-Kutta of the fourth order";
            context.report(
                Diagnostic::new(Code::Loss, span, message)
                    .label("the standard allows it: RK4 stands in for RK2")
                    .help("write `rk4` to say so yourself"),
            );
        }
        return method;
    }
    context.report(
        Diagnostic::new(
            Code::Loss,
            span,
            format!("the method `{}` is not known here", words.trim()),
        )
        .label("run with Runge-Kutta of the fourth order")
        .help("write `euler` or `rk4`, or name one of them after it: `gear, rk4`"),
    );
    Method::Rk4
}

fn check(context: &mut Context<'_>, specs: &Element<'_>, time: &mut TimeSpec) {
    let fault = if !(time.dt.is_finite() && time.dt > 0.0) {
        Some("`dt` must be greater than 0")
    } else if time.stop < time.start {
        Some("`stop` lies before `start`")
    } else if (time.stop - time.start) / time.dt > STEPS {
        Some("a run of more than 100,000,000 steps")
    } else {
        None
    };
    if let Some(fault) = fault {
        context.report(Diagnostic::new(Code::BadTime, specs.span, fault).help("mend `sim_specs`"));
        time.dt = DT;
        time.stop = time.stop.clamp(time.start, time.start + STEPS);
        time.saveper = DT;
    }
}
