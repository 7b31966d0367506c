//! Everything that is wrong with a model, in one go: what reading found, what keeps it from being
//! run, and what its claims ask that cannot be asked.

mod outline;

use crate::claims::plan::{Knockouts, plan};
use crate::claims::verdict::must_break;
use interregnum_compile::compile;
use interregnum_compile::program::Program;
use interregnum_model::Model;
use interregnum_model::claim::Claim;
use interregnum_model::diagnostic::{Code, Diagnostic, Severity};
use interregnum_model::name::Name;

/// A model that was checked.
#[derive(Clone, Debug)]
pub struct Checked {
    /// What runs; `None` when the model cannot be run.
    pub program: Option<Program>,
    /// What is wrong, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks a model; `found` is what was found when it was read.
pub fn check(model: &Model, found: Vec<Diagnostic>) -> Checked {
    let compiled = compile(model);
    let mut diagnostics = found;
    diagnostics.extend(compiled.diagnostics);
    let outline = match &compiled.program {
        Some(_) => None,
        None => Some(outline::outline(model)),
    };
    if let Some(program) = compiled.program.as_ref().or(outline.as_ref()) {
        claims(model, program, &mut diagnostics);
    }
    ensemble(model, &mut diagnostics);
    shown(model, &mut diagnostics);
    diagnostics.sort_by_key(|finding| finding.span.map(|span| (span.file, span.start, span.end)));
    diagnostics.dedup();
    Checked { program: compiled.program, diagnostics }
}

/// What is wrong with the claims.
fn claims(model: &Model, program: &Program, diagnostics: &mut Vec<Diagnostic>) {
    let all: Vec<usize> = (0..model.claims.len()).collect();
    for planned in plan(model, program, &all, Knockouts::Tried).claims {
        diagnostics.extend(planned.faults);
    }
    for claim in &model.claims {
        diagnostics.extend(form(claim));
    }
}

/// What is wrong with a claim as a whole.
fn form(claim: &Claim) -> Option<Diagnostic> {
    let name = &claim.name;
    if !claim.tests.is_empty()
        && must_break(claim)
        && !claim.knockouts.iter().any(|knockout| !knockout.trivial)
    {
        let headline = format!("the claim `{name}` names nothing that must make it fail");
        return Some(
            Diagnostic::new(Code::UntestedClaim, name.span, headline)
                .label("it could hold for any reason")
                .help("name the mechanism it rests on: `fails without soil-exhaustion`"),
        );
    }
    None
}

/// Levers of the ensemble that are not there.
fn ensemble(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for name in &model.book.ensemble.with {
        if model.levers.iter().any(|lever| lever.name == *name) {
            continue;
        }
        let levers = model.levers.iter().filter(|lever| !lever.anonymous);
        let headline = format!("there is no lever `{name}` for the ensemble to pull");
        diagnostics.push(
            at(Code::UnknownName, name, headline)
                .nearest(&name.written, levers.map(|lever| &*lever.name.written)),
        );
    }
}

/// Variables of the summary that are not there.
fn shown(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    for name in &model.book.show {
        if model.variable(&name.key).is_some() {
            continue;
        }
        let names = model.variables.iter().map(|variable| &*variable.name.written);
        let headline = format!("there is no variable `{name}` for the summary to show");
        diagnostics.push(at(Code::UnknownName, name, headline).nearest(&name.written, names));
    }
}

fn at(code: Code, name: &Name, headline: String) -> Diagnostic {
    Diagnostic::new(code, name.span, headline)
}

/// How many errors and warnings there are.
pub fn counts(diagnostics: &[Diagnostic]) -> (usize, usize) {
    let errors = diagnostics.iter().filter(|one| one.severity == Severity::Error).count();
    (errors, diagnostics.len() - errors)
}
