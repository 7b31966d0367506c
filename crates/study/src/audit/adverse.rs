//! The adverse search: among the members of the ensemble that meet most of the essay's figures,
//! those that reverse a core claim. Where they are many, the claim depends on an assumption, and the
//! one by which they differ most is named.

use super::Check;
use super::answer::Answer;
use super::outcomes::{Outcome, of_claim};
use super::subject::Subject;
use interregnum_compile::program::SettingKind;
use interregnum_model::claim::Claim;
use interregnum_model::model::Vary;
use interregnum_model::variable::Distribution;
use interregnum_run::member::member;
use interregnum_run::run::element_name;
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "adverse",
    question: "Are there numbers that meet the essay's figures well and reverse a core claim?",
    meaning: "Such a claim does not follow from the system alone: it depends on the assumption named.",
    ask,
};

/// How many members are searched.
const MEMBERS: u64 = 80;

/// A core claim may be reversed in this part of them.
const MAY_REVERSE: f64 = 0.2;

/// So many of them are looked at, those that meet most of the figures.
const BEST: usize = 20;

fn ask(subject: &Subject<'_>) -> Answer {
    let claim = |one: &Outcome| subject.model.claims.get(one.claim);
    let is_figure = |one: &Outcome| claim(one).is_some_and(|claim| claim.kind == "figure");
    let figures = subject.usual.iter().filter(|one| is_figure(one) && one.holds == Some(true));
    let figures = figures.count();
    let core = |one: &Outcome| claim(one).is_some_and(|claim| claim.tier == "core");
    if figures == 0 || !subject.usual.iter().any(|one| core(one) && one.holds == Some(true)) {
        return Answer::does_not_apply("no figure and no core claim holds in the base run");
    }
    let members = members(subject);
    if members.iter().all(|one| one.values == subject.base.values) {
        return Answer::does_not_apply("no parameter of the model is drawn");
    }
    let all = subject.outcomes_of_those_that_hold(&members);
    let met = |outcomes: &Vec<Outcome>| {
        outcomes.iter().filter(|one| is_figure(one) && one.holds == Some(true)).count()
    };
    let mut ranked: Vec<(usize, usize)> = all.iter().map(met).zip(0..).collect();
    ranked.sort_by_key(|(met, at)| (std::cmp::Reverse(*met), *at));
    ranked.truncate(BEST);
    let least = ranked.last().map_or(0, |(met, _)| *met);
    let good: Vec<usize> = ranked.into_iter().map(|(_, at)| at).collect();
    let mut answer = Answer::new(format!(
        "searched {MEMBERS} members and looked at the {} that meet most of the {figures} figures that the base run meets: {least} or more",
        good.len()
    ));
    for usual in subject.usual.iter().filter(|one| one.holds == Some(true)) {
        if let Some(claim) = claim(usual).filter(|_| core(usual)) {
            judge(subject, claim, usual.claim, (&good, &members, &all), &mut answer);
        }
    }
    answer
}

/// The members of the book's ensemble.
fn members(subject: &Subject<'_>) -> Vec<Settings> {
    let (program, ensemble) = (&subject.program, &subject.model.book.ensemble);
    let mut base = subject.base.clone();
    for lever in &ensemble.with {
        // One that is not there has been reported by `check`.
        let _ = base.pull(program, &lever.key, None, None);
    }
    match ensemble.vary {
        Vary::Everything => {}
        Vary::Chance => base.hold_all(),
    }
    (1..=MEMBERS).map(|one| member(program, &base, ensemble.seed, one)).collect()
}

/// How a core claim fares in the members that meet the figures.
fn judge(
    subject: &Subject<'_>,
    claim: &Claim,
    index: usize,
    (good, members, all): (&[usize], &[Settings], &[Vec<Outcome>]),
    answer: &mut Answer,
) {
    let fails = |member: &usize| {
        all.get(*member)
            .and_then(|one| of_claim(one, index))
            .is_some_and(|one| one.holds == Some(false))
    };
    let (against, with): (Vec<usize>, Vec<usize>) = good.iter().copied().partition(fails);
    if against.is_empty() {
        return;
    }
    let differ = assumption(subject, members, &against, &with);
    let differ = differ
        .map(|words| format!("; these differ most in {words}"))
        .unwrap_or_else(|| "; no one parameter tells them apart more than chance would".to_owned());
    let what = format!(
        "`{}` is reversed in {} of the {} members that meet most figures{differ}",
        claim.name,
        against.len(),
        good.len()
    );
    match against.len() as f64 > MAY_REVERSE * good.len() as f64 {
        true => answer.fault(subject.model, Some(claim.span), what),
        false => answer.remark(subject.model, Some(claim.span), what),
    }
}

/// The drawn parameter whose values lie furthest apart between two groups of members, measured in
/// its spread over both; `None` where a group is too small to say, or none lies further apart than
/// the furthest of some hundred would by chance: then it is the rain, or many a little.
fn assumption(
    subject: &Subject<'_>,
    members: &[Settings],
    against: &[usize],
    with: &[usize],
) -> Option<String> {
    /// Two groups of as few members differ in something by chance.
    const SMALLEST: usize = 3;
    /// In standard errors of the difference of two means.
    const CHANCE: f64 = 3.5;
    if against.len() < SMALLEST || with.len() < SMALLEST {
        return None;
    }
    let (few, many) = (against.len() as f64, with.len() as f64);
    let least = CHANCE * libm::sqrt(1.0 / few + 1.0 / many);
    let mut best: Option<(f64, String)> = None;
    for (place, setting) in subject.program.settings.iter().enumerate() {
        let SettingKind::Parameter { name, element, distribution, .. } = &setting.kind else {
            continue;
        };
        if *distribution == Distribution::Fixed {
            continue;
        }
        let values = |group: &[usize]| -> Vec<f64> {
            let of = |at: &usize| members.get(*at)?.values.get(place).copied();
            group.iter().filter_map(of).collect()
        };
        let (a, b) = (values(against), values(with));
        let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
        let both: Vec<f64> = a.iter().chain(&b).copied().collect();
        let middle = mean(&both);
        let square = |value: &f64| (value - middle) * (value - middle);
        let spread = libm::sqrt(both.iter().map(square).sum::<f64>() / both.len().max(1) as f64);
        let apart = (mean(&a) - mean(&b)) / spread;
        let further = apart.abs() > best.as_ref().map_or(least, |(most, _)| *most);
        if spread > 0.0 && further {
            let layout = subject.program.variables.iter().find(|one| one.name.key == name.key);
            let name = layout.map_or(name.to_string(), |layout| element_name(layout, *element));
            let way = if apart > 0.0 { "larger" } else { "smaller" };
            best = Some((
                apart.abs(),
                format!("`{name}`, {way} there ({:.3} against {:.3})", mean(&a), mean(&b)),
            ));
        }
    }
    best.map(|(_, words)| words)
}
