//! The functions of the library against exact answers.

use crate::support::{assert_close, chapter, last, values};
use interregnum_compile::expand::LIBRARY;
use interregnum_formats::chapters;

fn steps(model: &str) -> String {
    chapter("start = 0\nstop = 4\ndt = 1\nunit = \"year\"", model)
}

fn fine(model: &str) -> String {
    chapter("start = 0\nstop = 40\ndt = 0.125\nunit = \"year\"", model)
}

#[test]
fn the_library_reads_without_findings() {
    for (path, text) in LIBRARY {
        let reading = chapters::read_library(path, text);
        assert_eq!(reading.diagnostics, [], "{path}");
        assert!(!reading.model.macros.is_empty(), "{path}");
    }
}

/// Units inside the library are trusted when models are checked; here they are checked.
#[test]
fn the_library_fits_its_own_units() {
    let calls = "
parameter x [Mt]  ¶1
    = 2
parameter tau [year]  ¶1
    = 3
parameter growth [1/year]  ¶1
    = 0.1
lookup shape [1] of [1]  ¶1
    (0, 0) (1, 1)
";
    for (path, text) in LIBRARY {
        let mut reading = chapters::read_library(path, text);
        let text = format!(
            "```run\nunit = \"year\"\ndt = 0.25\n```\n```model\n{calls}\n{}\n```\n",
            reading.model.macros.iter().map(|body| call(&body.name.written)).collect::<String>()
        );
        let calling = chapters::read_text("test.md", &text);
        assert_eq!(calling.diagnostics, [], "{text}");
        reading.model.variables = calling.model.variables;
        reading.model.time = calling.model.time;
        // Declared in the model, they are checked like anybody's.
        let found = interregnum_compile::compile(&reading.model).diagnostics;
        let units: Vec<_> = found
            .iter()
            .filter(|it| ["unit-mismatch", "hidden-unit"].contains(&it.code.as_str()))
            .collect();
        assert!(units.is_empty(), "{path}: {units:#?}");
    }
}

fn call(name: &str) -> String {
    let (unit, arguments) = match name {
        "SMTH1" | "SMTH3" => ("Mt", "x, tau"),
        "SMTHN" => ("Mt", "x, tau, 3"),
        "DELAY1" | "DELAY3" => ("Mt", "x, tau"),
        "DELAYN" => ("Mt", "x, tau, 3"),
        "DELAY N" => ("Mt", "x, tau, x, 3"),
        "TREND" => ("1/year", "x, tau, growth"),
        "RANDOM PINK NOISE" => ("Mt", "x, x, tau, 3"),
        "RANDOM LOOKUP" => ("Mt", "shape, x, x, x, x"),
        "MONTECARLO" => ("1", "5"),
        "PRESENT VALUE" => ("Mt*year", "x, 0.1, x * tau"),
        "CGROWTH" => ("1", "5"),
        "INTERNAL RATE OF RETURN" => ("1", "x, tau, x * tau, tau, 9"),
        "DEPRECIATE STRAIGHTLINE" => ("Mt", "x, tau, tau, x, 9"),
        "COUNTER" => ("1", "1, 13"),
        "HISTORY" => ("Mt", "x, tau, 17"),
        "NPVE" => ("Mt*year", "x, growth, x * tau, 1"),
        "DELAYP PIPELINE" => ("Mt*year", "x, tau"),
        "NPV" => ("Mt*year", "x, growth, x * tau, 1"),
        "DELAY MATERIAL" => ("Mt", "x, tau, x, x, 9"),
        "DELAY INFORMATION" => ("Mt", "x, tau, x, 9"),
        "DELAY BATCH" => ("Mt", "x, x * tau, tau, x, tau, x * tau"),
        "DELAY CONVEYOR" => ("Mt", "x, tau, growth, shape, x * tau, tau, shape, 13"),
        "DELAY PROFILE" => ("Mt", "shape, x, tau, x, growth, shape, 0.5, 25"),
        "FORCST" => ("Mt", "x, tau, tau, growth"),
        "STEP" => ("Mt", "x, tau"),
        "RAMP" => ("Mt*year", "x, tau"),
        "SINWAVE" | "COSWAVE" => ("Mt", "x, tau"),
        "PULSE" => ("Mt/year", "x, tau, tau"),
        "UNIT PULSE" => ("1", "tau, tau"),
        "PULSE TRAIN" => ("1", "tau, tau, tau, tau"),
        other => panic!("give an example of `{other}`"),
    };
    format!("auxiliary called {name} [{unit}]  ¶1\n    = {name}({arguments})\n")
}

#[test]
fn smth1_closes_a_part_of_the_gap() {
    let text = steps("auxiliary y [1]  ¶1\n    = SMTH1(16, 2 * DT, 0)\n");
    assert_close(&values(&text, "y"), &[0.0, 8.0, 12.0, 14.0, 15.0]);
    let text = steps("auxiliary y [1]  ¶1\n    = SMTH1(16, 2)\n");
    assert_close(&values(&text, "y"), &[16.0; 5]);
}

#[test]
fn smooths_and_delays_of_order_three_are_those_of_order_n() {
    let text = fine(
        "
input x [1]  ¶1
    = STEP(8, 2) + 1
    because \"a test\"
auxiliary smooth gap [1]  ¶1
    = SMTH3(x, 6) - SMTHN(x, 6, 3)
auxiliary delay gap [1]  ¶1
    = DELAY3(x, 6) - DELAYN(x, 6, 3)
auxiliary first gap [1]  ¶1
    = DELAY1(x, 6) - DELAYN(x, 6, 1) + SMTH1(x, 6) - SMTHN(x, 6, 1)
auxiliary constant gap [1]  ¶1
    = DELAY3(x, 6) - SMTH3(x, 6)
",
    );
    for name in ["smooth gap", "delay gap", "first gap", "constant gap"] {
        let gap = values(&text, name);
        assert!(gap.iter().all(|it| it.abs() < 1e-12), "{name}: {gap:?}");
    }
}

/// With a delay time that changes, a material delay loses nothing; a smooth is no material.
#[test]
fn a_material_delay_loses_nothing() {
    let text = fine(
        "
input entering [1/year]  ¶1
    = PULSE(5, 1)
    because \"a test\"
input tau [year]  ¶1
    = 2 + STEP(3, 2)
    because \"a test\"
stock arrived [1]  ¶1
    initial 0
    in  arriving
flow arriving [1/year]  ¶1
    = DELAY3(entering, tau, 0)
",
    );
    let arrived = *values(&text, "arrived").last().unwrap();
    assert!((arrived - 5.0).abs() < 1e-3, "{arrived}");
}

/// The input that grows by a twentieth a year is seen to grow by that, from the start and for good.
#[test]
fn trend_and_forecast_of_steady_growth() {
    let text = fine(
        "
stock x [Mt]  ¶1
    initial 10
    in  growing
flow growing [Mt/year]  ¶1
    = x * 0.05 / year
parameter year [year]  ¶1
    = 1
auxiliary seen [1/year]  ¶1
    = TREND(x, 4, 0.05)
auxiliary foreseen [1]  ¶1
    = FORCST(x, 4, 10, 0.05) / x
auxiliary unknown at first [1/year]  ¶1
    = TREND(x, 4)
",
    );
    let seen = values(&text, "seen");
    assert!(seen.iter().all(|it| (it - 0.05).abs() < 1e-12), "{seen:?}");
    let foreseen = values(&text, "foreseen");
    assert!(foreseen.iter().all(|it| (it - 1.5).abs() < 1e-11), "{foreseen:?}");
    let unknown = values(&text, "unknown at first");
    assert_eq!(unknown[0], 0.0);
    assert!((unknown.last().unwrap() - 0.05).abs() < 1e-5, "{unknown:?}");
}

#[test]
fn test_inputs() {
    let table: [(&str, [f64; 5]); 9] = [
        ("STEP(5, 2)", [0.0, 0.0, 5.0, 5.0, 5.0]),
        ("STEP(5, 2.4)", [0.0, 0.0, 5.0, 5.0, 5.0]),
        ("STEP(5, 2.6)", [0.0, 0.0, 0.0, 5.0, 5.0]),
        ("RAMP(5, 1)", [0.0, 0.0, 5.0, 10.0, 15.0]),
        ("RAMP(5, 1, 3)", [0.0, 0.0, 5.0, 10.0, 10.0]),
        ("RAMP(5, 3, 1)", [0.0; 5]),
        ("PULSE(5, 1)", [0.0, 5.0, 0.0, 0.0, 0.0]),
        ("PULSE(5, 1, 2)", [0.0, 5.0, 0.0, 5.0, 0.0]),
        ("PULSE(5, 0.5, 2)", [0.0, 5.0, 0.0, 5.0, 0.0]),
    ];
    for (call, expected) in table {
        let text = steps(&format!("auxiliary y [1]  ¶1\n    = {call}\n"));
        assert_close(&values(&text, "y"), &expected);
    }
}

/// However the step falls, a pulse brings what it says.
#[test]
fn a_pulse_brings_its_magnitude() {
    for dt in ["1", "0.5", "0.3", "0.1", "0.0625"] {
        let text = chapter(
            &format!("start = 0\nstop = 9\ndt = {dt}\nunit = \"year\""),
            "
stock x [1]  ¶1
    initial 0
    in  pulse
input date [year]  ¶1
    = 2.05
    because \"a test\"
flow pulse [1/year]  ¶1
    = PULSE(7, date, 4)
",
        );
        assert_close(&last(&text, "x"), &[14.0]);
    }
}

#[test]
fn an_order_must_be_a_number() {
    crate::support::assert_findings(
        &steps(
            "
parameter n [1]  ¶1
    = 3
auxiliary y [1]  ¶1
    = SMTHN(5, 2, n)
auxiliary z [1]  ¶1
    = SMTHN(5, 2, 1.5)
",
        ),
        &[
            "wrong-arguments at \"SMTHN(5, 2, n)\": the argument `order` of `SMTHN` must be a number",
            "too-large at \"SMTHN(5, 2, 1.5)\": cannot have 1.5 elements",
        ],
    );
}

#[test]
fn unit_pulse_lasts_its_width_and_one_step_at_least() {
    let text = steps("auxiliary y [1]  ¶1\n    = UNIT PULSE(1, 2)\n");
    assert_close(&values(&text, "y"), &[0.0, 1.0, 1.0, 0.0, 0.0]);
    let text = steps("auxiliary y [1]  ¶1\n    = UNIT PULSE(2, 0)\n");
    assert_close(&values(&text, "y"), &[0.0, 0.0, 1.0, 0.0, 0.0]);
}

#[test]
fn pulse_train_repeats_until_its_end() {
    let text = steps("auxiliary y [1]  ¶1\n    = PULSE TRAIN(0, 1, 2, 3)\n");
    assert_close(&values(&text, "y"), &[1.0, 0.0, 1.0, 0.0, 0.0]);
}

/// Two stages of half the delay time each hold 8 each; the first lets out 2, then 2.5, at once;
/// the delay time doubles from 4 to 8 at 2, and the last follows at 3: 6 / 4, then 7 / 4.
#[test]
fn delay_n_follows_its_delay_time_one_step_late() {
    let time = "4 + STEP(4, 2)";
    let text = steps(&format!("auxiliary y [1]  ¶1\n    = DELAY N(4, {time}, 4, 2)\n"));
    assert_close(&values(&text, "y"), &[4.0, 4.0, 4.0, 1.5, 1.75]);
}
