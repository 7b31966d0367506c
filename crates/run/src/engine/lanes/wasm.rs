//! 128-bit vectors of WebAssembly: two numbers.
//!
//! # Safety
//! A value of this type exists only inside the executor that is compiled for this instruction set
//! and entered after the machine was asked whether it has it; no other code can name the type.
//! Loads and stores carry their own promise. So each intrinsic below is called where it exists.
// Most of these intrinsics are safe to call; the macro of arithmetic calls them as the others.
#![allow(unsafe_code, unused_unsafe)]

use super::{Arithmetic, Vector, arithmetic, number_by_number};
use interregnum_model::math::Lanes;
use std::arch::wasm32::*;

/// Two numbers.
#[derive(Clone, Copy)]
pub(crate) struct Wasm(v128);

arithmetic!(Wasm: f64x2_add f64x2_sub f64x2_mul f64x2_div);

impl std::ops::Neg for Wasm {
    type Output = Wasm;
    #[inline(always)]
    fn neg(self) -> Wasm {
        Self::from_bits(Self::bits_xor(self.bits(), Self::bits_splat(1 << 63)))
    }
}

impl Lanes for Wasm {
    type Mask = v128;
    type Bits = v128;

    #[inline(always)]
    fn splat(x: f64) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Wasm(f64x2_splat(x)) }
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self::from_bits(Self::bits_and(self.bits(), Self::bits_splat(!(1 << 63))))
    }
    #[inline(always)]
    fn less(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { f64x2_lt(self.0, other.0) }
    }
    #[inline(always)]
    fn equal(self, other: Self) -> Self::Mask {
        // SAFETY: see the head of the file.
        unsafe { f64x2_eq(self.0, other.0) }
    }
    #[inline(always)]
    fn select(mask: Self::Mask, a: Self, b: Self) -> Self {
        // SAFETY: see the head of the file.
        unsafe { Wasm(v128_bitselect(a.0, b.0, mask)) }
    }
    #[inline(always)]
    fn any(mask: Self::Mask) -> bool {
        // SAFETY: see the head of the file.
        unsafe { v128_any_true(mask) }
    }
    #[inline(always)]
    fn bits(self) -> Self::Bits {
        self.0
    }
    #[inline(always)]
    fn from_bits(bits: Self::Bits) -> Self {
        Wasm(bits)
    }
    #[inline(always)]
    fn bits_splat(bits: u64) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { u64x2_splat(bits) }
    }
    #[inline(always)]
    fn bits_add(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { u64x2_add(a, b) }
    }
    #[inline(always)]
    fn bits_sub(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { u64x2_sub(a, b) }
    }
    #[inline(always)]
    fn bits_and(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { v128_and(a, b) }
    }
    #[inline(always)]
    fn bits_or(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { v128_or(a, b) }
    }
    #[inline(always)]
    fn bits_xor(a: Self::Bits, b: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { v128_xor(a, b) }
    }
    #[inline(always)]
    fn bits_left<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { u64x2_shl(bits, BY.cast_unsigned()) }
    }
    #[inline(always)]
    fn bits_right<const BY: i32>(bits: Self::Bits) -> Self::Bits {
        // SAFETY: see the head of the file.
        unsafe { u64x2_shr(bits, BY.cast_unsigned()) }
    }
    #[inline(always)]
    fn pick_of_32(table: &[f64; 32], index: Self::Bits) -> Self {
        let mut numbers = [0.0; 2];
        for (number, bits) in
            numbers.iter_mut().zip([u64x2_extract_lane::<0>(index), u64x2_extract_lane::<1>(index)])
        {
            *number = table[(bits & 31) as usize];
        }
        // SAFETY: the array holds as many numbers as a load moves.
        unsafe { Self::load(numbers.as_ptr()) }
    }
    #[inline(always)]
    fn both(a: Self::Mask, b: Self::Mask) -> Self::Mask {
        v128_and(a, b)
    }
    #[inline(always)]
    fn all(mask: Self::Mask) -> bool {
        u64x2_all_true(mask)
    }
    number_by_number!(2);
}

impl Arithmetic for Wasm {
    #[inline(always)]
    unsafe fn pick(table: *const f64, _: usize, index: Self) -> Self {
        // SAFETY: the caller's promise.
        unsafe { Self::gather_from(table, index) }
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        // SAFETY: see the head of the file.
        Wasm(unsafe { f64x2_sqrt(self.0) })
    }
    #[inline(always)]
    fn floor(self) -> Self {
        // SAFETY: see the head of the file.
        Wasm(unsafe { f64x2_floor(self.0) })
    }
}

impl Vector for Wasm {
    const WIDTH: usize = 2;

    #[inline(always)]
    unsafe fn load(from: *const f64) -> Self {
        // SAFETY: the caller's promise.
        Wasm(unsafe { v128_load(from.cast()) })
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        // SAFETY: the caller's promise.
        unsafe { v128_store(to.cast(), self.0) }
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
