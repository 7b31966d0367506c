//! Reality checks and test inputs of a `.mdl` file, as the file has them: the model keeps what they
//! ask as claims, which say less of how it was written.

use crate::vensim::entry::outline;
use interregnum_model::{Dialect, FileId, Model};
use std::collections::BTreeSet;

/// The checks of the files that the claims stand in; nothing for models of other tools.
pub(crate) fn checks(model: &Model) -> String {
    if model.dialect != Dialect::Vensim {
        return String::new();
    }
    let files: BTreeSet<FileId> = model.claims.iter().map(|claim| claim.span.file).collect();
    let mut text = String::new();
    for file in files.into_iter().filter_map(|file| model.sources.get(file)) {
        for entry in outline(&file.text).entries {
            let body = file.text.get(entry.body.clone()).unwrap_or("");
            if is_check(body) {
                let ends = [entry.unit.end, entry.comment.end, entry.flags.end];
                let end = ends.into_iter().fold(entry.body.end, usize::max);
                let whole = file.text.get(entry.body.start..end).unwrap_or(body);
                text.push_str(&format!("{}|\n\n", whole.replace('\r', "")));
            }
        }
    }
    text
}

/// Whether an equation is a check, by its keywords.
fn is_check(body: &str) -> bool {
    let words: String = body.to_uppercase().split_whitespace().collect();
    words.contains(":THECONDITION:") || words.contains(":TESTINPUT:")
}
