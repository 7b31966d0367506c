//! Units of every kind of equation: what fits, and what is said where it does not.

use crate::support::{assert_findings, chapter, program};

const NAMES: &str = "
parameter area [Mha]  ¶1
    = 2
parameter harvest [Mt]  ¶1
    = 3
parameter share [1]  ¶1
    = 0.5
parameter span [year]  ¶1
    = 4
";

fn years(model: &str) -> String {
    chapter("start = 0\nstop = 4\ndt = 0.5\nunit = \"year\"", &format!("{NAMES}{model}"))
}

/// An auxiliary of this unit and equation: what is found, without its place.
fn said(unit: &str, equation: &str) -> Vec<String> {
    let text = years(&format!("auxiliary y [{unit}]  ¶1\n    = {equation}\n"));
    let mut found = crate::support::findings(&text);
    found.retain(|it| !it.starts_with("unused") && !it.starts_with("time-outside"));
    found
}

#[test]
fn equations_that_fit() {
    let table = [
        ("Mt/Mha", "harvest / area"),
        ("Mt", "harvest + harvest * share - harvest * 2"),
        ("Mt", "harvest + 0"),
        ("Mt", "0 - harvest"),
        ("Mt", "-harvest"),
        ("Mt", "3"),
        ("Mt", "2 * 3 + 1"),
        ("Mt", "IF area > 0 THEN harvest ELSE 0"),
        ("1", "1 - share"),
        ("1", "area / area > 2 AND NOT share < 1"),
        ("1", "EXP(share) + LN(2)"),
        ("Mha^2", "area ^ 2"),
        ("Mha^2", "area * area"),
        ("Mha^(1/2)", "area ^ 0.5"),
        ("Mha^(1/3)", "area ^ (1/3)"),
        ("Mha^(1/2)", "SQRT(area)"),
        ("1/Mha", "area ^ -1"),
        ("1", "share ^ share + 2 ^ share"),
        ("1", "1"),
        ("Mt", "MIN(harvest, harvest / share)"),
        ("Mt", "ABS(harvest) MOD harvest"),
        ("1", "SAFEDIV(area, area)"),
        ("Mt/Mha", "SAFEDIV(harvest, area, 0)"),
        ("year", "TIME - STARTTIME + DT"),
        ("Mt/year", "harvest / DT"),
        ("Mt", "SMTH1(harvest, span)"),
        ("Mt", "SMTH3(harvest, span, 0)"),
        ("1/year", "TREND(harvest, span)"),
        ("Mt", "FORCST(harvest, span, span)"),
        ("Mt", "STEP(harvest, span)"),
        ("Mt*year", "RAMP(harvest, span)"),
        ("Mt/year", "PULSE(harvest, span)"),
        ("Mt", "PREVIOUS(harvest, 0) + DELAY(harvest, span) + INIT(harvest)"),
        ("Mt", "SAMPLE IF TRUE(share > 1, harvest, 0)"),
        ("Mt", "NORMAL(harvest, harvest / 2)"),
        ("1", "POISSON(share)"),
    ];
    for (unit, equation) in table {
        assert_eq!(said(unit, equation), Vec::<String>::new(), "[{unit}] = {equation}");
    }
}

#[test]
fn equations_that_do_not_fit() {
    let table = [
        (
            "Mt",
            "area",
            "unit-mismatch at \"area\": `y` is declared in `Mt`, and its equation is in `Mha`",
        ),
        ("Mt", "harvest + area", "unit-mismatch at \"harvest + area\": `+` joins `Mt` and `Mha`"),
        ("1", "harvest > area", "unit-mismatch at \"harvest > area\": `>` joins `Mt` and `Mha`"),
        (
            "Mt",
            "MIN(harvest, area)",
            "unit-mismatch at \"MIN(harvest, area)\": `MIN` joins `Mt` and `Mha`",
        ),
        ("Mt", "IF share THEN harvest ELSE area", "`IF` joins `Mt` and `Mha`"),
        (
            "Mt",
            "IF area THEN harvest ELSE 0",
            "the condition of `IF` takes a pure number, not `Mha`",
        ),
        ("1", "EXP(area)", "unit-mismatch at \"area\": `EXP` takes a pure number, not `Mha`"),
        ("1", "area AND share", "`and` takes a pure number, not `Mha`"),
        ("1", "NOT area", "`NOT` takes a pure number, not `Mha`"),
        ("1", "2 ^ area", "an exponent takes a pure number, not `Mha`"),
        ("Mha", "area ^ share", "a power of `Mha` that is not a plain number has no unit"),
        ("Mt", "2 * share", "`y` is declared in `Mt`, and its equation is in `1`"),
        ("Mt", "SMTH1(harvest, area)", "`SMTH1` takes a time in `year`, not `Mha`"),
        ("Mt", "SMTH1(harvest, span, area)", "`SMTH1` joins `Mt` and `Mha`"),
        ("Mha", "SMTH1(harvest, span)", "`y` is declared in `Mha`, and its equation is in `Mt`"),
        ("Mt", "DELAY(harvest, area)", "`DELAY` takes a time in `year`, not `Mha`"),
        ("Mt", "PREVIOUS(harvest, area)", "`PREVIOUS` joins `Mt` and `Mha`"),
        ("Mt", "NORMAL(harvest, area)", "`NORMAL` joins `Mt` and `Mha`"),
    ];
    for (unit, equation, expected) in table {
        let found = said(unit, equation);
        let fits = matches!(found.as_slice(), [one] if one.contains(expected));
        assert!(fits, "[{unit}] = {equation}: {found:#?}");
    }
}

#[test]
fn bare_numbers_that_hide_a_unit() {
    let table = [
        ("Mt", "harvest + 3", "hidden-unit at \"3\": a bare number stands for `Mt` at `+`"),
        ("1", "area > 3", "hidden-unit at \"3\": a bare number stands for `Mha` at `>`"),
        (
            "Mt",
            "MAX(harvest, 2 * 3)",
            "hidden-unit at \"2 * 3\": a bare number stands for `Mt` at `MAX`",
        ),
        ("Mt", "IF share THEN harvest ELSE 1", "hidden-unit at \"1\""),
        (
            "Mt",
            "SMTH1(harvest, 3)",
            "hidden-unit at \"3\": a bare number stands for `year` at `SMTH1`",
        ),
        (
            "Mt",
            "SMTH1(harvest, span, 3)",
            "hidden-unit at \"3\": a bare number stands for `Mt` at `SMTH1`",
        ),
        ("1", "TIME > 1953", "hidden-unit at \"1953\": a bare number stands for `year` at `>`"),
    ];
    for (unit, equation, expected) in table {
        let found = said(unit, equation);
        let fits = matches!(found.as_slice(), [one] if one.contains(expected));
        assert!(fits, "[{unit}] = {equation}: {found:#?}");
        // A warning: the model runs.
        program(&years(&format!("auxiliary y [{unit}]  ¶1\n    = {equation}\n")));
    }
}

#[test]
fn flows_lookups_subscripts_and_replacements() {
    assert_findings(
        &years(
            "
stock land [Mha]  ¶1
    initial harvest
    in  ploughing
    out leaving
flow ploughing [Mha/year]  ¶1
    = area / span
flow leaving [Mha]  ¶1
    = area
lookup worn [1] of [Mha]  ¶1
    (0, 1) (2, 0)
dimension stage = 1 .. 3
parameter weight by stage [1]  ¶1
    = 1
auxiliary w [1]  ¶1
    = worn(area) + worn(harvest) + worn(1) + weight[area]
mechanism wear  ¶1
    off: ploughing = area
lever push  ¶1
    ploughing = 0
lever pull  ¶1
    area = harvest
",
        ),
        &[
            "unit-mismatch at \"harvest\": `land` is declared in `Mha`, and its equation is in `Mt`",
            "unit-mismatch at \"leaving\": flow `leaving` is in `Mha`, stock `land` needs `Mha/year`",
            "unit-mismatch at \"harvest\": lookup `worn` is drawn over `Mha`, not `Mt`",
            "hidden-unit at \"1\": a bare number stands for `Mha` at `worn`",
            "unit-mismatch at \"area\": a subscript takes a pure number, not `Mha`",
            "unit-mismatch at \"area\": `ploughing` is declared in `Mha/year`, and its equation is in `Mha`",
            "unit-mismatch at \"harvest\": `area` is declared in `Mha`, and its equation is in `Mt`",
        ],
    );
}

/// A macro has the units that its arguments have at each call.
#[test]
fn macros_are_checked_at_each_call() {
    assert_findings(
        &years(
            "
macro ratio(above, below)  ¶1
    auxiliary ratio [above/below]
        = above / below
macro mixed(a, b)  ¶1
    auxiliary mixed [a]
        = a + b
auxiliary yield [Mt/Mha]  ¶1
    = ratio(harvest, area)
auxiliary wrong yield [Mt]  ¶1
    = ratio(harvest, area)
auxiliary twice [Mt]  ¶1
    = mixed(harvest, harvest)
auxiliary mess [Mt]  ¶1
    = mixed(harvest, area)
",
        ),
        &[
            "unit-mismatch at \"a + b\": `+` joins `Mt` and `Mha`",
            "unit-mismatch at \"ratio(harvest, area)\": declared in `Mt`, and its equation is in `Mt/Mha`",
        ],
    );
}

#[test]
fn series_have_the_unit_of_what_they_are_compared_with() {
    let folder = std::env::temp_dir();
    let text = years(
        "
stock stored [Mt]  ¶1
    initial 0
    in  reaping
flow reaping [Mt/year]  ¶1
    = harvest / span
series total [Mt]  ¶1
    file grain.csv
    of reaping
series pace [Mt/year]  ¶1
    file grain.csv
    of reaping
series store [Mha]  ¶1
    file grain.csv
    of stored
series lost [Mt]  ¶1
    file grain.csv
    of storred
",
    );
    let reading = interregnum_formats::chapters::read_text_in("test.md", &text, &folder);
    let found: Vec<String> = interregnum_compile::compile(&reading.model)
        .diagnostics
        .iter()
        .filter(|it| it.code.as_str() != "unused-declaration")
        .map(|it| it.message.clone())
        .collect();
    assert_eq!(
        found,
        [
            "series `store` is in `Mha`, and `stored` in `Mt`",
            "series `lost` is compared with `storred`, which is no variable",
        ]
    );
}
