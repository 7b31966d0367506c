//! Natural logarithm, and the logarithm to base 10.

use super::lanes::Lanes;
use super::pow::{ln_in_two, split};

const LN2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// Coefficients of Remez's polynomial for ln((1 + s) / (1 - s)) / s - 2 in s^2 on [0, 0.1716], error
/// below 2^-58.45 (Sun's fdlibm, e_log.c).
const REMEZ: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];

/// Natural logarithm of x: minus infinity at 0, NaN below.
#[inline(always)]
pub fn ln<L: Lanes>(x: L) -> L {
    let (k, m) = exponent_and_fraction(x);
    let f = m - L::splat(1.0);
    let half_square = L::splat(0.5) * f * f;
    let s = f / (L::splat(2.0) + f);
    let z = s * s;
    let w = z * z;
    let c = |n: usize| L::splat(REMEZ[n]);
    let even = w * (c(1) + w * (c(3) + w * c(5)));
    let odd = z * (c(0) + w * (c(2) + w * (c(4) + w * c(6))));
    let r = even + odd;
    let y =
        s * (half_square + r) + k * L::splat(LN2_LOW) - half_square + f + k * L::splat(LN2_HIGH);
    edges(x, y)
}

/// Logarithm of x to base 10: minus infinity at 0, NaN below.
#[inline(always)]
pub fn log10<L: Lanes>(x: L) -> L {
    /// 1 / ln 10 in two parts, the first of 26 bits.
    const HIGH: f64 = 4.342_944_771_051_407e-1;
    const LOW: f64 = 4.798_111_141_615_973e-9;
    let (high, low) = ln_in_two(x);
    let (head, tail) = split(high);
    let tail = tail + low;
    let product = head * L::splat(HIGH);
    let y = product + (tail * L::splat(HIGH) + high * L::splat(LOW));
    edges(x, y)
}

/// x = 2^k * m with m from sqrt(1/2) to sqrt 2; k as a number. For finite x above 0.
#[inline(always)]
fn exponent_and_fraction<L: Lanes>(x: L) -> (L, L) {
    let (bits, shift) = normal(x);
    let moved = L::bits_add(bits, L::bits_splat(0x3ff0_0000_0000_0000 - 0x3fe6_a09e_0000_0000));
    let k = whole::<L>(L::bits_right::<52>(moved)) - L::splat(1023.0) + shift;
    let fraction = L::bits_and(moved, L::bits_splat(0x000f_ffff_ffff_ffff));
    let m = L::from_bits(L::bits_add(fraction, L::bits_splat(0x3fe6_a09e_0000_0000)));
    (k, m)
}

/// The bits of x as a normal number, and the power of two to add for it.
#[inline(always)]
pub(super) fn normal<L: Lanes>(x: L) -> (L::Bits, L) {
    let small = L::less(x, L::splat(f64::MIN_POSITIVE));
    let grown = x * L::splat(18_014_398_509_481_984.0);
    let bits = L::select(small, grown, x).bits();
    (bits, L::select(small, L::splat(-54.0), L::splat(0.0)))
}

/// A whole number below 2^52 in the low bits, as a number.
#[inline(always)]
pub(super) fn whole<L: Lanes>(bits: L::Bits) -> L {
    const TWO_52: f64 = 4_503_599_627_370_496.0;
    L::from_bits(L::bits_or(bits, L::bits_splat(TWO_52.to_bits()))) - L::splat(TWO_52)
}

/// C's rules for 0, negative numbers, infinity and NaN in place of `y`.
#[inline(always)]
fn edges<L: Lanes>(x: L, y: L) -> L {
    let zero = L::splat(0.0);
    let infinity = L::splat(f64::INFINITY);
    let y = L::select(L::equal(x, infinity), infinity, y);
    let y = L::select(L::equal(x, zero), -infinity, y);
    let y = L::select(L::less(x, zero), L::splat(f64::NAN), y);
    L::select(L::equal(x, x), y, x)
}
