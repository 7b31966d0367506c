//! Cells against the interpreter's own search, at every end and between.

use super::{Cells, MIDDLE, Outside, Rounding};
use crate::engine::interpreter::curve::y_at;
use interregnum_model::lookup::{Beyond, Curve};

/// y as machine code finds it.
fn found(cells: &Cells, x: f64) -> f64 {
    let within = x.min(cells.last.0).max(cells.first);
    let sum = match cells.rounding {
        Rounding::Nearest => libm::fma(within, cells.scale, cells.offset),
        Rounding::Down => {
            let product = within * cells.scale;
            let lost = libm::fma(within, cells.scale, -product);
            let whole = product.floor();
            let whole = if whole == product && lost < 0.0 { whole - 1.0 } else { whole };
            whole + cells.offset
        }
    };
    assert!(sum >= MIDDLE, "{x}");
    let mut cell = (sum.to_bits() & 255) as usize;
    if cells.bounds.get(cell).is_some_and(|bound| *bound < within) {
        cell += 1;
    }
    let x = match cells.outside {
        Outside::Held => within,
        Outside::DrawnOn if x == cells.last.0 => return cells.last.1,
        Outside::DrawnOn => x,
    };
    cells.y[cell] + (x - cells.left[cell]) * cells.slope[cell]
}

fn compare(beyond: Beyond, points: &[(f64, f64)]) -> Cells {
    let curve = Curve { points: points.to_vec(), beyond };
    let cells = Cells::new(&curve).expect("a curve that can be cut");
    let span = points[points.len() - 1].0 - points[0].0;
    let between = (0..=2000).map(|n| points[0].0 + span * (f64::from(n) / 1900.0 - 0.03));
    let ends = points.iter().flat_map(|(x, _)| [x.next_down(), *x, x.next_up()]);
    for x in between.chain(ends).chain([-1e300, 1e300]) {
        let (ours, theirs) = (found(&cells, x), y_at(&curve, x));
        assert_eq!(ours.to_bits(), theirs.to_bits(), "{beyond:?} at {x}: {ours} {theirs}");
    }
    cells
}

#[test]
fn whole_steps_need_no_bounds() {
    let points: Vec<(f64, f64)> =
        (0..9).map(|n| (f64::from(n) * 200.0, 3.0 / f64::from(n + 1))).collect();
    let cells = compare(Beyond::Hold, &points);
    assert_eq!((cells.rounding, cells.bounds.len()), (Rounding::Down, 0));
}

#[test]
fn steps_that_are_no_binary_fractions_uneven_ones_and_jumps() {
    let tenths: Vec<(f64, f64)> =
        (0..=10).map(|n| (f64::from(n) * 0.1, f64::from(n * n) - 7.3)).collect();
    let uneven = [(-3.0, 1.0), (-1.0, 2.5), (0.5, -4.0), (7.0, 0.25), (7.5, 3.0), (12.0, 1.0)];
    let jump = [(0.0, 1.0), (1.0, 1.5), (1.0, 3.0), (2.0, 4.0), (2.0, 9.0)];
    let two = [(5.0, 1.0), (6.0, 2.0)];
    for beyond in [Beyond::Hold, Beyond::Step] {
        for points in [tenths.as_slice(), &uneven, &jump, &two] {
            compare(beyond, points);
        }
    }
    for points in [tenths.as_slice(), &uneven] {
        compare(Beyond::Extend, points);
    }
}

#[test]
fn long_curves() {
    let long: Vec<(f64, f64)> = (0..150)
        .map(|n| (1900.0 + f64::from(n) + f64::from(n % 3) / 8.0, f64::from(n * 7 % 11) + 0.5))
        .collect();
    compare(Beyond::Hold, &long);
    compare(Beyond::Extend, &long);
}

#[test]
fn what_cannot_be_cut_is_left() {
    let of = |beyond, points: &[(f64, f64)]| Cells::new(&Curve { points: points.to_vec(), beyond });
    // Ends too near each other for so few cells, a y of -0, one point, and rules that are no lines.
    assert!(of(Beyond::Hold, &[(0.0, 1.0), (1e-9, 2.0), (2e-9, 3.0), (1.0, 4.0)]).is_none());
    assert!(of(Beyond::Hold, &[(0.0, -0.0), (1.0, 2.0)]).is_none());
    assert!(of(Beyond::Hold, &[(0.0, 1.0)]).is_none());
    assert!(of(Beyond::Hold, &[]).is_none());
    assert!(of(Beyond::Next, &[(0.0, 1.0), (1.0, 2.0)]).is_none());
    assert!(of(Beyond::Exact, &[(0.0, 1.0), (1.0, 2.0)]).is_none());
}
