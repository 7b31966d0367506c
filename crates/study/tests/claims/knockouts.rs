//! Knock-outs that break a claim, that do not, and that prove nothing.

use crate::field::judged;
use interregnum_study::claims::report::ClaimReport;
use interregnum_study::claims::{Knockouts, Verdict};

fn tried(lines: &str) -> ClaimReport {
    let text = format!("```claim it ¶1\nIt is so.\n{lines}\n```\n");
    judged(&text, 0, Knockouts::Tried).claims.remove(0)
}

#[test]
fn a_claim_that_breaks_where_it_must_holds() {
    let report = tried("test land[1955] >= 20\nfails without ploughs");
    assert_eq!((report.verdict, report.knockouts[0].breaks), (Verdict::Holds, Some(true)));
    let number = &report.knockouts[0].alternatives[0].tests[0].numbers[0];
    assert_eq!((number.value.as_str(), number.holds), ("10", Some(false)));
}

#[test]
fn a_claim_that_survives_is_not_explained() {
    let report = tried("test land[1955] >= 20\nfails without ploughs\nfails without tides");
    assert_eq!(report.verdict, Verdict::NotExplained);
    assert_eq!(report.because, "it holds just as well without tides");
    let breaks: Vec<Option<bool>> = report.knockouts.iter().map(|one| one.breaks).collect();
    assert_eq!(breaks, [Some(true), Some(false)]);
}

#[test]
fn one_of_several_is_enough_and_both_together_are_one() {
    let verdict = |lines: &str| tried(&format!("test land[1955] >= 20\n{lines}")).verdict;
    assert_eq!(verdict("fails without ploughs or tides"), Verdict::Holds);
    assert_eq!(verdict("fails without tides + ploughs"), Verdict::Holds);
    assert_eq!(verdict("fails with early-stop"), Verdict::NotExplained);
    assert_eq!(verdict("fails under with early-stop from 1952"), Verdict::Holds);
    assert_eq!(verdict("fails under with pace = 1"), Verdict::Holds);
}

#[test]
fn an_expectation_stands_in_for_the_tests() {
    let report = tried("test land[1955] >= 20\nfails without ploughs : land[1955] <= 12");
    assert_eq!(report.verdict, Verdict::Holds);
    let report = tried("test land[1955] >= 20\nfails without ploughs : land[1955] <= 9");
    assert_eq!((report.verdict, report.knockouts[0].breaks), (Verdict::NotExplained, Some(false)));
    // The way back to the run without changes.
    let report = tried(
        "test land[1955] >= 20\nfails without ploughs : land[1955] <= 0.5 * base(land[1955])",
    );
    assert_eq!(report.verdict, Verdict::Holds);
}

#[test]
fn what_proves_nothing_does_not_count() {
    let report = tried("test land[1955] >= 20\ntrivially without ploughs");
    assert_eq!(report.verdict, Verdict::NotExplained);
    assert_eq!(report.because, "nothing is named that must make it fail");
    let report = tried("test land[1955] >= 20\ntrivially without tides\nfails without ploughs");
    assert_eq!(report.verdict, Verdict::Holds);
    let report = tried("role input\ntest land[1955] >= 20");
    assert_eq!(report.verdict, Verdict::Holds);
}

#[test]
fn a_run_that_breaks_down_breaks_no_claim() {
    let report =
        tried("test land[1955] >= 20\nfails without tides : broken[1957] with breakdown > 0");
    assert_eq!((report.verdict, report.knockouts[0].breaks), (Verdict::NotExplained, None));
    assert_eq!(report.because, "it has no answer without tides");
}

#[test]
fn a_failing_claim_stays_failing_whatever_its_knock_outs_do() {
    let report = tried("test land[1955] >= 30\nfails without tides");
    assert_eq!(report.verdict, Verdict::Fails);
}
