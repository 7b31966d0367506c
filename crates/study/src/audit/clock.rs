//! The clock scan: who reads the time, and who knows a date.

use super::Check;
use super::answer::Answer;
use super::subject::Subject;
use interregnum_compile::compile;
use interregnum_model::diagnostic::Code;
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::model::Origin;
use interregnum_model::source::Span;
use interregnum_model::variable::{InputSource, Variable, VariableKind};
use interregnum_model::{Model, Name};

pub(super) const CHECK: Check = Check {
    id: "clock",
    question: "Does anything but an input read the time or know a date?",
    meaning: "What reads the time or knows a date does not come out of the system: it was put in.",
    ask,
};

/// The sector of what comes from outside, where alone a book may write dates.
const OUTSIDE: &str = "S16";

fn ask(subject: &Subject<'_>) -> Answer {
    let model = subject.model;
    let mut answer = Answer::new(
        "read every equation for the time, for numbers that are dates of this run, and for inputs",
    );
    time_read(model, &mut answer);
    dates(model, &mut answer);
    inputs(model, &mut answer);
    answer
}

/// Equations that read the time outside an input, told or hidden in STEP, RAMP or PULSE. A model
/// of another tool is asked as one of ours is.
fn time_read(model: &Model, answer: &mut Answer) {
    let asked = Model { origin: Origin::Book, ..model.clone() };
    let found = compile(&asked).diagnostics.into_iter();
    for finding in found.filter(|finding| finding.code == Code::TimeOutsideInput) {
        let by = finding.span.and_then(|span| owner(model, span));
        let what = match by {
            Some(name) => format!("`{name}` reads the time"),
            None => finding.message,
        };
        answer.fault(model, finding.span, what);
    }
}

/// The variable in whose declaration a place lies.
fn owner(model: &Model, span: Span) -> Option<&Name> {
    let inside = |one: &&Variable| {
        let equation = one.equation().into_iter().flat_map(|equation| &equation.cases);
        let mut spans = equation.map(|case| case.expr.span).chain([one.span]);
        spans.any(|own| own.file == span.file && own.start <= span.start && span.end <= own.end)
    };
    model.variables.iter().find(inside).map(|variable| &variable.name)
}

/// Numbers in equations that lie within the run, where the run goes by calendar years.
fn dates(model: &Model, answer: &mut Answer) {
    /// Runs that begin earlier count from an event, and any number may be a number of steps.
    const CALENDAR: f64 = 1000.0;
    if model.time.start < CALENDAR {
        return;
    }
    let is_date = |number: f64| number >= model.time.start && number <= model.time.stop;
    let mut see = |name: &Name, expr: &Expr, outside: bool| {
        expr.visit(&mut |part| {
            if let ExprKind::Number(number) = part.kind
                && is_date(number)
                && !outside
            {
                let what = format!("`{name}` contains {number}, a date of this run");
                answer.fault(model, Some(part.span), what);
            }
        });
    };
    for variable in &model.variables {
        let outside = matches!(variable.kind, VariableKind::Input { .. })
            || model.chapter(variable.span).is_some_and(|chapter| chapter.sector == OUTSIDE);
        let cases = variable.equation().into_iter().flat_map(|equation| &equation.cases);
        cases.for_each(|case| see(&variable.name, &case.expr, outside));
    }
    for mechanism in &model.mechanisms {
        mechanism.off.iter().for_each(|one| see(&mechanism.name, &one.expr, false));
    }
}

/// What comes from outside, and why it may; it stands in the chapter of what does, where there is one.
fn inputs(model: &Model, answer: &mut Answer) {
    let has_page = model.chapters.iter().any(|chapter| chapter.sector == OUTSIDE);
    for variable in &model.variables {
        let VariableKind::Input { source, because } = &variable.kind else { continue };
        let elsewhere = model
            .chapter(variable.span)
            .is_some_and(|chapter| has_page && chapter.sector != OUTSIDE);
        if elsewhere {
            let what = format!(
                "the input `{}` stands outside the page of inputs ({OUTSIDE})",
                variable.name
            );
            answer.fault(model, Some(variable.span), what);
        }
        let what = match source {
            InputSource::Series { points, .. } => match (points.first(), points.last()) {
                (Some(first), Some(last)) => {
                    format!("{} points, {} to {}", points.len(), first.time, last.time)
                }
                _ => "no points".to_owned(),
            },
            InputSource::Equation(_) => "an equation".to_owned(),
        };
        let why = if because.is_empty() { "nobody says why".to_owned() } else { because.clone() };
        answer.remark(
            model,
            Some(variable.span),
            format!("input `{}`: {what}; {why}", variable.name),
        );
    }
}
