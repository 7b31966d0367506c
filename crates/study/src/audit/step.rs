//! Half the step, and Runge-Kutta instead of Euler: what the system does must not be what the
//! arithmetic does.

use super::Check;
use super::answer::Answer;
use super::outcomes::{Outcome, Questions};
use super::subject::Subject;
use interregnum_compile::program::Program;
use interregnum_model::Method;
use interregnum_model::time::TimeSpec;
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "step",
    question: "Do the claims come to the same at half the step and under Runge-Kutta?",
    ask,
};

/// How far a date may move, in units of time.
const DATE: f64 = 0.1;

fn ask(subject: &Subject<'_>) -> Answer {
    if subject.questions.is_empty() {
        return Answer::does_not_apply("the model makes no claims");
    }
    let time = &subject.program.time;
    let other = match time.method {
        Method::Euler => (Method::Rk4, "under Runge-Kutta"),
        Method::Rk4 => (Method::Euler, "under Euler"),
    };
    let mut answer =
        Answer::new(format!("judged every claim with dt = {} and {}", time.dt / 2.0, other.1));
    let half = TimeSpec { dt: time.dt / 2.0, ..time.clone() };
    judge(subject, half, &format!("at dt = {}", time.dt / 2.0), &mut answer);
    judge(subject, TimeSpec { method: other.0, ..time.clone() }, other.1, &mut answer);
    answer
}

fn judge(subject: &Subject<'_>, time: TimeSpec, how: &str, answer: &mut Answer) {
    let model = subject.model;
    // The questions are planned anew: what lies between two steps depends on the method.
    let program = Program { time, ..subject.program.clone() };
    let questions = Questions::new(model, &program);
    let settings = Settings::new(&program);
    let found = questions.outcomes(&program, &[settings], subject.cancel);
    for (usual, now) in subject.usual.iter().zip(found.into_iter().next().unwrap_or_default()) {
        let Some(claim) = model.claims.get(usual.claim) else { continue };
        let said = |holds: Option<bool>| match holds {
            Some(true) => "holds",
            Some(false) => "fails",
            None => "has no answer",
        };
        if usual.holds != now.holds {
            let what = format!(
                "`{}` {} as it stands and {} {how}",
                claim.name,
                said(usual.holds),
                said(now.holds)
            );
            answer.fault(model, Some(claim.span), what);
            continue;
        }
        for (text, a, b) in dates(subject, usual, &now) {
            let what = format!("`{}`: `{text}` moves from {a:.2} to {b:.2} {how}", claim.name);
            answer.fault(model, Some(claim.span), what);
        }
    }
}

/// Dates that decide a claim and move by more than [`DATE`]. A number is taken for a date where
/// the run goes by calendar years and the number is one of them in both.
fn dates<'o>(subject: &Subject<'_>, usual: &'o Outcome, now: &Outcome) -> Vec<(&'o str, f64, f64)> {
    /// As in the clock scan: shorter numbers are no calendar years.
    const CALENDAR: f64 = 1000.0;
    let time = &subject.program.time;
    let is_date = |number: f64| time.start >= CALENDAR && number > time.start && number < time.stop;
    let pairs = usual.numbers.iter().zip(&now.numbers);
    pairs
        .filter(|((text, a), (_, b))| {
            is_date(*a) && is_date(*b) && (a - b).abs() > DATE && asks_when(text)
        })
        .map(|((text, a), (_, b))| (&**text, *a, *b))
        .collect()
}

/// Whether a question asks for a date: a function of the query language that answers with one.
fn asks_when(text: &str) -> bool {
    const WHEN: [&str; 7] =
        ["first(", "last(", "peak(", "trough(", "crossing(", "break(", "turning("];
    WHEN.iter().any(|word| text.trim_start().starts_with(word))
}
