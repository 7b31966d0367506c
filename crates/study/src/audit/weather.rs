//! Inputs that fluctuate, as rain does, taken away and moved: held at their mean, and read some
//! years earlier and later. Which year was dry is chance. A claim that holds with the observed
//! years alone is carried by them and not by the system, unless it speaks of them.

use super::Check;
use super::answer::{Answer, listed};
use super::subject::{Incoming, Nature, Subject, Turned};
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "weather",
    question: "Does the argument come out without the good and bad years as they were observed?",
    meaning: "A claim that only the observed seasons bear out is borne out by the weather, not by the system the essay describes.",
    ask,
};

/// By how many years inputs are moved.
const SHIFTS: [f64; 4] = [-3.0, -2.0, 2.0, 3.0];

fn ask(subject: &Subject<'_>) -> Answer {
    let fluctuating: Vec<&Incoming> =
        subject.inputs.iter().filter(|input| works(subject, input)).collect();
    if fluctuating.is_empty() {
        return Answer::does_not_apply("no input that fluctuates from year to year has any effect");
    }
    if subject.questions.is_empty() {
        return Answer::does_not_apply("the model makes no claims");
    }
    let mut answer = Answer::new(format!(
        "held {} at the mean, and read the same 2 and 3 years earlier and later, one by one and all together",
        listed(fluctuating.iter().map(|input| &*input.name.written))
    ));
    let together = (fluctuating.len() > 1).then(|| fluctuating.clone());
    for group in fluctuating.iter().map(|one| vec![*one]).chain(together) {
        judge(subject, &group, &mut answer);
    }
    answer
}

/// Whether an input fluctuates, and anything in the base run reads it.
fn works(subject: &Subject<'_>, input: &Incoming) -> bool {
    let Some(settings) = subject.at_mean(input).filter(|_| input.nature == Nature::Fluctuates)
    else {
        return false;
    };
    let outcomes = subject.outcomes(&[settings]);
    outcomes.first().is_some_and(|outcomes| subject.moved(outcomes))
}

fn judge(subject: &Subject<'_>, group: &[&Incoming], answer: &mut Answer) {
    let names = listed(group.iter().map(|input| &*input.name.written));
    let span = group.first().map(|input| input.span);
    let mean = group.iter().fold(subject.base.clone(), |settings, input| {
        merged(settings, subject.at_mean(input), &subject.base)
    });
    let mut settings = vec![mean];
    for years in SHIFTS {
        let mut moved = subject.base.clone();
        for input in group {
            let _ = moved.shift(&subject.program, &input.name.key, years);
        }
        settings.push(moved);
    }
    let outcomes = subject.outcomes(&settings);
    let Some((mean, moved)) = outcomes.split_first() else { return };
    let broken: Vec<Turned<'_>> = subject.turned(mean).into_iter().filter(Turned::broke).collect();
    let (speaking, silent): (Vec<Turned<'_>>, Vec<Turned<'_>>) =
        broken.into_iter().partition(|one| speaks(subject, one.index, group));
    if !silent.is_empty() {
        let ids = listed(silent.iter().map(|one| one.id));
        answer.fault(
            subject.model,
            span,
            format!(
                "with {names} at the mean these claims hold no more, and do not speak of it: {ids}"
            ),
        );
    }
    if !speaking.is_empty() {
        let ids = listed(speaking.iter().map(|one| one.id));
        answer.remark(
            subject.model,
            span,
            format!(
                "with {names} at the mean these claims, which speak of it, hold no more: {ids}"
            ),
        );
    }
    shifted(subject, group, moved, &names, answer);
}

/// Claims that break in more than half of the places to which the input was moved.
fn shifted(
    subject: &Subject<'_>,
    group: &[&Incoming],
    moved: &[Vec<crate::audit::outcomes::Outcome>],
    names: &str,
    answer: &mut Answer,
) {
    let times = subject.breaks(moved);
    let hang = times
        .iter()
        .filter(|(index, (count, _))| count * 2 > SHIFTS.len() && !speaks(subject, **index, group));
    let ids: Vec<&str> = hang.map(|(_, (_, id))| *id).collect();
    let span = group.first().map(|input| input.span);
    if !ids.is_empty() {
        answer.fault(
            subject.model,
            span,
            format!(
                "these claims hold only with the observed years of {names} at their own dates: {}",
                listed(ids)
            ),
        );
    }
}

/// Whether a claim speaks of one of these inputs.
fn speaks(subject: &Subject<'_>, claim: usize, group: &[&Incoming]) -> bool {
    let names: Vec<&interregnum_model::Name> = group.iter().map(|input| &input.name).collect();
    subject.speaks(claim, &names)
}

/// Settings with what another made different from the base.
fn merged(mut settings: Settings, other: Option<Settings>, base: &Settings) -> Settings {
    let Some(other) = other else { return settings };
    for ((place, value), usual) in settings.values.iter_mut().zip(&other.values).zip(&base.values) {
        if value.to_bits() != usual.to_bits() {
            *place = *value;
        }
    }
    settings
}
