//! A run that changes its settings on the way.

use crate::model::program;
use interregnum_compile::Program;
use interregnum_model::name::Key;
use interregnum_run::branch::{branch, trunk};
use interregnum_run::{Run, Settings, Watch, run};

/// `herd` is 10 at 0 and grows by `pace` = 2 a year; `noise` is drawn at each step.
fn herd() -> Program {
    program(
        "start = 0\nstop = 4\ndt = 0.5\nsaveper = 0.5",
        "
stock herd [1] ?
    initial 10
    in births
flow births [1/year] ?
    = pace
parameter pace [1/year] ?
    = 2  range 0 .. 9
input noise [1] ?
    = RANDOM(0, 1)
    because \"chance\"
",
    )
}

fn column<'r>(program: &Program, run: &'r Run, name: &str) -> &'r [f64] {
    let key = Key::new(name);
    let place = program.variables.iter().position(|it| it.name.key == key).expect("a variable");
    let id = interregnum_compile::program::VariableId(u32::try_from(place).expect("few"));
    run.column(id, 0).expect("kept")
}

/// A run by one setting until a date, and by another from there.
fn parted(program: &Program, before: &Settings, after: &Settings, date: f64) -> Run {
    let watch = Watch::shown();
    branch(program, &trunk(program, before, date, &watch), after, &watch)
}

/// The base run, and a member with another pace and other chance.
fn settings(program: &Program) -> (Settings, Settings) {
    let before = Settings::new(program);
    let mut after = Settings { member: 7, ..before.clone() };
    after.parameter(program, &Key::new("pace"), None, 4.0).expect("a parameter");
    (before, after)
}

#[test]
fn the_second_setting_takes_over_at_the_date() {
    let program = herd();
    let (before, after) = settings(&program);
    let herd_after = |date: f64| {
        let run = parted(&program, &before, &after, date);
        assert_eq!((run.failure.clone(), run.times.len()), (None, 9), "{date}");
        column(&program, &run, "herd").to_vec()
    };
    assert_eq!(herd_after(2.0), [10.0, 11.0, 12.0, 13.0, 14.0, 16.0, 18.0, 20.0, 22.0]);
    // Between two steps: from the later one.
    assert_eq!(herd_after(1.6), herd_after(2.0));
    assert_eq!(herd_after(-5.0), [10.0, 12.0, 14.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0]);
    let whole = run(&program, &before, &Watch::shown());
    assert_eq!(herd_after(4.0), column(&program, &whole, "herd"));
    assert_eq!(herd_after(f64::INFINITY), column(&program, &whole, "herd"));
}

#[test]
fn chance_is_that_of_the_second_setting_from_there_on() {
    let program = herd();
    let (before, after) = settings(&program);
    let noise = |run: &Run| column(&program, run, "noise").to_vec();
    let base = noise(&run(&program, &before, &Watch::shown()));
    let member = noise(&run(&program, &after, &Watch::shown()));
    let both = noise(&parted(&program, &before, &after, 2.0));
    assert_eq!(both[..5], base[..5]);
    assert_eq!(both[5..], member[5..]);
}

#[test]
fn two_settings_that_are_the_same_are_one_run() {
    let program = herd();
    let (before, _) = settings(&program);
    let whole = run(&program, &before, &Watch::shown());
    let branched = parted(&program, &before, &before, 1.5);
    assert_eq!(
        (&branched.times, &branched.columns, &branched.end),
        (&whole.times, &whole.columns, &whole.end)
    );
}

#[test]
fn either_part_may_fail_and_says_so() {
    let program = program(
        "start = 0\nstop = 4\ndt = 1",
        "
auxiliary share [1] ?
    = 1 / parts
parameter parts [1] ?
    = 2  range 0 .. 9
",
    );
    let good = Settings::new(&program);
    let mut bad = good.clone();
    bad.parameter(&program, &Key::new("parts"), None, 0.0).expect("a parameter");
    let failed_at = |before, after| {
        let run = parted(&program, before, after, 2.0);
        run.failure.map(|failure| failure.time)
    };
    assert_eq!(failed_at(&good, &good), None);
    assert_eq!(failed_at(&bad, &good), Some(0.0));
    assert_eq!(failed_at(&good, &bad), Some(2.0));
}
