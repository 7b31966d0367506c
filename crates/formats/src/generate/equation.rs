//! Random equations.

use super::{name, nowhere, number};
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind, UnaryOperator,
};
use proptest::collection::vec;
use proptest::prelude::*;

/// Every operator with two operands.
pub const OPERATORS: [BinaryOperator; 14] = [
    BinaryOperator::Power,
    BinaryOperator::Multiply,
    BinaryOperator::Divide,
    BinaryOperator::Modulo,
    BinaryOperator::Add,
    BinaryOperator::Subtract,
    BinaryOperator::Less,
    BinaryOperator::LessEqual,
    BinaryOperator::Greater,
    BinaryOperator::GreaterEqual,
    BinaryOperator::Equal,
    BinaryOperator::NotEqual,
    BinaryOperator::And,
    BinaryOperator::Or,
];

/// A tree that stands nowhere.
pub fn tree(kind: ExprKind) -> Expr {
    Expr { kind, span: nowhere() }
}

/// Any equation.
pub fn expr() -> BoxedStrategy<Expr> {
    let leaf = prop_oneof![
        number().prop_map(ExprKind::Number),
        name().prop_map(|name| ExprKind::Reference(Reference { name, subscripts: Vec::new() })),
    ]
    .prop_map(tree);
    leaf.prop_recursive(5, 40, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        let unary = prop::sample::select(vec![
            UnaryOperator::Minus,
            UnaryOperator::Plus,
            UnaryOperator::Not,
        ]);
        let binary = prop::sample::select(OPERATORS.to_vec());
        prop_oneof![
            2 => (unary, boxed.clone())
                .prop_map(|(operator, operand)| ExprKind::Unary { operator, operand }),
            6 => (binary, boxed.clone(), boxed.clone())
                .prop_map(|(operator, left, right)| ExprKind::Binary { operator, left, right }),
            2 => (boxed.clone(), boxed.clone(), boxed)
                .prop_map(|(condition, then, otherwise)| ExprKind::If { condition, then, otherwise }),
            2 => (name(), vec(inner.clone(), 0..4))
                .prop_map(|(function, arguments)| ExprKind::Call { function, arguments }),
            2 => (name(), vec(subscript(inner), 1..3))
                .prop_map(|(name, subscripts)| ExprKind::Reference(Reference { name, subscripts })),
        ]
        .prop_map(tree)
    })
    .boxed()
}

/// Any subscript; those that are worked out come from `inner`.
pub fn subscript(inner: impl Strategy<Value = Expr>) -> impl Strategy<Value = Subscript> {
    prop_oneof![
        name().prop_map(SubscriptKind::Name),
        Just(SubscriptKind::All),
        name().prop_map(SubscriptKind::AllOf),
        (name(), name()).prop_map(|(first, last)| SubscriptKind::Between(first, last)),
        inner.prop_map(SubscriptKind::Index),
    ]
    .prop_map(|kind| Subscript { kind, span: nowhere() })
}

/// A subscript without equations in it.
pub fn plain_subscript() -> impl Strategy<Value = Subscript> {
    subscript(number().prop_map(|value| tree(ExprKind::Number(value))))
}

/// A variable, perhaps some elements of it.
pub fn reference() -> impl Strategy<Value = Reference> {
    (name(), vec(plain_subscript(), 0..3))
        .prop_map(|(name, subscripts)| Reference { name, subscripts })
}
