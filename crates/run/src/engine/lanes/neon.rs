//! NEON, which every 64-bit ARM machine has: two numbers.
//!
//! # Safety
//! A value of this type exists only inside the executor that is compiled for this instruction set
//! and entered after the machine was asked whether it has it; no other code can name the type.
//! Loads and stores carry their own promise. So each intrinsic below is called where it exists.
#![allow(unsafe_code)]

use super::{Arithmetic, Vector, arithmetic, number_by_number};
use interregnum_model::math::Lanes;
use std::arch::aarch64::*;

/// Two numbers.
#[derive(Clone, Copy)]
pub(crate) struct Neon(float64x2_t);

arithmetic!(Neon: vaddq_f64 vsubq_f64 vmulq_f64 vdivq_f64);

impl std::ops::Neg for Neon {
    type Output = Neon;
    #[inline(always)]
    fn neg(self) -> Neon {
        Self::from_bits(Self::bits_xor(self.bits(), Self::bits_splat(1 << 63)))
    }
}

impl Lanes for Neon {
    type Mask = uint64x2_t;
    type Bits = uint64x2_t;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Neon(vdupq_n_f64(x)) }
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(Self::bits_and(self.bits(), Self::bits_splat(!(1 << 63))))
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { vcltq_f64(self.0, other.0) }
    }
    #[inline(always)]
    fn equal(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { vceqq_f64(self.0, other.0) }
    }
    #[inline(always)]
    fn select(mask: Self::Mask, a: Self, b: Self) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Neon(vbslq_f64(mask, a.0, b.0)) }
    }
    #[inline(always)]
    fn any(mask: Self::Mask) -> bool {
        // SAFETY: see the head of the file.
        unsafe { vgetq_lane_u64::<0>(mask) | vgetq_lane_u64::<1>(mask) != 0 }
    }
    #[inline(always)]
    fn bits(self) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { vreinterpretq_u64_f64(self.0) }
    }
    #[inline(always)]
    fn from_bits(bits: Self::Bits) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Neon(vreinterpretq_f64_u64(bits)) }
    }
    #[inline(always)]
    fn bits_splat(bits: u64) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { vdupq_n_u64(bits) }
    }
    #[inline(always)]
    fn bits_add(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { vaddq_u64(a, b) }
    }
    #[inline(always)]
    fn bits_sub(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { vsubq_u64(a, b) }
    }
    #[inline(always)]
    fn bits_and(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { vandq_u64(a, b) }
    }
    #[inline(always)]
    fn bits_or(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { vorrq_u64(a, b) }
    }
    #[inline(always)]
    fn bits_xor(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { veorq_u64(a, b) }
    }
    #[inline(always)]
    fn bits_left<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { vshlq_u64(bits, vdupq_n_s64(i64::from(BY))) }
    }
    #[inline(always)]
    fn bits_right<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { vshlq_u64(bits, vdupq_n_s64(-i64::from(BY))) }
    }
    #[inline(always)]
    fn pick_of_32(table: &[f64; 32], index: Self::Bits) -> Self {
        let mut numbers = [0.0; 2];
        for (number, bits) in numbers.iter_mut().zip(numbers_of(index)) {
            *number = table[(bits & 31) as usize];
        }
        // SAFETY: the array holds as many numbers as a load moves.
        unsafe { Self::load(numbers.as_ptr()) }
    }
    #[inline(always)]
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { vandq_u64(a, b) }
    }
    #[inline(always)]
    fn all(mask: Self::Mask) -> bool {
        // SAFETY: see the head of the file.
        unsafe { vgetq_lane_u64::<0>(mask) & vgetq_lane_u64::<1>(mask) == !0 }
    }
    number_by_number!(2);
}

impl Arithmetic for Neon {
    #[inline(always)]
    unsafe fn pick(table: *const f64, _: usize, index: Self) -> Self {
        // SAFETY: the caller's promise.
        unsafe { Self::gather_from(table, index) }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: see the head of the file.
        Neon(unsafe { vsqrtq_f64(self.0) })
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SAFETY: see the head of the file.
        Neon(unsafe { vrndmq_f64(self.0) })
    }
}

/// The lanes' bits as numbers.
#[inline(always)]
fn numbers_of(bits: uint64x2_t) -> [u64; 2] {
    let mut numbers = [0.0; 2];
    // SAFETY: the array holds as many numbers as a store moves.
    unsafe { Neon::from_bits(bits).store(numbers.as_mut_ptr()) };
    numbers.map(f64::to_bits)
}

impl Vector for Neon {
    const WIDTH: usize = 2;

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        // SAFETY: the caller's promise.
        Neon(unsafe { vld1q_f64(from) })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        // SAFETY: the caller's promise.
        unsafe { vst1q_f64(to, self.0) }
    }
    #[inline(always)]
    unsafe fn gather_from(base: *const f64, index: Self) -> Self {
        let mut numbers = [0.0; 2];
        // SAFETY: the array holds as many numbers as a store moves; the rest is the caller's promise.
        unsafe {
            index.store(numbers.as_mut_ptr());
            numbers = numbers.map(|at| *base.add(at as usize));
            Self::load(numbers.as_ptr())
        }
    }
}
