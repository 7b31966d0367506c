//! Means, values and stretches of courses that are known by hand.

use super::Course::{Held, Straight};
use super::{Course, mean, stretch, value_at};

/// Four steps a year from 1950 to 1952.
fn quarters() -> Vec<f64> {
    (0..=8).map(|step| 1950.0 + f64::from(step) / 4.0).collect()
}

#[test]
fn year_means_follow_the_course_between_steps() {
    let times = quarters();
    let line: Vec<f64> = times.iter().map(|time| time - 1950.0).collect();
    let table: [(Course, f64, f64, f64); 5] = [
        (Straight, 1950.0, 1951.0, 0.5),
        (Held, 1950.0, 1951.0, 0.375),
        (Straight, 1951.0, 1952.0, 1.5),
        // A year that begins and ends inside steps weighs parts of them.
        (Straight, 1950.1, 1951.1, 0.6),
        (Held, 1950.125, 1951.125, 0.125 * 0.0 + 0.25 * (0.25 + 0.5 + 0.75) + 0.125 * 1.0),
    ];
    for (course, from, until, expected) in table {
        let found = mean(&times, &line, course, from, until).unwrap();
        assert!((found - expected).abs() < 1e-12, "{course:?} {from}..{until}: {found}");
    }
}

#[test]
fn a_flow_held_through_its_steps_adds_up_to_what_the_stock_gained() {
    // dt = 0.3 divides no year: 1950 has three whole steps and a third of the fourth.
    let times: Vec<f64> = (0..=7).map(|step| 1950.0 + 0.3 * f64::from(step)).collect();
    let flow = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let gained = 0.3 * (1.0 + 2.0 + 3.0) + 0.1 * 4.0;
    assert!((mean(&times, &flow, Held, 1950.0, 1951.0).unwrap() - gained).abs() < 1e-9);
}

#[test]
fn what_lies_outside_has_no_value() {
    let times = quarters();
    let values = vec![1.0; times.len()];
    assert_eq!(mean(&times, &values, Held, 1949.0, 1950.0), None);
    assert_eq!(mean(&times, &values, Held, 1951.5, 1952.5), None);
    assert_eq!(mean(&times, &values, Held, f64::NAN, 1951.0), None);
    assert_eq!(mean(&[], &[], Held, 1950.0, 1951.0), None);
    assert_eq!(value_at(&times, &values, 1952.01), None);
    assert_eq!(value_at(&times, &values, f64::INFINITY), None);
    assert_eq!(stretch(&times, 1949.0, 1951.0), None);
    assert_eq!(stretch(&times, 1951.0, 1950.0), None);
}

#[test]
fn dates_lie_on_the_line_between_steps() {
    let times = quarters();
    let values: Vec<f64> = times.iter().map(|time| (time - 1950.0) * 8.0).collect();
    for (date, expected) in [(1950.0, 0.0), (1950.1, 0.8), (1950.25, 2.0), (1952.0, 16.0)] {
        let found = value_at(&times, &values, date).unwrap();
        assert!((found - expected).abs() < 1e-9, "{date}: {found}");
    }
}

#[test]
fn stretches_take_the_steps_at_both_ends() {
    let times = quarters();
    assert_eq!(stretch(&times, 1950.5, 1951.0), Some(2..5));
    assert_eq!(stretch(&times, 1950.6, 1950.7), Some(3..3));
    assert_eq!(stretch(&times, 1950.0, 1952.0), Some(0..9));
}
