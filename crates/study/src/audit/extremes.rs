//! Everything taken to its end: each parameter to the ends of its range, each input to nothing,
//! each stock emptied at the start and half-way, and what is counted in things made ten times as large at the start. No run may
//! break down, no stock that holds something may fall below nothing, and what is declared of
//! variables, identities above all, must hold as in the base run.

use super::Check;
use super::answer::Answer;
use super::identities;
use super::subject::Subject;
use interregnum_compile::program::{Layout, Role, SettingKind, VariableId};
use interregnum_model::Variable;
use interregnum_model::source::Span;
use interregnum_run::ensemble::block;
use interregnum_run::run::{Run, element_name};
use interregnum_run::saved::{Often, Watch, Which};
use interregnum_run::settings::{Move, Settings};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;

pub(super) const CHECK: Check = Check {
    id: "extremes",
    question: "Does it stay possible when everything is taken to its end?",
    meaning: "A system that becomes impossible at its ends has its limits from its numbers, not from its equations.",
    ask,
};

/// A run with something at its end.
struct Extreme {
    /// What, in words: `with no land in 1926`.
    words: String,
    settings: Settings,
}

/// What is wrong with a variable, and where it is declared.
type Wrong = (String, Option<Span>);

/// Below nothing by more than this part of a stock's largest value is no rounding.
const ROUNDING: f64 = 1e-9;

fn ask(subject: &Subject<'_>) -> Answer {
    let extremes = extremes(subject);
    if extremes.is_empty() {
        return Answer::does_not_apply("there is nothing that could be taken to an end");
    }
    let mut answer = Answer::new(format!(
        "{} runs: each parameter at both ends of its range, each input at nothing, each stock emptied at the start and half-way, those of things made tenfold; declared identities and limits held against each",
        extremes.len()
    ));
    let stocks = stocks(subject);
    let chunks: Vec<Vec<(Wrong, String)>> = extremes
        .par_chunks(block::MOST)
        .filter(|_| !subject.cancel.load(Ordering::Relaxed))
        .map(|chunk| wrong_in(subject, chunk, &stocks))
        .collect();
    let mut wrong: BTreeMap<String, (Option<Span>, BTreeSet<String>)> = BTreeMap::new();
    for ((what, span), words) in chunks.into_iter().flatten() {
        wrong.entry(what).or_insert((span, BTreeSet::new())).1.insert(words);
    }
    for (what, (span, under)) in wrong {
        let first = under.first().map_or("", String::as_str);
        let more = match under.len() {
            0 | 1 => String::new(),
            many => format!(" (and in {} other runs)", many - 1),
        };
        answer.fault(subject.model, span, format!("{first} {what}{more}"));
    }
    answer
}

fn extremes(subject: &Subject<'_>) -> Vec<Extreme> {
    let mut found = Vec::new();
    let base = &subject.base;
    for (index, setting) in subject.program.settings.iter().enumerate() {
        let SettingKind::Parameter { name, element, range: Some((low, high)), .. } = &setting.kind
        else {
            continue;
        };
        let layout = subject.program.variables.iter().find(|one| one.name.key == name.key);
        let name = layout.map_or(name.to_string(), |layout| element_name(layout, *element));
        for end in [low, high].into_iter().filter(|end| **end != setting.default) {
            let mut settings = base.clone();
            if let Some(place) = settings.values.get_mut(index) {
                *place = *end;
                found.push(Extreme { words: format!("with `{name}` = {end}"), settings });
            }
        }
    }
    for input in &subject.inputs {
        if let Some(settings) = subject.at_nothing(input) {
            found.push(Extreme { words: format!("with `{}` at nothing", input.name), settings });
        }
    }
    // An index ten times as large as it can be means nothing.
    let things = stocks(subject)
        .into_iter()
        .filter(|(_, layout)| layout.unit.as_ref().is_some_and(|unit| !unit.is_dimensionless()));
    found.extend(things.filter_map(|(id, layout)| tenfold(subject, id, layout)));
    let half = f64::midpoint(base.time.start, base.time.stop).floor();
    for (_, layout) in stocks(subject) {
        for at in [base.time.start, half] {
            let mut settings = base.clone();
            let moved =
                settings.impulse(&subject.program, &layout.name.key, None, at, Move::To(0.0));
            if moved.is_ok() {
                let words = format!("with `{}` emptied in {at}", layout.name);
                found.push(Extreme { words, settings });
            }
        }
    }
    found
}

/// The run with ten times as much in a stock at the start; `None` where there is nothing in it.
fn tenfold(subject: &Subject<'_>, id: VariableId, layout: &Layout) -> Option<Extreme> {
    let mut settings = subject.base.clone();
    let start = settings.time.start;
    for element in 0..layout.count {
        let first = subject.run.column(id, element).and_then(|values| values.first().copied());
        let more = Move::By(9.0 * first.filter(|first| *first != 0.0)?);
        let key = &layout.name.key;
        settings.impulse(&subject.program, key, Some(element), start, more).ok()?;
    }
    Some(Extreme { words: format!("with `{}` tenfold in {start}", layout.name), settings })
}

/// The stocks that hold something: not those that only keep accounts for an identity, which know
/// nothing of what is put in or taken out by hand.
fn stocks<'s>(subject: &'s Subject<'_>) -> Vec<(VariableId, &'s Layout)> {
    let accounts = identities::accounts(subject.model);
    let all = (0..).map(VariableId).zip(&subject.program.variables);
    all.filter(|(_, one)| one.role == Role::Stock && !one.hidden)
        .filter(|(_, one)| !accounts.contains(&one.name.key))
        .collect()
}

/// What goes wrong in some extreme runs, each with the run's words.
fn wrong_in(
    subject: &Subject<'_>,
    chunk: &[Extreme],
    stocks: &[(VariableId, &Layout)],
) -> Vec<(Wrong, String)> {
    let mut watched: Vec<VariableId> = stocks.iter().map(|(id, _)| *id).collect();
    watched.extend(identities::watched(subject));
    watched.sort_unstable();
    watched.dedup();
    let watch = Watch { variables: Which::These(watched), often: Often::Saveper };
    let settings: Vec<Settings> = chunk.iter().map(|one| one.settings.clone()).collect();
    let runs = block::runs(&subject.program, &settings, &watch);
    let mut found = Vec::new();
    for (extreme, run) in chunk.iter().zip(&runs) {
        let all = wrong(subject, &extreme.settings, run, stocks);
        found.extend(all.into_iter().map(|one| (one, extreme.words.clone())));
    }
    found
}

/// What is wrong with a run: that it broke down, and stocks that fell below nothing although they
/// never do so in the base run.
fn wrong(
    subject: &Subject<'_>,
    settings: &Settings,
    run: &Run,
    stocks: &[(VariableId, &Layout)],
) -> Vec<Wrong> {
    let mut found = Vec::new();
    if let Some(failure) = &run.failure {
        let message = failure.diagnostic(&subject.program).message;
        found.push((format!("the run breaks down: {message}"), failure.span));
    }
    if settings.impulses.is_empty() {
        found.extend(undeclared(subject, run));
    }
    let holds = |id: VariableId| stocks.iter().any(|(stock, _)| *stock == id);
    for column in run.columns.iter().filter(|column| holds(column.variable)) {
        let usual = subject.run.column(column.variable, column.element).unwrap_or(&[]);
        let largest = usual.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
        let least = |values: &[f64]| values.iter().copied().fold(f64::INFINITY, f64::min);
        let floor = -ROUNDING * largest.max(1.0);
        if least(usual) >= floor && least(&column.values) < floor {
            let layout = subject.program.variables.get(column.variable.0 as usize);
            let Some(layout) = layout else { continue };
            let name = element_name(layout, column.element);
            found.push((format!("`{name}` falls below nothing"), Some(layout.span)));
        }
    }
    found
}

/// Variables that keep what they declare in the base run and not in this one.
fn undeclared(subject: &Subject<'_>, run: &Run) -> Vec<Wrong> {
    let leaves = |variable: &&Variable| {
        identities::broken(subject, variable, run).is_some()
            && identities::broken(subject, variable, &subject.run).is_none()
    };
    let all = subject.model.variables.iter().filter(leaves).filter_map(|variable| {
        let range = variable.range?;
        let what = match range.low == range.high {
            true => format!("`{}` is not {} any more", variable.name, range.low),
            false => {
                format!("`{}` leaves its range {} .. {}", variable.name, range.low, range.high)
            }
        };
        Some((what, Some(variable.span)))
    });
    all.collect()
}
