//! The exponential function.

use super::lanes::Lanes;

/// 1.5 * 2^52: adding it rounds to a whole number that then stands in the low bits.
pub(super) const ROUND: f64 = 6_755_399_441_055_744.0;

/// ln 2 in two parts, the first short enough for its product with any exponent to be exact.
const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// 1 / n! for n from 2: Taylor's series of (exp(r) - 1 - r) / r^2. For |r| <= ln 2 / 2 the term left
/// out is below 2^-58.
const SERIES: [f64; 12] = [
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

/// e to the power x.
#[inline(always)]
pub fn exp<L: Lanes>(x: L) -> L {
    exp_of_sum(x, L::splat(0.0))
}

/// e to the power `high + low`, `low` far smaller than a rounding of `high` would be wide.
#[inline(always)]
pub(super) fn exp_of_sum<L: Lanes>(high: L, low: L) -> L {
    // Beyond these the result is infinity and 0; within them every step below is exact enough.
    // In this order what is no number stays none.
    let x = L::splat(710.0).lesser(high);
    let x = L::splat(-746.0).greater(x);
    let (one, rest, k) = in_two(x, low);
    (one + rest).times_power_of_two(k)
}

/// e to the power `x + low` as the sum of two numbers, times 2 to the power of the third.
#[inline(always)]
pub(super) fn in_two<L: Lanes>(x: L, low: L) -> (L, L, L) {
    let rounded = x * L::splat(std::f64::consts::LOG2_E) + L::splat(ROUND);
    let k = rounded - L::splat(ROUND);
    let r_high = x - k * L::splat(LN2_HIGH);
    let r_low = low - k * L::splat(LN2_LOW);
    let r = r_high + r_low;
    let left = (r_high - r) + r_low;
    let square = r * r;
    let beyond = left + (left * r + square * series(r));
    // 1 + r + beyond, what the first sum rounds away kept.
    let one = L::splat(1.0) + r;
    let lost = (L::splat(1.0) - one) + r;
    (one, lost + beyond, k)
}

/// Horner's scheme in two halves, so that they can be worked out side by side.
#[inline(always)]
fn series<L: Lanes>(r: L) -> L {
    let square = r * r;
    let c = |n: usize| L::splat(SERIES[n]);
    let even = ((((c(10) * square + c(8)) * square + c(6)) * square + c(4)) * square + c(2))
        * square
        + c(0);
    let odd = ((((c(11) * square + c(9)) * square + c(7)) * square + c(5)) * square + c(3))
        * square
        + c(1);
    even + r * odd
}
