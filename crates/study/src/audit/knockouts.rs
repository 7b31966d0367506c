//! What each claim rests on taken away: a claim that stands all the same is not explained by the
//! model, and one that names nothing it rests on cannot fail.

use super::Check;
use super::answer::Answer;
use super::subject::Subject;
use crate::claims::report::Report;
use crate::claims::verdict::must_break;
use crate::claims::{Control, Knockouts, Options, Verdict, judge};

pub(super) const CHECK: Check = Check {
    id: "knockouts",
    question: "Does every claim break when what it rests on is taken away?",
    meaning: "A claim that stands without what it is said to rest on is not explained by it: the model has it from elsewhere.",
    ask,
};

/// Members asked beside the base run, for claims that speak of them. Enough for a share; `claims`
/// asks them all.
const MEMBERS: u32 = 40;

fn ask(subject: &Subject<'_>) -> Answer {
    let model = subject.model;
    if model.claims.is_empty() {
        return Answer::does_not_apply("the model makes no claims");
    }
    let program = &subject.program;
    let usual = Options::new(model, program);
    let members = usual.members.min(MEMBERS);
    let options = Options { knockouts: Knockouts::Tried, members, ..usual };
    let control = Control { progress: &|_, _| {}, cancel: subject.cancel };
    let report = judge(model, program, &options, control);
    let mut answer = Answer::new(format!(
        "tried the knock-outs of {} claims in the base run and {members} members",
        report.claims.len()
    ));
    unnamed(subject, &mut answer);
    survived(subject, &report, &mut answer);
    answer
}

fn unnamed(subject: &Subject<'_>, answer: &mut Answer) {
    for claim in &subject.model.claims {
        let counts = claim.knockouts.iter().any(|knockout| !knockout.trivial);
        if must_break(claim) && !counts && !claim.tests.is_empty() {
            let what = format!("`{}` names nothing that must make it fail", claim.name);
            answer.fault(subject.model, Some(claim.span), what);
        }
    }
}

fn survived(subject: &Subject<'_>, report: &Report, answer: &mut Answer) {
    for found in &report.claims {
        let claim = subject.model.claims.iter().find(|claim| *claim.name.written == *found.id);
        let span = claim.map(|claim| claim.span);
        let named = claim.is_some_and(|claim| claim.knockouts.iter().any(|one| !one.trivial));
        match found.verdict {
            Verdict::NotExplained if named => {
                let what = format!("`{}` is not explained: {}", found.id, found.because);
                answer.fault(subject.model, span, what);
            }
            // What does not hold has nothing to break.
            Verdict::NotExplained
            | Verdict::Fails
            | Verdict::Holds
            | Verdict::Depends
            | Verdict::Untestable => {}
        }
    }
}
