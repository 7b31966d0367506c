//! A lookup's y at x (XMILE 1.0, 3.1.4).

use interregnum_model::lookup::{Beyond, Curve, MISSING};

/// The curve's y at x; NaN for a curve without points and for x that is not a number.
pub(in crate::engine) fn y_at(curve: &Curve, x: f64) -> f64 {
    let points = curve.points.as_slice();
    let ([first, ..], [.., last]) = (points, points) else { return f64::NAN };
    if x.is_nan() {
        return x;
    }
    // The first point to the right of x; of several at one x the last counts from there on.
    let right = points.partition_point(|(at, _)| *at <= x);
    let before = right == 0;
    let after = right == points.len();
    match curve.beyond {
        Beyond::Step if before => first.1,
        Beyond::Step => points[right - 1].1,
        // A point's own x has its own y whichever side is looked at.
        Beyond::Next | Beyond::Exact if !before && points[right - 1].0 == x => points[right - 1].1,
        Beyond::Exact => MISSING,
        Beyond::Next if after => last.1,
        Beyond::Next => points[right].1,
        Beyond::Hold if before => first.1,
        Beyond::Hold if after => last.1,
        Beyond::Extend if points.len() == 1 => first.1,
        Beyond::Hold | Beyond::Extend => {
            let right = right.clamp(1, points.len() - 1);
            line(points[right - 1], points[right], x)
        }
    }
}

/// The straight line through two points. At their own x it gives their own y. The slope is worked out
/// first, so that an engine can work it out once for all.
pub(super) fn line(left: (f64, f64), right: (f64, f64), x: f64) -> f64 {
    if x == right.0 || left.0 == right.0 {
        return right.1;
    }
    left.1 + (x - left.0) * ((right.1 - left.1) / (right.0 - left.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(beyond: Beyond, points: &[(f64, f64)]) -> Curve {
        Curve { points: points.to_vec(), beyond }
    }

    #[test]
    fn each_kind_between_beyond_and_on_the_points() {
        let points = [(0.0, 1.0), (2.0, 5.0), (4.0, 3.0)];
        let at = [-1.0, 0.0, 1.0, 2.0, 3.0, 4.0, 6.0];
        let table = [
            (Beyond::Hold, [1.0, 1.0, 3.0, 5.0, 4.0, 3.0, 3.0]),
            (Beyond::Extend, [-1.0, 1.0, 3.0, 5.0, 4.0, 3.0, 1.0]),
            (Beyond::Step, [1.0, 1.0, 1.0, 5.0, 5.0, 3.0, 3.0]),
            (Beyond::Next, [1.0, 1.0, 5.0, 5.0, 3.0, 3.0, 3.0]),
            (Beyond::Exact, [MISSING, 1.0, MISSING, 5.0, MISSING, 3.0, MISSING]),
        ];
        for (beyond, expected) in table {
            let curve = curve(beyond, &points);
            assert_eq!(at.map(|x| y_at(&curve, x)), expected, "{beyond:?}");
        }
    }

    #[test]
    fn one_point_is_flat_and_none_is_not_a_number() {
        for beyond in [Beyond::Hold, Beyond::Extend, Beyond::Step, Beyond::Next] {
            assert_eq!([0.0, 1.0, 2.0].map(|x| y_at(&curve(beyond, &[(1.0, 7.0)]), x)), [7.0; 3]);
            assert!(y_at(&curve(beyond, &[]), 0.0).is_nan());
            assert!(y_at(&curve(beyond, &[(1.0, 7.0)]), f64::NAN).is_nan());
        }
    }

    #[test]
    fn a_jump_takes_the_later_point_at_its_own_x() {
        let jump = curve(Beyond::Hold, &[(0.0, 0.0), (1.0, 1.0), (1.0, 3.0), (2.0, 4.0)]);
        assert_eq!([0.5, 1.0, 1.5].map(|x| y_at(&jump, x)), [0.5, 3.0, 3.5]);
    }
}
