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
        ("ROUND(2.345, 2)", 2.35),
        ("ROUND(-2.5)", -3.0),
        ("IF 1 > 2 THEN NAN ELSE 7", 7.0),
        ("8 // 2 + 1", 5.0),
        ("8 // (2 - 2) + 1", 1.0),
        ("2 * 9 // 3 // 2", 3.0),
        ("PMT(0, 4, 100, 0)", -25.0),
        ("PV(1, 2, -1, 0)", 0.75),
        ("FV(1, 2, -1, 0)", 3.0),
        ("INVNORM(0.5, 7, 2)", 7.0),
        ("NORMALCDF(-1, 0) - NORMALCDF(0, 1)", 0.0),
        ("ENDVAL(3 * TIME, 9)", 9.0),
        ("ENDVAL(5 + TIME)", 5.0),
        ("RUNCOUNT + SENSIRUNCOUNT", 0.0),
        // Triangles and trapezia of 0, 1, 4 at 0, 2, 4.
        ("LOOKUPAREA(g)", 6.0),
        ("LOOKUPAREA(g, 2)", 1.0),
        ("LOOKUPAREA(g, 3, 1)", 2.5),
        ("LOOKUPAREA(g, 1, 3)", 2.5),
        ("LOOKUPAREA(g, 9, 2)", 5.0),
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

#[test]
fn over_time() {
    for (equation, expected) in [
        ("PULSE(5)", [5.0; 5]),
        ("PULSE(5, 2)", [0.0, 0.0, 5.0, 5.0, 5.0]),
        ("RAMP(3)", [0.0, 3.0, 6.0, 9.0, 12.0]),
        ("RAMP(3, 2)", [0.0, 0.0, 0.0, 3.0, 6.0]),
        ("PREVIOUS(TIME, 7)", [7.0, 0.0, 1.0, 2.0, 3.0]),
        ("COUNTER(1, 4)", [1.0, 2.0, 3.0, 1.0, 2.0]),
        // What was two units ago, at a moment, and in the future.
        ("HISTORY(TIME * TIME, TIME - 2)", [0.0, 0.0, 0.0, 1.0, 4.0]),
        ("HISTORY(10 + TIME, 2)", [0.0, 0.0, 12.0, 12.0, 12.0]),
        ("HISTORY(10 + TIME, TIME)", [10.0, 11.0, 12.0, 13.0, 14.0]),
        // 8 a year, at 100 % a year: 8, 4, 2, 1.
        ("NPV(8, 1)", [0.0, 8.0, 12.0, 14.0, 15.0]),
        ("NPV(8, 1, 3)", [3.0, 11.0, 15.0, 17.0, 18.0]),
    ] {
        assert_eq!(values(equation), expected, "{equation}");
    }
}

/// The growth of a tenth a year must come out after four years, whatever the step.
#[test]
fn growth_does_not_depend_on_the_step() {
    for dt in ["1", "0.25", "0.125"] {
        let text = format!(
            "<xmile><sim_specs><start>0</start><stop>4</stop><dt>{dt}</dt></sim_specs><model><variables>\
            <stock name=\"s\"><eqn>100</eqn><inflow>f</inflow></stock><flow name=\"f\"><eqn>s*CGROWTH(10)</eqn></flow></variables></model></xmile>"
        );
        let table =
            table_of(&read_text("a.xmile", &text).model).unwrap_or_else(|why| panic!("{why}"));
        let last = table.columns["s"].values().last().copied().unwrap_or(0.0);
        assert!((last - 146.41).abs() < 1e-9, "{dt}: {last}");
    }
}

/// Draws of a call over many steps: their mean and deviation.
fn moments(call: &str) -> (f64, f64) {
    let text = format!(
        "<xmile><sim_specs><start>1</start><stop>4000</stop><dt>1</dt></sim_specs><model><variables>\
        <aux name=\"x\"><eqn>{call}</eqn></aux></variables></model></xmile>"
    );
    let reading = read_text("a.xmile", &text);
    assert!(reading.diagnostics.is_empty(), "{call}: {:?}", reading.diagnostics);
    let table = table_of(&reading.model).unwrap_or_else(|why| panic!("{call}: {why}"));
    let drawn: Vec<f64> = table.columns["x"].values().copied().collect();
    let n = drawn.len() as f64;
    let mean = drawn.iter().sum::<f64>() / n;
    let variance = drawn.iter().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
    (mean, variance.sqrt())
}

/// 4,000 draws against the closed forms: five standard errors of the mean; a tenth of the deviation.
#[test]
fn distributions_have_the_moments_of_their_closed_forms() {
    let pi = std::f64::consts::PI;
    for (call, mean, sd) in [
        ("BETA(2, 3)", 0.4, 0.2),
        ("BINOMIAL(10, 0.3)", 3.0, 2.1_f64.sqrt()),
        ("GAMMA(4)", 4.0, 2.0),
        ("GAMMA(4, 3, 5)", 12.0, 6.0),
        ("GEOMETRIC(0.25)", 4.0, 12.0_f64.sqrt()),
        ("LOGISTIC(5, 2)", 5.0, 2.0 * pi / 3.0_f64.sqrt()),
        ("NEGBINOMIAL(4, 0.25)", 12.0, 48.0_f64.sqrt()),
        ("PARETO(6, 5)", 6.0, 1.5_f64.sqrt()),
        ("TRIANGULAR(0, 3, 6, 9)", 3.0, 1.5_f64.sqrt()),
        ("WEIBULL(2, 3)", 3.0 * pi.sqrt() / 2.0, 3.0 * (1.0 - pi / 4.0).sqrt()),
        ("UNIFORM(1, 7)", 4.0, 3.0_f64.sqrt()),
        ("MONTECARLO(25)", 0.25, 0.1875_f64.sqrt()),
        // A normal distribution cut at its mean is the half-normal one.
        ("NORMAL(0, 1, 3, 0, 99)", (2.0 / pi).sqrt(), (1.0 - 2.0 / pi).sqrt()),
        ("POISSON(4, 3)", 4.0, 2.0),
        ("EXPRND(2, 3, 1)", 3.0, 2.0),
    ] {
        let (found, deviation) = moments(call);
        assert!((found - mean).abs() < 5.0 * sd / 4000.0_f64.sqrt(), "{call}: mean {found}");
        assert!((deviation / sd - 1.0).abs() < 0.1, "{call}: deviation {deviation} for {sd}");
    }
}
