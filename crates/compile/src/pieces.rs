//! Which equation holds for which elements: boxes of elements that share one.
//!
//! An equation for all elements stays one piece however many there are; pieces are made only where
//! cases, mechanisms or levers treat elements differently.

use crate::dimensions::Trees;
use crate::entry::{Axis, Entry, EntryCase, EntryId, EntryKind, Expanded, Switch};
use crate::positions::Positions;
use interregnum_model::diagnostic::advice;
use interregnum_model::{Code, Diagnostic};

/// Some elements of an entry, as positions along each of its axes.
pub type Elements = Vec<Positions>;

/// Elements of one entry that share an equation.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The elements.
    pub elements: Elements,
    /// Where their own equation comes from.
    pub base: Base,
    /// What replaces it, as places in [`Expanded::replacements`]; later ones win.
    pub layers: Vec<usize>,
}

/// Where an equation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The entry's case with this number.
    Case(usize),
    /// The dated series of an input.
    Series,
    /// The setting of a parameter.
    Setting,
}

/// The pieces of all entries, by entry. Lookups, and parameters that nothing replaces, have none.
pub fn pieces(expanded: &Expanded, diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<Piece>> {
    let mut layers: Vec<Vec<usize>> = vec![Vec::new(); expanded.entries.len()];
    for (number, replaced) in expanded.replacements.iter().enumerate() {
        if let Some(layers) = layers.get_mut(replaced.target.0 as usize) {
            layers.push(number);
        }
    }
    expanded
        .entries
        .iter()
        .zip(layers)
        .map(|(entry, mut layers)| {
            // Levers before mechanisms; among either, later declarations before earlier ones.
            layers.sort_by_key(|number| switch(expanded, *number));
            entry_pieces(expanded, entry, &layers, diagnostics)
        })
        .collect()
}

fn switch(expanded: &Expanded, number: usize) -> Option<(Switch, usize)> {
    expanded.replacements.get(number).map(|replaced| (replaced.switch, number))
}

fn entry_pieces(
    expanded: &Expanded,
    entry: &Entry,
    layers: &[usize],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    let mut pieces = match entry.kind {
        EntryKind::Lookup { .. } => return Vec::new(),
        EntryKind::Parameter { .. } if layers.is_empty() => return Vec::new(),
        EntryKind::Parameter { .. } => whole(entry, Base::Setting),
        EntryKind::Series { .. } => whole(entry, Base::Series),
        EntryKind::Stock { .. }
        | EntryKind::Flow { .. }
        | EntryKind::Auxiliary
        | EntryKind::Input
        | EntryKind::AtStart
        | EntryKind::Memory { .. }
        | EntryKind::FixedDelay { .. } => case_pieces(expanded, entry, diagnostics),
    };
    for number in layers {
        let Some(replaced) = expanded.replacements.get(*number) else { continue };
        let elements = positions(&replaced.case.axes);
        pieces = split(pieces, &elements, &mut |piece| piece.layers.push(*number));
    }
    pieces
}

fn whole(entry: &Entry, base: Base) -> Vec<Piece> {
    vec![Piece { elements: positions(&entry.axes), base, layers: Vec::new() }]
}

fn positions(axes: &[Axis]) -> Elements {
    axes.iter().map(|axis| axis.positions.clone()).collect()
}

fn case_pieces(
    expanded: &Expanded,
    entry: &Entry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    let cases: Vec<Vec<Elements>> = entry.cases.iter().map(without_exceptions).collect();
    let (found, missing) = by_source(positions(&entry.axes), &cases);
    // What has no equation at all is the reader's to report.
    if let (Some(elements), false) = (missing.first(), entry.cases.is_empty()) {
        diagnostics.push(missing_elements(expanded, entry, elements));
    }
    found
        .into_iter()
        .map(|(elements, case)| Piece { elements, base: Base::Case(case), layers: Vec::new() })
        .collect()
}

/// Which source says what the elements of a whole are, later sources winning; then the elements
/// that none says anything of.
pub fn by_source(
    whole: Elements,
    sources: &[Vec<Elements>],
) -> (Vec<(Elements, usize)>, Vec<Elements>) {
    let mut open = vec![whole];
    let mut found = Vec::new();
    for (source, boxes) in sources.iter().enumerate().rev() {
        for elements in boxes {
            let mut rest = Vec::new();
            for region in open {
                match shared(&region, elements) {
                    None => rest.push(region),
                    Some(inside) => {
                        rest.extend(without(&region, &inside));
                        found.push((inside, source));
                    }
                }
            }
            open = rest;
        }
    }
    found.reverse();
    (found, open)
}

/// The elements a case is for, as boxes: those it is not for cut out.
pub fn without_exceptions(case: &EntryCase) -> Vec<Elements> {
    let mut boxes = vec![positions(&case.axes)];
    for except in &case.except {
        boxes = boxes
            .into_iter()
            .flat_map(|elements| match shared(&elements, except) {
                None => vec![elements],
                Some(inside) => without(&elements, &inside),
            })
            .collect();
    }
    boxes
}

/// The pieces, those that lie partly in a box cut along its sides, and `mark` done to what is in it.
fn split(pieces: Vec<Piece>, elements: &Elements, mark: &mut dyn FnMut(&mut Piece)) -> Vec<Piece> {
    let mut result = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let Some(inside) = shared(&piece.elements, elements) else {
            result.push(piece);
            continue;
        };
        for outside in without(&piece.elements, &inside) {
            result.push(Piece { elements: outside, ..piece.clone() });
        }
        let mut marked = Piece { elements: inside, ..piece };
        mark(&mut marked);
        result.push(marked);
    }
    result
}

/// The elements of both boxes, if there are any.
fn shared(a: &Elements, b: &Elements) -> Option<Elements> {
    let shared: Elements = a.iter().zip(b).map(|(a, b)| a.shared_with(b)).collect();
    (a.len() == b.len() && shared.iter().all(|positions| !positions.is_empty())).then_some(shared)
}

/// What is left of a box without a smaller box inside it, as boxes.
fn without(whole: &Elements, inside: &Elements) -> Vec<Elements> {
    let mut rest = Vec::new();
    for (axis, (all, taken)) in whole.iter().zip(inside).enumerate() {
        if all.len() == taken.len() {
            continue;
        }
        let before = inside.iter().take(axis).cloned();
        let after = whole.iter().skip(axis + 1).cloned();
        rest.push(before.chain([all.without(taken)]).chain(after).collect());
    }
    rest
}

fn missing_elements(expanded: &Expanded, entry: &Entry, elements: &Elements) -> Diagnostic {
    let sets = &expanded.sets;
    let first: Vec<String> = entry
        .axes
        .iter()
        .zip(elements)
        .map(|(axis, positions)| {
            sets.label(sets.root(axis.dimension), positions.get(0).unwrap_or(0))
        })
        .collect();
    let first = first.join(", ");
    let message = format!("`{}[{first}]` has no equation", entry.name);
    Diagnostic::new(Code::MissingEquation, entry.name.span, message)
        .label("some elements are left out")
        .advise(advice::write_element(&entry.name.written, &first))
}

/// Every tree of a piece: its own equation's, then those that replace it.
pub fn trees_of<'t>(
    trees: &'t Trees,
    entry: EntryId,
    piece: &'t Piece,
) -> impl Iterator<Item = &'t crate::tree::Node> {
    let own = match piece.base {
        Base::Case(case) => trees.cases.get(entry.0 as usize).and_then(|cases| cases.get(case)),
        Base::Series | Base::Setting => None,
    };
    let layers = piece.layers.iter().filter_map(|number| trees.replacements.get(*number));
    own.into_iter().chain(layers)
}
