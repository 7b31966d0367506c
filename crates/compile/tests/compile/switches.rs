//! Mechanisms and levers: settings of one program.

use crate::support::{assert_close, chapter, column, last_with, program, run_of};
use interregnum_compile::program::{Program, SettingKind};
use interregnum_model::name::Key;
use interregnum_run::{Move, Settings};

const RUN: &str = "start = 0\nstop = 4\ndt = 1\nunit = \"1\"";

fn with(program: &Program, change: impl Fn(&mut Settings)) -> Settings {
    let mut settings = Settings::new(program);
    change(&mut settings);
    settings
}

fn pulled(program: &Program, lever: &str, from: Option<f64>, until: Option<f64>) -> Settings {
    with(program, |settings| settings.pull(program, &Key::new(lever), from, until).unwrap())
}

fn path(program: &Program, settings: &Settings, name: &str) -> Vec<f64> {
    column(program, &run_of(program, settings), name, 0)
}

#[test]
fn a_mechanism_is_at_work_until_it_is_switched_off() {
    let text = chapter(
        RUN,
        "
auxiliary loss [1]  ¶1
    = 3
mechanism wear  ¶1
    \"Things wear out.\"
    off: loss = 0
",
    );
    let program = program(&text);
    assert_close(&last_with(&program, &Settings::new(&program), "loss"), &[3.0]);
    let off = with(&program, |it| it.off(&program, &Key::new("wear")).unwrap());
    assert_close(&last_with(&program, &off, "loss"), &[0.0]);
}

/// A lever acts in steps that begin within half a step of its dates, and not at its last one.
#[test]
fn a_lever_acts_between_its_dates() {
    let text = chapter(
        RUN,
        "
auxiliary effort [1]  ¶1
    = 1
lever push from 1 until 3  ¶1
    effort = 5
lever plain  ¶1
    effort = 7
",
    );
    let program = program(&text);
    assert_close(&path(&program, &Settings::new(&program), "effort"), &[1.0; 5]);
    let push = pulled(&program, "push", None, None);
    assert_close(&path(&program, &push, "effort"), &[1.0, 5.0, 5.0, 1.0, 1.0]);
    let push = pulled(&program, "push", Some(2.4), Some(3.6));
    assert_close(&path(&program, &push, "effort"), &[1.0, 1.0, 5.0, 5.0, 1.0]);
    assert_close(&path(&program, &pulled(&program, "plain", None, None), "effort"), &[7.0; 5]);
}

#[test]
fn levers_come_before_mechanisms_and_later_ones_before_earlier_ones() {
    let text = chapter(
        RUN,
        "
auxiliary x [1]  ¶1
    = 1
lever one  ¶1
    x = 10
lever two  ¶1
    x = 20
mechanism first  ¶1
    off: x = 100
mechanism second  ¶1
    off: x = 200
",
    );
    let program = program(&text);
    let value = |levers: &[&str], off: &[&str]| {
        let settings = with(&program, |settings| {
            for lever in levers {
                settings.pull(&program, &Key::new(lever), None, None).unwrap();
            }
            for mechanism in off {
                settings.off(&program, &Key::new(mechanism)).unwrap();
            }
        });
        last_with(&program, &settings, "x")[0]
    };
    assert_eq!(value(&[], &[]), 1.0);
    assert_eq!(value(&["one"], &[]), 10.0);
    assert_eq!(value(&["one", "two"], &[]), 20.0);
    assert_eq!(value(&[], &["first"]), 100.0);
    assert_eq!(value(&[], &["first", "second"]), 200.0);
    assert_eq!(value(&["one"], &["first", "second"]), 10.0);
}

#[test]
fn a_replaced_parameter_is_still_set() {
    let text = chapter(
        RUN,
        "
parameter rate [1]  ¶1
    = 2
auxiliary read [1]  ¶1
    = rate * 10
stock level [1]  ¶1
    initial rate
lever double from 2  ¶1
    rate = 4
",
    );
    let program = program(&text);
    let set = with(&program, |it| it.parameter(&program, &Key::new("rate"), None, 3.0).unwrap());
    assert_close(&path(&program, &set, "read"), &[30.0; 5]);
    assert_close(&path(&program, &set, "rate"), &[3.0; 5]);
    let double = pulled(&program, "double", None, None);
    assert_close(&path(&program, &double, "read"), &[20.0, 20.0, 40.0, 40.0, 40.0]);
    assert_close(&path(&program, &double, "level"), &[2.0; 5]);
}

#[test]
fn inputs_flows_and_initial_values_are_replaced() {
    let text = chapter(
        RUN,
        "
input rain [1]  ¶1
    = TIME
    because \"a test\"
stock wet [1]  ¶1
    initial 1
    in  falling
flow falling [1]  ¶1
    = rain
lever drought  ¶1
    rain = 0
lever flood  ¶1
    wet = 100
    falling = 1 + SMTH1(rain, 1, 5)
",
    );
    let program = program(&text);
    let base = Settings::new(&program);
    assert_close(&path(&program, &base, "wet"), &[1.0, 1.0, 2.0, 4.0, 7.0]);
    let drought = pulled(&program, "drought", None, None);
    assert_close(&path(&program, &drought, "wet"), &[1.0; 5]);
    let flood = pulled(&program, "flood", None, None);
    assert_close(&path(&program, &flood, "wet"), &[100.0, 106.0, 107.0, 109.0, 112.0]);
}

/// Names, in the order in which people set them.
#[test]
fn every_switch_has_its_settings() {
    let text = chapter(
        RUN,
        "
parameter p [1]  ¶1
    = 2  range 1 .. 3
input rain [1]  ¶1
    = p
    because \"a test\"
mechanism m  ¶1
    off: rain = 0
lever l from 3  ¶1
    p = 0
",
    );
    let program = program(&text);
    let words: Vec<String> = program
        .settings
        .iter()
        .map(|setting| {
            let what = match &setting.kind {
                SettingKind::Parameter { name, element, .. } => {
                    format!("parameter {name} {element}")
                }
                SettingKind::Mechanism { name } => format!("mechanism {name}"),
                SettingKind::Lever { name } => format!("lever {name}"),
                SettingKind::LeverFrom { name } => format!("from {name}"),
                SettingKind::LeverUntil { name } => format!("until {name}"),
                SettingKind::Asked { name } => format!("asked {name}"),
                SettingKind::Shift { name } => format!("shift {name}"),
            };
            format!("{what} = {}", setting.default)
        })
        .collect();
    let expected = [
        "parameter p 0 = 2",
        "mechanism m = 1",
        "shift rain = 0",
        "lever l = 0",
        "from l = 3",
        "until l = inf",
    ];
    assert_eq!(words, expected);
}

/// In an equation that replaces another, the variable's own name means what it would be without it.
#[test]
fn what_is_replaced_may_be_named_where_it_is_replaced() {
    let text = chapter(
        RUN,
        "
dimension side = left, right
auxiliary effort by side [1]  ¶1
    [left]  = 4
    [right] = 6
lever half from 1 until 3  ¶1
    effort = effort / 2
lever more  ¶1
    effort[right] = effort[right] + 10
mechanism tools  ¶1
    off: effort = effort - 1
",
    );
    let program = program(&text);
    let at = |levers: &[&str], off: bool, element: u32| {
        let settings = with(&program, |settings| {
            for lever in levers {
                settings.pull(&program, &Key::new(lever), None, None).unwrap();
            }
            if off {
                settings.off(&program, &Key::new("tools")).unwrap();
            }
        });
        column(&program, &run_of(&program, &settings), "effort", element)
    };
    assert_close(&at(&["half"], false, 0), &[4.0, 2.0, 2.0, 4.0, 4.0]);
    assert_close(&at(&["more"], false, 0), &[4.0; 5]);
    assert_close(&at(&["half", "more"], false, 1), &[16.0, 13.0, 13.0, 16.0, 16.0]);
    assert_close(&at(&["half", "more"], true, 1), &[15.0, 12.5, 12.5, 15.0, 15.0]);
}

const TANK: &str = "
stock water [1]  ¶1
    initial start
    in filling
parameter start [1]  ¶1
    = 10
flow filling [1]  ¶1
    = 1
auxiliary pressure [1]  ¶1
    = water * 2
lever sealed from 1 until 3  ¶1
    water = 100
lever higher from 2  ¶1
    water = water + 5
lever full  ¶1
    water = 50
mechanism pump  ¶1
    off: water = 0
";

/// Between dates a lever replaces what is read of a stock; the stock goes on beneath.
#[test]
fn a_stock_is_replaced_between_dates() {
    let program = program(&chapter(RUN, TANK));
    let base = Settings::new(&program);
    assert_close(&path(&program, &base, "water"), &[10.0, 11.0, 12.0, 13.0, 14.0]);
    let sealed = pulled(&program, "sealed", None, None);
    assert_close(&path(&program, &sealed, "water"), &[10.0, 100.0, 100.0, 13.0, 14.0]);
    assert_close(&path(&program, &sealed, "pressure"), &[20.0, 200.0, 200.0, 26.0, 28.0]);
    let higher = pulled(&program, "higher", None, None);
    assert_close(&path(&program, &higher, "water"), &[10.0, 11.0, 17.0, 18.0, 19.0]);
}

/// A lever without dates, and a mechanism, replace the initial value of the same stock.
#[test]
fn the_initial_value_of_a_stock_is_replaced() {
    let program = program(&chapter(RUN, TANK));
    let full = pulled(&program, "full", None, None);
    assert_close(&path(&program, &full, "water"), &[50.0, 51.0, 52.0, 53.0, 54.0]);
    let off = with(&program, |it| it.off(&program, &Key::new("pump")).unwrap());
    assert_close(&path(&program, &off, "water"), &[0.0, 1.0, 2.0, 3.0, 4.0]);
}

#[test]
fn a_stock_that_is_replaced_is_still_moved() {
    let program = program(&chapter(RUN, TANK));
    let key = Key::new("water");
    let moved = with(&program, |settings| {
        settings.impulse(&program, &key, None, 2.0, Move::By(7.0)).unwrap();
    });
    assert_close(&path(&program, &moved, "water"), &[10.0, 11.0, 19.0, 20.0, 21.0]);
}

/// What was before a date: `PREVIOUS` of the variable itself, for the reader's `held from`.
#[test]
fn a_variable_is_held_at_what_it_was() {
    let text = chapter(
        RUN,
        "
stock water [1]  ¶1
    initial 10
    in filling
flow filling [1]  ¶1
    = 1
auxiliary pressure [1]  ¶1
    = water * 2
lever sealed from 2  ¶1
    water = PREVIOUS(water, 0)
lever still from 2 until 4  ¶1
    pressure = PREVIOUS(pressure, 0)
",
    );
    let program = program(&text);
    let sealed = pulled(&program, "sealed", None, None);
    assert_close(&path(&program, &sealed, "water"), &[10.0, 11.0, 11.0, 11.0, 11.0]);
    let still = pulled(&program, "still", None, None);
    assert_close(&path(&program, &still, "pressure"), &[20.0, 22.0, 22.0, 22.0, 28.0]);
}
