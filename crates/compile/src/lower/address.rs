//! Where an element stands, as loops move.

use super::Lowering;
use super::value::Site;
use crate::entry::Axis;
use crate::index_sets::DimensionId;
use crate::positions::Positions;
use crate::program::{Address, LoopId, Offsets, Slot, ValueId};
use crate::tree::Pick;
use std::collections::BTreeMap;

/// What the axes of an equation do in the assignment that is being made.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// By number of the axis.
    pub axes: BTreeMap<usize, Stands>,
    /// Number of the next loop.
    pub loops: LoopId,
}

/// What one axis does.
#[derive(Clone, Debug)]
pub enum Stands {
    /// It stays at one position of its whole dimension.
    At(u32),
    /// It goes through positions of its whole dimension.
    Through(LoopId, Positions),
}

/// What is left to be picked at run time: for each such subscript its value, the axis's size, and
/// how far one element is from the next.
pub type Left = Vec<(ValueId, u32, u32)>;

/// An element along one axis of what is addressed.
struct Along<'p> {
    /// The axis.
    axis: &'p Axis,
    /// How far one element is from the next.
    stride: u32,
}

impl Standing {
    /// For the elements of a box: axes with one position stay there, the others become loops.
    pub fn over(elements: &[Positions]) -> (Standing, Vec<u32>) {
        let mut standing = Standing::default();
        let mut loops = Vec::new();
        for (number, positions) in elements.iter().enumerate() {
            if let Some(length) = standing.add(number, positions) {
                loops.push(length);
            }
        }
        (standing, loops)
    }

    /// Adds an axis; the length of its loop, if it needs one.
    pub fn add(&mut self, number: usize, positions: &Positions) -> Option<u32> {
        if let (1, Some(only)) = (positions.len(), positions.get(0)) {
            self.axes.insert(number, Stands::At(only));
            return None;
        }
        self.axes.insert(number, Stands::Through(self.loops, positions.clone()));
        self.loops = self.loops.saturating_add(1);
        Some(positions.len())
    }
}

/// How far apart neighbours are along each axis, the last axis fastest.
pub fn strides(axes: &[Axis]) -> Vec<u32> {
    let mut strides = vec![1_u32; axes.len()];
    let mut stride = 1_u32;
    for (slot, axis) in strides.iter_mut().zip(axes).rev() {
        *slot = stride;
        stride = stride.saturating_mul(axis.positions.len());
    }
    strides
}

impl Lowering<'_, '_> {
    /// The address of an element, and what is left to be picked at run time: `None` where a number
    /// known already lies outside.
    pub fn address(
        &mut self,
        first: u32,
        axes: &[Axis],
        picks: &[Pick],
        site: &mut Site,
    ) -> Option<(Address, Left)> {
        let mut address = Address { first: Slot(first), terms: Vec::new() };
        let mut left = Vec::new();
        for ((axis, pick), stride) in axes.iter().zip(picks).zip(strides(axes)) {
            match pick {
                Pick::Element(place) => add(&mut address, *place, stride),
                Pick::Axis { axis: number, through } => {
                    let along = Along { axis, stride };
                    self.follow(&mut address, &along, *number, *through, &site.standing);
                }
                Pick::Index(node) => {
                    let value = self.node(node, site);
                    let size = axis.positions.len();
                    match self.number(value) {
                        Some(number) => {
                            let whole = crate::index_sets::whole_size(number.trunc());
                            let place = whole.filter(|place| *place <= size)?;
                            add(&mut address, place - 1, stride);
                        }
                        None => left.push((value, size, stride)),
                    }
                }
            }
        }
        Some((address, left))
    }

    /// Adds what an axis of the equation adds to an address.
    fn follow(
        &self,
        address: &mut Address,
        along: &Along,
        number: usize,
        through: Option<DimensionId>,
        standing: &Standing,
    ) {
        let root = self.made.expanded.sets.root(along.axis.dimension);
        let place = |position: u32| {
            let position = match through {
                None => Some(position),
                Some(through) => self.made.expanded.sets.mapped(through, root, position),
            };
            // `dimensions` has seen to it that the element is there.
            position.and_then(|it| along.axis.positions.place(it)).unwrap_or(0)
        };
        match standing.axes.get(&number) {
            None => {}
            Some(Stands::At(position)) => add(address, place(*position), along.stride),
            Some(Stands::Through(id, positions)) => {
                let neighbours = through.is_none()
                    && matches!(positions, Positions::Run { .. })
                    && matches!(along.axis.positions, Positions::Run { .. });
                if neighbours {
                    add(address, positions.get(0).map_or(0, place), along.stride);
                    address.terms.push((*id, Offsets::Stride(along.stride)));
                } else {
                    let table = positions.iter().map(|it| place(it).saturating_mul(along.stride));
                    let (start, offsets) = offsets(table.collect());
                    address.first = Slot(address.first.0.saturating_add(start));
                    address.terms.push((*id, offsets));
                }
            }
        }
    }
}

/// Where a table begins and what it adds from there: a stride, where its entries are evenly spaced.
fn offsets(table: Vec<u32>) -> (u32, Offsets) {
    if let [first, second, ..] = table.as_slice()
        && let Some(stride) = second.checked_sub(*first)
    {
        let even = table.windows(2).all(|pair| match pair {
            [a, b] => b.checked_sub(*a) == Some(stride),
            [] | [_, ..] => true,
        });
        if even {
            return (*first, Offsets::Stride(stride));
        }
    }
    (0, Offsets::Table(table))
}

fn add(address: &mut Address, place: u32, stride: u32) {
    address.first = Slot(address.first.0.saturating_add(place.saturating_mul(stride)));
}
