//! The dimensions of a model as tables: which elements, in what order, part of what.

use crate::positions::Positions;
use interregnum_model::diagnostic::advice;
use interregnum_model::dimension::{Dimension, Elements};
use interregnum_model::name::{Key, Name};
use interregnum_model::{Code, Diagnostic};
use std::collections::{BTreeSet, HashMap};

/// The most elements a dimension may have.
pub const LARGEST: u32 = 100_000;

/// Index of a dimension in [`IndexSets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DimensionId(pub u32);

/// A dimension or a part of one.
#[derive(Clone, Debug)]
pub struct IndexSet {
    /// Its name.
    pub name: Name,
    /// The whole it is part of; itself for a whole one.
    pub root: DimensionId,
    /// Which elements of the whole.
    pub positions: Positions,
    /// Names of the elements of a whole one; empty for a part, and where they are counted.
    labels: Vec<Name>,
    /// For dimensions it maps onto, the position in the target's whole of each of its own elements.
    pub mappings: Vec<(DimensionId, Vec<u32>)>,
}

/// All dimensions, those of macro calls included.
#[derive(Clone, Debug, Default)]
pub struct IndexSets {
    sets: Vec<IndexSet>,
    by_key: HashMap<Key, DimensionId>,
    elements: HashMap<Key, Vec<(DimensionId, u32)>>,
}

impl IndexSets {
    /// The tables of a model's dimensions; wholes first, then their parts.
    pub fn of(dimensions: &[Dimension], diagnostics: &mut Vec<Diagnostic>) -> IndexSets {
        let mut sets = IndexSets::default();
        sets.extend(dimensions, diagnostics);
        sets
    }

    /// Adds dimensions to the tables.
    pub fn extend(&mut self, dimensions: &[Dimension], diagnostics: &mut Vec<Diagnostic>) {
        let sets = self;
        for dimension in dimensions.iter().filter(|dimension| dimension.within.is_none()) {
            sets.add_whole(dimension, diagnostics);
        }
        let mut parts: Vec<&Dimension> =
            dimensions.iter().filter(|dimension| dimension.within.is_some()).collect();
        // A part of a part waits until the part itself is known.
        while !parts.is_empty() {
            let before = parts.len();
            parts.retain(|part| !sets.add_part(part, diagnostics));
            if parts.len() == before {
                for part in &parts {
                    diagnostics.push(unknown_whole(part, sets));
                }
                break;
            }
        }
        for dimension in dimensions {
            sets.add_mappings(dimension, diagnostics);
        }
    }

    /// The dimension with this id; ids come from these tables.
    pub fn get(&self, id: DimensionId) -> Option<&IndexSet> {
        self.sets.get(id.0 as usize)
    }

    /// The dimension of this name.
    pub fn find(&self, key: &Key) -> Option<DimensionId> {
        self.by_key.get(key).copied()
    }

    /// The whole that a dimension is part of.
    pub fn root(&self, id: DimensionId) -> DimensionId {
        self.get(id).map_or(id, |set| set.root)
    }

    /// The elements of a dimension.
    pub fn positions(&self, id: DimensionId) -> Positions {
        self.get(id).map_or(Positions::run(0, 0), |set| set.positions.clone())
    }

    /// The name of a dimension.
    pub fn name(&self, id: DimensionId) -> String {
        self.get(id).map_or_else(String::new, |set| set.name.to_string())
    }

    /// Position of the element of this name in a whole dimension.
    pub fn element(&self, root: DimensionId, key: &Key) -> Option<u32> {
        let set = self.get(root)?;
        if set.labels.is_empty() {
            let number: u32 = key.as_str().parse().ok()?;
            return number.checked_sub(1).filter(|position| *position < set.positions.len());
        }
        let found = self.elements.get(key)?.iter().find(|(dimension, _)| *dimension == root)?;
        Some(found.1)
    }

    /// The wholes that have an element of this name, and its position.
    pub fn elements_named(&self, key: &Key) -> &[(DimensionId, u32)] {
        self.elements.get(key).map_or(&[], Vec::as_slice)
    }

    /// Where a dimension's mapping onto (a part of) another whole leads from one of its elements.
    pub fn mapped(&self, through: DimensionId, root: DimensionId, position: u32) -> Option<u32> {
        let set = self.get(through)?;
        let place = set.positions.place(position)?;
        let (_, targets) = set.mappings.iter().find(|(target, _)| self.root(*target) == root)?;
        targets.get(place as usize).copied()
    }

    /// The name of an element of a whole dimension.
    pub fn label(&self, root: DimensionId, position: u32) -> String {
        self.get(root)
            .and_then(|set| set.labels.get(position as usize))
            .map_or_else(|| (position + 1).to_string(), Name::to_string)
    }

    /// Names of all dimensions, as written.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sets.iter().map(|set| &*set.name.written)
    }

    /// Names of the elements of a dimension, as written; counted elements have none.
    pub fn element_names(&self, id: DimensionId) -> impl Iterator<Item = &str> {
        let whole = self.get(self.root(id));
        let positions = self.positions(id);
        let labels = whole.map_or(&[][..], |set| &set.labels);
        let places: Vec<u32> =
            if labels.is_empty() { Vec::new() } else { positions.iter().collect() };
        places.into_iter().filter_map(move |at| labels.get(at as usize)).map(|name| &*name.written)
    }

    /// Names of the elements of all dimensions, as written.
    pub fn all_element_names(&self) -> impl Iterator<Item = &str> {
        self.sets.iter().flat_map(|set| &set.labels).map(|name| &*name.written)
    }

    /// Adds a counted dimension.
    pub fn add_counted(&mut self, name: Name, count: u32) -> DimensionId {
        let id = self.next_id();
        let positions = Positions::run(0, count);
        self.push(IndexSet { name, root: id, positions, labels: Vec::new(), mappings: Vec::new() })
    }

    /// Adds a dimension with named elements, told apart from others even where names are shared.
    pub fn add_named(&mut self, name: Name, labels: Vec<Name>) -> DimensionId {
        let id = self.next_id();
        for (label, position) in labels.iter().zip(0..) {
            self.elements.entry(label.key.clone()).or_default().push((id, position));
        }
        let positions = Positions::run(0, u32::try_from(labels.len()).unwrap_or(u32::MAX));
        self.push(IndexSet { name, root: id, positions, labels, mappings: Vec::new() })
    }

    fn next_id(&self) -> DimensionId {
        DimensionId(u32::try_from(self.sets.len()).unwrap_or(u32::MAX))
    }

    fn push(&mut self, set: IndexSet) -> DimensionId {
        let id = self.next_id();
        self.by_key.insert(set.name.key.clone(), id);
        self.sets.push(set);
        id
    }

    fn add_whole(&mut self, dimension: &Dimension, diagnostics: &mut Vec<Diagnostic>) {
        match &dimension.elements {
            Elements::Named(labels) => {
                if labels.is_empty() || labels.len() > LARGEST as usize {
                    diagnostics.push(bad_size(&dimension.name, labels.len() as f64));
                    return;
                }
                self.add_named(dimension.name.clone(), labels.clone());
            }
            Elements::Counted(count) => {
                let number = crate::fold::number(count);
                let Some(number) = number else {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::BadValue,
                            count.span,
                            format!("the size of dimension `{}` is not a number", dimension.name),
                        )
                        .label("must be a whole number")
                        .advise(advice::count_elements()),
                    );
                    return;
                };
                match whole_size(number) {
                    Some(count) => {
                        self.add_counted(dimension.name.clone(), count);
                    }
                    None => diagnostics.push(bad_size(&dimension.name, number)),
                }
            }
        }
    }

    /// Whether the part is done with: added, or found faulty.
    fn add_part(&mut self, part: &Dimension, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let Some(within) = part.within.as_ref().and_then(|name| self.find(&name.key)) else {
            return false;
        };
        let root = self.root(within);
        let mut positions = Vec::new();
        let mut seen = BTreeSet::new();
        match &part.elements {
            Elements::Named(labels) => {
                for label in labels {
                    match self.element(root, &label.key) {
                        Some(position) => {
                            if seen.insert(position) {
                                positions.push(position);
                            }
                        }
                        None => diagnostics.push(self.unknown_element(label, root)),
                    }
                }
            }
            Elements::Counted(count) => {
                let size = crate::fold::number(count).and_then(whole_size);
                let most = self.positions(root).len();
                match size {
                    Some(size) if size <= most => positions.extend(0..size),
                    Some(_) | None => diagnostics.push(bad_size(&part.name, f64::from(most))),
                }
            }
        }
        let name = part.name.clone();
        let positions = Positions::list(positions);
        self.push(IndexSet { name, root, positions, labels: Vec::new(), mappings: Vec::new() });
        true
    }

    fn add_mappings(&mut self, dimension: &Dimension, diagnostics: &mut Vec<Diagnostic>) {
        let Some(id) = self.find(&dimension.name.key) else { return };
        let mut mappings = Vec::new();
        for mapping in &dimension.mappings {
            let Some(target) = self.find(&mapping.target.key) else {
                diagnostics.push(self.unknown_dimension(&mapping.target));
                continue;
            };
            let root = self.root(target);
            let mut positions = Vec::new();
            for element in &mapping.elements {
                match self.element(root, &element.key) {
                    Some(position) => positions.push(position),
                    None => diagnostics.push(self.unknown_element(element, root)),
                }
            }
            if positions.len() == self.positions(id).len() as usize {
                mappings.push((target, positions));
            }
        }
        if let Some(set) = self.sets.get_mut(id.0 as usize) {
            set.mappings = mappings;
        }
    }

    /// That an element is not one of a dimension.
    pub fn unknown_element(&self, element: &Name, root: DimensionId) -> Diagnostic {
        let name = self.name(root);
        Diagnostic::new(
            Code::UnknownName,
            element.span,
            format!("dimension `{name}` has no element `{element}`"),
        )
        .label("no such element")
        .nearest(&element.written, self.element_names(root))
    }

    /// That a dimension is not declared.
    pub fn unknown_dimension(&self, dimension: &Name) -> Diagnostic {
        Diagnostic::new(
            Code::UnknownName,
            dimension.span,
            format!("no dimension is called `{dimension}`"),
        )
        .label("not declared")
        .nearest(&dimension.written, self.names())
    }
}

/// A number of elements, if it is a whole number within bounds.
pub fn whole_size(number: f64) -> Option<u32> {
    let whole = number.fract() == 0.0 && (1.0..=f64::from(LARGEST)).contains(&number);
    // Exact: a whole number between 1 and LARGEST.
    whole.then_some(number as u32)
}

/// That a dimension has no elements or too many.
pub fn bad_size(name: &Name, number: f64) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        name.span,
        format!("dimension `{name}` cannot have {number} elements"),
    )
    .label(format!("a whole number from 1 to {LARGEST} is needed"))
    .help("give it at least one element and no more than the limit")
}

fn unknown_whole(part: &Dimension, sets: &IndexSets) -> Diagnostic {
    let within = part.within.as_ref().unwrap_or(&part.name);
    sets.unknown_dimension(within).help(format!(
        "declare `{within}` as a whole dimension before saying that `{}` is a part of it",
        part.name
    ))
}
