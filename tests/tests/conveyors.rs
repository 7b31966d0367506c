//! Conveyors and queues: exact answers, and nothing lost.

#![allow(clippy::panic)]

use interregnum_tests::small::{self, Columns, is_close};

fn run_with(dt: &str, variables: &str) -> Columns {
    small::run(dt, "", variables).unwrap_or_else(|why| panic!("{why}"))
}

fn run(variables: &str) -> Columns {
    run_with("1", variables)
}

fn close(found: &[f64], expected: &[f64]) {
    assert!(is_close(found, expected), "{found:?} instead of {expected:?}");
}

/// A belt with one inflow; `more` stands inside the stock, `rest` beside it.
fn belt(inflow: &str, initial: &str, more: &str, rest: &str) -> String {
    format!(
        "<stock name=\"belt\"><eqn>{initial}</eqn><inflow>in</inflow><outflow>out</outflow>{more}</stock>\
        <flow name=\"in\"><eqn>{inflow}</eqn></flow><flow name=\"out\"/>\
        <stock name=\"passed\"><eqn>0</eqn><inflow>out</inflow></stock>{rest}"
    )
}

const LENGTH_3: &str = "<conveyor><len>3</len></conveyor>";

#[test]
fn a_pulse_comes_out_exactly_its_transit_time_later() {
    let found = run(&belt("IF TIME = 2 THEN 7 ELSE 0", "0", LENGTH_3, ""));
    close(&found["out"], &[0.0, 0.0, 0.0, 0.0, 0.0, 7.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    close(&found["belt"], &[0.0, 0.0, 0.0, 7.0, 7.0, 7.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn at_a_finer_step_too() {
    let found = run_with("0.25", &belt("IF TIME = 2 THEN 8 ELSE 0", "0", LENGTH_3, ""));
    let at = |time: f64| found["out"][(time * 4.0) as usize];
    close(&[at(4.75), at(5.0), at(5.25)], &[0.0, 8.0, 0.0]);
    close(&[found["passed"][40]], &[2.0]);
}

#[test]
fn what_it_holds_at_first_lies_evenly_on_it() {
    let found = run(&belt("0", "30", LENGTH_3, ""));
    close(&found["out"][..5], &[10.0, 10.0, 10.0, 0.0, 0.0]);
    // At a steady inflow it stays as it is.
    let found = run(&belt("10", "30", LENGTH_3, ""));
    close(&found["belt"], &[30.0; 11]);
}

#[test]
fn a_discrete_belt_holds_it_at_the_beginning_of_each_unit_of_time() {
    let conveyor = "<conveyor discrete=\"true\"><len>2</len></conveyor>";
    let found = run_with("0.5", &belt("0", "20", conveyor, ""));
    close(&found["out"][..6], &[0.0, 20.0, 0.0, 20.0, 0.0, 0.0]);
}

/// A belt with one leak.
fn leaky(inflow: &str, initial: &str, options: &str, attributes: &str, fraction: &str) -> String {
    format!(
        "<stock name=\"belt\"><eqn>{initial}</eqn><inflow>in</inflow><outflow>out</outflow><outflow>lost</outflow><conveyor {options}><len>4</len></conveyor></stock>\
        <flow name=\"in\"><eqn>{inflow}</eqn></flow><flow name=\"out\"/><flow name=\"lost\" {attributes}><leak>{fraction}</leak></flow>\
        <stock name=\"passed\"><eqn>0</eqn><inflow>out</inflow></stock><stock name=\"leaked\"><eqn>0</eqn><inflow>lost</inflow></stock>"
    )
}

const ONCE: &str = "IF TIME = 1 THEN 100 ELSE 0";

#[test]
fn a_linear_leak_takes_its_fraction_evenly_on_the_way() {
    let found = run(&leaky(ONCE, "0", "", "", "0.2"));
    close(&found["lost"][..7], &[0.0, 0.0, 5.0, 5.0, 5.0, 5.0, 0.0]);
    close(&[found["out"][5], found["passed"][10], found["leaked"][10]], &[80.0, 80.0, 20.0]);
}

#[test]
fn a_leaks_zone_takes_the_same_in_fewer_steps() {
    let found = run(&leaky(ONCE, "0", "", "leak_start=\"0\" leak_end=\"0.5\"", "0.2"));
    close(&found["lost"][..7], &[0.0, 0.0, 10.0, 10.0, 0.0, 0.0, 0.0]);
    let found = run(&leaky(ONCE, "0", "", "leak_start=\"0.5\"", "0.2"));
    close(&found["lost"][..7], &[0.0, 0.0, 0.0, 0.0, 10.0, 10.0, 0.0]);
}

#[test]
fn an_exponential_leak_takes_its_fraction_of_what_is_there() {
    let found = run(&leaky(ONCE, "0", "exponential_leak=\"true\"", "", "0.1"));
    close(&found["lost"][1..7], &[0.0, 10.0, 9.0, 8.1, 7.29, 0.0]);
    close(&[found["out"][5]], &[65.61]);
}

#[test]
fn a_leaking_belt_begins_as_a_steady_inflow_would_leave_it() {
    // 100, 95, 90 and 85 lie on it; 5 leaks of each, 80 comes out.
    let found = run(&leaky("100", "370", "", "", "0.2"));
    close(&found["belt"], &[370.0; 11]);
    close(&found["out"], &[80.0; 11]);
    close(&found["lost"], &[20.0; 11]);
    let found = run(&leaky("100", "343.9", "exponential_leak=\"true\"", "", "0.1"));
    close(&found["belt"], &[343.9; 11]);
}

#[test]
fn two_leaks_one_behind_the_other_leave_a_quarter() {
    let found = run(&format!(
        "<stock name=\"belt\"><eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><outflow>a</outflow><outflow>b</outflow><conveyor><len>4</len></conveyor></stock>\
        <flow name=\"in\"><eqn>{ONCE}</eqn></flow><flow name=\"out\"/>\
        <flow name=\"a\" leak_end=\"0.5\"><leak>0.5</leak></flow><flow name=\"b\" leak_start=\"0.5\"><leak>0.5</leak></flow>"
    ));
    close(&found["a"][2..6], &[25.0, 25.0, 0.0, 0.0]);
    close(&found["b"][2..6], &[0.0, 0.0, 12.5, 12.5]);
    close(&[found["out"][5]], &[25.0]);
}

#[test]
fn nothing_is_lost_or_made() {
    let found = run_with(
        "0.125",
        &leaky("10 + 5*SIN(TIME)", "37", "", "leak_end=\"0.6\"", "0.3 + 0.1*COS(TIME)"),
    );
    let mut entered = 37.0;
    let held = found["belt"].iter().zip(&found["passed"]).zip(&found["leaked"]);
    for (((belt, passed), leaked), inflow) in held.zip(&found["in"]) {
        let held = belt + passed + leaked;
        assert!((held - entered).abs() < 1e-9, "{held} instead of {entered}");
        entered += inflow * 0.125;
    }
}

#[test]
fn a_full_belt_takes_only_what_it_has_room_for() {
    let conveyor = "<conveyor><len>3</len><capacity>25</capacity></conveyor>";
    let found = run(&belt("10", "0", conveyor, ""));
    close(&found["in"][..8], &[10.0, 10.0, 5.0, 10.0, 10.0, 5.0, 10.0, 10.0]);
    close(&found["belt"][..6], &[0.0, 10.0, 20.0, 25.0, 25.0, 25.0]);
}

#[test]
fn what_is_not_taken_stays_where_it_comes_from() {
    let variables = "<stock name=\"source\"><eqn>100</eqn><outflow>in</outflow></stock>\
        <stock name=\"belt\"><eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>2</len><in_limit>3</in_limit></conveyor></stock>\
        <flow name=\"in\"><eqn>10</eqn></flow><flow name=\"out\"/>";
    let found = run(variables);
    close(&found["source"][..4], &[100.0, 97.0, 94.0, 91.0]);
    close(&found["belt"][..4], &[0.0, 3.0, 6.0, 6.0]);
}

#[test]
fn a_limit_of_a_unit_of_time_is_spread_over_a_stream_and_spent_at_once_by_batches() {
    let stream = "<conveyor><len>2</len><in_limit>4</in_limit></conveyor>";
    let found = run_with("0.5", &belt("20", "0", stream, ""));
    close(&found["in"][..4], &[4.0; 4]);
    let batches = "<conveyor discrete=\"true\"><len>2</len><in_limit>4</in_limit></conveyor>";
    let found = run_with("0.5", &belt("20", "0", batches, ""));
    close(&found["in"][..6], &[8.0, 0.0, 8.0, 0.0, 8.0, 0.0]);
}

#[test]
fn two_inflows_are_served_in_their_order() {
    let found = run(
        "<stock name=\"belt\"><eqn>0</eqn><inflow>first</inflow><inflow>second</inflow><outflow>out</outflow><conveyor><len>2</len><in_limit>5</in_limit></conveyor></stock>\
        <flow name=\"first\"><eqn>TIME</eqn></flow><flow name=\"second\"><eqn>3</eqn></flow><flow name=\"out\"/>",
    );
    close(&found["first"][..8], &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0]);
    close(&found["second"][..8], &[3.0, 3.0, 3.0, 2.0, 1.0, 0.0, 0.0, 0.0]);
}

#[test]
fn an_inflow_never_runs_backwards() {
    let found = run(&belt("-5", "30", LENGTH_3, ""));
    close(&found["in"], &[0.0; 11]);
}

#[test]
fn an_arrested_belt_stands_still() {
    let conveyor = "<conveyor><len>3</len><arrest>IF TIME &gt;= 3 AND TIME &lt; 5 THEN 1 ELSE 0</arrest></conveyor>";
    let found = run(&belt("IF TIME &lt; 2 THEN 10 ELSE 4", "0", conveyor, ""));
    close(&found["in"][..7], &[10.0, 10.0, 4.0, 0.0, 0.0, 4.0, 4.0]);
    close(&found["out"][..8], &[0.0, 0.0, 0.0, 0.0, 0.0, 10.0, 10.0, 4.0]);
    close(&found["belt"][3..6], &[24.0, 24.0, 24.0]);
}

#[test]
fn a_shorter_transit_time_lets_later_ones_out_first() {
    let conveyor = "<conveyor><len>IF TIME &lt; 2 THEN 5 ELSE 2</len></conveyor>";
    let found = run(&belt("IF TIME = 1 THEN 10 ELSE IF TIME = 2 THEN 3 ELSE 0", "0", conveyor, ""));
    close(&found["out"], &[0.0, 0.0, 0.0, 0.0, 3.0, 0.0, 10.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn a_sampled_transit_time_holds_until_it_is_sampled_again() {
    let conveyor =
        "<conveyor><len>1 + TIME</len><sample>IF TIME = 2 THEN 1 ELSE 0</sample></conveyor>";
    let found = run(&belt("IF TIME = 1 THEN 10 ELSE IF TIME = 4 THEN 3 ELSE 0", "0", conveyor, ""));
    close(&found["out"], &[0.0, 0.0, 10.0, 0.0, 0.0, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0]);
}

#[test]
fn belts_in_a_chain_and_in_an_array() {
    let found = run(
        "<stock name=\"a\"><eqn>0</eqn><inflow>in</inflow><outflow>over</outflow><conveyor><len>2</len></conveyor></stock>\
        <stock name=\"b\"><eqn>0</eqn><inflow>over</inflow><outflow>out</outflow><conveyor><len>3</len></conveyor></stock>\
        <flow name=\"in\"><eqn>IF TIME = 0 THEN 6 ELSE 0</eqn></flow><flow name=\"over\"/><flow name=\"out\"/>",
    );
    close(
        &[found["over"][2], found["out"][4], found["out"][5], found["out"][6]],
        &[6.0, 0.0, 6.0, 0.0],
    );
    let dimensions = "<dim name=\"kind\"><elem name=\"x\"/><elem name=\"y\"/></dim>";
    let variables = "<stock name=\"belt\"><dimensions><dim name=\"kind\"/></dimensions><eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>time_of</len></conveyor></stock>\
        <aux name=\"time of\"><dimensions><dim name=\"kind\"/></dimensions><element subscript=\"x\"><eqn>2</eqn></element><element subscript=\"y\"><eqn>3</eqn></element></aux>\
        <flow name=\"in\"><dimensions><dim name=\"kind\"/></dimensions><eqn>IF TIME = 0 THEN kind ELSE 0</eqn></flow><flow name=\"out\"><dimensions><dim name=\"kind\"/></dimensions></flow>";
    let found = small::run("1", dimensions, variables).unwrap_or_else(|why| panic!("{why}"));
    close(&found["out[x]"][..6], &[0.0, 0.0, 1.0, 0.0, 0.0, 0.0]);
    close(&found["out[y]"][..6], &[0.0, 0.0, 0.0, 2.0, 0.0, 0.0]);
}

#[test]
fn a_queue_waits_for_room_and_overflows() {
    let found = run(
        "<stock name=\"line\"><eqn>0</eqn><inflow>arriving</inflow><outflow>boarding</outflow><outflow>leaving</outflow><queue/></stock>\
        <stock name=\"ride\"><eqn>0</eqn><inflow>boarding</inflow><outflow>done</outflow><conveyor discrete=\"true\" one_at_a_time=\"false\"><len>2</len><in_limit>5</in_limit></conveyor></stock>\
        <flow name=\"arriving\"><eqn>8</eqn></flow><flow name=\"boarding\"/><flow name=\"leaving\"><overflow/></flow><flow name=\"done\"/>\
        <stock name=\"gone\"><eqn>0</eqn><inflow>leaving</inflow></stock>",
    );
    close(&found["boarding"][..4], &[5.0, 5.0, 5.0, 5.0]);
    close(&found["leaving"][..4], &[3.0, 3.0, 3.0, 3.0]);
    close(&found["line"][..4], &[0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn a_belt_that_cannot_be_made_says_why() {
    let said = |length: &str| {
        let conveyor = format!("<conveyor><len>{length}</len></conveyor>");
        small::run("1", "", &belt("1", "0", &conveyor, "")).err().unwrap_or_default()
    };
    assert!(said("0").contains("takes no time to cross"), "{}", said("0"));
    assert!(said("1000000000000").contains("is a belt of 1000000000000 steps"), "{}", said("1e12"));
}
