//! Lookups made ready for many lanes: which stretch of a curve x lies on is found by a cell, and
//! each stretch's slope is worked out once.

use super::super::interpreter::curve::y_at;
use super::super::lanes::{Arithmetic, SMALL, Vector};
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::math::Lanes;

/// Cells for each stretch of a long curve: enough that most cells lie on one stretch.
const FINENESS: usize = 4;

/// The most cells of a long curve.
const MOST_CELLS: usize = 256;

/// The most stretches that a number can lie beyond its cell's on a short curve.
const MOST_STEPS: usize = 3;

/// A curve made ready.
pub(crate) struct Ready {
    curve: Curve,
    /// `None` for curves that are worked out number by number.
    lines: Option<Lines>,
}

/// Straight lines between points. Columns have at least [`SMALL`] entries; [`Lines::short`] ones have
/// just as many, so that they fit into registers.
struct Lines {
    short: bool,
    stretches: usize,
    /// Left end, its y, and slope of each stretch.
    x: Vec<f64>,
    y: Vec<f64>,
    slope: Vec<f64>,
    /// The greatest number below the right end of each stretch; infinity for the last.
    end: Vec<f64>,
    /// For each cell a stretch at or before the one that its numbers lie on; empty where cells are
    /// themselves stretches, or one too few.
    cells: Vec<f64>,
    /// The columns once more, stretch by stretch, for one number at a time: left end, y, slope, end.
    rows: Vec<[f64; 4]>,
    /// The last cell.
    last_cell: f64,
    /// Cells a unit of x.
    scale: f64,
    /// Taken from a cell's number so that rounding never leads to a later stretch.
    slack: f64,
    /// How many stretches a number can lie beyond its cell's.
    steps: usize,
    first: (f64, f64),
    last: (f64, f64),
    /// The greatest number below the last x.
    before_last: f64,
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
            Some(lines) if lines.short => lines.at_short(x),
            Some(lines) => lines.at_long(x),
            None => one_by_one(&self.curve, x),
        }
    }
}

impl Ready {
    /// What it was made from.
    #[cfg(target_arch = "x86_64")]
    pub(crate) fn curve(&self) -> &Curve {
        &self.curve
    }

    /// y at one x: the same steps on rows, of which one fits into a line of the cache.
    #[inline(always)]
    pub(crate) fn at_one(&self, x: f64) -> f64 {
        match &self.lines {
            Some(lines) => lines.at_one(x),
            None => y_at(&self.curve, x),
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
        let column = |of: fn(&[(f64, f64)]) -> f64| {
            let mut column = points.windows(2).map(of).collect::<Vec<f64>>();
            column.resize(column.len().max(SMALL), 0.0);
            column
        };
        let stretches = points.len() - 1;
        let mut end = column(|ends| ends[1].0.next_down());
        end[stretches - 1..].fill(f64::INFINITY);
        let mut lines = Lines {
            short: stretches <= SMALL,
            stretches,
            x: column(|ends| ends[0].0),
            y: column(|ends| ends[0].1),
            slope: column(|ends| (ends[1].1 - ends[0].1) / (ends[1].0 - ends[0].0)),
            end,
            cells: Vec::new(),
            rows: Vec::new(),
            last_cell: 0.0,
            scale: 0.0,
            slack: 0.0,
            steps: 0,
            first: *first,
            last: *last,
            before_last: last.0.next_down(),
            hold,
        };
        lines.be_even(stretches, span);
        if lines.steps == 0 {
            lines.short &= lines.lay_cells(stretches, span, SMALL) <= MOST_STEPS;
            if !lines.short {
                lines.lay_cells(stretches, span, (stretches * FINENESS).min(MOST_CELLS));
            }
        }
        let columns = lines.x.iter().zip(&lines.y).zip(lines.slope.iter().zip(&lines.end));
        let rows = columns.map(|((x, y), (slope, end))| [*x, *y, *slope, *end]);
        lines.rows = rows.collect();
        Some(lines)
    }

    /// Takes stretches themselves for cells, if points are evenly enough spaced: a cell is then the
    /// stretch or the one before it, which is tried at both ends of each.
    fn be_even(&mut self, stretches: usize, span: f64) {
        self.scale = stretches as f64 / span;
        self.slack = 1e-7;
        self.last_cell = (stretches - 1) as f64;
        let mut ends = (0..stretches).zip(self.x.iter().zip(&self.end));
        let even = ends.all(|(at, (left, end))| {
            let at = at as f64;
            let end = if end.is_infinite() { self.last.0 } else { *end };
            self.cell(*left) >= at - 1.0 && self.cell(end) <= at
        });
        self.steps = usize::from(even && self.scale.is_finite());
    }

    /// Cuts the span into cells; the most stretches that a number can lie beyond its cell's.
    fn lay_cells(&mut self, stretches: usize, span: f64, count: usize) -> usize {
        self.scale = count as f64 / span;
        self.slack = 0.0;
        self.last_cell = (count - 1) as f64;
        // A little to either side, for the cell of a number is found with rounding.
        let slack = span * 1e-9;
        let left_ends = &self.x[..stretches];
        let stretch = |at: f64| left_ends.partition_point(|left| *left <= at).max(1) - 1;
        let edge = |cell: usize| self.first.0 + cell as f64 / self.scale;
        let lowest: Vec<usize> = (0..count).map(|cell| stretch(edge(cell) - slack)).collect();
        let beyond = |cell: usize| stretch(edge(cell + 1) + slack) - lowest[cell];
        self.steps = (0..count).map(beyond).max().unwrap_or(0);
        self.cells = lowest.iter().map(|stretch| *stretch as f64).collect();
        self.steps
    }

    /// The cell of x, from 0 to the last.
    #[inline(always)]
    fn cell<V: Arithmetic>(&self, x: V) -> V {
        let cell = (x - V::splat(self.first.0)) * V::splat(self.scale) - V::splat(self.slack);
        // In this order a number that is none falls into the last cell.
        cell.lesser(V::splat(self.last_cell)).greater(V::splat(0.0)).floor()
    }

    #[inline(always)]
    fn at_one(&self, x: f64) -> f64 {
        let cell = (x - self.first.0) * self.scale - self.slack;
        let cell = cell.lesser(self.last_cell).greater(0.0) as u32 as usize;
        let mut stretch =
            if self.cells.is_empty() { cell } else { self.cells[cell] as u32 as usize };
        for _ in 0..self.steps {
            stretch += usize::from(self.rows[stretch][3] < x);
        }
        let [left, y, slope, _] = self.rows[stretch];
        self.ends(x, y + (x - left) * slope)
    }

    #[allow(unsafe_code)]
    #[inline(always)]
    fn at_short<V: Arithmetic>(&self, x: V) -> V {
        let one = V::splat(1.0);
        let cell = self.cell(x);
        // SAFETY: short columns have `SMALL` entries, and every index is a whole number: cells from 0
        // to the last, of which there are at most `SMALL`; stretches from 0, and none is counted
        // beyond the last, for nothing is greater than infinity.
        unsafe {
            let mut stretch = if self.cells.is_empty() {
                cell
            } else {
                V::pick(self.cells.as_ptr(), self.cells.len(), cell)
            };
            for _ in 0..self.steps {
                let beyond = V::pick(self.end.as_ptr(), self.stretches, stretch).less(x);
                stretch = V::select(beyond, stretch + one, stretch);
            }
            let (left, y) = (
                V::pick(self.x.as_ptr(), self.stretches, stretch),
                V::pick(self.y.as_ptr(), self.stretches, stretch),
            );
            self.ends(x, y + (x - left) * V::pick(self.slope.as_ptr(), self.stretches, stretch))
        }
    }

    #[allow(unsafe_code)]
    #[inline(always)]
    fn at_long<V: Vector>(&self, x: V) -> V {
        let one = V::splat(1.0);
        let cell = self.cell(x);
        // SAFETY: as in `at_short`, with columns as long as there are stretches, and cells.
        unsafe {
            let mut stretch = if self.cells.is_empty() {
                cell
            } else {
                V::gather_from(self.cells.as_ptr(), cell)
            };
            for _ in 0..self.steps {
                let beyond = V::gather_from(self.end.as_ptr(), stretch).less(x);
                stretch = V::select(beyond, stretch + one, stretch);
            }
            let (left, y) = (
                V::gather_from(self.x.as_ptr(), stretch),
                V::gather_from(self.y.as_ptr(), stretch),
            );
            self.ends(x, y + (x - left) * V::gather_from(self.slope.as_ptr(), stretch))
        }
    }

    /// The rules at and beyond the ends.
    #[inline(always)]
    fn ends<V: Arithmetic>(&self, x: V, y: V) -> V {
        let last = V::splat(self.last.1);
        if !self.hold {
            return V::select(x.equal(V::splat(self.last.0)), last, y);
        }
        let y = V::select(x.less(V::splat(self.first.0)), V::splat(self.first.1), y);
        V::select(V::splat(self.before_last).less(x), last, y)
    }
}
