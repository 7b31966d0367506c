//! Vensim's functions of lookups, chance and money: exact answers, by hand or by the manual.
#![allow(clippy::panic)]

use interregnum_formats::vensim::read_text;
use interregnum_model::diagnostic::Severity;
use interregnum_tests::peers::table_of;

const CONTROL: &str = "
INITIAL TIME = 0 ~~|
FINAL TIME = 4 ~~|
TIME STEP = 1 ~~|
SAVEPER = TIME STEP ~~|
";

/// What a variable is at each saved moment, on both engines.
fn values(text: &str, name: &str) -> Vec<f64> {
    let reading = read_text("test.mdl", &format!("{text}{CONTROL}"), None);
    let errors: Vec<_> =
        reading.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{text}: {errors:#?}");
    let table = table_of(&reading.model).unwrap_or_else(|why| panic!("{text}: {why}"));
    let key = name.to_lowercase().replace(' ', "_");
    let Some(column) = table.columns.get(&key) else { panic!("no `{key}` in {table:?}") };
    column.values().copied().collect()
}

/// The lookup that the manual's slopes are those of, and the one of its areas.
const CURVES: &str = "bend((0,0),(1,1),(2,1.5)) ~~| look((0,1),(1,1),(2,2)) ~~|";

/// Vensim function reference, LOOKUP SLOPE and LOOKUP AREA: their examples.
#[test]
fn slopes_and_areas_are_those_of_the_manual() {
    let na = interregnum_model::lookup::MISSING;
    for (call, expected) in [
        ("LOOKUP SLOPE(bend, -1, -1)", na),
        ("LOOKUP SLOPE(bend, -1, 0)", 0.0),
        ("LOOKUP SLOPE(bend, -1, 1)", 1.0),
        ("LOOKUP SLOPE(bend, 1, 0)", 0.75),
        ("LOOKUP SLOPE(bend, 0.5, 0)", 1.0),
        ("LOOKUP SLOPE(bend, 1.5, 0)", 0.5),
        ("LOOKUP AREA(look, 0, 1)", 1.0),
        ("LOOKUP AREA(look, 2, 4)", 4.0),
        ("LOOKUP AREA(look, 0.5, 2.5)", 3.0),
        ("LOOKUP AREA(look, 2.5, 0.5)", -3.0),
    ] {
        assert_eq!(values(&format!("{CURVES} x = {call} ~~|"), "x"), [expected; 5], "{call}");
    }
}

/// A rising density, 2x between 0 and 1, has the mean 2/3 and the variance 1/18; cut at a half, 14/18.
#[test]
fn a_density_is_drawn_as_a_lookup() {
    let many = "density((0,0),(1,1)) ~~| INITIAL TIME = 1 ~~| FINAL TIME = 4000 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|";
    for (call, mean, sd) in [
        ("RANDOM LOOKUP(density, -9, 9, 0, 1, 3)", 2.0 / 3.0, (1.0_f64 / 18.0).sqrt()),
        ("RANDOM LOOKUP(density, -9, 99, 10, 3, 3)", 12.0, 0.5_f64.sqrt()),
        ("RANDOM LOOKUP(density, 0.5, 9, 0, 1, 3)", 7.0 / 9.0, 0.141_65),
    ] {
        let text = format!("{many} x = {call} ~~|");
        let table = table_of(&read_text("test.mdl", &text, None).model)
            .unwrap_or_else(|why| panic!("{call}: {why}"));
        let drawn: Vec<f64> = table.columns["x"].values().copied().collect();
        let n = drawn.len() as f64;
        let found = drawn.iter().sum::<f64>() / n;
        let variance = drawn.iter().map(|x| (x - found) * (x - found)).sum::<f64>() / n;
        assert!((found - mean).abs() < 5.0 * sd / n.sqrt(), "{call}: mean {found}");
        assert!((variance.sqrt() / sd - 1.0).abs() < 0.1, "{call}: deviation {}", variance.sqrt());
    }
}
