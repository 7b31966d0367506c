//! AVX2: four numbers.
//!
//! # Safety
//! A value of this type exists only inside the executor that is compiled for this instruction set
//! and entered after the machine was asked whether it has it; no other code can name the type.
//! Loads and stores carry their own promise. So each intrinsic below is called where it exists.
#![allow(unsafe_code)]

use super::{Arithmetic, TWO_52, Vector, arithmetic, number_by_number};
use interregnum_model::math::Lanes;
use std::arch::x86_64::*;

/// Four numbers.
#[derive(Clone, Copy)]
pub(crate) struct Avx2(__m256d);

arithmetic!(Avx2: _mm256_add_pd _mm256_sub_pd _mm256_mul_pd _mm256_div_pd);

impl std::ops::Neg for Avx2 {
    type Output = Avx2;
    #[inline(always)]
    fn neg(self) -> Avx2 {
        Self::from_bits(Self::bits_xor(self.bits(), Self::bits_splat(1 << 63)))
    }
}

impl Lanes for Avx2 {
    type Mask = __m256d;
    type Bits = __m256i;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Avx2(_mm256_set1_pd(x)) }
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(Self::bits_and(self.bits(), Self::bits_splat(!(1 << 63))))
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { _mm256_cmp_pd::<_CMP_LT_OQ>(self.0, other.0) }
    }
    #[inline(always)]
    fn equal(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { _mm256_cmp_pd::<_CMP_EQ_OQ>(self.0, other.0) }
    }
    #[inline(always)]
    fn select(mask: Self::Mask, a: Self, b: Self) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Avx2(_mm256_blendv_pd(b.0, a.0, mask)) }
    }
    #[inline(always)]
    fn any(mask: Self::Mask) -> bool {
        // SAFETY: see the head of the file.
        unsafe { _mm256_movemask_pd(mask) != 0 }
    }
    #[inline(always)]
    fn bits(self) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_castpd_si256(self.0) }
    }
    #[inline(always)]
    fn from_bits(bits: Self::Bits) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Avx2(_mm256_castsi256_pd(bits)) }
    }
    #[inline(always)]
    fn bits_splat(bits: u64) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_set1_epi64x(bits.cast_signed()) }
    }
    #[inline(always)]
    fn bits_add(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_add_epi64(a, b) }
    }
    #[inline(always)]
    fn bits_sub(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_sub_epi64(a, b) }
    }
    #[inline(always)]
    fn bits_and(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_and_si256(a, b) }
    }
    #[inline(always)]
    fn bits_or(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_or_si256(a, b) }
    }
    #[inline(always)]
    fn bits_xor(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_xor_si256(a, b) }
    }
    #[inline(always)]
    fn bits_left<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_sll_epi64(bits, _mm_cvtsi64_si128(i64::from(BY))) }
    }
    #[inline(always)]
    fn bits_right<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm256_srl_epi64(bits, _mm_cvtsi64_si128(i64::from(BY))) }
    }
    #[inline(always)]
    fn pick_of_32(table: &[f64; 32], index: Self::Bits) -> Self {
        // SAFETY: 31 is the most that the index, cut to five bits, can skip.
        unsafe {
            let index = Self::bits_and(index, Self::bits_splat(31));
            Avx2(_mm256_i64gather_pd::<8>(table.as_ptr(), index))
        }
    }
    #[inline(always)]
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { _mm256_and_pd(a, b) }
    }
    #[inline(always)]
    fn all(mask: Self::Mask) -> bool {
        // SAFETY: see the head of the file.
        unsafe { _mm256_movemask_pd(mask) == 15 }
    }
    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        // SAFETY: see the head of the file.
        Avx2(unsafe { _mm256_min_pd(self.0, other.0) })
    }
    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        // SAFETY: see the head of the file.
        Avx2(unsafe { _mm256_max_pd(self.0, other.0) })
    }
    number_by_number!(4);
}

impl Arithmetic for Avx2 {
    #[inline(always)]
    unsafe fn pick(table: *const f64, _: usize, index: Self) -> Self {
        // SAFETY: the caller's promise.
        unsafe { Self::gather_from(table, index) }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: see the head of the file.
        Avx2(unsafe { _mm256_sqrt_pd(self.0) })
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SAFETY: see the head of the file.
        Avx2(unsafe { _mm256_floor_pd(self.0) })
    }
}

impl Vector for Avx2 {
    const WIDTH: usize = 4;

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        // SAFETY: the caller's promise.
        Avx2(unsafe { _mm256_loadu_pd(from) })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        // SAFETY: the caller's promise.
        unsafe { _mm256_storeu_pd(to, self.0) }
    }
    #[inline(always)]
    unsafe fn gather_from(base: *const f64, index: Self) -> Self {
        // SAFETY: the caller's promise.
        unsafe {
            let bits = Self::bits_sub(
                (index + Self::splat(TWO_52)).bits(),
                Self::bits_splat(TWO_52.to_bits()),
            );
            Avx2(_mm256_i64gather_pd::<8>(base, bits))
        }
    }
}
