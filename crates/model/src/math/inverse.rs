//! The angles whose tangent, sine and cosine are given.

use super::lanes::Lanes;

/// Remez's polynomial for (x - atan(x)) / x^3 in x^2 on [0, 7 / 16] (Sun's fdlibm, s_atan.c).
const REMEZ: [f64; 11] = [
    0.333_333_333_333_329_3,
    -0.199_999_999_998_764_83,
    0.142_857_142_725_034_66,
    -0.111_111_104_054_623_56,
    0.090_908_871_334_365_07,
    -0.076_918_762_050_448_3,
    0.066_610_731_373_875_31,
    -0.058_335_701_337_905_735,
    0.049_768_779_946_159_324,
    -0.036_531_572_744_216_916,
    0.016_285_820_115_365_782,
];

/// The angles at whose tangents pieces begin anew: 1/2, 1, 3/2 and infinity, and what rounding left of each.
const ANGLES: [f64; 4] = [
    0.463_647_609_000_806_1,
    std::f64::consts::FRAC_PI_4,
    0.982_793_723_247_329,
    std::f64::consts::FRAC_PI_2,
];
const RESTS: [f64; 4] = [
    2.269_877_745_296_168_7e-17,
    3.061_616_997_868_383e-17,
    1.390_331_103_123_099_8e-17,
    6.123_233_995_736_766e-17,
];

/// Remez's rational function for (asin(x) - x) / x^3 in x^2 on [0, 1 / 2]: what stands above the line
/// (fdlibm, e_asin.c).
const ABOVE: [f64; 6] = [
    0.166_666_666_666_666_66,
    -0.325_565_818_622_400_9,
    0.201_212_532_134_862_93,
    -0.040_055_534_500_679_41,
    0.000_791_534_994_289_814_5,
    3.479_331_075_960_212e-5,
];
/// And below it, after 1.
const BELOW: [f64; 4] = [
    -2.403_394_911_734_414,
    2.020_945_760_233_505_7,
    -0.688_283_971_605_453_3,
    0.077_038_150_555_901_94,
];

const HALF_PI: f64 = std::f64::consts::FRAC_PI_2;
const HALF_PI_REST: f64 = RESTS[3];
const QUARTER_PI: f64 = std::f64::consts::FRAC_PI_4;

/// The angle, in radians from -pi/2 to pi/2, whose tangent is x.
#[inline(always)]
pub fn atan<L: Lanes>(x: L) -> L {
    let one = L::splat(1.0);
    let size = x.abs();
    // From the last piece to the first: atan x = atan c + atan((x - c) / (1 + c x)).
    let (mut above, mut below) = (-one, size);
    let (mut angle, mut rest) = (L::splat(ANGLES[3]), L::splat(RESTS[3]));
    let pieces = [(39.0 / 16.0, 1.5, 2), (19.0 / 16.0, 1.0, 1), (11.0 / 16.0, 0.5, 0)];
    for (until, tangent, piece) in pieces {
        let here = L::less(size, L::splat(until));
        let c = L::splat(tangent);
        above = L::select(here, size - c, above);
        below = L::select(here, one + c * size, below);
        angle = L::select(here, L::splat(ANGLES[piece]), angle);
        rest = L::select(here, L::splat(RESTS[piece]), rest);
    }
    let small = L::less(size, L::splat(7.0 / 16.0));
    let t = L::select(small, size, above / below);
    let z = t * t;
    let w = z * z;
    let c = |n: usize| L::splat(REMEZ[n]);
    let even = z * (c(0) + w * (c(2) + w * (c(4) + w * (c(6) + w * (c(8) + w * c(10))))));
    let odd = w * (c(1) + w * (c(3) + w * (c(5) + w * (c(7) + w * c(9)))));
    let beyond = t * (even + odd);
    let y = L::select(small, t - beyond, angle - ((beyond - rest) - t));
    with_sign_of(x, y)
}

/// The angle, in radians from -pi/2 to pi/2, whose sine is x; NaN beyond -1 and 1.
#[inline(always)]
pub fn asin<L: Lanes>(x: L) -> L {
    let size = x.abs();
    let near = L::less(size, L::splat(0.5));
    // asin x = pi/2 - 2 asin(sqrt((1 - x) / 2)).
    let half = (L::splat(1.0) - size) * L::splat(0.5);
    let z = L::select(near, size * size, half);
    let ratio = ratio(z);
    let root = half.each(f64::sqrt);
    let (head, tail) = root_in_two(half, root);
    let two = L::splat(2.0);
    let p = two * root * ratio - (L::splat(HALF_PI_REST) - two * tail);
    let q = L::splat(QUARTER_PI) - two * head;
    let middle = L::splat(QUARTER_PI) - (p - q);
    let end = L::splat(HALF_PI) - (two * (root + root * ratio) - L::splat(HALF_PI_REST));
    let far = L::select(L::less(size, L::splat(0.975)), middle, end);
    with_sign_of(x, L::select(near, size + size * ratio, far))
}

/// The angle, in radians from 0 to pi, whose cosine is x; NaN beyond -1 and 1.
#[inline(always)]
pub fn acos<L: Lanes>(x: L) -> L {
    let size = x.abs();
    let near = L::less(size, L::splat(0.5));
    let half = (L::splat(1.0) - size) * L::splat(0.5);
    let z = L::select(near, x * x, half);
    let ratio = ratio(z);
    let root = half.each(f64::sqrt);
    let (head, tail) = root_in_two(half, root);
    let two = L::splat(2.0);
    let rest = L::splat(HALF_PI_REST);
    let about_zero = L::splat(HALF_PI) - (x - (rest - x * ratio));
    let below = L::splat(std::f64::consts::PI) - two * (root + (ratio * root - rest));
    let above = two * (head + (ratio * root + tail));
    let far = L::select(L::less(x, L::splat(0.0)), below, above);
    L::select(near, about_zero, far)
}

/// (asin(x) - x) / x^3 * x^2 for x^2 up to 1/4.
#[inline(always)]
fn ratio<L: Lanes>(z: L) -> L {
    let p = |n: usize| L::splat(ABOVE[n]);
    let q = |n: usize| L::splat(BELOW[n]);
    let above = z * (p(0) + z * (p(1) + z * (p(2) + z * (p(3) + z * (p(4) + z * p(5))))));
    let below = L::splat(1.0) + z * (q(0) + z * (q(1) + z * (q(2) + z * q(3))));
    above / below
}

/// A square root as a number of few digits and the rest, from its rounded value.
#[inline(always)]
fn root_in_two<L: Lanes>(of: L, root: L) -> (L, L) {
    let head = L::from_bits(L::bits_and(root.bits(), L::bits_splat(!0 << 32)));
    let tail = (of - head * head) / (root + head);
    // The root of 0 leaves nothing.
    let none = L::equal(of, L::splat(0.0));
    (head, L::select(none, L::splat(0.0), tail))
}

/// `y`, which is not negative, with the sign of x.
#[inline(always)]
pub(super) fn with_sign_of<L: Lanes>(x: L, y: L) -> L {
    let sign = L::bits_and(x.bits(), L::bits_splat(1 << 63));
    L::from_bits(L::bits_xor(y.bits(), sign))
}
