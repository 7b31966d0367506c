//! Numbers and names of the command line.

use super::*;

#[test]
fn numbers_may_be_fractions() {
    let table = [("1953.25", 1953.25), ("1/16", 0.0625), (" 1 / 4 ", 0.25), ("-2", -2.0)];
    for (text, expected) in table {
        assert_eq!(number(text), Ok(expected), "{text}");
    }
    for text in ["", "x", "1/0", "1/2/3", "inf", "NaN", "1,5"] {
        assert!(number(text).is_err(), "{text}");
    }
}

#[test]
fn elements_stand_in_brackets_at_the_end() {
    assert_eq!(split_elements("urban share"), ("urban share", None));
    assert_eq!(split_elements("herd[cows]"), ("herd", Some("cows")));
    assert_eq!(split_elements(" herd[cows, north] "), ("herd", Some("cows, north")));
    assert_eq!(split_elements("herd]"), ("herd]", None));
}
