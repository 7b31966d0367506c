//! Every kind of window, and what is no answer.

use crate::field::assert_answers;

#[test]
fn years_dates_and_stretches() {
    assert_answers(&[
        ("land[1950]", "11"),
        ("ploughing[1950]", "2"),
        ("land[1950.0]", "10"),
        ("land[1950.1]", "10.2"),
        ("land[at 1950 + 1/2]", "11"),
        ("land[1950..1953]", "11, 13, 15, 17"),
        ("land[1950.0..1950.5]", "10, 10.5, 11"),
        ("land[at 1950..1951]", "10, 10.5, 11, 11.5, 12"),
        ("size(land)", "45"),
        ("land[at first(land >= 15)]", "15"),
        ("ploughing[1955.3]", "2"),
        ("land[at (1950.5, 1952)]", "11, 14"),
        ("land[at dates(tide > 0.5) + 0.25]", "11.5, 19.5, 27.5"),
    ]);
}

#[test]
fn totals_of_a_flow_are_what_its_stock_gained() {
    assert_answers(&[
        ("sum(ploughing[1950..1959]) - (land[1960.0] - land[1950.0])", "0"),
        (
            "sum(ploughing[1950..1959]) - (land[1960.0] - land[1950.0]) with dt = 1/5 = 0 ± 1e-9",
            "yes",
        ),
    ]);
}

#[test]
fn elements_alone_together_and_in_part() {
    assert_answers(&[
        // An auxiliary holds its value through each step: a mean of 5, 5.25, 5.5, 5.75.
        ("sown[wheat][1950]", "5.375"),
        ("sown[*][1950.0]", "5, 3, 2"),
        ("sown[grain][1950.0]", "5, 3"),
        ("sown[*:grain][1950.0]", "5, 3"),
        ("sown[maize:grass][1950.0]", "3, 2"),
        ("sum(sown[*][1950.0])", "10"),
        ("max(sown[*][1950..1952])", "7.375, 4.425, 2.95"),
        ("rising(sown[*][1950..1952])", "yes, yes, yes"),
        ("peak(sown[*][1950.0])", "1"),
    ]);
}

#[test]
fn lists_go_together_value_by_value() {
    assert_answers(&[
        ("land[1950..1952] / land[1950..1952]", "1, 1, 1"),
        ("land[1950..1952] > 12", "no, yes, yes"),
        ("land[1950..1952] - 10", "1, 3, 5"),
        ("(land[1950], land[1951])", "11, 13"),
        ("land[1950..1952] + land[1950..1951]", "lists of 3 and 2 values do not go together"),
        ("2 ^ 3 ^ 2", "512"),
        ("-2 ^ 2", "-4"),
        ("10 - 2 - 3", "5"),
    ]);
}

#[test]
fn never_is_later_than_every_date_and_no_answer_is_not_no() {
    assert_answers(&[
        ("first(land > 1000)", "never"),
        ("first(land > 1000) in 1950..1960", "no"),
        ("first(land > 1000) > 1960", "yes"),
        ("first(land > 1000) - first(land > 15)", "never"),
        ("first(land > 1000) - first(land > 2000)", "it has no meaning for these values"),
        (
            "land[at first(land > 1000)]",
            "a date that never comes lies outside the run, 1950 to 1961",
        ),
        ("1 / (land[1950] - 11)", "it is divided by 0"),
        ("broken[1957] with breakdown", "the run fails: `broken` is divided by 0 at 1955"),
        // One side decides, whatever the other is.
        ("broken[1957] with breakdown > 0 and land[1950] > 12", "no"),
        ("broken[1957] with breakdown > 0 or land[1950] < 12", "yes"),
        (
            "broken[1957] with breakdown > 0 and land[1950] < 12",
            "the run fails: `broken` is divided by 0 at 1955",
        ),
    ]);
}

#[test]
fn nearness_is_of_the_target() {
    assert_answers(&[
        ("land[1950] = 10 ± 1", "yes"),
        ("land[1950] = 10 ± 0.9", "no"),
        ("land[1950] = 10 ± 10 %", "yes"),
        ("land[1950] = 10 ± 9 %", "no"),
        ("land[1950] in 11..12", "yes"),
        ("land[1950] in 11.1..12", "no"),
        ("not land[1950] in 11.1..12", "yes"),
    ]);
}
