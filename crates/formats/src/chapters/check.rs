//! What can be checked of a book by its text alone, once all of it is read.

use crate::unit::Spellings;
use interregnum_model::diagnostic::{Code, Diagnostic, Severity};
use interregnum_model::model::Model;
use interregnum_model::name::{Key, Name};
use interregnum_model::provenance::{Provenance, ProvenanceKind};
use interregnum_model::source::Span;
use interregnum_model::variable::{Variable, VariableKind};
use std::collections::BTreeMap;

/// Writes every unit in its first spelling.
pub fn one_spelling(model: &mut Model, spellings: &Spellings) {
    let inside = model.macros.iter_mut().flat_map(|it| &mut it.variables);
    for variable in model.variables.iter_mut().chain(inside) {
        if let Some((unit, _)) = &mut variable.unit {
            *unit = spellings.apply(unit);
        }
        if let VariableKind::Lookup(lookup) = &mut variable.kind
            && let Some(unit) = &mut lookup.input_unit
        {
            *unit = spellings.apply(unit);
        }
    }
    for series in &mut model.series {
        series.unit = series.unit.as_ref().map(|unit| spellings.apply(unit));
    }
    model.time.unit = spellings.apply(&model.time.unit);
}

/// Names that are taken, and by what.
#[derive(Default)]
struct Taken {
    names: BTreeMap<Key, (&'static str, Span)>,
}

impl Taken {
    /// Whether a name is free; takes it, or finds fault.
    fn take(&mut self, kind: &'static str, name: &Name, diagnostics: &mut Vec<Diagnostic>) -> bool {
        if let Some((other, span)) = self.names.get(&name.key) {
            let message = format!("the {kind} `{name}` bears the name of another {other}");
            let message =
                if kind == *other { message } else { message.replace("another ", "the ") };
            diagnostics.push(
                Diagnostic::new(Code::DuplicateName, name.span, message)
                    .related(*span, "declared first here")
                    .help("give one of them another name, or delete it"),
            );
            return false;
        }
        self.names.insert(name.key.clone(), (kind, name.span));
        true
    }
}

/// Finds fault with names declared twice, and keeps the first of each.
pub fn duplicates(model: &mut Model, diagnostics: &mut Vec<Diagnostic>) {
    // Variables and dimensions meet in equations, mechanisms and levers in questions; the others
    // are told apart by where they stand.
    let mut equations = Taken::default();
    model.dimensions.retain(|it| equations.take("dimension", &it.name, diagnostics));
    keep_first(&mut model.variables, &mut equations, diagnostics);
    for macro_ in &mut model.macros {
        let mut inside = Taken::default();
        for argument in &macro_.arguments {
            inside
                .names
                .entry(argument.name.key.clone())
                .or_insert(("argument", argument.name.span));
        }
        macro_.dimensions.retain(|it| inside.take("dimension", &it.name, diagnostics));
        keep_first(&mut macro_.variables, &mut inside, diagnostics);
    }
    let mut changes = Taken::default();
    model.mechanisms.retain(|it| changes.take("mechanism", &it.name, diagnostics));
    model.levers.retain(|it| changes.take("lever", &it.name, diagnostics));
    let mut macros = Taken::default();
    model.macros.retain(|it| macros.take("macro", &it.name, diagnostics));
    let mut series = Taken::default();
    model.series.retain(|it| series.take("series", &it.name, diagnostics));
    let mut claims = Taken::default();
    model.claims.retain(|it| claims.take("claim", &it.name, diagnostics));
}

fn keep_first(variables: &mut Vec<Variable>, taken: &mut Taken, diagnostics: &mut Vec<Diagnostic>) {
    variables.retain(|it| taken.take(it.kind_word(), &it.name, diagnostics));
}

/// Finds fault with sources that the book does not list.
pub fn known_sources(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let keys: Vec<&str> = model.book.sources.iter().map(|source| source.key.as_str()).collect();
    for provenance in all_provenance(model) {
        let ProvenanceKind::Source(key) = &provenance.kind else { continue };
        if !keys.contains(&key.as_str()) {
            let message = format!("the book lists no source `{key}`");
            diagnostics.push(
                Diagnostic::new(Code::UnknownSource, provenance.span, message)
                    .nearest(key, keys.iter().copied())
                    .help("list it in `book.toml` under [sources]"),
            );
        }
    }
}

fn all_provenance(model: &Model) -> impl Iterator<Item = &Provenance> {
    let of_macros = model.macros.iter().flat_map(|it| {
        it.provenance.iter().chain(it.variables.iter().flat_map(|it| &it.provenance))
    });
    (model.variables.iter().flat_map(|it| &it.provenance))
        .chain(of_macros)
        .chain(model.mechanisms.iter().flat_map(|it| &it.provenance))
        .chain(model.levers.iter().flat_map(|it| &it.provenance))
        .chain(model.series.iter().flat_map(|it| &it.provenance))
        .chain(model.claims.iter().flat_map(|it| &it.provenance))
}

/// Finds fault with a book in which nothing is declared, unless something else explains it.
pub fn not_empty(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let empty = model.variables.is_empty() && model.macros.is_empty();
    if empty && !diagnostics.iter().any(|it| it.severity == Severity::Error) {
        let finding = Diagnostic::whole(Code::BadBook, "no variable is declared anywhere")
            .help("write declarations in blocks that begin with ```model");
        diagnostics.push(finding);
    }
}
