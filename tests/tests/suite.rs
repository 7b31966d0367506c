//! Runs the chapters that are tests: `tests/suite/**/*.md` (see `tests/src/suite.rs` for their form).

use interregnum_formats::chapters;
use interregnum_model::Model;
use interregnum_model::diagnostic::{Diagnostic, Severity, has_errors};
use interregnum_study::check::check;
use interregnum_study::claims::{Control, Options, Verdict, judge};
use interregnum_tests::suite::{Case, Finding, cases};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        match path.is_dir() {
            true => files(&path, found),
            false if path.extension().is_some_and(|e| e == "md") => found.push(path),
            false => {}
        }
    }
}

/// How a finding reads in a fence `findings`.
fn written(model: &Model, finding: &Diagnostic) -> Finding {
    let words = finding.span.map_or("", |span| model.sources.text(span));
    let says = std::iter::once(&finding.message).chain(&finding.help).cloned();
    Finding {
        code: finding.code.as_str().to_owned(),
        words: words.lines().next().unwrap_or("").to_owned(),
        says: says.collect::<Vec<_>>().join("; "),
    }
}

fn same(wanted: &Finding, found: &Finding) -> bool {
    wanted.code == found.code && wanted.words == found.words && found.says.contains(&wanted.says)
}

/// What is wrong with a case; empty when all is as it says.
fn faults(case: &Case) -> Vec<String> {
    let reading = chapters::read_text(&case.name, &case.text);
    let model = reading.model;
    let checked = check(&model, reading.diagnostics);
    let found: Vec<Finding> = checked.diagnostics.iter().map(|f| written(&model, f)).collect();
    // Models of a few lines seldom read all they declare: warnings count where a case lists one of
    // their kind.
    let listed = |code: &str| case.findings.iter().any(|finding| finding.code == code);
    let held = |(found, diagnostic): &(&Finding, &Diagnostic)| {
        diagnostic.severity == Severity::Error || listed(&found.code)
    };
    let found: Vec<&Finding> =
        found.iter().zip(&checked.diagnostics).filter(held).map(|(found, _)| found).collect();
    let agree = found.len() == case.findings.len()
        && found.iter().zip(&case.findings).all(|(found, wanted)| same(wanted, found));
    if !agree {
        let list: Vec<String> = found.iter().map(|f| format!("    {f}")).collect();
        return vec![format!("{}: found\n{}", case.name, list.join("\n"))];
    }
    let Some(program) = checked.program.filter(|_| !has_errors(&checked.diagnostics)) else {
        return match case.expectations.is_empty() {
            true => Vec::new(),
            false => vec![format!("{}: it cannot be run, yet it expects something", case.name)],
        };
    };
    let options = Options { members: 0, ..Options::new(&model, &program) };
    let cancel = AtomicBool::new(false);
    let report =
        judge(&model, &program, &options, Control { progress: &|_, _| {}, cancel: &cancel });
    let expected = report.claims.iter().filter(|claim| case.expectations.contains(&claim.id));
    let mut faults = Vec::new();
    for claim in expected {
        for test in claim.tests.iter().filter(|_| claim.verdict != Verdict::Holds) {
            let numbers: Vec<String> = test
                .numbers
                .iter()
                .map(|n| format!("{} = {} ({:?})", n.text, n.value, n.number))
                .collect();
            let why = test.no_answer.clone().unwrap_or_default();
            if test.holds != Some(true) {
                faults.push(format!("{}: {} {why} {}", case.name, test.text, numbers.join("; ")));
            }
        }
    }
    let asked = report.claims.iter().filter(|c| case.expectations.contains(&c.id)).count();
    if asked != case.expectations.len() {
        faults.push(format!("{}: not every expectation was asked", case.name));
    }
    faults
}

#[test]
fn chapters_that_are_tests() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("suite");
    let mut paths = Vec::new();
    files(&folder, &mut paths);
    let (mut count, mut wrong) = (0, Vec::new());
    for path in &paths {
        let name = path.strip_prefix(&folder).unwrap_or(path).display().to_string();
        let text = fs::read_to_string(path).unwrap();
        for case in cases(&name, &text).unwrap_or_else(|fault| panic!("{fault}")) {
            assert!(
                !case.expectations.is_empty()
                    || !case.findings.is_empty()
                    || case.text.contains("findings"),
                "{}: tests nothing",
                case.name
            );
            count += 1;
            wrong.extend(faults(&case));
        }
    }
    println!("{count} cases in {} files", paths.len());
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_wrong_expectation_is_found() {
    let text = "# T\n\n## One\n\n```model\nparameter a [1]  assumed \"a test\"\n    = 1  range 0 .. 2\n```\n\n```expect\na[1.0] = 2 ± 0.5\n```\n";
    let found = faults(&cases("one.md", text).unwrap()[0]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("a[1.0]"), "{found:?}");
}

#[test]
fn a_finding_that_is_not_expected_is_found() {
    let text = "# T\n\n## One\n\n```model\nparameter a [1]  assumed \"a test\"\n    = b  range 0 .. 2\n```\n";
    let found = faults(&cases("one.md", text).unwrap()[0]);
    assert_eq!(found.len(), 1, "{found:?}");
}
