//! What is said of a model speaks the language of its file: chapters, XMILE, Vensim.

#![allow(clippy::panic)]

use interregnum_compile::compile;
use interregnum_formats::{vensim, xmile};
use interregnum_model::{Dialect, Model};
use interregnum_run::{Settings, Watch, run};

const XMILE: &str = "<xmile><sim_specs time_units=\"Year\"><start>0</start><stop>4</stop><dt>1</dt></sim_specs><dimensions><dim name=\"d\"><elem name=\"one\"/><elem name=\"two\"/></dim></dimensions><model><variables>";
const MDL: &str =
    "INITIAL TIME=0~Year~|\nFINAL TIME=4~Year~|\nTIME STEP=1~Year~|\nSAVEPER=1~Year~|\n";

fn xmile(variables: &str) -> Model {
    xmile::read_text("a.xmile", &format!("{XMILE}{variables}</variables></model></xmile>")).model
}

fn mdl(equations: &str) -> Model {
    vensim::read_text("a.mdl", &format!("{MDL}{equations}"), None).model
}

/// What is to be done about all that the compiler finds.
fn help(model: &Model) -> Vec<String> {
    compile(model).diagnostics.into_iter().flat_map(|it| it.help).collect()
}

#[test]
fn a_stock_whose_flow_is_missing() {
    let found = help(&xmile("<stock name=\"s\"><eqn>1</eqn><inflow>f</inflow></stock>"));
    assert_eq!(found, ["add `<flow name=\"f\">` with its `eqn`, or leave it out here"]);
}

#[test]
fn subscripts_on_a_single_number() {
    let found =
        help(&xmile("<aux name=\"x\"><eqn>1</eqn></aux><aux name=\"y\"><eqn>x[one]</eqn></aux>"));
    assert_eq!(found, ["leave the subscripts out, or give it `<dimensions>`"]);
    let found = help(&mdl("d: one, two ~~|\nx = 1 ~~|\ny = x[one] ~~|"));
    assert_eq!(found, ["leave the subscripts out, or write them on the left of its equation"]);
}

#[test]
fn an_element_without_an_equation() {
    let found = help(&xmile(
        "<aux name=\"x\"><dimensions><dim name=\"d\"/></dimensions><element subscript=\"one\"><eqn>TIME</eqn></element></aux>",
    ));
    assert_eq!(found, ["add `<element subscript=\"two\">` with its `eqn`, or one `eqn` for all"]);
}

#[test]
fn a_step_that_is_too_long() {
    let found = help(&xmile("<aux name=\"x\"><eqn>SMTH1(TIME, 0.5)</eqn></aux>"));
    assert!(found.iter().any(|it| it.starts_with("set `<dt>` to ")), "{found:?}");
    let found = help(&mdl("x = SMOOTH(Time, 0.5) ~~|"));
    assert!(found.iter().any(|it| it.starts_with("set `TIME STEP` to ")), "{found:?}");
}

#[test]
fn a_run_that_divides_by_0() {
    for (model, says) in [
        (xmile("<aux name=\"x\"><eqn>1 / (2 - TIME)</eqn></aux>"), "write `SAFEDIV("),
        (mdl("x = 1 / (2 - Time) ~~|"), "write `XIDZ("),
    ] {
        let program = compile(&model).program.unwrap_or_else(|| panic!("no program"));
        let run = run(&program, &Settings::new(&program), &Watch::shown());
        let failure = run.failure.unwrap_or_else(|| panic!("no failure"));
        let finding = failure.diagnostic(&program);
        assert!(finding.help[0].starts_with(says), "{:?}", finding.help);
        assert!(finding.advice.is_none());
    }
}

#[test]
fn readers_say_what_they_read() {
    assert_eq!(xmile("").dialect, Dialect::Xmile);
    assert_eq!(mdl("").dialect, Dialect::Vensim);
    assert_eq!(Model::default().dialect, Dialect::Chapters);
}
