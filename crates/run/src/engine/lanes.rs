//! Several numbers side by side in one register of the machine: [`Lanes`] for each vector width.
//!
//! One file for each instruction set. Every operation is the IEEE operation of the scalar `f64`
//! lane by lane, so the generic algorithms of [`interregnum_model::math`] and the kernels give the same
//! bits at every width.
#![allow(unsafe_code)]

use interregnum_model::math::Lanes;

#[cfg(target_arch = "x86_64")]
pub(crate) mod avx2;
#[cfg(target_arch = "x86_64")]
pub(crate) mod avx512;
#[cfg(target_arch = "aarch64")]
pub(crate) mod neon;
#[cfg(target_arch = "x86_64")]
pub(crate) mod sse2;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
pub(crate) mod wasm;

#[cfg(test)]
mod tests;

/// Entries of a small table: two registers of the widest vector.
pub(crate) const SMALL: usize = 16;

/// What operations need beyond [`Lanes`].
pub(crate) trait Arithmetic: Lanes {
    /// The numbers of a small table, which fits into registers.
    ///
    /// # Safety
    /// `table` must be valid for reading [`SMALL`] numbers; each lane of `index` must be a whole number from
    /// 0 and below `count`, which is at most that.
    unsafe fn pick(table: *const f64, count: usize, index: Self) -> Self;

    /// Square root.
    fn sqrt(self) -> Self;

    /// The greatest whole number not above.
    fn floor(self) -> Self;
}

/// Lanes that move between registers and memory.
pub(crate) trait Vector: Arithmetic {
    /// How many numbers.
    const WIDTH: usize;

    /// The numbers at `from` and after it.
    ///
    /// # Safety
    /// `from` must be valid for reading `WIDTH` numbers.
    unsafe fn load(from: *const f64) -> Self;

    /// Puts the numbers at `to` and after it.
    ///
    /// # Safety
    /// `to` must be valid for writing `WIDTH` numbers.
    unsafe fn store(self, to: *mut f64);

    /// For each lane the number that stands this many after `base`.
    ///
    /// # Safety
    /// Each lane of `index` must be a whole number from 0 with a number to read there.
    unsafe fn gather_from(base: *const f64, index: Self) -> Self;
}

impl Arithmetic for f64 {
    #[inline(always)]
    unsafe fn pick(table: *const f64, _: usize, index: f64) -> f64 {
        // SAFETY: the caller's promise.
        unsafe { *table.add(index as usize) }
    }

    #[inline(always)]
    fn sqrt(self) -> f64 {
        f64::sqrt(self)
    }

    #[inline(always)]
    fn floor(self) -> f64 {
        f64::floor(self)
    }
}

impl Vector for f64 {
    const WIDTH: usize = 1;

    #[inline(always)]
    unsafe fn load(from: *const f64) -> f64 {
        // SAFETY: the caller's promise.
        unsafe { *from }
    }

    #[inline(always)]
    unsafe fn store(self, to: *mut f64) {
        // SAFETY: the caller's promise.
        unsafe { *to = self }
    }

    #[inline(always)]
    unsafe fn gather_from(base: *const f64, index: f64) -> f64 {
        // SAFETY: the caller's promise.
        unsafe { *base.add(index as usize) }
    }
}

/// 2^52: a whole number below it, added, stands in the low bits.
#[cfg(target_arch = "x86_64")]
pub(crate) const TWO_52: f64 = 4_503_599_627_370_496.0;

/// Implements the four arithmetic operators of a one-field vector type by the named intrinsics.
#[cfg(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
macro_rules! arithmetic {
    ($vector:ident: $add:ident $subtract:ident $multiply:ident $divide:ident) => {
        arithmetic!($vector Add add $add);
        arithmetic!($vector Sub sub $subtract);
        arithmetic!($vector Mul mul $multiply);
        arithmetic!($vector Div div $divide);
    };
    ($vector:ident $operator:ident $method:ident $intrinsic:ident) => {
        impl std::ops::$operator for $vector {
            type Output = $vector;
            #[inline(always)]
            fn $method(self, other: $vector) -> $vector {
                // SAFETY: see the head of the file.
                $vector(unsafe { $intrinsic(self.0, other.0) })
            }
        }
    };
}
#[cfg(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
pub(crate) use arithmetic;

/// [`Lanes::each`] and [`Lanes::each2`] of a vector of so many numbers, through memory.
#[cfg(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
macro_rules! number_by_number {
    ($width:literal) => {
        #[inline(always)]
        fn each(self, function: fn(f64) -> f64) -> Self {
            let mut numbers = [0.0; $width];
            // SAFETY: the array holds as many numbers as a load and a store move.
            unsafe {
                self.store(numbers.as_mut_ptr());
                numbers = numbers.map(function);
                Self::load(numbers.as_ptr())
            }
        }
        #[inline(always)]
        fn each2(self, other: Self, function: fn(f64, f64) -> f64) -> Self {
            let (mut a, mut b) = ([0.0; $width], [0.0; $width]);
            // SAFETY: each array holds as many numbers as a load and a store move.
            unsafe {
                self.store(a.as_mut_ptr());
                other.store(b.as_mut_ptr());
                for (a, b) in a.iter_mut().zip(b) {
                    *a = function(*a, b);
                }
                Self::load(a.as_ptr())
            }
        }
    };
}
#[cfg(any(
    target_arch = "x86_64",
    target_arch = "aarch64",
    all(target_arch = "wasm32", target_feature = "simd128")
))]
pub(crate) use number_by_number;
