//! Files that are not what they should be.

use super::{file, findings, variable, whole};
use crate::xmile::{read, read_text};
use std::path::Path;

#[test]
fn a_tag_that_is_not_closed_is_read_as_if_it_were() {
    let text =
        file("\n<flow name=\"a\"><eqn>1</eqn>\n<stock name=\"b\"><eqn>2</eqn></stock>\n</aux>");
    let reading = read_text("test.xmile", &text);
    assert_eq!(
        findings(&reading),
        [
            "7:1 warning[syntax] `</aux>` closes nothing | </aux>",
            "5:1 warning[syntax] the element `flow` is never closed | <flow name=\"a\">",
        ]
    );
    assert!(
        reading.model.variables.len() == 2 && variable(&reading.model, "b").kind_word() == "stock"
    );
}

#[test]
fn a_file_that_ends_too_early() {
    let reading = read_text(
        "test.xmile",
        "<xmile><sim_specs><start>0</start><stop>1</stop></sim_specs><model><variables><aux name=\"a\"><eqn>1</eqn>",
    );
    assert_eq!(reading.diagnostics.len(), 4);
    assert!(interregnum_model::diagnostic::has_errors(&reading.diagnostics));
    assert_eq!(
        findings(&reading)[0],
        "1:79 error[syntax] the file ends inside the element `aux` | <aux name=\"a\">"
    );
    assert_eq!(reading.model.variables.len(), 1);
}

#[test]
fn what_is_no_xmile() {
    let first =
        |text: &str| findings(&read_text("test.xmile", text)).first().cloned().unwrap_or_default();
    assert_eq!(first(""), "1:1 error[syntax] the file holds no element | ");
    assert_eq!(first("just words"), "1:1 error[syntax] the file holds no element | ");
    assert_eq!(
        first("<html><p/></html>"),
        "1:1 error[syntax] the outermost element is `html`, not `xmile` | <html>"
    );
    assert!(first("<xmile").contains("this is not XML"), "{}", first("<xmile"));
    assert_eq!(first("<xmile/>"), "1:1 error[missing-equation] the file holds no model | <xmile/>");
}

#[test]
fn a_file_may_bind_the_standard_to_a_prefix() {
    let text = "<x:xmile xmlns:x=\"http://docs.oasis-open.org/xmile/ns/XMILE/v1.0\"><x:sim_specs><x:start>0</x:start><x:stop>1</x:stop></x:sim_specs>\
        <x:model><x:variables><x:aux name=\"a\"><x:eqn>1</x:eqn></x:aux></x:variables></x:model></x:xmile>";
    assert_eq!(super::model(text).variables.len(), 1);
}

#[test]
fn entities_are_not_read_so_that_nothing_blows_up() {
    let bomb = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\"><!ENTITY file SYSTEM \"file:///etc/passwd\">]>";
    let text = format!(
        "{bomb}\n{}",
        whole(
            "<model><variables><aux name=\"a\"><doc>&lol2;&file;</doc><eqn>1</eqn></aux></variables></model>"
        )
    );
    let reading = read_text("test.xmile", &text);
    assert_eq!(
        findings(&reading).iter().map(|it| it.split(" | ").next().unwrap()).collect::<Vec<_>>(),
        [
            "1:1 error[syntax] the file defines entities of its own",
            "5:38 error[syntax] the entity `&lol2;` is not known",
            "5:44 error[syntax] the entity `&file;` is not known",
        ]
    );
    assert_eq!(reading.model.variables[0].note, "");
}

#[test]
fn depth_and_size_have_limits() {
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    let reading = read_text("test.xmile", &deep);
    assert!(findings(&reading)[0].contains("too-large"), "{}", findings(&reading)[0]);
    assert!(reading.diagnostics.len() < 10);
    let equation =
        format!("<aux name=\"a\"><eqn>{}1{}</eqn></aux>", "(".repeat(100_000), ")".repeat(100_000));
    let reading = read_text("test.xmile", &file(&equation));
    assert!(
        findings(&reading).iter().any(|it| it.contains("too-deep")),
        "{:?}",
        findings(&reading)
    );
}

#[test]
fn files_that_are_no_text_and_files_in_other_encodings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xmile");
    let reading = read(&folder.path().join("none.stmx"));
    assert!(reading.diagnostics[0].message.ends_with("does not exist"));

    std::fs::write(&path, b"PK\x03\x04\0\0").unwrap();
    assert!(read(&path).diagnostics[0].message.contains("is not text"));

    let latin = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><xmile><sim_specs><start>0</start><stop>1</stop></sim_specs><model><variables><aux name=\"caf\u{e9}\"><eqn>1</eqn></aux></variables></model></xmile>";
    let bytes: Vec<u8> = latin.chars().map(|c| c as u8).collect();
    std::fs::write(&path, &bytes).unwrap();
    let reading = read(Path::new(&path));
    assert!(reading.diagnostics.is_empty(), "{:?}", findings(&reading));
    assert_eq!(reading.model.variables[0].name.to_string(), "café");

    let unnamed: Vec<u8> =
        latin.replace(" encoding=\"ISO-8859-1\"", "").chars().map(|c| c as u8).collect();
    std::fs::write(&path, &unnamed).unwrap();
    let reading = read(&path);
    assert_eq!(reading.diagnostics.len(), 1);
    assert!(reading.diagnostics[0].message.ends_with("read as windows-1252"));
    assert_eq!(reading.model.variables[0].name.to_string(), "café");
}
