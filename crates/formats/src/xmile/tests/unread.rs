//! What is not read is said.

use super::super::{known, read_text};
use super::{equations, file, findings, model, whole};

fn said(text: &str) -> Vec<String> {
    findings(&read_text("test.xmile", text))
}

#[test]
fn a_misspelt_element_or_attribute_is_said_once_with_the_nearest_name() {
    let text = file(
        "<stock name=\"s\"><eqn>1</eqn><outflw>f</outflw></stock><stock name=\"t\"><eqn>1</eqn><outflw>f</outflw></stock>\
        <flow name=\"f\" leak_strt=\"1\"><eqn>1</eqn></flow>",
    );
    let reading = read_text("test.xmile", &text);
    assert_eq!(
        findings(&reading),
        [
            "4:47 warning[loss] `stock` has no `outflw` | <outflw>",
            "4:153 warning[loss] `flow` has no attribute `leak_strt` | 1",
        ]
    );
    assert_eq!(&*reading.diagnostics[0].label, "passed over, here and 1 more times");
    assert_eq!(reading.diagnostics[0].help[0], "did you mean `outflow`?");
    assert_eq!(reading.diagnostics[1].help[0], "did you mean `leak_start`?");
}

#[test]
fn what_would_change_the_numbers_is_said_for_each_kind() {
    let text = "<xmile><sim_specs pause=\"5\" run_by=\"group\"><start>0</start><stop>1</stop></sim_specs>\
        <data><export resource=\"a.csv\"><all/></export></data>\
        <model><variables><aux name=\"x\"><eqn>1</eqn><event_poster min=\"0\" max=\"1\"/><mathml/></aux></variables></model></xmile>";
    let messages: Vec<String> =
        read_text("test.xmile", text).diagnostics.iter().map(|it| it.message.clone()).collect();
    assert_eq!(
        messages,
        [
            "`pause` of `sim_specs` is not read",
            "`run_by` of `sim_specs` is not read",
            "`export` is not read",
            "`event_poster` is not read",
            "`mathml` is not read",
        ]
    );
}

#[test]
fn what_asks_for_nothing_is_not_said() {
    let text = "<xmile><sim_specs pause=\"INF\" run_by=\"all\"><start>0</start><stop>1</stop></sim_specs>\
        <model><variables><aux name=\"x\" access=\"output\"><eqn>1</eqn></aux></variables></model></xmile>";
    assert!(said(text).is_empty());
}

#[test]
fn who_made_the_file_is_one_finding() {
    let text = whole(
        "<isee:prefs layer=\"model\"/><style color=\"red\"/><vendor:thing/><model><variables><aux name=\"x\"><eqn>1</eqn></aux></variables></model>",
    );
    let said = said(&text);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains(
        "who made the file and how it is shown is not kept: `isee:prefs`, `style`, `vendor:thing`"
    ));
}

#[test]
fn an_encrypted_model_says_so() {
    let text =
        whole("<model encryption-scheme=\"AES-128,CBC,SHA256\" iv=\"a\" hmac=\"b\">c</model>");
    assert!(said(&text).iter().any(|it| it.contains("`encryption-scheme` of `model` is not read")));
}

#[test]
fn a_flow_that_changes_its_unit_on_the_way() {
    let text = file(
        "<stock name=\"ore\"><eqn>100</eqn><outflow>smelting</outflow></stock><stock name=\"iron\"><eqn>0</eqn><inflow>smelting</inflow></stock>\
        <flow name=\"smelting\"><eqn>4</eqn><multiplier>yield</multiplier></flow><aux name=\"yield\"><eqn>0.5</eqn></aux>",
    );
    let model = model(&text);
    assert_eq!(equations(&model, "smelting converted"), ["smelting * yield"]);
    let written = crate::xmile::write(&model);
    assert!(written.text.contains("<inflow>smelting_converted</inflow>"));
    assert!(written.text.contains("<outflow>smelting</outflow>"));
}

#[test]
fn the_document_shows_every_element() {
    let document = include_str!("../../../../../docs/xmile.md");
    let table = known::table();
    assert!(document.contains(&table), "put this into docs/xmile.md:\n{table}");
}
