//! The checks that ask what the argument rests on: events moved, placebos, doses, quantities halved
//! and doubled, rival numbers, corrections in disguise, and what was set on what.

use crate::field::{BASE, audited, faults, passes};
use interregnum_study::audit::Verdict;

/// A war that comes in with a date, and wears the soil.
fn with_war(claim: &str) -> String {
    let war = "\n```model\ninput war [1/year]  ¶1\n    = STEP(0.2 / one year, 1958 * one year)\n    because \"nobody in the field made it\"\n```\n";
    let text = BASE.replace("= soil * wear rate", "= soil * (wear rate + war)");
    format!("{text}{war}{claim}")
}

#[test]
fn a_claim_that_needs_an_event_on_its_very_date_is_found() {
    assert_eq!(audited(BASE, "shifts").verdict, Verdict::DoesNotApply);
    let ruin = "\n```claim ruin  ¶1\nThe soil is ruined.\ntest soil[1969] < 0.4\nfails without wear-out\n```\n";
    passes("shifts", &with_war(ruin));
    let dated = "\n```claim dated  ¶1\nIt falls of a sudden.\ntest soil[1957] / soil[1956] > 0.93\ntest soil[1959] / soil[1958] < 0.85\nfails without wear-out\n```\n";
    let found = faults("shifts", &with_war(dated));
    assert!(
        found.contains("with `war` at its own date only") && found.contains("`dated`"),
        "{found}"
    );
}

#[test]
fn an_event_that_moves_nothing_is_found() {
    let idle = "\n```model\ninput comet [1]  ¶1\n    = STEP(1, 1958 * one year)\n    because \"it came\"\n```\n";
    let found = faults("shifts", &format!("{BASE}{idle}"));
    assert!(found.contains("`comet` may come 4 years sooner or later"), "{found}");
}

#[test]
fn a_date_moves_with_its_event() {
    let claim = "\n```claim half-gone  ¶1\nHalf the soil is gone in the sixties.\ntest first(soil <= 0.5) < 1966\nfails without wear-out\n```\n";
    let found = audited(&with_war(claim), "shifts");
    let row = &found.table.unwrap().rows[0];
    assert!(row[0] == "war" && row[1].starts_with("half-gone +"), "{row:?}");
}

#[test]
fn a_claim_told_by_the_order_of_the_years_is_found() {
    passes("placebo", BASE);
    let claim = "\n```claim slump  ¶1\nThe harvest fell.\ntest harvest[1956] < 0.85 * harvest[1955]\nfails without wear-out\n```\n";
    let found = faults("placebo", &format!("{BASE}{claim}"));
    assert!(found.contains("`slump` breaks in"), "{found}");
    let speaks = claim.replace("fails without wear-out", "fails under with rain shifted 1");
    passes("placebo", &format!("{BASE}{speaks}"));
}

#[test]
fn a_response_that_goes_to_and_fro_is_found() {
    passes("dose", BASE);
    let wave = "\n```model\nauxiliary dial [1]  ¶1\n    = 0\nauxiliary wave [1]  ¶1\n    = SIN(9.42 * dial)\nlever turned  ¶1\n    dial = 1\n```\n";
    let tests: String = (1960..1966).map(|year| format!("test wave[{year}] < 2\n")).collect();
    let claim = format!("\n```claim calm  ¶1\nIt is calm.\n{tests}fails without wear-out\n```\n");
    let found = faults("dose", &format!("{BASE}{wave}{claim}"));
    assert!(found.contains("of 6 numbers that `turned` moves 6 go to and fro"), "{found}");
    let slope = wave.replace("SIN(9.42 * dial)", "0.5 * dial");
    passes("dose", &format!("{BASE}{slope}{claim}"));
}

#[test]
fn a_claim_that_one_set_of_numbers_gives_is_found() {
    passes("quantities", BASE);
    let claim = "\n```claim exact  ¶1\nThe soil is at three fifths.\ntest soil[1960.0] = 0.605 ± 2 %\nfails without wear-out\n```\n";
    let found = faults("quantities", &format!("{BASE}{claim}"));
    assert!(found.contains("`exact` breaks under 2 of 4 changes"), "{found}");
}

#[test]
fn what_is_measured_or_so_by_definition_is_not_doubled() {
    let measured = BASE.replace("assumed \"a test\"", "¶1");
    let found = audited(&measured, "quantities");
    assert!(found.did.contains("under 2 changes"), "{}", found.did);
    assert!(found.did.contains("left out are 2 parameters"), "{}", found.did);
}

#[test]
fn a_core_claim_that_good_numbers_reverse_is_found() {
    assert_eq!(audited(BASE, "adverse").verdict, Verdict::DoesNotApply);
    let claims = "\n```claim some-soil  ¶1\nSome soil is left.\ntier detail\nkind figure\nrole calibrate\nhardness firm number\ntest soil[1960] in 0.1..1\nfails without wear-out\n```\n\n```claim much-soil  ¶1\nMuch soil is left.\ntier core\nkind trend\nrole validate\nhardness qualitative\ntest soil[1960.0] > 0.55\nfails without wear-out\n```\n";
    let found = faults("adverse", &format!("{BASE}{claims}"));
    assert!(found.contains("`much-soil` is reversed in"), "{found}");
    assert!(found.contains("`wear rate`, larger there"), "{found}");
}

#[test]
fn a_clock_that_does_not_read_the_time_is_found() {
    passes("corrections", BASE);
    let mood = "\n```model\nstock mood [1]  ¶1\n    initial 1\n    out fading\nflow fading [1/year]  ¶1\n    = 0.1 * mood / one year\n```\n";
    let read = BASE.replace("= soil * wear rate", "= soil * wear rate * mood");
    let found = faults("corrections", &format!("{read}{mood}"));
    assert!(found.contains("`mood` goes its own way") && !found.contains("`soil`"), "{found}");
    // What the soil moves is no clock.
    let moved = mood.replace("0.1 * mood", "0.1 * mood * soil");
    passes("corrections", &format!("{read}{moved}"));
}

#[test]
fn a_table_over_what_goes_as_the_years_do_is_found() {
    let age = "\n```model\nstock age [1]  ¶1\n    initial 0\n    in ageing\nflow ageing [1/year]  ¶1\n    = 1 / one year\nlookup path [1] of [1]  assumed \"a cheat\"\n    (0, 1) (10, 0.5) (20, 0.8)\nauxiliary yield [1]  ¶1\n    = path(age)\n```\n";
    let found = faults("corrections", &format!("{BASE}{age}"));
    assert!(found.contains("`yield` reads the table `path` over `age`"), "{found}");
}

#[test]
fn a_bonus_is_found() {
    let text = BASE.replace("= soil * rain", "= soil * rain + 0.2");
    let found = faults("corrections", &text);
    assert!(found.contains("`harvest` adds a number of its own, 0.2"), "{found}");
}

#[test]
fn an_element_with_a_factor_of_its_own_is_found() {
    let fields = "\n```model\ndimension field = north, south\nauxiliary share by field [1]  ¶1\n    [north] = soil * rain\n    [south] = soil * rain * 1.2\n```\n";
    let found = faults("corrections", &format!("{BASE}{fields}"));
    assert!(found.contains("an element of `share`") && found.contains("1.2"), "{found}");
    passes("corrections", &format!("{BASE}{}", fields.replace(" * 1.2", " * soil")));
}

#[test]
fn a_parameter_set_on_what_must_come_out_is_found() {
    passes("evidence", BASE);
    let text = BASE
        .replace("claim worn ", "claim soil-worn ")
        .replace(
            "test mean(",
            "tier support\nkind trend\nrole validate\nhardness qualitative\ntest mean(",
        )
        .replace("assumed \"a test\"", "assumed \"lowered for soil-worn\"");
    let found = faults("evidence", &text);
    assert!(found.contains("`wear rate` is set on `soil-worn`"), "{found}");
    passes("evidence", &format!("{text}\n## The log\n\nChanged for soil-worn: wear rate.\n"));
    let denied =
        format!("{text}\n## The log\n\nNothing else. The claim soil-worn was never used.\n");
    assert!(faults("evidence", &denied).contains("no log says so"));
}

#[test]
fn core_claims_tuned_for_are_found() {
    let core = BASE.replace("claim worn ", "claim soil-worn ").replace(
        "test mean(",
        "tier core\nkind trend\nrole validate\nhardness qualitative\ntest mean(",
    );
    passes("evidence", &core);
    let tuned = core.replace("role validate", "role calibrate");
    assert!(faults("evidence", &tuned).contains("only 0 of 1 core claims were never used"));
}

#[test]
fn an_identity_that_breaks_at_an_extreme_is_found() {
    let sunny = "\n```model\nauxiliary sun missing [1]  ¶1\n    = MAX(0, wear rate * one year - 0.06)\n    range 0 .. 0\n```\n";
    passes("identities", &format!("{BASE}{sunny}"));
    let found = faults("extremes", &format!("{BASE}{sunny}"));
    assert!(found.contains("`sun missing` is not 0 any more"), "{found}");
}
