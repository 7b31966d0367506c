//! Declarations that nothing reads.

use super::asked::asked;
use crate::entry::{EntryId, EntryKind, Expanded, Visibility};
use crate::order::Made;
use crate::tree::{Node, NodeKind};
use interregnum_model::dimension::Dimension;
use interregnum_model::expression::{Expr, ExprKind, Subscript, SubscriptKind};
use interregnum_model::name::{Key, Name};
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};
use std::collections::{BTreeSet, HashSet};

/// Variables, dimensions and macros that no equation, claim, series or summary has a use for.
pub fn unused_declarations(made: Made, diagnostics: &mut Vec<Diagnostic>) {
    let expanded = made.expanded;
    let asked = asked(expanded.model);
    let read = read(made);
    let misread = misread(made, &asked.misread);
    for (id, entry) in expanded.iter() {
        let declared = entry.visibility == Visibility::Declared;
        let used = read.contains(&id) || asked.names.contains(&entry.name.key);
        if declared && !used && !misread.iter().any(|text| mentions(text, &entry.name.key)) {
            diagnostics.push(unused(&entry.name));
        }
    }
    let named = named(expanded);
    let unnamed = |name: &Name| {
        !named.contains(&name.key) && !misread.iter().any(|text| mentions(text, &name.key))
    };
    for dimension in &expanded.model.dimensions {
        if unnamed(&dimension.name) {
            diagnostics.push(unused(&dimension.name));
        }
    }
    for body in &expanded.model.macros {
        let called = expanded.calls.iter().any(|call| call.name == body.name);
        if !called && unnamed(&body.name) {
            diagnostics.push(unused(&body.name));
        }
    }
}

fn unused(name: &Name) -> Diagnostic {
    Diagnostic::new(Code::UnusedDeclaration, name.span, format!("nothing reads `{name}`"))
        .label("not used")
        .help("use it, ask for it in a claim, list it under `show` in book.toml, or delete it")
}

/// The folded texts of declarations whose equations have a fault, and of claims that do: what they
/// read is not known, but for the words that stand in them.
fn misread(made: Made, claims: &[Span]) -> Vec<Key> {
    let expanded = made.expanded;
    let faulty = |tree: &Node| {
        let mut found = false;
        tree.visit(&mut |node| found |= matches!(node.kind, NodeKind::Error));
        found
    };
    let entries = expanded.entries.iter().zip(&made.trees.cases);
    let entries = entries.filter(|(_, trees)| trees.iter().any(faulty)).map(|(it, _)| it.span);
    let replaced = expanded.replacements.iter().zip(&made.trees.replacements);
    let replaced = replaced.filter(|(_, tree)| faulty(tree)).map(|(it, _)| it.span);
    let model = expanded.model;
    let written = model.mechanisms.iter().flat_map(|mechanism| &mechanism.off);
    let written = written.chain(model.levers.iter().flat_map(|lever| &lever.replacements));
    // What replaces nothing has been left out.
    let known: BTreeSet<Span> = expanded.replacements.iter().map(|it| it.span).collect();
    let lost = written.filter(|it| !known.contains(&it.span)).map(|it| it.span);
    let spans = entries.chain(replaced).chain(lost).chain(claims.iter().copied());
    spans.map(|span| Key::new(expanded.model.sources.text(span))).collect()
}

/// Whether a name stands in a folded text, between signs or blanks.
fn mentions(text: &Key, name: &Key) -> bool {
    text.as_str().match_indices(name.as_str()).any(|(at, _)| {
        let before = text.as_str().get(..at).and_then(|head| head.chars().next_back());
        let behind = text.as_str().get(at + name.as_str().len()..);
        let behind = behind.and_then(|tail| tail.chars().next());
        ![before, behind].into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// Entries that an equation or a stock has a use for.
fn read(made: Made) -> BTreeSet<EntryId> {
    let mut read = BTreeSet::new();
    let trees = made.trees.cases.iter().flatten().chain(&made.trees.replacements);
    for tree in trees {
        reads(tree, &mut read);
    }
    for entry in &made.expanded.entries {
        let names: Vec<&Key> = match &entry.kind {
            EntryKind::Stock { inflows, outflows, .. } => {
                inflows.iter().chain(outflows).map(|name| &name.key).collect()
            }
            EntryKind::Memory { source } => vec![source],
            EntryKind::FixedDelay { input, time } => vec![input, time],
            EntryKind::Flow { .. }
            | EntryKind::Auxiliary
            | EntryKind::Parameter { .. }
            | EntryKind::Lookup { .. }
            | EntryKind::Series { .. }
            | EntryKind::Input
            | EntryKind::AtStart => Vec::new(),
        };
        read.extend(names.into_iter().filter_map(|key| made.expanded.find(key)));
    }
    read
}

fn reads(tree: &Node, read: &mut BTreeSet<EntryId>) {
    tree.visit(&mut |node| match &node.kind {
        NodeKind::Read { entry, .. } | NodeKind::Curve { entry, .. } => {
            read.insert(*entry);
        }
        NodeKind::Error
        | NodeKind::Number(_)
        | NodeKind::Time
        | NodeKind::Dt
        | NodeKind::Start
        | NodeKind::Stop
        | NodeKind::Beneath(_)
        | NodeKind::Position { .. }
        | NodeKind::Unary(..)
        | NodeKind::Binary(..)
        | NodeKind::If(..)
        | NodeKind::Call(..)
        | NodeKind::Reduce { .. }
        | NodeKind::Active { .. }
        | NodeKind::Together { .. }
        | NodeKind::Draw { .. } => {}
    });
}

/// Names that stand in variables' dimensions, other dimensions or equations, where a dimension or a macro may be
/// meant.
fn named(expanded: &Expanded) -> HashSet<Key> {
    let model = expanded.model;
    if model.dimensions.is_empty() && model.macros.is_empty() {
        return HashSet::new();
    }
    let inside = model.macros.iter().flat_map(|body| &body.variables);
    let mut named: HashSet<Key> = model
        .variables
        .iter()
        .chain(inside)
        .flat_map(|variable| &variable.dimensions)
        .map(|name| name.key.clone())
        .collect();
    for dimension in &model.dimensions {
        named.extend(others(dimension).map(|name| name.key.clone()));
    }
    for variable in &model.variables {
        for case in variable.equation().map_or(&[][..], |equation| &equation.cases) {
            subscripts(&case.subscripts, &mut named);
            expression(&case.expr, &mut named);
        }
    }
    for entry in &expanded.entries {
        for case in &entry.cases {
            expression(&case.expr, &mut named);
        }
    }
    for replaced in &expanded.replacements {
        expression(&replaced.case.expr, &mut named);
    }
    named
}

fn others(dimension: &Dimension) -> impl Iterator<Item = &Name> {
    dimension.within.iter().chain(dimension.mappings.iter().map(|mapping| &mapping.target))
}

fn expression(expr: &Expr, named: &mut HashSet<Key>) {
    expr.visit(&mut |part| {
        if let ExprKind::Reference(reference) = &part.kind {
            named.insert(reference.name.key.clone());
            subscripts(&reference.subscripts, named);
        }
    });
}

fn subscripts(subscripts: &[Subscript], named: &mut HashSet<Key>) {
    for subscript in subscripts {
        match &subscript.kind {
            SubscriptKind::Name(name) | SubscriptKind::AllOf(name) => {
                named.insert(name.key.clone());
            }
            SubscriptKind::Between(first, last) => {
                named.extend([first.key.clone(), last.key.clone()]);
            }
            SubscriptKind::All | SubscriptKind::Index(_) => {}
        }
    }
}
