//! Macros.

use super::{file, findings, model};
use crate::equation;
use crate::xmile::read_text;

fn with(macros: &str) -> String {
    file("<aux name=\"a\"><eqn>SMOOTH9(TIME, 3) + LOG(8, 2)</eqn></aux>")
        .replace("</xmile>", &format!("{macros}</xmile>"))
}

#[test]
fn a_macro_with_a_stock() {
    let model = model(&with(
        r#"<macro name="SMOOTH9"><parm>input</parm><parm>averaging time</parm><parm default="input">initial</parm><doc>Smooths.</doc>
        <eqn>Smooth_of_Input</eqn><variables><stock name="Smooth of Input"><eqn>initial</eqn><inflow>change</inflow></stock>
        <flow name="change"><eqn>(input - Smooth_of_Input)/averaging_time</eqn></flow></variables></macro>
        <macro name="LOG"><parm>x</parm><parm>base</parm><eqn>LN(x)/LN(base)</eqn></macro>"#,
    ));
    let smooth = &model.macros[0];
    assert_eq!((smooth.name.to_string().as_str(), smooth.note.as_str()), ("SMOOTH9", "Smooths."));
    let arguments: Vec<String> = smooth.arguments.iter().map(|it| it.name.to_string()).collect();
    assert_eq!(arguments, ["input", "averaging time", "initial"]);
    assert_eq!(smooth.arguments[2].default.as_ref().map(equation::print).as_deref(), Some("input"));
    let variables: Vec<String> = smooth.variables.iter().map(|it| it.name.to_string()).collect();
    assert_eq!(variables, ["Smooth of Input", "change", "SMOOTH9"]);
    assert_eq!(model.macros[1].variables.len(), 1);
}

#[test]
fn what_macros_cannot_do_here() {
    let reading = read_text(
        "test.xmile",
        &with(
            "\n<macro name=\"FACT\"><parm>x</parm><eqn>SMTH1(TIME, 3)</eqn><sim_specs><start>1</start><stop>x</stop></sim_specs></macro>\
            \n<macro name=\"EMPTY\"><parm/></macro>\
            \n<macro name=\"odd\" filter=\"stock\"><eqn>1</eqn></macro><macro name=\"non_negative\" filter=\"flow\"><eqn>1</eqn></macro>",
        ),
    );
    assert_eq!(
        findings(&reading),
        [
            "5:59 error[wrong-kind] the macro `FACT` runs on a clock of its own, and has `SMTH1`, which keeps something from step to step | <sim_specs>",
            "6:21 error[syntax] a `parm` without a name | <parm/>",
            "6:1 error[missing-equation] the macro `EMPTY` has no result | <macro name=\"EMPTY\">",
            "7:27 error[wrong-kind] the option filter `odd` is not run here | stock",
        ]
    );
}
