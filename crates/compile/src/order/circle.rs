//! The message about equations that need each other.

use super::element::Fault;
use super::{Made, Phase, Task, graph};
use crate::entry::{EntryId, Visibility};
use interregnum_model::diagnostic::advice;
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

/// That these entries need each other.
pub fn report(
    made: Made,
    phase: Phase,
    entries: &[EntryId],
    reads: &[Vec<(EntryId, Span)>],
    fault: Fault,
) -> Diagnostic {
    match fault {
        Fault::TooMany => too_many(made, entries),
        Fault::Circle(circle) => {
            let single = circle.iter().all(|(task, _)| match task {
                Task::Whole(_) => true,
                Task::Element { positions, .. } => positions.is_empty(),
            });
            let ways = if single { whole_circle(entries, reads) } else { None };
            let named = match ways {
                Some(way) => {
                    way.iter().map(|(id, span)| (*id, name(made, *id, &[]), *span)).collect()
                }
                None => circle.iter().filter_map(|(task, span)| named(made, task, *span)).collect(),
            };
            message(made, phase, named)
        }
    }
}

/// A shortest circle of whole entries.
fn whole_circle(
    entries: &[EntryId],
    reads: &[Vec<(EntryId, Span)>],
) -> Option<Vec<(EntryId, Span)>> {
    let edges: Vec<Vec<usize>> =
        reads.iter().map(|reads| reads.iter().map(|(read, _)| read.0 as usize).collect()).collect();
    let inside = |node: usize| entries.iter().any(|id| id.0 as usize == node);
    let start = entries.first()?.0 as usize;
    let way = graph::shortest_circle(&edges, start, &inside)?;
    let next = way.iter().cycle().skip(1);
    way.iter()
        .zip(next)
        .map(|(node, next)| {
            let read = reads.get(*node)?.iter().find(|(read, _)| read.0 as usize == *next)?;
            Some((EntryId(u32::try_from(*node).ok()?), read.1))
        })
        .collect()
}

fn named(made: Made, task: &Task, span: Span) -> Option<(EntryId, String, Span)> {
    match task {
        Task::Whole(id) => Some((*id, name(made, *id, &[]), span)),
        Task::Element { entry, positions, .. } => {
            Some((*entry, name(made, *entry, positions), span))
        }
    }
}

fn name(made: Made, id: EntryId, positions: &[u32]) -> String {
    let Some(entry) = made.expanded.entry(id) else { return String::new() };
    let sets = &made.expanded.sets;
    let labels: Vec<String> = entry
        .axes
        .iter()
        .zip(positions)
        .map(|(axis, position)| sets.label(sets.root(axis.dimension), *position))
        .collect();
    if labels.is_empty() {
        format!("`{}`", entry.name)
    } else {
        format!("`{}[{}]`", entry.name, labels.join(", "))
    }
}

fn message(made: Made, phase: Phase, circle: Vec<(EntryId, String, Span)>) -> Diagnostic {
    let declared = |id: EntryId| {
        made.expanded.entry(id).is_some_and(|entry| entry.visibility == Visibility::Declared)
    };
    // What the compiler made has a name nobody wrote: the way through it is left out, unless there
    // is nothing else.
    let shown: Vec<(EntryId, String, Span)> =
        circle.iter().filter(|(id, _, _)| declared(*id)).cloned().collect();
    let shown = if shown.is_empty() { circle } else { shown };
    let when = match phase {
        Phase::Start => "at the start",
        Phase::Step => "within one step",
    };
    let names: Vec<&str> = shown.iter().map(|(_, name, _)| name.as_str()).collect();
    let headline = match names.as_slice() {
        [alone] => format!("{alone} needs itself {when}"),
        [] | [_, ..] => {
            let first = names.first().copied().unwrap_or("");
            format!("equations need each other {when}: {} needs {first}", names.join(" needs "))
        }
    };
    let span = shown.first().map(|(_, _, span)| *span);
    let mut diagnostic =
        Diagnostic { span, ..Diagnostic::whole(Code::CircularEquations, headline) };
    let next = names.iter().cycle().skip(1);
    for ((place, name), next) in shown.iter().map(|(_, name, span)| (span, name)).zip(next) {
        let words = format!("{name} needs {next} here");
        diagnostic = if Some(*place) == span && diagnostic.label.is_empty() {
            diagnostic.label(words)
        } else {
            diagnostic.related(*place, words)
        };
    }
    match phase {
        Phase::Step => diagnostic
            .help("make one of them a stock: what accumulates is known before flows are worked out")
            .advise(advice::read_before()),
        Phase::Start => {
            diagnostic.help("give a stock an initial value that does not come back to it")
        }
    }
}

fn too_many(made: Made, entries: &[EntryId]) -> Diagnostic {
    let names: Vec<String> = entries.iter().take(5).map(|id| name(made, *id, &[])).collect();
    let span = entries.first().and_then(|id| made.expanded.entry(*id)).map(|entry| entry.span);
    let message =
        format!("arrays need each other and are too large to put in order: {}", names.join(", "));
    Diagnostic { span, ..Diagnostic::whole(Code::TooLarge, message) }
        .label("needs elements of the others")
        .help("let no array read another that reads it back within one step")
}
