//! What the page asks, one file per question.

pub mod book;
pub mod chapter;
pub mod claim;
pub mod contest;
pub mod course;
pub mod declaration;
pub mod fit;
pub mod ledger;
pub mod map;
pub mod scenario;
pub mod take;
pub mod variable;

use interregnum_model::Model;
use interregnum_model::provenance::{Provenance, ProvenanceKind};
use interregnum_model::source::Span;
use serde_json::{Value, json};

/// Who says so; titles of sources stand once, in what is told of the book.
pub(crate) fn provenance(all: &[Provenance]) -> Value {
    let one = |provenance: &Provenance| match &provenance.kind {
        ProvenanceKind::Paragraph(number) => {
            json!({ "kind": "paragraph", "text": format!("¶{number}") })
        }
        ProvenanceKind::Note(number) => {
            json!({ "kind": "paragraph", "text": format!("note {number}") })
        }
        ProvenanceKind::Table(number) => {
            json!({ "kind": "paragraph", "text": format!("table {number}") })
        }
        ProvenanceKind::Source(key) => json!({ "kind": "source", "text": key }),
        ProvenanceKind::Assumed(why) => json!({ "kind": "assumed", "text": why }),
    };
    Value::Array(all.iter().map(one).collect())
}

/// The index of the chapter a place lies in.
pub(crate) fn chapter_of(model: &Model, span: Span) -> Option<usize> {
    model.chapters.iter().position(|chapter| chapter.file == span.file)
}

/// A unit in the words of its declaration.
pub(crate) fn unit(model: &Model, variable: &interregnum_model::Variable) -> String {
    match &variable.unit {
        Some((unit, span)) if !unit.is_dimensionless() => {
            let written = model.sources.text(*span).trim_matches(['[', ']', ' ']);
            if written.is_empty() || written.contains(['<', '\n', '~', '|']) {
                unit.to_string()
            } else {
                written.to_owned()
            }
        }
        Some(_) | None => String::new(),
    }
}

/// Numbers, those that are none as null.
pub(crate) fn numbers(values: &[f64]) -> Value {
    Value::Array(values.iter().map(|value| json!(value)).collect())
}
