//! `interregnum run` as a user meets it.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::path::Path;
use std::process::{Command, Output};

const CHAPTER: &str = "\
# Two herds

```run
start = 1950
stop = 1960
dt = 0.25
saveper = 1
```

```model
dimension kind = cows, sheep
stock herd by kind [million]  assumed \"a test\"
    initial
        [cows]  = 60
        [sheep] = 90
    in births
    out slaughter
flow births by kind [million/year]  assumed \"a test\"
    = birth rate * herd
flow slaughter by kind [million/year]  assumed \"a test\"
    = slaughter rate * herd * weather
parameter birth rate by kind [1/year]  assumed \"a test\"
    [cows]  = 0.30 range 0.2 .. 0.4
    [sheep] = 0.45 range 0.3 .. 0.6
parameter slaughter rate [1/year]  assumed \"a test\"
    = 0.25  range 0 .. 1
input weather [1]  assumed \"a test\"
    = 1
    because \"nothing\"
mechanism hunger  assumed \"a test\"
    off: slaughter rate = 0
lever campaign from 1953  assumed \"a test\"
    birth rate = 0.5 / a year
lever random-weather  assumed \"a test\"
    weather = NORMAL(1, 0.2)
parameter a year [year]  assumed \"a test\"
    = 1  range 1 .. 1
```
";

/// Runs the command in a folder that holds the chapter.
fn interregnum(folder: &Path, arguments: &[&str]) -> Output {
    std::fs::write(folder.join("herds.md"), CHAPTER).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    command.current_dir(folder).args(arguments).output().unwrap()
}

/// Exit status, standard output, standard error.
fn told(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// What a run of the chapter prints as csv.
fn csv(folder: &Path, more: &[&str]) -> Vec<String> {
    let arguments = [&["run", "herds.md", "--out", "-"], more].concat();
    let (status, out, err) = told(&interregnum(folder, &arguments));
    assert_eq!((status, err.as_str()), (0, ""));
    out.lines().map(str::to_owned).collect()
}

#[test]
fn a_table_to_read_names_variables_units_and_changes() {
    let folder = tempfile::tempdir().unwrap();
    let run = ["run", "herds.md", "--with", "campaign@1955", "--set", "birth rate[cows]=1/4"];
    let (status, out, err) = told(&interregnum(folder.path(), &run));
    assert_eq!((status, err.as_str()), (0, ""));
    for words in ["1950 to 1960, euler, dt 0.25", "with campaign@1955", "herd[sheep]", "[million]"]
    {
        assert!(out.contains(words), "{words} in\n{out}");
    }
}

#[test]
fn settings_change_what_they_name_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let base = csv(folder.path(), &["-v", "herd"]);
    assert_eq!(base[0], "time,herd[cows],herd[sheep]");
    assert_eq!((base.len(), base[1].as_str()), (12, "1950,60,90"));
    let until = csv(folder.path(), &["-v", "herd", "--until", "1952"]);
    assert_eq!(until, base[..4]);
    let cows = csv(folder.path(), &["-v", "herd[cows]"]);
    assert_eq!(cows[1], "1950,60");
    let slower = csv(folder.path(), &["-v", "herd", "--set", "Birth_Rate[cows] = 0.3"]);
    assert_eq!(slower, base);
    let from_1958 = csv(folder.path(), &["-v", "herd", "--with", "campaign@1958"]);
    assert_eq!(from_1958[..9], base[..9]);
    assert_ne!(from_1958[10], base[10]);
    let for_a_year = csv(folder.path(), &["-v", "birth rate", "--with", "campaign@1955..1956"]);
    assert!(for_a_year[5].ends_with("0.3,0.45") && for_a_year[6].ends_with("0.5,0.5"));
    assert!(for_a_year[7].ends_with("0.3,0.45"));
    let fed = csv(folder.path(), &["-v", "slaughter", "--off", "hunger"]);
    assert!(fed[1..].iter().all(|row| row.ends_with(",0,0")));
    let monthly = csv(folder.path(), &["--dt", "1/12", "--saveper", "1/4", "--method", "rk4"]);
    assert_eq!(monthly.len(), 42);
    let member = |seed, number| csv(folder.path(), &["--seed", seed, "--member", number]);
    assert_eq!(member("1", "3"), member("1", "3"));
    assert_ne!(member("1", "3"), member("2", "3"));
    assert_eq!(member("1", "0"), member("2", "0"));
}

#[test]
fn files_are_written_by_extension_with_how_they_came_about() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for name in ["out.csv", "out.tsv", "out.parquet"] {
        let run = ["run", "herds.md", "--out", name, "--with", "campaign"];
        let (status, out, err) = told(&interregnum(folder.path(), &run));
        assert_eq!((status, out.as_str()), (0, ""), "{err}");
        assert!(err.contains(name) && err.contains("11 rows"), "{err}");
    }
    let about = std::fs::read_to_string(at("out.csv.json")).unwrap();
    for words in ["model_hash", "\"interregnum 0", "\"campaign\"", "\"dt\": 0.25"] {
        assert!(about.contains(words), "{words} in {about}");
    }
    assert!(at("out.tsv.json").exists() && !at("out.parquet.json").exists());
    let first = std::fs::read_to_string(at("out.tsv")).unwrap();
    assert!(first.starts_with("time\therd[cows]\t"), "{first}");
    let (_, json, _) = told(&interregnum(folder.path(), &["run", "herds.md", "--json"]));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["columns"]["herd[cows]"][0], 60.0);
    assert_eq!(json["about"]["model_hash"].as_str().unwrap().len(), 64);
}

#[test]
fn a_run_goes_on_from_a_saved_state() {
    let folder = tempfile::tempdir().unwrap();
    let with = ["--with", "random-weather"];
    let whole = csv(folder.path(), &with);
    let until = ["run", "herds.md", "--until", "1954", "--save-state", "state.json", "--out", "-"];
    let (status, first, err) = told(&interregnum(folder.path(), &[&until[..], &with].concat()));
    assert_eq!(status, 0);
    assert!(err.contains("state.json: the state at 1954"), "{err}");
    let second = csv(folder.path(), &[&["--from-state", "state.json"][..], &with].concat());
    let first: Vec<&str> = first.lines().collect();
    assert_eq!(first, whole[..6]);
    assert_eq!(second[1..], whole[6..]);
    std::fs::write(folder.path().join("other.md"), CHAPTER.replace("= 60", "= 61")).unwrap();
    let other = ["run", "other.md", "--from-state", "state.json"];
    let (status, _, err) = told(&interregnum(folder.path(), &other));
    assert!(status == 2 && err.contains("another model"), "{err}");
}

#[test]
fn everything_wrong_on_the_command_line_is_told_in_one_go() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = "run herds.md --with campain --with campaign@soon --off hungr --off x \
        --set births=1 --set slaughter_rat=1 --set birth_rate[cow]=1 --set a --dt 0";
    let (status, out, err) =
        told(&interregnum(folder.path(), &wrong.split_whitespace().collect::<Vec<_>>()));
    assert_eq!((status, out.as_str()), (2, ""));
    for words in [
        "there is no lever `campain`",
        "did you mean `campaign`?",
        "`soon` is not a number",
        "there is no mechanism `hungr`",
        "did you mean `hunger`?",
        "the mechanisms are hunger",
        "`births` is a flow, not a parameter",
        "did you mean `slaughter rate`?",
        "`kind` has no element `cow`",
        "did you mean `cows`?",
        "`--set a` has no `=`",
        "dt is 0",
    ] {
        assert!(err.contains(words), "{words} in\n{err}");
    }
    let (status, _, err) = told(&interregnum(folder.path(), &["run", "herds.md", "-v", "hird"]));
    assert!(status == 2 && err.contains("did you mean `herd`?"), "{err}");
}

#[test]
fn what_cannot_be_read_or_written_is_told_and_nothing_is_left_half() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    std::fs::write(folder.path().join("noise.md"), [0xFF_u8, 0, 0xFE, 7]).unwrap();
    for arguments in [
        &["run", "missing.md"][..],
        &["run", "empty"],
        &["run", "noise.md"],
        &["run", "herds.md", "--out", "out.xlsx"],
        &["run", "herds.md", "--out", "nowhere/out.csv"],
        &["run", "herds.md", "--from-state", "noise.md"],
        &["run", "herds.md", "--from-state", "missing.json"],
        &["run", "herds.md", "--dt", "x"],
        &["run"],
    ] {
        let (status, out, err) = told(&interregnum(folder.path(), arguments));
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty() && !err.contains("panicked"), "{arguments:?}: {err}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 3);
}

#[test]
fn a_run_that_fails_keeps_what_it_had_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        CHAPTER.replace("= 1\n    because", "= a year / (1953 * a year - TIME)\n    because");
    std::fs::write(folder.path().join("failing.md"), text).unwrap();
    let run = ["run", "failing.md", "--out", "out.csv", "--save-state", "state.json"];
    let (status, _, err) = told(&interregnum(folder.path(), &run));
    assert_eq!(status, 1);
    assert!(err.contains("`weather` is divided by 0 at 1953"), "{err}");
    assert!(err.contains("failing.md:"), "{err}");
    let written = std::fs::read_to_string(folder.path().join("out.csv")).unwrap();
    assert_eq!(written.lines().count(), 4);
    let about = std::fs::read_to_string(folder.path().join("out.csv.json")).unwrap();
    assert!(about.contains("is divided by 0"), "{about}");
    assert!(!folder.path().join("state.json").exists());
}

#[test]
fn help_teaches_with_examples() {
    let folder = tempfile::tempdir().unwrap();
    let (status, out, _) = told(&interregnum(folder.path(), &["run", "--help"]));
    assert_eq!(status, 0);
    assert!(out.contains("Examples:") && out.contains("--save-state 1953.json"), "{out}");
    let (status, out, _) = told(&interregnum(folder.path(), &["functions"]));
    assert!(status == 0 && out.contains("SMTH1(input, averaging time, [initial])"), "{out}");
}
