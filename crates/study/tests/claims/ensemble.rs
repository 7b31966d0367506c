//! Ensembles whose shares are known: `pace` is drawn evenly from 0 to 4.

use crate::field::{field_with, judged};
use interregnum_model::model::Vary;
use interregnum_study::check::check;
use interregnum_study::claims::report::{ClaimReport, Report};
use interregnum_study::claims::{Control, Knockouts, Options, Verdict, judge};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

fn asked(lines: &str, members: u32) -> ClaimReport {
    let text = format!("```claim it ¶1\nIt is so.\n{lines}\n```\n");
    judged(&text, members, Knockouts::Tried).claims.remove(0)
}

#[test]
fn shares_medians_and_quantiles_are_those_of_the_distribution() {
    let report = asked(
        "test P(land[1960.0] > 20) = 0.75 ± 0.06
test median(land[1960.0]) = 30 ± 2
test quantile(land[1960.0], 0.1) = 14 ± 2
test average(land[1960.0]) = 30 ± 2
test P(given(land[1960.0] > 20, land[1960.0] > 40)) = 1 / 3 ± 0.08
test rank correlation(land[1960.0], pace[1950]) = 1
test variance rank(land[1960.0], pace) = 1
test median(first(land >= 15)) = 1952.5 ± 0.5
fails without ploughs",
        300,
    );
    let failing: Vec<_> = report.tests.iter().filter(|test| test.holds != Some(true)).collect();
    assert!(failing.is_empty(), "{failing:#?}");
    assert_eq!((report.verdict, report.members), (Verdict::Holds, None));
    assert_eq!(report.tests[0].numbers[0].note, "of 300 members");
    assert!(report.tests[4].numbers[0].note.ends_with("members that answer, of 300"));
}

#[test]
fn members_part_from_the_base_run_where_draws_begin() {
    // Until 1955 all have a pace of 2 and 20 Mha; from there 5 years of what each draws.
    let report = asked(
        "test P(land[1955.0] with draws from 1955 = 20) = 1
test P((land[1957.0] with draws from 1955) = 20 + 2 * pace[1960] ± 0.000001) = 1
test median(land[1960.0] with draws from 1955) = 30 ± 1
test quantile(land[1960.0] with draws from 1955, 0.1) = 22 ± 1
test median(land[1960.0] with draws from {first(land >= 20)}) = 30 ± 10
test P((land[1960.0] with draws from 1955 with double-pace) = 50) = 1
test land[1960.0] with draws from 1955 = 30
fails without ploughs",
        200,
    );
    let failing: Vec<_> = report.tests.iter().filter(|test| test.holds != Some(true)).collect();
    assert!(failing.is_empty(), "{failing:#?}");
}

#[test]
fn members_may_differ_by_chance_alone() {
    // `pace` is 2 in every member; `luck` is drawn in each.
    let luck = "```model\ninput luck [1]  assumed \"chance\"\n    = RANDOM(0, 1)\n    \
                because \"chance\"\n```\n";
    let claims = "```claim it ¶1\nIt is so.\ntest P(pace[1955] = 2) = 1\n\
                  test P(land[1960.0] = 30 ± 0.000001) = 1\ntest P(luck[1955.0] > 0.5) = 0.5 ± 0.1\n```\n";
    let reading = interregnum_formats::chapters::read_text(
        "field.md",
        &field_with(&(luck.to_owned() + claims)),
    );
    let checked = check(&reading.model, reading.diagnostics);
    let program = checked.program.unwrap();
    let mut options = Options::new(&reading.model, &program);
    (options.members, options.vary) = (200, Vary::Chance);
    let control = Control { progress: &|_, _| (), cancel: &AtomicBool::new(false) };
    let holds = |options: &Options| -> Vec<Option<bool>> {
        let report = judge(&reading.model, &program, options, control);
        report.claims[0].tests.iter().map(|test| test.holds).collect()
    };
    assert_eq!(holds(&options), [Some(true); 3]);
    options.vary = Vary::Everything;
    assert_eq!(holds(&options), [Some(false), Some(false), Some(true)]);
}

#[test]
fn a_claim_that_holds_in_the_base_run_alone_depends_on_what_is_drawn() {
    // 10 + 10 pace > 26 needs a pace above 1.6: six members of ten.
    let report = asked("test land[1960.0] > 26\nfails without ploughs", 200);
    assert_eq!(report.verdict, Verdict::Depends);
    let share = report.members.unwrap().part().unwrap();
    assert!((share - 0.6).abs() < 0.1, "{share}");
    let assumption = report.assumption.unwrap();
    assert_eq!(assumption.parameter, "pace");
    assert!(assumption.holding > 1.6 && assumption.failing < 1.6);
    assert!(report.because.starts_with("it holds in the base run, but in "), "{}", report.because);
}

#[test]
fn a_claim_that_survives_its_knock_out_is_not_explained_however_many_members_hold() {
    let report = asked("test land[1960.0] > 26\nfails without tides", 200);
    assert_eq!(report.verdict, Verdict::NotExplained);
    assert!(
        report.because.starts_with("it holds just as well without tides; besides, it holds in ")
    );
    assert!(report.because.ends_with(" of 200 members only"), "{}", report.because);
}

#[test]
fn a_claim_that_holds_in_most_members_but_not_in_the_base_run_depends_too() {
    // The base run's value of a tenth of its range is the odd one out.
    let report = asked("test much land[1955] > 35", 200);
    assert_eq!(report.verdict, Verdict::Depends);
    assert!(report.because.starts_with("it fails in the base run, but in "), "{}", report.because);
}

#[test]
fn most_members_are_enough_to_hold_and_few_to_fail() {
    assert_eq!(asked("test land[1960.0] > 14\nfails without ploughs", 200).verdict, Verdict::Holds);
    assert_eq!(asked("test land[1960.0] > 32", 200).verdict, Verdict::Fails);
}

#[test]
fn members_are_compared_with_themselves() {
    let report = asked(
        "test P(land[1960.0] with pace = pace * 2 > 1.0 * land[1960.0]) = 1\nfails without ploughs",
        50,
    );
    assert_eq!(report.verdict, Verdict::Holds, "{report:#?}");
}

#[test]
fn without_members_a_question_about_them_has_no_answer() {
    let report = asked("test P(land[1960.0] > 20) > 0.5", 0);
    assert_eq!(report.verdict, Verdict::Untestable);
    assert_eq!(report.because, "it is asked of an ensemble, and there are no members");
}

const CLAIMS: &str = "```claim one ¶1\nOne.\ntest land[1960.0] > 26\ntest cv(land[1950..1959]) < 1\nfails without ploughs or tides\n```
```claim two ¶1\nTwo.\ntest P(land[1960.0] with double-pace > 20) > 0.5\nfails without ploughs\n```
```claim three ¶1\nThree.\ntest P(land[1960.0] with draws from 1955 with land = {land[1951.0]} at {first(land > 13)} > 15) > 0.5\nfails without ploughs\n```";

/// The report on [`CLAIMS`] by 40 members.
fn report(threads: usize, block: Option<usize>) -> Report {
    let reading = interregnum_formats::chapters::read_text("field.md", &field_with(CLAIMS));
    let checked = check(&reading.model, reading.diagnostics);
    let program = checked.program.unwrap();
    let mut options = Options::new(&reading.model, &program);
    (options.members, options.knockouts) = (40, Knockouts::Tried);
    options.block = block.and_then(NonZeroUsize::new);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let control = Control { progress: &|_, _| (), cancel: &AtomicBool::new(false) };
    pool.install(|| judge(&reading.model, &program, &options, control))
}

#[test]
fn any_number_of_threads_and_any_size_of_block_give_the_same_report() {
    let alone = report(1, None);
    assert!(alone.claims.iter().all(|claim| claim.verdict != Verdict::Untestable));
    for (threads, block) in [(3, None), (1, Some(1)), (2, Some(7)), (3, Some(64)), (1, Some(1000))]
    {
        assert_eq!(report(threads, block), alone, "{threads} threads, blocks of {block:?}");
    }
}

#[test]
fn a_run_that_breaks_down_is_told_with_its_member_and_place_and_the_others_answer() {
    // Members whose pace is drawn below 1 divide by zero in 1950.
    let claims = "```model
auxiliary share [year/Mha] ¶1
    = 1 / INT(pace)
```
```claim one ¶1
One.
test share[1955] > 0
```";
    let report = judged(claims, 40, Knockouts::LeftOut);
    let share = report.claims[0].members.unwrap();
    assert!(share.answered < 40 && share.answered > 20, "{}", share.answered);
    assert_eq!(report.failed, 40 - share.answered as u64);
    let first = report.failures.first().unwrap();
    assert!(first.member > 0 && first.place.is_some());
    assert_eq!(first.why, "the run fails: `share` is divided by 0 at 1950");
}

#[test]
fn equal_runs_are_run_once_and_counted() {
    let report = judged(CLAIMS, 10, Knockouts::Tried);
    // Base: unchanged, without ploughs, without tides. Members: unchanged, double pace, the same without ploughs, restarted, the same without ploughs;
    // and the run that the restarted ones ask for numbers, with ploughs and without.
    assert_eq!((report.base_runs, report.member_runs), (3, 7));
    assert_eq!(report.runs, 3 + 7 * 10);
}

#[test]
fn a_block_that_is_stopped_keeps_what_it_has_answered() {
    let reading = interregnum_formats::chapters::read_text("field.md", &field_with(CLAIMS));
    let checked = check(&reading.model, reading.diagnostics);
    let program = checked.program.unwrap();
    let mut options = Options::new(&reading.model, &program);
    // One block of all members, stopped after the runs that changes ask for numbers and its first group.
    (options.members, options.block) = (64, NonZeroUsize::new(64));
    let cancel = AtomicBool::new(false);
    let base_runs = judged(CLAIMS, 1, Knockouts::LeftOut).base_runs;
    let progress = |done: u64, _: u64| cancel.store(done >= base_runs + 3 * 64, Ordering::Relaxed);
    let report =
        judge(&reading.model, &program, &options, Control { progress: &progress, cancel: &cancel });
    assert_eq!((report.answered, report.begun, report.interrupted), (0, 64, true));
    let (one, three) = (&report.claims[0], &report.claims[2]);
    assert_eq!((one.members.unwrap().answered, one.verdict), (64, Verdict::Depends));
    assert_eq!(three.verdict, Verdict::Untestable);
    assert!(three.because.contains("stopped before it was asked"), "{}", three.because);
}

#[test]
fn what_is_done_when_interrupted_is_kept() {
    let reading = interregnum_formats::chapters::read_text("field.md", &field_with(CLAIMS));
    let checked = check(&reading.model, reading.diagnostics);
    let program = checked.program.unwrap();
    let mut options = Options::new(&reading.model, &program);
    (options.members, options.block) = (1000, NonZeroUsize::new(8));
    let (cancel, seen) = (AtomicBool::new(false), AtomicU64::new(0));
    let progress = |done: u64, of: u64| {
        seen.fetch_max(of, Ordering::Relaxed);
        if done > 1500 {
            cancel.store(true, Ordering::Relaxed);
        }
    };
    let report =
        judge(&reading.model, &program, &options, Control { progress: &progress, cancel: &cancel });
    assert!(
        report.interrupted && report.answered > 100 && report.answered < 1000,
        "{}",
        report.answered
    );
    // Members that were asked a part count where they answered.
    assert!(report.begun >= report.answered && report.runs >= 1500, "{}", report.begun);
    let share = report.claims[0].members.unwrap();
    assert_eq!(share.asked, report.begun as usize);
    assert!(share.answered >= report.answered as usize && share.answered <= share.asked);
    assert_eq!(seen.load(Ordering::Relaxed), report.base_runs + 1000 * report.member_runs);
}
