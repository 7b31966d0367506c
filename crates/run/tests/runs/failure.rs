//! Runs that go wrong say where, when and with what numbers, and keep what they had.

use crate::model::{chapter, open};
use interregnum_model::diagnostic::render;
use interregnum_run::{Failure, FailureKind, Run, Settings, Watch};

const TIME: &str = "start = 1950\nstop = 1960\ndt = 0.5\nsaveper = 1";

/// The failed run of these declarations, the failure, and the words it blames.
fn fail(declarations: &str) -> (Run, Failure, String, String) {
    let (model, program) = open(&chapter(TIME, declarations));
    let mut run = interregnum_run::run(&program, &Settings::new(&program), &Watch::shown());
    let failure = run.failure.take().expect("a failure");
    let words = failure.span.map(|span| model.sources.text(span).to_owned()).unwrap_or_default();
    let drawn = render::render(&failure.diagnostic(&program), &model.sources, false);
    (run, failure, words, drawn)
}

#[test]
fn a_division_by_zero_names_variable_time_words_and_operands() {
    let (run, failure, words, drawn) = fail(
        "
stock left [t] ?
    initial 2
    out eating
flow eating [t/year] ?
    = pace
parameter pace [t/year] ?
    = 1  range 0 .. 2
parameter wanted [t] ?
    = 3  range 0 .. 9
dimension crop = rye, wheat
auxiliary share by crop [1] ?
    = 1 + (crop - 1) * (wanted / left)
",
    );
    assert_eq!(failure.kind, FailureKind::DivisionByZero);
    assert_eq!((failure.time, failure.operands.as_slice()), (1952.0, &[3.0, 0.0][..]));
    assert_eq!(words, "wanted / left");
    assert_eq!(run.times, [1950.0, 1951.0]);
    assert!(drawn.contains("`share[rye]` is divided by 0 at 1952"), "{drawn}");
    assert!(drawn.contains("SAFEDIV"), "{drawn}");
}

#[test]
fn a_root_of_less_than_nothing_is_not_a_number() {
    let (_, failure, words, drawn) = fail(
        "
auxiliary debt [1] ?
    = -4
auxiliary root [1] ?
    = 1 - (2 + SQRT(debt))
",
    );
    assert_eq!((failure.kind, words.as_str()), (FailureKind::NotANumber, "SQRT(debt)"));
    assert!(drawn.contains("its operand is -4"), "{drawn}");
    // MAX does not hide it.
    let (_, failure, words, _) = fail(
        "
auxiliary debt [1] ?
    = -4
auxiliary root [1] ?
    = MAX(0, SQRT(debt))
",
    );
    assert_eq!((failure.kind, words.as_str()), (FailureKind::NotANumber, "SQRT(debt)"));
}

#[test]
fn an_explosion_is_found_where_it_passes_all_numbers() {
    let (run, failure, ..) = fail(
        "
stock x [1] ?
    initial 1e300
    in growth
flow growth [1/year] ?
    = x * x / a year
parameter a year [year] ?
    = 1  range 1 .. 1
",
    );
    assert_eq!(failure.kind, FailureKind::Overflow);
    assert_eq!(failure.operands, [1e300, 1e300]);
    assert!(run.times.is_empty());
}

#[test]
fn infinity_on_purpose_does_no_harm() {
    let declarations = "
auxiliary bounded [1] ?
    = MIN(INF, 3)
auxiliary pulse [1/year] ?
    = PULSE(1, 1952)
";
    let (_, program) = open(&chapter(TIME, declarations));
    let run = interregnum_run::run(&program, &Settings::new(&program), &Watch::shown());
    assert_eq!(run.failure, None);
}
