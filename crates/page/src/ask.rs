//! Every call from the page into the rooms that run and judge; nothing else of the page calls them.

use crate::changes::Changes;
use crate::opened::Opened;
use crate::trouble::Trouble;
use interregnum_compile::Program;
use interregnum_compile::program::{Layout, VariableId};
use interregnum_model::claim::Change;
use interregnum_model::model::Vary;
use interregnum_model::name::Key;
use interregnum_run::saved::{Often, Watch, Which};
use interregnum_run::{Run, Settings, run};
use interregnum_study::claims::{Control, Knockouts, Options, Report, judge, run_under};
use interregnum_study::fan::{Fan, fan};
use std::sync::atomic::AtomicBool;

/// Values worked out in one run beyond which the page refuses it: about a minute.
const MOST_WORK: f64 = 4e9;

/// Kept numbers beyond which the page refuses a run: 400 MB.
const MOST_KEPT: f64 = 5e7;

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
    let steps = ((settings.time.stop - settings.time.start) / settings.time.dt).abs();
    let per_step = (program.values.len() + program.slots as usize) as f64;
    if steps * per_step > MOST_WORK || steps * 64.0 > MOST_KEPT * 8.0 {
        let message =
            format!("a run of {steps:.0} steps is too long for the page; use the command");
        return Err(Trouble::too_much(message));
    }
    Ok(settings)
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
/// The model cannot be run, or a lever of its ensemble cannot be pulled.
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
    for lever in &ensemble.with {
        // Pulled in every member, as the claims' ensemble has it; a missing lever is a finding.
        let _ = settings.pull(program, &lever.key, None, None);
    }
    if ensemble.vary == Vary::Chance {
        settings.hold_all();
    }
    Ok(fan(program, &settings, ensemble.seed, members, variables, cancel))
}
