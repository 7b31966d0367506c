//! Single numbers: stocks, flows, auxiliaries, parameters, lookups, inputs, what is kept.

use crate::support::{assert_close, chapter, column, last, program, run_of, values, variable};
use interregnum_model::name::Key;
use interregnum_run::Settings;

const FOUR: &str = "start = 0\nstop = 4\ndt = 1\nunit = \"1\"";

#[test]
fn a_stock_follows_its_flows() {
    let text = chapter(
        FOUR,
        "
stock x [1]  ¶1
    initial 10
    in  filling
    out draining
flow filling [1]  ¶1
    = 3
flow draining [1]  ¶1
    = x * share
parameter share [1]  ¶1
    = 1/2
",
    );
    assert_close(&values(&text, "x"), &[10.0, 8.0, 7.0, 6.5, 6.25]);
}

#[test]
fn auxiliaries_are_put_in_order_however_they_are_written() {
    let text = chapter(
        FOUR,
        "
auxiliary c [1]  ¶1
    = b * 2
auxiliary b [1]  ¶1
    = a + 1
auxiliary a [1]  ¶1
    = TIME
",
    );
    assert_close(&values(&text, "c"), &[2.0, 4.0, 6.0, 8.0, 10.0]);
}

#[test]
fn an_initial_value_may_read_auxiliaries_parameters_and_other_stocks() {
    let text = chapter(
        FOUR,
        "
stock total [1]  ¶1
    initial doubled + share
    in  change
flow change [1]  ¶1
    = doubled
auxiliary doubled [1]  ¶1
    = part * 2
stock part [1]  ¶1
    initial 5
parameter share [1]  ¶1
    = 0.5
",
    );
    assert_close(&values(&text, "total")[..2], &[10.5, 20.5]);
}

#[test]
fn a_lookup_is_called_by_its_name_or_by_lookup() {
    let text = chapter(
        FOUR,
        "
lookup bent [1] of [1]  ¶1
    (0, 0) (2, 10) (3, 0)
auxiliary called [1]  ¶1
    = bent(TIME)
auxiliary looked up [1]  ¶1
    = LOOKUP(bent, TIME)
",
    );
    assert_close(&values(&text, "called"), &[0.0, 5.0, 10.0, 0.0, 0.0]);
    assert_close(&values(&text, "looked up"), &[0.0, 5.0, 10.0, 0.0, 0.0]);
}

#[test]
fn the_time_in_an_input_is_read_later_by_its_shift() {
    let text = chapter(
        FOUR,
        "
input weather [1]  ¶1
    = STEP(1, 2) + TIME
    because \"a test\"
auxiliary read [1]  ¶1
    = weather
",
    );
    let program = program(&text);
    let base = run_of(&program, &Settings::new(&program));
    assert_close(&column(&program, &base, "read", 0), &[0.0, 1.0, 3.0, 4.0, 5.0]);
    let mut settings = Settings::new(&program);
    settings.shift(&program, &Key::new("weather"), 1.0).unwrap();
    let later = run_of(&program, &settings);
    assert_close(&column(&program, &later, "read", 0), &[-1.0, 0.0, 1.0, 3.0, 4.0]);
}

#[test]
fn what_is_kept() {
    let text = chapter(
        FOUR,
        "
auxiliary square [1]  ¶1
    = TIME * TIME + 1
auxiliary at first [1]  ¶1
    = INIT(square + 1)
auxiliary before [1]  ¶1
    = PREVIOUS(square, -1)
auxiliary change [1]  ¶1
    = square - PREVIOUS(square, square)
auxiliary sampled [1]  ¶1
    = SAMPLE IF TRUE(TIME MOD 2 = 1, square, 7)
auxiliary delayed [1]  ¶1
    = DELAY(square, 2)
auxiliary delayed given [1]  ¶1
    = DELAY(square, 2, 9)
",
    );
    assert_close(&values(&text, "at first"), &[2.0; 5]);
    assert_close(&values(&text, "before"), &[-1.0, 1.0, 2.0, 5.0, 10.0]);
    assert_close(&values(&text, "change"), &[0.0, 1.0, 3.0, 5.0, 7.0]);
    assert_close(&values(&text, "sampled"), &[7.0, 2.0, 2.0, 10.0, 10.0]);
    assert_close(&values(&text, "delayed"), &[1.0, 1.0, 1.0, 2.0, 5.0]);
    assert_close(&values(&text, "delayed given"), &[9.0, 9.0, 1.0, 2.0, 5.0]);
}

#[test]
fn constants_of_the_language() {
    let text = chapter(
        "start = 2\nstop = 4\ndt = 0.5\nunit = \"1\"",
        "
auxiliary all [1]  ¶1
    = STARTTIME + 10 * STOPTIME + 100 * DT + PI
auxiliary least [1]  ¶1
    = MIN(INF, 3, 4)
",
    );
    assert_close(&last(&text, "all"), &[2.0 + 40.0 + 50.0 + std::f64::consts::PI]);
    assert_close(&last(&text, "least"), &[3.0]);
}

/// Stella's rule: what is in it and what flows in is shared out in listed order.
#[test]
fn outflows_of_a_non_negative_stock_are_held_back_in_order() {
    let text = chapter(
        FOUR,
        "
stock barrel [1]  ¶1
    initial 10
    in  filling
    out first, second
    non-negative
flow filling [1]  ¶1
    = 1
flow first [1]  ¶1
    = 5
flow second [1]  ¶1
    = 4
auxiliary drunk [1]  ¶1
    = first + second
",
    );
    assert_close(&values(&text, "barrel"), &[10.0, 2.0, 0.0, 0.0, 0.0]);
    assert_close(&values(&text, "first"), &[5.0, 3.0, 1.0, 1.0, 1.0]);
    assert_close(&values(&text, "second"), &[4.0, 0.0, 0.0, 0.0, 0.0]);
    assert_close(&values(&text, "drunk"), &[9.0, 3.0, 1.0, 1.0, 1.0]);
}

#[test]
fn an_outflow_that_another_is_worked_out_from_is_served_first() {
    let text = chapter(
        FOUR,
        "
stock barrel [1]  ¶1
    initial 6
    out half, whole
    non-negative
flow half [1]  ¶1
    = whole / 2
flow whole [1]  ¶1
    = 5
",
    );
    assert_close(&values(&text, "whole"), &[5.0, 0.0, 0.0, 0.0, 0.0]);
    assert_close(&values(&text, "half"), &[1.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn two_non_negative_stocks_that_fill_each_other() {
    let text = chapter(
        FOUR,
        "
stock here [1]  ¶1
    initial 3
    in  coming
    out going
    non-negative
stock there [1]  ¶1
    initial 0
    in  going
    out coming
    non-negative
flow going [1]  ¶1
    = 2
flow coming [1]  ¶1
    = 1
",
    );
    assert_close(&values(&text, "here"), &[3.0, 1.0, 1.0, 1.0, 1.0]);
    assert_close(&values(&text, "there"), &[0.0, 2.0, 2.0, 2.0, 2.0]);
}

#[test]
fn hidden_variables_are_hidden_and_declared_ones_keep_their_order() {
    let text = chapter(
        FOUR,
        "
auxiliary b [1]  ¶1
    = SMTH1(TIME, 2)
auxiliary a [1]  ¶1
    = b
",
    );
    let program = program(&text);
    let shown: Vec<String> =
        program.variables.iter().filter(|it| !it.hidden).map(|it| it.name.to_string()).collect();
    assert_eq!(shown, ["b", "a"]);
    assert!(program.variables.iter().any(|it| it.hidden));
    assert_eq!(variable(&program, "b").0, 0);
}
