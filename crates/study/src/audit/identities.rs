//! What a book declares of its variables, held against every step of the base run: a range that is
//! one number is an identity (`range 0 .. 0`: all people are accounted for), any other a limit.

use super::Check;
use super::answer::Answer;
use super::subject::Subject;
use interregnum_compile::program::VariableId;
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::name::Key;
use interregnum_model::variable::{Variable, VariableKind};

pub(super) const CHECK: Check = Check {
    id: "identities",
    question: "Does what is declared of variables hold at every step: identities and limits?",
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
        let identity = range.low == range.high;
        if identity {
            identities += 1
        } else {
            limits += 1
        }
        let slack = ROUNDING * scale(subject, variable).max(range.low.abs()).max(range.high.abs());
        let Some((when, value)) = outside(subject, variable, range.low - slack, range.high + slack)
        else {
            continue;
        };
        let what = match identity {
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

/// When a variable is first outside these limits, and its value then.
fn outside(subject: &Subject<'_>, variable: &Variable, low: f64, high: f64) -> Option<(f64, f64)> {
    columns(subject, &variable.name.key)
        .filter_map(|values| {
            let at = values.iter().position(|value| *value < low || *value > high)?;
            Some((*subject.run.times.get(at)?, *values.get(at)?))
        })
        .min_by(|a, b| a.0.total_cmp(&b.0))
}

/// The largest value among what a variable is worked out from.
fn scale(subject: &Subject<'_>, variable: &Variable) -> f64 {
    let mut largest = 0.0_f64;
    let mut see = |part: &Expr| {
        if let ExprKind::Reference(reference) = &part.kind {
            for values in columns(subject, &reference.name.key) {
                largest = values.iter().fold(largest, |most, value| most.max(value.abs()));
            }
        }
    };
    let cases = variable.equation().into_iter().flat_map(|equation| &equation.cases);
    cases.for_each(|case| case.expr.visit(&mut see));
    largest
}

fn columns<'s>(subject: &'s Subject<'_>, key: &Key) -> impl Iterator<Item = &'s [f64]> {
    let mut variables = (0..).map(VariableId).zip(&subject.program.variables);
    let id = variables.find(|(_, layout)| layout.name.key == *key).map(|(id, _)| id);
    let columns = subject.run.columns.iter();
    columns.filter(move |column| Some(column.variable) == id).map(|column| column.values.as_slice())
}
