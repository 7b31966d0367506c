//! Every call from the page into the rooms that run and judge; nothing else of the page calls them.

use crate::answer::claim::marks;
use crate::changes::Changes;
use crate::opened::Opened;
use crate::trouble::Trouble;
use interregnum_compile::Program;
use interregnum_compile::program::{Layout, VariableId};
use interregnum_model::Model;
use interregnum_model::claim::Change;
use interregnum_model::model::Vary;
use interregnum_model::name::Key;
use interregnum_run::saved::{Often, Watch, Which};
use interregnum_run::{LANES, Run, Settings, run};
use interregnum_study::claims::{Control, Knockouts, Options, Report, judge, run_under};
use interregnum_study::fan::{Fan, fan};
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

/// Values worked out in one run beyond which the page refuses it: about a minute.
const MOST_WORK: f64 = 4e9;

/// Kept numbers beyond which the page refuses a run: 400 MB.
const MOST_KEPT: f64 = 5e7;

/// Kept numbers beyond which the page asks no ensemble: 1 GB.
const MOST_KEPT_OF_MEMBERS: f64 = 1.25e8;

/// Values worked out by one block of members beyond which the page asks no ensemble: it can be
/// ended between blocks only, and a minute is long enough.
const MOST_WORK_OF_BLOCK: f64 = 6e10;

/// Moments beyond which a chart shows no more.
const MOMENTS: f64 = 800.0;

/// The settings of changes, refused where a run would take too long or keep too much.
///
/// # Errors
///
/// Names that are not there; a run that is too long for the page.
pub fn settings(opened: &Opened, changes: &Changes) -> Result<Settings, Trouble> {
    let program = opened.program()?;
    let settings = changes.settings(program)?;
    let steps = steps(&settings);
    if steps * per_step(program) > MOST_WORK || steps * 64.0 > MOST_KEPT * 8.0 {
        let message =
            format!("a run of {steps:.0} steps is too long for the page; use the command");
        return Err(Trouble::too_much(message));
    }
    Ok(settings)
}

fn steps(settings: &Settings) -> f64 {
    ((settings.time.stop - settings.time.start) / settings.time.dt).abs()
}

/// Values worked out in a step, about.
fn per_step(program: &Program) -> f64 {
    (program.values.len() + program.slots as usize) as f64
}

/// Refuses an ensemble that would keep too many numbers at once (`columns` of them at `moments` in
/// `runs`), or of which one block would take too long.
fn bearable(
    program: &Program,
    settings: &Settings,
    runs: f64,
    moments: f64,
    columns: f64,
) -> Result<(), Trouble> {
    let work = steps(settings) * per_step(program) * LANES as f64;
    if runs * moments * columns > MOST_KEPT_OF_MEMBERS || work > MOST_WORK_OF_BLOCK {
        let message = "an ensemble of this model is too large for the page; \
             use `interregnum claims --members` or `interregnum ensemble`";
        return Err(Trouble::too_much(message));
    }
    Ok(())
}

/// Elements of these variables.
fn elements(program: &Program, variables: impl Iterator<Item = VariableId>) -> f64 {
    let count = |id: VariableId| program.variables.get(id.0 as usize).map_or(0, |one| one.count);
    variables.map(|id| f64::from(count(id))).sum()
}

/// Elements of all variables that claims speak of.
fn claimed(model: &Model, program: &Program) -> f64 {
    let names: BTreeSet<&Key> =
        model.claims.iter().flat_map(marks::variables).map(|name| &name.key).collect();
    let ids = (0..).map(VariableId).zip(&program.variables);
    elements(program, ids.filter(|(_, one)| names.contains(&one.name.key)).map(|(id, _)| id))
}

/// The variables of these names; unknown ones are named.
///
/// # Errors
///
/// A name that is not there.
pub fn variables(program: &Program, names: &[String]) -> Result<Vec<VariableId>, Trouble> {
    let mut found = Vec::new();
    for name in names {
        let id = variable(program, name)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    Ok(found)
}

/// The variable of this name.
///
/// # Errors
///
/// There is none.
pub fn variable(program: &Program, name: &str) -> Result<VariableId, Trouble> {
    let key = Key::new(name);
    let shown = |one: &&(VariableId, &Layout)| one.1.name.key == key;
    let all: Vec<(VariableId, &Layout)> =
        (0..).map(VariableId).zip(&program.variables).filter(|(_, one)| !one.hidden).collect();
    all.iter().find(shown).map(|(id, _)| *id).ok_or_else(|| {
        let names = all.iter().map(|(_, one)| &*one.name.written);
        crate::changes::unknown("variable", name, names)
    })
}

/// One run, kept at no more moments than a chart can show.
pub fn course(program: &Program, settings: &Settings, variables: &[VariableId]) -> Run {
    run(program, &thinned(settings), &watch(variables))
}

fn watch(variables: &[VariableId]) -> Watch {
    Watch { variables: Which::These(variables.to_vec()), often: Often::Saveper }
}

/// Settings whose saveper gives a chart's worth of moments.
fn thinned(settings: &Settings) -> Settings {
    let mut settings = settings.clone();
    let span = settings.time.stop - settings.time.start;
    settings.time.saveper = settings.time.dt.max(span / MOMENTS);
    settings
}

/// One run at every moment of its saveper, for tables.
pub fn whole(program: &Program, settings: &Settings) -> Run {
    run(program, settings, &Watch::shown())
}

/// The value of each shown variable at the end of a run, for a glance.
pub fn run_changed(
    opened: &Opened,
    settings: &Settings,
    changes: &[Change],
    variables: &[VariableId],
) -> Result<Run, String> {
    let program = opened.program().map_err(|trouble| trouble.message)?;
    run_under(&opened.model, program, &thinned(settings), changes, variables.to_vec())
}

/// What is asked of the claims.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which claims, by their index; all when `None`.
    pub only: Option<Vec<usize>>,
    /// Members beside the base run.
    pub members: u32,
    /// Whether their knock-outs are tried.
    pub knockouts: Knockouts,
}

/// Judges claims.
///
/// # Errors
///
/// The model cannot be run.
pub fn judged(
    opened: &Opened,
    settings: Settings,
    asked: Asked,
    progress: &(dyn Fn(u64, u64) + Sync),
    cancel: &AtomicBool,
) -> Result<Report, Trouble> {
    let program = opened.program()?;
    if asked.members > 0 {
        let runs = (LANES * rayon::current_num_threads()) as f64;
        let columns = claimed(&opened.model, program);
        bearable(program, &settings, runs, steps(&settings), columns)?;
    }
    let mut options = Options::new(&opened.model, program);
    options.settings = settings;
    options.only = asked.only;
    options.members = asked.members;
    options.knockouts = asked.knockouts;
    Ok(judge(&opened.model, program, &options, Control { progress, cancel }))
}

/// How far the members spread.
///
/// # Errors
///
/// The model cannot be run, or its ensemble is too large.
pub fn spread(
    opened: &Opened,
    settings: &Settings,
    members: u32,
    variables: &[VariableId],
    cancel: &AtomicBool,
) -> Result<Fan, Trouble> {
    let program = opened.program()?;
    let ensemble = &opened.model.book.ensemble;
    let mut settings = thinned(settings);
    // A band needs no more moments than the eye tells apart.
    let span = settings.time.stop - settings.time.start;
    settings.time.saveper = settings.time.saveper.max(span / 200.0);
    let moments = span / settings.time.saveper;
    let columns = elements(program, variables.iter().copied());
    bearable(program, &settings, f64::from(members), moments, columns)?;
    for lever in &ensemble.with {
        // Pulled in every member, as the claims' ensemble has it; a missing lever is a finding.
        let _ = settings.pull(program, &lever.key, None, None);
    }
    if ensemble.vary == Vary::Chance {
        settings.hold_all();
    }
    Ok(fan(program, &settings, ensemble.seed, members, variables, cancel))
}
