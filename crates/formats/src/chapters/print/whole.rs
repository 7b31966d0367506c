//! What a model says as a whole and a chapter that stands alone cannot: told once each.

use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::model::Model;
use interregnum_model::variable::{InputSource, VariableKind};
use std::collections::BTreeSet;

/// Adds what is lost.
pub fn losses(model: &Model, losses: &mut Vec<Diagnostic>) {
    let mut lose = |is_lost: bool, message: String, help: &str| {
        if is_lost {
            losses.push(Diagnostic::whole(Code::Loss, message).help(help));
        }
    };
    let chapters = model.chapters.len();
    lose(
        chapters > 0,
        format!("the prose of {chapters} chapter(s) is not written"),
        "copy it from the book: a converted chapter holds the declarations and claims",
    );
    let book = &model.book;
    lose(
        book.ensemble.members > 0 || !book.ensemble.with.is_empty() || !book.show.is_empty(),
        "a chapter says neither how an ensemble is made nor what a summary shows".to_owned(),
        "make it a book with a `book.toml`",
    );
    let files = files(model);
    lose(
        !files.is_empty(),
        format!("files that the model reads are not copied: {}", files.join(", ")),
        "copy them beside the chapter, under the same names",
    );
    lose(
        !model.groups.is_empty(),
        format!("{} group(s) of variables have no place in a chapter", model.groups.len()),
        "give each group a chapter of its own",
    );
    let drawn = model.views.iter().filter(|view| !view.items.is_empty()).count();
    lose(
        drawn > 0,
        format!("{drawn} drawing(s) have no place in a chapter"),
        "keep the file it was drawn in",
    );
    lose(
        !model.displays.is_empty(),
        format!("how {} variable(s) are shown has no place in a chapter", model.displays.len()),
        "keep the file that says it",
    );
    lose(
        !model.units.is_empty(),
        format!("{} definition(s) of units are written out where they are used", model.units.len()),
        "declare other spellings with `unit`",
    );
}

/// The files that inputs and series name, each once.
fn files(model: &Model) -> Vec<String> {
    let of_inputs = model.variables.iter().filter_map(|variable| match &variable.kind {
        VariableKind::Input { source: InputSource::Series { path, .. }, .. } => Some(path),
        VariableKind::Input { source: InputSource::Equation(_), .. }
        | VariableKind::Stock { .. }
        | VariableKind::Flow { .. }
        | VariableKind::Auxiliary { .. }
        | VariableKind::Parameter { .. }
        | VariableKind::Lookup(_) => None,
    });
    let all: BTreeSet<&String> =
        of_inputs.chain(model.series.iter().map(|series| &series.path)).collect();
    all.into_iter().filter(|path| !path.is_empty()).map(|path| format!("`{path}`")).collect()
}
