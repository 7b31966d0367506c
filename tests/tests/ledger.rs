//! The claim language can say what the argument claims: every claim of the ledger (`ledger/`),
//! asked of a stand-in model that declares all the ledger speaks of and has nothing to say.
//! Verdicts mean nothing here; that each question is read, understood and answered does.
#![allow(clippy::panic)]

use interregnum_formats::Reading;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_study::check::{Checked, check};
use interregnum_study::claims::report::Report;
use interregnum_study::claims::{Control, Knockouts, Options, judge};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

/// Sector and id of every claim of the ledger.
const IDS: &str = include_str!("../ledger/ids.txt");

/// The one finding the stand-in may have: it declares everything the ledger names, and some of it
/// is only read by claims that are kept apart.
const ALLOWED: &[Code] = &[Code::UnusedDeclaration];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("ledger")
}

fn read(folder: &Path) -> (Reading, Checked) {
    let mut reading = interregnum_formats::read(folder);
    let found = std::mem::take(&mut reading.diagnostics);
    let checked = check(&reading.model, found);
    (reading, checked)
}

/// Findings as a person would want them in a failed test.
fn told(reading: &Reading, findings: &[&Diagnostic]) -> String {
    let lines = findings.iter().map(|finding| {
        let place = finding.span.and_then(|span| reading.model.sources.place(span));
        let place = place.map_or_else(String::new, |at| format!("{}:{}", at.path, at.line));
        format!("{place}: {}: {}\n", finding.code.as_str(), finding.message)
    });
    lines.collect()
}

fn ids(reading: &Reading) -> BTreeSet<String> {
    reading.model.claims.iter().map(|claim| claim.name.to_string()).collect()
}

/// Everything asked of the base run and of two members, knock-outs included. Steps of a quarter:
/// what is tested is that there are answers, not what they are.
fn judged(reading: &Reading, checked: &Checked) -> Report {
    let Some(program) = checked.program.as_ref() else { panic!("the stand-in does not run") };
    let mut options = Options::new(&reading.model, program);
    options.members = 2;
    options.knockouts = Knockouts::Tried;
    options.settings.time.dt = 0.25;
    let control = Control { progress: &|_, _| (), cancel: &AtomicBool::new(false) };
    judge(&reading.model, program, &options, control)
}

#[test]
fn every_claim_of_the_ledger_stands_under_its_sector() {
    let (reading, _) = read(&folder());
    let wanted: Vec<(&str, &str)> = IDS.lines().filter_map(|line| line.split_once(' ')).collect();
    assert_eq!(wanted.len(), 229);
    for (sector, id) in wanted {
        let claim = reading.model.claims.iter().find(|claim| &*claim.name.written == id);
        let claim = claim.unwrap_or_else(|| panic!("`{id}` is not asked"));
        let place = reading.model.sources.place(claim.span).expect("a claim stands somewhere");
        assert!(place.path.ends_with(&format!("{sector}.md")), "`{id}` stands in {}", place.path);
    }
    assert_eq!(ids(&reading).len(), 229, "and nothing else is asked");
}

#[test]
fn every_question_is_understood() {
    let (reading, checked) = read(&folder());
    let bad: Vec<&Diagnostic> =
        checked.diagnostics.iter().filter(|found| !ALLOWED.contains(&found.code)).collect();
    assert!(bad.is_empty(), "{}", told(&reading, &bad));
}

#[test]
fn every_question_has_an_answer_or_a_reason_for_none() {
    let (reading, checked) = read(&folder());
    let report = judged(&reading, &checked);
    assert_eq!(report.failed, 0, "runs broke down: {:?}", report.failures);
    assert_eq!(report.claims.len(), reading.model.claims.len());
    for claim in &report.claims {
        let asked = reading.model.claims.iter().find(|one| *one.name.written == *claim.id);
        let asked = asked.unwrap_or_else(|| panic!("`{}` was not asked", claim.id));
        assert_eq!(claim.tests.len(), asked.tests.len(), "`{}`", claim.id);
        assert_eq!(claim.shown.len(), asked.reports.len(), "`{}`", claim.id);
        for test in &claim.tests {
            let silent = test.holds.is_none() && test.no_answer.as_deref().unwrap_or("").is_empty();
            assert!(!silent, "`{}` says neither yes nor no, nor why: {}", claim.id, test.text);
        }
    }
}

#[test]
fn every_claim_must_break() {
    let (reading, _) = read(&folder());
    for claim in &reading.model.claims {
        let true_knockouts = claim.knockouts.iter().filter(|knockout| !knockout.trivial);
        assert!(true_knockouts.count() > 0, "nothing makes `{}` fail", claim.name);
    }
}
