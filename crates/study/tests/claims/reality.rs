//! Vensim's reality checks as claims: what the condition makes true, and what must then be.

use interregnum_compile::compile;
use interregnum_formats::vensim::read_text;
use interregnum_study::claims::report::ClaimReport;
use interregnum_study::claims::{Control, Options, Verdict, judge};
use std::sync::atomic::AtomicBool;

const MODEL: &str = "
Inventory = INTEG(production - shipments, 100) ~~|
production = workforce * productivity ~~|
workforce = INTEG(0.1 * workforce, 10) ~~|
productivity = 2 ~~|
shipments = MIN(demand, Inventory / 2) ~~|
demand = 25 ~~|
INITIAL TIME = 0 ~~|
FINAL TIME = 20 ~~|
TIME STEP = 0.5 ~~|
SAVEPER = 1 ~~|
";

fn judged(checks: &str) -> Vec<ClaimReport> {
    let model = read_text("test.mdl", &format!("{MODEL}{checks}"), None).model;
    let program = compile(&model).program.unwrap();
    let mut options = Options::new(&model, &program);
    options.members = 0;
    let control = Control { progress: &|_, _| {}, cancel: &AtomicBool::new(false) };
    judge(&model, &program, &options, control).claims
}

fn verdict(checks: &str) -> Verdict {
    judged(checks).remove(0).verdict
}

#[test]
fn a_level_is_taken_to_be_what_the_condition_says() {
    let asked = |implied: &str| {
        verdict(&format!("RC a :THE CONDITION: workforce = 0 :IMPLIES: {implied} ~~|"))
    };
    assert_eq!(asked("production = 0"), Verdict::Holds);
    assert_eq!(asked("production > 0"), Verdict::Fails);
    assert_eq!(asked("production = 0 :AND: :NOT: shipments < 0"), Verdict::Holds);
}

#[test]
fn a_test_input_is_named_by_conditions() {
    let input = "TI stocked :TEST INPUT: Inventory = 3 * demand ~~|\n";
    let check = "RC filled :THE CONDITION: TI stocked :IMPLIES: shipments >= demand ~Dmnl~ All is delivered. |";
    let report = judged(&format!("{input}{check}")).remove(0);
    assert_eq!((report.verdict, report.id.as_str()), (Verdict::Holds, "rc-filled"));
    assert_eq!(report.statement, "All is delivered.");
}

#[test]
fn an_inequality_bounds_what_would_break_it() {
    // Without the condition shipments are 25 throughout.
    let asked = |implied: &str| {
        verdict(&format!("RC a :THE CONDITION: Inventory < 10 :IMPLIES: {implied} ~~|"))
    };
    assert_eq!(asked("shipments <= 5"), Verdict::Holds);
    assert_eq!(asked("shipments <= 4"), Verdict::Fails);
}

#[test]
fn alternatives_are_tested_one_by_one() {
    let report = judged(
        "RC a :THE CONDITION: workforce = 0 :OR: productivity = 0 :IMPLIES: production = 0 ~~|",
    );
    assert_eq!((report[0].verdict, report[0].tests.len()), (Verdict::Holds, 2));
}

#[test]
fn steps_and_ramps_begin_at_their_time() {
    let asked = |condition: &str, implied: &str| {
        verdict(&format!("RC a :THE CONDITION: {condition} :IMPLIES: {implied} ~~|"))
    };
    let step = "production = RC STEP(production, 2, 5)";
    assert_eq!(asked(step, "production >= RC STEP CHECK(0, production, 1.999, 5)"), Verdict::Holds);
    assert_eq!(asked(step, "production >= RC STEP CHECK(0, production, 2.001, 5)"), Verdict::Fails);
    let ramp = "demand = RC RAMP(demand, 0, 2, 10)";
    assert_eq!(asked(ramp, "shipments <= RC STEP CHECK(2, shipments, 0, 10)"), Verdict::Holds);
    assert_eq!(asked(ramp, "shipments <= RC STEP CHECK(1, shipments, 0, 10)"), Verdict::Fails);
    assert_eq!(asked(ramp, ":AT LEAST ONCE: shipments = 0"), Verdict::Holds);
}

#[test]
fn what_cannot_be_asked_is_untestable_and_says_why() {
    for check in [
        "RC a :THE CONDITION: SIN(demand) = 3 :IMPLIES: production > 90 ~~|",
        "RC a :THE CONDITION: demand = RC COMPARE('base', demand, 2) :IMPLIES: production > 90 ~~|",
        "RC a :THE CONDITION: demand = 3 :IMPLIES: production > RC GROW CHECK(1, production, 2) ~~|",
        "big : (b1-b1000) ~~| RC a[big] :THE CONDITION: demand = 3 :IMPLIES: production > 1 ~~|",
        "RC a :THE CONDITION: nothing known :IMPLIES: production > 1 ~~|",
    ] {
        let report = judged(check).remove(0);
        assert_eq!(report.verdict, Verdict::Untestable, "{check}");
        assert!(!report.because.is_empty(), "{check}");
    }
}
