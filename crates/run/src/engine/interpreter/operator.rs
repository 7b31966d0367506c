//! Operators on numbers, by C's rules for 0, infinity and NaN.

use interregnum_model::expression::{BinaryOperator, UnaryOperator};

/// An operator on one number.
pub(super) fn unary(operator: UnaryOperator, a: f64) -> f64 {
    match operator {
        UnaryOperator::Minus => -a,
        UnaryOperator::Plus => a,
        UnaryOperator::Not => truth(a == 0.0),
    }
}

/// An operator on two numbers.
pub(super) fn binary(operator: BinaryOperator, a: f64, b: f64) -> f64 {
    match operator {
        BinaryOperator::Power => libm::pow(a, b),
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

/// What is left of a after taking away whole bs, with the sign of b. The remainder is exact;
/// `a - b * floor(a / b)` would round twice.
fn modulo(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest != 0.0 && (rest < 0.0) != (b < 0.0) { rest + b } else { rest }
}

fn truth(holds: bool) -> f64 {
    if holds { 1.0 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::modulo;

    #[test]
    fn mod_has_the_sign_of_the_divisor() {
        let table = [
            (7.0, 3.0, 1.0),
            (-7.0, 3.0, 2.0),
            (7.0, -3.0, -2.0),
            (-7.0, -3.0, -1.0),
            (6.0, 3.0, 0.0),
            (-6.0, 3.0, 0.0),
            (5.5, 2.0, 1.5),
            (1953.25, 1.0, 0.25),
            (3.0, f64::INFINITY, 3.0),
        ];
        for (a, b, rest) in table {
            assert_eq!(modulo(a, b), rest, "{a} mod {b}");
        }
        assert!(modulo(1.0, 0.0).is_nan());
    }
}
