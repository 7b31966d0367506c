//! Macros that run on a clock of their own within each step (XMILE 1.0, 4.8.3).

#![allow(clippy::panic)]

use interregnum_formats::xmile::read_text;
use interregnum_tests::small::{self, is_close};

/// The standard's own example: the product of all times from 1 to x.
const FACT: &str = "<macro name=\"FACT\"><parm>x</parm><eqn>Fact</eqn><sim_specs><start>1</start><stop>x</stop></sim_specs><variables>\
    <stock name=\"Fact\"><eqn>1</eqn><inflow>change_in_fact</inflow></stock><flow name=\"change_in_fact\"><eqn>Fact*TIME</eqn></flow></variables></macro>";

/// The values of `made` at the first three moments.
fn values(equation: &str, macros: &str) -> Vec<f64> {
    let text = format!(
        "<xmile><sim_specs><start>0</start><stop>2</stop><dt>1</dt></sim_specs><model><variables><aux name=\"made\"><eqn>{equation}</eqn></aux></variables></model>{macros}</xmile>"
    );
    let reading = read_text("test.xmile", &text);
    let said: Vec<&str> = reading.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert!(said.is_empty(), "{said:?}");
    let found = small::columns(&reading.model).unwrap_or_else(|why| panic!("{why}"));
    found["made"].clone()
}

#[test]
fn a_loop_over_its_own_time() {
    assert!(is_close(&values("FACT(5)", FACT), &[120.0; 3]));
    // Each call is a run of its own, in each step.
    assert!(is_close(&values("FACT(3) + FACT(4) * TIME", FACT), &[6.0, 30.0, 54.0]));
    assert!(is_close(&values("FACT(1)", FACT), &[1.0; 3]));
}

#[test]
fn steps_of_its_own_and_what_the_model_gives_it() {
    // Four half steps of growth by a half: x * 1.25 ^ 4; the result is worked out at the end.
    let grown = "<macro name=\"GROWN\"><parm>x</parm><eqn>held + TIME</eqn><sim_specs><start>3</start><stop>5</stop><dt reciprocal=\"true\">2</dt></sim_specs><variables>\
        <stock name=\"held\"><eqn>x</eqn><inflow>more</inflow><outflow>less</outflow></stock>\
        <flow name=\"more\"><eqn>held * rate</eqn></flow><flow name=\"less\"><eqn>-1</eqn><non_negative/></flow><aux name=\"rate\"><eqn>0.5</eqn></aux></variables></macro>";
    let at = |x: f64| x * 1.25 * 1.25 * 1.25 * 1.25 + 5.0;
    assert!(is_close(&values("GROWN(TIME)", grown), &[at(0.0), at(1.0), at(2.0)]));
}

#[test]
fn a_length_that_is_not_known_before_the_run_is_told() {
    let text = format!(
        "<xmile><sim_specs><start>0</start><stop>2</stop></sim_specs><model><variables><aux name=\"made\"><eqn>FACT(TIME)</eqn></aux></variables></model>{FACT}</xmile>"
    );
    let why = small::columns(&read_text("test.xmile", &text).model).err().unwrap_or_default();
    assert!(why.contains("must be a number"), "{why}");
}
