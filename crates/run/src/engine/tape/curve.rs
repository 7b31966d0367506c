//! Lookups made ready for many lanes: which stretch of a curve x lies on is found by a table of
//! cells, and each stretch's slope is worked out once.

use super::super::interpreter::curve::y_at;
use super::super::lanes::Vector;
use interregnum_model::lookup::{Beyond, Curve};

/// Cells for each stretch of an unevenly spaced curve: enough that most cells lie on one stretch.
const FINENESS: usize = 4;

/// The most cells of one curve.
const MOST_CELLS: usize = 256;

/// A curve made ready.
pub(crate) struct Ready {
    curve: Curve,
    /// `None` for curves that are worked out number by number.
    lines: Option<Lines>,
}

/// Straight lines between points.
struct Lines {
    /// Left end, its y, and slope of each stretch.
    x: Vec<f64>,
    y: Vec<f64>,
    slope: Vec<f64>,
    /// The left end of the stretch after each; infinity after the last.
    next: Vec<f64>,
    /// For each cell a stretch at or before the one that its numbers lie on.
    cells: Vec<f64>,
    /// Cells a unit of x.
    scale: f64,
    /// How many stretches a number can lie beyond its cell's.
    steps: usize,
    first: (f64, f64),
    last: (f64, f64),
    hold: bool,
}

impl Ready {
    pub(crate) fn new(curve: &Curve) -> Ready {
        Ready { curve: curve.clone(), lines: Lines::new(curve) }
    }

    /// y at x.
    #[inline(always)]
    pub(crate) fn at<V: Vector>(&self, x: V) -> V {
        match &self.lines {
            Some(lines) => lines.at(x),
            None => one_by_one(&self.curve, x),
        }
    }
}

/// Number by number, as the interpreter does it.
#[allow(unsafe_code)]
fn one_by_one<V: Vector>(curve: &Curve, x: V) -> V {
    let mut numbers = [0.0; 8];
    // SAFETY: eight numbers are as many as the widest vector has.
    unsafe {
        x.store(numbers.as_mut_ptr());
        for number in &mut numbers[..V::WIDTH] {
            *number = y_at(curve, *number);
        }
        V::load(numbers.as_ptr())
    }
}

impl Lines {
    fn new(curve: &Curve) -> Option<Lines> {
        let hold = match curve.beyond {
            Beyond::Hold => true,
            Beyond::Extend => false,
            Beyond::Step | Beyond::Next | Beyond::Exact => return None,
        };
        let points = curve.points.as_slice();
        let ([first, ..], [.., last]) = (points, points) else { return None };
        let span = last.0 - first.0;
        if points.len() < 2 || !(span > 0.0 && span.is_finite()) {
            return None;
        }
        let stretches = points.len() - 1;
        let column = |of: fn(&[(f64, f64)]) -> f64| points.windows(2).map(of).collect::<Vec<f64>>();
        let mut next = column(|ends| ends[1].0);
        next[stretches - 1] = f64::INFINITY;
        let x = column(|ends| ends[0].0);
        let count = (stretches * FINENESS).min(MOST_CELLS);
        let scale = count as f64 / span;
        // A little to either side, for the cell of a number is found with rounding.
        let slack = span * 1e-9;
        let stretch = |at: f64| x.partition_point(|left| *left <= at).max(1) - 1;
        let edge = |cell: usize| first.0 + cell as f64 / scale;
        let lowest: Vec<usize> = (0..count).map(|cell| stretch(edge(cell) - slack)).collect();
        let beyond = |cell: usize| stretch(edge(cell + 1) + slack) - lowest[cell];
        let steps = (0..count).map(beyond).max().unwrap_or(0);
        let cells = lowest.iter().map(|stretch| *stretch as f64).collect();
        let slope = column(|ends| (ends[1].1 - ends[0].1) / (ends[1].0 - ends[0].0));
        let y = column(|ends| ends[0].1);
        Some(Lines { x, y, slope, next, cells, scale, steps, first: *first, last: *last, hold })
    }

    #[allow(unsafe_code)]
    #[inline(always)]
    fn at<V: Vector>(&self, x: V) -> V {
        let one = V::splat(1.0);
        let limit = V::splat((self.cells.len() - 1) as f64);
        let cell = (x - V::splat(self.first.0)) * V::splat(self.scale);
        // In this order a number that is none falls into the last cell.
        let cell = V::select(cell.less(limit), cell, limit);
        let cell = V::select(cell.less(V::splat(0.0)), V::splat(0.0), cell).floor();
        // SAFETY: cells are counted from 0 to `limit`; stretches from 0, and `next` ends with infinity,
        // which no number reaches, so that none is counted beyond the last.
        unsafe {
            let mut stretch = V::gather_from(self.cells.as_ptr(), cell);
            for _ in 0..self.steps {
                let next = V::gather_from(self.next.as_ptr(), stretch);
                stretch = V::select(x.less(next), stretch, stretch + one);
                stretch = V::select(
                    next.less(V::splat(f64::INFINITY)),
                    stretch,
                    V::splat((self.next.len() - 1) as f64),
                );
            }
            let left = V::gather_from(self.x.as_ptr(), stretch);
            let y = V::gather_from(self.y.as_ptr(), stretch);
            let slope = V::gather_from(self.slope.as_ptr(), stretch);
            self.ends(x, y + (x - left) * slope)
        }
    }

    /// The rules at and beyond the ends.
    #[inline(always)]
    fn ends<V: Vector>(&self, x: V, y: V) -> V {
        let y = V::select(x.equal(V::splat(self.last.0)), V::splat(self.last.1), y);
        if !self.hold {
            return y;
        }
        let y = V::select(x.less(V::splat(self.first.0)), V::splat(self.first.1), y);
        V::select(V::splat(self.last.0).less(x), V::splat(self.last.1), y)
    }
}
