//! Names that stand outside equations: what series are compared with, what a summary shows, which
//! levers an ensemble pulls.

use crate::entry::{EntryKind, Expanded, Visibility};
use interregnum_model::name::Name;
use interregnum_model::{Code, Diagnostic};

/// Reports every such name that stands for nothing.
pub fn mentions(expanded: &Expanded, diagnostics: &mut Vec<Diagnostic>) {
    let model = expanded.model;
    for series in &model.series {
        if let Some(of) = &series.of {
            let what = format!("series `{}` is compared with", series.name);
            variable(expanded, &of.name, &what, diagnostics);
        }
    }
    for name in &model.book.show {
        variable(expanded, name, "the summary shows", diagnostics);
    }
    for name in &model.book.ensemble.with {
        if !model.levers.iter().any(|lever| lever.name == *name) {
            let levers = model.levers.iter().map(|lever| &*lever.name.written);
            let message = format!("the ensemble pulls a lever `{name}` that is not declared");
            diagnostics.push(
                Diagnostic::new(Code::UnknownName, name.span, message)
                    .label("no such lever")
                    .nearest(&name.written, levers),
            );
        }
    }
}

fn variable(expanded: &Expanded, name: &Name, what: &str, diagnostics: &mut Vec<Diagnostic>) {
    let declared = expanded.entries.iter().filter(|entry| {
        entry.visibility == Visibility::Declared && !matches!(entry.kind, EntryKind::Lookup { .. })
    });
    if declared.clone().any(|entry| entry.name == *name) {
        return;
    }
    let message = format!("{what} a variable `{name}` that is not declared");
    diagnostics.push(
        Diagnostic::new(Code::UnknownName, name.span, message)
            .label("no such variable")
            .nearest(&name.written, declared.map(|entry| &*entry.name.written)),
    );
}
