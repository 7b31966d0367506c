//! Every verdict, with the numbers that decided it.

use crate::field::{claim, judged};
use interregnum_study::claims::{Knockouts, Verdict};

#[test]
fn a_claim_that_holds_says_what_came_and_what_was_wanted() {
    let report = claim("test land[1955] / land[1950] in 1.85..1.95\ntest land[1955] >= 20");
    assert_eq!((report.verdict, report.because.as_str()), (Verdict::Holds, "its tests hold"));
    let first = &report.tests[0].numbers[0];
    assert_eq!(first.text, "land[1955] / land[1950]");
    assert_eq!((first.value.as_str(), first.wanted.as_str()), ("1.909", "1.85..1.95"));
    let second = &report.tests[1].numbers[0];
    assert_eq!((second.value.as_str(), second.wanted.as_str()), ("21", ">= 20"));
    assert_eq!(report.paragraph, ["¶1"]);
}

#[test]
fn a_claim_of_which_one_test_fails_fails() {
    let report = claim("test land[1955] >= 20\ntest land[1955] < 1.5 * land[1950]");
    assert_eq!(
        (report.verdict, report.because.as_str()),
        (Verdict::Fails, "1 of its 2 tests fail")
    );
    let number = &report.tests[1].numbers[0];
    assert_eq!(number.wanted, "< 1.5 * land[1950] = 16.5");
    assert_eq!((number.holds, report.tests[0].holds), (Some(false), Some(true)));
}

#[test]
fn a_list_shows_the_value_that_comes_nearest_to_failing() {
    let report = claim("test land[1950..1953] < 16");
    let number = &report.tests[0].numbers[0];
    assert_eq!((number.value.as_str(), number.note.as_str()), ("17", "at 1953, of 4 values"));
    let report = claim("test land[1950..1953] in 10..30");
    let number = &report.tests[0].numbers[0];
    assert_eq!((number.value.as_str(), number.note.as_str()), ("11", "at 1950, of 4 values"));
}

#[test]
fn and_shows_both_its_sides() {
    let report = claim("test land[1950] > 5 and land[1951] > 15");
    let holds: Vec<Option<bool>> = report.tests[0].numbers.iter().map(|one| one.holds).collect();
    assert_eq!((holds, report.verdict), (vec![Some(true), Some(false)], Verdict::Fails));
}

#[test]
fn what_has_no_answer_is_untestable_and_says_why() {
    let table = [
        ("untestable \"wants the chapter on towns\"", "wants the chapter on towns"),
        ("test broken[1957] with breakdown > 0", "the run fails: `broken` is divided by 0 at 1955"),
        (
            "test land[at first(land > 99)] > 0",
            "a date that never comes lies outside the run, 1950 to 1961",
        ),
        ("test lnad[1950] > 0", "it cannot be asked: there is no variable `lnad`"),
    ];
    for (lines, why) in table {
        let report = claim(lines);
        assert_eq!((report.verdict, report.because.as_str()), (Verdict::Untestable, why));
    }
}

#[test]
fn a_run_that_breaks_down_is_reported() {
    let report = judged(
        "```claim it ¶1\nIt.\ntest broken[1957] with breakdown > 0\n```",
        3,
        Knockouts::LeftOut,
    );
    assert_eq!(report.failed, 4);
    assert_eq!(report.failures[0].member, 0);
    assert!(report.failures[3].why.contains("`broken` is divided by 0 at 1955"));
}

#[test]
fn only_the_claims_that_are_asked_for_are_judged() {
    let two = "```claim one ¶1\nOne.\ntest 1 < 2\n```\n```claim two ¶1\nTwo.\ntest 2 < 1\n```";
    let report = judged(two, 0, Knockouts::LeftOut);
    let verdicts: Vec<Verdict> = report.claims.iter().map(|claim| claim.verdict).collect();
    assert_eq!(verdicts, [Verdict::Holds, Verdict::Fails]);
}
