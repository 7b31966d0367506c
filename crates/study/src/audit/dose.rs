//! Dose and response: every lever pulled by a quarter, half and three quarters, every mechanism
//! taken away by as much. More of a cause gives more of its effect, or first more and then less;
//! an effect that goes to and fro with the dose is no effect of it.

use super::Check;
use super::added::{binary, lever, number, refer};
use super::answer::Answer;
use super::outcomes::{Outcome, Questions};
use super::subject::Subject;
use interregnum_compile::compile;
use interregnum_compile::program::Program;
use interregnum_model::expression::{BinaryOperator, Expr};
use interregnum_model::scenario::Replacement;
use interregnum_model::source::Span;
use interregnum_model::{Model, Name};
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "dose",
    question: "Does half a lever, or half a mechanism, do something between nothing and all?",
    meaning: "What goes to and fro with the dose is made by thresholds or by the arithmetic, not by the cause.",
    ask,
};

/// How much of a switch is thrown, between none of it and all.
const DOSES: [f64; 3] = [0.25, 0.5, 0.75];

/// A change smaller than this part of all a number does is no change of direction.
const SMALL: f64 = 0.05;

/// Changes of this part of a number, or of 1, are rounding.
const ROUNDING: f64 = 1e-9;

/// So large a part of the numbers that a switch moves may go to and fro: dates and counts jump.
const MAY_WAVER: f64 = 1.0 / 3.0;

/// With fewer numbers than this nothing is judged.
const FEWEST: usize = 6;

/// A switch whose doses are levers of their own.
struct Dosed {
    name: Name,
    span: Span,
    doses: Vec<Name>,
    /// When it acts.
    from: Option<f64>,
    until: Option<f64>,
}

/// How a number answers to more and more of a switch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Response {
    Still,
    OneWay,
    Humped,
    ToAndFro,
}

fn ask(subject: &Subject<'_>) -> Answer {
    if subject.questions.is_empty() {
        return Answer::does_not_apply("the model makes no claims");
    }
    let mut model = subject.model.clone();
    let (switches, left) = dosed(subject.model, &mut model);
    let Some(program) = compile(&model).program.filter(|_| !switches.is_empty()) else {
        return Answer::does_not_apply("the model has no switches that could be thrown in part");
    };
    let questions = Questions::new(&model, &program);
    let settings: Vec<Settings> = switches.iter().flat_map(|one| settings(&program, one)).collect();
    let all = questions.outcomes(&program, &settings, subject.cancel);
    let mut answer = Answer::new(format!(
        "threw each of {} switches by a quarter, half, three quarters and whole, and followed every number of every claim; left out are {left} whose equations ask for a number",
        switches.len()
    ));
    let mut rows = Vec::new();
    for (switch, outcomes) in switches.iter().zip(all.chunks(DOSES.len() + 1)) {
        rows.push(judge(subject, switch, outcomes, &mut answer));
    }
    answer.table(&["", "one way", "humped", "to and fro", "such as"], rows);
    answer
}

/// Adds levers for the doses of every switch, the whole of it last, and counts those left out.
fn dosed(model: &Model, into: &mut Model) -> (Vec<Dosed>, usize) {
    let mut found = Vec::new();
    let mechanisms = model.mechanisms.iter().map(|one| (&one.name, &one.off, None, None, true));
    let levers = model
        .levers
        .iter()
        .filter(|lever| !lever.anonymous)
        .map(|one| (&one.name, &one.replacements, one.from, one.until, one.asked.is_empty()));
    let mut left = 0;
    for (name, replacements, from, until, whole) in mechanisms.chain(levers) {
        if !whole || from.is_some_and(|date| !date.is_finite()) {
            left += 1;
            continue;
        }
        let doses = DOSES.iter().chain([&1.0]).map(|dose| {
            let replaced = replacements.iter().map(|one| in_part(one, *dose)).collect();
            lever(into, name, &format!("by {dose}"), replaced)
        });
        let doses = doses.collect();
        found.push(Dosed { name: name.clone(), span: name.span, doses, from, until });
    }
    (found, left)
}

/// `x = x * (1 - dose) + instead * dose`.
fn in_part(replacement: &Replacement, dose: f64) -> Replacement {
    let span = replacement.span;
    let part = |expr: Expr, part: f64| binary(BinaryOperator::Multiply, expr, number(part, span));
    let expr = match dose == 1.0 {
        true => replacement.expr.clone(),
        false => binary(
            BinaryOperator::Add,
            part(refer(replacement.target.clone(), span), 1.0 - dose),
            part(replacement.expr.clone(), dose),
        ),
    };
    Replacement { expr, ..replacement.clone() }
}

fn settings(program: &Program, switch: &Dosed) -> Vec<Settings> {
    let one = |lever: &Name| {
        let mut settings = Settings::new(program);
        // Each was added above.
        let _ = settings.pull(program, &lever.key, switch.from, switch.until);
        settings
    };
    switch.doses.iter().map(one).collect()
}

/// Counts the responses to a switch, and finds fault with one to which too many waver.
fn judge(
    subject: &Subject<'_>,
    switch: &Dosed,
    doses: &[Vec<Outcome>],
    answer: &mut Answer,
) -> Vec<String> {
    let (mut counts, mut wavering) = ([0_usize; 3], Vec::new());
    for (at, usual) in subject.usual.iter().enumerate() {
        let Some(claim) = subject.model.claims.get(usual.claim) else { continue };
        for (place, (text, none)) in usual.numbers.iter().enumerate() {
            let number = |outcomes: &Vec<Outcome>| {
                let (same, number) = outcomes.get(at)?.numbers.get(place)?;
                (same == text && number.is_finite()).then_some(*number)
            };
            let rest: Option<Vec<f64>> = doses.iter().map(number).collect();
            let Some(rest) = rest else { continue };
            let values: Vec<f64> = std::iter::once(*none).chain(rest).collect();
            match response(&values) {
                Response::Still => {}
                Response::OneWay => counts[0] += 1,
                Response::Humped => counts[1] += 1,
                Response::ToAndFro => {
                    counts[2] += 1;
                    wavering.push(format!("{} ({text})", claim.name));
                }
            }
        }
    }
    let moved: usize = counts.iter().sum();
    let [one_way, humped, to_and_fro] = counts;
    if moved >= FEWEST && to_and_fro as f64 > MAY_WAVER * moved as f64 {
        let what = format!(
            "of {moved} numbers that `{}` moves {to_and_fro} go to and fro with the dose",
            switch.name
        );
        answer.fault(subject.model, Some(switch.span), what);
    }
    vec![
        switch.name.to_string(),
        one_way.to_string(),
        humped.to_string(),
        to_and_fro.to_string(),
        wavering.first().cloned().unwrap_or_default(),
    ]
}

/// What values do from dose to dose.
fn response(values: &[f64]) -> Response {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let all = most - least;
    // What an account is off by is rounding, whatever the dose.
    if all <= ROUNDING * most.abs().max(least.abs()).max(1.0) {
        return Response::Still;
    }
    let steps = values.windows(2).filter_map(|pair| match pair {
        [a, b] if (b - a).abs() > SMALL * all => Some(b > a),
        _ => None,
    });
    let mut turns = 0;
    let mut going = None;
    for up in steps {
        turns += usize::from(going.is_some_and(|before: bool| before != up));
        going = Some(up);
    }
    match turns {
        0 => Response::OneWay,
        1 => Response::Humped,
        _ => Response::ToAndFro,
    }
}

#[cfg(test)]
mod tests {
    use super::{Response, response};

    #[test]
    fn responses() {
        assert_eq!(response(&[1.0, 1.0, 1.0, 1.0, 1.0]), Response::Still);
        assert_eq!(response(&[0.0, 1.0, 2.0, 3.0, 4.0]), Response::OneWay);
        assert_eq!(response(&[4.0, 4.0, 4.0, 4.0, 0.0]), Response::OneWay);
        assert_eq!(response(&[0.0, 2.0, 3.0, 2.0, 1.0]), Response::Humped);
        assert_eq!(response(&[0.0, 2.0, 1.0, 3.0, 4.0]), Response::ToAndFro);
        // Ripples of a hundredth are none.
        assert_eq!(response(&[0.0, 2.0, 1.99, 3.0, 4.0]), Response::OneWay);
    }
}
