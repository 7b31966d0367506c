//! Draws against exact distribution functions and moments, and against each other.

use super::*;
use distribution::{draw, exponential, lognormal, normal, uniform};
use interregnum_model::function::{Draw, Shape};

/// As many draws as the bounds below are worked out for.
const MANY: usize = 20_000;

/// Draws that differ in their member alone, as those of an ensemble do.
fn members(make: impl Fn(Stream) -> f64) -> Vec<f64> {
    (0..MANY as u64).map(|member| make(Stream::new(1, member).with(42).at(1953.25))).collect()
}

/// The greatest distance between the draws' own distribution function and the exact one
/// (Kolmogorov, Smirnov), times the square root of their number.
fn distance(mut draws: Vec<f64>, share_below: impl Fn(f64) -> f64) -> f64 {
    draws.sort_by(f64::total_cmp);
    let count = draws.len() as f64;
    let greatest = draws.iter().enumerate().fold(0.0_f64, |greatest, (i, x)| {
        let exact = share_below(*x);
        greatest.max(exact - i as f64 / count).max((i + 1) as f64 / count - exact)
    });
    greatest * count.sqrt()
}

/// Exceeded by honest draws once in ten thousand times; these draws are always the same ones.
const RARE: f64 = 2.22;

#[test]
fn draws_follow_the_exact_distribution_functions() {
    let table = [
        ("uniform", distance(members(|s| uniform(2.0, 5.0, s)), |x| (x - 2.0) / 3.0)),
        (
            "normal",
            distance(members(|s| normal(10.0, 3.0, s)), |x| {
                super::normal::share_below((x - 10.0) / 3.0)
            }),
        ),
        (
            "lognormal",
            distance(members(|s| lognormal(2.0, 1.0, s)), |x| {
                let variance = libm::log(1.25);
                let log_mean = libm::log(2.0) - variance / 2.0;
                super::normal::share_below((libm::log(x) - log_mean) / variance.sqrt())
            }),
        ),
        ("exponential", distance(members(|s| exponential(4.0, s)), |x| -libm::expm1(-x / 4.0))),
    ];
    for (name, distance) in table {
        assert!(distance < RARE, "{name}: {distance}");
    }
}

#[test]
fn poisson_draws_come_as_often_as_they_must() {
    // Both arms: counting up below 10, rejection from there on.
    for mean in [0.1, 3.0, 9.9, 10.0, 40.0, 1000.0] {
        let draws = members(|s| poisson::draw(mean, s));
        assert!(draws.iter().all(|x| *x >= 0.0 && x.fract() == 0.0));
        let reach = 6.0 * mean.sqrt() + 3.0;
        let (low, high) = ((mean - reach).max(0.0).floor(), (mean + reach).ceil());
        let mut chi_square = 0.0;
        let mut cells = 0.0;
        let mut k = low;
        while k <= high {
            let expected =
                MANY as f64 * libm::exp(k * libm::log(mean) - mean - libm::lgamma(k + 1.0));
            if expected >= 5.0 {
                let seen = draws.iter().filter(|x| **x == k).count() as f64;
                chi_square += (seen - expected) * (seen - expected) / expected;
                cells += 1.0;
            }
            k += 1.0;
        }
        // Wilson and Hilferty: the cube root of chi square by its freedom is nearly normal.
        let z = (libm::cbrt(chi_square / cells) - (1.0 - 2.0 / (9.0 * cells)))
            / (2.0 / (9.0_f64 * cells)).sqrt();
        assert!(z < 3.7, "mean {mean}: chi square {chi_square} in {cells} cells");
    }
}

#[test]
fn moments_are_those_asked_for() {
    type Make = fn(Stream) -> f64;
    let plain = |shape: Shape, parameters: &'static [f64]| {
        move |s: Stream| super::shape::draw(shape, parameters, s)
    };
    let shapes: Vec<(&str, Vec<f64>, f64, f64)> = vec![
        ("gamma 2.5", members(plain(Shape::Gamma, &[2.5])), 2.5, 2.5_f64.sqrt()),
        ("gamma 0.5 counts as 1", members(plain(Shape::Gamma, &[0.5])), 1.0, 1.0),
        ("gamma below 1", members(|s| super::shape::gamma(0.25, s)), 0.25, 0.5),
        ("beta", members(plain(Shape::Beta, &[2.0, 3.0])), 0.4, 0.2),
        ("binomial 10", members(plain(Shape::Binomial, &[0.3, 10.0])), 3.0, 2.1_f64.sqrt()),
        ("binomial 1e4", members(plain(Shape::Binomial, &[0.3, 1e4])), 3e3, 2100.0_f64.sqrt()),
        (
            "negative binomial",
            members(plain(Shape::NegativeBinomial, &[0.25, 4.0])),
            16.0,
            (4.0 * 0.75_f64).sqrt() / 0.25,
        ),
        // Of shape 2 the variance is 4 / pi - 1 times the mean's square.
        (
            "weibull 2",
            members(plain(Shape::Weibull, &[2.0])),
            1.0,
            (4.0 / std::f64::consts::PI - 1.0).sqrt(),
        ),
        (
            "triangular",
            members(|s| super::distribution::triangular(0.0, 3.0, 6.0, s)),
            3.0,
            1.5_f64.sqrt(),
        ),
    ];
    for (name, draws, mean, sd) in shapes {
        moments(name, &draws, mean, sd);
    }
    let table: [(&str, Make, f64, f64); 7] = [
        ("uniform", |s| uniform(-1.0, 3.0, s), 1.0, 4.0 / 12.0_f64.sqrt()),
        ("normal", |s| normal(-5.0, 2.0, s), -5.0, 2.0),
        ("lognormal", |s| lognormal(3.0, 0.6, s), 3.0, 0.6),
        ("exponential", |s| exponential(2.5, s), 2.5, 2.5),
        ("poisson 4", |s| poisson::draw(4.0, s), 4.0, 2.0),
        ("poisson 400", |s| poisson::draw(400.0, s), 400.0, 20.0),
        ("poisson 1e6", |s| poisson::draw(1e6, s), 1e6, 1e3),
    ];
    for (name, make, mean, sd) in table {
        moments(name, &members(make), mean, sd);
    }
}

/// That draws have this mean and deviation, as nearly as so many can.
fn moments(name: &str, draws: &[f64], mean: f64, sd: f64) {
    let count = draws.len() as f64;
    let seen_mean = draws.iter().sum::<f64>() / count;
    let squares = draws.iter().map(|x| (x - seen_mean) * (x - seen_mean)).sum::<f64>();
    let seen_sd = (squares / count).sqrt();
    // Four standard errors of a mean; of a deviation four times as much covers the heaviest tail here.
    assert!((seen_mean - mean).abs() < 4.0 * sd / count.sqrt(), "{name}: mean {seen_mean}");
    assert!((seen_sd / sd - 1.0).abs() < 8.0 / count.sqrt(), "{name}: sd {seen_sd}");
}

#[test]
fn bounds_cut_what_is_stretched_and_shifted() {
    let cut = |s| draw(Draw::Bounded(Shape::Normal), &[-1.0, 2.0, 0.0, 1.0], s);
    let share = super::normal::share_below;
    let (low, high) = (share(-1.0), share(2.0));
    let distance = distance(members(cut), |x| (share(x) - low) / (high - low));
    assert!(distance < RARE, "{distance}");
    let shifted = members(|s| draw(Draw::Bounded(Shape::Exponential), &[5.0, 9.0, 5.0, 2.0], s));
    assert!(shifted.iter().all(|x| (5.0..=9.0).contains(x)));
    // Bounds out of reach: the nearer one.
    let far = draw(Draw::Bounded(Shape::Beta), &[3.0, 4.0, 1.0, 1.0, 0.0, 1.0], Stream::new(1, 1));
    assert_eq!(far, 3.0);
}

#[test]
fn arguments_without_meaning_give_not_a_number() {
    let stream = Stream::new(1, 1);
    for (kind, arguments) in [
        (Draw::Uniform, &[1.0][..]),
        (Draw::Normal, &[0.0, -1.0]),
        (Draw::Lognormal, &[0.0, 1.0]),
        (Draw::Lognormal, &[1.0, -1.0]),
        (Draw::Exponential, &[-1.0]),
        (Draw::Poisson, &[-1.0]),
        (Draw::Poisson, &[f64::INFINITY]),
        (Draw::Poisson, &[]),
        (Draw::Triangular, &[0.0, 9.0, 2.0, 1.0, 3.0]),
        (Draw::Triangular, &[0.0, 9.0]),
        (Draw::Bounded(Shape::Normal), &[1.0, 0.0, 0.0, 1.0]),
        (Draw::Bounded(Shape::Gamma), &[0.0, 9.0, f64::NAN, 0.0, f64::NAN]),
        (Draw::Bounded(Shape::Weibull), &[0.0, 9.0, -1.0, 0.0, 1.0]),
        (Draw::Bounded(Shape::Beta), &[0.0, 9.0, 0.0, 1.0, 0.0, 1.0]),
        (Draw::Bounded(Shape::Binomial), &[0.0, 9.0, 1.5, 3.0, 0.0, 1.0]),
        (Draw::Bounded(Shape::NegativeBinomial), &[0.0, 9.0, 0.0, 3.0, 0.0, 1.0]),
        (Draw::Bounded(Shape::Exponential), &[0.0, 9.0]),
    ] {
        assert!(draw(kind, arguments, stream).is_nan(), "{kind:?} {arguments:?}");
    }
    assert_eq!(draw(Draw::Normal, &[7.0, 0.0], stream), 7.0);
    assert_eq!(draw(Draw::Poisson, &[0.0], stream), 0.0);
}

#[test]
fn even_draws_never_reach_their_ends() {
    assert_eq!(Stream(0).uniform(), 0.5 / (1u64 << 52) as f64);
    assert_eq!(Stream(u64::MAX).uniform(), 1.0 - 0.5 / (1u64 << 52) as f64);
}

/// Correlation of two series of even draws, times the square root of their number: standard
/// normal where they are independent.
fn correlation(make: impl Fn(u64) -> (Stream, Stream)) -> f64 {
    let pairs = (0..MANY as u64).map(|i| {
        let (a, b) = make(i);
        (a.uniform() - 0.5, b.uniform() - 0.5)
    });
    pairs.map(|(a, b)| a * b * 12.0).sum::<f64>() / (MANY as f64).sqrt()
}

#[test]
fn neighbours_have_nothing_to_do_with_each_other() {
    let draw =
        |seed, member, element: u64, time| Stream::new(seed, member).at(time).with(9).with(element);
    let day = |i: u64| 1926.0 + i as f64 / 16.0;
    let table = [
        ("seeds", correlation(|i| (draw(i, 0, 0, 0.0), draw(i + 1, 0, 0, 0.0)))),
        ("members", correlation(|i| (draw(1, i, 0, 0.0), draw(1, i + 1, 0, 0.0)))),
        ("steps", correlation(|i| (draw(1, 1, 0, day(i)), draw(1, 1, 0, day(i + 1))))),
        ("elements", correlation(|i| (draw(1, 1, i, 0.0), draw(1, 1, i + 1, 0.0)))),
        ("seed and member swapped", correlation(|i| (draw(i, 7, 0, 0.0), draw(7, i, 0, 0.0)))),
        ("seed + 1 against member + 1", {
            correlation(|i| (draw(5, i + 1, 0, 0.0), draw(6, i, 0, 0.0)))
        }),
        ("whole runs of adjacent members", {
            correlation(|i| (draw(1, 1, 0, day(i)), draw(1, 2, 0, day(i))))
        }),
        ("whole runs of adjacent seeds", {
            correlation(|i| (draw(1, 1, 0, day(i)), draw(2, 1, 0, day(i))))
        }),
    ];
    for (name, z) in table {
        assert!(z.abs() < 4.0, "{name}: {z}");
    }
}

#[test]
fn each_bit_of_each_word_changes_half_of_the_bits() {
    for word in 0..4 {
        for bit in 0..64 {
            let changed: u32 = (0..64_u64)
                .map(|i| {
                    let words = |flip: u64| {
                        let at = |position: u64| if position == word { i ^ flip } else { i };
                        Stream::new(at(0), at(1)).with(at(2)).with(at(3)).0
                    };
                    (words(0) ^ words(1 << bit)).count_ones()
                })
                .sum();
            // 64 times 64 fair coins: 2048 and a standard deviation of 32.
            assert!(changed.abs_diff(2048) < 5 * 32, "word {word} bit {bit}: {changed}");
        }
    }
}

#[test]
fn zero_and_minus_zero_are_one_moment() {
    let stream = Stream::new(3, 4);
    assert_eq!(stream.at(0.0), stream.at(-0.0));
}

#[test]
fn the_normal_quantile_undoes_the_distribution_function() {
    for share in [1e-300, 1e-20, 1e-10, 1e-3, 0.02, 0.075, 0.3, 0.5, 0.7, 0.925, 0.98, 0.999] {
        let back = super::normal::share_below(super::normal::quantile(share));
        assert!((back / share - 1.0).abs() < 1e-12, "{share}: {back}");
    }
    // AS 241 prints these.
    assert!((super::normal::quantile(0.25) - -0.674_489_750_196_081_7).abs() < 1e-15);
    assert!((super::normal::quantile(0.001) - -3.090_232_306_167_814).abs() < 1e-14);
    assert!((super::normal::quantile(1e-20) - -9.262_340_089_798_408).abs() < 1e-14);
    assert_eq!(super::normal::quantile(0.0), f64::NEG_INFINITY);
    assert_eq!(super::normal::quantile(1.0), f64::INFINITY);
    assert!(super::normal::quantile(1.5).is_nan());
}
