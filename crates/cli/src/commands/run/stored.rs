//! Saved states as files.

use crate::outcome::Trouble;
use crate::results::{About, write_whole};
use interregnum_run::State;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What a file of a saved state holds.
#[derive(Serialize, Deserialize)]
struct Stored {
    model: String,
    model_hash: String,
    engine: String,
    state: State,
}

/// A state saved by a run of the model with this hash.
pub fn read(path: &Path, model_hash: &str) -> Result<State, Trouble> {
    let shown = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|error| Trouble::new(format!("cannot read {shown}: {error}")))?;
    let stored: Stored = serde_json::from_str(&text).map_err(|error| {
        Trouble::new(format!("{shown} is not a saved state: {error}"))
            .help("`--save-state FILE` writes one")
    })?;
    if stored.model_hash != model_hash {
        return Err(Trouble::new(format!(
            "{shown} was saved by another model, or another version of this one ({})",
            stored.model
        ))
        .help("save the state again with the model as it is now"));
    }
    Ok(stored.state)
}

/// Keeps a state.
pub fn write(path: &Path, about: &About, state: &State) -> Result<(), Trouble> {
    let stored = Stored {
        model: about.model.clone(),
        model_hash: about.model_hash.clone(),
        engine: about.engine.to_owned(),
        state: state.clone(),
    };
    let text = serde_json::to_string(&stored)
        .map_err(|error| Trouble::new(format!("cannot write {}: {error}", path.display())))?;
    write_whole(path, (text + "\n").as_bytes())
}
