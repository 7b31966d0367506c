//! Whether everything could be read. Where it could not, the reader has said why.

use crate::entry::{Entry, EntryCase, EntryKind, Expanded};
use crate::order::Made;
use crate::tree::NodeKind;

/// Whether every equation, curve and series is there, and none holds something that could not be
/// read.
pub fn is_complete(made: Made) -> bool {
    let mut faulty = false;
    for tree in made.trees.cases.iter().flatten().chain(&made.trees.replacements) {
        tree.visit(&mut |node| faulty |= matches!(node.kind, NodeKind::Error));
    }
    !faulty && made.expanded.entries.iter().all(has_content) && has_dimensions(made.expanded)
}

fn has_content(entry: &Entry) -> bool {
    match &entry.kind {
        EntryKind::Lookup { curves, .. } => {
            !curves.is_empty() && curves.iter().all(|(_, curve)| !curve.points.is_empty())
        }
        EntryKind::Series { points, .. } => !points.is_empty(),
        EntryKind::Parameter { .. } => {
            let number = |case: &EntryCase| crate::fold::number(&case.expr).is_some();
            !entry.cases.is_empty() && entry.cases.iter().all(number)
        }
        EntryKind::Stock { .. }
        | EntryKind::Flow { .. }
        | EntryKind::Auxiliary
        | EntryKind::Input
        | EntryKind::AtStart
        | EntryKind::Memory { .. }
        | EntryKind::FixedDelay { .. } => !entry.cases.is_empty(),
    }
}

/// Whether every variable has the dimensions it was declared with.
fn has_dimensions(expanded: &Expanded) -> bool {
    expanded.model.variables.iter().all(|variable| {
        let entry = expanded.find(&variable.name.key).and_then(|id| expanded.entry(id));
        entry.is_some_and(|entry| entry.axes.len() == variable.dimensions.len())
    })
}
