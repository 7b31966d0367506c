//! The battery against results that were put in: each check passes a small honest model, and
//! catches a small model that cheats.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

mod deeper;
mod field;

use field::{BASE, audited, faults, passes};
use interregnum_study::audit::Verdict;

#[test]
fn an_honest_model_passes_every_check() {
    for check in interregnum_study::audit::BATTERY {
        let found = audited(BASE, check.id);
        assert!(found.verdict != Verdict::Fails, "{}: {found:?}", check.id);
    }
}

#[test]
fn a_clock_is_found() {
    passes("clock", BASE);
    for (cheat, says) in [
        (
            "= soil * wear rate * (IF TIME > 1959 * one year THEN 2 ELSE 1)",
            "`wearing` reads the time",
        ),
        ("= soil * wear rate * (1 + STEP(1, 1959 * one year))", "`wearing` reads the time"),
        ("= soil * wear rate * (1 + 0 * 1959)", "contains 1959, a date"),
    ] {
        let text = BASE.replace("= soil * wear rate", cheat);
        assert!(faults("clock", &text).contains(says), "{cheat}");
    }
}

#[test]
fn an_input_outside_the_page_of_inputs_is_found() {
    let text = format!("# Inputs (S16)\n{BASE}").replace("# Field (S04)", "");
    passes("clock", &text);
}

#[test]
fn what_stays_behind_in_the_calendar_is_found() {
    passes("timeless", BASE);
    let cheat =
        BASE.replace("= soil * wear rate", "= soil * wear rate * (1 + STEP(1, 1959 * one year))");
    let found = faults("timeless", &cheat);
    assert!(found.contains("`wearing` knows the calendar") && found.contains("1951"), "{found}");
}

#[test]
fn a_record_as_a_cause_is_found() {
    passes("tables", BASE);
    let series =
        "\n```model\nseries observed rain [1]  ¶1\n    file rain.csv\n    of harvest\n```\n";
    assert!(
        faults("tables", &format!("{BASE}{series}"))
            .contains("reads the file of the series `observed rain`")
    );
    let series = series.replace("rain.csv", "harvest.csv");
    let found = faults("tables", &format!("{BASE}{series}"));
    assert!(found.contains("`rain` goes as the series `observed rain` does"), "{found}");
    let table = "\n```model\nlookup yearly course [1] of [year]  assumed \"a cheat\"\n    (1950, 1) (1960, 2)\n```\n";
    assert!(faults("tables", &format!("{BASE}{table}")).contains("a table over the years"));
}

#[test]
fn a_result_carried_by_the_weather_is_found() {
    passes("weather", BASE);
    let claim = "\n```claim slump  ¶1\nThe harvest fell.\ntest harvest[1956] < 0.85 * harvest[1955]\nfails without wear-out\n```\n";
    let found = faults("weather", &format!("{BASE}{claim}"));
    assert!(found.contains("`slump`") && found.contains("do not speak of it"), "{found}");
    let speaks = claim.replace("fails without wear-out", "fails under with rain shifted 1");
    passes("weather", &format!("{BASE}{speaks}"));
}

#[test]
fn a_claim_that_cannot_fail_is_found() {
    passes("knockouts", BASE);
    let claim =
        "\n```claim empty  ¶1\nThere is soil.\ntest soil[1960] > 0\nfails without wear-out\n```\n";
    assert!(faults("knockouts", &format!("{BASE}{claim}")).contains("`empty` is not explained"));
    let claim = claim.replace("fails without wear-out\n", "");
    assert!(faults("knockouts", &format!("{BASE}{claim}")).contains("names nothing"));
}

#[test]
fn a_mechanism_that_changes_nothing_is_found() {
    passes("mechanisms", BASE);
    let idle = "\n```model\nauxiliary tide [1]  ¶1\n    = 1\nmechanism tides  ¶1\n    off: tide = 0\n```\n";
    assert!(faults("mechanisms", &format!("{BASE}{idle}")).contains("`tides` changes no number"));
}

#[test]
fn a_claim_tuned_to_a_point_is_found() {
    let mut text = BASE.to_owned();
    for part in ["one", "two", "three", "four", "five", "six"] {
        text.push_str(&format!(
            "\n```model\nauxiliary part {part} [1]  ¶1\n    = 1\nmechanism of-{part}  ¶1\n    off: part {part} = 0\n```\n"
        ));
    }
    let all = "part one * part two * part three * part four * part five * part six";
    text.push_str(&format!("\n```model\nauxiliary tuned [1]  ¶1\n    = soil * {all}\n```\n"));
    text.push_str(
        "\n```claim tuned  ¶1\nIt fits.\ntest tuned[1960] > 0.1\nfails without of-one\n```\n",
    );
    let found = faults("mechanisms", &text);
    assert!(found.contains("`tuned` breaks without each of 6 of 7 mechanisms"), "{found}");
}

#[test]
fn a_lever_that_does_nothing_is_found() {
    passes("levers", BASE);
    let idle =
        "\n```model\nauxiliary tide [1]  ¶1\n    = 1\nlever low-tide  ¶1\n    tide = 0\n```\n";
    assert!(faults("levers", &format!("{BASE}{idle}")).contains("`low-tide` changes no number"));
}

#[test]
fn an_identity_that_does_not_hold_is_found() {
    let identity = "\n```model\nstock dust [1]  ¶1\n    initial 0\n    in wearing\nauxiliary soil unaccounted [1]  ¶1\n    = 1 - soil - dust\n    range 0 .. 0\n```\n";
    passes("identities", &format!("{BASE}{identity}"));
    let leak = identity.replace("1 - soil - dust", "1 - soil - 0.9 * dust");
    let found = faults("identities", &format!("{BASE}{leak}"));
    assert!(found.contains("`soil unaccounted` ought to be 0"), "{found}");
    let limit = BASE.replace("= soil * rain", "= soil * rain\n    range 0 .. 0.9");
    assert!(faults("identities", &limit).contains("`harvest` leaves its range"));
}

#[test]
fn a_stock_that_is_overdrawn_is_found() {
    passes("extremes", BASE);
    let cheat = BASE.replace("= soil * wear rate", "= 0.4 * wear rate");
    let found = faults("extremes", &cheat);
    assert!(found.contains("`soil` falls below nothing"), "{found}");
    let broken = BASE.replace("= soil * rain", "= soil / rain");
    assert!(faults("extremes", &broken).contains("breaks down"));
}

#[test]
fn a_result_of_the_arithmetic_is_found() {
    passes("step", BASE);
    let coarse = BASE.replace("= 0.05   range 0.02 .. 0.1", "= 6   range 0.02 .. 6");
    let claim = "\n```claim below  ¶1\nIt falls below.\ntest min(soil[1950.0..1952.0]) < 0\nfails without wear-out\n```\n";
    assert!(
        faults("step", &format!("{coarse}{claim}"))
            .contains("`below` holds as it stands and fails")
    );
}

#[test]
fn a_model_without_claims_is_told_what_does_not_apply() {
    let bare = "```run\nstart = 0\nstop = 10\ndt = 0.5\n```\n\n```model\nstock tea [1]  ¶1\n    initial 1\n```\n";
    for check in ["weather", "knockouts", "mechanisms", "levers", "step", "identities"] {
        assert_eq!(audited(bare, check).verdict, Verdict::DoesNotApply, "{check}");
    }
    assert_eq!(audited(bare, "restart").verdict, Verdict::Passes);
}
