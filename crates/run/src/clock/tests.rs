//! Which step is when, and which steps are saved.

use super::*;

fn clock(start: f64, stop: f64, dt: f64, saveper: f64) -> Clock {
    Clock::new(&TimeSpec { start, stop, dt, saveper, ..TimeSpec::default() }).unwrap()
}

/// The moments that are saved.
fn saved(clock: &Clock) -> Vec<f64> {
    let mut moments = Vec::new();
    let mut step = clock.next_save(0);
    while step <= clock.steps {
        moments.push(clock.at(step, 0.0));
        step = clock.next_save(step + 1);
    }
    moments
}

#[test]
fn moments_are_the_numbers_one_would_write() {
    let tenths = clock(0.0, 1.0, 0.1, 0.1);
    let written = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0];
    assert_eq!(saved(&tenths), written);
    let months = clock(1926.0, 1970.0, 1.0 / 12.0, 1.0);
    assert_eq!(months.steps, 44 * 12);
    assert_eq!(months.at(27 * 12 + 3, 0.0), 1953.25);
    assert_eq!(months.at(528, 0.0), 1970.0);
    let years: Vec<f64> = (1926..=1970).map(f64::from).collect();
    assert_eq!(saved(&months), years);
    // A date as one would write it is the moment of its step.
    let decimal = clock(1926.0, 1970.0, 0.1, 1.0);
    assert_eq!(decimal.at(decimal.step_at(1953.3), 0.0), 1953.3);
    // No fraction with a small denominator: the product, never a sum.
    let odd = clock(0.0, 10.0, 0.123_456_7, 1.0);
    assert_eq!(odd.at(5, 0.0), 5.0 * 0.123_456_7);
    assert_eq!(clock(0.0, 1.0, 0.25, 0.25).at(1, 0.5), 0.375);
}

#[test]
fn saveper_need_not_be_a_binary_multiple_of_dt() {
    assert_eq!(saved(&clock(0.0, 2.0, 0.1, 0.3)), [0.0, 0.3, 0.6, 0.9, 1.2, 1.5, 1.8]);
    // No multiple at all: the first step not before each save.
    assert_eq!(saved(&clock(0.0, 2.0, 0.25, 0.3)), [0.0, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0]);
    // Oftener than there are steps: each step, once.
    assert_eq!(saved(&clock(0.0, 1.0, 0.5, 0.1)), [0.0, 0.5, 1.0]);
    assert_eq!(saved(&clock(0.0, 1.0, 0.5, 1e-300)), [0.0, 0.5, 1.0]);
    // Rarer than the run is long: the start alone.
    assert_eq!(saved(&clock(0.0, 1.0, 0.5, 1e9)), [0.0]);
}

#[test]
fn a_dt_that_does_not_divide_the_span_stops_before_its_end() {
    let thirds = clock(0.0, 1.0, 0.3, 0.3);
    assert_eq!((thirds.steps, saved(&thirds)), (3, vec![0.0, 0.3, 0.6, 0.9]));
    assert_eq!(clock(0.0, 1.0, 3.0, 1.0).steps, 0);
    assert_eq!(clock(5.0, 5.0, 0.1, 1.0).steps, 0);
    // Rounding of span / dt loses no step.
    for dt in [0.1, 0.01, 0.001, 0.0001, 1.0 / 3.0, 1.0 / 7.0, 1.0 / 365.0] {
        let steps = (100.0_f64 / dt).round();
        assert_eq!(clock(1900.0, 2000.0, dt, 1.0).steps as f64, steps, "{dt}");
    }
}

#[test]
fn a_date_is_at_the_first_step_not_before_it() {
    let quarters = clock(1950.0, 1960.0, 0.25, 1.0);
    let dates = [1940.0, 1950.0, 1950.1, 1950.25, 1950.26, 1960.0];
    assert_eq!(dates.map(|date| quarters.step_at(date)), [0, 0, 1, 1, 2, 40]);
}

#[test]
fn times_that_make_no_sense_are_refused() {
    let bad = |start, stop, dt, saveper| {
        Clock::new(&TimeSpec { start, stop, dt, saveper, ..TimeSpec::default() }).unwrap_err()
    };
    assert_eq!(bad(0.0, 1.0, 0.0, 1.0), BadTime::Dt(0.0));
    assert_eq!(bad(0.0, 1.0, -1.0, 1.0), BadTime::Dt(-1.0));
    assert!(matches!(bad(0.0, 1.0, f64::NAN, 1.0), BadTime::Dt(_)));
    assert!(matches!(bad(0.0, 1.0, f64::INFINITY, 1.0), BadTime::Dt(_)));
    assert_eq!(bad(0.0, 1.0, 1.0, 0.0), BadTime::Saveper(0.0));
    assert_eq!(bad(1.0, 0.0, 1.0, 1.0), BadTime::Span(1.0, 0.0));
    assert!(matches!(bad(f64::NAN, 0.0, 1.0, 1.0), BadTime::Span(..)));
    assert!(matches!(bad(0.0, 1.0, 1e-300, 1.0), BadTime::Steps(_)));
}
