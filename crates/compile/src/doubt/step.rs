//! Steps too long for the shortest delay.

use crate::entry::{EntryId, EntryKind, Expanded, WrittenOut};
use crate::order::Made;
use crate::program::spoken;
use crate::tree::{Node, NodeKind};
use interregnum_model::diagnostic::advice;
use interregnum_model::expression::BinaryOperator;
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

/// Into how many steps at least the shortest time must fall in which something adjusts. With a step
/// longer than that time Euler's answer overshoots, with one longer than twice that time it grows
/// without bound; two steps leave room for what acts on the same stock besides.
const PARTS: f64 = 2.0;

/// How deep definitions are followed to find a number.
const DEEPEST: usize = 16;

/// Delays, smooths and outflows in proportion whose time is known before the run and is shorter
/// than the step allows.
pub fn coarse_step(made: Made, diagnostics: &mut Vec<Diagnostic>) {
    let dt = made.expanded.model.time.dt;
    for call in &made.expanded.calls {
        if let Some((time, span)) = stage_time(made, call)
            && dt > time / PARTS
        {
            let what = format!("a stage of `{}`", call.name);
            diagnostics.push(coarse(&what, (time, PARTS), dt, span));
        }
        // A fixed delay comes out exactly, if it lasts a step at least.
        if let Some((time, span)) = fixed_time(made, call)
            && dt > time
        {
            diagnostics.push(coarse(&format!("`{}`", call.name), (time, 1.0), dt, span));
        }
    }
    for (id, entry) in made.expanded.iter() {
        let EntryKind::Stock { outflows, .. } = &entry.kind else { continue };
        for flow in outflows.iter().filter_map(|name| made.expanded.find(&name.key)) {
            for tree in made.trees.cases.get(flow.0 as usize).into_iter().flatten() {
                if let Some((time, span)) = draining_time(made, id, tree)
                    && dt > time / PARTS
                {
                    let what = format!("stock {}", spoken(&entry.name.written));
                    diagnostics.push(coarse(&what, (time, PARTS), dt, span));
                }
            }
        }
    }
}

fn coarse(what: &str, (time, parts): (f64, f64), dt: f64, span: Span) -> Diagnostic {
    let message = format!("a step of {dt} is too long for {what}, which takes {time}");
    Diagnostic::new(Code::CoarseStep, span, message)
        .label("adjusts faster than the step can follow")
        .advise(advice::shorten_step(time / parts))
}

/// The time of one stage of a delay or smooth of the library, and where it is given.
fn stage_time(made: Made, call: &WrittenOut) -> Option<(f64, Span)> {
    let function = call.function?;
    let stages = match function.name {
        "SMTH1" | "DELAY1" | "TREND" | "FORCST" => 1.0,
        "SMTH3" | "DELAY3" => 3.0,
        "SMTHN" | "DELAYN" => {
            argument(made.expanded, call, 2).and_then(|id| shortest(made, id, 0))?
        }
        _ => return None,
    };
    let time = shortest(made, argument(made.expanded, call, 1)?, 0)?;
    let (_, span) = call.arguments.get(1)?;
    (time > 0.0).then_some((time / stages, *span))
}

/// The time of a fixed delay, and where it is given; 0 asks for none.
fn fixed_time(made: Made, call: &WrittenOut) -> Option<(f64, Span)> {
    call.function.filter(|function| function.name == "DELAY")?;
    let time = shortest(made, argument(made.expanded, call, 1)?, 0)?;
    let (_, span) = call.arguments.get(1)?;
    (time > 0.0).then_some((time, *span))
}

fn argument(expanded: &Expanded, call: &WrittenOut, place: usize) -> Option<EntryId> {
    expanded.find(&call.arguments.get(place)?.0)
}

/// The time in which an outflow `stock / time` drains its stock, and where the time is given.
fn draining_time(made: Made, stock: EntryId, tree: &Node) -> Option<(f64, Span)> {
    let NodeKind::Binary(BinaryOperator::Divide, content, time) = &tree.kind else { return None };
    let drains = matches!(&content.kind, NodeKind::Read { entry, .. } if *entry == stock);
    let number = value(made, time, 0).filter(|number| drains && *number > 0.0)?;
    Some((number, time.span))
}

/// The least number that an entry's elements are, where all are known before the run.
fn shortest(made: Made, id: EntryId, depth: usize) -> Option<f64> {
    let entry = made.expanded.entry(id).filter(|_| depth < DEEPEST)?;
    match entry.kind {
        EntryKind::Parameter { .. } => {
            let numbers = entry.cases.iter().map(|case| crate::fold::number(&case.expr));
            numbers.collect::<Option<Vec<f64>>>()?.into_iter().reduce(f64::min)
        }
        EntryKind::Auxiliary | EntryKind::AtStart => {
            let trees = made.trees.cases.get(id.0 as usize)?;
            let numbers = trees.iter().map(|tree| value(made, tree, depth + 1));
            numbers.collect::<Option<Vec<f64>>>()?.into_iter().reduce(f64::min)
        }
        EntryKind::Stock { .. }
        | EntryKind::Flow { .. }
        | EntryKind::Lookup { .. }
        | EntryKind::Series { .. }
        | EntryKind::Input
        | EntryKind::Memory { .. }
        | EntryKind::FixedDelay { .. } => None,
    }
}

/// The number that a tree is, where it is made of numbers and of what is known before the run.
fn value(made: Made, tree: &Node, depth: usize) -> Option<f64> {
    match &tree.kind {
        NodeKind::Number(number) => Some(*number),
        NodeKind::Dt => Some(made.expanded.model.time.dt),
        NodeKind::Read { entry, .. } => shortest(made, *entry, depth + 1),
        NodeKind::Unary(operator, operand) => Some(operator.apply(value(made, operand, depth)?)),
        NodeKind::Binary(operator, left, right) => {
            Some(operator.apply(value(made, left, depth)?, value(made, right, depth)?))
        }
        NodeKind::Call(function, arguments) => {
            let numbers = arguments.iter().map(|argument| value(made, argument, depth));
            crate::fold::call(function, &numbers.collect::<Option<Vec<f64>>>()?)
        }
        NodeKind::Error
        | NodeKind::Time
        | NodeKind::Start
        | NodeKind::Stop
        | NodeKind::Beneath(_)
        | NodeKind::Position { .. }
        | NodeKind::If(..)
        | NodeKind::Reduce { .. }
        | NodeKind::Curve { .. }
        | NodeKind::Active { .. }
        | NodeKind::Together { .. }
        | NodeKind::Draw { .. } => None,
    }
}
