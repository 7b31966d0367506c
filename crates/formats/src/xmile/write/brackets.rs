//! Which operands stand in brackets in equations written for other tools.

use interregnum_model::expression::{BinaryOperator, Expr, ExprKind};

/// How tightly a name, a number or a call binds: it stands without brackets anywhere.
pub(crate) const ATOM: u8 = u8::MAX;

/// How tightly `+` binds.
pub(crate) const ADDING: u8 = 5;

/// How tightly comparisons bind at least.
pub(crate) const COMPARING: u8 = 3;

/// How tightly an operator's operands must bind to stand without brackets. Tools differ on which of
/// two `^` comes first, on what `-2^2` is, on how `MOD` and `*` rank, on `a < b = c` and on `AND`
/// beside `OR`: brackets leave no doubt.
pub(crate) fn least(operator: BinaryOperator, left: &Expr) -> (u8, u8) {
    let own = operator.precedence();
    match operator {
        BinaryOperator::Power | BinaryOperator::Modulo => (ATOM, ATOM),
        BinaryOperator::Multiply
        | BinaryOperator::Divide
        | BinaryOperator::Add
        | BinaryOperator::Subtract => (own, own + 1),
        BinaryOperator::Less
        | BinaryOperator::LessEqual
        | BinaryOperator::Greater
        | BinaryOperator::GreaterEqual
        | BinaryOperator::Equal
        | BinaryOperator::NotEqual => (ADDING, ADDING),
        BinaryOperator::And | BinaryOperator::Or => {
            let goes_on = matches!(&left.kind, ExprKind::Binary { operator: other, .. } if *other == operator);
            (if goes_on { own } else { COMPARING }, COMPARING)
        }
    }
}
