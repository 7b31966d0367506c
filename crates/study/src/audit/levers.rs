//! Every lever pulled: one that changes no claim, and that no claim pulls, does nothing.

use super::Check;
use super::answer::{Answer, listed};
use super::effects::{HEADINGS, row};
use super::mentions::mentions;
use super::subject::Subject;

pub(super) const CHECK: Check = Check {
    id: "levers",
    question: "Does every lever change a claim?",
    meaning: "A lever that changes nothing answers no question that a reader could ask with it.",
    ask,
};

fn ask(subject: &Subject<'_>) -> Answer {
    let Subject { model, program, .. } = subject;
    let levers: Vec<_> = model.levers.iter().filter(|lever| !lever.anonymous).collect();
    if levers.is_empty() || subject.questions.is_empty() {
        return Answer::does_not_apply("the model has no levers, or makes no claims");
    }
    let mut settings = Vec::new();
    for lever in &levers {
        let mut pulled = subject.base.clone();
        // Every lever of the model is one of its program.
        let _ = pulled.pull(program, &lever.name.key, None, None);
        settings.push(pulled);
    }
    let mut answer = Answer::new(format!(
        "pulled each of {} levers at its own dates and judged every claim",
        levers.len()
    ));
    let mut rows = Vec::new();
    for (lever, outcomes) in levers.iter().zip(subject.outcomes(&settings)) {
        let turned = subject.turned(&outcomes);
        rows.push(row(subject, &lever.name.written, &outcomes));
        let (name, span) = (&lever.name, Some(lever.span));
        let asked: Vec<&str> = model
            .claims
            .iter()
            .filter(|claim| mentions(model, claim).contains(&name.key))
            .map(|claim| &*claim.name.written)
            .collect();
        if !turned.is_empty() {
            let ids = listed(turned.iter().map(|one| one.id));
            answer.remark(model, span, format!("`{name}` changes {ids}"));
        } else if !asked.is_empty() {
            answer.remark(model, span, format!("`{name}` is pulled by {}", listed(asked)));
        } else if subject.moved(&outcomes) {
            answer.remark(
                model,
                span,
                format!("`{name}` moves numbers of claims and changes the outcome of none"),
            );
        } else {
            answer.fault(
                model,
                span,
                format!("`{name}` changes no number of any claim, and no claim pulls it"),
            );
        }
    }
    answer.table(&HEADINGS, rows);
    answer
}
