//! Corrections in disguise, read from the equations: clocks that do not read the time (a stock that
//! nothing in the model can change, a table over something that goes as the years do), bonus terms
//! (a number of its own added to an equation), and elements that get their own factor.

use super::Check;
use super::answer::Answer;
use super::subject::Subject;
use super::upstream::Upstream;
use interregnum_model::equation::Case;
use interregnum_model::expression::{BinaryOperator, Expr, ExprKind};
use interregnum_model::variable::{Variable, VariableKind};

pub(super) const CHECK: Check = Check {
    id: "corrections",
    question: "Is anything corrected from year to year, or given a bonus of its own?",
    meaning: "A term that nothing in the system moves is a clock or a correction under another name: what rests on it was put in.",
    ask,
};

fn ask(subject: &Subject<'_>) -> Answer {
    let mut answer = Answer::new(
        "looked for stocks that nothing can change, tables over what goes as the years do, numbers added in equations, and elements with a factor of their own",
    );
    own_way(subject, &mut answer);
    for variable in &subject.model.variables {
        let cases = variable.equation().map_or(&[][..], |equation| equation.cases.as_slice());
        if matches!(variable.kind, VariableKind::Flow { .. } | VariableKind::Auxiliary { .. }) {
            for case in cases {
                yearly(subject, variable, &case.expr, &mut answer);
                bonus(subject, variable, &case.expr, &mut answer);
            }
            elements(subject, variable, cases, &mut answer);
        }
    }
    answer
}

/// Stocks that change, that something else reads, and that nothing in the model can change. A circle
/// of most stocks is the system itself.
fn own_way(subject: &Subject<'_>, answer: &mut Answer) {
    let upstream = Upstream::new(subject.model);
    let is_stock = |one: &&Variable| matches!(one.kind, VariableKind::Stock { .. });
    let stocks = subject.model.variables.iter().filter(is_stock).count();
    for (at, variable) in subject.model.variables.iter().enumerate() {
        if !is_stock(&variable) || still(subject, variable) {
            continue;
        }
        let Some(circle) = upstream.alone(at) else { continue };
        if circle.is_read && circle.stocks < stocks && circle.stocks * 2 <= stocks {
            let what = format!(
                "`{}` goes its own way: nothing in the model can change it, and what reads it might as well read the year",
                variable.name
            );
            answer.fault(subject.model, Some(variable.span), what);
        }
    }
}

/// Whether a stock stays as it is in the base run.
fn still(subject: &Subject<'_>, variable: &Variable) -> bool {
    subject
        .columns(&subject.run, &variable.name.key)
        .all(|values| values.windows(2).all(|pair| pair[0] == pair[1]))
}

/// Lookups called with something that goes as the years do in the base run.
fn yearly(subject: &Subject<'_>, variable: &Variable, expr: &Expr, answer: &mut Answer) {
    expr.visit(&mut |part| {
        let ExprKind::Call { function, arguments } = &part.kind else { return };
        let lookup = subject.model.variable(&function.key);
        let is_lookup = lookup.is_some_and(|one| matches!(one.kind, VariableKind::Lookup(_)));
        let [Expr { kind: ExprKind::Reference(read), .. }] = arguments.as_slice() else { return };
        if is_lookup
            && subject.columns(&subject.run, &read.name.key).any(|values| as_years(subject, values))
        {
            let what = format!(
                "`{}` reads the table `{function}` over `{}`, which goes as the years do",
                variable.name, read.name
            );
            answer.fault(subject.model, Some(part.span), what);
        }
    });
}

/// Whether values change by the same at every step.
fn as_years(subject: &Subject<'_>, values: &[f64]) -> bool {
    /// Correlation with the time of what a straight line is but for rounding.
    const STRAIGHT: f64 = 0.999_999;
    crate::fit::correlation(&subject.run.times, values).is_some_and(|r| r.abs() > STRAIGHT)
}

/// Numbers other than 0 and 1 that are added to something or taken from it: they have no name, no
/// source and no range.
fn bonus(subject: &Subject<'_>, variable: &Variable, expr: &Expr, answer: &mut Answer) {
    expr.visit(&mut |part| {
        let ExprKind::Binary { operator, left, right } = &part.kind else { return };
        if !matches!(operator, BinaryOperator::Add | BinaryOperator::Subtract) {
            return;
        }
        for side in [left, right] {
            if let ExprKind::Number(number) = side.kind
                && number != 0.0
                && number.abs() != 1.0
            {
                let what = format!(
                    "`{}` adds a number of its own, {number}: a parameter would say whose it is",
                    variable.name
                );
                answer.fault(subject.model, Some(side.span), what);
            }
        }
    });
}

/// Elements whose equation is that of another with a number put to it.
fn elements(subject: &Subject<'_>, variable: &Variable, cases: &[Case], answer: &mut Answer) {
    let words = |expr: &Expr| {
        let text = subject.model.sources.text(expr.span);
        text.split_whitespace().collect::<Vec<&str>>().join(" ")
    };
    let whole: Vec<String> = cases.iter().map(|case| words(&case.expr)).collect();
    for (at, case) in cases.iter().enumerate() {
        let ExprKind::Binary { left, right, .. } = &case.expr.kind else { continue };
        let rest = match (&left.kind, &right.kind) {
            (ExprKind::Number(_), _) => words(right),
            (_, ExprKind::Number(_)) => words(left),
            _ => continue,
        };
        let other = whole.iter().enumerate().any(|(place, text)| place != at && *text == rest);
        if other {
            let what = format!(
                "an element of `{}` has the equation of the others and a number of its own: {}",
                variable.name,
                words(&case.expr)
            );
            answer.fault(subject.model, Some(case.expr.span), what);
        }
    }
}
