//! Numbers read back bit for bit.

use super::{per_cent, print_number, print_per_cent};
use crate::token::{TokenKind, lex};
use proptest::prelude::*;

#[test]
fn numbers_are_plain_where_they_are_short() {
    for (value, wanted) in [
        (0.0, "0"),
        (1964.0, "1964"),
        (0.0625, "0.0625"),
        (1e6, "1000000"),
        (1e15, "1e15"),
        (1e7, "1e7"),
        (12_345_678.0, "12345678"),
        (0.00001, "0.00001"),
        (1e-10, "1e-10"),
        (0.1 + 0.2, "0.30000000000000004"),
    ] {
        assert_eq!(print_number(value), wanted);
    }
}

#[test]
fn per_cent_is_rounded_once() {
    for (text, wanted) in [("5", 0.05), ("3", 0.03), ("1e3", 10.0), ("0.7", 0.007), ("12.5", 0.125)]
    {
        assert_eq!(per_cent(text), Some(wanted), "{text}");
    }
    assert_eq!((print_per_cent(0.03).as_str(), print_per_cent(0.125).as_str()), ("3", "12.5"));
}

proptest! {
    #[test]
    fn what_is_printed_reads_back(
        value in prop::num::f64::POSITIVE | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO
    ) {
        let text = print_number(value);
        prop_assert_eq!(text.parse::<f64>().map(f64::to_bits), Ok(value.to_bits()));
        // The language reads it as one number.
        let tokens = lex(&text);
        prop_assert_eq!(tokens.len(), 2);
        prop_assert_eq!(tokens[0].kind, TokenKind::Number(value));
    }

    #[test]
    fn what_is_printed_as_per_cent_reads_back(value in prop::num::f64::POSITIVE | prop::num::f64::SUBNORMAL) {
        prop_assume!(value < 1e300);
        prop_assert_eq!(per_cent(&print_per_cent(value)), Some(value));
    }
}
