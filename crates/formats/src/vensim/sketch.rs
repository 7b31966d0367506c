//! The drawing of a file: not read yet, and said so.

use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::source::{FileId, Span};

/// What a sketch begins with (Vensim Reference Manual, "Sketch Information").
const BEGIN: &str = "\\\\\\---///";

/// Says that the drawing of this file is lost, if it has one. Its settings, which follow the
/// drawing, are read elsewhere.
pub(crate) fn left_out(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) {
    if let Some(start) = text.find(BEGIN) {
        let span = Span::new(file, start, start + BEGIN.len());
        let message = "the drawing of this file is not kept";
        diagnostics.push(
            Diagnostic::new(Code::Loss, span, message)
                .help("keep the file: a model written from this one has no drawing"),
        );
    }
}
