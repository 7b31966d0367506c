//! Numbers that are simple fractions, and some that are not.

use super::rational;
use num_rational::Rational32;

#[test]
fn simple_fractions() {
    let table = [
        (2.0, Some((2, 1))),
        (0.5, Some((1, 2))),
        (-1.0 / 3.0, Some((-1, 3))),
        (2.0 / 3.0, Some((2, 3))),
        (1.5, Some((3, 2))),
        (0.1, Some((1, 10))),
        (0.0, Some((0, 1))),
        (std::f64::consts::PI, None),
        (f64::NAN, None),
        (f64::INFINITY, None),
        (1e9, None),
    ];
    for (number, expected) in table {
        let expected = expected.map(|(n, d)| Rational32::new(n, d));
        assert_eq!(rational(number), expected, "{number}");
    }
}
