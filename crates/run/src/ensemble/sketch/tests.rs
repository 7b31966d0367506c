//! Sketches: exact where they can be, near elsewhere, and the same in any order and parts.

use super::*;
use crate::draw::{Stream, normal};

fn sketch(values: &[f64], most: u32) -> Sketch {
    let mut sketch = Sketch::new(most);
    values.iter().for_each(|value| sketch.add(*value));
    sketch.settle();
    sketch
}

fn normals(count: u64, mean: f64) -> Vec<f64> {
    (0..count).map(|at| mean + normal::quantile(Stream::new(5, at).uniform())).collect()
}

#[test]
fn ranks_rise_with_numbers_and_lead_back() {
    let rising = [-1e300, -2.0, -1.0, -1e-300, 0.0, 1e-300, 1.0, 1.5, 1e300];
    assert!(rising.windows(2).all(|pair| rank_of(pair[0]) < rank_of(pair[1])));
    assert!(rising.iter().all(|value| value_of(rank_of(*value)) == *value));
    assert_eq!(rank_of(-0.0), rank_of(0.0));
}

#[test]
fn few_values_have_exact_quantiles() {
    // numpy.quantile([1, 2, 4, 8, 16, -3], ...) says so.
    let sketch = sketch(&[8.0, 1.0, 16.0, 2.0, 4.0, -3.0], 16);
    let table = [(0.0, -3.0), (0.1, -1.0), (0.25, 1.25), (0.5, 3.0), (0.75, 7.0), (1.0, 16.0)];
    for (part, value) in table {
        assert_eq!(sketch.quantile(part), Some(value), "{part}");
    }
    assert_eq!(Sketch::new(8).quantile(0.5), None);
}

#[test]
fn many_values_have_near_quantiles_however_narrow_their_spread() {
    for mean in [0.0, 3.0, 200.0, 1e6, -50.0] {
        let mut values = normals(20_000, mean);
        let sketch = sketch(&values, 512);
        assert!(sketch.buckets.len() <= 512 && sketch.count() == 20_000);
        values.sort_by(f64::total_cmp);
        for part in [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] {
            let exact = values[(part * 19_999.0) as usize];
            let near = sketch.quantile(part).unwrap();
            // The values lie some 8 apart.
            assert!((near - exact).abs() < 0.02, "{mean} {part}: {near} {exact}");
        }
    }
}

#[test]
fn any_order_and_any_parts_give_the_same_sketch() {
    let mut values = normals(5_000, 1.0);
    values.extend([0.0, -0.0, 1e-308, -1e12, 3e200, f64::MIN_POSITIVE]);
    let whole = sketch(&values, 64);
    let mut turned: Vec<f64> = values.iter().rev().copied().collect();
    turned.rotate_left(1234);
    assert_eq!(sketch(&turned, 64), whole);
    for size in [1, 7, 300, 4999] {
        let parts: Vec<Sketch> = values.chunks(size).map(|part| sketch(part, 64)).collect();
        let mut merged = Sketch::new(64);
        parts.iter().rev().for_each(|part| merged.merge(part));
        assert_eq!(merged, whole, "parts of {size}");
    }
}
