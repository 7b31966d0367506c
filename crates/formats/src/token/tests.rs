//! Where words, numbers and signs end.

use super::{Sign, TokenKind, lex};

/// The pieces of a text.
fn pieces(text: &str) -> Vec<&str> {
    lex(text)
        .iter()
        .map(|token| &text[token.start..token.end])
        .filter(|it| !it.is_empty())
        .collect()
}

#[test]
fn pieces_end_where_they_should() {
    for (text, wanted) in [
        ("1..6", vec!["1", "..", "6"]),
        ("1953.2..1956.1", vec!["1953.2", "..", "1956.1"]),
        (".5..1.", vec![".5", "..", "1."]),
        ("1e6x", vec!["1e6", "x"]),
        ("1e", vec!["1", "e"]),
        ("2e-3-1", vec!["2e-3", "-", "1"]),
        ("a<=b<>c+=d", vec!["a", "<=", "b", "<>", "c", "+=", "d"]),
        ("± +/- ¶7 @k", vec!["±", "+/-", "¶", "7", "@", "k"]),
        ("x # remark \"\n y", vec!["x", "y"]),
        ("\"a # b\" c", vec!["\"a # b\"", "c"]),
        ("\"a\nb\" c", vec!["\"a\nb\"", "c"]),
        ("\"a\nb", vec!["\"a", "b"]),
        ("cafe\u{301} x", vec!["cafe\u{301}", "x"]),
        ("a\u{a0}b", vec!["a", "b"]),
    ] {
        assert_eq!(pieces(text), wanted, "{text:?}");
    }
}

#[test]
fn kinds_are_told_apart() {
    let kinds = |text: &str| lex(text).into_iter().map(|it| it.kind).collect::<Vec<_>>();
    assert_eq!(kinds("1e999")[0], TokenKind::Number(f64::INFINITY));
    assert_eq!(kinds("\"a")[0], TokenKind::Unclosed);
    assert_eq!(kinds("&")[0], TokenKind::Strange('&'));
    assert_eq!(kinds("+/-")[0], TokenKind::Sign(Sign::PlusMinus));
    assert_eq!(Sign::PlusMinus.as_str(), "±");
    assert_eq!(kinds(""), [TokenKind::End]);
}
