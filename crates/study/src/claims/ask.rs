//! One question asked of one run.

use super::answer::{Answer, NoAnswer};
use super::batch::Batch;
use super::evaluate::{Ensemble, World, answer};
use super::figures::{Members, uncounted};
use super::member::{Needs, Runs};
use super::plan::Planner;
use interregnum_compile::program::Program;
use interregnum_model::Model;
use interregnum_model::claim::Query;
use interregnum_model::diagnostic::{Diagnostic, has_errors};
use interregnum_run::ensemble::block::MOST;
use interregnum_run::settings::Settings;
use std::collections::BTreeMap;

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
    let only = std::slice::from_ref(settings);
    let members = Members::new(program, &plan, &needs, settings, only, &uncounted);
    let batch = Batch::new(&plan, &needs, &members, MOST);
    let mut outcomes = BTreeMap::new();
    for (run, mut of_members) in (0..batch.groups()).flat_map(|group| batch.go(group).outcomes) {
        outcomes.extend(of_members.pop().map(|outcome| (run, outcome)));
    }
    let of_scenario = |(id, run)| Some((id, outcomes.get(&run)?.clone()));
    let runs = Runs::new(batch.scenarios().filter_map(of_scenario));
    Ok(answer(&question, World { past: &runs, ensemble: &Ensemble::default() }))
}
