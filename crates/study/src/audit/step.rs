//! Half the step, and Runge-Kutta instead of Euler: what the system does must not be what the
//! arithmetic does.

use super::Check;
use super::answer::Answer;
use super::dates::dates;
use super::outcomes::Questions;
use super::subject::Subject;
use interregnum_compile::program::Program;
use interregnum_model::Method;
use interregnum_model::time::TimeSpec;
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "step",
    question: "Do the claims come to the same at half the step and under Runge-Kutta?",
    meaning: "What changes with the step is done by the arithmetic, not by the system.",
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
    let found = found.into_iter().next().unwrap_or_default();
    let mut turned = Vec::new();
    for (usual, now) in subject.usual.iter().zip(&found) {
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
            turned.push(usual.claim);
        }
    }
    for date in dates(subject).iter().filter(|date| !turned.contains(&date.claim)) {
        let Some(now) = date.other(&found).filter(|now| (now - date.when).abs() > DATE) else {
            continue;
        };
        let span = model.claims.get(date.claim).map(|claim| claim.span);
        let what =
            format!("`{}`: `{}` moves from {:.2} to {now:.2} {how}", date.id, date.text, date.when);
        answer.fault(model, span, what);
    }
}
