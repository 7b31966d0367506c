//! exp, ln, powers, the functions of angles and the hyperbolic ones as fixed algorithms of our own: written once over [`Lanes`], so
//! that one number and eight at a time give the same bits, on every machine. No fused
//! multiply-add anywhere. Each result is within one unit in the last place of the exact value; for 0,
//! infinities and NaN C's rules hold.
//!
//! The logarithm of the gamma function and the error function are `libm`'s: one fixed algorithm each as well.

pub mod exp;
pub mod hyperbolic;
pub mod inverse;
pub mod lanes;
pub mod ln;
pub mod normal;
pub mod pow;
pub mod table;
pub mod tangent;
pub mod trigonometry;

#[cfg(test)]
mod tests;

pub use exp::exp;
pub use hyperbolic::{cosh, sinh, tanh};
pub use inverse::{acos, asin, atan};
pub use lanes::Lanes;
pub use ln::{ln, log10};
pub use pow::pow;
pub use tangent::tan;
pub use trigonometry::{cos, sin};
