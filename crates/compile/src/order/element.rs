//! The order of the elements of arrays that need each other in a circle as wholes.

use super::hold::Holds;
use super::{Made, Phase, Task, graph};
use crate::entry::EntryId;
use crate::index_sets::DimensionId;
use crate::pieces::{Elements, trees_of};
use crate::positions::Positions;
use crate::tree::{Node, NodeKind, Pick};
use interregnum_model::source::Span;
use std::collections::BTreeMap;

/// The most elements that are put in order one by one.
const MOST_ELEMENTS: u64 = 100_000;

/// The most readings among them that are followed.
const MOST_READINGS: usize = 5_000_000;

/// Why elements could not be put in order.
pub enum Fault {
    /// They need each other: a shortest circle, each with the place where it reads the next.
    Circle(Vec<(Task, Span)>),
    /// They are too many to be looked at one by one.
    TooMany,
}

/// Elements of a few entries, one by one.
struct Units<'a> {
    made: Made<'a>,
    phase: Phase,
    tasks: Vec<Task>,
    /// For each entry, its elements by place: which task.
    by_place: BTreeMap<EntryId, Vec<Option<usize>>>,
}

/// What each axis stands at while one element is looked at.
struct Standing<'a> {
    /// Positions of the element along the equation's own axes.
    own: &'a [u32],
    /// What the axes of reductions around run over.
    reduced: BTreeMap<usize, Positions>,
}

/// The elements of these entries in order.
pub fn order(
    made: Made,
    holds: &Holds,
    phase: Phase,
    entries: &[EntryId],
) -> Result<Vec<Task>, Fault> {
    let total = entries.iter().filter_map(|id| made.expanded.entry(*id));
    if total.map(crate::entry::Entry::count).fold(0, u64::saturating_add) > MOST_ELEMENTS {
        return Err(Fault::TooMany);
    }
    let units = Units::of(made, phase, entries);
    let mut spans: Vec<Vec<Span>> = Vec::with_capacity(units.tasks.len());
    let mut edges: Vec<Vec<usize>> = Vec::with_capacity(units.tasks.len());
    let mut readings = 0;
    for task in &units.tasks {
        let (mut targets, mut places) = (Vec::new(), Vec::new());
        units.reads(holds, task, &mut |target, span| {
            targets.push(target);
            places.push(span);
        });
        readings += targets.len();
        if readings > MOST_READINGS {
            return Err(Fault::TooMany);
        }
        edges.push(targets);
        spans.push(places);
    }
    let components = graph::components(&edges);
    let circular = components.iter().find(|component| match component.as_slice() {
        [alone] => edges.get(*alone).is_some_and(|targets| targets.contains(alone)),
        [] | [_, ..] => true,
    });
    if let Some(component) = circular {
        return Err(Fault::Circle(circle(&units.tasks, &edges, &spans, component)));
    }
    Ok(components.into_iter().flatten().filter_map(|at| units.tasks.get(at).cloned()).collect())
}

fn circle(
    tasks: &[Task],
    edges: &[Vec<usize>],
    spans: &[Vec<Span>],
    component: &[usize],
) -> Vec<(Task, Span)> {
    let inside = |node: usize| component.binary_search(&node).is_ok();
    let start = component.first().copied().unwrap_or(0);
    let way = graph::shortest_circle(edges, start, &inside).unwrap_or_default();
    let next = way.iter().cycle().skip(1);
    way.iter()
        .zip(next)
        .filter_map(|(node, next)| {
            let place = edges.get(*node)?.iter().position(|target| target == next)?;
            Some((tasks.get(*node)?.clone(), *spans.get(*node)?.get(place)?))
        })
        .collect()
}

impl<'a> Units<'a> {
    fn of(made: Made<'a>, phase: Phase, entries: &[EntryId]) -> Units<'a> {
        let mut units = Units { made, phase, tasks: Vec::new(), by_place: BTreeMap::new() };
        for id in entries {
            let Some(entry) = made.expanded.entry(*id) else { continue };
            let count = usize::try_from(entry.count()).unwrap_or(0);
            units.by_place.insert(*id, vec![None; count]);
            for (piece, its) in made.pieces(*id).iter().enumerate() {
                for positions in each(&its.elements) {
                    let place = units.place(*id, &positions);
                    let number = units.tasks.len();
                    units.tasks.push(Task::Element { entry: *id, piece, positions });
                    let slot = units.by_place.get_mut(id).zip(place);
                    if let Some(slot) = slot.and_then(|(places, place)| places.get_mut(place)) {
                        *slot = Some(number);
                    }
                }
            }
        }
        units
    }

    /// The place of an element among all of its entry, the last axis fastest.
    fn place(&self, id: EntryId, positions: &[u32]) -> Option<usize> {
        let axes = &self.made.expanded.entry(id)?.axes;
        axes.iter().zip(positions).try_fold(0, |place, (axis, position)| {
            let along = axis.positions.place(*position)? as usize;
            Some(place * axis.positions.len() as usize + along)
        })
    }

    /// Tells which other elements one is worked out from, and where it reads them.
    fn reads(&self, holds: &Holds, task: &Task, see: &mut dyn FnMut(usize, Span)) {
        let Task::Element { entry, piece, positions } = task else { return };
        let Some(its) = self.made.pieces(*entry).get(*piece) else { return };
        for tree in trees_of(self.made.trees, *entry, its) {
            let mut standing = Standing { own: positions, reduced: BTreeMap::new() };
            self.look(tree, &mut standing, see);
        }
        for (read, span) in holds.reads(*entry) {
            let target = self.place(read, positions);
            let target = target.and_then(|place| self.by_place.get(&read)?.get(place).copied()?);
            if let Some(target) = target {
                see(target, span);
            }
        }
    }

    fn look(&self, node: &Node, standing: &mut Standing, see: &mut dyn FnMut(usize, Span)) {
        match &node.kind {
            NodeKind::Read { entry, picks } => {
                if let Some(places) = self.by_place.get(entry) {
                    for place in self.places(*entry, picks, standing) {
                        if let Some(target) = places.get(place).copied().flatten() {
                            see(target, node.span);
                        }
                    }
                }
            }
            NodeKind::If(condition, then, otherwise) => {
                if let Some(chosen) = self.known(condition, standing) {
                    let chosen = if chosen != 0.0 { then } else { otherwise };
                    return self.look(chosen, standing, see);
                }
            }
            NodeKind::Reduce { axes, .. } | NodeKind::Together { axes, .. } => {
                let opened = axes.iter().map(|(number, axis)| (*number, axis.positions.clone()));
                standing.reduced.extend(opened);
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
            | NodeKind::Call(..)
            | NodeKind::Curve { .. }
            | NodeKind::Active { .. }
            | NodeKind::Draw { .. } => {}
        }
        for child in node.children_in(self.phase) {
            self.look(child, standing, see);
        }
    }

    /// The number that a tree is for the element that is looked at, where it is one.
    fn known(&self, node: &Node, standing: &Standing) -> Option<f64> {
        crate::fold::node(node, &|axis, dimension| {
            let position = standing.own.get(axis)?;
            Some(self.made.expanded.sets.positions(dimension).place(*position)? + 1)
        })
    }

    /// The places of the elements that are read.
    fn places(&self, id: EntryId, picks: &[Pick], standing: &Standing) -> Vec<usize> {
        let Some(entry) = self.made.expanded.entry(id) else { return Vec::new() };
        let mut places = vec![0_usize];
        for (axis, pick) in entry.axes.iter().zip(picks) {
            let size = axis.positions.len();
            let root = self.made.expanded.sets.root(axis.dimension);
            let along: Vec<u32> = match pick {
                Pick::Element(place) => vec![*place],
                Pick::Axis { axis: number, through } => {
                    let positions = self.led(*number, *through, root, standing);
                    positions.into_iter().filter_map(|it| axis.positions.place(it)).collect()
                }
                Pick::Index(node) => match self.known(node, standing) {
                    Some(number) => crate::index_sets::whole_size(number.trunc())
                        .filter(|place| *place <= size)
                        .map(|place| place - 1)
                        .into_iter()
                        .collect(),
                    None => (0..size).collect(),
                },
            };
            places = places
                .iter()
                .flat_map(|place| along.iter().map(move |it| place * size as usize + *it as usize))
                .collect();
        }
        places
    }

    /// The positions, in a whole dimension, to which an axis leads.
    fn led(
        &self,
        axis: usize,
        through: Option<DimensionId>,
        root: DimensionId,
        standing: &Standing,
    ) -> Vec<u32> {
        let stands: Vec<u32> = match (standing.own.get(axis), standing.reduced.get(&axis)) {
            (Some(position), _) => vec![*position],
            (None, Some(positions)) => positions.iter().collect(),
            (None, None) => Vec::new(),
        };
        match through {
            None => stands,
            Some(through) => {
                let sets = &self.made.expanded.sets;
                stands.iter().filter_map(|it| sets.mapped(through, root, *it)).collect()
            }
        }
    }
}

/// Every element of a box, the last axis fastest.
fn each(elements: &Elements) -> Vec<Vec<u32>> {
    let mut all = vec![Vec::new()];
    for positions in elements {
        all = all
            .iter()
            .flat_map(|outer: &Vec<u32>| {
                positions.iter().map(move |position| {
                    let mut element = outer.clone();
                    element.push(position);
                    element
                })
            })
            .collect();
    }
    all
}
