//! XMILE models with faults: what is said of them; hostile ones: an error within limits; and what
//! other engines are known to get wrong without a word.

#![allow(clippy::panic)]

use interregnum_formats::xmile::read_text;
use interregnum_model::{Model, Severity};
use interregnum_study::check::check;
use interregnum_tests::peers::table_of;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

fn file(time: &str, inside: &str) -> String {
    format!("<xmile>\n<sim_specs {time}</sim_specs>\n{inside}\n</xmile>")
}

const YEARS: &str = "time_units=\"years\"><start>0</start><stop>4</stop><dt>1</dt>";

fn variables(variables: &str) -> String {
    file(YEARS, &format!("<model><variables>\n{variables}\n</variables></model>"))
}

/// All that is said of a model: place, words there, message, label, help.
fn said(text: &str) -> Vec<String> {
    let reading = read_text("model.xmile", text);
    let model = reading.model;
    check(&model, reading.diagnostics)
        .diagnostics
        .iter()
        .map(|it| {
            let place = it.span.and_then(|span| model.sources.place(span));
            let place = place.map_or_else(String::new, |it| format!("{}:{}", it.line, it.column));
            let words = it.span.map_or("", |span| model.sources.text(span));
            let severity = if it.severity == Severity::Error { "error" } else { "warning" };
            format!(
                "{place} {severity}[{}] {} | {words} | {} | {}",
                it.code.as_str(),
                it.message,
                it.label,
                it.help.join("; ")
            )
        })
        .collect()
}

#[test]
fn an_unknown_variable_two_of_them_with_the_nearest_names() {
    assert_eq!(
        said(&variables(
            "<stock name=\"herd\"><eqn>10</eqn><inflow>births</inflow></stock>\n<flow name=\"births\"><eqn>herd * birt_rate</eqn></flow>\n<aux name=\"birth rate\"><eqn>0.1 + nothing_like_it</eqn></aux>"
        )),
        [
            "5:33 error[unknown-name] nothing is called `birt_rate` | birt_rate | not declared | did you mean `birth rate`?",
            "6:35 error[unknown-name] nothing is called `nothing_like_it` | nothing_like_it | not declared | add `<aux name=\"nothing_like_it\">` with its `eqn`, or correct its spelling"
        ]
    );
}

#[test]
fn an_algebraic_loop() {
    assert_eq!(
        said(&variables(
            "<aux name=\"price\"><eqn>10 - demand</eqn></aux>\n<aux name=\"demand\"><eqn>20 - price</eqn></aux>"
        )),
        [
            "4:29 error[circular-equations] equations need each other within one step: `price` needs `demand` needs `price` | demand | `price` needs `demand` here | make one of them a stock: what accumulates is known before flows are worked out; or let one read another as it was: `PREVIOUS`, `SMTH1`, `DELAY1`"
        ]
    );
}

#[test]
fn a_unit_that_does_not_fit_is_a_warning() {
    assert_eq!(
        said(&variables(
            "<stock name=\"herd\"><eqn>10</eqn><inflow>births</inflow><units>cows</units></stock>\n<flow name=\"births\"><eqn>herd * rate</eqn><units>cows/year</units></flow>\n<aux name=\"rate\"><eqn>0.1</eqn><units>cows</units></aux>"
        )),
        [
            "5:26 warning[unit-mismatch] `births` is declared in `cows/years`, and its equation is in `cows^2` | herd * rate | in `cows^2` | correct the declaration, or the equation by something in `1/cows/years`"
        ]
    );
}

#[test]
fn an_equation_that_cannot_be_read() {
    assert_eq!(
        said(&variables(
            "<aux name=\"a\"><eqn>1 + * 2</eqn></aux>\n<aux name=\"b\"><eqn>(3 - a</eqn></aux>"
        )),
        [
            "4:24 error[syntax] `*` stands where a value should | * |  | write a value here, or mend what stands before it",
            "5:25 error[syntax] `)` is missing at the end | a |  | write `)` here, or mend what stands before it",
        ]
    );
}

#[test]
fn a_missing_subscript() {
    assert_eq!(
        said(&file(
            YEARS,
            "<dimensions><dim name=\"kind\"><elem name=\"cows\"/><elem name=\"sheep\"/></dim></dimensions>\n<model><variables>\n<aux name=\"herd\"><dimensions><dim name=\"kind\"/></dimensions><eqn>5</eqn></aux>\n<aux name=\"all\"><eqn>herd * 2</eqn></aux></variables></model>"
        )),
        [
            "6:22 error[dimension-mismatch] `herd` is an array by `kind`, and this equation does not run over that | herd | which `kind` is meant? | put its elements together, as in `SUM(herd[*])`, or name one, as in `herd[cows]`"
        ]
    );
}

/// Read and compiled within this, however hostile.
fn refused_in_time(text: &str) -> Vec<String> {
    let start = Instant::now();
    let all = said(text);
    let took = start.elapsed();
    assert!(took < Duration::from_secs(20), "{took:?}");
    all.into_iter().filter(|it| it.contains(" error[")).collect()
}

#[test]
fn entities_that_blow_up_or_lead_out_are_not_read() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    let outside = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>";
    for doctype in [bomb, outside] {
        let text = format!("{doctype}{}", variables("<aux name=\"x\"><eqn>&a;&c;</eqn></aux>"));
        let errors = refused_in_time(&text);
        assert!(errors[0].contains("the file defines entities of its own"), "{errors:?}");
        assert!(errors.iter().all(|it| !it.contains("root:")));
    }
}

#[test]
fn an_array_beyond_all_bounds() {
    let one = file(
        YEARS,
        "<dimensions><dim name=\"d\" size=\"1000000000000\"/></dimensions><model><variables><aux name=\"x\"><dimensions><dim name=\"d\"/></dimensions><eqn>1</eqn></aux></variables></model>",
    );
    assert!(refused_in_time(&one)[0].contains("a dimension of 1000000000000 elements"));
    let two = file(
        YEARS,
        "<dimensions><dim name=\"d\" size=\"1000000\"/><dim name=\"e\" size=\"1000000\"/></dimensions><model><variables><aux name=\"x\"><dimensions><dim name=\"d\"/><dim name=\"e\"/></dimensions><eqn>TIME</eqn></aux></variables></model>",
    );
    assert!(!refused_in_time(&two).is_empty());
}

#[test]
fn a_hundred_thousand_brackets_and_elements() {
    let deep = 100_000;
    let brackets = format!("{}1{}", "(".repeat(deep), ")".repeat(deep));
    let errors =
        refused_in_time(&variables(&format!("<aux name=\"x\"><eqn>{brackets}</eqn></aux>")));
    assert!(errors[0].contains("error[too-deep]"), "{}", &errors[0][..80]);
    let signs = format!("{}1", "-".repeat(deep));
    assert!(
        !refused_in_time(&variables(&format!("<aux name=\"x\"><eqn>{signs}</eqn></aux>")))
            .is_empty()
    );
    let elements = variables(&format!("{}{}", "<group>".repeat(deep), "</group>".repeat(deep)));
    assert!(refused_in_time(&elements).iter().any(|it| it.contains("error[too-large]")));
}

#[test]
fn modules_that_multiply() {
    let mut text = String::from("<model><variables><module name=\"m1\"/></variables></model>");
    for level in 1..40 {
        let next = level + 1;
        text.push_str(&format!(
            "<model name=\"m{level}\"><variables><module name=\"m{next}\"/><module name=\"n{next}\" simlin:model_name=\"m{next}\"/></variables></model>"
        ));
    }
    text.push_str(
        "<model name=\"m40\"><variables><aux name=\"x\"><eqn>1</eqn></aux></variables></model>",
    );
    assert!(!refused_in_time(&file(YEARS, &text)).is_empty());
}

fn columns(model: &Model) -> BTreeMap<String, Vec<f64>> {
    let table = table_of(model).unwrap_or_else(|why| panic!("{why}"));
    table
        .columns
        .into_iter()
        .map(|(name, by_time)| (name, by_time.into_values().collect()))
        .collect()
}

fn run(text: &str) -> BTreeMap<String, Vec<f64>> {
    columns(&read_text("model.xmile", text).model)
}

/// The value of an equation, all through the run.
fn value(equation: &str) -> f64 {
    run(&variables(&format!(
        "<aux name=\"x\"><eqn>{equation}</eqn></aux><aux name=\"two\"><eqn>2 + 0*TIME</eqn></aux>"
    )))["x"][2]
}

#[test]
fn constant_lists_give_all_elements_their_values() {
    let found = run(&file(
        YEARS,
        "<dimensions><dim name=\"d\"><elem name=\"a\"/><elem name=\"b\"/></dim><dim name=\"e\" size=\"2\"/></dimensions><model><variables>\
        <aux name=\"x\"><dimensions><dim name=\"d\"/><dim name=\"e\"/></dimensions><eqn>1, 2, 3, 4</eqn></aux></variables></model>",
    ));
    let all: Vec<f64> =
        ["x[a,1]", "x[a,2]", "x[b,1]", "x[b,2]"].iter().map(|it| found[*it][0]).collect();
    assert_eq!(all, [1.0, 2.0, 3.0, 4.0]);
    // One value too few is said, not filled with 0.
    let short = said(&file(
        YEARS,
        "<dimensions><dim name=\"d\"><elem name=\"a\"/><elem name=\"b\"/><elem name=\"c\"/></dim></dimensions><model><variables><aux name=\"x\"><dimensions><dim name=\"d\"/></dimensions><eqn>1, 2</eqn></aux></variables></model>",
    ));
    assert!(
        short
            .iter()
            .any(|it| it.contains("error[") && it.contains("2 values for an array of other size"))
    );
}

#[test]
fn powers_bind_to_the_right_first_and_remainders_go_down() {
    assert_eq!(value("two^3^2"), 512.0);
    assert_eq!(value("-two^2"), -4.0);
    assert_eq!(value("(-7) MOD 3 + 0*two"), 2.0);
    assert_eq!(value("INT(-two - 0.5)"), -3.0);
}

#[test]
fn a_time_between_saved_values_that_is_no_binary_multiple_of_dt() {
    let text = file(
        "isee:save_interval=\"0.3\"><start>0</start><stop>1.2</stop><dt>0.1</dt>",
        "<model><variables><aux name=\"x\"><eqn>TIME</eqn></aux></variables></model>",
    );
    let found = run(&text)["x"].clone();
    assert_eq!(found.len(), 5);
    assert!(found.iter().zip([0.0, 0.3, 0.6, 0.9, 1.2]).all(|(a, b)| (a - b).abs() < 1e-9));
}

#[test]
fn a_reciprocal_dt_is_one_over_it() {
    let text = file(
        "><start>0</start><stop>1</stop><dt reciprocal=\"true\">4</dt>",
        "<model><variables><stock name=\"s\"><eqn>1</eqn><inflow>f</inflow></stock><flow name=\"f\"><eqn>s</eqn></flow></variables></model>",
    );
    assert_eq!(run(&text)["s"].last(), Some(&(1.25 * 1.25 * 1.25 * 1.25)));
}

#[test]
fn non_negative_stocks_and_flows_are_held() {
    let found = run(&variables(
        "<stock name=\"s\"><eqn>3</eqn><outflow>out</outflow><non_negative/></stock><flow name=\"out\"><eqn>2</eqn></flow>\
        <stock name=\"t\"><eqn>3</eqn><outflow>back</outflow></stock><flow name=\"back\"><eqn>0 - TIME</eqn><non_negative/></flow>",
    ));
    assert_eq!(found["s"], [3.0, 1.0, 0.0, 0.0, 0.0]);
    assert_eq!(found["out"], [2.0, 1.0, 0.0, 0.0, 0.0]);
    assert_eq!(found["t"], [3.0; 5]);
}

#[test]
fn runge_kutta_is_run_where_it_is_asked_for() {
    let text = file(
        "method=\"RK4\"><start>0</start><stop>1</stop><dt>1</dt>",
        "<model><variables><stock name=\"s\"><eqn>1</eqn><inflow>f</inflow></stock><flow name=\"f\"><eqn>s</eqn></flow></variables></model>",
    );
    let expected = 1.0 + 1.0 + 0.5 + 1.0 / 6.0 + 1.0 / 24.0;
    let found = run(&text)["s"][1];
    assert!((found - expected).abs() < 1e-14, "{found}");
}

#[test]
fn a_fixed_delay_gives_what_went_in() {
    let found = run(&variables("<aux name=\"x\"><eqn>DELAY(TIME, 2, 9)</eqn></aux>"));
    assert_eq!(found["x"], [9.0, 9.0, 0.0, 1.0, 2.0]);
}

#[test]
fn a_smooth_begins_where_it_is_told_and_lags_no_step() {
    let found = run(&variables(
        "<aux name=\"x\"><eqn>SMTH1(goal, 2)</eqn></aux><aux name=\"goal\"><eqn>8</eqn><init_eqn>4</init_eqn></aux>",
    ));
    assert_eq!(found["x"][..3], [4.0, 6.0, 7.0]);
}

#[test]
fn a_seed_gives_the_same_draws_again() {
    let drawn = |seed: &str| {
        run(&variables(&format!("<aux name=\"x\"><eqn>RANDOM(0, 1, {seed})</eqn></aux>")))["x"]
            .clone()
    };
    assert_eq!(drawn("3"), drawn("3"));
    assert_ne!(drawn("3"), drawn("4"));
}
