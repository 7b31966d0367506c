//! Stocks, flows, auxiliaries, graphical functions, and the spelling of equations.

use super::{equations, file, findings, model, variable, whole};
use crate::xmile::read_text;
use interregnum_model::variable::Distribution;
use interregnum_model::{Beyond, Lookup, StockKind, VariableKind};

#[test]
fn a_stock_with_its_flows() {
    let model = model(&file(
        r#"<stock name="Cash Balance"><doc>What is\nleft.</doc><eqn>100</eqn><inflow>earning</inflow><outflow>spending</outflow><units>$</units></stock>
        <flow name="earning"><eqn>5</eqn></flow><flow name="spending"><eqn>Cash_Balance/2</eqn><non_negative/></flow>"#,
    ));
    let stock = variable(&model, "cash_balance");
    assert_eq!(stock.name.written.as_ref(), "Cash Balance");
    assert_eq!(stock.note, "What is\nleft.");
    let VariableKind::Stock { inflows, outflows, kind, .. } = &stock.kind else {
        panic!("no stock")
    };
    assert_eq!(
        (inflows[0].to_string(), outflows[0].to_string()),
        ("earning".into(), "spending".into())
    );
    assert!(matches!(kind, StockKind::Plain));
    assert!(matches!(
        variable(&model, "earning").kind,
        VariableKind::Flow { non_negative: false, .. }
    ));
    assert!(matches!(
        variable(&model, "spending").kind,
        VariableKind::Flow { non_negative: true, .. }
    ));
    assert_eq!(equations(&model, "spending"), ["Cash Balance / 2"]);
}

#[test]
fn a_constant_is_a_parameter_that_ensembles_leave_alone() {
    let model = model(&file(
        r#"<aux name="a"><eqn>-4 + 2^3</eqn><range min="0" max="9"/></aux><aux name="b"><eqn>a*TIME</eqn></aux>"#,
    ));
    let VariableKind::Parameter { distribution, .. } = &variable(&model, "a").kind else {
        panic!("no parameter")
    };
    assert_eq!(*distribution, Some(Distribution::Fixed));
    let range = variable(&model, "a").range.unwrap();
    assert_eq!((range.low, range.high), (0.0, 9.0));
    assert!(matches!(variable(&model, "b").kind, VariableKind::Auxiliary { .. }));
}

#[test]
fn names_remarks_and_escapes_of_equations() {
    let model = model(&file(
        r#"<aux name="revenue\ngap"><eqn>1+TIME</eqn></aux>
        <aux name="from"><eqn>2+TIME</eqn></aux>
        <aux name="wom \&quot;x\&quot;"><eqn>3+TIME</eqn></aux>
        <aux name="$_price"><eqn>4+TIME</eqn></aux>
        <aux name="a"><eqn>"revenue gap" {the gap
           over time} + "revenue\ngap"</eqn></aux>
        <aux name="b"><eqn>from + "wom \"x\"" + $_price</eqn></aux>
        <aux name="c"><eqn><![CDATA[IF from < 3 AND NOT (a > 2) THEN std.ABS(a) ELSE PREVIOUS(SELF, 0)]]></eqn></aux>
        <aux name="d"><eqn>if_then_else(a &lt;&gt; b, .5, 14.)</eqn></aux>
        <aux name="e"><eqn>2^3^2 mod 5</eqn></aux>"#,
    ));
    assert_eq!(equations(&model, "a"), ["revenue gap + revenue gap"]);
    assert_eq!(equations(&model, "b"), ["from + \"wom 'x'\" + \"$_price\""]);
    assert_eq!(
        equations(&model, "c"),
        ["if from < 3 and not (a > 2) then ABS(a) else PREVIOUS(c, 0)"]
    );
    assert_eq!(equations(&model, "d"), ["if a <> b then 0.5 else 14"]);
    assert_eq!(equations(&model, "e"), ["2^3^2 mod 5"]);
}

#[test]
fn places_point_into_the_file_behind_escapes() {
    let text = file("<aux name=\"a\"><eqn>IF 1 &lt; 2 THEN 3 ELSE )</eqn></aux>");
    let reading = read_text("test.xmile", &text);
    assert_eq!(findings(&reading), ["4:62 error[syntax] `)` stands where a value should | )"]);
}

#[test]
fn non_negative_by_behavior_and_by_word() {
    let text = whole(
        r#"<behavior><non_negative/></behavior><model><behavior><flow><non_negative>false</non_negative></flow></behavior><variables>
        <stock name="a"><eqn>1</eqn></stock><stock name="b"><eqn>1</eqn><non_negative> FALSE </non_negative></stock>
        <flow name="c"><eqn>1</eqn></flow><flow name="d"><eqn>1</eqn><non_negative> TruE  </non_negative></flow></variables></model>"#,
    );
    let model = model(&text);
    let kind = |name: &str| match &variable(&model, name).kind {
        VariableKind::Stock { kind, .. } => format!("{kind:?}"),
        VariableKind::Flow { non_negative, .. } => format!("{non_negative}"),
        other => panic!("{other:?}"),
    };
    assert_eq!(["a", "b", "c", "d"].map(kind), ["NonNegative", "Plain", "false", "true"]);
}

#[test]
fn sdcloud_cuts_stocks_where_stella_holds_back_flows() {
    let text = "<xmile><header><vendor>sdCloud</vendor><product>sdCloud solution</product></header>\
        <sim_specs><start>0</start><stop>1</stop></sim_specs>\
        <model><variables><stock name=\"a\"><eqn>1</eqn><non_negative/></stock></variables></model></xmile>";
    let VariableKind::Stock { kind, .. } = &model(text).variables[0].kind.clone() else {
        panic!("no stock")
    };
    assert!(matches!(kind, StockKind::Clamped));
}

fn lookup(model: &interregnum_model::Model, name: &str) -> Lookup {
    match &variable(model, name).kind {
        VariableKind::Lookup(lookup) => lookup.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn graphical_functions_that_stand_alone() {
    let model = model(&file(
        r#"<gf name="rising"><xscale min="0" max="1"/><ypts>0,0.1,0.5,0.9,1</ypts></gf>
        <gf name="steps" type="discrete"><xpts sep=";">1;2;3</xpts><ypts sep="|">1|4|4|</ypts><yscale min="0" max="5"/></gf>
        <gf name="on" type="extrapolate"><xpts>3,2,1</xpts><ypts>30,20,10</ypts></gf>
        <aux name="a"><eqn>rising(TIME) + LOOKUP(steps, TIME)</eqn></aux>"#,
    ));
    let rising = lookup(&model, "rising");
    assert_eq!(
        rising.curves[0].1.points,
        [(0.0, 0.0), (0.25, 0.1), (0.5, 0.5), (0.75, 0.9), (1.0, 1.0)]
    );
    assert_eq!((rising.curves[0].1.beyond, rising.inside.is_none()), (Beyond::Hold, true));
    assert_eq!(lookup(&model, "steps").curves[0].1.points, [(1.0, 1.0), (2.0, 4.0), (3.0, 4.0)]);
    assert_eq!(lookup(&model, "steps").curves[0].1.beyond, Beyond::Step);
    assert_eq!(lookup(&model, "on").curves[0].1.points, [(1.0, 10.0), (2.0, 20.0), (3.0, 30.0)]);
    assert_eq!(lookup(&model, "on").curves[0].1.beyond, Beyond::Extend);
    assert_eq!(equations(&model, "a"), ["rising(TIME) + LOOKUP(steps, TIME)"]);
    assert_eq!(model.displays[0].scale.map(|scale| (scale.low, scale.high)), Some((0.0, 5.0)));
}

#[test]
fn a_graphical_function_inside_a_variable() {
    let model = model(&file(
        r#"<aux name="effect"><eqn>TIME*2</eqn><gf discrete="true"><xscale min="0" max="45"/><ypts>0,1,2</ypts></gf></aux>
        <aux name="again"><eqn>effect(3) + LOOKUP(effect, 4) + effect</eqn></aux>
        <aux name="table"><gf><xscale min="0" max="1"/><ypts>0,1</ypts></gf></aux>
        <flow name="drip"><eqn>TIME</eqn><gf name="shape"><xscale min="0" max="1"/><ypts>0,1</ypts></gf></flow>
        <aux name="same"><eqn>TIME + 1</eqn><gf name="shape"/></aux>"#,
    ));
    assert_eq!(equations(&model, "effect"), ["LOOKUP(effect graph, TIME * 2)"]);
    assert_eq!(lookup(&model, "effect graph").inside.unwrap().to_string(), "effect");
    assert_eq!(lookup(&model, "effect graph").curves[0].1.beyond, Beyond::Step);
    assert_eq!(equations(&model, "again"), ["effect graph(3) + LOOKUP(effect graph, 4) + effect"]);
    assert!(lookup(&model, "table").inside.is_none());
    assert_eq!(equations(&model, "drip"), ["LOOKUP(shape, TIME)"]);
    assert_eq!(equations(&model, "same"), ["LOOKUP(shape, TIME + 1)"]);
}

#[test]
fn faults_of_graphical_functions() {
    let reading = read_text(
        "test.xmile",
        &file(
            "<gf name=\"a\"><xpts>0,1</xpts><ypts>0,x</ypts></gf>
<gf name=\"b\"><xpts>0,2,1</xpts><ypts>0,1,2</ypts></gf>
<gf name=\"c\"><ypts>0,1</ypts></gf>
<gf name=\"d\"><xpts>0,1,2</xpts><ypts>0,1</ypts></gf>",
        ),
    );
    assert_eq!(
        findings(&reading),
        [
            "4:56 error[bad-value] `x` is no number | x",
            "5:1 error[bad-value] the x of a graphical function must rise | <gf name=\"b\">",
            "6:1 error[missing-equation] a graphical function that does not say where its points lie | <gf name=\"c\">",
            "7:38 error[bad-value] 3 values of x for 2 of y | 0,1",
        ]
    );
}

#[test]
fn an_auxiliary_that_drains_a_stock_is_a_flow() {
    let model = model(&file(
        "<stock name=\"a\"><eqn>0</eqn><inflow>b</inflow></stock><aux name=\"b\"><eqn>0.3</eqn></aux>",
    ));
    assert!(matches!(variable(&model, "b").kind, VariableKind::Flow { .. }));
}

#[test]
fn an_initial_equation_of_its_own() {
    let model = model(&file("<aux name=\"a\"><eqn>TIME*2</eqn><init_eqn>7</init_eqn></aux>"));
    assert_eq!(equations(&model, "a"), ["ACTIVE INITIAL(TIME * 2, 7)"]);
}

#[test]
fn a_name_may_be_declared_once() {
    let reading = read_text(
        "test.xmile",
        &file(
            "<aux name=\"a b\"><eqn>1</eqn></aux>\n<flow name=\"A_B\"><eqn>2</eqn></flow><aux><eqn>1</eqn></aux>",
        ),
    );
    assert_eq!(
        findings(&reading),
        [
            "5:37 error[syntax] this `aux` has no name | <aux>",
            "5:13 error[duplicate-name] `A_B` is declared twice | A_B",
        ]
    );
    assert_eq!(reading.model.variables.len(), 1);
}
