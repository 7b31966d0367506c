//! The phase-shift test, event by event: each thing that comes in with a date, come one to four
//! years earlier or later. What the system makes of it must move with it; what it makes by itself
//! must not; and no claim may need an event on its very date unless it speaks of it.

use super::Check;
use super::answer::{Answer, listed};
use super::dates::{Dated, dates};
use super::outcomes::Outcome;
use super::subject::{Incoming, Nature, Subject};
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "shifts",
    question: "Does what an event explains move with it, and does the rest stay?",
    meaning: "A claim that needs an event on its very date was written around that date; an event that moves nothing explains nothing.",
    ask,
};

/// By how many years each event is moved.
const YEARS: [f64; 8] = [-4.0, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 4.0];

/// A date moves with an event from this many years for each year on.
const MOVES: f64 = 0.1;

fn ask(subject: &Subject<'_>) -> Answer {
    if subject.questions.is_empty() {
        return Answer::does_not_apply("the model makes no claims");
    }
    let events: Vec<(&Incoming, Vec<Settings>)> = subject
        .inputs
        .iter()
        .filter(|input| input.nature == Nature::Happens)
        .filter_map(|input| Some((input, moved(subject, input)?)))
        .collect();
    if events.is_empty() {
        return Answer::does_not_apply("nothing comes in at a date that could be moved");
    }
    let mut answer = Answer::new(format!(
        "moved {} by 1 to 4 years back and forth, one by one, and judged every claim each time",
        listed(events.iter().map(|(input, _)| &*input.name.written))
    ));
    let dated = dates(subject);
    let mut slopes: Vec<Vec<f64>> = Vec::new();
    let mut rows = Vec::new();
    for (input, settings) in &events {
        let outcomes = subject.outcomes(settings);
        judge(subject, input, &outcomes, &mut answer);
        let of_event: Vec<f64> = dated.iter().map(|date| slope(date, &outcomes)).collect();
        rows.push(row(subject, input, &outcomes, &dated, &of_event));
        slopes.push(of_event);
    }
    alone(subject, &dated, &slopes, &mut answer);
    answer.table(
        &["event", "dates that move with it, years for each year", "claims broken, by years moved"],
        rows,
    );
    answer
}

/// The base run with an input moved by each of [`YEARS`]; `None` where it has no date.
fn moved(subject: &Subject<'_>, input: &Incoming) -> Option<Vec<Settings>> {
    let one = |years: &f64| {
        let mut settings = subject.base.clone();
        settings.shift(&subject.program, &input.name.key, *years).ok()?;
        Some(settings)
    };
    YEARS.iter().map(one).collect()
}

/// What speaks against the model when an event is moved.
fn judge(subject: &Subject<'_>, input: &Incoming, all: &[Vec<Outcome>], answer: &mut Answer) {
    let (name, span) = (&input.name, Some(input.span));
    if !all.iter().any(|outcomes| subject.moved(outcomes)) {
        let what = format!(
            "`{name}` may come 4 years sooner or later, and no number of any claim changes"
        );
        answer.fault(subject.model, span, what);
        return;
    }
    let times = subject.breaks(all);
    let always = times.iter().filter(|(_, (count, _))| *count == YEARS.len());
    let silent = always.filter(|(claim, _)| !subject.speaks(**claim, &[name]));
    let ids: Vec<&str> = silent.map(|(_, (_, id))| *id).collect();
    if !ids.is_empty() {
        let what = format!(
            "these claims hold with `{name}` at its own date only, one year off is too much, and they do not speak of it: {}",
            listed(ids)
        );
        answer.fault(subject.model, span, what);
    }
}

/// By how many years a date moves for each year an event is moved, by least squares through the
/// date as it stands; 0 where it has no answer in any of the runs.
fn slope(date: &Dated<'_>, all: &[Vec<Outcome>]) -> f64 {
    let pairs = YEARS.iter().zip(all);
    let (mut with, mut square) = (0.0, 0.0);
    for (years, outcomes) in pairs {
        if let Some(when) = date.other(outcomes) {
            with += years * (when - date.when);
            square += years * years;
        }
    }
    if square > 0.0 { with / square } else { 0.0 }
}

fn row(
    subject: &Subject<'_>,
    input: &Incoming,
    all: &[Vec<Outcome>],
    dated: &[Dated<'_>],
    slopes: &[f64],
) -> Vec<String> {
    let moving = dated.iter().zip(slopes).filter(|(_, slope)| slope.abs() >= MOVES);
    let moving: Vec<String> =
        moving.map(|(date, slope)| format!("{} {slope:+.1}", date.id)).collect();
    let broken = YEARS.iter().zip(all).map(|(years, outcomes)| {
        let count = subject.turned(outcomes).iter().filter(|one| one.broke()).count();
        format!("{years:+}: {count}")
    });
    vec![input.name.to_string(), moving.join("; "), broken.collect::<Vec<_>>().join(", ")]
}

/// Says of each date with which events it moves, or that it comes by itself.
fn alone(subject: &Subject<'_>, dated: &[Dated<'_>], slopes: &[Vec<f64>], answer: &mut Answer) {
    for (at, date) in dated.iter().enumerate() {
        let most = slopes
            .iter()
            .filter_map(|of_event| of_event.get(at))
            .fold(0.0_f64, |most, one| most.max(one.abs()));
        let span = subject.model.claims.get(date.claim).map(|claim| claim.span);
        let what = match most >= MOVES {
            true => format!(
                "`{}` of `{}` ({:.1}) moves by up to {most:.1} years for each year that an event is moved",
                date.text, date.id, date.when
            ),
            false => format!(
                "`{}` of `{}` ({:.1}) moves with no event: it comes out of the system itself",
                date.text, date.id, date.when
            ),
        };
        answer.remark(subject.model, span, what);
    }
}
