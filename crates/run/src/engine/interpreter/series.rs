//! A dated series' value at a moment.

use super::curve::line;
use interregnum_compile::program::DatedSeries;
use interregnum_model::series::Between;

/// The value at a moment; outside the first and last date the first and last value.
pub(in crate::engine) fn value_at(series: &DatedSeries, at: f64) -> f64 {
    let points = series.points.as_slice();
    let ([first, ..], [.., last]) = (points, points) else { return f64::NAN };
    if at.is_nan() {
        return at;
    }
    let right = points.partition_point(|point| point.time <= at);
    if right == 0 {
        return first.value;
    }
    if right == points.len() {
        return last.value;
    }
    let (left, right) = (&points[right - 1], &points[right]);
    match series.between {
        Between::Step => left.value,
        Between::Linear => line((left.time, left.value), (right.time, right.value), at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use interregnum_model::name::Name;
    use interregnum_model::series::Point;
    use interregnum_model::source::{FileId, Span};

    fn series(between: Between) -> DatedSeries {
        let points = [(1950.0, 1.0), (1951.0, 3.0), (1953.0, 7.0)];
        let point = |(time, value): (f64, f64)| Point {
            time,
            value,
            confidence: String::new(),
            note: String::new(),
        };
        let name = Name::new("rain", Span::new(FileId(0), 0, 0));
        DatedSeries { name, points: points.map(point).to_vec(), between }
    }

    #[test]
    fn each_kind_between_beyond_and_on_the_dates() {
        let at = [1940.0, 1950.0, 1950.5, 1951.0, 1952.0, 1953.0, 1960.0];
        let table = [
            (Between::Step, [1.0, 1.0, 1.0, 3.0, 3.0, 7.0, 7.0]),
            (Between::Linear, [1.0, 1.0, 2.0, 3.0, 5.0, 7.0, 7.0]),
        ];
        for (between, expected) in table {
            assert_eq!(at.map(|at| value_at(&series(between), at)), expected, "{between:?}");
        }
    }
}
