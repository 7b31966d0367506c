//! `interregnum ensemble` and `interregnum merge` as a user meets them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "these are tests")]

use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const CHAPTER: &str = "\
# A field

```run
start = 1950
stop = 1960
dt = 0.25
saveper = 1
```

```model
stock land [Mha]  assumed \"a test\"
    initial 10
    in ploughing
flow ploughing [Mha/year]  assumed \"a test\"
    = pace * luck / INT(divisor)
parameter pace [Mha/year]  assumed \"a test\"
    = 2   range 0 .. 4
parameter divisor [1]  assumed \"a test\"
    = 1   range 1 .. 2   distribution fixed
input luck [1]  assumed \"a test\"
    = 1
    because \"nothing\"
mechanism ploughs  assumed \"a test\"
    off: ploughing = 0
lever chance  assumed \"a test\"
    luck = NORMAL(1, 0.1)
```
";

fn command(folder: &Path, arguments: &[&str]) -> Command {
    std::fs::write(folder.join("field.md"), CHAPTER).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(folder).args(arguments);
    command
}

/// Exit status, standard output, standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap_or(-1), text(&output.stdout), text(&output.stderr))
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    told(&command(folder, arguments).output().unwrap())
}

fn good(folder: &Path, arguments: &[&str]) -> String {
    let (status, out, err) = run(folder, arguments);
    assert_eq!(status, 0, "{err}");
    out
}

/// What every ensemble here has in common.
const ENSEMBLE: &[&str] = &[
    "ensemble",
    "field.md",
    "--members",
    "500",
    "--seed",
    "3",
    "--with",
    "chance",
    "--ask",
    "land[1960.0] > 20",
];

fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn blocks_of_any_number_in_any_order_merge_to_the_same_bytes() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let whole = ["--out", "whole.csv", "--series", "whole.parquet"];
    let page = good(folder, &[ENSEMBLE, &whole].concat());
    assert!(page.contains("500 members, monte-carlo, seed 3; 1 things vary"), "{page}");
    assert!(!folder.join("whole.csv.unfinished").exists());
    for cuts in [1, 2, 3, 8] {
        let mut names = Vec::new();
        for at in 1..=cuts {
            let (block, name) = (format!("{at}/{cuts}"), format!("{at}-{cuts}.block"));
            // Whether the series are kept is said by --series; its file is the merge's to write.
            let more = ["--block", &block, "--out", &name, "--series", "kept.parquet"];
            good(folder, &[ENSEMBLE, &more].concat());
            names.push(name);
        }
        names.reverse();
        names.rotate_left(1);
        let mut merge: Vec<&str> = names.iter().map(String::as_str).collect();
        merge.insert(0, "merge");
        good(
            folder,
            &[&merge[..], &["--out", "merged.csv", "--series", "merged.parquet"]].concat(),
        );
        for (merged, whole) in [
            ("merged.csv", "whole.csv"),
            ("merged.csv.json", "whole.csv.json"),
            ("merged.parquet", "whole.parquet"),
        ] {
            assert!(bytes(folder, merged) == bytes(folder, whole), "{cuts} blocks: {merged}");
        }
    }
    // The same block again has the same bytes, on any number of threads.
    let again = ["--block", "2/3", "--out", "again.block", "--series", "kept.parquet"];
    let mut one = command(folder, &[ENSEMBLE, &again].concat());
    assert!(one.env("RAYON_NUM_THREADS", "1").status().unwrap().success());
    assert!(bytes(folder, "again.block") == bytes(folder, "2-3.block"));
}

#[test]
fn what_does_not_belong_together_is_refused_with_the_reason() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    for at in ["1", "2", "3"] {
        let (block, name) = (format!("{at}/3"), format!("{at}.block"));
        good(folder, &[ENSEMBLE, &["--block", &block, "--out", &name]].concat());
    }
    good(folder, &[ENSEMBLE, &["--block", "1/2", "--out", "half.block"]].concat());
    let other = ["ensemble", "field.md", "--members", "500", "--seed", "4", "--with", "chance"];
    let more = ["--ask", "land[1960.0] > 20", "--block", "2/3", "--out", "other.block"];
    good(folder, &[&other[..], &more[..]].concat());
    let mut broken = bytes(folder, "2.block");
    let middle = broken.len() / 2;
    broken[middle] ^= 1;
    std::fs::write(folder.join("broken.block"), &broken).unwrap();
    std::fs::write(folder.join("cut.block"), &broken[..middle]).unwrap();
    let table: [(&[&str], &str); 7] = [
        (&["1.block", "3.block"], "members 129 to 320 of 500 are missing"),
        (&["3.block", "2.block"], "members 1 to 128 of 500 are missing"),
        (&["1.block", "2.block"], "members 321 to 500 of 500 are missing"),
        (&["1.block", "2.block", "3.block", "half.block"], "members 1 to 128 stand in "),
        (
            &["1.block", "other.block", "3.block"],
            "are not of one ensemble: seed is 3 in one and 4 in the other",
        ),
        (&["1.block", "broken.block", "cut.block"], "broken.block is damaged"),
        (&["1.block", "field.md"], "field.md is no block of an ensemble"),
    ];
    for (files, words) in table {
        let (status, _, err) = run(folder, &[&["merge"], files].concat());
        assert_eq!(status, 2, "{files:?}");
        assert!(err.contains(words), "{words} in\n{err}");
    }
    let merged = good(folder, &["merge", "2.block", "3.block", "1.block"]);
    assert!(merged.contains("holds in "), "{merged}");
    let (status, _, err) =
        run(folder, &["merge", "1.block", "2.block", "3.block", "--series", "x.parquet"]);
    assert!(status == 2 && err.contains("the blocks hold no whole runs"), "{err}");
}

/// Many members, so that there is time to end the work: 32 blocks.
const LONG: &[&str] =
    &["ensemble", "field.md", "--members", "400000", "--dt", "1/32", "--out", "long.csv"];

/// Starts a long ensemble and waits until a block is done.
fn begun(folder: &Path) -> std::process::Child {
    let mut command = command(folder, LONG);
    let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let began = Instant::now();
    let is_done = || {
        let blocks = std::fs::read_dir(folder.join("long.csv.unfinished")).into_iter().flatten();
        blocks.flatten().any(|it| it.file_name().to_string_lossy().ends_with(".block"))
    };
    while !is_done() && began.elapsed() < Duration::from_secs(120) {
        std::thread::sleep(Duration::from_millis(5));
    }
    child
}

#[test]
fn a_killed_ensemble_goes_on_without_repeating_what_is_done() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let mut child = begun(folder);
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success());
    assert!(!folder.join("long.csv").exists());
    let first = folder.join("long.csv.unfinished/members-1-12544.block");
    let written = std::fs::metadata(&first).unwrap().modified().unwrap();
    // Another ensemble does not go on from these blocks.
    let (status, _, err) = run(folder, &[LONG, &["--seed", "9"]].concat());
    assert!(status == 2 && err.contains("is a block of another ensemble: seed is 9"), "{err}");
    // Stopped once more, this time politely.
    let child = command(folder, LONG).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(300));
    let pid = child.id().to_string();
    let stopped = Command::new("kill").args(["-INT", &pid]).status().is_ok_and(|it| it.success());
    let (status, _, err) = told(&child.wait_with_output().unwrap());
    if stopped && status == 2 {
        assert!(err.contains("are there from before") && err.contains("stopped; "), "{err}");
        assert!(err.contains("the same command goes on from there"), "{err}");
        assert_eq!(std::fs::metadata(&first).unwrap().modified().unwrap(), written);
    }
    let (status, _, err) = run(folder, LONG);
    assert_eq!(status, 0, "{err}");
    assert!(status == 0 && !folder.join("long.csv.unfinished").exists());
    let resumed = (bytes(folder, "long.csv"), bytes(folder, "long.csv.json"));
    good(folder, LONG);
    assert!(resumed == (bytes(folder, "long.csv"), bytes(folder, "long.csv.json")));
}

#[test]
fn a_plan_in_a_file_says_the_same_as_the_command_line_and_gives_way_to_it() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let plan = "design = \"grid\"\nvary = [\"pace=0..4/5\"]\nswitch = [\"ploughs\"]\nask = [\"land[1960.0]\"]\n";
    std::fs::write(folder.join("plan.toml"), plan).unwrap();
    let from_file = good(folder, &["ensemble", "field.md", "--plan", "plan.toml", "--json"]);
    let said = [
        "ensemble",
        "field.md",
        "--design",
        "grid",
        "--vary",
        "pace=0..4/5",
        "--switch",
        "ploughs",
        "--ask",
        "land[1960.0]",
        "--json",
    ];
    assert_eq!(from_file, good(folder, &said));
    let found: serde_json::Value = serde_json::from_str(&from_file).unwrap();
    assert_eq!(found["about"]["ensemble"]["members"], 10);
    // 10 + 10 pace for paces 0 to 4, and 10 five times.
    let answer = &found["about"]["answers"][0];
    assert_eq!(
        (answer["mean"].as_f64(), answer["quantiles"]["q0.5"].as_f64()),
        (Some(20.0), Some(10.0))
    );
    let last = |name: &str| found["columns"][name][10].as_f64();
    assert_eq!(
        (last("land: greatest"), last("land: least"), last("land: mean")),
        (Some(50.0), Some(10.0), Some(20.0))
    );
    let more =
        ["ensemble", "field.md", "--plan", "plan.toml", "--design", "sobol", "--members", "64"];
    assert!(good(folder, &more).contains("64 members, sobol"));
    std::fs::write(folder.join("plan.toml"), "member = 5").unwrap();
    let (status, _, err) = run(folder, &["ensemble", "field.md", "--plan", "plan.toml"]);
    assert!(status == 2 && err.contains("unknown field `member`"), "{err}");
}

#[test]
fn what_varies_is_said_in_the_words_of_claims() {
    let folder = tempfile::tempdir().unwrap();
    let asked = ["ensemble", "field.md", "--members", "8", "--with", "chance", "--out", "-"];
    let told = |vary: &[&str]| good(folder.path(), &[&asked[..], vary].concat());
    let (everything, chance) = (told(&[]), told(&["--vary", "chance"]));
    assert_eq!(told(&["--vary", "everything"]), everything);
    assert_eq!(told(&["--vary", "all"]), everything);
    assert_ne!(chance, everything);
    // The pace is that of the base run, and the harvests differ by their luck alone.
    let mean = |text: &str| {
        let last = text.lines().last().unwrap().split(',').nth(1).unwrap();
        last.parse::<f64>().unwrap()
    };
    assert!((mean(&chance) - 30.0).abs() < 1.0, "{chance}");
    assert_eq!(told(&["--vary", "chance", "--vary", "pace=2,2"]), chance);
}

#[test]
fn a_member_is_the_one_that_run_shows() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let one =
        ["ensemble", "field.md", "--members", "1", "--seed", "5", "--with", "chance", "--out", "-"];
    let ensemble = good(folder, &one);
    let mean = ensemble.lines().last().unwrap().split(',').nth(1).unwrap().to_owned();
    let run = [
        "run", "field.md", "--member", "1", "--seed", "5", "--with", "chance", "-v", "land",
        "--out", "-",
    ];
    assert_eq!(good(folder, &run).lines().last().unwrap().split(',').nth(1), Some(mean.as_str()));
}

#[test]
fn members_that_fail_are_told_counted_and_left_out() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let run_all = [
        "ensemble",
        "field.md",
        "--members",
        "100",
        "--vary",
        "divisor=0,1",
        "--design",
        "latin-hypercube",
    ];
    let (status, out, _) = run(folder, &run_all);
    assert_eq!(status, 1);
    assert!(out.contains("50 of 100 members failed and are left out: 50 at `ploughing`"), "{out}");
    assert!(out.contains(": `ploughing` is divided by 0 at 1950 (field.md:"), "{out}");
}

#[test]
fn what_cannot_be_is_told_before_the_work() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let table: [(&[&str], &str); 10] = [
        (&["--vary", "pase"], "did you mean `pace`?"),
        (&["--vary", "pace=4..1"], "4 is not below 1"),
        (&["--switch", "plough"], "there is no "),
        (&["--design", "grid", "--vary", "pace"], "a grid needs levels of `pace`"),
        (
            &["--design", "grid", "--vary", "pace=1,2", "--members", "3"],
            "the grid has 2 combinations, not 3",
        ),
        (
            &["--members", "10", "--block", "2/2", "--out", "x"],
            "asks for more blocks than there are",
        ),
        (&["--members", "10", "--block", "0/2", "--out", "x"], "counts blocks from 1"),
        (&["--ask", "lend[1960]"], "the question cannot be asked"),
        (&["--quantiles", "0.5,1.5"], "1.5 is not between 0 and 1"),
        (&["--out", "x.xlsx"], "does not end in .csv, .tsv or .parquet"),
    ];
    for (more, words) in table {
        let (status, _, err) = run(folder, &[&["ensemble", "field.md"], more].concat());
        assert_eq!(status, 2, "{more:?} {err}");
        assert!(err.contains(words), "{more:?}: {words} in\n{err}");
    }
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn devices_are_written_into_and_never_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let place = tempfile::tempdir().unwrap();
    good(place.path(), &["ensemble", "field.md", "--members", "5", "--out", "/dev/null"]);
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert!(!Path::new("/dev/null.unfinished").exists());
}

#[test]
fn progress_is_silent_without_a_terminal_unless_asked_for() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path();
    let ensemble = ["ensemble", "field.md", "--members", "200"];
    let (_, _, silent) = run(folder, &ensemble);
    assert_eq!(silent, "");
    let (_, _, asked) = run(folder, &[&ensemble[..], &["--progress"]].concat());
    assert!(asked.contains("200 of 200 members, "), "{asked}");
}
