//! Tangent.

use super::lanes::Lanes;
use super::ln::whole;
use super::trigonometry::{FARTHEST, beyond, reduce};

/// Remez's polynomial for (tan(x) - x) / x^3 in x^2 on [0, 0.6744] (Sun's fdlibm, k_tan.c).
const REMEZ: [f64; 13] = [
    0.333_333_333_333_334_1,
    0.133_333_333_333_201_24,
    0.053_968_253_976_226_05,
    0.021_869_488_294_859_542,
    0.008_863_239_823_599_3,
    0.003_592_079_107_591_312_4,
    0.001_456_209_454_325_290_3,
    0.000_588_041_240_820_264_1,
    0.000_246_463_134_818_469_9,
    7.817_944_429_395_571e-5,
    7.140_724_913_826_082e-5,
    -1.855_863_748_552_754_6e-5,
    2.590_730_518_636_337e-5,
];

/// What rounding left of pi / 4.
const QUARTER_PI_REST: f64 = 3.061_616_997_868_383e-17;

/// From here to pi / 4 the tangent is worked out from what is left to pi / 4.
const NEAR_QUARTER: f64 = 0.674_34;

/// Tangent of x radians.
#[inline(always)]
pub fn tan<L: Lanes>(x: L) -> L {
    let zero = L::splat(0.0);
    let near = L::less(x.abs(), L::splat(FARTHEST));
    let (r, rest, quarter) = reduce(L::select(near, x, zero));
    let odd = L::bits_and(quarter, L::bits_splat(1));
    let turned = L::equal(whole::<L>(odd), L::splat(1.0));
    let y = of_reduced(r, rest, turned);
    // The sign of zero is kept.
    let y = L::select(L::equal(x, zero), x, y);
    beyond(x, y, near, libm::tan)
}

/// tan(r + rest), or -1 / tan(r + rest) where the angle is turned by a right one.
#[inline(always)]
fn of_reduced<L: Lanes>(r: L, rest: L, turned: L::Mask) -> L {
    let one = L::splat(1.0);
    let negative = L::less(r, L::splat(0.0));
    let wide = L::less(L::splat(NEAR_QUARTER), r.abs());
    let sign = L::select(negative, -one, one);
    let left = (L::splat(std::f64::consts::FRAC_PI_4) - r * sign)
        + (L::splat(QUARTER_PI_REST) - rest * sign);
    let (x, rest) = (L::select(wide, left, r), L::select(wide, L::splat(0.0), rest));
    let z = x * x;
    let w = z * z;
    let c = |n: usize| L::splat(REMEZ[n]);
    let odd = c(1) + w * (c(3) + w * (c(5) + w * (c(7) + w * (c(9) + w * c(11)))));
    let even = z * (c(2) + w * (c(4) + w * (c(6) + w * (c(8) + w * (c(10) + w * c(12))))));
    let cube = z * x;
    let small = (rest + z * (cube * (odd + even) + rest)) + c(0) * cube;
    let tangent = x + small;
    // tan(pi/4 - x) = 1 - 2 (x - ...), and its inverse likewise with -1.
    let v = L::select(turned, -one, one);
    let at_quarter = v - L::splat(2.0) * (x - (tangent * tangent / (tangent + v) - small));
    let inverse = minus_inverse(tangent, x, small);
    L::select(wide, sign * at_quarter, L::select(turned, inverse, tangent))
}

/// -1 / (x + small), of which `tangent` is the rounded sum.
#[inline(always)]
fn minus_inverse<L: Lanes>(tangent: L, x: L, small: L) -> L {
    let head = |x: L| L::from_bits(L::bits_and(x.bits(), L::bits_splat(!0 << 32)));
    let z = head(tangent);
    let v = small - (z - x);
    let a = -L::splat(1.0) / tangent;
    let t = head(a);
    let s = L::splat(1.0) + t * z;
    t + a * (s + t * v)
}
