//! Model to program, one pass per file, in this order: [`belt`], [`expand`], [`resolve`], [`dimensions`],
//! [`units`], [`pieces`], [`order`], [`lower`] (with [`fold`]); then [`verify`]. Doubts about a
//! model that runs stand in [`doubt`]. What passes hand on: [`entry`], [`tree`], [`pieces`],
//! [`program`]; [`mod@print`] writes a program out for people.

pub mod belt;
pub mod complete;
pub mod dimensions;
pub mod doubt;
pub mod entry;
pub mod expand;
pub mod fold;
pub mod index_sets;
pub mod lower;
pub mod order;
pub mod pieces;
pub mod positions;
pub mod print;
pub mod program;
pub mod resolve;
pub mod tree;
pub mod units;
pub mod verify;

use interregnum_model::diagnostic::has_errors;
use interregnum_model::{Code, Diagnostic, Model};
use order::Made;
pub use program::Program;
use std::collections::BTreeSet;

/// What became of a model.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The program, which has passed [`verify`]; none where the model has errors.
    pub program: Option<Program>,
    /// What is wrong with the model, in order of place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes a model ready to run, or says everything that is in the way, in one go. Faults found while
/// the model was read are not repeated; where one has left a gap, there is no program.
pub fn compile(model: &Model) -> Compiled {
    let mut diagnostics = Vec::new();
    let written_out = belt::write_out(model, &mut diagnostics);
    let nothing = BTreeSet::new();
    let (model, hidden) = match &written_out {
        Some(written) => (&written.model, &written.hidden),
        None => (model, &nothing),
    };
    let expanded = expand::expand(model, hidden, &mut diagnostics);
    resolve::resolve(&expanded, &mut diagnostics);
    let mut trees = dimensions::trees(&expanded, &mut diagnostics);
    let pieces = pieces::pieces(&expanded, &mut diagnostics);
    let made = Made { expanded: &expanded, trees: &trees, pieces: &pieces };
    let units = units::units(made, &mut diagnostics);
    doubt::doubts(made, &mut diagnostics);
    fold::inline(&expanded, &mut trees);
    let made = Made { expanded: &expanded, trees: &trees, pieces: &pieces };
    let (schedule, holds) = order::order(made, &mut diagnostics);
    let mut program = None;
    if !has_errors(&diagnostics) && complete::is_complete(made) {
        program = Some(lower::lower(made, &schedule, &holds, &units, &mut diagnostics));
    }
    if let Some(made) = &mut program {
        made.euler_only = written_out.is_some();
    }
    if let Some(made) = &program
        && !has_errors(&diagnostics)
        && let Err(broken) = verify::verify(made)
    {
        diagnostics.push(Diagnostic::whole(Code::TooLarge, broken.to_string()));
    }
    if has_errors(&diagnostics) {
        program = None;
    }
    tidy(&mut diagnostics);
    diagnostics.iter_mut().for_each(|diagnostic| diagnostic.settle(model.dialect));
    Compiled { program, diagnostics }
}

/// Findings in order of place, each once: a macro's fault is found at each of its calls.
fn tidy(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.is_none(), diagnostic.span));
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics.drain(..) {
        let again = kept
            .iter()
            .rev()
            .take_while(|other| other.span == diagnostic.span)
            .any(|other| other.code == diagnostic.code && other.message == diagnostic.message);
        if !again {
            kept.push(diagnostic);
        }
    }
    *diagnostics = kept;
}
