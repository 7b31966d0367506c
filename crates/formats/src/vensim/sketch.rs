//! The drawing of a file.

use super::entry::Outline;
use interregnum_model::diagnostic::Diagnostic;
use interregnum_model::view::View;

pub(crate) fn views(
    _text: &str,
    _parts: &Outline,
    _diagnostics: &mut Vec<Diagnostic>,
) -> Vec<View> {
    Vec::new()
}
