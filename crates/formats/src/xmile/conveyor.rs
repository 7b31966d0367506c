//! Conveyors and queues (XMILE 1.0, 4.2.1 and 4.3).

use super::array;
use super::context::{Context, number};
use super::rules::is_on;
use super::scope::{NamePlace, Scope};
use super::variable::Surroundings;
use super::xml::Element;
use interregnum_model::conveyor::{
    Amount, Batches, Conveyor, Intake, Integrity, Leak, Leakage, Movement,
};
use interregnum_model::{Code, Diagnostic, Equation, Name, StockKind};

/// The flow an `inflow`, `outflow` or the like names.
pub fn flow_name(context: &Context<'_>, scope: &Scope<'_>, tag: &Element<'_>) -> Name {
    let words = tag.words();
    let parts: Vec<&str> =
        if words.starts_with('"') { vec![words] } else { words.split('.').collect() };
    Name::new(&scope.resolve(&parts, NamePlace::Value), context.words_span(tag))
}

/// A stock that is a conveyor. An outflow marked `leak` leaks; where none is marked, the first is
/// what comes off the end, and the others leak.
pub fn conveyor(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    belt: &Element<'_>,
    outflows: &[Name],
) -> StockKind {
    let length = part(context, around, scope, belt, "len").unwrap_or_default();
    if length.cases.is_empty() {
        context.report(
            Diagnostic::new(
                Code::MissingEquation,
                belt.span,
                "a conveyor that does not say how long it is",
            )
            .label("no `len`")
            .help("add `<len>` with the time from one end to the other"),
        );
    }
    let is_marked = |flow: &Name| {
        around
            .instance
            .flow(around.tree, flow)
            .is_some_and(|it| around.tree.first(it, "leak").is_some())
    };
    let any_marked = outflows.iter().any(is_marked);
    let leaking: Vec<Name> = outflows
        .iter()
        .enumerate()
        .filter(|(at, flow)| if any_marked { is_marked(flow) } else { *at > 0 })
        .map(|(_, flow)| flow.clone())
        .collect();
    if leaking.len() == outflows.len() {
        context.report(
            Diagnostic::new(
                Code::BadValue,
                belt.span,
                "a conveyor that nothing comes off the end of",
            )
            .label("all its outflows leak")
            .help("give it an outflow that is not marked `leak`"),
        );
    }
    let leaks = leaking.iter().map(|flow| leak(context, around, scope, flow)).collect();
    let says = |name: &str, default: bool| belt.value(name).map_or(default, is_on);
    StockKind::Conveyor(Box::new(Conveyor {
        length,
        capacity: part(context, around, scope, belt, "capacity"),
        inflow_limit: part(context, around, scope, belt, "in_limit"),
        sample: part(context, around, scope, belt, "sample"),
        arrest: part(context, around, scope, belt, "arrest"),
        movement: if says("discrete", false) { Movement::Discrete } else { Movement::Continuous },
        leakage: if says("exponential_leak", false) {
            Leakage::Exponential
        } else {
            Leakage::Linear
        },
        leaks,
        intake: Intake {
            batches: if says("one_at_a_time", true) { Batches::One } else { Batches::Many },
            integrity: if says("batch_integrity", false) {
                Integrity::Whole
            } else {
                Integrity::Split
            },
        },
    }))
}

fn part(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    belt: &Element<'_>,
    tag: &str,
) -> Option<Equation> {
    let equation = array::equation(context, scope, around.tree, belt, tag, around.dimensions);
    (!equation.cases.is_empty()).then_some(equation)
}

/// A leak: its fraction stands in `leak`, or, as Stella writes it, in the flow's `eqn` beside an
/// empty `leak`.
fn leak(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    name: &Name,
) -> Leak {
    let blank = Leak {
        flow: name.clone(),
        fraction: None,
        start: 0.0,
        end: 1.0,
        amount: Amount::Fractions,
    };
    let Some(flow) = around.instance.flow(around.tree, name) else { return blank };
    let scope = Scope { owner: Some(name.clone()), ..scope.clone() };
    let mut fraction =
        array::equation(context, &scope, around.tree, flow, "leak", around.dimensions);
    if fraction.cases.is_empty() {
        fraction = array::equation(context, &scope, around.tree, flow, "eqn", around.dimensions);
    }
    let bound = |name: &str, default: f64| {
        flow.value(name).and_then(number).unwrap_or(default).clamp(0.0, 1.0)
    };
    let is_whole = around.tree.first(flow, "leak_integers").is_some_and(|tag| is_on(tag.words()));
    Leak {
        fraction: (!fraction.cases.is_empty()).then_some(fraction),
        start: bound("leak_start", 0.0),
        end: bound("leak_end", 1.0),
        amount: if is_whole { Amount::Integers } else { Amount::Fractions },
        ..blank
    }
}

/// A stock that is a queue.
pub fn queue(around: &Surroundings<'_, '_>, _queue: &Element<'_>, outflows: &[Name]) -> StockKind {
    let is_overflow = |flow: &&Name| {
        around.instance.flow(around.tree, flow).is_some_and(|it| {
            around.tree.first(it, "overflow").is_some_and(|tag| is_on(tag.words()))
        })
    };
    StockKind::Queue { overflows: outflows.iter().filter(is_overflow).cloned().collect() }
}
