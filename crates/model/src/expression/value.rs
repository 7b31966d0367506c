//! What the operators make of numbers: one rule for folding constants and for every engine.

use super::{BinaryOperator, UnaryOperator};

impl UnaryOperator {
    /// The operator's value. Truth is 1 and 0; anything but 0 is true.
    pub fn apply(self, a: f64) -> f64 {
        match self {
            UnaryOperator::Minus => -a,
            UnaryOperator::Plus => a,
            UnaryOperator::Not => truth(a == 0.0),
        }
    }
}

impl BinaryOperator {
    /// The operator's value: IEEE arithmetic, comparisons exact, truth 1 and 0, anything but 0 true.
    pub fn apply(self, a: f64, b: f64) -> f64 {
        match self {
            BinaryOperator::Power => crate::math::pow(a, b),
            BinaryOperator::Multiply => a * b,
            BinaryOperator::Divide => a / b,
            BinaryOperator::Modulo => modulo(a, b),
            BinaryOperator::Add => a + b,
            BinaryOperator::Subtract => a - b,
            BinaryOperator::Less => truth(a < b),
            BinaryOperator::LessEqual => truth(a <= b),
            BinaryOperator::Greater => truth(a > b),
            BinaryOperator::GreaterEqual => truth(a >= b),
            BinaryOperator::Equal => truth(a == b),
            BinaryOperator::NotEqual => truth(a != b),
            BinaryOperator::And => truth(a != 0.0 && b != 0.0),
            BinaryOperator::Or => truth(a != 0.0 || b != 0.0),
        }
    }
}

/// The remainder with the sign of the divisor; not a number where the divisor is 0.
fn modulo(a: f64, b: f64) -> f64 {
    let remainder = a % b;
    if remainder != 0.0 && (remainder < 0.0) != (b < 0.0) { remainder + b } else { remainder }
}

fn truth(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests;
