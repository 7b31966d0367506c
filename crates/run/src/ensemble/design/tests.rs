//! Designs: what each must be by its definition.

use super::*;

#[test]
fn a_permutation_takes_each_place_once() {
    for count in [1, 2, 3, 5, 16, 17, 100, 1000, 4097] {
        let stream = Stream::new(3, 0).with(count);
        let mut places: Vec<u64> =
            (0..count).map(|at| permutation::permuted(stream, at, count)).collect();
        let moved = (0..).zip(&places).filter(|(at, place)| at != *place).count();
        assert!(count < 16 || moved > 10, "{count}: {moved}");
        places.sort_unstable();
        assert!(places.into_iter().eq(0..count), "{count}");
    }
}

#[test]
fn a_latin_hypercube_has_one_point_in_each_part_of_each_axis() {
    const POINTS: u64 = 500;
    let (a, b) = (Latin::new(7, "a", 0, POINTS), Latin::new(7, "b", 0, POINTS));
    for axis in [&a, &b] {
        let mut parts: Vec<u64> =
            (0..POINTS).map(|point| (axis.share(point) * POINTS as f64) as u64).collect();
        parts.sort_unstable();
        assert!(parts.into_iter().eq(0..POINTS));
    }
    // Axes have nothing to do with each other.
    let product = |point| (a.share(point) - 0.5) * (b.share(point) - 0.5) * 12.0;
    let correlation = (0..POINTS).map(product).sum::<f64>() / (POINTS as f64).sqrt();
    assert!(correlation.abs() < 4.0, "{correlation}");
    assert_ne!(a.share(0), Latin::new(8, "a", 0, POINTS).share(0));
}

#[test]
fn sobol_is_the_sequence_of_the_crate_and_its_shift_keeps_it_even() {
    const AXES: usize = 40;
    let names = [("x", 0); AXES];
    let axes = SobolAxis::all(1, &names);
    let sequence = sobol::Sobol::<u32>::new(AXES, &JoeKuoD6::standard());
    for (point, numbers) in sequence.take(300).enumerate() {
        for (axis, number) in axes.iter().zip(numbers) {
            let shifted = (f64::from(number ^ axis.shift) + 0.5) / (1u64 << 32) as f64;
            assert_eq!(axis.share(point as u64), shifted);
        }
    }
    // 2^10 points: one in each 1024th of each axis, and one in each square of 32 by 32 of the first two.
    for axis in &axes {
        let mut parts: Vec<u64> = (0..1024).map(|p| (axis.share(p) * 1024.0) as u64).collect();
        parts.sort_unstable();
        assert!(parts.into_iter().eq(0..1024));
    }
    let square = |p| (axes[0].share(p) * 32.0) as u64 * 32 + (axes[1].share(p) * 32.0) as u64;
    let mut squares: Vec<u64> = (0..1024).map(square).collect();
    squares.sort_unstable();
    assert!(squares.into_iter().eq(0..1024));
}
