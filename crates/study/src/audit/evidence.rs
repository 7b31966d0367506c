//! What was set on what. A claim of role `validate` must come out; a parameter that was changed
//! because it did not is calibrated from then on, and the book's log must say so. And most core
//! claims must never have been used for tuning.

use super::Check;
use super::answer::{Answer, listed};
use super::subject::Subject;
use interregnum_model::claim::Claim;
use interregnum_model::provenance::ProvenanceKind;
use interregnum_model::series::Role;
use interregnum_model::variable::{Variable, VariableKind};
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check {
    id: "evidence",
    question: "Is what was used to set the numbers kept apart from what tests them?",
    meaning: "What a number was set on no longer tests it: a claim that holds because it was tuned for is no finding.",
    ask,
};

/// So large a part of the core claims must never have been used for tuning.
const UNTOUCHED: f64 = 0.7;

fn ask(subject: &Subject<'_>) -> Answer {
    let model = subject.model;
    if model.claims.is_empty() {
        return Answer::does_not_apply("the model makes no claims");
    }
    let log = log(subject);
    let mut answer = Answer::new(format!(
        "looked for claims and series of role `validate` in the reasons given for {} parameters, and for claims in the book's log ({} words)",
        parameters(subject).count(),
        log.split_whitespace().count()
    ));
    reasons(subject, &log, &mut answer);
    untouched(subject, &log, &mut answer);
    scores(subject, &log, &mut answer);
    answer
}

fn parameters<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = &'s Variable> {
    let all = subject.model.variables.iter();
    all.filter(|one| matches!(one.kind, VariableKind::Parameter { .. }))
}

/// Parameters whose reason names a claim that must come out and that the log does not own up to,
/// or a series that must.
fn reasons(subject: &Subject<'_>, log: &str, answer: &mut Answer) {
    let model = subject.model;
    for parameter in parameters(subject) {
        let mut reason = parameter.note.clone();
        for one in &parameter.provenance {
            if let ProvenanceKind::Assumed(why) = &one.kind {
                reason = format!("{reason} {why}");
            }
        }
        let named = model.claims.iter().filter(|claim| names(&reason, &claim.name.written));
        for claim in named.filter(|claim| claim.role == "validate" && !used(log, claim)) {
            let what = format!(
                "`{}` is set on `{}`, a claim of role validate, and no log says so",
                parameter.name, claim.name
            );
            answer.fault(model, Some(parameter.span), what);
        }
        for series in model.series.iter().filter(|series| series.role == Role::Validate) {
            if names(&reason, &series.name.written) {
                let what = format!(
                    "`{}` is set on the series `{}`, of role validate",
                    parameter.name, series.name
                );
                answer.fault(model, Some(parameter.span), what);
            }
        }
    }
}

/// Core claims that were used for tuning, by their role or by the log.
fn untouched(subject: &Subject<'_>, log: &str, answer: &mut Answer) {
    let model = subject.model;
    let core: Vec<&Claim> = model.claims.iter().filter(|claim| claim.tier == "core").collect();
    let touched: Vec<&str> = core
        .iter()
        .filter(|claim| claim.role == "calibrate" || used(log, claim))
        .map(|claim| &*claim.name.written)
        .collect();
    if core.is_empty() {
        return;
    }
    let part = 1.0 - touched.len() as f64 / core.len() as f64;
    let what = format!(
        "{} of {} core claims were never used for tuning; used were {}",
        core.len() - touched.len(),
        core.len(),
        if touched.is_empty() { "none".to_owned() } else { listed(touched) }
    );
    match part < UNTOUCHED {
        true => answer.fault(model, None, format!("only {what}")),
        false => answer.remark(model, None, what),
    }
}

/// How many claims hold, by what they were used for and how hard they are.
fn scores(subject: &Subject<'_>, log: &str, answer: &mut Answer) {
    let mut groups: BTreeMap<[String; 3], [usize; 2]> = BTreeMap::new();
    for outcome in &subject.usual {
        let Some(claim) = subject.model.claims.get(outcome.claim) else { continue };
        let role = match used(log, claim) && claim.role == "validate" {
            true => "validate, tuned for".to_owned(),
            false => claim.role.clone(),
        };
        let [held, all] =
            groups.entry([role, claim.tier.clone(), claim.hardness.clone()]).or_default();
        *held += usize::from(outcome.holds == Some(true));
        *all += 1;
    }
    let rows = groups.into_iter().map(|([role, tier, hardness], [held, all])| {
        vec![role, tier, hardness, format!("{held} of {all}")]
    });
    answer.table(&["role", "tier", "hardness", "hold in the base run"], rows.collect());
}

/// Whether the log says that a claim was used.
fn used(log: &str, claim: &Claim) -> bool {
    names(log, &claim.name.written)
}

/// Whether a text names something, as a word of its own. A name of one word and without a hyphen
/// could be any word, and is not looked for.
fn names(text: &str, name: &str) -> bool {
    let part = |one: char| one.is_alphanumeric() || one == '-' || one == '_';
    let compound = name.contains(['-', ' ']);
    compound
        && text.match_indices(name).any(|(at, _)| {
            let before = text.get(..at).and_then(|head| head.chars().next_back());
            let after = text.get(at + name.len()..).and_then(|tail| tail.chars().next());
            !before.is_some_and(part) && !after.is_some_and(part)
        })
}

/// What the book's logs say was used: the sections whose heading speaks of a log. Sentences that
/// say what was *not* used are left out.
fn log(subject: &Subject<'_>) -> String {
    let mut found = String::new();
    for chapter in &subject.model.chapters {
        let Some(file) = subject.model.sources.get(chapter.file) else { continue };
        let mut depth: Option<usize> = None;
        for line in file.text.lines() {
            let level = line.chars().take_while(|one| *one == '#').count();
            if level > 0 && line.get(level..).is_some_and(|rest| rest.starts_with(' ')) {
                let inside = depth.is_some_and(|outer| level > outer);
                let speaks = line
                    .to_lowercase()
                    .split(|one: char| !one.is_alphabetic())
                    .any(|word| word == "log");
                depth = if inside { depth } else { speaks.then_some(level) };
            } else if depth.is_some() {
                found.push_str(line);
                found.push('\n');
            }
        }
    }
    let denies = |sentence: &&str| {
        let low = sentence.to_lowercase();
        !low.contains("never") && !low.contains("not changed") && !low.contains("was not used")
    };
    let kept: Vec<&str> = found.split(". ").filter(denies).collect();
    kept.join(". ")
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn a_name_is_a_word_of_its_own() {
        assert!(names("set on farm-output-50pc (calibrate)", "farm-output-50pc"));
        assert!(!names("the farm-output-50pc-again", "farm-output-50pc"));
        assert!(!names("the slump came", "slump"));
    }
}
