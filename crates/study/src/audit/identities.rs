//! What a book declares of its variables, held against every step of the base run: a range that is
//! one number is an identity (`range 0 .. 0`: all people are accounted for), any other a limit.

use super::Check;
use super::answer::Answer;
use super::subject::Subject;
use interregnum_compile::program::VariableId;
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::name::Key;
use interregnum_model::variable::{Variable, VariableKind};
use interregnum_model::{Model, Name};
use interregnum_run::run::Run;
use std::collections::BTreeSet;

pub(super) const CHECK: Check = Check {
    id: "identities",
    question: "Does what is declared of variables hold at every step: identities and limits?",
    meaning: "Where the accounts do not balance, something is made or lost that no equation says.",
    ask,
};

/// How far an identity may be off, as a part of the largest of what it is worked out from: sums of
/// some dozen terms round by less.
const ROUNDING: f64 = 1e-9;

fn ask(subject: &Subject<'_>) -> Answer {
    let mut told = Answer::new("");
    let (mut identities, mut limits) = (0, 0);
    for variable in subject.model.variables.iter().filter(|one| moves(one)) {
        let Some(range) = variable.range else { continue };
        match range.low == range.high {
            true => identities += 1,
            false => limits += 1,
        }
        let Some((when, value)) = broken(subject, variable, &subject.run) else { continue };
        let what = match range.low == range.high {
            true => {
                format!("`{}` ought to be {} and is {value} in {when:.2}", variable.name, range.low)
            }
            false => format!(
                "`{}` leaves its range {} .. {}: {value} in {when:.2}",
                variable.name, range.low, range.high
            ),
        };
        told.fault(subject.model, Some(variable.span), what);
    }
    if identities + limits == 0 {
        return Answer::does_not_apply(
            "no stock, flow or auxiliary declares a range; an auxiliary with `range 0 .. 0` is an identity",
        );
    }
    if identities == 0 {
        told.remark(
            subject.model,
            None,
            "the model declares no identity (an auxiliary with `range 0 .. 0`)",
        );
    }
    told.did(format!(
        "held {identities} identities and {limits} limits against every step of the base run"
    ))
}

fn moves(variable: &Variable) -> bool {
    match variable.kind {
        VariableKind::Stock { .. } | VariableKind::Flow { .. } | VariableKind::Auxiliary { .. } => {
            true
        }
        VariableKind::Parameter { .. } | VariableKind::Lookup(_) | VariableKind::Input { .. } => {
            false
        }
    }
}

/// When a variable first leaves what it declares, and its value then; `None` where it does not, or
/// declares nothing.
pub(super) fn broken(subject: &Subject<'_>, variable: &Variable, run: &Run) -> Option<(f64, f64)> {
    let range = variable.range.filter(|_| moves(variable))?;
    let slack = ROUNDING * scale(subject, variable, run).max(range.low.abs()).max(range.high.abs());
    let (low, high) = (range.low - slack, range.high + slack);
    let outside = subject.columns(run, &variable.name.key).filter_map(|values| {
        let at = values.iter().position(|value| *value < low || *value > high)?;
        Some((*run.times.get(at)?, *values.get(at)?))
    });
    outside.min_by(|a, b| a.0.total_cmp(&b.0))
}

/// The variables of the program that must be watched to say so.
pub(super) fn watched(subject: &Subject<'_>) -> Vec<VariableId> {
    let mut found = Vec::new();
    let declared = subject.model.variables.iter().filter(|one| one.range.is_some() && moves(one));
    for variable in declared {
        found.extend(subject.id(&variable.name.key));
        each_read(variable, &mut |name| found.extend(subject.id(&name.key)));
    }
    found
}

/// Stocks that nothing reads but identities: they keep accounts.
pub(super) fn accounts(model: &Model) -> BTreeSet<Key> {
    let (mut by_identities, mut by_others) = (BTreeSet::new(), BTreeSet::new());
    for variable in &model.variables {
        let identity = variable.range.is_some_and(|range| range.low == range.high);
        let read = if identity && moves(variable) { &mut by_identities } else { &mut by_others };
        each_read(variable, &mut |name| {
            read.insert(name.key.clone());
        });
    }
    by_identities.difference(&by_others).cloned().collect()
}

/// The largest value among what a variable is worked out from.
fn scale(subject: &Subject<'_>, variable: &Variable, run: &Run) -> f64 {
    let mut largest = 0.0_f64;
    each_read(variable, &mut |name| {
        for values in subject.columns(run, &name.key) {
            largest = values.iter().fold(largest, |most, value| most.max(value.abs()));
        }
    });
    largest
}

/// Every variable that a variable's equation names.
fn each_read(variable: &Variable, see: &mut dyn FnMut(&Name)) {
    let mut part_of = |part: &Expr| {
        if let ExprKind::Reference(reference) = &part.kind {
            see(&reference.name);
        }
    };
    let cases = variable.equation().into_iter().flat_map(|equation| &equation.cases);
    cases.for_each(|case| case.expr.visit(&mut part_of));
}
