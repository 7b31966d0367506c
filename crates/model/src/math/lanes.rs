//! Several numbers worked on at once, or one: what the algorithms of [`crate::math`] need of them.

use super::exp::ROUND;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// One or more `f64` side by side. Every operation is IEEE 754's, lane by lane, rounded to nearest.
pub trait Lanes:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// A truth for each lane.
    type Mask: Copy;
    /// Sixty-four bits for each lane.
    type Bits: Copy;

    /// The same number in every lane.
    fn splat(x: f64) -> Self;
    /// Without sign.
    fn abs(self) -> Self;
    /// `self < other`; false where either is NaN.
    fn less(self, other: Self) -> Self::Mask;
    /// `self == other`; false where either is NaN.
    fn equal(self, other: Self) -> Self::Mask;
    /// `a` where the mask is true, else `b`.
    fn select(mask: Self::Mask, a: Self, b: Self) -> Self;
    /// Whether any lane is true.
    fn any(mask: Self::Mask) -> bool;
    /// The numbers' bits.
    fn bits(self) -> Self::Bits;
    /// The numbers these bits are.
    fn from_bits(bits: Self::Bits) -> Self;
    /// The same bits in every lane.
    fn bits_splat(bits: u64) -> Self::Bits;
    /// Sum, wrapping.
    fn bits_add(a: Self::Bits, b: Self::Bits) -> Self::Bits;
    /// Difference, wrapping.
    fn bits_sub(a: Self::Bits, b: Self::Bits) -> Self::Bits;
    /// Bitwise and.
    fn bits_and(a: Self::Bits, b: Self::Bits) -> Self::Bits;
    /// Bitwise or.
    fn bits_or(a: Self::Bits, b: Self::Bits) -> Self::Bits;
    /// Bitwise exclusive or.
    fn bits_xor(a: Self::Bits, b: Self::Bits) -> Self::Bits;
    /// Shifted towards the high end.
    fn bits_left<const BY: i32>(bits: Self::Bits) -> Self::Bits;
    /// Shifted towards the low end, zeros from above.
    fn bits_right<const BY: i32>(bits: Self::Bits) -> Self::Bits;
    /// The entries picked by the low five bits of each lane.
    fn pick_of_32(table: &[f64; 32], index: Self::Bits) -> Self;
    /// Whether both are true.
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask;
    /// Whether all lanes are true.
    fn all(mask: Self::Mask) -> bool;
    /// `self * 2^power`, rounded once, for whole powers from -1080 to 1080 and numbers from 1/2 to 2.
    #[inline(always)]
    fn times_power_of_two(self, power: Self) -> Self {
        // In two steps: the first is exact, the second becomes infinity or is rounded.
        let bits =
            Self::bits_sub((power + Self::splat(ROUND)).bits(), Self::bits_splat(ROUND.to_bits()));
        let half = Self::bits_right::<1>(Self::bits_add(bits, Self::bits_splat(4096)));
        let half = Self::bits_sub(half, Self::bits_splat(2048));
        self * power_of_two::<Self>(half) * power_of_two(Self::bits_sub(bits, half))
    }
    /// `self` where it is less than `other`, else `other`.
    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        Self::select(self.less(other), self, other)
    }
    /// `self` where it is greater than `other`, else `other`.
    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        Self::select(other.less(self), self, other)
    }
    /// Another function, number by number: for arguments that hardly occur.
    fn each(self, function: fn(f64) -> f64) -> Self;
    /// Another function of two numbers, pair by pair.
    fn each2(self, other: Self, function: fn(f64, f64) -> f64) -> Self;
}

/// 2^k, for whole k from -1022 to 1023.
#[inline(always)]
fn power_of_two<L: Lanes>(k: L::Bits) -> L {
    L::from_bits(L::bits_left::<52>(L::bits_add(k, L::bits_splat(1023))))
}

impl Lanes for f64 {
    type Mask = bool;
    type Bits = u64;

    #[inline(always)]
    fn splat(x: f64) -> f64 {
        x
    }
    #[inline(always)]
    fn abs(self) -> f64 {
        f64::abs(self)
    }
    #[inline(always)]
    fn less(self, other: f64) -> bool {
        self < other
    }
    #[inline(always)]
    fn equal(self, other: f64) -> bool {
        self == other
    }
    #[inline(always)]
    fn select(mask: bool, a: f64, b: f64) -> f64 {
        if mask { a } else { b }
    }
    #[inline(always)]
    fn any(mask: bool) -> bool {
        mask
    }
    #[inline(always)]
    fn bits(self) -> u64 {
        self.to_bits()
    }
    #[inline(always)]
    fn from_bits(bits: u64) -> f64 {
        f64::from_bits(bits)
    }
    #[inline(always)]
    fn bits_splat(bits: u64) -> u64 {
        bits
    }
    #[inline(always)]
    fn bits_add(a: u64, b: u64) -> u64 {
        a.wrapping_add(b)
    }
    #[inline(always)]
    fn bits_sub(a: u64, b: u64) -> u64 {
        a.wrapping_sub(b)
    }
    #[inline(always)]
    fn bits_and(a: u64, b: u64) -> u64 {
        a & b
    }
    #[inline(always)]
    fn bits_or(a: u64, b: u64) -> u64 {
        a | b
    }
    #[inline(always)]
    fn bits_xor(a: u64, b: u64) -> u64 {
        a ^ b
    }
    #[inline(always)]
    fn bits_left<const BY: i32>(bits: u64) -> u64 {
        bits << BY
    }
    #[inline(always)]
    fn bits_right<const BY: i32>(bits: u64) -> u64 {
        bits >> BY
    }
    #[inline(always)]
    fn pick_of_32(table: &[f64; 32], index: u64) -> f64 {
        table[(index & 31) as usize]
    }
    #[inline(always)]
    fn both(a: bool, b: bool) -> bool {
        a && b
    }
    #[inline(always)]
    fn all(mask: bool) -> bool {
        mask
    }
    #[inline(always)]
    fn each(self, function: fn(f64) -> f64) -> f64 {
        function(self)
    }
    #[inline(always)]
    fn each2(self, other: f64, function: fn(f64, f64) -> f64) -> f64 {
        function(self, other)
    }
}
