//! Tree to text: the fewest brackets that read back as the same tree.

use super::WORDS;
use super::subscript::print_reference;
use crate::cursor::{Reserved, print_name};
use crate::number::print_number;
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, UNARY_PRECEDENCE, UnaryOperator,
};

/// The text of an equation.
pub fn print(expr: &Expr) -> String {
    print_where(expr, WORDS)
}

/// The text of an equation where these words are reserved.
pub(crate) fn print_where(expr: &Expr, reserved: Reserved) -> String {
    let mut printer = Printer { text: String::new(), reserved };
    printer.write(expr, Follow::Nothing);
    printer.text
}

/// What comes after an expression within the same bracket. `IF` takes all that follows it for its
/// last branch, so it needs brackets where something does.
#[derive(Clone, Copy, PartialEq)]
enum Follow {
    Nothing,
    Operator,
}

struct Printer {
    text: String,
    reserved: Reserved,
}

impl Printer {
    fn write(&mut self, expr: &Expr, follow: Follow) {
        match &expr.kind {
            ExprKind::Number(value) => self.number(*value),
            ExprKind::Reference(reference) => {
                self.text.push_str(&print_reference(reference, self.reserved));
            }
            ExprKind::Unary { operator, operand } => self.unary(*operator, operand, follow),
            ExprKind::Binary { operator, left, right } => {
                self.binary(*operator, left, right, follow);
            }
            ExprKind::If { condition, then, otherwise } => {
                self.conditional([condition, then, otherwise], follow);
            }
            ExprKind::Call { function, arguments } => {
                self.text.push_str(&print_name(function, self.reserved));
                self.text.push('(');
                for (i, argument) in arguments.iter().enumerate() {
                    self.text.push_str(if i > 0 { ", " } else { "" });
                    self.write(argument, Follow::Nothing);
                }
                self.text.push(')');
            }
            ExprKind::Error => self.text.push('?'),
        }
    }

    /// The language has no sign for what is not a number, so that one is worked out.
    fn number(&mut self, value: f64) {
        if value.is_nan() {
            self.text.push_str("(0 / 0)");
        } else if value.is_infinite() {
            self.text.push_str(if value > 0.0 { "INF" } else { "-INF" });
        } else {
            self.text.push_str(&print_number(value));
        }
    }

    fn unary(&mut self, operator: UnaryOperator, operand: &Expr, follow: Follow) {
        self.text.push_str(match operator {
            UnaryOperator::Minus => "-",
            UnaryOperator::Plus => "+",
            UnaryOperator::Not => "not ",
        });
        let loose = matches!(&operand.kind, ExprKind::Binary { operator, .. }
            if operator.precedence() < UNARY_PRECEDENCE);
        self.perhaps_in_brackets(operand, loose, follow);
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Expr, right: &Expr, follow: Follow) {
        let tightness = operator.precedence();
        let to_the_right = operator == BinaryOperator::Power;
        let left_loose = match precedence(left) {
            Some(other) => other < tightness || (other == tightness && to_the_right),
            None => false,
        };
        self.perhaps_in_brackets(left, left_loose, Follow::Operator);
        if to_the_right {
            self.text.push('^');
        } else {
            self.text.push(' ');
            self.text.push_str(operator.symbol());
            self.text.push(' ');
        }
        // A sign before the right operand cannot be taken for anything else.
        let right_loose = match &right.kind {
            ExprKind::Binary { operator: other, .. } => {
                other.precedence() < tightness || (other.precedence() == tightness && !to_the_right)
            }
            ExprKind::Number(_)
            | ExprKind::Reference(_)
            | ExprKind::Unary { .. }
            | ExprKind::If { .. }
            | ExprKind::Call { .. }
            | ExprKind::Error => false,
        };
        self.perhaps_in_brackets(right, right_loose, follow);
    }

    fn conditional(&mut self, parts: [&Expr; 3], follow: Follow) {
        let [condition, then, otherwise] = parts;
        let brackets = follow == Follow::Operator;
        self.text.push_str(if brackets { "(if " } else { "if " });
        self.write(condition, Follow::Nothing);
        self.text.push_str(" then ");
        self.write(then, Follow::Nothing);
        self.text.push_str(" else ");
        self.write(otherwise, Follow::Nothing);
        self.text.push_str(if brackets { ")" } else { "" });
    }

    fn perhaps_in_brackets(&mut self, expr: &Expr, brackets: bool, follow: Follow) {
        if brackets {
            self.text.push('(');
            self.write(expr, Follow::Nothing);
            self.text.push(')');
        } else {
            self.write(expr, follow);
        }
    }
}

/// How tightly the outermost operator binds; `None` for what needs no brackets on the left.
fn precedence(expr: &Expr) -> Option<u8> {
    match &expr.kind {
        ExprKind::Binary { operator, .. } => Some(operator.precedence()),
        ExprKind::Unary { .. } => Some(UNARY_PRECEDENCE),
        ExprKind::Number(value) if value.is_sign_negative() => Some(UNARY_PRECEDENCE),
        ExprKind::Number(_)
        | ExprKind::Reference(_)
        | ExprKind::If { .. }
        | ExprKind::Call { .. }
        | ExprKind::Error => None,
    }
}
