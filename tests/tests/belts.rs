//! What Stella says of conveyors and queues beyond the standard's first page, each answer worked out
//! by hand.

#![allow(clippy::panic)]

use interregnum_model::{Code, Diagnostic, Severity};
use interregnum_run::{Settings, Watch};
use interregnum_tests::small::{self, Columns, is_close};

fn run_with(dt: &str, dimensions: &str, variables: &str) -> Columns {
    small::run(dt, dimensions, variables).unwrap_or_else(|why| panic!("{why}"))
}

fn run(variables: &str) -> Columns {
    run_with("1", "", variables)
}

fn starts(found: &[f64], expected: &[f64]) {
    let found = found.get(..expected.len()).unwrap_or(found);
    assert!(is_close(found, expected), "{found:?} instead of {expected:?}");
}

/// What reading and compiling find.
fn findings(specs: &str, variables: &str) -> Vec<Diagnostic> {
    let reading = small::read(specs, "1", "", variables);
    let compiled = interregnum_compile::compile(&reading.model);
    reading.diagnostics.into_iter().chain(compiled.diagnostics).collect()
}

/// A belt of four steps whose inflow of `amount` at the start has `attributes` and `inside`.
fn spread(initial: &str, amount: &str, attributes: &str, inside: &str) -> String {
    format!(
        "<stock name=\"belt\"><eqn>{initial}</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>4</len></conveyor></stock>\
        <flow name=\"in\" {attributes}><eqn>IF TIME = 0 THEN {amount} ELSE 0</eqn>{inside}</flow><flow name=\"out\"/>"
    )
}

#[test]
fn an_inflow_spread_evenly_comes_out_evenly() {
    let found = run(&spread("0", "8", "isee:spreadflow=\"even\"", ""));
    starts(&found["out"], &[0.0, 2.0, 2.0, 2.0, 2.0, 0.0]);
    starts(&found["belt"], &[0.0, 8.0, 6.0, 4.0, 2.0, 0.0]);
}

#[test]
fn an_inflow_spread_as_the_content_joins_what_is_there() {
    // What lay at the end has moved on to the third slat when the ten come.
    let found = run(&spread("4, 0, 0, 8", "10", "isee:spreadflow=\"dest\"", ""));
    starts(&found["out"], &[4.0, 0.0, 0.0, 18.0, 0.0]);
    let found = run(&spread("0", "10", "isee:spreadflow=\"dest\"", ""));
    starts(&found["out"], &[0.0, 0.0, 0.0, 0.0, 10.0, 0.0]);
}

#[test]
fn an_inflow_spread_by_a_curve_has_its_left_end_at_the_exit() {
    // At the middles of four slats 1 - x is 0.875, 0.625, 0.375 and 0.125.
    let curve = "<aux name=\"shape\"><eqn>0</eqn><gf><xscale min=\"0\" max=\"1\"/><ypts>1, 0</ypts></gf></aux>";
    let inside = "<isee:distrib_eq>shape</isee:distrib_eq>";
    let variables = spread("0", "16", "isee:spreadflow=\"dist\"", inside) + curve;
    starts(&run(&variables)["out"], &[0.0, 7.0, 5.0, 3.0, 1.0, 0.0]);
    assert!(findings("", &variables).iter().all(|it| it.code != Code::Loss));
    let array = "<aux name=\"shape\"><dimensions><dim name=\"half\"/></dimensions><element subscript=\"1\"><eqn>3</eqn></element><element subscript=\"2\"><eqn>1</eqn></element></aux>";
    let variables = spread("0", "8", "isee:spreadflow=\"dist\"", inside) + array;
    let found = run_with("1", "<dim name=\"half\" size=\"2\"/>", &variables);
    starts(&found["out"], &[0.0, 3.0, 3.0, 1.0, 1.0, 0.0]);
}

#[test]
fn a_distribution_that_is_none_is_told() {
    let inside = "<isee:distrib_eq>1 + 2</isee:distrib_eq>";
    let said = findings("", &spread("0", "8", "isee:spreadflow=\"dist\"", inside));
    assert!(said.iter().any(|it| it.message.contains("a distribution that is no name")));
    let said = findings("", &spread("0", "8", "isee:spreadflow=\"sideways\"", ""));
    assert!(said.iter().any(|it| it.message.contains("spread by `sideways` is not known")));
    let said = findings("", &spread("0", "8", "isee:spreadflow=\"source\"", ""));
    assert!(said.iter().any(|it| it.message.contains("it leaks from no conveyor")), "{said:?}");
}

/// Two belts; what leaks from the first flows into the second.
fn leaking_over(length: &str) -> String {
    format!(
        "<stock name=\"a\"><eqn>8, 0, 0, 16</eqn><outflow>aout</outflow><outflow>over</outflow><conveyor exponential_leak=\"true\"><len>4</len></conveyor></stock>\
        <flow name=\"aout\"/><flow name=\"over\" isee:spreadflow=\"source\"><eqn>0.5</eqn><leak/></flow>\
        <stock name=\"b\"><eqn>0</eqn><inflow>over</inflow><outflow>bout</outflow><conveyor><len>{length}</len></conveyor></stock><flow name=\"bout\"/>"
    )
}

#[test]
fn what_leaks_into_another_conveyor_keeps_its_place() {
    // Half of 16 leaks at the entry, half of 8 a slat further on, and so on: all of it arrives
    // together with what is left.
    let found = run(&leaking_over("4"));
    starts(&found["over"], &[12.0, 4.0, 2.0, 1.0, 0.0]);
    starts(&found["aout"], &[4.0, 0.0, 0.0, 1.0, 0.0]);
    starts(&found["bout"], &[0.0, 4.0, 0.0, 0.0, 15.0, 0.0]);
    // On a belt half as long at the same part of the way, which is told: the first two slats lead to
    // its first, the others to its second.
    let found = run(&leaking_over("2"));
    starts(&found["bout"], &[0.0, 4.0, 8.0, 4.0 + 2.0, 1.0, 0.0]);
    let told = |length| {
        findings("", &leaking_over(length))
            .iter()
            .any(|it| it.message.contains("longer or shorter"))
    };
    assert!(told("2") && !told("4"));
}

#[test]
fn a_leak_of_whole_numbers_waits_until_there_is_one() {
    // 0.625 would leak each step: 1.25 after two of them, 1.5 with what is carried after four.
    let found = run(
        "<stock name=\"belt\"><eqn>0</eqn><inflow>in</inflow><outflow>out</outflow><outflow>lost</outflow><conveyor><len>4</len></conveyor></stock>\
        <flow name=\"in\"><eqn>IF TIME = 0 THEN 10 ELSE 0</eqn></flow><flow name=\"out\"/><flow name=\"lost\"><eqn>0.25</eqn><leak/><leak_integers/></flow>",
    );
    starts(&found["lost"], &[0.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0]);
    starts(&found["out"], &[0.0, 0.0, 0.0, 0.0, 8.0, 0.0]);
}

#[test]
fn what_lies_on_a_belt_may_be_listed_from_the_exit_on() {
    let belt = |initial: &str, attributes: &str| {
        format!(
            "<stock name=\"belt\"><eqn>{initial}</eqn><outflow>out</outflow><conveyor {attributes}><len>3</len></conveyor></stock><flow name=\"out\"/>"
        )
    };
    starts(&run(&belt("1, 2, 3", ""))["out"], &[1.0, 2.0, 3.0, 0.0]);
    starts(&run(&belt("1, 2", ""))["out"], &[1.0, 2.0, 2.0, 0.0]);
    starts(&run(&belt("1, 2, 3, 4", ""))["out"], &[1.0, 2.0, 3.0, 0.0]);
    let found = run_with("0.5", "", &belt("1, 2, 3", ""));
    starts(&found["out"], &[1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 0.0]);
    starts(&found["belt"], &[6.0]);
    let found = run_with("0.5", "", &belt("1, 2, 3", "discrete=\"true\""));
    starts(&found["out"], &[0.0, 2.0, 0.0, 4.0, 0.0, 6.0, 0.0]);
    let found = run_with("0.5", "", &belt("1, 2, 3, 4, 5, 6", ""));
    starts(&found["out"], &[2.0, 4.0, 6.0, 8.0, 10.0, 12.0, 0.0]);
}

#[test]
fn a_leak_may_hang_on_what_the_belt_holds() {
    let found = run(
        "<stock name=\"belt\"><eqn>100</eqn><outflow>out</outflow><outflow>lost</outflow><conveyor exponential_leak=\"true\"><len>1</len></conveyor></stock>\
        <flow name=\"out\"/><flow name=\"lost\"><eqn>belt/1000</eqn><leak/></flow>",
    );
    starts(&found["belt"], &[100.0, 0.0]);
    starts(&found["lost"], &[10.0, 0.0]);
    starts(&found["out"], &[90.0, 0.0]);
}

/// A queue that four arrive at each step, before a conveyor.
fn line(arriving: &str, attributes: &str, limits: &str, rest: &str) -> String {
    format!(
        "<stock name=\"line\"><eqn>0</eqn><inflow>arriving</inflow><outflow>boarding</outflow>{rest}<queue/></stock>\
        <stock name=\"ride\"><eqn>0</eqn><inflow>boarding</inflow><outflow>done</outflow><conveyor discrete=\"true\" {attributes}><len>2</len>{limits}</conveyor></stock>\
        <flow name=\"arriving\"><eqn>{arriving}</eqn></flow><flow name=\"boarding\"/><flow name=\"done\"/>"
    )
}

const OVERFLOW: &str = "<outflow>leaving</outflow>";
const LEAVING: &str = "<flow name=\"leaving\"><overflow/></flow>";

#[test]
fn batches_leave_one_by_one_and_are_split_to_fit() {
    let found = run(&line("4", "", "<in_limit>3</in_limit>", ""));
    starts(&found["boarding"], &[3.0, 1.0, 3.0, 1.0, 3.0]);
    starts(&found["line"], &[0.0, 1.0, 4.0, 5.0, 8.0]);
    // As many as fit: what is left of one and the beginning of the next.
    let found = run(&line("4", "one_at_a_time=\"false\"", "<in_limit>3</in_limit>", ""));
    starts(&found["boarding"], &[3.0, 3.0, 3.0, 3.0]);
}

#[test]
fn whole_batches_wait_until_they_fit() {
    let growing = "<in_limit>3 + 3*TIME</in_limit>";
    let first_six = "IF TIME = 0 THEN 6 ELSE 4";
    let found = run(&line(first_six, "batch_integrity=\"true\"", growing, ""));
    // Six do not fit into three, and go before the four behind them; then one batch each step.
    starts(&found["boarding"], &[0.0, 6.0, 4.0, 4.0]);
    let closed_at_first = "<in_limit>IF TIME &lt; 2 THEN 0 ELSE 9</in_limit>";
    let many = "batch_integrity=\"true\" one_at_a_time=\"false\"";
    let found = run(&line("4", many, closed_at_first, ""));
    // Two fours fit into nine, three do not.
    starts(&found["boarding"], &[0.0, 0.0, 8.0, 8.0, 4.0, 4.0]);
}

#[test]
fn an_overflow_takes_only_what_was_blocked() {
    let found = run(&(line("4", "", "<in_limit>3</in_limit>", OVERFLOW) + LEAVING));
    starts(&found["boarding"], &[3.0, 3.0, 3.0]);
    starts(&found["leaving"], &[1.0, 1.0, 1.0]);
    // What waits because batches go one by one is not blocked.
    let closed = "<in_limit>IF TIME &lt; 2 THEN 0 ELSE 5</in_limit>";
    let found =
        run(&(line("4", "", closed, "") + LEAVING.replace("<overflow/>", "<eqn>0</eqn>").as_str()));
    starts(&found["boarding"], &[0.0, 0.0, 4.0, 4.0]);
    let found = run(&(line("4", "", "<in_limit>5</in_limit>", OVERFLOW) + LEAVING));
    starts(&found["leaving"], &[0.0, 0.0, 0.0]);
    // Blocked by a conveyor that stands still.
    let arrest = "<arrest>IF TIME &lt; 2 THEN 1 ELSE 0</arrest>";
    let found = run(&(line("4", "", arrest, OVERFLOW) + LEAVING));
    starts(&found["leaving"], &[4.0, 4.0, 0.0]);
    starts(&found["boarding"], &[0.0, 0.0, 4.0]);
}

#[test]
fn a_queue_before_nothing_is_emptied() {
    let found = run(
        "<stock name=\"line\"><eqn>5</eqn><inflow>arriving</inflow><outflow>leaving</outflow><queue/></stock>\
        <flow name=\"arriving\"><eqn>2</eqn></flow><flow name=\"leaving\"/>",
    );
    starts(&found["leaving"], &[7.0, 2.0, 2.0]);
    starts(&found["line"], &[5.0, 0.0, 0.0]);
}

#[test]
fn a_queue_and_a_flow_share_the_room_in_their_order() {
    let found = run(
        "<stock name=\"line\"><eqn>0</eqn><inflow>arriving</inflow><outflow>boarding</outflow><queue/></stock>\
        <stock name=\"ride\"><eqn>0</eqn><inflow>boarding</inflow><inflow>direct</inflow><outflow>done</outflow><conveyor discrete=\"true\"><len>3</len><capacity>10</capacity></conveyor></stock>\
        <flow name=\"arriving\"><eqn>6</eqn></flow><flow name=\"boarding\"/><flow name=\"direct\"><eqn>8</eqn></flow><flow name=\"done\"/>",
    );
    starts(&found["boarding"], &[6.0, 0.0, 0.0, 6.0]);
    starts(&found["direct"], &[4.0, 0.0, 0.0, 4.0]);
}

#[test]
fn a_conveyor_behind_a_queue_is_discrete() {
    let text = line("4", "", "<in_limit>3</in_limit>", "").replace("discrete=\"true\"", "");
    assert!(findings("", &text).iter().any(|it| it.message.contains("is not marked discrete")));
    // Batches of two: one, half of the next, then the other half; as a stream it would be three
    // each step.
    starts(&run_with("0.5", "", &text)["boarding"], &[4.0, 2.0, 2.0]);
}

#[test]
fn runge_kutta_gives_way_to_euler_and_says_so() {
    let text = spread("12", "3", "", "");
    let reading = small::read("method=\"RK4\"", "1", "", &text);
    let found = small::columns(&reading.model).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(found, run(&text));
    let said = findings("method=\"RK4\"", &text);
    assert!(
        said.iter()
            .any(|it| it.message.contains("moves in steps") && it.severity == Severity::Warning)
    );
    // Asked for on the command line it is refused.
    let program = interregnum_compile::compile(&reading.model).program.unwrap_or_default();
    let mut settings = Settings::new(&program);
    settings.time.method = interregnum_model::Method::Rk4;
    let failure = interregnum_run::run(&program, &settings, &Watch::shown()).failure;
    let said = failure.map(|it| it.diagnostic(&program).message).unwrap_or_default();
    assert!(
        said.contains("run by Euler's method") || said.contains("Euler's method alone"),
        "{said}"
    );
}

#[test]
fn a_belt_that_is_outgrown_is_named_as_the_author_named_it() {
    let text = "<stock name=\"belt\"><eqn>0</eqn><outflow>out</outflow><conveyor><len>2 + n</len></conveyor></stock><flow name=\"out\"/><aux name=\"n\"><eqn>1</eqn></aux>";
    let reading = small::read("", "1", "", text);
    let program = interregnum_compile::compile(&reading.model).program.unwrap_or_default();
    let mut settings = Settings::new(&program);
    if let Some(first) = settings.values.first_mut() {
        *first = 20.0;
    }
    let failure = interregnum_run::run(&program, &settings, &Watch::shown()).failure;
    let said = failure.map(|it| it.diagnostic(&program).message).unwrap_or_default();
    assert_eq!(said, "`belt` takes more steps to cross than the 6 its belt has, at 0");
}

#[test]
fn an_arrayed_flow_fills_a_single_stock_with_its_sum() {
    let dimensions = "<dim name=\"kind\" size=\"2\"/>";
    let flow =
        "<flow name=\"coming\"><dimensions><dim name=\"kind\"/></dimensions><eqn>kind</eqn></flow>";
    let stock = |more: &str| {
        format!("<stock name=\"all\"><eqn>1</eqn><inflow>coming</inflow>{more}</stock>{flow}")
    };
    starts(&run_with("1", dimensions, &stock(""))["all"], &[1.0, 4.0, 7.0]);
    starts(&run_with("1", dimensions, &stock("<non_negative/>"))["all"], &[1.0, 4.0, 7.0]);
    let draining = stock("<non_negative/>").replace("inflow", "outflow");
    starts(&run_with("1", dimensions, &draining)["all"], &[1.0, -2.0]);
    let reading = small::read("", "1", dimensions, &draining);
    assert!(reading.diagnostics.iter().any(|it| it.message.contains("does not hold back")));
}

#[test]
fn a_safe_division_is_0_where_the_divisor_is() {
    let found = run("<aux name=\"a\"><eqn>2 * 6 // TIME + 1</eqn></aux>");
    starts(&found["a"], &[1.0, 13.0, 7.0]);
}

#[test]
fn an_oven_is_an_error_and_not_a_plain_stock() {
    let said = findings("", "<stock name=\"kiln\"><eqn>0</eqn><oven/></stock>");
    assert!(
        said.iter()
            .any(|it| it.message == "an oven is not run here" && it.severity == Severity::Error)
    );
}

#[test]
fn the_inside_of_a_belt_is_read_as_an_array() {
    let belt = "<stock name=\"belt\"><eqn>4, 2, 6</eqn><inflow>in</inflow><outflow>out</outflow><conveyor><len>3 * one</len></conveyor></stock><aux name=\"one\"><eqn>1</eqn></aux>\
        <flow name=\"in\"><eqn>0</eqn></flow><flow name=\"out\"/>";
    let aux =
        |name: &str, equation: &str| format!("<aux name=\"{name}\"><eqn>{equation}</eqn></aux>");
    let found = run(&[
        belt.to_owned(),
        aux("third", "belt[3]"),
        aux("none", "belt[9]"),
        aux("length", "SIZE(belt)"),
        aux("least", "MIN(belt)"),
        aux("most", "MAX(belt)"),
        aux("middle", "MEAN(belt)"),
        aux("spread", "STDDEV(belt)^2"),
        aux("all", "SUM(belt)"),
    ]
    .concat());
    for (name, first) in [
        ("third", 6.0),
        ("none", 0.0),
        ("length", 3.0),
        ("least", 2.0),
        ("most", 6.0),
        ("middle", 4.0),
        ("spread", 8.0 / 3.0),
        ("all", 12.0),
    ] {
        starts(&found[name], &[first]);
    }
}

#[test]
fn the_batches_of_a_queue_are_read_from_the_front() {
    let read = "<aux name=\"front\"><eqn>line[1]</eqn></aux><aux name=\"waiting\"><eqn>SIZE(line)</eqn></aux>";
    let found = run(&(line("4", "", "<in_limit>3</in_limit>", "") + read));
    starts(&found["front"], &[0.0, 1.0, 4.0, 1.0]);
    starts(&found["waiting"], &[0.0, 1.0, 1.0, 2.0]);
}
