//! Conveyors and queues (XMILE 1.0, 4.2.1 and 4.3), and what Stella says of them besides.

use super::array;
use super::context::{Context, number};
use super::rules::is_on;
use super::scope::{NamePlace, Scope};
use super::variable::Surroundings;
use super::xml::Element;
use interregnum_model::conveyor::{
    Amount, Batches, Conveyor, Intake, Integrity, Leak, Leakage, Movement, Spread, Spreading,
};
use interregnum_model::{Code, Diagnostic, Equation, Expr, ExprKind, Name, StockKind};

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
    (inflows, outflows): (&[Name], &[Name]),
    filled: Vec<Expr>,
) -> StockKind {
    let spreads = inflows.iter().filter_map(|flow| spread(context, around, scope, flow)).collect();
    let length = length(context, around, scope, belt);
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
        filled,
        spreads,
    }))
}

/// Where an inflow is put, if not at the beginning: Stella's `isee:spreadflow`, with what it is
/// drawn by in `isee:distrib_eq`.
fn spread(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    name: &Name,
) -> Option<Spread> {
    let flow = around.instance.flow(around.tree, name)?;
    let attribute = flow.attribute("isee:spreadflow")?;
    let over = match attribute.value.decoded.trim().to_ascii_lowercase().as_str() {
        "beginning" | "" => return None,
        "even" => Spreading::Even,
        "dest" => Spreading::Content,
        "source" => Spreading::Source,
        "dist" => {
            let drawn = around.tree.first(flow, "isee:distrib_eq");
            let expr = drawn.and_then(|tag| super::equation::of_element(context, scope, tag));
            match expr {
                Some(Expr { kind: ExprKind::Reference(reference), .. }) => {
                    Spreading::Drawn(reference.name)
                }
                Some(_) | None => {
                    untold_spread(context, attribute.span, "a distribution that is no name");
                    return None;
                }
            }
        }
        other => {
            untold_spread(context, attribute.span, &format!("`{other}`"));
            return None;
        }
    };
    Some(Spread { flow: name.clone(), over })
}

fn untold_spread(context: &mut Context<'_>, span: interregnum_model::Span, what: &str) {
    context.report(
        Diagnostic::new(Code::Loss, span, format!("an inflow spread by {what} is not known"))
            .label("what flows in is put at the beginning of the conveyor")
            .help("say `beginning`, `even`, `dest`, `source`, or `dist` with the name of a graphical function in `isee:distrib_eq`"),
    );
}

/// Stella's ovens, which fill, cook and empty: what exactly they do is not published.
pub fn oven(context: &mut Context<'_>, oven: &Element<'_>) {
    context.report(
        Diagnostic::new(Code::WrongKind, oven.span, "an oven is not run here")
            .label("fills, cooks and empties in batches")
            .help("make it a stock that a `PULSE` empties, or a discrete conveyor with a capacity"),
    );
}

/// How long it is; a finding where that is not said.
fn length(
    context: &mut Context<'_>,
    around: &Surroundings<'_, '_>,
    scope: &Scope<'_>,
    belt: &Element<'_>,
) -> Equation {
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
    length
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
