//! Hyperbolic sine, cosine and tangent.

use super::exp::in_two;
use super::inverse::with_sign_of;
use super::lanes::Lanes;

/// 1 / n! for odd n from 3: Taylor's series of (sinh(x) - x) / x^3. For |x| < 1 the term left out is
/// below 2^-65.
const SERIES: [f64; 9] = [
    1.0 / 6.0,
    1.0 / 120.0,
    1.0 / 5_040.0,
    1.0 / 362_880.0,
    1.0 / 39_916_800.0,
    1.0 / 6_227_020_800.0,
    1.0 / 1_307_674_368_000.0,
    1.0 / 355_687_428_096_000.0,
    1.0 / 121_645_100_408_832_000.0,
];

/// A rational function for (tanh(x) - x) / x^3 in x^2 on [0, 0.625]: above the line, and below it after
/// the leading 1 (Moshier, Methods and Programs for Mathematical Functions, 1989; Cephes, tanh.c).
const ABOVE: [f64; 3] =
    [-0.964_399_179_425_052_3, -99.287_723_100_191_85, -1_614.687_684_417_084_5];
const BELOW: [f64; 3] = [112.811_678_491_632_93, 2_235.488_390_601_004_5, 4_844.063_053_251_255];

/// From here on the other half of a hyperbolic function is below half a unit in the last place.
const FAR: f64 = 22.0;

/// Hyperbolic sine of x.
#[inline(always)]
pub fn sinh<L: Lanes>(x: L) -> L {
    let size = x.abs();
    let z = size * size;
    let c = |n: usize| L::splat(SERIES[n]);
    let even = z * z;
    let tail = (c(0) + even * (c(2) + even * (c(4) + even * (c(6) + even * c(8)))))
        + z * (c(1) + even * (c(3) + even * (c(5) + even * c(7))));
    let small = size + size * (z * tail);
    let y = L::select(L::less(size, L::splat(1.0)), small, halves(size, L::splat(-0.25)));
    with_sign_of(x, y)
}

/// Hyperbolic cosine of x.
#[inline(always)]
pub fn cosh<L: Lanes>(x: L) -> L {
    halves(x.abs(), L::splat(0.25))
}

/// Hyperbolic tangent of x.
#[inline(always)]
pub fn tanh<L: Lanes>(x: L) -> L {
    let size = x.abs();
    let z = size * size;
    let p = |n: usize| L::splat(ABOVE[n]);
    let q = |n: usize| L::splat(BELOW[n]);
    let above = (p(0) * z + p(1)) * z + p(2);
    let below = ((z + q(0)) * z + q(1)) * z + q(2);
    let small = size + size * (z * (above / below));
    // 1 - 2 / (exp(2 x) + 1), what the sum below the line rounds away kept.
    let one = L::splat(1.0);
    let held = L::splat(FAR).lesser(size);
    let (high, low, k) = power(held + held);
    let (high, low) = (high.times_power_of_two(k), low.times_power_of_two(k));
    let sum = high + one;
    let lost = ((high - sum) + one) + low;
    let part = L::splat(2.0) / sum;
    let rest = one - part;
    let large = rest + (((one - rest) - part) + part * (lost / sum));
    with_sign_of(x, L::select(L::less(size, L::splat(0.625)), small, large))
}

/// exp(x) as the sum of a number and what its rounding left, times 2 to the power of the third.
#[inline(always)]
fn power<L: Lanes>(x: L) -> (L, L, L) {
    let (high, low, k) = in_two(x, L::splat(0.0));
    let sum = high + low;
    (sum, (high - sum) + low, k)
}

/// exp(x) / 2 + `other` / (exp(x) / 2), for x from 0 and `other` 1/4 or -1/4.
#[inline(always)]
fn halves<L: Lanes>(x: L, other: L) -> L {
    // Beyond this the result is infinity. In this order what is no number stays none.
    let held = L::splat(712.0).lesser(x);
    let (high, low, k) = power(held);
    let k = k - L::splat(1.0);
    let whole = (high + low).times_power_of_two(k);
    let (high, low) = (high.times_power_of_two(k), low.times_power_of_two(k));
    let part = other / high;
    let sum = high + part;
    let lost = (high - sum) + part;
    let near = sum + (lost + (low - part * (low / high)));
    L::select(L::less(held, L::splat(FAR)), near, whole)
}
