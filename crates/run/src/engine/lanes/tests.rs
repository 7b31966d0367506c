//! Every width gives the bits that one number at a time gives.
#![allow(unsafe_code)]

use super::Vector;
use crate::draw::Stream;
use interregnum_model::math;

/// Numbers of all sizes and all special values, a multiple of eight of them.
fn numbers() -> Vec<f64> {
    let special = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        2.0,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        f64::MAX,
        f64::MIN,
        f64::MIN_POSITIVE,
        5e-324,
        -5e-324,
        709.0,
        710.0,
        -745.0,
        -746.0,
        1e6,
        1e300,
        3.0,
        10.0,
        -2.5,
        0.1,
    ];
    let mut stream = Stream::new(1, 1);
    let mut drawn = |low: f64, high: f64| {
        stream = stream.with(1);
        low + (high - low) * stream.uniform()
    };
    let mut numbers = special.to_vec();
    for _ in 0..5_000 {
        numbers.extend([
            drawn(-20.0, 20.0),
            drawn(0.0, 2.0),
            drawn(-800.0, 800.0),
            drawn(-1e6, 1e6),
        ]);
        numbers.extend([
            drawn(0.99, 1.01),
            drawn(0.0, 1e-300),
            drawn(0.0, 1e300),
            drawn(-1.0, 1.0),
        ]);
    }
    numbers
}

/// All functions of one width on all numbers, as bits; what is not a number counts as one.
#[inline(always)]
fn work<V: Vector>(numbers: &[f64]) -> Vec<u64> {
    let mut out = vec![0.0; numbers.len() * 18];
    for (group, out) in numbers.chunks_exact(8).zip(out.chunks_exact_mut(144)) {
        for at in (0..8).step_by(V::WIDTH) {
            // SAFETY: groups are of eight numbers, and every width divides eight.
            unsafe {
                let x = V::load(group.as_ptr().add(at));
                let y = V::load(group.as_ptr().add((at + V::WIDTH) % 8));
                let results = [
                    math::exp(x),
                    math::ln(x),
                    math::log10(x),
                    math::pow(x, y),
                    math::sin(x),
                    math::cos(x),
                    math::tan(x),
                    math::atan(x),
                    math::asin(x),
                    math::acos(x),
                    math::sinh(x),
                    math::cosh(x),
                    math::tanh(x),
                    x.sqrt(),
                    x.floor(),
                    x.abs(),
                    -x,
                    V::select(x.less(y), x / y, x * y + y - x),
                ];
                for (row, result) in results.into_iter().enumerate() {
                    result.store(out.as_mut_ptr().add(row * 8 + at));
                }
            }
        }
    }
    out.into_iter().map(|x: f64| if x.is_nan() { u64::MAX } else { x.to_bits() }).collect()
}

/// What one number at a time gives, in the same pairs as vectors of this width take them.
fn scalar(numbers: &[f64], width: usize) -> Vec<u64> {
    let mut out = Vec::with_capacity(numbers.len() * 18);
    for group in numbers.chunks_exact(8) {
        let pairs: Vec<(f64, f64)> = (0..8).map(|i| (group[i], group[(i + width) % 8])).collect();
        let rows: [fn(f64, f64) -> f64; 18] = [
            |x, _| math::exp(x),
            |x, _| math::ln(x),
            |x, _| math::log10(x),
            |x, y| math::pow(x, y),
            |x, _| math::sin(x),
            |x, _| math::cos(x),
            |x, _| math::tan(x),
            |x, _| math::atan(x),
            |x, _| math::asin(x),
            |x, _| math::acos(x),
            |x, _| math::sinh(x),
            |x, _| math::cosh(x),
            |x, _| math::tanh(x),
            |x, _| x.sqrt(),
            |x, _| x.floor(),
            |x, _| x.abs(),
            |x, _| -x,
            |x, y| if x < y { x / y } else { x * y + y - x },
        ];
        for row in rows {
            out.extend(pairs.iter().map(|(x, y)| row(*x, *y)));
        }
    }
    out.into_iter().map(|x| if x.is_nan() { u64::MAX } else { x.to_bits() }).collect()
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use super::super::{avx2::Avx2, avx512::Avx512, sse2::Sse2};
    use super::*;

    #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx512bw")]
    fn with_avx512(numbers: &[f64]) -> Vec<u64> {
        work::<Avx512>(numbers)
    }

    #[target_feature(enable = "avx2")]
    fn with_avx2(numbers: &[f64]) -> Vec<u64> {
        work::<Avx2>(numbers)
    }

    #[test]
    fn two_at_a_time() {
        assert_eq!(work::<Sse2>(&numbers()), scalar(&numbers(), 2));
    }

    #[test]
    fn four_at_a_time() {
        if !std::arch::is_x86_feature_detected!("avx2") {
            println!("skipped: this machine has no AVX2");
            return;
        }
        // SAFETY: the machine has been asked.
        let ours = unsafe { with_avx2(&numbers()) };
        assert_eq!(ours, scalar(&numbers(), 4));
    }

    #[test]
    fn eight_at_a_time() {
        let has = std::arch::is_x86_feature_detected!("avx512f")
            && std::arch::is_x86_feature_detected!("avx512dq")
            && std::arch::is_x86_feature_detected!("avx512vl")
            && std::arch::is_x86_feature_detected!("avx512bw");
        if !has {
            println!("skipped: this machine has no AVX-512");
            return;
        }
        // SAFETY: the machine has been asked.
        let ours = unsafe { with_avx512(&numbers()) };
        assert_eq!(ours, scalar(&numbers(), 8));
    }
}

#[cfg(target_arch = "aarch64")]
#[test]
fn two_at_a_time() {
    assert_eq!(work::<super::neon::Neon>(&numbers()), scalar(&numbers(), 2));
}
