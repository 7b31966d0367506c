//! One run of a program, from the start or from a saved state.

use crate::clock::Clock;
use crate::engine::elements::{For, Plan};
use crate::engine::interpreter::Interpreter;
use crate::engine::tape::Tape;
use crate::failure::{Failure, FailureKind};
use crate::method::{Course, Memories, Plain};
use crate::saved::{Column, Saved, Watch};
use crate::settings::Settings;
use crate::state::State;
use interregnum_compile::program::{Layout, Program, VariableId};

/// What a run gave.
#[derive(Clone, Debug)]
pub struct Run {
    /// When values were kept.
    pub times: Vec<f64>,
    /// The kept values, variables in the order asked for, elements side by side.
    pub columns: Vec<Column>,
    /// Where it stood at its end; after a failure, where it failed.
    pub end: State,
    /// Why it stopped early, if it did; rows up to then are kept.
    pub failure: Option<Failure>,
}

impl Run {
    /// The kept values of one element (its position from 0), if it was watched.
    pub fn column(&self, variable: VariableId, element: u32) -> Option<&[f64]> {
        self.columns
            .iter()
            .find(|column| column.variable == variable && column.element == element)
            .map(|column| column.values.as_slice())
    }
}

/// Runs a program that [`interregnum_compile::compile`] gave (or that passed its verifier) from
/// its start to its end: on a [`Tape`] with one lane where that pays, else on the interpreter. Both give the same bits.
pub fn run(program: &Program, settings: &Settings, watch: &Watch) -> Run {
    match Tape::if_it_pays(program, settings, watch) {
        Some(tape) => tape.run(settings),
        None => interpret(program, settings, watch),
    }
}

/// The same on the interpreter, which is the reference for every engine.
pub fn interpret(program: &Program, settings: &Settings, watch: &Watch) -> Run {
    run_by(program, settings, watch, None)
}

/// The same, large arrays worked out with elements side by side where there is a plan for that.
pub(crate) fn run_by(
    program: &Program,
    settings: &Settings,
    watch: &Watch,
    plan: Option<&Plan>,
) -> Run {
    let clock = match Clock::of(program, &settings.time) {
        Ok(clock) => clock,
        Err(bad) => return refused(FailureKind::BadTime(bad), settings, State::default()),
    };
    let mut interpreter = Interpreter::new(program, settings);
    let saved = Saved::new(program, watch, &clock, 0);
    if let Err(failure) = saved.fits(&clock) {
        return Run { failure: Some(failure), ..nothing_kept(State::default()) };
    }
    let mut elements = plan.map(|plan| (plan, plan.benches()));
    let begun = match &mut elements {
        Some((plan, benches)) => plan.initial(benches, &mut interpreter),
        None => interpreter.initial(),
    };
    let ready = begun.and_then(|()| Memories::new(program, &interpreter.slots, &clock));
    let (memories, failure) = match ready {
        Ok(memories) => (memories, None),
        Err(failure) => (Memories::with(program, Vec::new()), Some(failure)),
    };
    let engine = Plain::new(interpreter, elements, memories, saved, &settings.impulses);
    let method = settings.time.method;
    finish(Course { engine, clock, method, moved_until: None, step: 0 }, settings, failure)
}

/// Goes on from a saved state: the same bits as one whole run would have had. The state's own
/// moment is not saved again, so that the two tables put together are the whole.
///
/// The settings may differ from those of the first run (a lever pulled from here on), but not in
/// start and dt. Impulses up to the state's moment have been made and are not made again.
pub fn resume(program: &Program, settings: &Settings, state: &State, watch: &Watch) -> Run {
    let clock = match Clock::of(program, &settings.time) {
        Ok(clock) => clock,
        Err(bad) => return refused(FailureKind::BadTime(bad), settings, state.clone()),
    };
    if let Err(bad) = state.fits(program, &settings.time, &clock) {
        return refused(FailureKind::BadState(bad), settings, state.clone());
    }
    let mut interpreter = Interpreter::new(program, settings);
    interpreter.restore(&state.slots, settings);
    let memories = Memories::with(program, state.delays.clone());
    let saved = Saved::new(program, watch, &clock, state.step + 1);
    if let Err(failure) = saved.fits(&clock) {
        return Run { failure: Some(failure), ..nothing_kept(state.clone()) };
    }
    let plan = Plan::if_it_pays(program, For::One);
    let elements = plan.as_ref().map(|plan| (plan, plan.benches()));
    let engine = Plain::new(interpreter, elements, memories, saved, &settings.impulses);
    let (method, moved_until, step) = (settings.time.method, Some(state.step), state.step);
    finish(Course { engine, clock, method, moved_until, step }, settings, None)
}

/// Goes to the end, unless it has failed before it began.
fn finish(mut course: Course<Plain>, settings: &Settings, failure: Option<Failure>) -> Run {
    let failure = failure.or_else(|| course.go().err());
    let Plain { interpreter, memories, saved, .. } = course.engine;
    let end = State {
        step: course.step,
        time: course.clock.at(course.step, 0.0),
        start: settings.time.start,
        dt: settings.time.dt,
        slots: interpreter.slots,
        delays: memories.delays,
    };
    Run { times: saved.times, columns: saved.columns, end, failure }
}

fn refused(kind: FailureKind, settings: &Settings, end: State) -> Run {
    let failure = Some(Failure::whole(kind, settings.time.start));
    Run { failure, ..nothing_kept(end) }
}

fn nothing_kept(end: State) -> Run {
    Run { times: Vec::new(), columns: Vec::new(), end, failure: None }
}

/// A variable's element as people write it: `harvest[wheat,north]`.
pub fn element_name(layout: &Layout, element: u32) -> String {
    let mut rest = element as usize;
    let mut parts = Vec::with_capacity(layout.dimensions.len());
    for (_, elements) in layout.dimensions.iter().rev() {
        let size = elements.len().max(1);
        parts.push(elements.get(rest % size).map_or("?", String::as_str));
        rest /= size;
    }
    if parts.is_empty() {
        return layout.name.to_string();
    }
    parts.reverse();
    format!("{}[{}]", layout.name, parts.join(","))
}
