//! XMILE models of several files: includes, modules and models in files of their own; and what is
//! refused: files outside the model's folder, files that include themselves, addresses.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

use interregnum_formats::{Reading, read};
use interregnum_model::Key;
use std::path::Path;

const TIME: &str = "<sim_specs><start>0</start><stop>1</stop></sim_specs>";

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn opened(folder: &Path) -> Reading {
    read(&folder.join("model.xmile"))
}

fn messages(reading: &Reading) -> Vec<String> {
    reading.diagnostics.iter().map(|it| it.message.clone()).collect()
}

fn including(resource: &str) -> String {
    format!(
        "<xmile><header><includes><include resource=\"{resource}\"/></includes></header>{TIME}<model><variables><aux name=\"x\"><eqn>TWICE(4)</eqn></aux></variables></model></xmile>"
    )
}

const TWICE: &str = "<xmile><macro name=\"TWICE\"><parm>a</parm><eqn>2*a</eqn></macro></xmile>";

#[test]
fn macros_of_an_included_file_are_the_models_own() {
    for resource in ["lib/macros.xml", "lib/*", "lib/mac*.xml", "./lib/macros.xml"] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "model.xmile", &including(resource));
        write(folder.path(), "lib/macros.xml", TWICE);
        let reading = opened(folder.path());
        assert!(reading.diagnostics.is_empty(), "{resource}: {:?}", reading.diagnostics);
        assert_eq!(reading.model.macros.len(), 1);
        // Its places are those of its own file.
        let span = reading.model.macros[0].name.span;
        assert_eq!(reading.model.sources.text(span), "TWICE");
        assert!(reading.model.sources.get(span.file).unwrap().path.ends_with("macros.xml"));
    }
}

#[test]
fn the_includer_wins_and_dimensions_and_units_are_joined() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "model.xmile",
        &format!(
            "<xmile><header><includes><include resource=\"part.xml\"/></includes></header>{TIME}<dimensions><dim name=\"D\"><elem name=\"a\"/></dim></dimensions>\
            <model><variables><aux name=\"x\"><eqn>TWICE(4)</eqn><units>Person</units></aux></variables></model>\
            <macro name=\"TWICE\"><parm>a</parm><eqn>a + a</eqn></macro></xmile>"
        ),
    );
    write(
        folder.path(),
        "part.xml",
        "<xmile><behavior><stock><non_negative/></stock></behavior><model_units><unit name=\"People\"><alias>Person</alias></unit></model_units>\
        <dimensions><dim name=\"D\"><elem name=\"a\"/></dim><dim name=\"E\" size=\"3\"/></dimensions><macro name=\"TWICE\"><parm>a</parm><eqn>2*a</eqn></macro></xmile>",
    );
    let model = opened(folder.path()).model;
    assert_eq!(model.macros.len(), 1);
    assert!(model.sources.get(model.macros[0].span.file).unwrap().path.ends_with("model.xmile"));
    assert_eq!(model.dimensions.len(), 2);
    assert_eq!(model.variables[0].unit.as_ref().unwrap().0.to_string(), "People");
}

#[test]
fn a_module_and_a_model_may_stand_in_files_of_their_own() {
    let part = format!(
        "<xmile>{TIME}<model><variables><aux name=\"input\"><eqn>0</eqn></aux><aux name=\"output\"><eqn>input + 1</eqn></aux></variables></model></xmile>"
    );
    let as_module = format!(
        "<xmile>{TIME}<model><variables><module name=\"part\" resource=\"part.xml\"><connect to=\"input\" from=\".top\"/></module>\
        <aux name=\"top\"><eqn>5</eqn></aux><aux name=\"seen\"><eqn>part.output</eqn></aux></variables></model></xmile>"
    );
    let as_model = format!(
        "<xmile>{TIME}<model><variables><module name=\"part\"><connect to=\"input\" from=\".top\"/></module>\
        <aux name=\"top\"><eqn>5</eqn></aux><aux name=\"seen\"><eqn>part.output</eqn></aux></variables></model><model name=\"part\" resource=\"part.xml\"/></xmile>"
    );
    for (text, case) in [(as_module, "module"), (as_model, "model")] {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "model.xmile", &text);
        write(folder.path(), "part.xml", &part);
        let reading = opened(folder.path());
        let names: Vec<String> =
            reading.model.variables.iter().map(|it| it.name.to_string()).collect();
        if case == "module" {
            assert!(reading.diagnostics.is_empty(), "{:?}", reading.diagnostics);
        }
        assert_eq!(names, ["top", "seen", "part.input", "part.output"], "{case}");
        assert!(reading.model.variable(&Key::new("part.input")).is_some());
    }
}

#[test]
fn files_that_include_each_other_are_found_and_read_once() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "model.xmile", &including("a.xml"));
    let next = |resource: &str, name: &str| {
        format!(
            "<xmile><header><includes><include resource=\"{resource}\"/></includes></header><macro name=\"{name}\"><parm>a</parm><eqn>2*a</eqn></macro></xmile>"
        )
    };
    write(folder.path(), "a.xml", &next("b.xml", "TWICE"));
    write(folder.path(), "b.xml", &next("a.xml", "OTHER"));
    let reading = opened(folder.path());
    assert_eq!(messages(&reading), ["`a.xml` includes itself"]);
    assert_eq!(reading.model.macros.len(), 2);
    // The model itself, too.
    write(folder.path(), "b.xml", &next("model.xmile", "OTHER"));
    assert_eq!(messages(&opened(folder.path())), ["`model.xmile` includes itself"]);
}

#[test]
fn nothing_outside_the_models_folder_is_opened() {
    let around = tempfile::tempdir().unwrap();
    write(around.path(), "secret.xml", TWICE);
    let folder = around.path().join("inside");
    write(&folder, "here.txt", "");
    let secret = around.path().join("secret.xml");
    for (resource, said) in [
        ("../secret.xml".to_owned(), "lies outside of the model's folder"),
        ("../absent.xml".to_owned(), "lies outside of the model's folder"),
        (secret.display().to_string(), "is not in the model's folder"),
        (format!("file://{}", secret.display()), "is not in the model's folder"),
        (
            "http://systemdynamics.org/xmile/macros/standard-1.0.xml".to_owned(),
            "is an address of the network",
        ),
        ("absent.xml".to_owned(), "is not in the model's folder"),
    ] {
        write(&folder, "model.xmile", &including(&resource));
        let reading = opened(&folder);
        assert!(reading.model.macros.is_empty(), "{resource}");
        assert!(messages(&reading)[0].contains(said), "{resource}: {:?}", messages(&reading));
    }
    // An absolute path is looked for by its last part.
    write(&folder, "macros.xml", TWICE);
    write(&folder, "model.xmile", &including("/library/macros.xml"));
    assert!(opened(&folder).diagnostics.is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_not_followed() {
    let around = tempfile::tempdir().unwrap();
    write(around.path(), "secret.xml", TWICE);
    let folder = around.path().join("inside");
    write(&folder, "model.xmile", &including("link.xml"));
    std::os::unix::fs::symlink(around.path().join("secret.xml"), folder.join("link.xml")).unwrap();
    let reading = opened(&folder);
    assert!(reading.model.macros.is_empty());
    assert_eq!(messages(&reading), ["`link.xml` lies outside of the model's folder"]);
}

#[test]
fn an_included_file_that_is_no_text_or_no_xmile() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "model.xmile", &including("part.xml"));
    std::fs::write(folder.path().join("part.xml"), [0x89, b'P', b'N', b'G', 0, 1, 2]).unwrap();
    assert!(messages(&opened(folder.path()))[0].contains("is not text"));
    write(folder.path(), "part.xml", "<other/>");
    assert!(messages(&opened(folder.path()))[0].contains("not `xmile`"));
    write(folder.path(), "part.xml", "<xmile><macro");
    assert!(!opened(folder.path()).diagnostics.is_empty());
}

#[test]
fn a_model_from_memory_opens_nothing() {
    let reading = interregnum_formats::xmile::read_text("x.xmile", &including("part.xml"));
    assert_eq!(messages(&reading), ["`part.xml` is not opened: the model is read from memory"]);
}
