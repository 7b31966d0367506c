//! Random questions, and the levers that stand for the equations they replace.

use super::equation::{expr, plain_subscript};
use super::{id, name, nowhere, number, signed};
use crate::query::print;
use interregnum_model::claim::{Asked, Change, ChangeKind, Figure, Query, QueryKind, Window};
use interregnum_model::expression::{BinaryOperator, ExprKind, Reference};
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

/// A number that a change asks for.
fn asked() -> impl Strategy<Value = Asked> {
    (name(), option::of(year_window())).prop_map(|(variable, window)| {
        let query = tree(QueryKind::Window { variable, subscripts: Vec::new(), window });
        Asked { name: Asked::called(&print(&query, &[]), nowhere()), query }
    })
}

/// A date or an amount, with what it asks for.
fn figure() -> impl Strategy<Value = (Figure, Option<Asked>)> {
    prop_oneof![
        3 => signed().prop_map(|number| (Figure::Number(number), None)),
        1 => asked().prop_map(|asked| (Figure::Asked(asked.name.clone()), Some(asked))),
    ]
}

/// A change and what it asks for in written order, each once.
fn asking(kind: ChangeKind, asked: impl IntoIterator<Item = Asked>) -> Change {
    let mut once: Vec<Asked> = Vec::new();
    for number in asked {
        if once.iter().all(|known| known.name != number.name) {
            once.push(number);
        }
    }
    Change { kind, asked: once, span: nowhere() }
}

/// Any change but a replaced equation, which needs a lever.
pub fn change() -> impl Strategy<Value = Change> {
    let subscripts = || vec(plain_subscript(), 0..2);
    let plain = prop_oneof![
        id().prop_map(|mechanism| ChangeKind::Off { mechanism }),
        (name(), subscripts(), expr()).prop_map(|(parameter, subscripts, value)| {
            ChangeKind::Set { parameter, subscripts, value }
        }),
        (name(), signed()).prop_map(|(input, years)| ChangeKind::Shift { input, years }),
        signed().prop_map(ChangeKind::Dt),
        prop::sample::select(vec![Method::Euler, Method::Rk4]).prop_map(ChangeKind::Method),
    ];
    prop_oneof![
        5 => plain.prop_map(|kind| asking(kind, [])),
        1 => (name(), subscripts(), asked()).prop_map(|(parameter, subscripts, asked)| {
            let name = asked.name.clone();
            let reference = ExprKind::Reference(Reference { name, subscripts: Vec::new() });
            let value = super::equation::tree(reference);
            asking(ChangeKind::Set { parameter, subscripts, value }, [asked])
        }),
        1 => figure().prop_map(|(date, asked)| asking(ChangeKind::DrawsFrom(date), asked)),
        1 => (id(), option::of(figure()), option::of(figure())).prop_map(|(lever, from, until)| {
            let (from, first) = from.unzip();
            let (until, second) = until.unzip();
            let asked = first.into_iter().chain(second).flatten();
            asking(ChangeKind::With { lever, from, until }, asked)
        }),
        1 => (name(), subscripts(), figure(), figure(), any::<bool>()).prop_map(
            |(stock, subscripts, (at, second), (amount, first), by)| {
                let asked = first.into_iter().chain(second);
                asking(ChangeKind::Impulse { stock, subscripts, at, amount, by }, asked)
            }
        ),
    ]
}
