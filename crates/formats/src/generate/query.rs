//! Random questions, and the levers that stand for the equations they replace.

use super::equation::{expr, plain_subscript};
use super::{id, name, nowhere, number, signed};
use interregnum_model::claim::{Change, ChangeKind, Query, QueryKind, Window};
use interregnum_model::expression::BinaryOperator;
use interregnum_model::time::Method;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

fn tree(kind: QueryKind) -> Query {
    Query { kind, span: nowhere() }
}

fn boxed(inner: &BoxedStrategy<Query>) -> impl Strategy<Value = Box<Query>> + use<> {
    inner.clone().prop_map(Box::new)
}

/// Any question.
pub fn query() -> BoxedStrategy<Query> {
    let leaf = prop_oneof![
        number().prop_map(|value| tree(QueryKind::Number(value))),
        (name(), vec(plain_subscript(), 0..3), option::of(year_window())).prop_map(
            |(variable, subscripts, window)| {
                tree(QueryKind::Window { variable, subscripts, window })
            }
        ),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        let inner = inner.boxed();
        prop_oneof![
            4 => joined(&inner),
            2 => compared(&inner),
            2 => listed(&inner),
            2 => under(&inner),
        ]
        .prop_map(tree)
    })
    .boxed()
}

fn joined(inner: &BoxedStrategy<Query>) -> impl Strategy<Value = QueryKind> + use<> {
    let operators = super::equation::OPERATORS.into_iter();
    let binary: Vec<_> = operators.filter(|it| *it != BinaryOperator::Modulo).collect();
    prop_oneof![
        boxed(inner).prop_map(QueryKind::Negative),
        boxed(inner).prop_map(QueryKind::Not),
        (prop::sample::select(binary), boxed(inner), boxed(inner))
            .prop_map(|(operator, left, right)| QueryKind::Binary { operator, left, right }),
    ]
}

fn compared(inner: &BoxedStrategy<Query>) -> impl Strategy<Value = QueryKind> + use<> {
    let share = number().prop_map(|value| Box::new(tree(QueryKind::Number(value))));
    let near = |relative| {
        move |(value, target, tolerance)| QueryKind::Near { value, target, tolerance, relative }
    };
    prop_oneof![
        (boxed(inner), boxed(inner), boxed(inner)).prop_map(|(value, low, high)| QueryKind::In {
            value,
            low,
            high
        }),
        (boxed(inner), boxed(inner), boxed(inner)).prop_map(near(false)),
        (boxed(inner), boxed(inner), share).prop_map(near(true)),
    ]
}

fn listed(inner: &BoxedStrategy<Query>) -> impl Strategy<Value = QueryKind> + use<> {
    prop_oneof![
        (name(), vec(inner.clone(), 0..4))
            .prop_map(|(function, arguments)| QueryKind::Call { function, arguments }),
        vec(inner.clone(), 1..4).prop_map(QueryKind::List),
        (name(), vec(plain_subscript(), 0..2), window(inner)).prop_map(
            |(variable, subscripts, window)| QueryKind::Window {
                variable,
                subscripts,
                window: Some(window)
            }
        ),
    ]
}

fn under(inner: &BoxedStrategy<Query>) -> impl Strategy<Value = QueryKind> + use<> {
    let swept = prop_oneof![name(), id()];
    let values = vec(inner.clone(), 1..4).prop_map(|it| Box::new(tree(QueryKind::List(it))));
    prop_oneof![
        (boxed(inner), vec(change(), 1..3))
            .prop_map(|(query, changes)| QueryKind::Under { query, changes }),
        (boxed(inner), swept, values).prop_map(|(query, name, values)| QueryKind::For {
            query,
            name,
            values
        }),
    ]
}

fn year() -> impl Strategy<Value = Box<Query>> {
    (0u32..3000).prop_map(|year| Box::new(tree(QueryKind::Number(f64::from(year)))))
}

fn year_window() -> impl Strategy<Value = Window> {
    prop_oneof![
        year().prop_map(Window::Year),
        (year(), year()).prop_map(|(first, last)| Window::Years(first, last)),
    ]
}

fn window(inner: &BoxedStrategy<Query>) -> impl Strategy<Value = Window> + use<> {
    prop_oneof![
        boxed(inner).prop_map(Window::At),
        (boxed(inner), boxed(inner)).prop_map(|(first, last)| Window::Between(first, last)),
    ]
}

/// Any change but a replaced equation, which needs a lever.
pub fn change() -> impl Strategy<Value = Change> {
    let subscripts = || vec(plain_subscript(), 0..2);
    let dates = (option::of(signed()), option::of(signed()));
    prop_oneof![
        (id(), dates).prop_map(|(lever, (from, until))| ChangeKind::With { lever, from, until }),
        id().prop_map(|mechanism| ChangeKind::Off { mechanism }),
        (name(), subscripts(), expr()).prop_map(|(parameter, subscripts, value)| {
            ChangeKind::Set { parameter, subscripts, value }
        }),
        (name(), subscripts(), signed(), signed(), any::<bool>()).prop_map(
            |(stock, subscripts, at, amount, by)| {
                ChangeKind::Impulse { stock, subscripts, at, amount, by }
            }
        ),
        (name(), signed()).prop_map(|(input, years)| ChangeKind::Shift { input, years }),
        signed().prop_map(ChangeKind::Dt),
        prop::sample::select(vec![Method::Euler, Method::Rk4]).prop_map(ChangeKind::Method),
    ]
    .prop_map(|kind| Change { kind, span: nowhere() })
}
