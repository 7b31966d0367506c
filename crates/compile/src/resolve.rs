//! Whether every name stands for something, and for something that can stand there.

mod equation;
mod mention;

use crate::entry::{Entry, EntryKind, Expanded, Visibility};
use interregnum_model::diagnostic::advice;
use interregnum_model::name::Name;
use interregnum_model::{Code, Diagnostic};

/// Reports every name that stands for nothing, or for the wrong kind of thing.
pub fn resolve(expanded: &Expanded, diagnostics: &mut Vec<Diagnostic>) {
    for entry in &expanded.entries {
        if let EntryKind::Stock { inflows, outflows, .. } = &entry.kind {
            for name in inflows.iter().chain(outflows) {
                flow(expanded, entry, name, diagnostics);
            }
        }
        for case in &entry.cases {
            equation::names(expanded, &case.expr, diagnostics);
        }
    }
    for replaced in &expanded.replacements {
        equation::names(expanded, &replaced.case.expr, diagnostics);
    }
    mention::series(expanded, diagnostics);
}

fn flow(expanded: &Expanded, stock: &Entry, name: &Name, diagnostics: &mut Vec<Diagnostic>) {
    let flows = || {
        let declared = expanded.entries.iter().filter(|entry| {
            entry.visibility == Visibility::Declared && matches!(entry.kind, EntryKind::Flow { .. })
        });
        declared.map(|entry| &*entry.name.written)
    };
    let Some(entry) = expanded.find(&name.key).and_then(|id| expanded.entry(id)) else {
        let message = format!("stock `{}` names a flow `{name}` that is not declared", stock.name);
        diagnostics.push(
            Diagnostic::new(Code::UnknownName, name.span, message)
                .label("no such flow")
                .nearest(&name.written, flows())
                .advise(advice::declare_flow(&name.written)),
        );
        return;
    };
    if !matches!(entry.kind, EntryKind::Flow { .. }) {
        let word = entry.kind_word();
        let message = format!("stock `{}` is filled and drained by flows only", stock.name);
        diagnostics.push(
            Diagnostic::new(Code::WrongKind, name.span, message)
                .label(format!("`{name}` is declared as {word}"))
                .related(entry.span, "declared here")
                .advise(advice::make_flow(&name.written, word)),
        );
    }
}
