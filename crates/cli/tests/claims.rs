//! `interregnum check`, `interregnum claims` and `interregnum` alone as a user meets them.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use serde_json::Value;
use std::path::Path;
use std::process::Command;

const CHAPTER: &str = "\
# Fields (S04)

```run
start = 1950
stop = 1961
dt = 0.25
```

```model
stock land [Mha]  ¶1
    initial 10
    in ploughing
flow ploughing [Mha/year]  ¶1
    = pace
parameter pace [Mha/year]  assumed \"a test\"
    = 2   range 0 .. 4
mechanism ploughs  ¶1
    off: ploughing = 0
mechanism tides  ¶1
    off: tide = 0
auxiliary tide [1]  ¶1
    = 1
lever double-pace  ¶1
    pace = 4
```

```claim more-land  ¶1
There is more land.
tier core
test land[1955] / land[1950] in 1.9..1.95
report tide[1955]
fails without ploughs
```

```claim even-more  ¶2
There is even more.
test land[1955] > 20
fails without tides
```
";

const FALSE_CLAIM: &str = "
```claim too-much  ¶3
There is too much.
test land[1955] > 200
fails without ploughs
```
";

const FAULTY: &str = "
```claim faulty  ¶4
It asks for what is not there.
test lnad[1955] > 1
fails without plough
```
";

struct Told {
    status: i32,
    out: String,
    err: String,
}

/// Runs the command in a folder whose `fields.md` is the chapter and more.
fn interregnum(more: &str, arguments: &[&str], threads: &str) -> Told {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("fields.md"), format!("{CHAPTER}{more}")).unwrap();
    run_in(folder.path(), arguments, threads)
}

fn run_in(folder: &Path, arguments: &[&str], threads: &str) -> Told {
    let output = Command::new(env!("CARGO_BIN_EXE_interregnum"))
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Told {
        status: output.status.code().unwrap(),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

#[test]
fn claims_are_told_with_their_numbers_and_knock_outs() {
    let arguments = ["claims", "fields.md", "--knockouts", "--members", "20"];
    let told = interregnum("", &arguments, "2");
    for words in [
        "✓ land[1955] / land[1950] = 1.909, wanted 1.9..1.95",
        "· tide[1955] = 1",
        "✓ breaks without ploughs: land[1955] / land[1950] = 1, wanted 1.9..1.95",
        "✗ survives without tides: land[1955] = 21, wanted > 20",
        "2 claims: 1 depends on an assumption, 1 is not explained",
        "Judged by the base run and 20 members (seed 0), 23 runs in all.",
    ] {
        assert!(told.out.contains(words), "{words}\n{}{}", told.out, told.err);
    }
    assert_eq!((told.status, told.err.as_str()), (0, ""));
}

#[test]
fn one_false_claim_is_status_one_and_only_those_asked_for_count() {
    let arguments = ["claims", "fields.md", "--members", "0"];
    let told = interregnum(FALSE_CLAIM, &arguments, "1");
    assert_eq!(told.status, 1);
    assert!(told.out.contains("3 claims: 2 hold, 1 fails"), "{}", told.out);
    assert!(told.out.contains("Knock-outs were not tried"));
    let one = interregnum(FALSE_CLAIM, &[&arguments[..], &["--claim", "more-land"]].concat(), "1");
    assert_eq!(one.status, 0, "{}{}", one.out, one.err);
    assert!(!one.out.contains("too-much"));
}

#[test]
fn what_the_command_line_changes_is_judged() {
    let judged = |more: &[&str]| {
        let arguments = ["claims", "fields.md", "--members", "0", "--claim", "even-more"];
        interregnum("", &[&arguments[..], more].concat(), "1").out
    };
    assert!(judged(&[]).contains("land[1955] = 21"));
    assert!(judged(&["--off", "ploughs"]).contains("land[1955] = 10"));
    assert!(judged(&["--with", "double-pace@1953"]).contains("land[1955] = 26"));
    assert!(judged(&["--set", "pace=3"]).contains("land[1955] = 26.5"));
}

#[test]
fn json_says_the_same_to_programs_on_any_number_of_threads() {
    let arguments = ["claims", "fields.md", "--knockouts", "--members", "30", "--json"];
    let (one, three) = (interregnum("", &arguments, "1"), interregnum("", &arguments, "3"));
    assert_eq!(one.out, three.out);
    let report: Value = serde_json::from_str(&one.out).unwrap();
    assert_eq!(report["members_asked"], 30);
    let claim = &report["claims"][0];
    assert_eq!((&claim["id"], &claim["tier"]), (&"more-land".into(), &"core".into()));
    assert_eq!(claim["numbers"][0]["wanted"], "1.9..1.95");
    assert!((claim["numbers"][0]["number"].as_f64().unwrap() - 21.0 / 11.0).abs() < 1e-12);
    assert_eq!(claim["knockouts"][0]["breaks"], true);
    assert_eq!(claim["paragraph"][0], "¶1");
    assert_eq!(claim["sector"], "S04");
    assert_eq!(report["claims"][1]["verdict"], "not-explained");
    assert_eq!(report["model_hash"].as_str().unwrap().len(), 64);
}

#[test]
fn names_that_are_not_there_are_told_in_one_go_with_the_nearest() {
    let arguments = ["claims", "fields.md", "--claim", "mor-land", "--claim", "evn-more"];
    let told = interregnum("", &arguments, "1");
    assert_eq!(told.status, 2);
    for words in ["no claim `mor-land`", "did you mean `more-land`?", "no claim `evn-more`"] {
        assert!(told.err.contains(words), "{}", told.err);
    }
    let told = interregnum("", &["claims", "fields.md", "--with", "doble-pace"], "1");
    assert_eq!(told.status, 2);
    assert!(told.err.contains("did you mean `double-pace`?"), "{}", told.err);
}

#[test]
fn check_draws_every_finding_and_says_what_to_do() {
    let told = interregnum(FAULTY, &["check", "fields.md"], "1");
    assert_eq!(told.status, 1);
    for words in [
        "error[unknown-name]: there is no variable `lnad`",
        "did you mean `land`?",
        "fields.md:43:6",
        "there is no mechanism `plough`",
        "did you mean `ploughs`?",
        "2 errors in 1 chapter, 4 variables, 2 mechanisms, 1 lever, 3 claims",
    ] {
        assert!(told.out.contains(words), "{words}\n{}", told.out);
    }
}

#[test]
fn check_of_a_sound_chapter_finds_nothing() {
    let told = interregnum("", &["check", "fields.md"], "1");
    assert_eq!((told.status, told.err.as_str()), (0, ""));
    assert!(told.out.starts_with("nothing found in 1 chapter, 4 variables"), "{}", told.out);
}

#[test]
fn check_gives_programs_the_places() {
    let told = interregnum(FAULTY, &["check", "fields.md", "--json"], "1");
    let found: Value = serde_json::from_str(&told.out).unwrap();
    let first = &found["findings"][0];
    assert_eq!((&first["code"], &first["severity"]), (&"unknown-name".into(), &"error".into()));
    let place =
        ["line", "column", "end_line", "end_column"].map(|key| first[key].as_u64().unwrap());
    assert_eq!(place, [43, 6, 43, 10]);
    assert_eq!(first["file"], "fields.md");
    assert_eq!(first["help"][0], "did you mean `land`?");
    assert_eq!(found["errors"], 2);
}

#[test]
fn what_cannot_be_opened_is_status_two() {
    for path in ["nothing.md", "."] {
        let told = interregnum("", &["check", path], "1");
        assert_eq!(told.status, 2, "{path}: {}{}", told.out, told.err);
        let told = interregnum("", &["claims", path], "1");
        assert_eq!(told.status, 2, "{path}: {}{}", told.out, told.err);
    }
}

#[test]
fn the_book_is_found_from_inside_it_and_told_in_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("books/khrushchev");
    std::fs::create_dir_all(&book).unwrap();
    std::fs::write(book.join("fields.md"), CHAPTER.replace("```run", "```text")).unwrap();
    let settings = "title = \"A small book\"\nargument = \"Land is ploughed.\"\n\
        chapters = [\"fields.md\"]\nshow = [\"land\"]\n\
        [run]\nstart = 1950\nstop = 1961\ndt = 0.25\n[ensemble]\nmembers = 5\nseed = 1\n";
    std::fs::write(book.join("book.toml"), settings).unwrap();
    let told = run_in(&book, &[], "1");
    for words in
        ["A small book", "Land is ploughed.", "Fields", "model", "11 to 31 Mha", "What to do next"]
    {
        assert!(told.out.contains(words), "{words}\n{}{}", told.out, told.err);
    }
    assert_eq!(told.status, 0);
}

#[test]
fn without_a_book_the_command_says_where_it_looked() {
    let folder = tempfile::tempdir().unwrap();
    let lone = folder.path().join("interregnum");
    std::fs::copy(env!("CARGO_BIN_EXE_interregnum"), &lone).unwrap();
    let output = Command::new(&lone).current_dir(folder.path()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("there is no book `books/khrushchev` here, above here or beside"),
        "{said}"
    );
}
