//! The whole run moved along the calendar, with everything that comes in from outside: a system
//! without a clock of its own goes exactly as it did, only later. It is the phase-shift test at its
//! sharpest, for no tolerance is needed: dates hidden anywhere, in equations, delays or lookups,
//! stay behind.

use super::Check;
use super::answer::{Answer, listed};
use super::subject::Subject;
use interregnum_compile::program::{Program, Role, Value, VariableId};
use interregnum_run::run::{Run, run};
use interregnum_run::saved::{Often, Watch};
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "timeless",
    question: "Does the whole system go the same way at another place in the calendar?",
    meaning: "What stays behind when everything else is moved hangs on a date that is hidden somewhere.",
    ask,
};

/// By how much the run is moved, in units of time: a whole number of leap years and of steps.
const LATER: f64 = 8.0;

/// How far apart values may lie that ought to be equal, as a part of the largest of their
/// variable: sums of dates round differently, and errors grow over some thousand steps.
const ROUNDING: f64 = 1e-6;

fn ask(subject: &Subject<'_>) -> Answer {
    let Subject { model, program, .. } = subject;
    if draws(program) && differs(subject, &reseeded(subject)).is_some() {
        return Answer::does_not_apply(
            "the base run is drawn by lot, and the lot goes by the date",
        );
    }
    let mut later = subject.base.clone();
    later.time.start += LATER;
    later.time.stop += LATER;
    for input in &subject.inputs {
        // An input without dates has no shift.
        let _ = later.shift(program, &input.name.key, LATER);
    }
    let mut answer = Answer::new(format!(
        "moved start, stop and all inputs by {LATER} years and compared every variable at every step"
    ));
    let moved = watched(program, &later);
    if let Some(failure) = &moved.failure {
        let why = failure.diagnostic(program).message;
        answer.fault(model, failure.span, format!("moved by {LATER} years, the run fails: {why}"));
        return answer;
    }
    if let Some(apart) = differs(subject, &moved) {
        let first = apart.first().map_or(0.0, |one| one.when);
        for one in apart.iter().take_while(|one| one.when == first).take(SHOWN) {
            let layout = program.variables.get(one.variable.0 as usize);
            let Some(layout) = layout else { continue };
            let what = format!(
                "`{}` knows the calendar: moved by {LATER} years it parts from itself in {:.2}, by {:.2} % of its largest value",
                layout.name,
                one.when,
                one.by * 100.0
            );
            answer.fault(model, Some(layout.span), what);
        }
        let rest = apart.iter().skip_while(|one| one.when == first);
        let names: Vec<&str> = rest
            .filter_map(|one| program.variables.get(one.variable.0 as usize))
            .map(|layout| &*layout.name.written)
            .collect();
        if !names.is_empty() {
            answer.remark(model, None, format!("after it go {}", listed(names)));
        }
    }
    answer
}

/// As many variables are named: those that part first know the date, the others follow them.
const SHOWN: usize = 5;

/// A variable that goes another way.
struct Apart {
    variable: VariableId,
    when: f64,
    by: f64,
}

/// The variables, inputs left out, that go otherwise in another run of as many steps, those that
/// part first at the beginning.
fn differs(subject: &Subject<'_>, other: &Run) -> Option<Vec<Apart>> {
    let mut apart: Vec<Apart> = Vec::new();
    for (column, moved) in subject.run.columns.iter().zip(&other.columns) {
        let layout = subject.program.variables.get(column.variable.0 as usize);
        if layout.is_none_or(|layout| layout.role == Role::Input) {
            continue;
        }
        let largest = column.values.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        let off = |(a, b): (&f64, &f64)| (a - b).abs() > ROUNDING * largest.max(f64::MIN_POSITIVE);
        let Some(at) = column.values.iter().zip(&moved.values).position(off) else { continue };
        let when = subject.run.times.get(at).copied().unwrap_or(subject.base.time.start);
        let by = column.values.iter().zip(&moved.values).map(|(a, b)| (a - b).abs() / largest);
        let by = by.fold(0.0, f64::max);
        match apart.iter_mut().find(|one| one.variable == column.variable) {
            Some(known) => (known.when, known.by) = (known.when.min(when), known.by.max(by)),
            None => apart.push(Apart { variable: column.variable, when, by }),
        }
    }
    apart.sort_by(|a, b| a.when.total_cmp(&b.when));
    (!apart.is_empty()).then_some(apart)
}

fn draws(program: &Program) -> bool {
    program.values.iter().any(|value| matches!(value, Value::Draw { .. }))
}

fn reseeded(subject: &Subject<'_>) -> Run {
    let other = Settings { seed: subject.base.seed.wrapping_add(1), ..subject.base.clone() };
    watched(&subject.program, &other)
}

/// The variables of the base run, at every step. Those that the model and the program with its
/// inputs' levers show are the same, in the same order.
fn watched(program: &Program, settings: &Settings) -> Run {
    run(program, settings, &Watch { often: Often::EveryStep, ..Watch::shown() })
}
