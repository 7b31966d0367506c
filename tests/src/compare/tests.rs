//! The rule itself, arm by arm.

use super::{Difference, Table, Tolerance, Verdict, compare, fold, read_table};

fn judge(reference: &str, output: &str) -> Verdict {
    compare(&read_table(reference.as_bytes()), &read_table(output.as_bytes()), Tolerance::SUITE)
}

#[test]
fn names_are_folded() {
    assert_eq!(fold(" \"Cash  Balance\" "), "cash_balance");
    assert_eq!(fold("x [ A , B ]"), "x[a,b]");
    assert_eq!(fold("revenue\\ngap"), "revenue_gap");
    assert_eq!(fold("hares·area"), "hares.area");
    assert_eq!(fold("_a_[b]_c"), "a[b]c");
}

#[test]
fn cells_within_the_tolerance_pass() {
    assert_eq!(judge("Time,a\n0,1\n1,1000", "time,A\n0,1.0005\n1,1000.9"), Verdict::Pass);
    let off =
        Difference { column: "a".to_owned(), time: 1.0, expected: 1000.0, found: Some(1002.0) };
    assert_eq!(judge("Time,a\n0,1\n1,1000", "time,A\n0,1\n1,1002"), Verdict::Mismatch(vec![off]));
}

#[test]
fn small_cells_are_judged_by_their_column() {
    assert_eq!(judge("Time,a\n0,0\n1,1000", "Time,a\n0,0.009\n1,1000"), Verdict::Pass);
    assert!(matches!(judge("Time,a\n0,0\n1,1000", "Time,a\n0,0.02\n1,1000"), Verdict::Mismatch(_)));
}

#[test]
fn missing_values_match_one_another_and_nothing_else() {
    assert_eq!(judge("Time,a\n0,nan\n1,1e31", "Time,a\n0,inf\n1,?"), Verdict::Pass);
    assert!(matches!(judge("Time,a\n0,nan", "Time,a\n0,1"), Verdict::Mismatch(_)));
}

#[test]
fn empty_cells_and_control_columns_are_skipped() {
    assert_eq!(judge("Time,a,TIME STEP\n0,1,0.5\n1,,0.5", "Time,a\n0,1\n1,9"), Verdict::Pass);
}

#[test]
fn a_constant_may_be_written_once() {
    assert_eq!(judge("Time,a,b\n0,1,1\n1,1,2", "Time,a,b\n0,1,1\n1,,2"), Verdict::Pass);
}

#[test]
fn what_is_missing_is_said() {
    assert_eq!(
        judge("Time,a,b\n0,1,2", "Time,a\n0,1"),
        Verdict::MissingColumns(vec!["b".to_owned()])
    );
    assert_eq!(judge("Time,a\n0,1", "Time,b\n0,1"), Verdict::NoOverlap);
    assert_eq!(judge("", "Time,b\n0,1"), Verdict::Empty);
    assert_eq!(judge("Time,a\n0,1\n1,1\n2,1", "Time,a\n0,1\n1,1"), Verdict::MissingRows(1));
}

#[test]
fn an_output_saved_more_coarsely_is_judged_on_its_rows() {
    assert_eq!(judge("Time,a\n0,1\n1,1\n2,1", "Time,a\n0,1\n2,1"), Verdict::Pass);
    assert_eq!(judge("Time,a\n0,1\n1,1\n2,1", "Time,a\n0,1\n0.5,1\n2,1"), Verdict::MissingRows(1));
}

#[test]
fn rows_are_matched_where_times_are_rounded() {
    assert_eq!(
        judge("Time,a\n0.3333,1\n0.6667,2", "Time,a\n0.333333333,1\n0.666666667,2"),
        Verdict::Pass
    );
}

#[test]
fn tables_with_tabs_quotes_and_old_line_ends() {
    let table = read_table(b"\xef\xbb\xbfTime\t\"a, b\"\r0\t50%\r1\tTRUE");
    assert_eq!(table.times, [0.0, 1.0]);
    assert_eq!(table.columns["a,b"].values().copied().collect::<Vec<_>>(), [0.5, 1.0]);
}

#[test]
fn of_two_columns_of_one_name_the_fuller_stays() {
    let mut table = Table::default();
    table.add("A b", [(0.0, 1.0), (1.0, 2.0)]);
    table.add("a_B", [(0.0, 9.0)]);
    assert_eq!(table.columns["a_b"].len(), 2);
}
