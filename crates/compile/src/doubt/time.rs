//! Time read outside an input.

use crate::entry::{Clock, Entry, Switch};
use crate::order::Made;
use crate::pieces::{Base, Piece};
use crate::tree::{Node, NodeKind};
use interregnum_model::{Code, Diagnostic};

/// Dates belong to what enters from outside, and to levers, which ask what if. Anywhere else a
/// result could be put in by date. STEP, RAMP and PULSE read the time where they are called.
pub fn time_outside_input(made: Made, diagnostics: &mut Vec<Diagnostic>) {
    for (id, entry) in made.expanded.iter() {
        for piece in made.pieces(id) {
            if let Some(tree) = own(made, id.0 as usize, entry, piece) {
                reads_time(tree, diagnostics);
            }
        }
    }
    for (replaced, tree) in made.expanded.replacements.iter().zip(&made.trees.replacements) {
        match replaced.switch {
            Switch::Mechanism(_) => reads_time(tree, diagnostics),
            Switch::Lever(_) => {}
        }
    }
}

fn own<'t>(made: Made<'t>, id: usize, entry: &Entry, piece: &Piece) -> Option<&'t Node> {
    match (piece.base, &entry.clock) {
        (Base::Case(case), Clock::Model) => made.trees.cases.get(id)?.get(case),
        (Base::Case(_), Clock::Input(_) | Clock::Lever) | (Base::Series | Base::Setting, _) => None,
    }
}

fn reads_time(tree: &Node, diagnostics: &mut Vec<Diagnostic>) {
    tree.visit(&mut |node| {
        if matches!(node.kind, NodeKind::Time) {
            diagnostics.push(
                Diagnostic::new(
                    Code::TimeOutsideInput,
                    node.span,
                    "the time is read outside an `input`",
                )
                .label("a result could be put in by date")
                .help("let it follow from what happens in the model")
                .help("or declare it as an `input`, with `because` it comes from outside"),
            );
        }
    });
}
