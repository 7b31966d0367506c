//! Broken and hostile Vensim models: every fault at its place, with what to do, several in one go.
#![allow(clippy::panic)]

use interregnum_compile::compile;
use interregnum_formats::vensim::{read, read_text};
use interregnum_model::{Diagnostic, Model, Severity};

const CONTROL: &str = "INITIAL TIME=0~Year~|
FINAL TIME=4~Year~|
TIME STEP=1~Year~|
SAVEPER=1~Year~|
";

/// Each finding: its place, words, headline and what to do.
fn findings(text: &str) -> Vec<String> {
    let reading = read_text("broken.mdl", &format!("{CONTROL}{text}"), None);
    let compiled = compile(&reading.model);
    let all = reading.diagnostics.iter().chain(&compiled.diagnostics);
    all.map(|it| told(&reading.model, it)).collect()
}

fn told(model: &Model, it: &Diagnostic) -> String {
    let severity = match it.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let place = it.span.and_then(|span| {
        let place = model.sources.place(span)?;
        Some(format!("{}:{} `{}`", place.line, place.column, model.sources.text(span)))
    });
    let place = place.unwrap_or_default();
    format!("{place} {severity}[{}] {} | {}", it.code.as_str(), it.message, it.help.join("; "))
}

#[test]
fn an_unknown_variable() {
    assert_eq!(
        findings("a = herd size * 2 ~~|\nherd sise = 4 ~~|"),
        [
            r#"5:5 `herd size` error[unknown-name] nothing is called `herd size` | did you mean `herd sise`?"#
        ]
    );
}

#[test]
fn an_algebraic_loop() {
    assert_eq!(
        findings("a = b + 1 ~~|\nb = c / 2 ~~|\nc = a ~~|"),
        [
            r#"5:5 `b` error[circular-equations] equations need each other within one step: `a` needs `b` needs `c` needs `a` | make one of them a stock: what accumulates is known before flows are worked out; or let one read another as it was: `DELAY FIXED`, `SMOOTH`, `DELAY1`"#
        ]
    );
}

#[test]
fn units_that_do_not_fit() {
    assert_eq!(
        findings("a = b + c ~ kg ~|\nb = 1 ~ kg ~|\nc = 2 ~ Year ~|"),
        [
            r#"5:5 `b + c` warning[unit-mismatch] `+` joins `kg` and `Year` | multiply one of them with a constant that turns it into the other, in `kg/Year`"#
        ]
    );
}

#[test]
fn bad_syntax() {
    assert_eq!(
        findings("a = 2 * ~~|\nb = (1 + 2 ~~|\nc = 1 2 ~~|\nd = MAX(1,) ~~|\ne = 'text' ~~|"),
        [
            r#"5:8 `` error[syntax] expected a number, a name or `(`, found the end of the equation | complete the equation"#,
            r#"6:11 `` error[syntax] expected `)`, found the end of the equation | complete the equation"#,
            r#"7:7 `2` error[syntax] expected an operator or the end of the equation, found `2` | put an operator or a comma before it"#,
            r#"8:11 `)` error[syntax] expected a number, a name or `(`, found `)` | remove it, or complete what stands before it"#,
            r#"9:5 `'` error[syntax] expected a number, a name or `(`, found `'` | put names that hold other signs than letters, digits, blanks, `_`, `$` and `'` in double quotes"#
        ]
    );
}

#[test]
fn a_missing_subscript() {
    assert_eq!(
        findings(
            "d: one, two ~~|\nx[d] = 1, 2 ~~|\ny = x + 1 ~~|\nz[d] = x[thre] ~~|\nw[two] = 1 ~~|\nv = w[one] ~~|"
        ),
        [
            r#"7:5 `x` error[dimension-mismatch] `x` is an array by `d`, and this equation does not run over that | put its elements together, as in `SUM(x[d!])`, or name one, as in `x[one]`"#,
            r#"8:10 `thre` error[unknown-name] no dimension or element is called `thre` | "#,
            r#"10:7 `one` error[unknown-name] dimension `d of w` has no element `one` | "#
        ]
    );
}

#[test]
fn several_in_one_go() {
    assert_eq!(
        findings("a = b ~~|\nc = 1 + ~~|\nd = SMOOTH(1) ~~|\ne = FOO(2) ~~|\nf = f + 1 ~~|"),
        [
            r#"6:8 `` error[syntax] expected a number, a name or `(`, found the end of the equation | complete the equation"#,
            r#"7:5 `SMOOTH` error[wrong-arguments] `SMOOTH` takes 2 to 3 arguments, not 1 | call it as `SMOOTH(input, averaging time, initial)`"#,
            r#"5:5 `b` error[unknown-name] nothing is called `b` | write an equation for `b`, or correct its spelling"#,
            r#"8:5 `FOO` error[unknown-name] no function is called `FOO` | `interregnum functions` lists them all"#,
            r#"9:5 `f` error[circular-equations] `f` needs itself within one step | make one of them a stock: what accumulates is known before flows are worked out; or let one read another as it was: `DELAY FIXED`, `SMOOTH`, `DELAY1`"#
        ]
    );
}

#[test]
fn absurd_ranges() {
    assert_eq!(
        findings("d: (a1-a1000000000000) ~~|\nx[d] = 1 ~~|"),
        [
            r#"5:5 `a1-a1000000000000` error[too-large] `a1` to `a1000000000000` are more than 100000 elements | use fewer elements, or several ranges"#
        ]
    );
    let many = "d: (a1-a90000) ~~|\ne: (b1-b90000) ~~|\nx[d, e] = 1 ~~|\nf: d, e, (c1-c90000) ~~|";
    assert_eq!(
        findings(many),
        [
            r#"8:1 `f` error[too-large] the subscript range `f` has more than 100000 elements | use fewer elements, or several ranges"#,
            r#"7:1 `x` error[too-large] `x` has more than 10000000 elements | use fewer or smaller subscript ranges"#,
            r#"8:1 `f` error[too-large] dimension `f` cannot have 0 elements | give it at least one element and no more than the limit"#
        ]
    );
    assert_eq!(
        findings("d: e ~~|\ne: d ~~|\nx[d] = 1 ~~|")[0],
        "5:1 `d` error[circular-equations] the subscript range `d` holds itself | list elements, or ranges that do not lead back to it"
    );
}

#[test]
fn what_has_no_end() {
    assert_eq!(
        findings(":MACRO: M(x)\nM = x ~~|\n"),
        [r#"5:9 `M(x)` error[syntax] the macro is not closed | close it with `:END OF MACRO:`"#]
    );
    assert_eq!(
        findings("a = 1 {never closed ~~|\nb = 2 ~~|"),
        [
            r#"5:1 `a = 1 {never closed ~~|
b = 2 ~~|` error[syntax] the equation is not closed | close it with `|`"#,
            r#"5:7 `{` error[syntax] the remark is not closed | close it with `}`"#
        ]
    );
    assert_eq!(
        findings("a = \"open + 1 ~~|\nb = 2 ~~|"),
        [
            r#"5:5 `"open + 1` error[syntax] expected a number, a name or `(`, found a quote that nothing closes | close the quote on the line where it is opened"#
        ]
    );
    assert_eq!(
        findings("{ a = 1 ~~|\nb = 2 ~~|"),
        ["5:1 `{` error[syntax] the remark is not closed | close it with `}`"]
    );
}

#[test]
fn macros_that_use_themselves() {
    assert_eq!(
        findings(":MACRO: M(x)\nM = M(x) + 1 ~~|\n:END OF MACRO:\na = M(2) ~~|"),
        [
            r#"6:5 `M(x)` error[circular-macro] macro `M` uses itself: `M` calls `M` | write out what is needed, or break the circle with a stock"#
        ]
    );
    let two = ":MACRO: M(x)\nM = N(x) ~~|\n:END OF MACRO:\n:MACRO: N(x)\nN = M(x) ~~|\n:END OF MACRO:\na = M(2) ~~|";
    assert_eq!(
        findings(two),
        [
            r#"9:5 `M(x)` error[circular-macro] macro `M` uses itself: `M` calls `N` calls `M` | write out what is needed, or break the circle with a stock"#
        ]
    );
}

#[test]
fn brackets_a_hundred_thousand_deep() {
    let deep = format!("a = {}1{} ~~|", "(".repeat(100_000), ")".repeat(100_000));
    let found = findings(&deep);
    assert_eq!(found.len(), 1);
    assert!(found[0].contains("the equation nests deeper than any person writes"), "{}", found[0]);
}

#[test]
fn files_outside_the_folder_of_the_model() {
    let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("{why}"));
    let write = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder.path()))
            .and_then(|()| std::fs::write(&path, text))
            .unwrap_or_else(|why| panic!("{why}"));
        path
    };
    write("secret.csv", b"1,2\n3,4\n");
    #[cfg(unix)]
    {
        write("inside/own.csv", b"1,2\n");
        std::os::unix::fs::symlink(
            folder.path().join("secret.csv"),
            folder.path().join("inside/link.csv"),
        )
        .unwrap_or_else(|why| panic!("{why}"));
    }
    for (named, why) in [
        ("../secret.csv", "lies outside the folder of the model"),
        ("link.csv", "lies outside the folder of the model"),
        ("/etc/passwd", "lies outside the folder of the model"),
        ("..\\secret.csv", "lies outside the folder of the model"),
        ("nowhere.csv", "is not in the folder of the model"),
    ] {
        let text = format!("{CONTROL}a = GET DIRECT CONSTANTS('{named}', ',', 'A1') ~~|");
        let path = write("inside/model.mdl", text.as_bytes());
        let messages: Vec<String> =
            read(&path).diagnostics.into_iter().map(|it| it.message).collect();
        assert_eq!(messages, [format!("`{named}` {why}")]);
    }
}

#[test]
fn broken_encodings() {
    let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("{why}"));
    let first = |bytes: &[u8]| {
        let path = folder.path().join("model.mdl");
        std::fs::write(&path, bytes).unwrap_or_else(|why| panic!("{why}"));
        let reading = read(&path);
        let message = reading.diagnostics.first().map(|it| it.message.clone()).unwrap_or_default();
        message.replace(&path.display().to_string(), "model.mdl")
    };
    assert_eq!(
        first(b"{UTF-8}\na = \xff\xfe 1 ~~|"),
        "cannot read `model.mdl`: it is not all UTF-8, as it says"
    );
    assert_eq!(first(b"a\0b\0c\x01\x02\0\0\0"), "cannot read `model.mdl`: it is not text");
    // Two bytes a letter, as Windows marks it.
    assert_eq!(first(b"\xff\xfea\0=\x001\0~\0~\0|\0"), "the model has no `INITIAL TIME`");
    assert_eq!(first(b""), "the model has no `INITIAL TIME`");
}

/// Times that make no sense are told at their own equation, before any run.
#[test]
fn times_that_make_no_sense() {
    let of = |start: &str, stop: &str, dt: &str, saveper: &str| {
        let text = format!(
            "x = 1 ~~|\nINITIAL TIME = {start} ~~|\nFINAL TIME = {stop} ~~|\nTIME STEP = {dt} ~~|\nSAVEPER = {saveper} ~~|\n"
        );
        let reading = interregnum_formats::vensim::read_text("t.mdl", &text, None);
        let said = |it: &interregnum_model::Diagnostic| {
            let words = it.span.map_or("", |span| reading.model.sources.text(span));
            format!("{} | {words}", it.message)
        };
        reading.diagnostics.iter().map(said).collect::<Vec<_>>()
    };
    assert_eq!(of("0", "4", "1", "0"), Vec::<String>::new());
    let step = ["`TIME STEP` is 0, and must be greater than 0 | TIME STEP = 0"];
    assert_eq!(of("0", "4", "0", "1"), step);
    let turned = ["`FINAL TIME` 4 lies before `INITIAL TIME` | FINAL TIME = 4"];
    assert_eq!(of("5", "4", "1", "1"), turned);
    let many = ["a run of more than 100000000 steps of 0.000000000001 | TIME STEP = 1e-12"];
    assert_eq!(of("0", "4", "1e-12", "1"), many);
    assert_eq!(of("0", "4", "1", "-1"), ["`SAVEPER` is less than 0 | SAVEPER = -1"]);
}

/// A quote that nothing closes harms its own equation alone.
#[test]
fn a_quote_that_nothing_closes() {
    let text = "\"open = 5 ~~|\nINITIAL TIME = 0 ~~|\nFINAL TIME = 4 ~~|\nTIME STEP = 1 ~~|\n";
    let reading = interregnum_formats::vensim::read_text("t.mdl", text, None);
    let messages: Vec<&str> = reading.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert_eq!(messages, ["expected the name of a variable, found a quote that nothing closes"]);
}
