//! Random trees for property tests: what is generated, printed and read back must be the same.

pub mod equation;
pub mod model;
pub mod query;

use interregnum_model::name::Name;
use interregnum_model::source::{FileId, Span};
use proptest::prelude::*;
use std::fmt::Debug;

/// Generated trees stand nowhere.
pub fn nowhere() -> Span {
    Span::new(FileId(0), 0, 0)
}

/// A tree as text without its places, to be compared.
pub fn said(tree: &impl Debug) -> String {
    let text = format!("{tree:?}");
    let mut said = String::new();
    for (i, part) in text.split("Span { ").enumerate() {
        let rest = if i == 0 { part } else { part.split_once('}').map_or(part, |(_, rest)| rest) };
        said.push_str(rest);
    }
    said
}

/// Names: plain ones, such as hold words or signs of the languages, and any others.
pub fn name() -> impl Strategy<Value = Name> {
    let words = prop::sample::select(vec![
        "x",
        "y",
        "z",
        "urban share",
        "demand for meat",
        "in",
        "at",
        "IF",
        "SAMPLE IF TRUE",
        "not so",
        "or",
        "a and b",
        "grain-harvest",
        "1953 plan",
        "plan 1953",
        "été",
        "by_the_way",
        "dt",
        "method",
        "range",
        "note 5",
        "assumed",
        "¶",
        "+=",
        "x # y",
        "IF THEN ELSE",
        "a  b",
        "off",
        "x until y",
    ]);
    prop_oneof![4 => words.prop_map(str::to_string), 1 => "[a-zA-Z][a-zA-Z0-9_ +-]{0,8}[a-z0-9]"]
        .prop_map(|written| Name::new(&written, nowhere()))
}

/// Ids of mechanisms, levers and claims.
pub fn id() -> impl Strategy<Value = Name> {
    "[b-h][a-z0-9]{0,4}(-[a-z0-9]{1,4}){0,2}"
        .prop_filter("no word of questions", |id| !crate::query::WORDS.contains(&id.as_str()))
        .prop_map(|written| Name::new(&written, nowhere()))
}

/// Numbers of every size; the language has no sign in a number.
pub fn number() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0u32..3000).prop_map(f64::from),
        (0u32..100).prop_map(|hundredths| f64::from(hundredths) / 100.0),
        prop::num::f64::POSITIVE | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO,
    ]
    .prop_map(f64::abs)
}

/// Numbers with a sign.
pub fn signed() -> impl Strategy<Value = f64> {
    (number(), any::<bool>()).prop_map(|(number, minus)| if minus { -number } else { number })
}

/// Texts that stand in quotes.
pub fn text() -> impl Strategy<Value = String> {
    "[A-Za-zé¶#=(,][a-z0-9 #=\\[(]{0,12}"
        .prop_map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
}
