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

/// SDEverywhere's model `depreciate` as Vensim ran it: invested in the years 2022 and 2026, written off
/// over twenty years.
#[test]
fn depreciation_is_vensims() {
    let text = "
INITIAL TIME = 2020 ~~| FINAL TIME = 2050 ~~| TIME STEP = 1 ~~| SAVEPER = 1 ~~|
dtime = 20 ~~|
stream = IF THEN ELSE(Time = 2022, 1e+09, IF THEN ELSE(Time = 2026, 2.5e+09, 0)) ~~|
off = DEPRECIATE STRAIGHTLINE(stream, dtime, 1, 0) ~~|
steady = DEPRECIATE STRAIGHTLINE(7, dtime, 2, 7) ~~|
";
    let table =
        table_of(&read_text("test.mdl", text, None).model).unwrap_or_else(|why| panic!("{why}"));
    let expected = |year: usize| match 2020 + year {
        ..2022 => 0.0,
        2022..2026 => 5e7,
        2026..2042 => 1.75e8,
        2042..2046 => 1.25e8,
        _ => 0.0,
    };
    for (year, found) in table.columns["off"].values().enumerate() {
        assert_eq!(*found, expected(year), "{year}");
    }
    // "If it continues to take on the value init the output will continue to be constant."
    assert!(table.columns["steady"].values().all(|it| (it - 7.0).abs() < 1e-12));
}

/// SDEverywhere's model `allocate_price` as Vensim ran it, at times 3, 6, 9 and 12: printed to six digits.
#[test]
fn markets_clear_at_vensims_prices() {
    let text = "
pprofile : ptype, ppriority, pwidth, pextra ~~|
curve: rectangular, triangular, normal, exponential ~~|
demander : d1, d2 ~~|
supplier : s1, s2, s3 ~~|
dp[curve,demander,ptype] = 1,1; 2,2; 3,3; 4,4; ~~|
dp[curve,demander,ppriority] = 1,2; 1,2; 1,2; 1,2; ~~|
dp[curve,demander,pwidth] = 1 ~~|
dp[curve,demander,pextra] = 0 ~~|
most[demander] = 500,300 ~~|
dq[curve,demander] = Time / 12 * most[demander] ~~|
sp[curve,supplier,ptype] = 1,1,1; 2,2,2; 3,3,3; 4,4,4; ~~|
sp[curve,supplier,ppriority] = 1,2,3; 1,2,3; 1,2,3; 1,2,3; ~~|
sp[curve,supplier,pwidth] = 1 ~~|
sp[curve,supplier,pextra] = 0 ~~|
sq[curve,supplier] = 200,300,450; 200,300,450; 200,300,450; 200,300,450; ~~|
price[curve] = FIND MARKET PRICE(dq[curve,d1], dp[curve,d1,ptype], sq[curve,s1], sp[curve,s1,ptype]) ~~|
supplied[curve,supplier] = SUPPLY AT PRICE(sq[curve,supplier], sp[curve,supplier,ptype], price[curve]) ~~|
demanded[curve,demander] = DEMAND AT PRICE(dq[curve,demander], dp[curve,demander,ptype], price[curve]) ~~|
INITIAL TIME = 3 ~~| FINAL TIME = 12 ~~| TIME STEP = 3 ~~| SAVEPER = 3 ~~|
";
    let table =
        table_of(&read_text("test.mdl", text, None).model).unwrap_or_else(|why| panic!("{why}"));
    for (column, expected) in [
        ("price[rectangular]", [1.11538, 1.38889, 1.54762, 1.66667]),
        ("price[triangular]", [1.06147, 1.2643, 1.6543, 1.78867]),
        ("price[normal]", [0.862828, 1.28018, 1.52322, 1.69346]),
        ("price[exponential]", [0.730247, 1.18737, 1.47381, 1.67861]),
        ("demanded[rectangular,d1]", [48.0769, 27.7778, 0.0, 0.0]),
        ("demanded[triangular,d2]", [75.0, 150.0, 214.286, 250.0]),
        ("demanded[normal,d1]", [69.3203, 97.4177, 112.658, 122.009]),
        ("demanded[exponential,d2]", [64.4662, 116.723, 158.529, 191.229]),
        ("supplied[rectangular,s2]", [0.0, 0.0, 14.286, 50.0001]),
        ("supplied[triangular,s1]", [123.077, 177.778, 200.0, 200.0]),
        ("supplied[normal,s3]", [7.33607, 19.2304, 31.4377, 43.0536]),
        ("supplied[exponential,s3]", [23.251, 36.7255, 48.9064, 60.0217]),
    ] {
        let Some(found) = table.columns.get(column) else { panic!("{column} in {table:?}") };
        for (found, expected) in found.values().zip(expected) {
            // Vensim stops its search at about a millionth of all that is traded.
            let far = (found - expected).abs();
            assert!(far < 2e-5 * expected.abs().max(50.0), "{column}: {found} for {expected}");
        }
    }
}

/// The two steps come to what the one function gives.
#[test]
fn a_market_priority_shares_as_by_priority() {
    let text = "
who: a, b, c ~~|
ask[who] = 20, 40, 10 ~~|
rank[who] = 5, 7, 6 ~~|
mp = MARKETP(ask[a], rank[a], ELMCOUNT(who), 2, 50) ~~|
got[who] = ALLOC P(ask[who], rank[who], 2, mp) ~~|
same[who] = ALLOCATE BY PRIORITY(ask[who], rank[who], ELMCOUNT(who), 2, 50) ~~|
off = SUM(got[who!]) - 50 + SUM(same[who!]) - 50 + got[b] - same[b] ~~|
";
    assert!(values(text, "off").iter().all(|off| off.abs() < 1e-12));
}

/// 100 paid out at the start, 60 at the end of each of the first two years: 100 = 60/(1+r) + 60/(1+r)^2.
#[test]
fn the_rate_of_return_is_a_spreadsheets() {
    let text = "
paid = IF THEN ELSE(Time < 2, 60, 0) ~~|
rate = INTERNAL RATE OF RETURN(paid, 1, -100, 0) ~~|
";
    let rate = values(text, "rate");
    // After the first year alone 60 come back for 100.
    assert!((rate[0] + 0.4).abs() < 1e-12, "{rate:?}");
    assert!(rate[1..].iter().all(|it| (it - 0.130_662_386_291_807_6).abs() < 1e-12), "{rate:?}");
    let never = values("rate = INTERNAL RATE OF RETURN(60, 1, 0, 0) ~~|", "rate");
    assert_eq!(never, [interregnum_model::lookup::MISSING; 5]);
}
