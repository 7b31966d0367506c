//! Placebos. Something that nothing reads is put in: no number may change by it. And the good and
//! bad years are dealt out anew, the same years in an order drawn by lot: a claim that needs them in
//! their own order is told by them and not by the system, unless it speaks of them.

use super::Check;
use super::added::{lever, refer};
use super::answer::{Answer, listed};
use super::outcomes::Questions;
use super::subject::{Nature, Subject};
use interregnum_compile::compile;
use interregnum_compile::program::Program;
use interregnum_model::Name;
use interregnum_model::expression::Reference;
use interregnum_model::scenario::Replacement;
use interregnum_model::series::{Between, Point};
use interregnum_model::variable::{InputSource, Variable, VariableKind};
use interregnum_run::draw::Stream;
use interregnum_run::member::member;
use interregnum_run::settings::Settings;

pub(super) const CHECK: Check = Check {
    id: "placebo",
    question: "Does what ought to have no effect have none: an idle input, the order of good and bad years?",
    meaning: "A claim that an idle thing moves hangs on chance; one that needs the good years in their own order is told by that order.",
    ask,
};

/// In how many orders the years are dealt out.
const ORDERS: u64 = 16;

/// How many members are asked with the idle input, beside the base run.
const MEMBERS: u64 = 3;

fn ask(subject: &Subject<'_>) -> Answer {
    if subject.questions.is_empty() {
        return Answer::does_not_apply("the model makes no claims");
    }
    let mut answer = Answer::new("");
    let mut did = Vec::new();
    if idle(subject, &mut answer) {
        did.push(format!(
            "put in an input that nothing reads and compared every number of every claim, in the base run and {MEMBERS} members"
        ));
    }
    let names = orders(subject, &mut answer);
    if !names.is_empty() {
        did.push(format!(
            "dealt out the years of {} in {ORDERS} orders drawn by lot",
            listed(names.iter().map(|name| &*name.written))
        ));
    }
    match did.is_empty() {
        true => Answer::does_not_apply("nothing can be put in beside the model"),
        false => answer.did(did.join("; ")),
    }
}

/// Puts an idle input in, and says whether it could.
fn idle(subject: &Subject<'_>, answer: &mut Answer) -> bool {
    let mut model = subject.model.clone();
    let Some(first) = subject.model.variables.first() else { return false };
    let time = &subject.program.time;
    let years = (0..).map(f64::from).map(|year| time.start + year);
    let points = years.take_while(|year| *year <= time.stop).take(MOST_YEARS).map(|time| {
        let value = Stream::new(0, 0).named("placebo").at(time).uniform();
        point(time, value)
    });
    let points = points.collect();
    model.variables.push(input(first, "placebo", points, Between::Step));
    let Some(program) = compile(&model).program else { return false };
    let questions = Questions::new(&model, &program);
    let both = |program: &Program| -> Vec<Settings> {
        let base = Settings::new(program);
        (0..=MEMBERS).map(|one| member(program, &base, 1, one)).collect()
    };
    let usual = subject.outcomes(&both(&subject.program));
    let now = questions.outcomes(&program, &both(&program), subject.cancel);
    let mut changed: Vec<&str> = Vec::new();
    for (usual, now) in usual.iter().zip(&now).flat_map(|(usual, now)| usual.iter().zip(now)) {
        let claim = subject.model.claims.get(usual.claim).map(|claim| &*claim.name.written);
        let same = usual.holds == now.holds && usual.same_numbers(now);
        changed.extend(claim.filter(|claim| !same && !changed.contains(claim)));
    }
    if !changed.is_empty() {
        let what = format!("an input that nothing reads changes numbers of {}", listed(changed));
        answer.fault(subject.model, None, what);
    }
    true
}

/// More than these are dealt out for nobody.
const MOST_YEARS: usize = 1000;

/// An input beside a variable.
fn input(beside: &Variable, name: &str, points: Vec<Point>, between: Between) -> Variable {
    let source = InputSource::Series { path: String::new(), points, between };
    Variable {
        name: Name::new(&format!("{} · {name}", beside.name), beside.span),
        span: beside.span,
        kind: VariableKind::Input { source, because: "a placebo".to_owned() },
        unit: beside.unit.clone(),
        dimensions: Vec::new(),
        provenance: beside.provenance.clone(),
        note: String::new(),
        range: None,
        provisional: None,
    }
}

fn point(time: f64, value: f64) -> Point {
    Point { time, value, confidence: String::new(), note: String::new() }
}

/// Deals the years of all inputs that fluctuate out anew, those of one year staying together, and
/// gives their names; none where there are none.
fn orders(subject: &Subject<'_>, answer: &mut Answer) -> Vec<Name> {
    let mut model = subject.model.clone();
    let mut names = Vec::new();
    let mut levers: Vec<Vec<Name>> = vec![Vec::new(); ORDERS as usize];
    for found in subject.inputs.iter().filter(|one| one.nature == Nature::Fluctuates) {
        let Some(variable) = subject.model.variable(&found.name.key) else { continue };
        let VariableKind::Input { source: InputSource::Series { points, between, .. }, .. } =
            &variable.kind
        else {
            continue;
        };
        names.push(found.name.clone());
        for (order, of_order) in (0_u64..).zip(&mut levers) {
            let dealt = dealt(points, order);
            let made = input(variable, &format!("order {order}"), dealt, *between);
            let replacement = Replacement {
                target: Reference { name: variable.name.clone(), subscripts: Vec::new() },
                expr: refer(
                    Reference { name: made.name.clone(), subscripts: Vec::new() },
                    made.span,
                ),
                span: made.span,
            };
            let what = format!("in order {order}");
            of_order.push(lever(&mut model, &variable.name, &what, vec![replacement]));
            model.variables.push(made);
        }
    }
    let program = compile(&model).program.filter(|_| !names.is_empty());
    let Some(program) = program else { return Vec::new() };
    let questions = Questions::new(&model, &program);
    let settings = levers.iter().map(|of_order| {
        let mut settings = Settings::new(&program);
        for lever in of_order {
            // Each was added above.
            let _ = settings.pull(&program, &lever.key, None, None);
        }
        settings
    });
    let all = questions.outcomes(&program, &settings.collect::<Vec<_>>(), subject.cancel);
    if all.iter().any(|outcomes| subject.moved(outcomes)) {
        judge(subject, &names, &all, answer);
        return names;
    }
    Vec::new()
}

/// The same values at the same dates in an order drawn by lot (Fisher and Yates): the draws go by
/// order and place alone, so that inputs of the same years are dealt out together.
fn dealt(points: &[Point], order: u64) -> Vec<Point> {
    let mut values: Vec<f64> = points.iter().map(|point| point.value).collect();
    let lot = Stream::new(order, 0).named("order of years");
    for at in (1..values.len()).rev() {
        let other = (lot.with(at as u64).uniform() * (at + 1) as f64) as usize;
        values.swap(at, other.min(at));
    }
    points.iter().zip(values).map(|(one, value)| point(one.time, value)).collect()
}

fn judge(
    subject: &Subject<'_>,
    names: &[Name],
    all: &[Vec<super::outcomes::Outcome>],
    answer: &mut Answer,
) {
    let named: Vec<&Name> = names.iter().collect();
    for (index, (count, id)) in subject.breaks(all) {
        let span = subject.model.claims.get(index).map(|claim| claim.span);
        let what = format!("`{id}` breaks in {count} of {ORDERS} orders of good and bad years");
        match count * 2 > all.len() && !subject.speaks(index, &named) {
            true => answer.fault(subject.model, span, what),
            false => answer.remark(subject.model, span, what),
        }
    }
}
