//! Vensim models written here: functions, seeds, and the faults that other engines commit in silence.
#![allow(clippy::panic)]

use interregnum_formats::vensim::read_text;
use interregnum_model::diagnostic::Severity;
use interregnum_tests::peers::table_of;

/// Four steps of 1 year, from 0.
const CONTROL: &str = "
INITIAL TIME = 0 ~ Year ~|
FINAL TIME = 4 ~ Year ~|
TIME STEP = 1 ~ Year ~|
SAVEPER = TIME STEP ~ Year ~|
";

/// What a variable is at each saved moment.
fn values(text: &str, name: &str) -> Vec<f64> {
    let reading = read_text("test.mdl", &format!("{text}{CONTROL}"), None);
    let errors: Vec<_> =
        reading.diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let table = table_of(&reading.model).unwrap_or_else(|why| panic!("{why}"));
    let key = name.to_lowercase().replace(' ', "_");
    let Some(column) = table.columns.get(&key) else { panic!("no `{key}` in {table:?}") };
    column.values().copied().collect()
}

fn messages(text: &str) -> Vec<String> {
    read_text("test.mdl", text, None).diagnostics.into_iter().map(|it| it.message).collect()
}

#[test]
fn draws_lie_between_their_bounds_and_differ_from_step_to_step() {
    for call in [
        "RANDOM NORMAL(2, 8, 5, 3, 7)",
        "RANDOM UNIFORM(2, 8, 7)",
        "RANDOM EXPONENTIAL(2, 8, 1, 3, 7)",
        "RANDOM POISSON(2, 8, 5, 0, 1, 7)",
        "RANDOM GAMMA(2, 8, 3, 1, 1, 7)",
        "RANDOM WEIBULL(2, 8, 2, 1, 3, 7)",
        "RANDOM BETA(2, 8, 2, 2, 2, 6, 7)",
        "RANDOM BINOMIAL(2, 8, 0.5, 10, 0, 1, 7)",
        "RANDOM NEGATIVE BINOMIAL(2, 8, 0.5, 2, 0, 1, 7)",
        "RANDOM TRIANGULAR(2, 8, 1, 5, 9, 7)",
        "2 + 6 * RANDOM 0 1()",
    ] {
        let drawn = values(&format!("x = {call} ~~|"), "x");
        assert!(drawn.iter().all(|x| (2.0..=8.0).contains(x)), "{call}: {drawn:?}");
        assert!(drawn.iter().any(|x| *x != drawn[0]), "{call}: {drawn:?}");
    }
}

/// A silent fault elsewhere: seeds ignored.
#[test]
fn seeds_are_honoured() {
    let normal = |seed: &str| values(&format!("x = RANDOM NORMAL(-9, 9, 0, 1, {seed}) ~~|"), "x");
    assert_eq!(normal("3"), normal("3"));
    assert_ne!(normal("3"), normal("4"));
    let noise = |seed: u32| {
        let text = format!("x = RANDOM UNIFORM(0, 1, 0) ~~| NOISE SEED = {seed} ~~|");
        values(&text, "x")
    };
    assert_eq!(noise(1), noise(1));
    assert_ne!(noise(1), noise(2));
    // A stream of its own does not begin with the noise seed.
    let own = |seed: u32| {
        let text = format!("x = RANDOM UNIFORM(0, 1, s) ~~| s = 5 ~~| NOISE SEED = {seed} ~~|");
        values(&text, "x")
    };
    assert_eq!(own(1), own(2));
}

#[test]
fn pink_noise_of_no_deviation_is_its_mean() {
    let text = "x = RANDOM PINK NOISE(3, 0, 2, 1) ~~|";
    assert_eq!(values(text, "x"), [3.0; 5]);
    let noise = values("x = RANDOM PINK NOISE(3, 1, 2, 1) ~~|", "x");
    assert_ne!(noise, values("x = RANDOM PINK NOISE(3, 1, 2, 2) ~~|", "x"));
}

#[test]
fn get_time_value_of_the_present_and_the_start() {
    let text = "
present = GET TIME VALUE(0, 10, 0) ~~|
start = GET TIME VALUE(1, 10, 0) ~~|
year = GET TIME VALUE(0, 0.5, 1) ~~|
quarter = GET TIME VALUE(0, 0.5, 2) ~~|
month = GET TIME VALUE(0, 0.5, 3) ~~|
day = GET TIME VALUE(0, 0.75, 4) ~~|
";
    assert_eq!(values(text, "present"), [10.0, 11.0, 12.0, 13.0, 14.0]);
    assert_eq!(values(text, "start"), [10.0; 5]);
    assert_eq!(values(text, "year"), [0.0, 1.0, 2.0, 3.0, 4.0]);
    assert_eq!(values(text, "quarter"), [3.0; 5]);
    assert_eq!(values(text, "month"), [7.0; 5]);
    assert_eq!(values(text, "day"), [1.0; 5]);
    let clock = messages("x = GET TIME VALUE(2, 0, 1) ~~|");
    assert!(clock[0].contains("computer's clock"), "{clock:?}");
    let weekday = messages("x = GET TIME VALUE(0, 0, 5) ~~|");
    assert!(weekday[0].contains("needs a calendar"), "{weekday:?}");
}

/// What goes in and does not come out is on its way.
#[test]
fn delayp_gives_what_is_on_its_way() {
    let text = "
y = DELAYP(x, 6 : pipeline) ~~|
x = 2 + STEP(2, 1) ~~|
in = INTEG(x - y, 12) ~~|
gap = pipeline - in ~~|
";
    assert_eq!(values(text, "pipeline")[0], 12.0);
    let gap = values(text, "gap");
    assert!(gap.iter().all(|it| it.abs() < 1e-12), "{gap:?}");
}

/// 1 a step, discounted by a tenth at the end of each.
#[test]
fn npve_is_what_a_spreadsheet_says() {
    let worth = values("x = NPVE(1, 0.1, 0, 1) ~~|", "x");
    let expected = 1.0 / 1.1 + 1.0 / 1.21;
    assert!((worth[1] - expected).abs() < 1e-12, "{worth:?}");
}

#[test]
fn what_does_not_run_here_is_named_with_what_to_do() {
    let reading = read_text("test.mdl", "x = VECTOR LOOKUP(a, b, c, d, e) ~~|", None);
    let fault = &reading.diagnostics[0];
    assert_eq!(fault.message, "Vensim's function `VECTOR LOOKUP` does not run here");
    assert_eq!(reading.model.sources.text(fault.span.unwrap()), "VECTOR LOOKUP");
    assert!(fault.help[0].contains("subscripts"), "{fault:?}");
}

/// A silent fault elsewhere: a constant list for part of an array reads as zeros.
#[test]
fn a_constant_list_for_part_of_an_array() {
    let text = "
d: a, b, c ~~|
part: b, c ~~|
x[a] = 1 ~~|
x[part] = 2, 3 ~~|
";
    for (element, value) in [("x[a]", 1.0), ("x[b]", 2.0), ("x[c]", 3.0)] {
        assert_eq!(values(text, element), [value; 5]);
    }
}

/// A silent fault elsewhere: Vensim's `^` binds to the right, and signs tighter than it.
#[test]
fn powers_of_powers() {
    assert_eq!(values("x = 2^3^2 ~~|", "x"), [512.0; 5]);
    assert_eq!(values("x = -2^2 ~~|", "x"), [4.0; 5]);
}

/// A silent fault elsewhere: a SAVEPER that is no binary multiple of the step saves nothing.
#[test]
fn a_saveper_that_is_no_binary_multiple_of_the_step() {
    let text = "x = Time ~~| INITIAL TIME = 0 ~~| FINAL TIME = 1 ~~| TIME STEP = 0.1 ~~| SAVEPER = 0.3 ~~|";
    let reading = read_text("test.mdl", text, None);
    let table = table_of(&reading.model).unwrap_or_else(|why| panic!("{why}"));
    let times: Vec<f64> = table.columns["x"].values().copied().collect();
    assert_eq!(times.len(), 4, "{times:?}");
    assert!(times.iter().zip([0.0, 0.3, 0.6, 0.9]).all(|(a, b)| (a - b).abs() < 1e-9), "{times:?}");
}

/// A silent fault elsewhere: Runge-Kutta is asked for and Euler run.
#[test]
fn runge_kutta_where_the_file_asks_for_it() {
    let text = |method: u8| {
        format!(
            "x = INTEG(x, 1) ~~|{CONTROL}\\\\\\---/// Sketch\n///---\\\\\\\n15:0,0,0,{method},0,0\n"
        )
    };
    let last = |method: u8| {
        let reading = read_text("test.mdl", &text(method), None);
        let table = table_of(&reading.model).unwrap_or_else(|why| panic!("{why}"));
        table.columns["x"].values().last().copied()
    };
    assert_eq!(last(0), Some(16.0));
    // 1 + 1 + 1/2 + 1/6 + 1/24 a step.
    let two_steps = (65.0 / 24.0_f64) * (65.0 / 24.0);
    assert!(last(5).is_some_and(|it| (it - two_steps * two_steps).abs() < 1e-9));
}

/// A silent fault elsewhere: MODULO and INTEGER of negatives.
#[test]
fn negatives_are_cut_towards_zero() {
    assert_eq!(values("x = MODULO(-7, 3) ~~|", "x"), [-1.0; 5]);
    assert_eq!(values("x = INTEGER(-2.7) ~~|", "x"), [-2.0; 5]);
    assert_eq!(values("x = QUANTUM(-7.5, 2) ~~|", "x"), [-6.0; 5]);
}

/// A silent fault elsewhere: DELAY FIXED off by a step, or of a delay time that is no multiple of it.
#[test]
fn delay_fixed_comes_out_after_its_time() {
    assert_eq!(values("x = DELAY FIXED(Time, 2, -1) ~~|", "x"), [-1.0, -1.0, 0.0, 1.0, 2.0]);
    assert_eq!(values("x = DELAY FIXED(Time, 0, -1) ~~|", "x")[0], -1.0);
}

#[test]
fn delays_of_material_and_information_with_a_constant_time() {
    let text = "x = DELAY MATERIAL(Time, lag, -1, 0) ~~|\nlag = 2 ~~|";
    assert_eq!(values(text, "x"), [-1.0, -1.0, 0.0, 1.0, 2.0]);
    assert_eq!(values("x = DELAY INFORMATION(Time, 1, 5) ~~|", "x"), [5.0, 0.0, 1.0, 2.0, 3.0]);
}

/// A silent fault elsewhere: amounts shared out within an absolute tolerance, so that small ones are
/// wrong by a part of themselves.
#[test]
fn small_amounts_are_shared_out_as_exactly_as_large_ones() {
    let shared = |scale: f64| {
        let text = format!(
            "
d: a, b ~~|
p: ptype, ppriority, pwidth, pextra ~~|
ask[d] = {}, {} ~~|
prio[a, p] = 3, 5, 2, 0 ~~|
prio[b, p] = 3, 7, 4, 0 ~~|
x[d] = ALLOCATE AVAILABLE(ask[d], prio[d, ptype], {}) ~~|
",
            20.0 * scale,
            40.0 * scale,
            30.0 * scale
        );
        [values(&text, "x[a]")[0], values(&text, "x[b]")[0]]
    };
    let (large, small) = (shared(1.0), shared(1e-9));
    assert!((large[0] + large[1] - 30.0).abs() < 1e-9, "{large:?}");
    for (large, small) in large.iter().zip(small) {
        assert!((small * 1e9 - large).abs() < 1e-6, "{large} {small}");
    }
}

/// A silent fault elsewhere: a smooth whose initial value comes through ACTIVE INITIAL lags a step.
#[test]
fn a_smooth_begins_with_the_value_for_the_start() {
    let text = "
x = ACTIVE INITIAL(y + 1, 10) ~~|
y = SMOOTH(x, 2) ~~|
";
    assert_eq!(values(text, "y")[..2], [10.0, 10.5]);
}

/// A silent fault elsewhere: a scalar that reads an array becomes an array without a word.
#[test]
fn a_scalar_that_reads_an_array_is_refused() {
    let reading =
        read_text("test.mdl", &format!("d: a, b ~~|x[d] = 1, 2 ~~|y = x + 1 ~~|{CONTROL}"), None);
    let found = interregnum_compile::compile(&reading.model).diagnostics;
    assert!(found.iter().any(|it| it.code.as_str() == "dimension-mismatch"), "{found:#?}");
}

/// What lies between and beyond the moments of data, as the keyword of the variable says.
#[test]
fn data_between_their_moments() {
    let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("{why}"));
    let table = "Time,it\n1,10\n3,30\n";
    std::fs::write(folder.path().join("d.csv"), table).unwrap_or_else(|why| panic!("{why}"));
    let expected: [(&str, [f64; 5]); 4] = [
        ("", [10.0, 10.0, 20.0, 30.0, 30.0]),
        (":INTERPOLATE:", [10.0, 10.0, 20.0, 30.0, 30.0]),
        (":HOLD BACKWARD:", [10.0, 10.0, 10.0, 30.0, 30.0]),
        (":LOOK FORWARD:", [10.0, 10.0, 30.0, 30.0, 30.0]),
    ];
    for (keyword, values) in expected {
        let text = format!("x {keyword} := GET DIRECT DATA('d.csv', ',', 'A', 'B2') ~~|{CONTROL}");
        let reading = read_text("test.mdl", &text, Some(folder.path()));
        let table = table_of(&reading.model).unwrap_or_else(|why| panic!("{why}"));
        let found: Vec<f64> = table.columns["x"].values().copied().collect();
        assert_eq!(found, values, "{keyword}");
    }
}
