//! Powers. The logarithm is worked out in two parts of together more than 64 bits, multiplied by the exponent
//! in two parts, and raised again, so that the result is within one unit in the last place however
//! large the product is. The method is that of the logarithm in pieces (Tang 1990), here 32.

use super::exp::exp_of_sum;
use super::lanes::Lanes;
use super::ln::{normal, whole};
use super::table::{INVERSES, LOG_HIGH, LOG_LOW, OFFSET};

/// ln 2 in two parts, the first a multiple of 2^-42: its product with any exponent, and the sum of
/// that with a table entry, is exact.
const LN2_HIGH: f64 = 0.693_147_180_559_890_3;
const LN2_LOW: f64 = 5.497_923_018_708_371e-14;

/// `base` to the power `exponent`, with C's rules: anything to the power 0 is 1, 1 to any power is 1, a
/// negative base has powers at whole exponents only, else NaN. A square is the product, rounded once.
#[inline(always)]
pub fn pow<L: Lanes>(base: L, exponent: L) -> L {
    let (high, low) = ln_of_parts(base.bits(), L::splat(0.0));
    let (product, rest) = times(exponent, high, low);
    let y = exp_of_sum(product, rest);
    // What follows holds for every normal number as base and every finite exponent.
    let normal = L::both(
        L::less(L::splat(f64::MIN_POSITIVE.next_down()), base),
        L::less(base, L::splat(f64::INFINITY)),
    );
    let settled = L::both(normal, L::less(exponent.abs(), L::splat(f64::INFINITY)));
    let y = if L::all(settled) { y } else { L::select(settled, y, base.each2(exponent, edge)) };
    L::select(L::equal(exponent, L::splat(2.0)), base * base, y)
}

/// The product of `a` with `high + low`, as a number and what its rounding lost.
#[inline(always)]
fn times<L: Lanes>(a: L, high: L, low: L) -> (L, L) {
    let (a_head, a_tail) = split(a);
    let (head, tail) = split(high);
    let product = a * high;
    let lost = ((a_head * head - product) + a_head * tail + a_tail * head) + a_tail * tail;
    let rest = lost + a * low;
    // Beyond this the result is 0 or infinity whatever the digits, and the products may overflow.
    let small = L::less(product.abs(), L::splat(1.0e4));
    (product, L::select(small, rest, L::splat(0.0)))
}

/// A number as the sum of one with 26 bits and the rest.
#[inline(always)]
pub(super) fn split<L: Lanes>(x: L) -> (L, L) {
    let head = L::from_bits(L::bits_and(x.bits(), L::bits_splat(!0 << 27)));
    (head, x - head)
}

/// ln x as the sum of two numbers, for finite x above 0.
#[inline(always)]
pub(super) fn ln_in_two<L: Lanes>(x: L) -> (L, L) {
    let (bits, shift) = normal(x);
    ln_of_parts(bits, shift)
}

/// ln of the normal number with these bits times 2^shift, as the sum of two numbers.
#[inline(always)]
fn ln_of_parts<L: Lanes>(bits: L::Bits, shift: L) -> (L, L) {
    let moved = L::bits_sub(bits, L::bits_splat(OFFSET));
    // The exponent, made positive for the shift.
    let lifted = L::bits_add(moved, L::bits_splat(2048 << 52));
    let power = L::bits_right::<52>(lifted);
    let k = whole::<L>(power) - L::splat(2048.0) + shift;
    let fraction = L::bits_sub(bits, L::bits_left::<52>(L::bits_sub(power, L::bits_splat(2048))));
    let z = L::from_bits(fraction);
    let piece = L::bits_right::<47>(moved);
    let inverse = L::pick_of_32(&INVERSES, piece);
    let log_high = L::pick_of_32(&LOG_HIGH, piece);
    let log_low = L::pick_of_32(&LOG_LOW, piece);
    // r = z * inverse - 1 in two parts, each exact.
    let z_head = L::from_bits(L::bits_and(fraction, L::bits_splat(!0 << 32)));
    let r_head = z_head * inverse - L::splat(1.0);
    let r_tail = (z - z_head) * inverse;
    let r = r_head + r_tail;
    // The sum k ln 2 + ln(piece) + r, what each step loses kept. Each is 0 or greater than the next:
    // only the piece around 1 has the logarithm 0, and its neighbours' are greater than any r.
    let base = k * L::splat(LN2_HIGH) + log_high;
    let (sum, lost) = sum_of(base, r);
    let r_lost = (r_head - r) + r_tail;
    // - r^2 / 2, its leading part exact.
    let half = L::splat(-0.5) * r_head;
    let square = r_head * half;
    let square_rest = r_tail * (L::splat(-0.5) * r + half);
    let (high, lost_again) = sum_of(sum, square);
    let small = k * L::splat(LN2_LOW) + log_low;
    let low = small + lost + lost_again + r_lost + square_rest + r * r * r * series(r);
    sum_of(high, low)
}

/// The sum and what its rounding loses, where `a` is 0 or the greater (Dekker).
#[inline(always)]
fn sum_of<L: Lanes>(a: L, b: L) -> (L, L) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// (ln(1 + r) - r + r^2 / 2) / r^3 by Taylor: for |r| < 0.0165 the first term left out is below 2^-77, and where
/// the logarithm is r itself, |r| < 0.0105, below 2^-79 of r.
#[inline(always)]
fn series<L: Lanes>(r: L) -> L {
    let c = |n: f64| L::splat(n);
    let square = r * r;
    let even = c(1.0 / 3.0)
        + square
            * (c(1.0 / 5.0)
                + square * (c(1.0 / 7.0) + square * (c(1.0 / 9.0) + square * c(1.0 / 11.0))));
    let odd = c(-1.0 / 4.0)
        + square
            * (c(-1.0 / 6.0)
                + square * (c(-1.0 / 8.0) + square * (c(-1.0 / 10.0) + square * c(-1.0 / 12.0))));
    even + r * odd
}

/// Powers of 0, of numbers below the smallest normal one, of negative and infinite ones, to infinite
/// exponents, and of NaN (C17, F.10.4.4).
fn edge(base: f64, exponent: f64) -> f64 {
    if exponent == 0.0 || base == 1.0 {
        return 1.0;
    }
    if base.is_nan() || exponent.is_nan() {
        return f64::NAN;
    }
    let magnitude = base.abs();
    if exponent.is_infinite() {
        return match (magnitude == 1.0, (magnitude > 1.0) == (exponent > 0.0)) {
            (true, _) => 1.0,
            (false, true) => f64::INFINITY,
            (false, false) => 0.0,
        };
    }
    let whole = exponent.floor() == exponent;
    let odd = whole
        && exponent.abs() < 9_007_199_254_740_992.0
        && (exponent / 2.0).floor() * 2.0 != exponent;
    let size = if magnitude == 0.0 || magnitude.is_infinite() {
        if (magnitude == 0.0) == (exponent < 0.0) { f64::INFINITY } else { 0.0 }
    } else if whole || base > 0.0 {
        let (high, low) = ln_in_two(magnitude);
        let (product, rest) = times(exponent, high, low);
        exp_of_sum(product, rest)
    } else {
        return f64::NAN;
    };
    if odd && base.is_sign_negative() { -size } else { size }
}
