//! SSE2, which every x86-64 machine has: two numbers.
//!
//! # Safety
//! A value of this type exists only inside the executor that is compiled for this instruction set
//! and entered after the machine was asked whether it has it; no other code can name the type.
//! Loads and stores carry their own promise. So each intrinsic below is called where it exists.
#![allow(unsafe_code)]

use super::{Arithmetic, Vector, arithmetic, number_by_number};
use interregnum_model::math::Lanes;
use std::arch::x86_64::*;

/// Two numbers.
#[derive(Clone, Copy)]
pub(crate) struct Sse2(__m128d);

arithmetic!(Sse2: _mm_add_pd _mm_sub_pd _mm_mul_pd _mm_div_pd);

impl std::ops::Neg for Sse2 {
    type Output = Sse2;
    #[inline(always)]
    fn neg(self) -> Sse2 {
        Self::from_bits(Self::bits_xor(self.bits(), Self::bits_splat(1 << 63)))
    }
}

impl Lanes for Sse2 {
    type Mask = __m128d;
    type Bits = __m128i;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Sse2(_mm_set1_pd(x)) }
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(Self::bits_and(self.bits(), Self::bits_splat(!(1 << 63))))
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { _mm_cmplt_pd(self.0, other.0) }
    }
    #[inline(always)]
    fn equal(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { _mm_cmpeq_pd(self.0, other.0) }
    }
    #[inline(always)]
    fn select(mask: Self::Mask, a: Self, b: Self) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Sse2(_mm_or_pd(_mm_and_pd(mask, a.0), _mm_andnot_pd(mask, b.0))) }
    }
    #[inline(always)]
    fn any(mask: Self::Mask) -> bool {
        // SAFETY: see the head of the file.
        unsafe { _mm_movemask_pd(mask) != 0 }
    }
    #[inline(always)]
    fn bits(self) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_castpd_si128(self.0) }
    }
    #[inline(always)]
    fn from_bits(bits: Self::Bits) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Sse2(_mm_castsi128_pd(bits)) }
    }
    #[inline(always)]
    fn bits_splat(bits: u64) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_set1_epi64x(bits.cast_signed()) }
    }
    #[inline(always)]
    fn bits_add(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_add_epi64(a, b) }
    }
    #[inline(always)]
    fn bits_sub(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_sub_epi64(a, b) }
    }
    #[inline(always)]
    fn bits_and(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_and_si128(a, b) }
    }
    #[inline(always)]
    fn bits_or(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_or_si128(a, b) }
    }
    #[inline(always)]
    fn bits_xor(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_xor_si128(a, b) }
    }
    #[inline(always)]
    fn bits_left<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_sll_epi64(bits, _mm_cvtsi64_si128(i64::from(BY))) }
    }
    #[inline(always)]
    fn bits_right<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm_srl_epi64(bits, _mm_cvtsi64_si128(i64::from(BY))) }
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
        unsafe { _mm_and_pd(a, b) }
    }
    #[inline(always)]
    fn all(mask: Self::Mask) -> bool {
        // SAFETY: see the head of the file.
        unsafe { _mm_movemask_pd(mask) == 3 }
    }
    number_by_number!(2);
}

impl Arithmetic for Sse2 {
    #[inline(always)]
    unsafe fn pick(table: *const f64, _: usize, index: Self) -> Self {
        // SAFETY: the caller's promise.
        unsafe { Self::gather_from(table, index) }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: see the head of the file.
        Sse2(unsafe { _mm_sqrt_pd(self.0) })
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SSE2 has no rounding of its own.
        self.each(f64::floor)
    }
}

/// The lanes' bits as numbers.
#[inline(always)]
fn numbers_of(bits: __m128i) -> [u64; 2] {
    let mut numbers = [0.0; 2];
    // SAFETY: the array holds as many numbers as a store moves.
    unsafe { Sse2::from_bits(bits).store(numbers.as_mut_ptr()) };
    numbers.map(f64::to_bits)
}

impl Vector for Sse2 {
    const WIDTH: usize = 2;

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        // SAFETY: the caller's promise.
        Sse2(unsafe { _mm_loadu_pd(from) })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        // SAFETY: the caller's promise.
        unsafe { _mm_storeu_pd(to, self.0) }
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
