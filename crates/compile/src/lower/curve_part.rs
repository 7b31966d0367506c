//! What is read off a curve besides its y, as curves of their own: slopes, and areas under it.

use crate::tree::{CurvePart, Outside};
use interregnum_model::lookup::{Beyond, Curve, MISSING};

/// The curve of one part; without points, which gives no number, where the curve has none.
pub fn part(curve: &Curve, part: CurvePart) -> Curve {
    let ([first, ..], [.., last]) = (curve.points.as_slice(), curve.points.as_slice()) else {
        return Curve { points: Vec::new(), beyond: Beyond::Step };
    };
    let goes_on = curve.beyond == Beyond::Extend;
    let stretches = stretches(curve);
    let always = |x: f64| vec![(first.0, x)];
    let at_left = |of: fn(&Stretch) -> f64| -> Vec<(f64, f64)> {
        stretches.iter().map(|it| (it.left, of(it))).collect()
    };
    let by_area = |of: fn(&Stretch) -> f64| -> Vec<(f64, f64)> {
        stretches.iter().map(|it| (it.area_before, of(it))).collect()
    };
    let points = match part {
        CurvePart::Height => {
            let beyond = match curve.beyond {
                kept @ (Beyond::Hold | Beyond::Extend | Beyond::Step) => kept,
                Beyond::Next | Beyond::Exact => Beyond::Hold,
            };
            return Curve { points: curve.points.clone(), beyond };
        }
        CurvePart::Slope(outside) => slopes(&stretches, last.0, outside),
        CurvePart::Left => at_left(|it| it.left),
        CurvePart::LeftHeight => at_left(|it| it.height),
        CurvePart::AreaBefore => at_left(|it| it.area_before),
        CurvePart::First => always(first.0),
        CurvePart::Last => always(last.0),
        CurvePart::Least => always(if goes_on { f64::MIN } else { first.0 }),
        CurvePart::Greatest => always(if goes_on { f64::MAX } else { last.0 }),
        CurvePart::LeftOfArea => by_area(|it| it.left),
        CurvePart::LeftHeightOfArea => by_area(|it| it.height),
        CurvePart::SlopeOfArea => by_area(|it| it.slope),
        CurvePart::AreaBeforeArea => by_area(|it| it.area_before),
    };
    Curve { points, beyond: Beyond::Step }
}

/// What lies between two points, or beyond the last one.
struct Stretch {
    left: f64,
    /// The y at its left end.
    height: f64,
    slope: f64,
    /// The area from the first point to its left end.
    area_before: f64,
}

/// The stretches of a curve, the one beyond its last point included. A jump, two points at one x, is
/// a stretch of no width.
fn stretches(curve: &Curve) -> Vec<Stretch> {
    let mut area_before = 0.0;
    let mut stretches = Vec::with_capacity(curve.points.len());
    for pair in curve.points.windows(2) {
        let [(left, height), (right, other)] = *pair else { continue };
        let width = right - left;
        let is_level = curve.beyond == Beyond::Step || width == 0.0;
        let slope = if is_level { 0.0 } else { (other - height) / width };
        stretches.push(Stretch { left, height, slope, area_before });
        area_before += width * if is_level { height } else { (height + other) / 2.0 };
    }
    if let Some((left, height)) = curve.points.last() {
        let slope = match curve.beyond {
            Beyond::Extend => stretches.last().map_or(0.0, |it| it.slope),
            Beyond::Hold | Beyond::Step | Beyond::Next | Beyond::Exact => 0.0,
        };
        stretches.push(Stretch { left: *left, height: *height, slope, area_before });
    }
    stretches
}

/// How steep a curve is, as steps: a stretch's slope begins right behind its left end, which has a
/// value of its own. Where two points lie at one x there is none there. The manual says nothing of
/// the first and the last point, which lie inside: they have the slope of their one stretch.
fn slopes(stretches: &[Stretch], last: f64, outside: Outside) -> Vec<(f64, f64)> {
    let inner = stretches.split_last().map_or(&[][..], |(_, inner)| inner);
    let ([first, ..], [.., end]) = (inner, inner) else {
        return stretches.iter().map(|it| (it.left, 0.0)).collect();
    };
    let beyond = |slope: f64| match outside {
        Outside::Flat => 0.0,
        Outside::Extended => slope,
        Outside::Missing => MISSING,
    };
    let mut steps = vec![(first.left.next_down(), beyond(first.slope)), (first.left, first.slope)];
    for pair in inner.windows(2) {
        let [before, after] = pair else { continue };
        let is_jump = before.left == after.left;
        if is_jump {
            // The point before it was laid down at the same x.
            steps.truncate(steps.len().saturating_sub(2));
        }
        let both = if is_jump { MISSING } else { (before.slope + after.slope) / 2.0 };
        steps.push((after.left, both));
        steps.push((after.left.next_up(), after.slope));
    }
    steps.push((last, end.slope));
    steps.push((last.next_up(), beyond(end.slope)));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curve(beyond: Beyond) -> Curve {
        Curve { points: vec![(0.0, 0.0), (1.0, 1.0), (2.0, 1.5)], beyond }
    }

    /// y at x of a curve of steps.
    fn at(curve: &Curve, x: f64) -> f64 {
        let right = curve.points.partition_point(|(left, _)| *left <= x);
        curve.points[right.saturating_sub(1)].1
    }

    #[test]
    fn slopes_on_points_between_and_beyond() {
        let table = [
            (Outside::Flat, [0.0, 1.0, 1.0, 0.75, 0.5, 0.5, 0.0]),
            (Outside::Extended, [1.0, 1.0, 1.0, 0.75, 0.5, 0.5, 0.5]),
            (Outside::Missing, [MISSING, 1.0, 1.0, 0.75, 0.5, 0.5, MISSING]),
        ];
        for (outside, expected) in table {
            let slopes = part(&curve(Beyond::Hold), CurvePart::Slope(outside));
            let found = [-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0].map(|x| at(&slopes, x));
            assert_eq!(found, expected, "{outside:?}");
        }
    }

    #[test]
    fn a_jump_has_no_slope() {
        let points = vec![(0.0, 0.0), (1.0, 1.0), (1.0, 3.0), (2.0, 3.5)];
        let jump = Curve { points, beyond: Beyond::Hold };
        let slopes = part(&jump, CurvePart::Slope(Outside::Flat));
        let found = [0.5, 1.0, 1.5].map(|x| at(&slopes, x));
        assert_eq!(found, [1.0, MISSING, 0.5]);
    }

    #[test]
    fn areas_of_lines_and_of_steps() {
        let before = |beyond| part(&curve(beyond), CurvePart::AreaBefore).points;
        assert_eq!(before(Beyond::Hold), [(0.0, 0.0), (1.0, 0.5), (2.0, 1.75)]);
        assert_eq!(before(Beyond::Step), [(0.0, 0.0), (1.0, 0.0), (2.0, 1.0)]);
        let one = Curve { points: vec![(3.0, 7.0)], beyond: Beyond::Hold };
        assert_eq!(part(&one, CurvePart::AreaBefore).points, [(3.0, 0.0)]);
        assert_eq!(part(&one, CurvePart::Slope(Outside::Flat)).points, [(3.0, 0.0)]);
    }
}
