//! Exponents as fractions: units have rational powers.

use num_rational::Rational32;

/// The largest denominator that a person writes as an exponent.
const LARGEST_DENOMINATOR: i32 = 64;

/// The largest exponent.
const LARGEST: f64 = 1024.0;

/// The fraction that a number is within rounding, if it is a simple one: 0.5 is 1/2, 0.333... from
/// `1/3` is 1/3.
pub fn rational(number: f64) -> Option<Rational32> {
    if number.abs() > LARGEST || number.is_nan() {
        return None;
    }
    (1..=LARGEST_DENOMINATOR).find_map(|denominator| {
        let numerator = number * f64::from(denominator);
        let whole = numerator.round();
        // The product of a rounded fraction and its denominator is off by a few units in the last
        // place; nothing else comes so near to a whole number.
        let near = (numerator - whole).abs() <= 4.0 * f64::EPSILON * whole.abs().max(1.0);
        // Exact: a whole number no greater than LARGEST * LARGEST_DENOMINATOR.
        near.then(|| Rational32::new(whole as i32, denominator))
    })
}

#[cfg(test)]
mod tests;
