//! Sums without rounding.

use super::*;
use crate::draw::Stream;

fn sum(values: &[f64]) -> Sum {
    let mut sum = Sum::default();
    values.iter().for_each(|value| sum.add(*value));
    sum
}

#[test]
fn sums_are_rounded_once() {
    let table: [(&[f64], f64); 8] = [
        (&[], 0.0),
        (&[1.5, -0.25], 1.25),
        (&[1e16, 1.0, -1e16], 1.0),
        (&[0.1, 0.2, -0.3], 2.775_557_561_562_891_4e-17),
        (&[1e308, 1e308, -1e308], 1e308),
        (&[5e-324, 5e-324], 1e-323),
        (&[-1e300, 1e-300, 1e300], 1e-300),
        (&[-3.0, 1e-30], -3.0),
    ];
    for (values, expected) in table {
        assert_eq!(sum(values).value().0, expected, "{values:?}");
    }
    // Half-way between two doubles, and a little above it.
    assert_eq!(sum(&[1e16, 1.0]).value(), (1e16, 1.0));
    assert_eq!(sum(&[1e16, 1.0, 1e-20]).value(), (1e16 + 2.0, -1.0));
    assert_eq!(sum(&[1e308; 10]).value().0, f64::INFINITY);
}

#[test]
fn any_order_and_any_parts_give_the_same_sum() {
    let values: Vec<f64> = (0..2000)
        .map(|at| {
            let even = Stream::new(1, at).uniform() - 0.4;
            even * libm::scalbn(1.0, (at % 400) as i32 - 200)
        })
        .collect();
    let whole = sum(&values);
    let turned: Vec<f64> = values.iter().rev().copied().collect();
    assert_eq!(sum(&turned), whole);
    let mut merged = Sum::default();
    values.chunks(77).for_each(|part| merged.merge(&sum(part)));
    assert_eq!(merged, whole);
    let written = serde_json::to_string(&whole).unwrap();
    assert_eq!(serde_json::from_str::<Sum>(&written).unwrap(), whole);
}

#[test]
fn squares_are_exact() {
    let value = 1.0 + f64::EPSILON;
    let mut squares = Sum::default();
    assert!(squares.add_square(value) && squares.add_square(-3.0));
    squares.add(-10.0);
    // (1 + e)^2 - 1 = 2 e + e^2, and nothing else is left.
    assert_eq!(squares.value(), (2.0 * f64::EPSILON, f64::EPSILON * f64::EPSILON));
    assert!(!squares.add_square(1e200));
}
