//! What the command says of input that is wrong: everything in one go, each fault at its place, no
//! panic, and nothing half written.

#![allow(clippy::unwrap_used, reason = "these are tests")]

use std::path::Path;
use std::process::Command;

/// Exit status and all that is said, of a command run in a folder.
struct Said {
    status: i32,
    out: String,
    err: String,
}

fn interregnum(folder: &Path, arguments: &[&str]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_interregnum"));
    let output = command.current_dir(folder).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    // A panic ends with 101.
    Said { status: output.status.code().unwrap(), out, err }
}

/// The findings of `check`, each as `code line:column`, and the exit status.
fn checked(name: &str, text: &[u8]) -> (i32, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), text).unwrap();
    let said = interregnum(folder.path(), &["check", name, "--json"]);
    assert_eq!(said.err, "", "{}", said.out);
    let found: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let findings =
        found["findings"].as_array().unwrap().iter().filter(|it| it["severity"] == "error");
    let one = |it: &serde_json::Value| match it["line"].as_u64() {
        Some(line) => format!("{} {line}:{}", it["code"].as_str().unwrap(), it["column"]),
        None => it["code"].as_str().unwrap().to_owned(),
    };
    (said.status, findings.map(one).collect())
}

/// The names of the files in a folder.
fn files(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const RUN: &str = "```run\nstart = 0\nstop = 4\ndt = 1\nunit = \"year\"\n```\n";

const TEN_FAULTS: &str = "```model
stock herd [1]  ¶1
    initial 10 +
    in births
flow births [1/year]  ¶1
    = herd * rat
parameter rate [1/year]  ¶1
    = 0.1
auxiliary pen [1]
    = herd
auxiliary barn  ¶1
    = 2
auxiliary apples [kg]  ¶1
    = 1
auxiliary clash [kg]  ¶1
    = apples + rate
dimension sort = cow, sheep
auxiliary heads by sort [1]  ¶1
    = 1
auxiliary flat [1]  ¶1
    = heads + 1
auxiliary day [1]  ¶1
    = night
auxiliary night [1]  ¶1
    = day
lever late  ¶1
    herdd = 3
mechanism m  ¶1
    off: births = SMTH1(1)
```
```claim c  ¶1
So it is.
test herd[1] > 2 with
fails without mm
```
";

#[test]
fn ten_faults_are_found_in_one_run_each_at_its_place() {
    let (status, mut found) = checked("ten.md", format!("{RUN}{TEN_FAULTS}").as_bytes());
    found.sort();
    let mut wanted = [
        "syntax 9:16",
        "unknown-name 12:14",
        "missing-provenance 15:11",
        "missing-unit 17:11",
        "unit-mismatch 22:7",
        "dimension-mismatch 27:7",
        "circular-equations 29:7",
        "unknown-name 33:5",
        "wrong-arguments 35:19",
        "syntax 39:18",
        "unknown-name 40:15",
    ];
    wanted.sort_unstable();
    assert_eq!((status, found), (1, wanted.map(str::to_owned).to_vec()));
}

#[test]
fn what_cannot_be_read_at_all_is_said_and_ends_with_2() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("no book")).unwrap();
    for (path, words) in [
        ("missing.md", "`missing.md` does not exist"),
        ("missing", "`missing` does not exist"),
        ("missing.mdl", "`missing.mdl`"),
        ("missing.xmile", "`missing.xmile`"),
        ("no book", "the folder `no book` is not a book: `book.toml` does not exist"),
    ] {
        for command in ["check", "run", "claims"] {
            let said = interregnum(folder.path(), &[command, path]);
            let text = format!("{}{}", said.out, said.err);
            assert!(text.contains(words), "{command} {path}: {text}");
            assert_eq!(said.status, 2, "{command} {path}: {text}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_said_to_be_none() {
    let folder = tempfile::tempdir().unwrap();
    // Every byte, many zeros: what a picture or a program looks like.
    let bytes: Vec<u8> = (0..4096_u32).map(|at| ((at * 7 + at / 256) % 256) as u8).collect();
    for name in ["garbage.md", "garbage.mdl", "garbage.xmile"] {
        std::fs::write(folder.path().join(name), &bytes).unwrap();
        let said = interregnum(folder.path(), &["check", name]);
        assert_eq!(said.status, 2, "{name}: {}{}", said.out, said.err);
        assert!(said.out.contains("not text"), "{name}: {}", said.out);
    }
}

#[test]
fn a_hundred_thousand_brackets_are_one_fault() {
    let deep = 100_000;
    let brackets = format!("{}1{}", "(".repeat(deep), ")".repeat(deep));
    let text = format!("```model\nauxiliary a [1]  ¶1\n    = {brackets}\n```\n");
    assert_eq!(checked("deep.md", text.as_bytes()), (1, vec!["too-deep 3:264".to_owned()]));
    let text = format!("```claim a ¶1\nIt is.\ntest {brackets} > 0\n```\n");
    let (status, found) = checked("deep.md", text.as_bytes());
    assert!(found.contains(&"too-deep 3:134".to_owned()), "{found:?}");
    assert_eq!(status, 1);
}

#[test]
fn a_circle_is_named_in_its_order() {
    let folder = tempfile::tempdir().unwrap();
    let one = |name: &str, reads: &str| format!("auxiliary {name} [1]  ¶1\n    = {reads}\n");
    let text = one("price", "demand") + &one("wage", "price") + &one("demand", "wage");
    std::fs::write(folder.path().join("circle.md"), format!("```model\n{text}```\n")).unwrap();
    let said = interregnum(folder.path(), &["check", "circle.md"]);
    assert_eq!(said.status, 1);
    let order = "`price` needs `demand` needs `wage` needs `price`";
    assert!(said.out.contains(order), "{}", said.out);
}

#[test]
fn dimensions_and_units_that_do_not_fit_are_shown_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("{RUN}{TEN_FAULTS}");
    std::fs::write(folder.path().join("ten.md"), text).unwrap();
    let said = interregnum(folder.path(), &["check", "ten.md"]);
    for words in ["`+` joins `kg` and `1/year`", "in `kg`", "in `1/year`", "did you mean `rate`?"] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
}

#[test]
fn an_unknown_name_on_the_command_line_is_answered_with_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "{RUN}```model\nstock herd [1]  ¶1\n    initial 1\n    in births\n\
         flow births [1/year]  ¶1\n    = rate\nparameter rate [1/year]  ¶1\n    = 0.1\n\
         lever doubling  ¶1\n    rate = 0.2\nmechanism plenty  ¶1\n    off: births = 0\n```\n\
         ```claim growth  ¶1\nIt grows.\ntest herd[2] > herd[1]\nfails without plenty\n```\n"
    );
    std::fs::write(folder.path().join("herd.md"), text).unwrap();
    for (arguments, words, near) in [
        (["run", "herd.md", "--with", "doubeling"], "there is no lever `doubeling`", "doubling"),
        (["run", "herd.md", "--off", "plentty"], "there is no mechanism `plentty`", "plenty"),
        (["run", "herd.md", "--set", "rat=1"], "there is no parameter `rat`", "rate"),
        (["claims", "herd.md", "--claim", "grwth"], "there is no claim `grwth`", "growth"),
        (["claims", "herd.md", "--with", "doublin"], "there is no lever `doublin`", "doubling"),
    ] {
        let said = interregnum(folder.path(), &arguments);
        assert_eq!(said.status, 2, "{arguments:?}: {}", said.err);
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
        assert!(said.err.contains(&format!("did you mean `{near}`?")), "{}", said.err);
    }
    // All that is wrong is said in one go.
    let said = interregnum(
        folder.path(),
        &["run", "herd.md", "--with", "x", "--off", "y", "--set", "z=1"],
    );
    for words in ["there is no lever `x`", "there is no mechanism `y`", "there is no parameter `z`"]
    {
        assert!(said.err.contains(words), "{words}: {}", said.err);
    }
}

#[test]
fn nothing_is_written_where_nothing_could_be_run() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("ten.md"), format!("{RUN}{TEN_FAULTS}")).unwrap();
    for arguments in [
        ["run", "ten.md", "--out", "values.csv"],
        ["run", "ten.md", "--out", "values.parquet"],
        ["run", "missing.md", "--out", "values.csv"],
    ] {
        assert_eq!(interregnum(path, &arguments).status, 2, "{arguments:?}");
    }
    let said = interregnum(path, &["run", "ten.md", "--out", "no folder/values.csv"]);
    assert_eq!(said.status, 2);
    assert_eq!(files(path), ["ten.md"]);
}
