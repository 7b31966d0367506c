//! Every quantity halved and doubled, one at a time: each parameter, and how strong each input is.
//! A system that goes as it does by its structure bends under that and does not break; a result
//! that only one set of numbers gives was found by trying numbers.

use super::Check;
use super::answer::{Answer, plain};
use super::dates::{Dated, dates, is_date};
use super::outcomes::{Outcome, of_claim};
use super::subject::{Subject, Turned};
use interregnum_compile::program::SettingKind;
use interregnum_model::Variable;
use interregnum_model::provenance::{Provenance, ProvenanceKind};
use interregnum_model::source::Span;
use interregnum_model::variable::VariableKind;
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "quantities",
    question: "Does the argument survive halved and doubled quantities, one at a time?",
    meaning: "A claim that many single numbers break holds for the numbers that were chosen, and not because of what the system is like.",
    ask,
};

/// A claim may break under this part of the changes; it must hold in the rest, as it must in
/// most members of an ensemble.
const MAY_BREAK: f64 = 0.2;

/// A quantity made another.
struct Changed<'a> {
    name: &'a str,
    span: Span,
    /// What was done to it: `halved`, `doubled`, `taken to 1`.
    what: String,
    settings: Settings,
}

fn ask(subject: &Subject<'_>) -> Answer {
    let (changes, left) = changes(subject);
    if changes.is_empty() || subject.questions.is_empty() {
        return Answer::does_not_apply(
            "there is no quantity to change, or the model makes no claims",
        );
    }
    let settings: Vec<Settings> = changes.iter().map(|one| one.settings.clone()).collect();
    let outcomes = subject.outcomes_of_those_that_hold(&settings);
    let mut answer = Answer::new(format!(
        "judged every claim that holds under {} changes, one at a time: assumed parameters halved and doubled (shares to no more than 1), inputs made half and twice as strong; left out are {left} parameters that are measured, dates, nothing, or fixed by definition",
        changes.len(),
    ));
    claims(subject, &changes, &outcomes, &mut answer);
    turning_points(subject, &outcomes, &mut answer);
    heaviest(subject, &changes, &outcomes, &mut answer);
    answer
}

/// Every change, and how many parameters cannot be changed with sense.
fn changes<'a>(subject: &'a Subject<'_>) -> (Vec<Changed<'a>>, usize) {
    let (mut found, mut left) = (Vec::new(), 0);
    for variable in &subject.model.variables {
        let VariableKind::Parameter { .. } = variable.kind else { continue };
        let made = match is_known(variable) {
            true => Vec::new(),
            false => [(0.5, "halved"), (2.0, "doubled")]
                .into_iter()
                .filter_map(|(factor, what)| times(subject, variable, factor, what))
                .collect(),
        };
        if made.is_empty() {
            left += 1;
        }
        found.extend(made);
    }
    for input in &subject.inputs {
        let made = subject.at_half_and_twice(input).into_iter().flatten();
        for (settings, what) in made.zip(["half as strong", "twice as strong"]) {
            let (name, span) = (&*input.name.written, input.span);
            found.push(Changed { name, span, what: what.to_owned(), settings });
        }
    }
    (found, left)
}

/// Whether nobody doubts a parameter by a factor of two: it is measured, or so by definition.
fn is_known(variable: &Variable) -> bool {
    let by_definition = variable.range.is_some_and(|range| range.low == range.high);
    let assumed = |one: &Provenance| matches!(one.kind, ProvenanceKind::Assumed(_));
    let measured = !variable.provenance.is_empty() && !variable.provenance.iter().any(assumed);
    by_definition || measured
}

/// All elements of a parameter this many times as large; `None` where nothing changes by it.
fn times<'a>(
    subject: &Subject<'_>,
    variable: &'a Variable,
    factor: f64,
    what: &str,
) -> Option<Changed<'a>> {
    let base = &subject.base;
    let unit = variable.unit.as_ref();
    let bare = unit.is_none_or(|(unit, _)| unit.is_dimensionless());
    let share = bare && variable.range.is_some_and(|range| range.low >= 0.0 && range.high <= 1.0);
    let mut settings = base.clone();
    let (mut changed, mut cut) = (false, false);
    let places = settings.values.iter_mut().zip(&subject.program.settings);
    for (value, setting) in places {
        match &setting.kind {
            SettingKind::Parameter { name, .. } if name.key == variable.name.key => {
                if is_date(subject, *value) {
                    continue;
                }
                let wanted = *value * factor;
                let most = if share { wanted.min(1.0) } else { wanted };
                cut |= most != wanted;
                changed |= most != *value;
                *value = most;
            }
            SettingKind::Parameter { .. }
            | SettingKind::Mechanism { .. }
            | SettingKind::Lever { .. }
            | SettingKind::LeverFrom { .. }
            | SettingKind::LeverUntil { .. }
            | SettingKind::Asked { .. }
            | SettingKind::Shift { .. } => {}
        }
    }
    let what = if cut { "doubled, to no more than 1".to_owned() } else { what.to_owned() };
    changed.then_some(Changed { name: &variable.name.written, span: variable.span, what, settings })
}

/// How often each claim breaks, and by what: first by what breaks few others.
fn claims(
    subject: &Subject<'_>,
    changes: &[Changed<'_>],
    all: &[Vec<Outcome>],
    answer: &mut Answer,
) {
    let weights: Vec<usize> = all.iter().map(|outcomes| broken(subject, outcomes)).collect();
    let mut rows = Vec::new();
    for usual in subject.usual.iter().filter(|one| one.holds == Some(true)) {
        let Some(claim) = subject.model.claims.get(usual.claim) else { continue };
        let breaks = |outcomes: &Vec<Outcome>| {
            of_claim(outcomes, usual.claim).is_some_and(|one| one.holds != Some(true))
        };
        let each = changes.iter().zip(all).zip(&weights);
        let mut by: Vec<(usize, String)> = each
            .filter(|((_, outcomes), _)| breaks(outcomes))
            .map(|((change, _), weight)| (*weight, format!("{} {}", change.name, change.what)))
            .collect();
        by.sort();
        let part = by.len() as f64 / changes.len() as f64;
        if part > MAY_BREAK {
            let what = format!(
                "`{}` breaks under {} of {} changes: it holds at one point only",
                claim.name,
                by.len(),
                changes.len()
            );
            answer.fault(subject.model, Some(claim.span), what);
        }
        let survives = format!("{:.0} %", 100.0 * (1.0 - part));
        let names = plain(by.iter().map(|(_, name)| name.as_str()));
        rows.push((by.len(), vec![claim.name.to_string(), claim.tier.clone(), survives, names]));
    }
    rows.sort_by_key(|(times, _)| std::cmp::Reverse(*times));
    let rows = rows.into_iter().map(|(_, row)| row).collect();
    answer.table(&["claim", "tier", "survives", "breaks with"], rows);
}

/// How many claims that held break.
fn broken(subject: &Subject<'_>, outcomes: &[Outcome]) -> usize {
    subject.turned(outcomes).iter().filter(|one: &&Turned<'_>| one.broke()).count()
}

/// How far the dates that decide claims move.
fn turning_points(subject: &Subject<'_>, all: &[Vec<Outcome>], answer: &mut Answer) {
    for date in dates(subject) {
        let mut when: Vec<f64> = all.iter().filter_map(|outcomes| date.other(outcomes)).collect();
        if when.is_empty() {
            continue;
        }
        let lost = all.len() - when.len();
        when.sort_by(f64::total_cmp);
        let share = |part: f64| {
            let at = (when.len().saturating_sub(1) as f64 * part).round() as usize;
            when.get(at).copied().unwrap_or(date.when)
        };
        let gone = match lost {
            0 => String::new(),
            _ => format!("; under {lost} changes it does not come at all"),
        };
        let Dated { id, text, when, claim, .. } = &date;
        let span = subject.model.claims.get(*claim).map(|claim| claim.span);
        let what = format!(
            "`{text}` of `{id}`, {when:.1} as it stands, lies between {:.1} and {:.1} in nine of ten changes{gone}",
            share(0.05),
            share(0.95)
        );
        answer.remark(subject.model, span, what);
    }
}

/// The quantities on which most claims hang, and those under which nothing has an answer.
fn heaviest(
    subject: &Subject<'_>,
    changes: &[Changed<'_>],
    all: &[Vec<Outcome>],
    answer: &mut Answer,
) {
    /// As many are named.
    const NAMED: usize = 12;
    let held = subject.usual.iter().filter(|one| one.holds == Some(true)).count();
    let mut weights: Vec<(usize, &Changed<'_>)> = Vec::new();
    for (outcomes, change) in all.iter().zip(changes) {
        let answered = outcomes.iter().any(|one| one.holds.is_some());
        if !answered && !outcomes.is_empty() {
            let what = format!(
                "with `{}` {} no claim has an answer: the run breaks down",
                change.name, change.what
            );
            answer.fault(subject.model, Some(change.span), what);
            continue;
        }
        weights.push((broken(subject, outcomes), change));
    }
    weights.sort_by_key(|(broken, _)| std::cmp::Reverse(*broken));
    for (broken, change) in weights.into_iter().take(NAMED).filter(|(broken, _)| *broken > 0) {
        let what = format!("`{}` {} breaks {broken} of {held} claims", change.name, change.what);
        answer.remark(subject.model, Some(change.span), what);
    }
}
