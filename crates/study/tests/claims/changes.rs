//! Every kind of change of a run.

use crate::field::{assert_answers, judged_with};

#[test]
fn levers_mechanisms_and_parameters() {
    assert_answers(&[
        ("land[1960.0]", "30"),
        ("land[1960.0] off ploughs", "10"),
        ("land[1960.0] with double-pace", "50"),
        ("land[1960.0] with double-pace from 1955", "40"),
        ("land[1960.0] with double-pace until 1955", "40"),
        ("land[1960.0] with double-pace from 1953 until 1955", "34"),
        ("land[1960.0] with early-stop", "20"),
        ("land[1960.0] with early-stop from 1952", "14"),
        ("land[1960.0] with pace = 3", "40"),
        ("land[1960.0] with pace = pace * 1.5", "40"),
        ("land[1960.0] with pace = slow pace + 1", "40"),
        ("yield[maize][1950] with yield[maize] = 5", "5"),
        ("yield[*][1950] with yield = yield * 2", "2, 4, 6"),
    ]);
}

#[test]
fn changes_add_up_and_bind_tighter_than_arithmetic() {
    assert_answers(&[
        ("(land[1960.0] with double-pace) with early-stop", "30"),
        ("land[1960.0] with early-stop, double-pace", "30"),
        ("(land[1960.0] with pace = pace * 2) with pace = 3", "70"),
        ("land[1960.0] with double-pace - land[1960.0]", "20"),
        ("land[1960.0] with double-pace >= 1.6 * land[1960.0]", "yes"),
        ("(land[1960.0] - base(land[1960.0])) with double-pace", "20"),
    ]);
}

#[test]
fn equations_replaced_between_dates_and_stocks_moved() {
    assert_answers(&[
        ("land[1960.0] with ploughing = 5 from 1955", "45"),
        ("land[1960.0] with ploughing = 5 until 1955", "45"),
        ("land[1960.0] with ploughing = 5 from 1953 until 1955", "36"),
        ("land[1960.0] with land += 7 at 1955", "37"),
        ("land[1960.0] with land = 100 at 1955", "110"),
        ("land[1952.0] with land += 7 at 1955", "14"),
        ("land[1960.0] with dt = 1/2", "30"),
        ("land[1960.0] with method = rk4", "30"),
    ]);
}

#[test]
fn sweeps_over_parameters_levers_and_mechanisms() {
    assert_answers(&[
        ("land[1960.0] for pace in (1, 2, 3)", "20, 30, 40"),
        ("land[1960.0] for pace in 1..3 by 0.5", "20, 25, 30, 35, 40"),
        ("land[1960.0] for double-pace in (0, 1)", "30, 50"),
        ("land[1960.0] for ploughs in (0, 1)", "10, 30"),
        ("rising(land[1960.0] for pace in (1, 2, 3))", "yes"),
        ("slope(land[1960.0] for pace in (1, 2, 3))", "10"),
        ("crossing(land[1960.0] for pace in (1, 2, 3), 34)", "2.4"),
        ("max(land[1950..1951] for pace in (1, 2))", "11.5, 13"),
    ]);
}

#[test]
fn a_change_asks_for_numbers_of_the_run_without_it() {
    assert_answers(&[
        // `land` is 10 in 1950.0, 20 in 1955.0.
        ("land[1960.0] with land = {land[1950.0]} at 1955", "20"),
        ("land[1960.0] with land += {land[1955.0]} at 1955", "50"),
        ("land[1960.0] with land += {land[1955.0] / 2} at {first(land > 15)}", "40"),
        ("land[1960.0] with land += 1 at {first(land > 1000)}", "30"),
        ("land[1960.0] with pace = {land[1955.0]} / 10 + 1", "40"),
        ("land[1960.0] with double-pace from {first(land >= 20)}", "40"),
        ("land[1960.0] with double-pace until {first(land > 1000)}", "50"),
        ("land[1960.0] with ploughing = {land[1955.0]} / 5 from 1955", "40"),
        ("land[1960.0] with ploughing = ploughing * {2 * land[1950.0] / 20} from 1953", "30"),
        (
            "land[1960.0] with ploughing = 0 from {first(land >= 20)} until {first(land >= 24)}",
            "26",
        ),
        ("land[1960.0] with sown[maize] = {sown[wheat][1950.0]} from 1955", "30"),
        ("sown[maize][1960.0] with sown[maize] = {sown[wheat][1950.0]} from 1955", "5"),
    ]);
}

#[test]
fn the_run_without_a_change_has_the_changes_around_it() {
    assert_answers(&[
        ("(land[1960.0] with land = {land[1950.0]} at 1955) with double-pace", "30"),
        ("(land[1960.0] with land = {land[1951.0]} at 1955) with double-pace", "34"),
        ("(land[1960.0] with land = {base(land[1951.0])} at 1955) with double-pace", "32"),
        // Changes made together ask the run without any of them.
        ("land[1960.0] with land = {land[1951.0]} at 1955 with double-pace", "32"),
        ("land[1960.0] with land = {land[1951.0] with double-pace} at 1955", "24"),
        ("(land[1960.0] with land = {land[1951.0]} at 1955) for pace in (1, 2)", "16, 22"),
        // The same words ask another run where they stand deeper.
        (
            "(land[1960.0] with ploughing = {land[1951.0]} from 1959) with double-pace \
             - (land[1960.0] with ploughing = {land[1951.0]} from 1959)",
            "20",
        ),
    ]);
}

#[test]
fn a_number_without_an_answer_makes_no_change() {
    assert_answers(&[
        (
            "land[1960.0] with land = {land[at 1950 + land[1955.0]]} at 1955",
            "`{land[at 1950 + land[at 1955]]}` has no answer: \
             1970 lies outside the run, 1950 to 1961",
        ),
        (
            "land[1960.0] with land = {land[1955.0] with breakdown} at 1955",
            "`{land[at 1955] with breakdown}` has no answer: the run fails: \
             `broken` is divided by 0 at 1955",
        ),
        ("land[1960.0] with pace = {first(land > 1000)}", "`pace` cannot be set to never"),
    ]);
}

#[test]
fn a_dated_input_is_read_later() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rain.csv"), "year,value\n1950,1\n1953,2\n1956,3\n").unwrap();
    let more = "```model\ninput rain [1]  ¶1\n    file rain.csv\n    because \"rain falls\"\n```";
    let claim = "```claim it ¶1\nIt rains.\ntest 1 < 2\nreport rain[1950..1957]\nreport rain[1950..1957] with rain shifted 2\n```";
    let report = judged_with(more, claim, folder.path());
    let shown: Vec<&str> = report.claims[0].shown.iter().map(|one| one.value.as_str()).collect();
    assert_eq!(shown, ["1, 1, 1, 2, 2, 2, 3, 3", "1, 1, 1, 1, 1, 2, 2, 2"]);
}
