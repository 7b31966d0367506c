//! Ensembles whose shares are known, and the same in any parts: `pace` is drawn evenly from 0 to 4,
//! and `land` is 10 in 1950 and grows by it each year.
#![allow(clippy::panic, clippy::unwrap_used)]

use interregnum_compile::program::{Program, VariableId};
use interregnum_model::Model;
use interregnum_model::claim::Query;
use interregnum_model::diagnostic::render;
use interregnum_model::source::SourceFile;
use interregnum_run::Settings;
use interregnum_run::ensemble::{Axis, Design, Plan};
use interregnum_study::check::check;
use interregnum_study::claims::Control;
use interregnum_study::ensemble::{Ensemble, Part};
use std::convert::Infallible;
use std::sync::atomic::AtomicBool;

const FIELD: &str = "
```run
start = 1950
stop = 1960
dt = 0.25
saveper = 1
```

```model
stock land [Mha]  assumed \"a test\"
    initial 10
    in ploughing
flow ploughing [Mha/year]  assumed \"a test\"
    = pace * luck / INT(divisor)
parameter pace [Mha/year]  assumed \"a test\"
    = 2   range 0 .. 4
parameter divisor [1]  assumed \"a test\"
    = 1   range 0.9 .. 1.9
input luck [1]  assumed \"a test\"
    = 1
    because \"nothing\"
lever chance  assumed \"a test\"
    luck = NORMAL(1, 0.1)
```
";

struct Field {
    model: Model,
    program: Program,
    asks: Vec<Query>,
}

fn field(asks: &[&str]) -> Field {
    let mut reading = interregnum_formats::chapters::read_text("field.md", FIELD);
    let mut levers = Vec::new();
    let asks = asks
        .iter()
        .map(|text| {
            let file = reading.model.sources.add(SourceFile::new("--ask", *text));
            let findings = &mut reading.diagnostics;
            interregnum_formats::query::parse(text, file, 0, &mut levers, findings)
        })
        .collect();
    reading.model.levers.extend(levers);
    let checked = check(&reading.model, reading.diagnostics);
    let told: Vec<String> = checked
        .diagnostics
        .iter()
        .map(|one| render::render(one, &reading.model.sources, false))
        .collect();
    let Some(program) = checked.program else { panic!("{}", told.join("\n\n")) };
    Field { model: reading.model, program, asks }
}

fn plan(program: &Program, design: Design, members: u64) -> Plan {
    let mut base = Settings::new(program);
    base.pull(program, &interregnum_model::name::Key::new("chance"), None, None).unwrap();
    let axes = Axis::drawn(program, &base);
    Plan::new(design, Some(members), None, 7, axes, base).unwrap()
}

fn land(program: &Program) -> Vec<(VariableId, u32)> {
    let at = program.variables.iter().position(|it| it.name.to_string() == "land").unwrap();
    vec![(VariableId(at as u32), 0)]
}

fn parts(field: &Field, plan: &Plan, cuts: &[u64]) -> Vec<Part> {
    let columns = land(&field.program);
    let (model, program) = (&field.model, &field.program);
    let ensemble =
        Ensemble::new(model, program, plan, plan.base(), columns, &field.asks, 64).unwrap();
    let control = Control { progress: &|_, _| (), cancel: &AtomicBool::new(false) };
    let stretch = |pair: &[u64]| {
        let run = ensemble.run::<Infallible>(pair[0]..pair[1], control, &mut |_| Ok(()));
        run.unwrap().unwrap()
    };
    cuts.windows(2).map(stretch).collect()
}

#[test]
fn quantiles_and_answers_are_those_of_the_distribution() {
    let field = field(&["land[1960.0] > 20", "first(land >= 15)", "land[1955]"]);
    let plan = plan(&field.program, Design::LatinHypercube, 1000);
    let part = parts(&field, &plan, &[0, 16]).remove(0);
    assert_eq!((part.asked(), part.times.len()), (1000, 11));
    // A tenth of the members divides by 0.
    assert_eq!((part.failed, part.failed_at["ploughing"]), (100, 100));
    let first = &part.failures[0];
    assert_eq!(
        (part.failures.len(), first.variable.as_str(), first.time),
        (20, "ploughing", 1950.0)
    );
    assert!(first.place.as_ref().unwrap().starts_with("field.md:"), "{first:?}");
    let last = &part.columns[0][10];
    assert_eq!(last.count(), 900);
    for (share, value) in [(0.1, 14.0), (0.5, 30.0), (0.9, 46.0)] {
        let near = last.quantile(share).unwrap();
        assert!((near - value).abs() < 2.0, "{share}: {near}");
    }
    let [above, crossing, mean] = &part.answers[..] else { panic!("three answers") };
    assert_eq!((above.asked, above.answered), (1000, 900));
    assert!((above.held as f64 / 900.0 - 0.75).abs() < 0.03, "{}", above.held);
    // A pace below 0.5 does not come to 15 by 1960.
    assert!((crossing.never as f64 / 900.0 - 0.125).abs() < 0.03, "{}", crossing.never);
    assert!((crossing.numbers.quantile(0.5).unwrap() - 1952.3).abs() < 0.4);
    assert!((mean.numbers.mean().unwrap() - 21.0).abs() < 0.3);
}

#[test]
fn a_change_may_ask_a_number_of_each_member_s_own_run() {
    let field = field(&[
        "(land[1960.0] with land = {land[1951.0]} at 1955) = 10 + 6 * pace[1955] ± 0.000001",
        "(land[1960.0] with land = {land[1951.0]} at {first(land >= 15)}) < land[1960.0]",
    ]);
    let base = Settings::new(&field.program);
    let axes = Axis::drawn(&field.program, &base);
    let plan = Plan::new(Design::MonteCarlo, Some(300), None, 7, axes, base).unwrap();
    let part = parts(&field, &plan, &[0, 5]).remove(0);
    let [moved, at_a_date] = &part.answers[..] else { panic!("two answers") };
    assert_eq!((moved.asked, moved.answered), (300, 300 - part.failed));
    assert_eq!(moved.held, moved.answered);
    // Land that never comes to 15 is never moved.
    let never = part.columns[0][10].count() - at_a_date.held;
    assert!((never as f64 / 300.0 - 0.125).abs() < 0.05, "{never}");
}

#[test]
fn any_parts_in_any_order_on_any_threads_make_the_same_whole() {
    let field = field(&["land[1960.0] > 20", "(land[1955] with pace = 3) / land[1955]"]);
    for design in [Design::MonteCarlo, Design::Sobol] {
        let plan = plan(&field.program, design, 1000);
        let whole = parts(&field, &plan, &[0, 16]).remove(0);
        for cuts in [&[0, 1, 2, 16][..], &[0, 8, 16], &[0, 3, 7, 11, 15, 16]] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().unwrap();
            let parts = pool.install(|| parts(&field, &plan, cuts));
            let (last, others) = parts.split_last().unwrap();
            let mut merged = last.clone();
            others.iter().for_each(|part| merged.merge(part));
            assert_eq!(merged, whole, "{cuts:?}");
        }
    }
}

#[test]
fn what_cannot_be_asked_of_a_member_is_refused() {
    let table = [
        ("P(land[1960.0] > 20) > 0.5", "the question is about all members"),
        ("land[1951..1955]", "the question has several answers"),
    ];
    for (ask, headline) in table {
        let field = field(&[ask]);
        let plan = plan(&field.program, Design::MonteCarlo, 10);
        let (model, program) = (&field.model, &field.program);
        let refused =
            Ensemble::new(model, program, &plan, plan.base(), Vec::new(), &field.asks, 64);
        let findings = refused.err().unwrap();
        assert!(findings.iter().any(|one| one.message == headline), "{findings:?}");
    }
}
