//! Lookups as machine code finds them: the span is cut into cells so narrow that each holds the end of one
//! stretch at most, and a cell's number is one multiplication away from x.
//!
//! A cell's number only says where to look; the line that x lies on is the interpreter's, and so is what is
//! worked out on it. [`Cells::new`] tries each end of each stretch, and between them numbers of cells only
//! grow with x.

#[cfg(test)]
mod tests;

use super::sheet::{Micro, Relation};
use super::traced::Traced;
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::math::Lanes;

/// The most entries of a table.
const MOST_ENTRIES: usize = 256;

/// 1.5 * 2^52: what is added to it is rounded to a whole number, which then stands in the low bits.
const MIDDLE: f64 = 6_755_399_441_055_744.0;

/// How the number of a cell is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Rounding {
    /// Down: cells may end where stretches do.
    Down,
    /// To the nearest.
    Nearest,
}

/// What x is before its line is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outside {
    /// The nearest of the ends: the end values are held.
    Held,
    /// As it is: the end lines are drawn on.
    DrawnOn,
}

/// A curve cut into cells.
#[derive(Debug)]
pub(super) struct Cells {
    pub(super) first: f64,
    pub(super) last: (f64, f64),
    pub(super) outside: Outside,
    pub(super) rounding: Rounding,
    /// x times this, and the other added, has the number of x's cell in its low bits.
    pub(super) scale: f64,
    pub(super) offset: f64,
    /// For each cell the greatest number of the stretch that ends in it, infinity where none does. Numbers
    /// above it belong to the next cell's line. Empty where no stretch ends within a cell.
    pub(super) bounds: Vec<f64>,
    /// For each cell the line at its beginning: left ends, slopes, and y at the left ends. As many as each
    /// other, a power of two, at least eight.
    pub(super) left: Vec<f64>,
    pub(super) slope: Vec<f64>,
    pub(super) y: Vec<f64>,
}

/// A straight line: left end, y there, slope.
type Line = (f64, f64, f64);

impl Cells {
    /// `None` for a curve that cannot be cut so.
    pub(super) fn new(curve: &Curve) -> Option<Cells> {
        let points = curve.points.as_slice();
        let ([first, ..], [.., last]) = (points, points) else { return None };
        let (lines, ends) = lines(curve, *last)?;
        let span = last.0 - first.0;
        if !(span > 0.0 && span.is_finite()) {
            return None;
        }
        let outside = match curve.beyond {
            Beyond::Extend => Outside::DrawnOn,
            Beyond::Hold | Beyond::Step | Beyond::Next | Beyond::Exact => Outside::Held,
        };
        let pattern = Pattern { first: first.0, last: last.0, lines: &lines, ends: &ends };
        let cut =
            pattern.candidates(span).find_map(|(rounding, scale)| pattern.cut(rounding, scale))?;
        let entries = cut.lines.len().next_power_of_two().max(8);
        let column = |of: fn(&Line) -> f64| {
            let mut column: Vec<f64> = cut.lines.iter().map(|at| of(&lines[*at])).collect();
            column.resize(entries, 0.0);
            column
        };
        let (left, slope, y) = (column(|it| it.0), column(|it| it.2), column(|it| it.1));
        let mut bounds = cut.bounds;
        if !bounds.is_empty() {
            bounds.resize(entries, f64::INFINITY);
        }
        let (rounding, scale, offset) = (cut.rounding, cut.scale, cut.offset);
        Some(Cells {
            first: first.0,
            last: *last,
            outside,
            rounding,
            scale,
            offset,
            bounds,
            left,
            slope,
            y,
        })
    }
}

/// The lines of a curve, and the greatest number of each but the last. Where end values are held, the last
/// line is flat: at the last point and beyond.
fn lines(curve: &Curve, last: (f64, f64)) -> Option<(Vec<Line>, Vec<f64>)> {
    let flat = match curve.beyond {
        Beyond::Hold | Beyond::Extend => false,
        Beyond::Step => true,
        Beyond::Next | Beyond::Exact => return None,
    };
    let pairs = || curve.points.windows(2);
    let wide = |pair: &&[(f64, f64)]| pair[0].0 < pair[1].0;
    if curve.beyond == Beyond::Extend && !pairs().all(|pair| wide(&pair)) {
        return None;
    }
    let slope = |pair: &[(f64, f64)]| match flat {
        true => 0.0,
        false => (pair[1].1 - pair[0].1) / (pair[1].0 - pair[0].0),
    };
    let lines = pairs().filter(wide).map(|pair| (pair[0].0, pair[0].1, slope(pair)));
    let mut lines: Vec<Line> = lines.collect();
    let mut ends: Vec<f64> = pairs().filter(wide).map(|pair| pair[1].0.next_down()).collect();
    match curve.beyond {
        Beyond::Extend => ends.truncate(lines.len().saturating_sub(1)),
        Beyond::Hold | Beyond::Step | Beyond::Next | Beyond::Exact => {
            lines.push((last.0, last.1, 0.0));
        }
    }
    // 0 times a slope, added to -0, would be 0.
    let sound = |(left, y, slope): &Line| {
        left.is_finite() && slope.is_finite() && y.is_finite() && y.to_bits() != 1 << 63
    };
    (!ends.is_empty() && lines.iter().all(sound)).then_some((lines, ends))
}

struct Pattern<'a> {
    first: f64,
    last: f64,
    lines: &'a [Line],
    ends: &'a [f64],
}

/// A way to cut.
struct Cut {
    rounding: Rounding,
    scale: f64,
    offset: f64,
    bounds: Vec<f64>,
    /// For each cell the line at its beginning.
    lines: Vec<usize>,
}

impl Pattern<'_> {
    /// Cells a unit of x that may do, the best first: those that end where stretches do, then ever more.
    fn candidates(&self, span: f64) -> impl Iterator<Item = (Rounding, f64)> {
        let width = self.ends[0].next_up() - self.first;
        let exact = 1.0 / width;
        let even = [exact, exact.next_up(), exact.next_up().next_up(), exact.next_down()];
        let even = even.into_iter().map(|scale| (Rounding::Down, scale));
        let counts = (self.lines.len()..16).chain([31, 63, 127, 254]);
        let counts = counts.filter(|count| *count + 2 > self.ends.len());
        even.chain(counts.map(move |count| (Rounding::Nearest, (count as f64 - 0.5) / span)))
    }

    /// The cells of such a scale; `None` where two stretches end in one.
    fn cut(&self, rounding: Rounding, scale: f64) -> Option<Cut> {
        let first = number(rounding, self.first, scale, MIDDLE)?;
        let offset = MIDDLE - first as f64;
        let cell = |x: f64| usize::try_from(number(rounding, x, scale, offset)?).ok();
        let count = cell(self.last)?.checked_add(1).filter(|it| *it < MOST_ENTRIES)?;
        cell(self.first)?;
        let mut bounds = vec![f64::INFINITY; count];
        let mut ending = vec![0; count];
        for end in self.ends {
            let at = cell(*end)?;
            *ending.get_mut(at)? += 1;
            if cell(end.next_up())? == at {
                bounds[at] = *end;
            }
        }
        ending.iter().all(|count| *count <= 1).then_some(())?;
        let mut lines = vec![0];
        for (at, ending) in ending.iter().enumerate() {
            lines.push(lines[at] + ending);
        }
        if bounds.iter().all(|bound| bound.is_infinite()) {
            bounds.clear();
            lines.truncate(count);
        }
        let inside = lines.iter().all(|line| *line < self.lines.len());
        inside.then_some(Cut { rounding, scale, offset, bounds, lines })
    }
}

/// `x * scale + offset` as the machine works it out at once, rounded once to a whole number, above
/// [`MIDDLE`]. `None` where there is no room for it.
fn number(rounding: Rounding, x: f64, scale: f64, offset: f64) -> Option<i64> {
    let whole = match rounding {
        Rounding::Nearest => libm::fma(x, scale, offset) - MIDDLE,
        Rounding::Down => {
            let product = x * scale;
            let lost = libm::fma(x, scale, -product);
            let whole = product.floor();
            // What is lost is less than the way to the next number, and so to the next whole one.
            let whole = if whole == product && lost < 0.0 { whole - 1.0 } else { whole };
            whole + (offset - MIDDLE)
        }
    };
    (whole.abs() < 1e12).then_some(whole as i64)
}

/// y of a curve at x.
pub(super) fn looked_up<'s>(cells: &Cells, x: Traced<'s>) -> Option<Traced<'s>> {
    let Traced::Noted(sheet, _) = x else { return None };
    let known = |number: f64| Traced::Known(number);
    // In this order what is no number stays none.
    let within = known(cells.first).greater(known(cells.last.0).lesser(x));
    let constant = |number: f64| known(number).on(sheet);
    let (scale, offset) = (constant(cells.scale), constant(cells.offset));
    let at = within.on(sheet);
    let mut cell = sheet.note(Micro::Cell { x: at, scale, offset, rounding: cells.rounding });
    let size = cells.left.len() as u32;
    if !cells.bounds.is_empty() {
        let table = sheet.table(&cells.bounds);
        let bound = sheet.note(Micro::Pick { table, size, index: cell });
        let mask = sheet.note(Micro::Compare(Relation::Less, bound, at));
        cell = sheet.note(Micro::NextCell { mask, cell });
    }
    let table = sheet.table(&[cells.left.as_slice(), &cells.slope, &cells.y].concat());
    let line = |x: Traced| {
        let micro = Micro::Line { table, size, cell, x: x.on(sheet) };
        Traced::Noted(sheet, sheet.note(micro))
    };
    Some(match cells.outside {
        Outside::Held => line(within),
        // The last point's y is its own, not the last line's there.
        Outside::DrawnOn => {
            Traced::select(x.equal(known(cells.last.0)), known(cells.last.1), line(x))
        }
    })
}
