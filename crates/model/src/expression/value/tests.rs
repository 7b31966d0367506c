//! Every operator on numbers whose answers are known.

use super::{BinaryOperator as B, UnaryOperator as U};

#[test]
fn operators_on_two_numbers() {
    let table = [
        (B::Power, 2.0, 9.0, 512.0),
        (B::Multiply, 3.0, -2.0, -6.0),
        (B::Divide, 1.0, 4.0, 0.25),
        (B::Modulo, 7.0, 3.0, 1.0),
        (B::Modulo, -7.0, 3.0, 2.0),
        (B::Modulo, 7.0, -3.0, -2.0),
        (B::Modulo, -6.0, 3.0, 0.0),
        (B::Add, 1.0, 2.0, 3.0),
        (B::Subtract, 1.0, 2.0, -1.0),
        (B::Less, 1.0, 2.0, 1.0),
        (B::Less, 2.0, 2.0, 0.0),
        (B::LessEqual, 2.0, 2.0, 1.0),
        (B::Greater, 2.0, 1.0, 1.0),
        (B::GreaterEqual, 1.0, 2.0, 0.0),
        (B::Equal, 2.0, 2.0, 1.0),
        (B::NotEqual, 2.0, 2.0, 0.0),
        (B::And, 2.0, -1.0, 1.0),
        (B::And, 2.0, 0.0, 0.0),
        (B::Or, 0.0, -1.0, 1.0),
        (B::Or, 0.0, 0.0, 0.0),
    ];
    for (operator, a, b, expected) in table {
        assert_eq!(operator.apply(a, b), expected, "{a} {} {b}", operator.symbol());
    }
    assert!(B::Modulo.apply(1.0, 0.0).is_nan());
}

#[test]
fn operators_on_one_number() {
    assert_eq!(U::Minus.apply(2.0), -2.0);
    assert_eq!(U::Plus.apply(2.0), 2.0);
    assert_eq!(U::Not.apply(2.0), 0.0);
    assert_eq!(U::Not.apply(0.0), 1.0);
}
