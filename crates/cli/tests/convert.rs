//! `interregnum convert` as a user meets it.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::path::Path;
use std::process::{Command, Output};

const CHAPTER: &str = "\
# Tea

```run
start = 0
stop = 30
dt = 0.125
unit = \"minute\"
```

```model
stock tea [degree]  assumed \"poured at 80\"
    initial 80
    out cooling
flow cooling [degree/minute]  assumed \"Newton's law\"
    = (tea - room) / patience
parameter room [degree]  assumed \"a heated room\"
    = 20   range 15 .. 25
parameter patience [minute]  assumed \"a thin cup\"
    = 10   range 5 .. 20
lever hot-room  assumed \"the oven is on\"
    room = 30
```
";

fn interregnum(folder: &Path, arguments: &[&str]) -> Output {
    std::fs::write(folder.join("tea.md"), CHAPTER).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(folder).args(arguments).output().unwrap()
}

/// Exit status, standard output, standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// The table of a run; the file it came from makes no difference.
fn numbers(folder: &Path, model: &str) -> String {
    let arguments = ["run", model, "--out", "-", "-v", "tea", "-v", "cooling"];
    let (status, out, said) = told(&interregnum(folder, &arguments));
    assert_eq!(status, 0, "{said}");
    out
}

#[test]
fn to_xmile_and_back_to_a_chapter_with_the_same_numbers() {
    let folder = tempfile::tempdir().unwrap();
    let (status, _, said) = told(&interregnum(folder.path(), &["convert", "tea.md", "tea.xmile"]));
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("`lever hot room` is a switch"), "{said}");
    assert!(said.contains("tea.md:"), "{said}");
    assert!(
        said.ends_with(
            "tea.xmile: 4 variables as XMILE 1.0, Stella; what was lost is said above\n"
        ),
        "{said}"
    );
    let (status, _, said) =
        told(&interregnum(folder.path(), &["convert", "tea.xmile", "again.md"]));
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("1 drawing(s) have no place in a chapter"), "{said}");
    let first = numbers(folder.path(), "tea.md");
    assert!(first.lines().count() > 200);
    assert_eq!(numbers(folder.path(), "tea.xmile"), first);
    assert_eq!(numbers(folder.path(), "again.md"), first);
}

#[test]
fn a_file_that_is_there_stays_unless_forced() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out.xmile");
    std::fs::write(&out, "mine").unwrap();
    let (status, _, said) = told(&interregnum(folder.path(), &["convert", "tea.md", "out.xmile"]));
    assert_eq!(status, 2);
    assert_eq!(said, "error: out.xmile is there already\nhelp: add --force to write over it\n");
    assert_eq!(std::fs::read_to_string(&out).unwrap(), "mine");
    let (status, _, _) =
        told(&interregnum(folder.path(), &["convert", "tea.md", "out.xmile", "--force"]));
    assert_eq!(status, 0);
    assert!(std::fs::read_to_string(&out).unwrap().starts_with("<?xml"));
    // Nothing is left of what was written on the way.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
}

#[test]
fn a_model_that_cannot_be_read_whole_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bad.xmile"), "<xmile><model>").unwrap();
    let (status, _, said) = told(&interregnum(folder.path(), &["convert", "bad.xmile", "out.md"]));
    assert_eq!(status, 2);
    assert!(said.contains("so nothing is written"), "{said}");
    assert!(!folder.path().join("out.md").exists());
}

#[test]
fn the_format_is_that_of_the_name_unless_said_otherwise() {
    let folder = tempfile::tempdir().unwrap();
    let (status, _, said) = told(&interregnum(folder.path(), &["convert", "tea.md", "out.txt"]));
    assert_eq!(status, 2);
    assert!(said.starts_with("error: the name `out.txt` does not say which format is meant\nhelp: end it in one of .md, .xmile"), "{said}");
    let (status, out, _) =
        told(&interregnum(folder.path(), &["convert", "tea.md", "-", "--format", "xmile"]));
    assert_eq!(status, 0);
    assert!(out.starts_with("<?xml"));
    let (status, out, _) =
        told(&interregnum(folder.path(), &["convert", "tea.md", "-", "--format", "chapter"]));
    assert_eq!(status, 0);
    assert!(out.starts_with("# Tea\n"), "{out}");
    let (status, _, said) =
        told(&interregnum(folder.path(), &["convert", "tea.md", "no/such/folder/out.md"]));
    assert_eq!(status, 2);
    assert!(said.contains("cannot write"), "{said}");
}
