//! Arrays: cases, subranges, reductions, counted elements, order among elements.

use crate::support::{assert_close, assert_findings, chapter, last, last_with, program, values};
use interregnum_model::name::Key;
use interregnum_run::Settings;

const RUN: &str = "start = 0\nstop = 2\ndt = 1\nunit = \"1\"";

const GENERATIONS: &str = "
dimension generation = newcomers, first born, later
dimension settled within generation = first born, later
parameter weight by generation [1]  ¶1
    [newcomers] = 1
    [settled] = 10
    [later] = 100
";

fn generations(more: &str) -> String {
    chapter(RUN, &format!("{GENERATIONS}{more}"))
}

#[test]
fn one_equation_for_all_elements_stays_one() {
    let text = generations(
        "
auxiliary double by generation [1]  ¶1
    = weight * 2
",
    );
    assert_close(&last(&text, "double"), &[2.0, 20.0, 200.0]);
    assert_eq!(program(&text).every_step.len(), 1);
}

#[test]
fn cases_by_element_and_subrange_later_ones_winning() {
    assert_close(&last(&generations(""), "weight"), &[1.0, 10.0, 100.0]);
    let text = generations(
        "
auxiliary mixed by generation [1]  ¶1
    = 0
    [settled] = weight
    [first born] = weight[newcomers] - 3
",
    );
    assert_close(&last(&text, "mixed"), &[0.0, -2.0, 100.0]);
}

#[test]
fn subscripts() {
    let text = generations(
        "
auxiliary named by generation [1]  ¶1
    = weight[generation] + weight[later]
auxiliary position by generation [1]  ¶1
    = generation
auxiliary position in part by settled [1]  ¶1
    = 10 * settled + generation
auxiliary before by generation [1]  ¶1
    = weight[generation - 1]
auxiliary partly by settled [1]  ¶1
    = weight
auxiliary picked [1]  ¶1
    = weight[which] + weight[2]
parameter which [1]  ¶1
    = 3
",
    );
    assert_close(&last(&text, "named"), &[101.0, 110.0, 200.0]);
    assert_close(&last(&text, "position"), &[1.0, 2.0, 3.0]);
    assert_close(&last(&text, "position in part"), &[12.0, 23.0]);
    assert_close(&last(&text, "before"), &[0.0, 1.0, 10.0]);
    assert_close(&last(&text, "partly"), &[10.0, 100.0]);
    assert_close(&last(&text, "picked"), &[110.0]);
}

#[test]
fn elements_are_put_together() {
    let text = generations(
        "
auxiliary total [1]  ¶1
    = SUM(weight[*])
auxiliary bare [1]  ¶1
    = SUM(weight)
auxiliary partly [1]  ¶1
    = SUM(weight[*:settled])
auxiliary stretch [1]  ¶1
    = SUM(weight[newcomers:first born])
auxiliary squares [1]  ¶1
    = SUM(weight[*] * weight[*])
auxiliary shares by generation [1]  ¶1
    = weight / SUM(weight[*])
auxiliary nested [1]  ¶1
    = SUM(weight[*] / SUM(weight[*]))
auxiliary mean [1]  ¶1
    = MEAN(weight[*])
auxiliary extremes [1]  ¶1
    = MIN(weight[*]) + MAX(weight[*]) + VMIN(weight[*]) + VMAX(weight[*])
auxiliary product [1]  ¶1
    = PROD(weight[*])
auxiliary sizes [1]  ¶1
    = SIZE(weight[*]) + 10 * SIZE(settled)
",
    );
    assert_close(&last(&text, "total"), &[111.0]);
    assert_close(&last(&text, "bare"), &[111.0]);
    assert_close(&last(&text, "partly"), &[110.0]);
    assert_close(&last(&text, "stretch"), &[11.0]);
    assert_close(&last(&text, "squares"), &[10101.0]);
    assert_close(&last(&text, "shares"), &[1.0 / 111.0, 10.0 / 111.0, 100.0 / 111.0]);
    assert_close(&last(&text, "nested"), &[1.0]);
    assert_close(&last(&text, "mean"), &[37.0]);
    assert_close(&last(&text, "extremes"), &[202.0]);
    assert_close(&last(&text, "product"), &[1000.0]);
    assert_close(&last(&text, "sizes"), &[23.0]);
}

#[test]
fn two_dimensions() {
    let text = chapter(
        RUN,
        "
dimension crop = wheat, maize
dimension region = west, east, north
parameter area by crop, region [1]  ¶1
    [wheat, west] = 1
    [wheat, east] = 2
    [wheat, north] = 3
    [maize, *] = 10
parameter yield by crop [1]  ¶1
    [wheat] = 2
    [maize] = 3
parameter rain by region [1]  ¶1
    = 5
auxiliary harvest by region, crop [1]  ¶1
    = area * yield * rain
auxiliary regional by region [1]  ¶1
    = SUM(area[*, region] * yield[*])
auxiliary all [1]  ¶1
    = SUM(area[*, *])
auxiliary row [1]  ¶1
    = SUM(area[wheat, *])
",
    );
    assert_close(&last(&text, "harvest"), &[10.0, 150.0, 20.0, 150.0, 30.0, 150.0]);
    assert_close(&last(&text, "regional"), &[32.0, 34.0, 36.0]);
    assert_close(&last(&text, "all"), &[36.0]);
    assert_close(&last(&text, "row"), &[6.0]);
}

#[test]
fn a_dimension_and_its_double_make_a_matrix() {
    let text = chapter(
        RUN,
        "
dimension region = west, east
dimension destination within region = west, east
parameter people by region [1]  ¶1
    [west] = 1
    [east] = 10
auxiliary moving by region, destination [1]  ¶1
    = people[region] * 1000 + people[destination]
auxiliary leaving by region [1]  ¶1
    = SUM(moving[region, *])
auxiliary arriving by region [1]  ¶1
    = SUM(moving[*, region])
auxiliary everyone [1]  ¶1
    = SUM(moving[*, *])
",
    );
    assert_close(&last(&text, "moving"), &[1001.0, 1010.0, 10001.0, 10010.0]);
    assert_close(&last(&text, "leaving"), &[2011.0, 20011.0]);
    assert_close(&last(&text, "arriving"), &[11002.0, 11020.0]);
    assert_close(&last(&text, "everyone"), &[22022.0]);
}

#[test]
fn stocks_by_element() {
    let text = generations(
        "
stock people by generation [1]  ¶1
    initial
        [newcomers] = 8
        [settled] = 0
    in  arriving
    out ageing
flow ageing by generation [1]  ¶1
    = people / 2
    [later] = 0
flow arriving by generation [1]  ¶1
    [newcomers] = 0
    [first born] = ageing[newcomers]
    [later] = ageing[first born]
",
    );
    assert_close(&last(&text, "people"), &[2.0, 4.0, 2.0]);
}

#[test]
fn elements_that_need_each_other_in_a_row_are_put_in_order() {
    let text = chapter(
        RUN,
        "
dimension stage = 1 .. 4
auxiliary running by stage [1]  ¶1
    = stage + running[stage - 1]
auxiliary chain by stage [1]  ¶1
    [1] = 1
    [2] = linked[1] + 1
    [3] = linked[2] + 1
    [4] = linked[3] + 1
auxiliary linked by stage [1]  ¶1
    = chain * 10
",
    );
    assert_close(&last(&text, "running"), &[1.0, 3.0, 6.0, 10.0]);
    assert_close(&last(&text, "chain"), &[1.0, 11.0, 111.0, 1111.0]);
}

#[test]
fn macros_in_arrays_have_a_stock_for_each_element() {
    let text = generations(
        "
auxiliary smooth by generation [1]  ¶1
    = SMTH1(weight * TIME, 2, 0)
auxiliary smooth partly by generation [1]  ¶1
    = 0
    [settled] = SMTH1(weight * TIME, 2, 0)
auxiliary staged by generation [1]  ¶1
    = SMTHN(weight * TIME, 4, 2, 0)
",
    );
    assert_close(&last(&text, "smooth"), &[0.5, 5.0, 50.0]);
    assert_close(&last(&text, "smooth partly"), &[0.0, 5.0, 50.0]);
    assert_close(&last(&text, "staged"), &[0.0, 0.0, 0.0]);
}

#[test]
fn mechanisms_on_some_elements_only() {
    let text = generations(
        "
auxiliary loss by generation [1]  ¶1
    = weight + RANDOM(0, 1)
mechanism wear  ¶1
    off: loss[settled] = 0
",
    );
    let program = program(&text);
    let base = last_with(&program, &Settings::new(&program), "loss");
    let mut settings = Settings::new(&program);
    settings.off(&program, &Key::new("wear")).unwrap();
    let off = last_with(&program, &settings, "loss");
    assert_eq!(off[0], base[0]);
    assert_eq!(&off[1..], [0.0, 0.0]);
    // Elements draw what they would draw if no mechanism cut the equation in pieces.
    let whole = crate::support::program(&text.replace("off: loss[settled] = 0", "off: loss = 0"));
    assert_eq!(last_with(&whole, &Settings::new(&whole), "loss"), base);
}

#[test]
fn lookups_by_element() {
    let text = generations(
        "
lookup curve by generation [1] of [1]  ¶1
    [newcomers] (0, 0) (10, 10)
    [settled] (0, 5) (10, 5)
auxiliary y by generation [1]  ¶1
    = curve(TIME)
auxiliary one [1]  ¶1
    = LOOKUP(curve[later], TIME)
",
    );
    assert_close(&last(&text, "y"), &[2.0, 5.0, 5.0]);
    assert_close(&last(&text, "one"), &[5.0]);
}

#[test]
fn arrays_used_wrongly() {
    assert_findings(
        &generations(
            "
auxiliary unreduced [1]  ¶1
    = weight + 1
auxiliary starred [1]  ¶1
    = weight[*]
auxiliary too many [1]  ¶1
    = weight[later, later]
auxiliary unknown element [1]  ¶1
    = weight[earlier]
auxiliary none array [1]  ¶1
    = starred[later]
auxiliary outside [1]  ¶1
    = weight[4]
auxiliary elsewhere by settled [1]  ¶1
    = weight
auxiliary whole by generation [1]  ¶1
    = elsewhere
auxiliary loose [1]  ¶1
    = weight[generation]
auxiliary single [1]  ¶1
    = SUM(outside)
auxiliary gaps by generation [1]  ¶1
    [settled] = 1
auxiliary smooth [1]  ¶1
    = SUM(SMTH1(weight[*], 2))
",
        ),
        &[
            "dimension-mismatch at \"weight\": `weight` is an array by `generation`",
            "dimension-mismatch at \"*\": nothing puts them together",
            "dimension-mismatch at \"weight[later, later]\": has 1 dimensions, not 2",
            "unknown-name at \"earlier\": no dimension or element is called `earlier`",
            "dimension-mismatch at \"starred[later]\": `starred` is not an array",
            "dimension-mismatch at \"4\": has no element 4",
            "dimension-mismatch at \"elsewhere\": no element `newcomers` in `settled`",
            "dimension-mismatch at \"generation\": does not run over dimension `generation`",
            "dimension-mismatch at \"SUM(outside)\": nothing to put together",
            "missing-equation at \"gaps\": `gaps[newcomers]` has no equation",
            "dimension-mismatch at \"*\": `SMTH1` cannot be worked out for all elements",
        ],
    );
}

#[test]
fn a_stock_and_its_flows_have_the_same_dimensions() {
    assert_findings(
        &generations(
            "
stock people by generation [1]  ¶1
    initial 1
    in  growing, settling
flow growing [1]  ¶1
    = 1
flow settling by settled [1]  ¶1
    = 1
",
        ),
        &[
            "dimension-mismatch at \"growing\": by generation, and its flow `growing` is not an array",
            "dimension-mismatch at \"settling\": by generation, and its flow `settling` is by settled",
        ],
    );
}

#[test]
fn elements_that_truly_need_each_other() {
    assert_findings(
        &chapter(
            RUN,
            "
dimension stage = 1 .. 3
auxiliary a by stage [1]  ¶1
    = b[stage - 1] + a[stage - 2]
auxiliary b by stage [1]  ¶1
    = a
    [2] = a[3]
",
        ),
        &["circular-equations at \"b[stage - 1]\": `a[3]` needs `b[2]` needs `a[3]`"],
    );
}

#[test]
fn values_of_time_and_arrays_together() {
    let text = generations("auxiliary t [1]  ¶1\n    = SUM(weight[*] * TIME)\n");
    assert_close(&values(&text, "t"), &[0.0, 111.0, 222.0]);
}
