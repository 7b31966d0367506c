//! Over what a variable is spread: the ranges that its left sides cover together.

use super::limits::LARGEST_ARRAY;
use super::said::Said;
use super::subscript::{Ranges, Resolved};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Subscript, SubscriptKind};
use interregnum_model::name::{Key, Name};
use std::collections::{BTreeMap, BTreeSet};

/// The name of a subscript; bangs do not stand on left sides.
pub(crate) fn subscript_name(subscript: &Subscript) -> Option<&Name> {
    match &subscript.kind {
        SubscriptKind::Name(name) | SubscriptKind::AllOf(name) => Some(name),
        SubscriptKind::All | SubscriptKind::Between(..) | SubscriptKind::Index(_) => None,
    }
}

/// A variable's dimensions, and whether its equations leave elements of them out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spread {
    /// In order.
    pub dimensions: Vec<Name>,
    /// Whether some element has no equation.
    pub coverage: Coverage,
}

/// Whether a variable's equations cover all elements of its dimensions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Coverage {
    /// They do.
    #[default]
    Whole,
    /// They do not: the variable has no such elements.
    Partly,
}

/// The dimensions of the variable that these equations define. Ranges that no one declared, for
/// variables that have only some elements, are added to `ranges`.
pub(crate) fn spread(
    equations: &[&Said],
    ranges: &mut Ranges,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Spread> {
    let first = equations.first()?;
    let rank = first.line.subscripts.len();
    for said in equations {
        if said.line.subscripts.len() != rank {
            let message = format!(
                "`{}` has {} here and {} before",
                said.line.name,
                counted(said.line.subscripts.len()),
                counted(rank)
            );
            diagnostics.push(
                Diagnostic::new(Code::DimensionMismatch, said.line.name.span, message)
                    .related(first.line.name.span, "before")
                    .help("write the same number of subscripts in each of its equations"),
            );
            return None;
        }
    }
    let mut dimensions = Vec::new();
    for place in 0..rank {
        dimensions.push(dimension(equations, place, ranges, diagnostics)?);
    }
    let size = dimensions
        .iter()
        .filter_map(|name| ranges.get(&name.key))
        .try_fold(1usize, |size, range| size.checked_mul(range.elements.len()));
    if size.is_none_or(|size| size > LARGEST_ARRAY) {
        let message = format!("`{}` has more than {LARGEST_ARRAY} elements", first.line.name);
        diagnostics.push(
            Diagnostic::new(Code::TooLarge, first.line.name.span, message)
                .help("use fewer or smaller subscript ranges"),
        );
        return None;
    }
    let coverage = coverage(equations, &dimensions, ranges);
    Some(Spread { dimensions, coverage })
}

fn counted(n: usize) -> String {
    match n {
        1 => "1 subscript".to_string(),
        n => format!("{n} subscripts"),
    }
}

/// The range that the equations cover at one place.
fn dimension(
    equations: &[&Said],
    place: usize,
    ranges: &mut Ranges,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Name> {
    let mut covered: BTreeSet<Key> = BTreeSet::new();
    let mut named: Vec<Name> = Vec::new();
    for said in equations {
        let subscript = said.line.subscripts.get(place)?;
        let name = subscript_name(subscript)?;
        let Some(elements) = ranges.elements(name) else {
            diagnostics.push(unknown_subscript(name, ranges));
            return None;
        };
        covered.extend(elements.iter().map(|name| name.key.clone()));
        if !named.contains(name) {
            named.push(name.clone());
        }
    }
    let exact = |name: &&Name| {
        ranges.get(&name.key).is_some_and(|range| range.elements.len() == covered.len())
    };
    if let Some(name) = named.iter().find(exact) {
        return Some(name.clone());
    }
    if let Some(range) = ranges.of(&covered) {
        return Some(range.name.clone());
    }
    let Some(around) = ranges.around(&covered) else {
        let names: Vec<&str> = named.iter().map(|name| &*name.written).collect();
        let variable = &equations.first()?.line.name;
        let message = format!("`{variable}` is spread over parts of different subscript ranges");
        diagnostics.push(
            Diagnostic::new(Code::DimensionMismatch, variable.span, message)
                .label(format!("here over `{}`", names.join("`, `")))
                .help("declare one subscript range that holds all of them"),
        );
        return None;
    };
    let variable = &equations.first()?.line.name;
    let elements: Vec<Name> =
        around.elements.iter().filter(|name| covered.contains(&name.key)).cloned().collect();
    let family = around.family.clone().unwrap_or_else(|| around.name.clone());
    let name = Name::new(&format!("{} of {variable}", around.name), variable.span);
    ranges.add(Resolved { name: name.clone(), elements, family: Some(family) });
    Some(name)
}

/// That no range or element bears this name.
pub(crate) fn unknown_subscript(name: &Name, ranges: &Ranges) -> Diagnostic {
    let message = format!("no subscript range or element is called `{name}`");
    let elements = ranges.ranges.iter().flat_map(|range| &range.elements);
    let names = ranges.ranges.iter().map(|range| &range.name).chain(elements);
    Diagnostic::new(Code::UnknownName, name.span, message)
        .label("not declared")
        .nearest(&name.written, names.map(|name| &*name.written))
}

/// Whether every element of the dimensions has an equation. Few variables need counting: one
/// equation without exceptions covers what was made of it, and so do several over one dimension.
fn coverage(equations: &[&Said], dimensions: &[Name], ranges: &Ranges) -> Coverage {
    let excepts = equations.iter().any(|said| !said.line.except.is_empty());
    if !excepts && (dimensions.len() < 2 || equations.len() == 1) {
        return Coverage::Whole;
    }
    let places: Vec<BTreeMap<Key, usize>> = dimensions
        .iter()
        .filter_map(|name| ranges.get(&name.key))
        .map(|range| range.elements.iter().map(|it| it.key.clone()).zip(0..).collect())
        .collect();
    let size = places.iter().map(BTreeMap::len).product();
    let mut seen = vec![false; size];
    for said in equations {
        let out: Vec<Vec<usize>> =
            said.line.except.iter().map(|except| offsets(except, &places, ranges)).collect();
        let out: BTreeSet<usize> = out.into_iter().flatten().collect();
        for offset in offsets(&said.line.subscripts, &places, ranges) {
            if let Some(slot) = seen.get_mut(offset).filter(|_| !out.contains(&offset)) {
                *slot = true;
            }
        }
    }
    match seen.iter().all(|covered| *covered) {
        true => Coverage::Whole,
        false => Coverage::Partly,
    }
}

/// Where the elements of these subscripts stand among all, last dimension fastest.
fn offsets(
    subscripts: &[Subscript],
    places: &[BTreeMap<Key, usize>],
    ranges: &Ranges,
) -> Vec<usize> {
    let mut offsets = vec![0];
    for (subscript, place) in subscripts.iter().zip(places) {
        let elements = subscript_name(subscript).and_then(|name| ranges.elements(name));
        let own: Vec<usize> = elements
            .into_iter()
            .flatten()
            .filter_map(|name| place.get(&name.key).copied())
            .collect();
        offsets = offsets
            .iter()
            .flat_map(|offset| own.iter().map(move |position| offset * place.len() + position))
            .collect();
    }
    offsets
}

/// All elements that subscripts stand for, one list of names each, last dimension fastest.
pub(crate) fn each_element(subscripts: &[Subscript], ranges: &Ranges) -> Vec<Vec<Name>> {
    let mut all: Vec<Vec<Name>> = vec![Vec::new()];
    for subscript in subscripts {
        let elements =
            subscript_name(subscript).and_then(|name| ranges.elements(name)).unwrap_or_default();
        all = all
            .iter()
            .flat_map(|head| {
                elements.iter().map(move |element| {
                    let mut names = head.clone();
                    names.push(element.clone());
                    names
                })
            })
            .collect();
    }
    all
}

/// How many elements each subscript stands for.
pub(crate) fn shape(subscripts: &[Subscript], ranges: &Ranges) -> Vec<usize> {
    let size = |subscript| {
        subscript_name(subscript).and_then(|name| ranges.elements(name)).map_or(1, |it| it.len())
    };
    subscripts.iter().map(size).collect()
}
