//! What is too large is refused before it fills the memory: with what is too large, where, and what to do.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::process::Command;

/// A model with this run, these lines, and a delay of so many years over as many elements as are asked.
fn model(run: &str, lines: &str) -> String {
    format!(
        "```run\n{run}\nunit = \"year\"\n```\n```model\n{lines}\nstock herd by cell [1]  ¶1\n    initial 10\n    \
         in births\nflow births by cell [1/year]  ¶1\n    = herd * rate\nparameter rate [1/year]  ¶1\n    = \
         0.1  range 0 .. 1\n```\n"
    )
}

/// What a command says of a model, and its exit status.
fn said(text: &str, arguments: &[&str]) -> (i32, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("m.md"), text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    // A panic ends with 101, an abort with a signal and no status.
    (output.status.code().unwrap(), text(output.stdout) + &text(output.stderr))
}

/// That a command is refused with all of these words.
fn refused(text: &str, arguments: &[&str], words: &[&str]) {
    let (status, said) = said(text, arguments);
    assert!(status == 1 || status == 2, "{arguments:?}: {status} {said}");
    // Lines are wrapped to the terminal's width.
    let flat = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for word in words {
        assert!(flat.contains(word), "{arguments:?}: `{word}` is missing in {said}");
    }
}

const SHORT: &str = "start = 0\nstop = 4\ndt = 1";
const FEW: &str = "dimension cell = 1 .. 3";

#[test]
fn dimensions_that_are_too_large_are_refused_at_their_place() {
    let text = model(SHORT, "dimension cell = 1 .. 200000");
    refused(&text, &["check", "m.md"], &["cannot have 200000 elements", "m.md:8:11", "100000"]);
}

#[test]
fn more_numbers_than_a_run_can_hold_are_refused_at_the_largest_array() {
    let lines = "dimension cell = 1 .. 3000\ndimension row = 1 .. 3000\ndimension layer = 1 .. 3\n\
                 auxiliary block by cell, row, layer [1]  ¶1\n    = cell * row * layer";
    let words = ["more than 20000000 numbers", "`block` has 27000000 elements", "fewer or smaller"];
    refused(&model(SHORT, lines), &["run", "m.md"], &words);
}

#[test]
fn more_steps_than_can_be_run_are_refused() {
    let text = model("start = 0\nstop = 1000000000\ndt = 0.001", FEW);
    refused(
        &text,
        &["run", "m.md"],
        &["1000000000000 steps; 100000000 are the most", "change start, stop, dt"],
    );
}

#[test]
fn more_numbers_than_can_be_kept_are_refused() {
    let text = model("start = 0\nstop = 90000000\ndt = 1", "dimension cell = 1 .. 40");
    let words = ["would keep", "numbers; 536870912 are the most", "saveper"];
    refused(&text, &["run", "m.md", "--out", "numbers.csv"], &words);
}

#[test]
fn delays_that_would_remember_too_much_are_refused_at_their_place() {
    let lines = "dimension cell = 1 .. 9000\nauxiliary late by cell [1]  ¶1\n    = DELAY(herd, 9000 * one year)\n\
                 parameter one year [year]  ¶1\n    = 1  range 1 .. 2";
    let text = model("start = 0\nstop = 20000\ndt = 1\nsaveper = 20000", lines);
    refused(&text, &["run", "m.md"], &["would have to remember more than can be held", "m.md:"]);
}

#[test]
fn ensembles_of_too_many_members_are_refused() {
    let text = model(SHORT, FEW);
    for members in ["0", "1099511627777"] {
        let arguments = ["ensemble", "m.md", "--members", members];
        refused(&text, &arguments, &["1 to 1099511627776"]);
    }
}

#[test]
fn summaries_that_fill_more_than_memory_are_refused() {
    let text = model("start = 0\nstop = 10000\ndt = 1", "dimension cell = 1 .. 9000");
    let words = ["summaries of", "would fill up to", "--variable", "--saveper"];
    refused(&text, &["ensemble", "m.md", "--members", "64"], &words);
}
