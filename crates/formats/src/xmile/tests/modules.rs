//! Modules, ghosts between them, and groups.

use super::{equations, findings, model, variable, whole};
use crate::xmile::read_text;
use interregnum_model::VariableKind;

/// Two modules as Stella writes them, one of which holds a third.
const HARES: &str = r#"<model><variables>
<module name="hares"><connect to="hares.area" from=".area"/><connect2 to="hares.area" from="area"/>
<connect to="hares.lynxes" from="lynxes.lynxes"/><connect2 to="hares.lynxes" from="lynxes.lynxes"/></module>
<module name="lynxes"/>
<aux name="area"><eqn>1e3</eqn></aux><aux name="total"><eqn>hares.hares + lynxes.lynxes + .area</eqn></aux>
</variables></model>
<model name="hares"><variables>
<stock name="hares"><eqn>5e4</eqn><inflow>births</inflow></stock>
<flow name="births"><eqn>hares*rate/area - lynxes + TIME</eqn></flow>
<aux name="rate"><eqn>1.25</eqn></aux>
<aux name="area" access="input"/>
<stock name="lynxes" access="input"><eqn>0</eqn></stock>
<group name="a sector"><doc>All of it.</doc><entity name="rate"/><var>births</var></group>
</variables></model>
<model name="lynxes"><variables><stock name="lynxes"><eqn>1250</eqn></stock>
<module name="inner"><connect to="x" from="lynxes"/></module></variables></model>
<model name="inner"><variables><aux name="x" access="input"><eqn>3</eqn></aux><aux name="y"><eqn>2*x + z</eqn></aux></variables></model>"#;

#[test]
fn variables_of_modules_bear_their_module() {
    let model = model(&whole(HARES));
    let names: Vec<String> = model.variables.iter().map(|it| it.name.to_string()).collect();
    assert_eq!(
        names,
        [
            "area",
            "total",
            "hares.hares",
            "hares.births",
            "hares.rate",
            "hares.area",
            "hares.lynxes",
            "lynxes.lynxes",
            "inner.x",
            "inner.y",
        ]
    );
    assert_eq!(equations(&model, "total"), ["\"hares.hares\" + \"lynxes.lynxes\" + area"]);
    assert_eq!(
        equations(&model, "hares.births"),
        ["\"hares.hares\" * \"hares.rate\" / \"hares.area\" - \"hares.lynxes\" + TIME"]
    );
    let VariableKind::Stock { inflows, .. } = &variable(&model, "hares.hares").kind else {
        panic!("no stock")
    };
    assert_eq!(inflows[0].to_string(), "hares.births");
}

#[test]
fn inputs_stand_for_what_they_are_connected_to() {
    let model = model(&whole(HARES));
    assert_eq!(equations(&model, "hares.area"), ["area"]);
    assert_eq!(equations(&model, "hares.lynxes"), ["\"lynxes.lynxes\""]);
    assert!(matches!(variable(&model, "hares.lynxes").kind, VariableKind::Auxiliary { .. }));
    assert_eq!(equations(&model, "inner.x"), ["\"lynxes.lynxes\""]);
    // A name that a module does not hold is never that of the model around it.
    assert_eq!(equations(&model, "inner.y"), ["2 * \"inner.x\" + \"inner.z\""]);
}

#[test]
fn groups_list_their_variables() {
    let model = model(&whole(HARES));
    let group = &model.groups[0];
    assert_eq!(
        (group.name.to_string().as_str(), group.note.as_str()),
        ("hares.a sector", "All of it.")
    );
    let members: Vec<String> = group.members.iter().map(ToString::to_string).collect();
    assert_eq!(members, ["hares.rate", "hares.births"]);
}

#[test]
fn faults_of_modules() {
    let text = whole(
        "<model><variables>\n<module name=\"a\"/><module name=\"c\"><connect to=\"x.y\" from=\"z\"/></module></variables></model>\n\
        <model name=\"a\"><variables>\n<module name=\"a\"/></variables></model>",
    );
    assert_eq!(
        findings(&read_text("test.xmile", &text)),
        [
            "5:33 error[unknown-name] there is no model `c` for this module | c",
            "7:1 error[circular-macro] the module `a.a` holds itself | <module name=\"a\"/>",
            "5:49 warning[unknown-name] a connection to `x.y`, which no module has | x.y",
        ]
    );
}

#[test]
fn a_file_whose_models_all_have_names() {
    let text = whole(
        "<model name=\"part\"><variables><aux name=\"x\"><eqn>1</eqn></aux></variables></model>\
        <model name=\"default\"><variables><module name=\"part\"/><aux name=\"y\"><eqn>part.x</eqn></aux></variables></model>",
    );
    let names: Vec<String> = model(&text).variables.iter().map(|it| it.name.to_string()).collect();
    assert_eq!(names, ["y", "part.x"]);
}
