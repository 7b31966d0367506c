//! Vensim's delays that move in steps, with answers worked out by hand, and their way to `.mdl` and back.
#![allow(clippy::panic)]

use interregnum_formats::vensim::{read_text, write};
use interregnum_model::{Model, Severity};
use interregnum_tests::peers::table_of;

fn model(text: &str) -> Model {
    let control = "INITIAL TIME = 0 ~~| FINAL TIME = 12 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|\n";
    let reading = read_text("test.mdl", &format!("{text}\n{control}"), None);
    let errors: Vec<_> =
        reading.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    reading.model
}

fn of(model: &Model, name: &str) -> Vec<f64> {
    let table = table_of(model).unwrap_or_else(|why| panic!("{why}"));
    let Some(column) = table.columns.get(name) else { panic!("no `{name}`") };
    column.values().copied().collect()
}

/// What `x` is at each moment; written and read again it must be the same.
fn x(text: &str) -> Vec<f64> {
    let model = model(text);
    let values = of(&model, "x");
    let written = write(&model).text;
    let again = read_text("again.mdl", &written, None).model;
    assert_eq!(of(&again, "x"), values, "{written}");
    values
}

#[test]
fn material_is_conserved_when_its_time_changes() {
    let shrinks = x("x = DELAY MATERIAL(10, 4 - STEP(2, 5), 1, -1) ~~|");
    // What came in at 3 and 4 comes out with what comes in at 5 and 6.
    let expected = [1.0, 1.0, 1.0, 1.0, 10.0, 10.0, 10.0, 20.0, 20.0, 10.0, 10.0, 10.0, 10.0];
    assert_eq!(shrinks, expected);
    let grows = x("x = DELAY MATERIAL(10, 2 + STEP(2, 5), 1, -1) ~~|");
    let expected = [1.0, 1.0, 10.0, 10.0, 10.0, 10.0, 10.0, -1.0, -1.0, 10.0, 10.0, 10.0, 10.0];
    assert_eq!(grows, expected);
}

#[test]
fn older_news_are_dropped_and_the_last_stand() {
    let shrinks = x("x = DELAY INFORMATION(Time, 4 - STEP(2, 5), -7) ~~|");
    let expected = [-7.0, -7.0, -7.0, -7.0, 0.0, 1.0, 2.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
    assert_eq!(shrinks, expected);
    let grows = x("x = DELAY INFORMATION(Time, 2 + STEP(2, 5), -7) ~~|");
    let expected = [-7.0, -7.0, 0.0, 1.0, 2.0, 3.0, 4.0, 4.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    assert_eq!(grows, expected);
}

/// The example of Vensim's reference: 20 wait at the start, so that the first batch of 100 is full
/// after 80 more; the one in process comes out at 2.
#[test]
fn batches_wait_until_they_are_full() {
    let batches = x("x = DELAY BATCH(20, 100, 3, 100, 2, 20) ~~|");
    let expected = [0.0, 0.0, 100.0, 0.0, 0.0, 0.0, 0.0, 100.0, 0.0, 0.0, 0.0, 0.0, 100.0];
    assert_eq!(batches, expected);
    // None begins while one is in process.
    let full = x("x = DELAY BATCH(100, 100, 3, 0, 0, 0) ~~|");
    assert_eq!(full, [0.0, 0.0, 0.0, 0.0, 100.0, 0.0, 0.0, 100.0, 0.0, 0.0, 100.0, 0.0, 0.0]);
}

fn near(found: &[f64], expected: &[f64]) {
    let same = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-6);
    assert!(same && found.len() == expected.len(), "{found:?} {expected:?}");
}

#[test]
fn a_conveyor_empties_by_its_profile_and_conserves_what_it_carries() {
    let profile = "rising((5,0),(9,8)) ~~|\nflat((0,3),(7,3)) ~~|\n";
    let conveyor = |call: &str| x(&format!("{profile}x = DELAY CONVEYOR({call}) ~~|"));
    let empties = conveyor("0, 4, 0, rising, 160, 4");
    near(&empties, &[10.0, 30.0, 50.0, 70.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    // Half as fast from 2 on: what lies there comes out half as fast.
    let slower = conveyor("10, 4 + STEP(4, 2), 0, flat, 40, 4");
    let halves = [10.0, 10.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 10.0, 10.0, 10.0];
    near(&slower, &halves);
    // A tenth leaks from all of it each step, the newest included.
    let leaks = conveyor("0, 3, 0.1, flat, 30, 3");
    near(&leaks[..4], &[10.0, 9.0, 8.1, 0.0]);
    let leaks = conveyor("10, 3, 0.1, flat, 0, 3");
    near(&leaks[2..5], &[0.0, 7.29, 7.29]);
}

#[test]
fn a_profile_spreads_what_comes_in_and_loses_nothing() {
    let pulse = x("flat((0,1),(1,1)) ~~|\nx = DELAY PROFILE(flat, PULSE(0, 1), 2, 0, 0) ~~|");
    assert!((pulse.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{pulse:?}");
    let mean: f64 = pulse.iter().enumerate().map(|(at, part)| at as f64 * part).sum();
    assert!((mean - 2.0).abs() < 0.2, "{mean}");
    let still = x("flat((0,1),(1,1)) ~~|\nx = DELAY PROFILE(flat, 7, 2, 7, 0) ~~|");
    near(&still, &[7.0; 13]);
}

#[test]
fn a_profile_must_be_a_lookup() {
    let reading =
        read_text("test.mdl", "x = DELAY CONVEYOR(1, 4, 0, y, 160, 4) ~~|\ny = 1 ~~|", None);
    let fault = reading.diagnostics.iter().find(|it| it.message.contains("profile"));
    assert_eq!(reading.model.sources.text(fault.unwrap().span.unwrap()), "y");
}

#[test]
fn a_belt_of_a_million_steps_is_refused() {
    let text = "INITIAL TIME = 0 ~~| FINAL TIME = 1e+06 ~~| TIME STEP = 1 ~~|
        x = DELAY MATERIAL(1, Time, 1, 1) ~~|";
    let reading = read_text("test.mdl", text, None);
    assert!(reading.diagnostics.iter().any(|it| it.message.contains("1000001 steps")));
}

#[test]
fn a_sample_reads_itself_as_it_was() {
    let most = x("x = SAMPLE IF TRUE(y > x, y, y) ~~|\ny = MODULO(Time * 3, 7) ~~|");
    assert_eq!(most, [0.0, 3.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0]);
    let by_element = "A : a1, a2 ~~|\nm[A] = SAMPLE IF TRUE(y > m[A], y, y) ~~|
        y = MODULO(Time * 3, 7) ~~|\nx = SUM(m[A!]) ~~|";
    assert_eq!(x(by_element)[2..], [12.0; 11]);
    let first = x("x = SAMPLE IF TRUE(:NOT: x :AND: Time > 4, Time, 0) ~~|");
    assert_eq!(first[4..7], [0.0, 5.0, 5.0]);
}

#[test]
fn a_time_base_is_another_measure_of_time() {
    assert_eq!(x("x = TIME BASE(1970, 0.5) ~~|")[..3], [1970.0, 1970.5, 1971.0]);
}

/// `worker -> product` is for arrays over `worker` read where an equation runs over `product`; the
/// other way round is in the manual's page on ordering.
#[test]
fn a_mapping_leads_both_ways_where_it_is_one_to_one() {
    let ranges = "worker : clay, wood -> (product : chair, cup) ~~|\nproduct : cup, chair ~~|
        skill[worker] = 1, 2 ~~|\nprice[product] = 10, 20 ~~|\n";
    assert_eq!(
        x(&format!("{ranges}quality[product] = skill[worker] ~~|\nx = quality[cup] ~~|"))[0],
        2.0
    );
    assert_eq!(
        x(&format!("{ranges}wage[worker] = price[product] ~~|\nx = wage[clay] ~~|"))[0],
        20.0
    );
}
