//! Subscript ranges: what they hold, of what they are parts, and onto what they map.

use super::expression::{Parser, Stop};
use super::external::External;
use super::limits::MOST_ELEMENTS;
use super::token::Sign;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::dimension::{Dimension, Elements, Mapping};
use interregnum_model::name::{Key, Name};
use std::collections::{BTreeMap, BTreeSet};

/// The right side of a range.
#[derive(Clone, Debug, Default)]
pub(crate) struct Range {
    /// Its elements and the ranges it takes elements from.
    pub items: Vec<Item>,
    /// What it maps onto: the other range, and the elements or ranges of it for each of its own.
    pub maps: Vec<(Name, Vec<Name>)>,
    /// Elements read from a file.
    pub external: Option<External>,
}

/// One item of a range.
#[derive(Clone, Debug)]
pub(crate) enum Item {
    /// An element, or another range.
    One(Name),
    /// `(a1-a5)`: elements with one stem and numbers.
    Numbered(Name, Name),
}

/// Reads what follows the colon of a range.
pub(crate) fn range(parser: &mut Parser<'_>) -> Result<Range, Stop> {
    let mut range = Range::default();
    if let Some(external) = super::external::external(parser)? {
        range.external = Some(external);
    } else {
        loop {
            range.items.push(item(parser)?);
            if !parser.take(Sign::Comma) {
                break;
            }
        }
    }
    if parser.take(Sign::Maps) {
        loop {
            range.maps.push(map(parser)?);
            if !parser.take(Sign::Comma) {
                break;
            }
        }
    }
    Ok(range)
}

fn item(parser: &mut Parser<'_>) -> Result<Item, Stop> {
    if !parser.take(Sign::Open) {
        return Ok(Item::One(parser.element("an element or a subscript range")?));
    }
    let first = parser.element("the first element")?;
    parser.need(Sign::Minus)?;
    let last = parser.element("the last element")?;
    parser.need(Sign::Close)?;
    Ok(Item::Numbered(first, last))
}

/// `range` or `(range: a, b, c)`.
fn map(parser: &mut Parser<'_>) -> Result<(Name, Vec<Name>), Stop> {
    if !parser.take(Sign::Open) {
        return Ok((parser.name("the subscript range it maps onto")?, Vec::new()));
    }
    let target = parser.name("the subscript range it maps onto")?;
    let mut elements = Vec::new();
    if parser.take(Sign::Colon) {
        loop {
            elements.push(parser.element("an element or a subscript range")?);
            if !parser.take(Sign::Comma) {
                break;
            }
        }
    }
    parser.need(Sign::Close)?;
    Ok((target, elements))
}

/// A range with its elements worked out.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    /// Its name.
    pub name: Name,
    /// Its elements in order.
    pub elements: Vec<Name>,
    /// The largest range that holds all its elements: gives them their numbers. `None` where it
    /// is that range itself.
    pub family: Option<Name>,
}

/// All ranges of a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ranges {
    /// In the order of the file.
    pub ranges: Vec<Resolved>,
    by_key: BTreeMap<Key, usize>,
    elements: BTreeSet<Key>,
}

impl Ranges {
    /// The range of this name.
    pub fn get(&self, key: &Key) -> Option<&Resolved> {
        self.by_key.get(key).and_then(|at| self.ranges.get(*at))
    }

    /// Whether it is an element of any range.
    pub fn is_element(&self, key: &Key) -> bool {
        self.elements.contains(key)
    }

    /// The elements a subscript of this name stands for: those of a range, or the element itself.
    pub fn elements(&self, name: &Name) -> Option<Vec<Name>> {
        match self.get(&name.key) {
            Some(range) => Some(range.elements.clone()),
            None => self.is_element(&name.key).then(|| vec![name.clone()]),
        }
    }

    /// Adds a range whose elements are known.
    pub fn add(&mut self, range: Resolved) {
        self.elements.extend(range.elements.iter().map(|element| element.key.clone()));
        self.by_key.insert(range.name.key.clone(), self.ranges.len());
        self.ranges.push(range);
    }

    /// The first range in the file that has just these elements, in any order.
    pub fn of(&self, wanted: &BTreeSet<Key>) -> Option<&Resolved> {
        self.ranges.iter().find(|range| {
            range.elements.len() == wanted.len()
                && range.elements.iter().all(|element| wanted.contains(&element.key))
        })
    }

    /// The smallest range, first in the file, that has all these elements.
    pub fn around(&self, wanted: &BTreeSet<Key>) -> Option<&Resolved> {
        let holds = |range: &&Resolved| {
            range.elements.len() >= wanted.len() && {
                let own: BTreeSet<&Key> = range.elements.iter().map(|name| &name.key).collect();
                wanted.iter().all(|key| own.contains(key))
            }
        };
        self.ranges.iter().filter(holds).min_by_key(|range| range.elements.len())
    }
}

/// A range as written.
pub(crate) struct Written {
    /// Its name.
    pub name: Name,
    /// What it holds.
    pub range: Range,
}

/// Works out the elements of all ranges.
pub(crate) fn resolve(written: &[Written], diagnostics: &mut Vec<Diagnostic>) -> Ranges {
    let mut work = Work {
        written,
        by_key: BTreeMap::new(),
        done: vec![None; written.len()],
        open: Vec::new(),
        diagnostics,
    };
    for (at, range) in written.iter().enumerate() {
        if let Some(earlier) = work.by_key.insert(range.name.key.clone(), at) {
            let first = written.get(earlier).map_or(range.name.span, |first| first.name.span);
            let message = format!("two subscript ranges are called `{}`", range.name);
            work.diagnostics.push(
                Diagnostic::new(Code::DuplicateName, range.name.span, message)
                    .related(first, "the first is here")
                    .help("rename one of them"),
            );
        }
    }
    let mut ranges = Ranges::default();
    for (at, range) in written.iter().enumerate() {
        let elements = work.elements(at);
        ranges.add(Resolved { name: range.name.clone(), elements, family: None });
    }
    families(&mut ranges);
    ranges
}

struct Work<'w> {
    written: &'w [Written],
    by_key: BTreeMap<Key, usize>,
    done: Vec<Option<Vec<Name>>>,
    open: Vec<usize>,
    diagnostics: &'w mut Vec<Diagnostic>,
}

impl Work<'_> {
    fn elements(&mut self, at: usize) -> Vec<Name> {
        if let Some(Some(elements)) = self.done.get(at) {
            return elements.clone();
        }
        let Some(written) = self.written.get(at) else { return Vec::new() };
        if self.open.contains(&at) {
            let message = format!("the subscript range `{}` holds itself", written.name);
            self.diagnostics.push(
                Diagnostic::new(Code::CircularEquations, written.name.span, message)
                    .help("list elements, or ranges that do not lead back to it"),
            );
            return Vec::new();
        }
        self.open.push(at);
        let mut elements: Vec<Name> = Vec::new();
        let mut seen = BTreeSet::new();
        for item in &written.range.items {
            let more = match item {
                Item::One(name) => match self.by_key.get(&name.key) {
                    Some(other) => self.elements(*other),
                    None => vec![name.clone()],
                },
                Item::Numbered(first, last) => numbered(first, last, self.diagnostics),
            };
            elements.extend(more.into_iter().filter(|name| seen.insert(name.key.clone())));
            if elements.len() > MOST_ELEMENTS {
                too_many(&written.name, self.diagnostics);
                elements.clear();
                break;
            }
        }
        self.open.pop();
        if let Some(slot) = self.done.get_mut(at) {
            *slot = Some(elements.clone());
        }
        elements
    }
}

fn too_many(name: &Name, diagnostics: &mut Vec<Diagnostic>) {
    let message = format!("the subscript range `{name}` has more than {MOST_ELEMENTS} elements");
    diagnostics.push(
        Diagnostic::new(Code::TooLarge, name.span, message)
            .help("use fewer elements, or several ranges"),
    );
}

/// `(a1-a5)`: the stem must be the same, and the numbers rise.
fn numbered(first: &Name, last: &Name, diagnostics: &mut Vec<Diagnostic>) -> Vec<Name> {
    let split = |name: &Name| {
        let stem = name.written.trim_end_matches(|c: char| c.is_ascii_digit());
        let number = name.written.get(stem.len()..)?.parse::<u64>().ok()?;
        Some((stem.to_string(), number))
    };
    let span = first.span.to(last.span);
    match (split(first), split(last)) {
        (Some((stem, from)), Some((other, to)))
            if Key::new(&stem) == Key::new(&other) && from <= to =>
        {
            if to - from >= MOST_ELEMENTS as u64 {
                let message =
                    format!("`{first}` to `{last}` are more than {MOST_ELEMENTS} elements");
                diagnostics.push(
                    Diagnostic::new(Code::TooLarge, span, message)
                        .help("use fewer elements, or several ranges"),
                );
                return vec![first.clone()];
            }
            (from..=to).map(|number| Name::new(&format!("{stem}{number}"), first.span)).collect()
        }
        _ => {
            let message = format!("`{first}` and `{last}` are not the ends of a numbered range");
            diagnostics.push(
                Diagnostic::new(Code::Syntax, span, message)
                    .help("write one stem with rising numbers, such as `(a1-a5)`"),
            );
            vec![first.clone(), last.clone()]
        }
    }
}

/// Each range's family: the largest range that holds all its elements, the first of equals.
fn families(ranges: &mut Ranges) {
    let sets: Vec<BTreeSet<Key>> = ranges
        .ranges
        .iter()
        .map(|range| range.elements.iter().map(|element| element.key.clone()).collect())
        .collect();
    // A range can only lie in one that has its first element: few are compared.
    let mut having: BTreeMap<&Key, Vec<usize>> = BTreeMap::new();
    for (at, set) in sets.iter().enumerate() {
        for key in set {
            having.entry(key).or_default().push(at);
        }
    }
    let family_of = |own: usize| -> Option<usize> {
        let set = sets.get(own)?;
        let mut best = own;
        for other in having.get(set.first()?)? {
            let (candidate, held) = (sets.get(*other)?, sets.get(best)?);
            let larger = candidate.len() > held.len();
            let earlier = candidate.len() == held.len() && *other < best;
            if (larger || earlier) && set.is_subset(candidate) {
                best = *other;
            }
        }
        (best != own).then_some(best)
    };
    let found: Vec<Option<usize>> = (0..sets.len()).map(family_of).collect();
    for (at, family) in found.into_iter().enumerate() {
        let name = family.and_then(|family| ranges.ranges.get(family)).map(|it| it.name.clone());
        if let Some(range) = ranges.ranges.get_mut(at) {
            range.family = name;
        }
    }
}

/// The ranges as dimensions, with what they map onto.
pub(crate) fn dimensions(
    written: &[Written],
    ranges: &Ranges,
    notes: &BTreeMap<Key, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Dimension> {
    let mut mappings: BTreeMap<Key, Vec<Mapping>> = BTreeMap::new();
    let mut backwards = Vec::new();
    for Written { name, range } in written {
        let Some(own) = ranges.get(&name.key) else { continue };
        for (target, listed) in &range.maps {
            if let Some(mapping) = mapping(own, target, listed, ranges, diagnostics) {
                let back = ranges.get(&target.key).and_then(|onto| way_back(own, onto, &mapping));
                backwards.extend(back.map(|back| (name.key.clone(), back)));
                mappings.entry(target.key.clone()).or_default().push(mapping);
            }
        }
    }
    for (own, back) in backwards {
        let declared = mappings.entry(own).or_default();
        if declared.iter().all(|mapping| mapping.target.key != back.target.key) {
            declared.push(back);
        }
    }
    ranges
        .ranges
        .iter()
        .map(|range| Dimension {
            name: range.name.clone(),
            elements: Elements::Named(range.elements.clone()),
            within: range.family.clone(),
            mappings: mappings.remove(&range.name.key).unwrap_or_default(),
            note: notes.get(&range.name.key).cloned().unwrap_or_default(),
        })
        .collect()
}

/// The same mapping for equations that run over `own` and read arrays over `onto`, where each element
/// stands for just one (Vensim Help, Ordering Equations with Subscripts: `prev flex[ageh] =
/// flexibility[agel]` under `ageh -> agel`).
fn way_back(own: &Resolved, onto: &Resolved, mapping: &Mapping) -> Option<Mapping> {
    let stands: BTreeMap<&Key, &Name> =
        mapping.elements.iter().map(|it| &it.key).zip(&onto.elements).collect();
    let elements: Vec<Name> =
        own.elements.iter().filter_map(|it| stands.get(&it.key).map(|it| (*it).clone())).collect();
    let one_to_one = elements.len() == own.elements.len() && elements.len() == onto.elements.len();
    one_to_one.then(|| Mapping { target: onto.name.clone(), elements })
}

/// `own -> target`, seen from the target: for each of its elements the one of `own`.
fn mapping(
    own: &Resolved,
    target: &Name,
    listed: &[Name],
    ranges: &Ranges,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Mapping> {
    let Some(onto) = ranges.get(&target.key) else {
        let message = format!("`{}` maps onto `{target}`, which is no subscript range", own.name);
        let names = ranges.ranges.iter().map(|range| &*range.name.written);
        diagnostics.push(
            Diagnostic::new(Code::UnknownName, target.span, message)
                .nearest(&target.written, names),
        );
        return None;
    };
    let expanded = |names: &[Name]| -> Vec<Vec<Name>> {
        names.iter().map(|name| ranges.elements(name).unwrap_or_default()).collect()
    };
    let mut places: Vec<Vec<Name>> = match listed.is_empty() {
        true => onto.elements.iter().map(|element| vec![element.clone()]).collect(),
        false => expanded(listed),
    };
    // A listed range stands for one element, or, where this range itself is put together of
    // ranges, for as many as it has.
    if places.len() != own.elements.len() {
        places = places.into_iter().flatten().map(|element| vec![element]).collect();
    }
    let mut stands: BTreeMap<&Key, &Name> = BTreeMap::new();
    for (element, places) in own.elements.iter().zip(&places) {
        stands.extend(places.iter().map(|place| (&place.key, element)));
    }
    let elements: Vec<Name> =
        onto.elements.iter().filter_map(|it| stands.get(&it.key).map(|it| (*it).clone())).collect();
    if places.len() != own.elements.len() || elements.len() != onto.elements.len() {
        let message = format!("`{}` does not map onto all elements of `{target}`", own.name);
        diagnostics.push(
            Diagnostic::new(Code::DimensionMismatch, target.span, message)
                .label(format!("{} elements onto {}", own.elements.len(), places.len()))
                .help(format!(
                    "list elements or ranges of `{target}`, one for each element of `{}`",
                    own.name
                )),
        );
        return None;
    }
    Some(Mapping { target: own.name.clone(), elements })
}
