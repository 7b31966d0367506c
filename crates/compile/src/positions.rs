//! Some of the elements of a dimension, as positions counted from 0, in order.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Positions without repetition. A stretch of neighbours costs the same however long it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Positions {
    /// Neighbours: `first`, `first + 1`, ...
    Run {
        /// The first of them.
        first: u32,
        /// How many.
        count: u32,
    },
    /// Any others, in this order.
    List(Arc<[u32]>),
}

impl Positions {
    /// `count` neighbours from `first` on.
    pub fn run(first: u32, count: u32) -> Positions {
        Positions::Run { first, count }
    }

    /// These positions; neighbours in rising order become a run.
    pub fn list(positions: Vec<u32>) -> Positions {
        let first = positions.first().copied().unwrap_or(0);
        if positions.iter().zip(first..).all(|(position, expected)| *position == expected) {
            return Positions::run(first, length(positions.len()));
        }
        Positions::List(positions.into())
    }

    /// How many.
    pub fn len(&self) -> u32 {
        match self {
            Positions::Run { count, .. } => *count,
            Positions::List(list) => length(list.len()),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The position at this place.
    pub fn get(&self, place: u32) -> Option<u32> {
        match self {
            Positions::Run { first, count } => (place < *count).then(|| first + place),
            Positions::List(list) => list.get(place as usize).copied(),
        }
    }

    /// The place of this position.
    pub fn place(&self, position: u32) -> Option<u32> {
        match self {
            Positions::Run { first, count } => {
                position.checked_sub(*first).filter(|place| place < count)
            }
            Positions::List(list) => list.iter().position(|it| *it == position).map(length),
        }
    }

    /// In order.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.len()).filter_map(|place| self.get(place))
    }

    /// Whether all of these are among the others.
    pub fn is_within(&self, others: &Positions) -> bool {
        match (self, others) {
            (Positions::Run { first: a, count: n }, Positions::Run { first: b, count: m }) => {
                *n == 0 || (b <= a && a + n <= b + m)
            }
            (Positions::Run { .. } | Positions::List(_), _) => {
                let others: BTreeSet<u32> = others.iter().collect();
                self.iter().all(|position| others.contains(&position))
            }
        }
    }

    /// Those of these that are among the others, in the order of these.
    pub fn shared_with(&self, others: &Positions) -> Positions {
        if self.is_within(others) {
            return self.clone();
        }
        let others: BTreeSet<u32> = others.iter().collect();
        Positions::list(self.iter().filter(|position| others.contains(position)).collect())
    }

    /// Those of these that are not among the others, in the order of these.
    pub fn without(&self, others: &Positions) -> Positions {
        let others: BTreeSet<u32> = others.iter().collect();
        Positions::list(self.iter().filter(|position| !others.contains(position)).collect())
    }
}

/// Lengths here stay below [`crate::index_sets::LARGEST`], far below what `u32` holds.
fn length(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
