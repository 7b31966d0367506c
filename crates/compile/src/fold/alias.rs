//! Hidden variables that are nothing but a number or another variable: read as what they are.
//!
//! Arguments of macros mostly are. What nobody reads any more is left out of the program by
//! [`crate::order`].

use crate::dimensions::Trees;
use crate::entry::{Axis, Entry, EntryId, EntryKind, Expanded, Visibility};
use crate::tree::{Node, NodeKind, Pick};
use std::collections::BTreeMap;

/// How many hidden variables in a row are followed.
const LONGEST: usize = 64;

/// What a hidden variable is another word for.
#[derive(Clone, Debug)]
enum Alias {
    Number(f64),
    Read(EntryId, Vec<Pick>),
}

/// Makes every tree read numbers and variables themselves instead of hidden words for them.
pub fn inline(expanded: &Expanded, trees: &mut Trees) {
    let mut aliases = BTreeMap::new();
    for (id, entry) in expanded.iter() {
        if let Some(alias) = alias(entry, trees.cases.get(id.0 as usize)) {
            aliases.insert(id, alias);
        }
    }
    if aliases.is_empty() {
        return;
    }
    let every = trees.cases.iter_mut().flatten().chain(&mut trees.replacements);
    for tree in every {
        follow(expanded, &aliases, tree);
    }
}

fn alias(entry: &Entry, trees: Option<&Vec<Node>>) -> Option<Alias> {
    let hidden = entry.visibility != Visibility::Declared;
    let plain = matches!(entry.kind, EntryKind::Auxiliary);
    let ([case], [tree]) = (entry.cases.as_slice(), trees?.as_slice()) else { return None };
    let whole = case.except.is_empty()
        && case.axes.iter().zip(&entry.axes).all(|(a, b)| a.positions == b.positions);
    if !(hidden && plain && whole) {
        return None;
    }
    match &tree.kind {
        NodeKind::Number(number) => Some(Alias::Number(*number)),
        NodeKind::Read { entry, picks } => {
            let known = picks.iter().all(|pick| !matches!(pick, Pick::Index(_)));
            known.then(|| Alias::Read(*entry, picks.clone()))
        }
        NodeKind::Error
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
        | NodeKind::Curve { .. }
        | NodeKind::Active { .. }
        | NodeKind::Together { .. }
        | NodeKind::Draw { .. } => None,
    }
}

fn follow(expanded: &Expanded, aliases: &BTreeMap<EntryId, Alias>, node: &mut Node) {
    for _ in 0..LONGEST {
        let NodeKind::Read { entry, picks } = &node.kind else { break };
        let instead = match (aliases.get(entry), expanded.entry(*entry)) {
            (Some(Alias::Number(number)), _) => Some(NodeKind::Number(*number)),
            (Some(Alias::Read(target, inner)), Some(hidden)) => {
                through(expanded, hidden, picks, *target, inner)
            }
            (Some(Alias::Read(..)), None) | (None, _) => None,
        };
        match instead {
            Some(kind) => node.kind = kind,
            None => break,
        }
    }
    for child in node.children_mut() {
        follow(expanded, aliases, child);
    }
}

/// The reading of what a hidden variable reads, where the hidden one is read with `outer`.
fn through(
    expanded: &Expanded,
    hidden: &Entry,
    outer: &[Pick],
    target: EntryId,
    inner: &[Pick],
) -> Option<NodeKind> {
    let axes = &expanded.entry(target)?.axes;
    let picks: Option<Vec<Pick>> = inner
        .iter()
        .zip(axes)
        .map(|(pick, axis)| match pick {
            Pick::Element(place) => Some(Pick::Element(*place)),
            Pick::Index(_) => None,
            Pick::Axis { axis: number, through } => {
                let mapped = (hidden.axes.get(*number)?, *through);
                compose(expanded, outer.get(*number)?, mapped, axis)
            }
        })
        .collect();
    Some(NodeKind::Read { entry: target, picks: picks? })
}

fn compose(
    expanded: &Expanded,
    outer: &Pick,
    (hidden, through): (&Axis, Option<crate::index_sets::DimensionId>),
    target: &Axis,
) -> Option<Pick> {
    match (outer, through) {
        (Pick::Axis { axis, through: None }, through) => Some(Pick::Axis { axis: *axis, through }),
        (Pick::Axis { axis, through: Some(way) }, None) => {
            Some(Pick::Axis { axis: *axis, through: Some(*way) })
        }
        (Pick::Axis { through: Some(_), .. }, Some(_)) | (Pick::Index(_), _) => None,
        (Pick::Element(place), through) => {
            let position = hidden.positions.get(*place)?;
            let root = expanded.sets.root(target.dimension);
            let position = match through {
                None => position,
                Some(way) => expanded.sets.mapped(way, root, position)?,
            };
            Some(Pick::Element(target.positions.place(position)?))
        }
    }
}
