//! What is printed reads back as the same model.

use super::super::{print, read_text};
use crate::generate::model::model;
use crate::generate::said;
use interregnum_model::model::Model;
use proptest::prelude::*;

/// All of a model that a chapter says, without places.
fn parts(model: &Model) -> Vec<(&'static str, String)> {
    let time = interregnum_model::TimeSpec { span: None, ..model.time.clone() };
    vec![
        ("time", said(&time)),
        ("dimensions", said(&model.dimensions)),
        ("variables", said(&model.variables)),
        ("macros", said(&model.macros)),
        ("mechanisms", said(&model.mechanisms)),
        ("levers", said(&model.levers)),
        ("series", said(&model.series)),
        ("claims", said(&model.claims)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_model_reads_back(model in model()) {
        let mut losses = Vec::new();
        let text = print(&model, &mut losses);
        prop_assert!(losses.is_empty());
        let reading = read_text("printed.md", &text);
        prop_assert!(reading.diagnostics.is_empty(), "{text}\n{:#?}", reading.diagnostics);
        for (part, again) in parts(&model).into_iter().zip(parts(&reading.model)) {
            prop_assert_eq!(again, part, "{}", text);
        }
        prop_assert_eq!(print(&reading.model, &mut losses), text);
    }
}
