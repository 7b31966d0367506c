//! Sine and cosine.

use super::exp::ROUND;
use super::lanes::Lanes;

/// pi / 2 in parts of 33 bits, and what each leaves (Sun's fdlibm, e_rem_pio2.c).
const HALF_PI: [f64; 3] =
    [1.570_796_326_734_125_6, 6.077_100_506_303_966e-11, 2.022_266_248_711_166_5e-21];
/// What is left of pi / 2 after the third part.
const HALF_PI_REST: f64 = 8.478_427_660_368_9e-32;

/// Beyond this the reduction below loses digits; `libm` takes over, number by number.
pub(super) const FARTHEST: f64 = 800_000.0;

/// Remez's polynomial for (sin(x) - x) / x^3 in x^2 on [0, pi / 4], error below 2^-58 (fdlibm, k_sin.c).
const SINE: [f64; 6] = [
    -1.666_666_666_666_663_2e-1,
    8.333_333_333_322_49e-3,
    -1.984_126_982_985_795e-4,
    2.755_731_370_707_006_8e-6,
    -2.505_076_025_340_686_3e-8,
    1.589_690_995_211_55e-10,
];

/// Remez's polynomial for (cos(x) - 1 + x^2 / 2) / x^4 in x^2 on [0, pi / 4] (fdlibm, k_cos.c).
const COSINE: [f64; 6] = [
    4.166_666_666_666_66e-2,
    -1.388_888_888_887_411e-3,
    2.480_158_728_947_673e-5,
    -2.755_731_435_139_066_3e-7,
    2.087_572_321_298_175e-9,
    -1.135_964_755_778_819_5e-11,
];

/// Sine of x radians.
#[inline(always)]
pub fn sin<L: Lanes>(x: L) -> L {
    let near = L::less(x.abs(), L::splat(FARTHEST));
    let (r, rest, quarter) = reduce(L::select(near, x, L::splat(0.0)));
    let y = quadrant(r, rest, quarter);
    // The sign of zero is kept.
    let y = L::select(L::equal(x, L::splat(0.0)), x, y);
    beyond(x, y, near, libm::sin)
}

/// Cosine of x radians.
#[inline(always)]
pub fn cos<L: Lanes>(x: L) -> L {
    let near = L::less(x.abs(), L::splat(FARTHEST));
    let (r, rest, quarter) = reduce(L::select(near, x, L::splat(0.0)));
    let y = quadrant(r, rest, L::bits_add(quarter, L::bits_splat(1)));
    beyond(x, y, near, libm::cos)
}

#[inline(always)]
pub(super) fn beyond<L: Lanes>(x: L, y: L, near: L::Mask, function: fn(f64) -> f64) -> L {
    let far = L::select(near, L::splat(0.0), L::splat(1.0));
    if L::any(L::equal(far, L::splat(1.0))) {
        return L::select(near, y, x.each(function));
    }
    y
}

/// x less a multiple of pi / 2, as a number and a rest, and the multiple in the low bits.
#[inline(always)]
pub(super) fn reduce<L: Lanes>(x: L) -> (L, L, L::Bits) {
    let rounded = x * L::splat(std::f64::consts::FRAC_2_PI) + L::splat(ROUND);
    let n = rounded - L::splat(ROUND);
    let first = x - n * L::splat(HALF_PI[0]);
    let taken = n * L::splat(HALF_PI[1]);
    let second = first - taken;
    let lost = (first - second) - taken;
    let taken = n * L::splat(HALF_PI[2]);
    let third = second - taken;
    let lost_again = (second - third) - taken;
    let rest = lost + lost_again - n * L::splat(HALF_PI_REST);
    let r = third + rest;
    (r, (third - r) + rest, rounded.bits())
}

/// Sine of `r + rest` moved on by `quarter` right angles.
#[inline(always)]
fn quadrant<L: Lanes>(r: L, rest: L, quarter: L::Bits) -> L {
    let z = r * r;
    let s = |n: usize| L::splat(SINE[n]);
    let tail = s(1) + z * (s(2) + z * (s(3) + z * (s(4) + z * s(5))));
    let cube = z * r;
    let half = L::splat(0.5);
    let sine = r - ((z * (half * rest - cube * tail) - rest) - cube * s(0));
    let c = |n: usize| L::splat(COSINE[n]);
    let tail = z * (c(0) + z * (c(1) + z * (c(2) + z * (c(3) + z * (c(4) + z * c(5))))));
    let half_square = half * z;
    let one = L::splat(1.0) - half_square;
    let lost = (L::splat(1.0) - one) - half_square;
    let cosine = one + (lost + (z * tail - r * rest));
    let odd = L::bits_and(quarter, L::bits_splat(1));
    let take_cosine = L::equal(super::ln::whole::<L>(odd), L::splat(1.0));
    let y = L::select(take_cosine, cosine, sine);
    let sign = L::bits_left::<62>(L::bits_and(quarter, L::bits_splat(2)));
    L::from_bits(L::bits_xor(y.bits(), sign))
}
