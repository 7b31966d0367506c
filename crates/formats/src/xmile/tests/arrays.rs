//! Arrays: dimensions, elements, lists of values, array functions.

use super::{equations, findings, model, variable, whole};
use crate::xmile::read_text;
use interregnum_model::VariableKind;
use interregnum_model::expression::SubscriptKind;

const DIMENSIONS: &str = r#"<dimensions><dim name="Location"><elem name="Boston"/><elem name="Chicago"/><elem name="LA"/></dim>
<dim name="Coast"><elem name="Boston"/><elem name="LA"/></dim><dim name="N" size="2"/></dimensions>"#;

fn arrays(variables: &str) -> String {
    whole(&format!("{DIMENSIONS}<model><variables>{variables}</variables></model>"))
}

const OVER_LOCATION: &str = "<dimensions><dim name=\"Location\"/></dimensions>";

#[test]
fn dimensions_named_counted_and_parts_of_others() {
    let model = model(&arrays(""));
    assert_eq!(model.dimensions.len(), 3);
    assert_eq!(
        model.dimensions[1].within.as_ref().map(ToString::to_string).as_deref(),
        Some("Location")
    );
    assert!(model.dimensions[0].within.is_none() && model.dimensions[2].within.is_none());
}

#[test]
fn one_equation_for_all_and_one_for_each() {
    let model = model(&arrays(&format!(
        r#"<aux name="sales">{OVER_LOCATION}<element subscript="boston"><eqn>1</eqn></element><element subscript="2"><eqn>TIME</eqn></element><element subscript="LA"><eqn>3</eqn></element></aux>
        <aux name="profit">{OVER_LOCATION}<eqn>sales - sales[Boston] + Location.Chicago</eqn></aux>
        <stock name="s"><dimensions><dim name="N"/><dim name="Location"/></dimensions><eqn>0</eqn><element subscript="1, LA"><eqn>5</eqn></element></stock>"#
    )));
    assert_eq!(equations(&model, "sales"), ["1", "TIME", "3"]);
    let cases = &variable(&model, "sales").equation().unwrap().cases;
    let SubscriptKind::Name(second) = &cases[1].subscripts[0].kind else { panic!("no name") };
    assert_eq!(second.to_string(), "Chicago");
    assert_eq!(equations(&model, "profit"), ["sales - sales[Boston] + 2"]);
    assert_eq!(equations(&model, "s"), ["0", "5"]);
    assert_eq!(variable(&model, "s").dimensions.len(), 2);
}

#[test]
fn a_list_gives_a_value_to_each_element() {
    let model = model(&arrays(
        r#"<aux name="a"><dimensions><dim name="N"/><dim name="Location"/></dimensions><eqn>1, 2, 3, MAX(4, TIME), 5, 6</eqn></aux>"#,
    ));
    assert_eq!(equations(&model, "a"), ["1", "2", "3", "MAX(4, TIME)", "5", "6"]);
    let cases = &variable(&model, "a").equation().unwrap().cases;
    assert_eq!(cases[3].subscripts.len(), 2);
}

#[test]
fn a_curve_for_each_element() {
    let model = model(&arrays(&format!(
        r#"<aux name="a">{OVER_LOCATION}<element subscript="Boston"><gf><xscale min="0" max="1"/><ypts>0,1</ypts></gf></element>
        <element subscript="Chicago"><gf><xscale min="0" max="1"/><ypts>0,2</ypts></gf></element>
        <element subscript="LA"><gf><xscale min="0" max="1"/><ypts>0,3</ypts></gf></element><eqn>TIME</eqn></aux>"#
    )));
    assert_eq!(equations(&model, "a"), ["LOOKUP(a graph[Location], TIME)"]);
    let VariableKind::Lookup(lookup) = &variable(&model, "a graph").kind else {
        panic!("no lookup")
    };
    assert_eq!(lookup.curves.len(), 3);
    assert_eq!(lookup.curves[2].1.points[1], (1.0, 3.0));
}

#[test]
fn array_functions_take_all_of_what_the_equation_does_not_run_over() {
    let model = model(&arrays(&format!(
        r#"<aux name="x">{OVER_LOCATION}<eqn>TIME</eqn></aux>
        <aux name="m"><dimensions><dim name="N"/><dim name="Location"/></dimensions><eqn>TIME</eqn></aux>
        <aux name="a"><eqn>SUM(x) + MEAN(x[Location]) + MAX(x) + MIN(x, 0) + SUM(x[Location.*]) + SUM(m[1, *])</eqn></aux>
        <aux name="b">{OVER_LOCATION}<eqn>MAX(x, 0) + SUM(x) + SUM(m[*, Location])</eqn></aux>
        <aux name="c"><dimensions><dim name="N"/></dimensions><eqn>SUM(m[@1, *]) + SIZE(SELF)</eqn></aux>"#
    )));
    assert_eq!(
        equations(&model, "a"),
        [
            "SUM(x[*]) + MEAN(x[*:Location]) + VMAX(x[*]) + MIN(VMIN(x[*]), 0) + SUM(x[*:Location]) + SUM(m[1, *])"
        ]
    );
    assert_eq!(equations(&model, "b"), ["MAX(x, 0) + SUM(x[*]) + SUM(m[*, Location])"]);
    assert_eq!(equations(&model, "c"), ["SUM(m[N, *]) + 2"]);
}

#[test]
fn faults_of_arrays() {
    let reading = read_text(
        "test.xmile",
        &arrays(
            r#"<aux name="a"><dimensions><dim name="Locatoin"/></dimensions><eqn>1</eqn></aux>
<aux name="b"><dimensions><dim name="Location"/></dimensions><element subscript="Bostn"><eqn>1</eqn></element><element subscript="Boston, LA"><eqn>1</eqn></element><eqn>2</eqn></aux>
<aux name="c"><dimensions><dim name="Location"/></dimensions><eqn>1, 2</eqn></aux>
<aux name="d"><dimensions><dim name="N"/></dimensions><eqn>TIME + @3</eqn></aux>"#,
        ),
    );
    assert_eq!(
        findings(&reading),
        [
            "5:155 error[unknown-name] there is no dimension `Locatoin` | Locatoin",
            "6:82 error[unknown-name] `Location` has no element `Bostn` | Bostn",
            "6:131 error[dimension-mismatch] 2 subscripts for 1 dimensions | Boston, LA",
            "7:67 error[dimension-mismatch] 2 values for an array of other size | 1, 2",
            "8:67 error[dimension-mismatch] `@3` asks for a dimension that is not there | @3",
        ]
    );
    assert_eq!(reading.diagnostics[0].help[0], "did you mean `Location`?");
}

#[test]
fn a_dimension_beyond_all_bounds_is_refused() {
    let text = whole(
        "<dimensions><dim name=\"N\" size=\"1000000000000\"/><dim name=\"M\"/></dimensions><model><variables/></model>",
    );
    assert_eq!(
        findings(&read_text("test.xmile", &text)),
        [
            "4:33 error[too-large] a dimension of 1000000000000 elements | 1000000000000",
            "4:49 error[bad-value] a dimension needs elements, or a whole number of them as its `size` | <dim name=\"M\"/>",
        ]
    );
}
