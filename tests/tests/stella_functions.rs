//! Stella's own functions in XMILE files: exact answers.

#![allow(clippy::panic)]

use interregnum_formats::xmile::read_text;
use interregnum_tests::peers::table_of;

/// What an equation is at 0, 1, 2, 3, 4.
fn values(equation: &str) -> Vec<f64> {
    let text = format!(
        "<xmile><header><vendor>isee systems, inc.</vendor></header><sim_specs><start>0</start><stop>4</stop><dt>1</dt></sim_specs><model><variables>\
        <gf name=\"g\"><xscale min=\"0\" max=\"4\"/><ypts>0,1,4</ypts></gf><aux name=\"x\"><eqn>{equation}</eqn></aux></variables></model></xmile>"
    );
    let reading = read_text("a.xmile", &text);
    assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
    let table = table_of(&reading.model).unwrap_or_else(|why| panic!("{equation}: {why}"));
    table.columns["x"].values().copied().collect()
}

#[test]
fn numbers() {
    for (equation, value) in [
        ("ROOTN(27, 3)", 3.0),
        ("PERCENT(0.125)", 12.5),
        ("FACTORIAL(5)", 120.0),
        ("FACTORIAL(0)", 1.0),
        ("PERMUTATIONS(5, 2)", 20.0),
        ("COMBINATIONS(6, 3)", 20.0),
        ("COMBINATIONS(1e15, 1)", 1e15),
        ("GAMMALN(1)", 0.0),
        ("LOOKUPINV(g, 2.5)", 3.0),
    ] {
        assert_eq!(values(equation), [value; 5], "{equation}");
    }
}

#[test]
fn waves() {
    let close = |found: &[f64], expected: [f64; 5]| {
        let far = found.iter().zip(expected).any(|(a, b)| (a - b).abs() > 1e-12);
        assert!(!far, "{found:?} instead of {expected:?}");
    };
    close(&values("SINWAVE(3, 4)"), [0.0, 3.0, 0.0, -3.0, 0.0]);
    close(&values("COSWAVE(3, 4)"), [3.0, 0.0, -3.0, 0.0, 3.0]);
}
