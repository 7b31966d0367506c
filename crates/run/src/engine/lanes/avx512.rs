//! AVX-512: eight numbers.
//!
//! # Safety
//! A value of this type exists only inside the executor that is compiled for this instruction set
//! and entered after the machine was asked whether it has it; no other code can name the type.
//! Loads and stores carry their own promise. So each intrinsic below is called where it exists.
#![allow(unsafe_code)]

use super::{Arithmetic, TWO_52, Vector, arithmetic, number_by_number};
use interregnum_model::math::Lanes;
use std::arch::x86_64::*;

/// Eight numbers.
#[derive(Clone, Copy)]
pub(crate) struct Avx512(__m512d);

arithmetic!(Avx512: _mm512_add_pd _mm512_sub_pd _mm512_mul_pd _mm512_div_pd);

impl std::ops::Neg for Avx512 {
    type Output = Avx512;
    #[inline(always)]
    fn neg(self) -> Avx512 {
        Self::from_bits(Self::bits_xor(self.bits(), Self::bits_splat(1 << 63)))
    }
}

impl Lanes for Avx512 {
    type Mask = __mmask8;
    type Bits = __m512i;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Avx512(_mm512_set1_pd(x)) }
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(Self::bits_and(self.bits(), Self::bits_splat(!(1 << 63))))
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { _mm512_cmp_pd_mask::<_CMP_LT_OQ>(self.0, other.0) }
    }
    #[inline(always)]
    fn equal(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { _mm512_cmp_pd_mask::<_CMP_EQ_OQ>(self.0, other.0) }
    }
    #[inline(always)]
    fn select(mask: Self::Mask, a: Self, b: Self) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Avx512(_mm512_mask_blend_pd(mask, b.0, a.0)) }
    }
    #[inline(always)]
    fn any(mask: Self::Mask) -> bool {
        mask != 0
    }
    #[inline(always)]
    fn bits(self) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_castpd_si512(self.0) }
    }
    #[inline(always)]
    fn from_bits(bits: Self::Bits) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Avx512(_mm512_castsi512_pd(bits)) }
    }
    #[inline(always)]
    fn bits_splat(bits: u64) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_set1_epi64(bits.cast_signed()) }
    }
    #[inline(always)]
    fn bits_add(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_add_epi64(a, b) }
    }
    #[inline(always)]
    fn bits_sub(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_sub_epi64(a, b) }
    }
    #[inline(always)]
    fn bits_and(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_and_si512(a, b) }
    }
    #[inline(always)]
    fn bits_or(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_or_si512(a, b) }
    }
    #[inline(always)]
    fn bits_xor(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_xor_si512(a, b) }
    }
    #[inline(always)]
    fn bits_left<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_sll_epi64(bits, _mm_cvtsi64_si128(i64::from(BY))) }
    }
    #[inline(always)]
    fn bits_right<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { _mm512_srl_epi64(bits, _mm_cvtsi64_si128(i64::from(BY))) }
    }
    #[inline(always)]
    fn pick_of_32(table: &[f64; 32], index: Self::Bits) -> Self {
        // SAFETY: four vectors are the whole table. Only the low bits of an index count.
        unsafe {
            let table = table.as_ptr();
            let (a, b) = (_mm512_loadu_pd(table), _mm512_loadu_pd(table.add(8)));
            let (c, d) = (_mm512_loadu_pd(table.add(16)), _mm512_loadu_pd(table.add(24)));
            let low = _mm512_permutex2var_pd(a, index, b);
            let high = _mm512_permutex2var_pd(c, index, d);
            let upper = _mm512_test_epi64_mask(index, _mm512_set1_epi64(16));
            Avx512(_mm512_mask_blend_pd(upper, low, high))
        }
    }
    #[inline(always)]
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask {
        a & b
    }
    #[inline(always)]
    fn all(mask: Self::Mask) -> bool {
        mask == !0
    }
    #[inline(always)]
    fn times_power_of_two(self, power: Self) -> Self {
        // SAFETY: see the head of the file.
        Avx512(unsafe { _mm512_scalef_pd(self.0, power.0) })
    }
    #[inline(always)]
    fn lesser(self, other: Self) -> Self {
        // SAFETY: see the head of the file.
        Avx512(unsafe { _mm512_min_pd(self.0, other.0) })
    }
    #[inline(always)]
    fn greater(self, other: Self) -> Self {
        // SAFETY: see the head of the file.
        Avx512(unsafe { _mm512_max_pd(self.0, other.0) })
    }
    number_by_number!(8);
}

impl Arithmetic for Avx512 {
    #[inline(always)]
    unsafe fn pick(table: *const f64, _: usize, index: Self) -> Self {
        // SAFETY: the caller's promise. Only the low bits of an index count, where 2^52 puts it.
        unsafe {
            let (low, high) = (_mm512_loadu_pd(table), _mm512_loadu_pd(table.add(8)));
            let index = (index + Self::splat(TWO_52)).bits();
            Avx512(_mm512_permutex2var_pd(low, index, high))
        }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: see the head of the file.
        Avx512(unsafe { _mm512_sqrt_pd(self.0) })
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SAFETY: see the head of the file.
        Avx512(unsafe {
            _mm512_roundscale_pd::<{ _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC }>(self.0)
        })
    }
}

impl Vector for Avx512 {
    const WIDTH: usize = 8;

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        // SAFETY: the caller's promise.
        Avx512(unsafe { _mm512_loadu_pd(from) })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        // SAFETY: the caller's promise.
        unsafe { _mm512_storeu_pd(to, self.0) }
    }
    #[inline(always)]
    unsafe fn gather_from(base: *const f64, index: Self) -> Self {
        // SAFETY: the caller's promise.
        unsafe {
            let bits = Self::bits_sub(
                (index + Self::splat(TWO_52)).bits(),
                Self::bits_splat(TWO_52.to_bits()),
            );
            Avx512(_mm512_i64gather_pd::<8>(bits, base))
        }
    }
}
