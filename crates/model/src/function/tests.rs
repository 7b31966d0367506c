//! Every example of the catalogue.

use super::{FunctionKind, all};

#[test]
fn examples_hold() {
    for function in all() {
        let FunctionKind::Scalar(value) = function.kind else { continue };
        for (arguments, expected) in function.examples {
            let found = value(arguments);
            let close = (found - expected).abs() <= 4.0 * f64::EPSILON * expected.abs().max(1e-300);
            assert!(close || found == *expected, "{}({arguments:?}) = {found}", function.name);
        }
    }
}

#[test]
fn no_two_entries_share_a_spelling() {
    let mut seen = std::collections::BTreeSet::new();
    for function in all() {
        for spelling in std::iter::once(&function.name).chain(function.aliases) {
            assert!(seen.insert(crate::name::Key::new(spelling)), "{spelling}");
        }
    }
}
