//! What is wrong with a chapter: every fault is found in one go, each at its place.

use interregnum_formats::chapters::{read_library, read_text};
use interregnum_formats::{Reading, read};
use interregnum_model::Code;

/// Code, line and words of every finding.
fn found(reading: &Reading) -> Vec<(&'static str, usize, String)> {
    let place = |it: &interregnum_model::Diagnostic| match it.span {
        Some(span) => {
            let line = reading.model.sources.place(span).map_or(0, |place| place.line);
            (it.code.as_str(), line, reading.model.sources.text(span).to_string())
        }
        None => (it.code.as_str(), 0, it.message.clone()),
    };
    reading.diagnostics.iter().map(place).collect()
}

fn in_block(declarations: &str) -> Reading {
    read_text("test.md", &format!("```model\n{declarations}\n```\n"))
}

/// Codes and words of what is found in declarations.
fn codes(declarations: &str) -> Vec<(&'static str, String)> {
    found(&in_block(declarations)).into_iter().map(|(code, _, words)| (code, words)).collect()
}

#[test]
fn ten_faults_are_ten_findings() {
    let text = r#"# Farming (S04)

```model
stock land [Mha]  ¶7
    initial 0 +
    in ploughing

flow ploughing  ¶7
    = 1

auxiliary share [1]
    = 0.5

auxiliary share [1]  ¶8
    = 0.6

parameter time [year]  assumed "three seasons"
    = 3

stok herd [million head]  ¶9
    initial 1

lookup yield [1]  ¶9
    (0, 0) (2, 1) (1, 2)

auxiliary waste [1]  ¶9
    tau = 3
    = (a + b

mechanism soil exhaustion  ¶11
    off: a = 1
```

```claim harvest  ¶7
The harvest rose.
test harvest[1958 > 1
```
"#;
    let reading = read_text("farming.md", text);
    let wanted = [
        ("syntax", 5, "+"),
        ("missing-unit", 8, "ploughing"),
        ("missing-provenance", 11, "share"),
        ("duplicate-name", 14, "share"),
        ("missing-range", 17, "time"),
        ("syntax", 20, "stok"),
        ("bad-value", 24, "(1, 2)"),
        ("syntax", 27, "tau"),
        ("syntax", 28, "b"),
        ("syntax", 30, "exhaustion"),
        ("syntax", 36, ">"),
    ];
    let wanted: Vec<_> =
        wanted.into_iter().map(|(code, line, words)| (code, line, words.to_string())).collect();
    assert_eq!(found(&reading), wanted);
    // What could be read was read all the same.
    let names: Vec<_> = reading.model.variables.iter().map(|it| it.name.to_string()).collect();
    assert_eq!(names, ["land", "ploughing", "share", "time", "yield", "waste"]);
    assert_eq!((reading.model.chapters[0].sector.as_str(), reading.model.claims.len()), ("S04", 1));
}

#[test]
fn what_is_missing_is_said() {
    for (declarations, wanted) in [
        ("stock x [1]  ¶1", ("missing-equation", "x")),
        ("flow x [1]  ¶1", ("missing-equation", "x")),
        ("auxiliary x [1]  ¶1", ("missing-equation", "x")),
        ("parameter x [1]  ¶1", ("missing-equation", "x")),
        ("lookup x [1]  ¶1", ("missing-equation", "x")),
        ("series x [1]  ¶1", ("missing-equation", "x")),
        ("input x [1]  ¶1\n    because \"so\"", ("missing-equation", "x")),
        ("input x [1]  ¶1\n    = 1", ("missing-provenance", "x")),
        ("mechanism x  ¶1", ("missing-equation", "x")),
        ("lever x  ¶1", ("missing-equation", "x")),
        ("macro x()  ¶1", ("missing-equation", "x")),
        ("stock [1]  ¶1\n    initial 1", ("syntax", "[")),
        ("auxiliary x [1]  assumed\n    = 1", ("syntax", "assumed")),
        ("auxiliary x [1]  ¶\n    = 1", ("syntax", "¶")),
        ("auxiliary x [1]  @\n    = 1", ("syntax", "@")),
        ("auxiliary x [1]  ¶1 so\n    = 1", ("syntax", "so")),
        ("auxiliary x [2 t]  ¶1\n    = 1", ("syntax", "2")),
        ("dimension x", ("syntax", "x")),
        ("dimension x = 1, 2", ("syntax", "1")),
        ("dimension x = a, b, a", ("duplicate-name", "a")),
        ("unit x", ("syntax", "x")),
    ] {
        let findings = codes(declarations);
        let first = findings.first().map(|(code, words)| (*code, words.as_str()));
        assert_eq!(first, Some(wanted), "{declarations}: {findings:?}");
    }
}

#[test]
fn values_that_make_no_sense_are_found() {
    for (declarations, wanted) in [
        ("parameter x [1]  ¶1\n    = y", ("bad-value", "y")),
        ("parameter x [1]  ¶1\n    = 1 / 0", ("bad-value", "1 / 0")),
        ("parameter x [1]  ¶1\n    = 1 range 2 .. 1", ("bad-value", "2 .. 1")),
        ("parameter x [1]  ¶1\n    = 1 range 2 .. y", ("bad-value", "y")),
        (
            "parameter x [1]  ¶1\n    = 1\n    distribution normal(1)",
            ("wrong-arguments", "normal(1)"),
        ),
        ("parameter x [1]  ¶1\n    = 1\n    distribution norml(1, 2)", ("syntax", "norml")),
        (
            "parameter x [1]  ¶1\n    = 1\n    distribution uniform(2, 1)",
            ("bad-value", "uniform(2, 1)"),
        ),
        ("lookup x [1]  ¶1\n    (0, 1)\n    beyond extend", ("bad-value", "x")),
        ("lookup x [1]  ¶1\n    (0, 1)\n    beyond hald", ("syntax", "hald")),
        ("lever x from 1960 until 1950  ¶1\n    y = 1", ("bad-value", "x")),
        ("series x [1]  ¶1\n    file a.csv\n    at 2", ("bad-value", "2")),
        ("series x [1]  ¶1\n    file a.csv\n    role calibrate 9 .. 2", ("bad-value", "9 .. 2")),
        ("input x [1]  ¶1\n    = 1\n    because \"so\"\n    between linr", ("syntax", "linr")),
        ("macro m(a, a)  ¶1\n    flow m [1]\n        = a", ("duplicate-name", "a")),
        ("macro m(a = 1, b)  ¶1\n    flow m [1]\n        = a", ("wrong-arguments", "b")),
        (
            "macro m(a)  ¶1\n    flow a [1]\n        = 1\n    flow m [1]\n        = a",
            ("duplicate-name", "a"),
        ),
        ("mechanism a  ¶1\n    off: x = 1\nlever a  ¶1\n    x = 2", ("duplicate-name", "a")),
        ("unit a = b\nunit c = b", ("duplicate-name", "b")),
        ("mechanism a  ¶1\n    range 1 .. 2\n    off: x = 1", ("syntax", "1 .. 2")),
    ] {
        let findings = codes(declarations);
        // A chapter without variables or with an unopened file has a finding of its own.
        let own = findings
            .iter()
            .filter(|(code, _)| !matches!(*code, "bad-book" | "unreadable-file"))
            .map(|(code, words)| (*code, words.as_str()))
            .collect::<Vec<_>>();
        assert_eq!(own, [wanted], "{declarations}");
    }
}

#[test]
fn the_nearest_word_is_suggested() {
    let reading = in_block("auxilary x [1]  ¶1\n    = 1");
    assert_eq!(reading.diagnostics[0].help[0], "did you mean `auxiliary`?");
    let reading = in_block("stock x [1]  ¶1\n    inital 1");
    assert_eq!(reading.diagnostics[0].help[0], "did you mean `initial`?");
    let text = "```claim a  ¶1\nIt is so.\ntier cor\ntest x[1964] > 1\n```\n";
    let reading = read_text("test.md", text);
    assert_eq!(reading.diagnostics[0].help[0], "did you mean `core`?");
}

#[test]
fn claims_that_cannot_be_read_are_found() {
    for (claim, wanted) in [
        ("```claim\nIt is so.\n```", ("syntax", "```claim")),
        ("```claim a\nIt is so.\ntest x[1964] > 1\n```", ("missing-provenance", "a")),
        ("```claim a  ¶1\nIt is so.\n```", ("bad-claim", "a")),
        ("```claim a  ¶1\nIt is so.\nkind fact\ntest x[1964] > 1\n```", ("bad-claim", "fact")),
        ("```claim a  ¶1\nIt is so.\ntest x[1964] > 1\ntset y > 1\n```", ("syntax", "tset")),
        ("```claim a  ¶1\nIt is so.\ntest x[1964] > 1\nfails maize\n```", ("syntax", "maize")),
        ("```claim a  ¶1\nIt is so.\nuntestable\n```", ("syntax", "untestable")),
        ("```claim a  ¶1\nIt is so.\ntest x > 1", ("syntax", "```claim a  ¶1")),
    ] {
        let findings = found(&read_text("test.md", claim));
        let first = findings.first().map(|(code, _, words)| (*code, words.as_str()));
        assert_eq!(first, Some(wanted), "{claim}: {findings:?}");
    }
}

#[test]
fn a_forgotten_bracket_harms_one_declaration() {
    let reading = in_block(
        "auxiliary x [1]  ¶1\n    = (1 + 2\n    \"A note.\"\nauxiliary y [1]  ¶1\n    = (1 +\n    2)",
    );
    assert_eq!(reading.diagnostics.len(), 1, "{:?}", reading.diagnostics);
    assert_eq!(reading.model.variables.len(), 2);
}

#[test]
fn the_library_need_not_say_where_it_comes_from() {
    let text = "```model\nmacro M(x)\n    parameter p [1]  assumed \"so\"\n        = 1\n    auxiliary M [x]\n        = x * p\n```\n";
    let codes =
        |reading: Reading| -> Vec<Code> { reading.diagnostics.iter().map(|it| it.code).collect() };
    assert_eq!(codes(read_library("m.md", text)), []);
    assert_eq!(codes(read_text("m.md", text)), [Code::MissingProvenance]);
}

#[test]
fn what_is_no_chapter_is_said_to_be_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    let message = |name: &str| {
        let reading = read(&path(name));
        assert_eq!(reading.diagnostics.len(), 1, "{:?}", reading.diagnostics);
        reading.diagnostics[0].message.replace(&folder.path().display().to_string(), "F")
    };
    std::fs::write(path("garbage.md"), [0xff, 0xfe, 0, 1, 2]).expect("written");
    std::fs::write(path("zero.md"), "a\0b").expect("written");
    std::fs::write(path("empty.md"), "").expect("written");
    std::fs::write(path("large.md"), vec![b'a'; (8 << 20) + 1]).expect("written");
    assert_eq!(message("none.md"), "`F/none.md` does not exist");
    assert_eq!(message("garbage.md"), "`F/garbage.md` is not text: the byte at 0 is not UTF-8");
    assert_eq!(message("zero.md"), "`F/zero.md` is not text: the byte at 1 is 0");
    assert_eq!(message("large.md"), "`F/large.md` is larger than 8 MiB");
    assert_eq!(message("empty.md"), "no variable is declared anywhere");
    assert_eq!(message(""), "the folder `F/` is not a book: `book.toml` does not exist");
}
