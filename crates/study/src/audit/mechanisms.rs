//! Every mechanism taken away: one that changes no claim is ballast, and a claim that nearly every
//! one of them breaks was tuned to a point.

use super::Check;
use super::answer::{Answer, listed};
use super::effects::{HEADINGS, row};
use super::subject::{Subject, Turned};
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check {
    id: "mechanisms",
    question: "Does every mechanism change a claim, and is no claim changed by nearly all?",
    meaning: "A mechanism that changes no claim is ballast; a claim that nearly every mechanism breaks was tuned to a point.",
    ask,
};

/// With fewer mechanisms than this, most of them may well matter to each claim.
const FEWEST: usize = 6;

fn ask(subject: &Subject<'_>) -> Answer {
    let Subject { model, program, .. } = subject;
    if model.mechanisms.is_empty() || subject.questions.is_empty() {
        return Answer::does_not_apply(
            "the model has no mechanisms to switch off, or makes no claims",
        );
    }
    let mut settings = Vec::new();
    let mut names = Vec::new();
    for mechanism in &model.mechanisms {
        let mut off = subject.base.clone();
        if off.off(program, &mechanism.name.key).is_ok() {
            settings.push(off);
            names.push(mechanism);
        }
    }
    let count = names.len();
    let mut answer =
        Answer::new(format!("switched each of {count} mechanisms off and judged every claim"));
    let mut broken: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
    let mut rows = Vec::new();
    for (mechanism, outcomes) in names.iter().zip(subject.outcomes(&settings)) {
        let turned = subject.turned(&outcomes);
        rows.push(row(subject, &mechanism.name.written, &outcomes));
        for one in turned.iter().filter(|one| one.broke()) {
            broken.entry(one.index).or_insert((0, one.id)).0 += 1;
        }
        let (name, span) = (&mechanism.name, Some(mechanism.span));
        if !turned.is_empty() {
            let ids = listed(turned.iter().map(|one: &Turned<'_>| one.id));
            answer.remark(model, span, format!("`{name}` changes {ids}"));
        } else if subject.moved(&outcomes) {
            answer.remark(
                model,
                span,
                format!("`{name}` moves numbers of claims and changes the outcome of none"),
            );
        } else {
            answer.fault(model, span, format!("`{name}` changes no number of any claim"));
        }
    }
    for (index, (times, id)) in broken {
        if count >= FEWEST && times * 2 > count {
            let span = model.claims.get(index).map(|claim| claim.span);
            let what = format!(
                "`{id}` breaks without each of {times} of {count} mechanisms: it holds at one point only"
            );
            answer.fault(model, span, what);
        }
    }
    answer.table(&HEADINGS, rows);
    answer
}
