//! The same asked of the record, of each observer's series by itself.

use crate::field::judged_with;
use interregnum_study::claims::report::ClaimReport;

const SERIES: &str = "```model
series official land [Mha]  @official
    file official.csv
    of land
    at year
series counted land [Mha]  @west
    file counted.csv
    of land
    at 1 january
series official wheat [Mha]  @official
    file wheat.csv
    of sown[wheat]
    at year
```";

fn asked(lines: &str) -> ClaimReport {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("official.csv", "year,value\n1950,11\n1951,14\n1952,17\n1953,20\n1955,26\n");
    write("counted.csv", "year,value\n1950,10\n1951,12\n1952,14\n1955,17\n");
    write("wheat.csv", "year,value\n1950,5\n1951,7\n");
    let claim = format!("```claim it ¶1\nIt is so.\n{lines}\n```");
    judged_with(SERIES, &claim, folder.path()).claims.remove(0)
}

/// Series and answers: the value, or why there is none.
fn answers(lines: &str) -> Vec<(String, String)> {
    let told = |test: &interregnum_study::claims::report::TestReport| match &test.no_answer {
        Some(why) => why.clone(),
        None => format!("{} {}", test.numbers[0].value, test.holds.unwrap()),
    };
    asked(lines).record.iter().map(|one| (one.series.join(", "), told(&one.answer))).collect()
}

fn pair(series: &str, answer: &str) -> (String, String) {
    (series.to_owned(), answer.to_owned())
}

#[test]
fn each_series_answers_by_itself() {
    assert_eq!(
        answers("test land[1951] > 13.5"),
        [pair("official land", "14 true"), pair("counted land (1 January)", "13 false")]
    );
}

#[test]
fn a_day_s_value_answers_for_its_date_and_a_year_s_for_its_middle() {
    assert_eq!(
        answers("test land[1951.0] > 1"),
        [pair("official land", "12.5 true"), pair("counted land (1 January)", "12 true")]
    );
}

#[test]
fn a_year_with_one_value_and_none_around_it_has_that_value() {
    let found = answers("test land[1955] > 1");
    assert_eq!(
        found,
        [pair("official land", "26 true"), pair("counted land (1 January)", "17 true")]
    );
}

#[test]
fn what_was_not_observed_has_no_answer() {
    assert_eq!(
        answers("test land[1950..1954] > 1"),
        [
            pair("official land", "`official land` has no observation for 1954"),
            pair("counted land (1 January)", "`counted land` has no observation for 1953")
        ]
    );
    assert_eq!(answers("test peak(land[at 1950..1953]) > 1")[0].1, "1952.5 true");
    assert!(
        answers("test peak(land[at 1950..1956]) > 1")[0]
            .1
            .contains("no observation for every year")
    );
}

#[test]
fn one_observer_comes_before_mixtures_and_mixtures_name_both() {
    assert_eq!(
        answers("test sown[wheat][1951] / land[1951] > 0.4"),
        [
            pair("official wheat, official land", "0.5 true"),
            pair("official wheat, counted land (1 January)", "0.538 true")
        ]
    );
}

#[test]
fn changed_runs_members_and_unobserved_variables_have_no_record() {
    for test in [
        "land[1951] with double-pace > 1",
        "land[1951] off ploughs > 1",
        "P(land[1951] > 1) >= 0",
        "sown[maize][1951] > 1",
        "land[1951] > much land[1951] - 1000",
        "1 < 2",
    ] {
        assert_eq!(answers(&format!("test {test}")), [], "{test}");
    }
}

#[test]
fn a_census_answers_for_its_own_day_and_its_own_year() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "year,value\n1950.96,11.92\n1959.04,28.08\n";
    std::fs::write(folder.path().join("census.csv"), rows).unwrap();
    let told = |series: &str, test: &str| {
        let series = format!(
            "```model\nseries census [Mha]  @office\n    file census.csv\n    of land\n{series}\n```"
        );
        let claim = format!("```claim it ¶1\nIt is so.\ntest {test}\n```");
        let report = judged_with(&series, &claim, folder.path());
        let answer = &report.claims[0].record[0].answer;
        match &answer.no_answer {
            Some(why) => why.clone(),
            None => answer.numbers[0].value.clone(),
        }
    };
    // Whatever the series says of whole years, a date with a fraction is that date.
    for measure in ["", "    at 1 january", "    at mid-year"] {
        assert_eq!(told(measure, "land[1950.96] > 1"), "11.92", "{measure}");
        assert_eq!(told(measure, "land[1959.04] > 1"), "28.08", "{measure}");
        assert_eq!(told(measure, "land[1959.0] > 1"), "28.08", "{measure}");
        assert_eq!(told(measure, "land[1950] > 1"), "11.92", "{measure}");
        assert_eq!(told(measure, "land[1959] > 1"), "28.08", "{measure}");
        assert_eq!(told(measure, "land[1959.04] - land[1950.96] > 1"), "16.16", "{measure}");
        assert_eq!(
            told(measure, "land[1955.0] > 1"),
            "`census` has no observation at 1955",
            "{measure}"
        );
    }
}
