//! One run under changes as a claim writes them, to be looked at rather than asked.

use super::figures::{Members, uncounted};
use super::plan::Planner;
use interregnum_compile::program::{Program, VariableId};
use interregnum_model::Model;
use interregnum_model::claim::Change;
use interregnum_model::diagnostic::{Severity, has_errors};
use interregnum_run::run::{Run, run};
use interregnum_run::saved::{Often, Watch, Which};
use interregnum_run::settings::Settings;

/// Runs a model under these changes of these settings and keeps these variables at each
/// saveper.
///
/// # Errors
///
/// A sentence: a change that cannot be made, or why the run breaks down.
pub fn run_under(
    model: &Model,
    program: &Program,
    settings: &Settings,
    changes: &[Change],
    variables: Vec<VariableId>,
) -> Result<Run, String> {
    let (plan, scenario, findings) = Planner::new(model, program).together(changes);
    if has_errors(&findings) {
        let fault = findings.into_iter().find(|finding| finding.severity == Severity::Error);
        return Err(fault.map(|fault| fault.message).unwrap_or_default());
    }
    let only = std::slice::from_ref(settings);
    let wanted = scenario.asked().into_iter().collect();
    let members = Members::asking(program, &plan, wanted, settings, only, &uncounted);
    let figures = members.figures.into_iter().next().unwrap_or_default();
    let settings = scenario.apply(program, settings, &figures)?;
    let watch = Watch { variables: Which::These(variables), often: Often::Saveper };
    let run = run(program, &settings, &watch);
    match &run.failure {
        None => Ok(run),
        Some(failure) => Err(failure.diagnostic(program).message),
    }
}
