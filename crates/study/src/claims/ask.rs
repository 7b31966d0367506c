//! One question asked of one run.

use super::answer::{Answer, NoAnswer};
use super::evaluate::{Ensemble, World, answer};
use super::member::{Needs, Runs, run_scenario};
use super::plan::Planner;
use interregnum_compile::program::Program;
use interregnum_model::Model;
use interregnum_model::claim::Query;
use interregnum_model::diagnostic::{Diagnostic, has_errors};
use interregnum_run::settings::Settings;

/// The answer to a question asked of the base run of these settings; what is wrong with the
/// question as findings.
///
/// # Errors
///
/// Findings, when the question cannot be understood.
pub fn ask(
    model: &Model,
    program: &Program,
    settings: &Settings,
    query: &Query,
) -> Result<Answer, Vec<Diagnostic>> {
    let (plan, question, findings) = Planner::new(model, program).single(query);
    if has_errors(&findings) {
        return Err(findings);
    }
    if question.is_about_members() {
        return Ok(Err(NoAnswer::NoMembers));
    }
    let needs = Needs::of([&question]);
    let runs = Runs::new(needs.scenarios().into_iter().filter_map(|(id, variables)| {
        let scenario = plan.scenarios.get(id.0)?;
        Some((id, run_scenario(program, settings, scenario, variables)))
    }));
    Ok(answer(&question, World { past: &runs, ensemble: &Ensemble::default() }))
}
