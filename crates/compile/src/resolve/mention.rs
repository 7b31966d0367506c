//! Names that series are compared with.

use crate::entry::{EntryKind, Expanded, Visibility};
use interregnum_model::{Code, Diagnostic};

/// Reports every series that is compared with something that is no variable.
pub fn series(expanded: &Expanded, diagnostics: &mut Vec<Diagnostic>) {
    let declared = expanded.entries.iter().filter(|entry| {
        entry.visibility == Visibility::Declared && !matches!(entry.kind, EntryKind::Lookup { .. })
    });
    for series in &expanded.model.series {
        let Some(of) = &series.of else { continue };
        let name = &of.name;
        if declared.clone().any(|entry| entry.name == *name) {
            continue;
        }
        let message =
            format!("series `{}` is compared with `{name}`, which is no variable", series.name);
        diagnostics.push(
            Diagnostic::new(Code::UnknownName, name.span, message)
                .label("no such variable")
                .nearest(&name.written, declared.clone().map(|entry| &*entry.name.written)),
        );
    }
}
