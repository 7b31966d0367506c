//! One declaration, whatever it declares: its text, to be written differently.

use crate::equation::equation;
use crate::opened::{self, Opened};
use crate::trouble::Trouble;
use interregnum_model::Model;
use interregnum_model::name::Key;
use serde_json::{Value, json};

/// The declaration of a variable, mechanism, lever or claim.
///
/// # Errors
///
/// There is none of this name.
pub fn declaration(opened: &Opened, name: &str) -> Result<Value, Trouble> {
    let model = &opened.model;
    let span = opened::declaration(model, name)?;
    let key = Key::new(name);
    let variable = model.variables.iter().find(|one| one.name.key == key);
    Ok(json!({
        "key": key.as_str(),
        "name": variable.map_or(name, |one| &*one.name.written),
        "kind": variable.map_or_else(|| kind(model, &key), |one| one.kind_word()),
        "equation": variable.map(|one| equation(model, one)),
        "source": model.sources.text(span),
        "place": model.sources.place(span).map(|place| place.to_string()),
    }))
}

fn kind(model: &Model, key: &Key) -> &'static str {
    if model.mechanisms.iter().any(|one| one.name.key == *key) {
        "mechanism"
    } else if model.levers.iter().any(|one| one.name.key == *key) {
        "lever"
    } else {
        "claim"
    }
}
