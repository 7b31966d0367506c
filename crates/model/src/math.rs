//! exp, ln, powers, sine and cosine as fixed algorithms of our own: written once over [`Lanes`], so
//! that one number and eight at a time give the same bits, on every machine. No fused
//! multiply-add anywhere. Each result is within one unit in the last place of the exact value; for 0,
//! infinities and NaN C's rules hold.
//!
//! Functions that models seldom use (tan, arcsin, arccos, arctan, ...) are `libm`'s, lane by lane:
//! one fixed algorithm as well.

pub mod exp;
pub mod lanes;
pub mod ln;
pub mod pow;
pub mod table;
pub mod trigonometry;

#[cfg(test)]
mod tests;

pub use exp::exp;
pub use lanes::Lanes;
pub use ln::{ln, log10};
pub use pow::pow;
pub use trigonometry::{cos, sin};
