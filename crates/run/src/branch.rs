//! Runs that go one way until a date and part from there: many members restarted from one state.

use crate::clock::Clock;
use crate::engine::tape::Tape;
use crate::run::{Run, resume, run};
use crate::saved::Watch;
use crate::settings::Settings;
use interregnum_compile::program::Program;

/// The run until the first step not before `date`: what [`branch`] goes on from. A date that never
/// comes leaves the whole run, one before the start only its first moment.
pub fn trunk(program: &Program, settings: &Settings, date: f64, watch: &Watch) -> Run {
    let mut until = settings.clone();
    if let Ok(clock) = Clock::new(&settings.time) {
        until.time.stop = clock.at(clock.step_at(date).min(clock.steps), 0.0);
    }
    run(program, &until, watch)
}

/// The run that goes on from a trunk by other settings. Where it parts, what is kept is what the
/// trunk gave; from the next step on it is what these settings give.
///
/// They must agree with the trunk's in start and dt, as for [`resume`], and be watched alike.
/// Impulses of theirs up to the date are not made.
pub fn branch(program: &Program, trunk: &Run, settings: &Settings, watch: &Watch) -> Run {
    let whole = Clock::new(&settings.time).is_ok_and(|clock| trunk.end.step >= clock.steps);
    if whole || trunk.failure.is_some() {
        return trunk.clone();
    }
    joined(trunk, resume(program, settings, &trunk.end, watch))
}

/// The runs of many members that go on from one trunk, each as [`branch`] gives it but for [`Run::end`], of
/// which only the moment is kept. Those that agree in time with the first are run side by side.
pub fn branches(program: &Program, trunk: &Run, members: &[Settings], watch: &Watch) -> Vec<Run> {
    let Some(first) = members.first() else { return Vec::new() };
    let alike = members.iter().all(|member| member.time == first.time);
    let whole = Clock::new(&first.time).is_ok_and(|clock| trunk.end.step >= clock.steps);
    if !alike || whole || trunk.failure.is_some() {
        return members.iter().map(|member| branch(program, trunk, member, watch)).collect();
    }
    let tape = Tape::going_on(program, members, &trunk.end, watch);
    tape.run_block(members).into_iter().map(|rest| joined(trunk, rest)).collect()
}

/// A trunk and what goes on from it, as one run.
fn joined(trunk: &Run, rest: Run) -> Run {
    let mut times = trunk.times.clone();
    times.extend(rest.times);
    let mut columns = trunk.columns.clone();
    for (column, more) in columns.iter_mut().zip(rest.columns) {
        column.values.extend(more.values);
    }
    Run { times, columns, end: rest.end, failure: rest.failure }
}
