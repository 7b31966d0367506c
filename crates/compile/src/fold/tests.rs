//! Expressions that are always one number, and some that are not.

use super::{number, number_with};
use interregnum_formats::equation;
use interregnum_model::expression::Expr;
use interregnum_model::name::Key;
use interregnum_model::source::FileId;

fn parse(text: &str) -> Expr {
    let mut diagnostics = Vec::new();
    let expr = equation::parse(text, FileId(0), 0, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
    expr
}

#[test]
fn numbers() {
    let table = [
        ("3", Some(3.0)),
        ("1/16", Some(0.0625)),
        ("-2^2", Some(-4.0)),
        ("NOT 0", Some(1.0)),
        ("IF 1 > 2 THEN 5 ELSE 6", Some(6.0)),
        ("IF 2 > 1 THEN 5 ELSE x", Some(5.0)),
        ("MAX(2, 3)", Some(3.0)),
        ("SQRT(16)", Some(4.0)),
        ("2 * PI", Some(std::f64::consts::TAU)),
        ("x + 1", None),
        ("RANDOM(0, 1)", None),
        ("TIME", None),
        ("SQRT(1, 2)", None),
    ];
    for (text, expected) in table {
        assert_eq!(number(&parse(text)), expected, "{text}");
    }
}

#[test]
fn names_that_are_numbers() {
    let known = |key: &Key| (key.as_str() == "order").then_some(3.0);
    assert_eq!(number_with(&parse("order + 1"), &known), Some(4.0));
    assert_eq!(number_with(&parse("orders + 1"), &known), None);
}
