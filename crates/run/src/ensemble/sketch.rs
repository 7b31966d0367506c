//! Quantiles of any number of values in bounded memory, the same bits in whatever order and parts the
//! values come.
//!
//! A finite number's bits, read as a whole number, rise with the number. A sketch counts values in
//! buckets that agree in all but the last `shift` of these bits. The shift is the least with which there
//! are no more buckets than allowed: a property of all values together, for a part of them needs
//! no more buckets than the whole at the same shift. So a sketch that coarsens only when it must ends
//! where it would have ended in any other order, counts are whole numbers, and merging adds them.
//! With no more different values than buckets the shift is 0 and quantiles are exact. Else each is off
//! by the width of its bucket at most, which is a small share of how far the values lie apart;
//! within a bucket values are taken as even. (UDDSketch, Epicoco et al. 2020, coarsens in the same
//! way, from buckets that need a logarithm.)

use serde::{Deserialize, Serialize};

/// Values wait so that they are put into buckets many at a time.
const WAITING: usize = 256;

/// Beyond this signs would fall together.
const MOST_SHIFT: u32 = 62;

/// Counts of values in buckets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    most: u32,
    shift: u32,
    /// Buckets in rising order, with how many values each holds.
    buckets: Vec<(u64, u64)>,
    #[serde(skip)]
    waiting: Vec<u64>,
}

/// Room that sketches lend while values are put into buckets, one sketch after the other.
#[derive(Debug, Default)]
pub struct Room {
    ranks: Vec<u64>,
    added: Vec<(u64, u64)>,
    all: Vec<(u64, u64)>,
}

/// A finite number as a whole number that rises with it; -0 and 0 are one.
pub(super) fn rank_of(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// The number of that rank.
pub(super) fn value_of(rank: u64) -> f64 {
    f64::from_bits(if rank >> 63 == 1 { rank & !(1 << 63) } else { !rank })
}

impl Sketch {
    /// An empty one that may use so many buckets, at least two.
    pub fn new(most: u32) -> Sketch {
        Sketch { most: most.max(2), shift: 0, buckets: Vec::new(), waiting: Vec::new() }
    }

    /// Counts a finite value.
    pub fn add(&mut self, value: f64) {
        self.waiting.push(rank_of(value));
        if self.waiting.len() >= WAITING {
            self.settle();
        }
    }

    /// Counts many finite values at once: nothing waits, and room beyond the buckets is only lent.
    pub fn add_all(&mut self, values: impl Iterator<Item = f64>, room: &mut Room) {
        room.ranks.clear();
        room.ranks.extend(values.map(rank_of));
        self.add_ranks(room);
    }

    /// Puts into buckets what waits. To be called before it is written or merged.
    pub fn settle(&mut self) {
        let ranks = std::mem::take(&mut self.waiting);
        self.add_ranks(&mut Room { ranks, ..Room::default() });
    }

    fn add_ranks(&mut self, room: &mut Room) {
        if room.ranks.is_empty() {
            return;
        }
        room.ranks.sort_unstable();
        room.added.clear();
        room.added.extend(room.ranks.iter().map(|rank| (rank >> self.shift, 1)));
        merge_into(&mut room.all, &self.buckets, &room.added);
        self.take(&mut room.all);
    }

    /// Adds another's counts.
    pub fn merge(&mut self, other: &Sketch) {
        self.settle();
        let mut other = other.clone();
        other.settle();
        let shift = self.shift.max(other.shift);
        self.coarsen_to(shift);
        other.coarsen_to(shift);
        let mut all = Vec::new();
        merge_into(&mut all, &self.buckets, &other.buckets);
        self.take(&mut all);
    }

    /// Takes these buckets for its own, coarser where they are too many. There are many sketches, so that none
    /// keeps more room than its buckets fill.
    fn take(&mut self, all: &mut Vec<(u64, u64)>) {
        std::mem::swap(&mut self.buckets, all);
        self.coarsen();
        std::mem::swap(&mut self.buckets, all);
        self.buckets.clear();
        if self.buckets.capacity() < all.len() {
            let room = all.len().next_power_of_two().min(self.most as usize).max(all.len());
            self.buckets.reserve_exact(room);
        }
        self.buckets.extend_from_slice(all);
    }

    fn coarsen(&mut self) {
        while self.buckets.len() > self.most as usize && self.shift < MOST_SHIFT {
            self.coarsen_to(self.shift + 1);
        }
    }

    fn coarsen_to(&mut self, shift: u32) {
        let by = shift - self.shift;
        if by > 0 {
            for (bucket, _) in &mut self.buckets {
                *bucket >>= by;
            }
            self.buckets.dedup_by(|(bucket, count), (kept, sum)| {
                let same = bucket == kept;
                *sum += if same { *count } else { 0 };
                same
            });
            self.shift = shift;
        }
    }

    /// How many values were counted.
    pub fn count(&self) -> u64 {
        self.buckets.iter().map(|(_, count)| count).sum::<u64>() + self.waiting.len() as u64
    }

    /// The value below which this part of the values lies, between two of them on the line between
    /// them (type 7 of Hyndman and Fan, "Sample quantiles in statistical packages", The American Statistician 50,
    /// 1996); `None` where there are none. To be asked of a settled sketch.
    pub fn quantile(&self, part: f64) -> Option<f64> {
        let count = self.count();
        let last = count.checked_sub(1)?;
        let at = part.clamp(0.0, 1.0) * last as f64;
        let below = at.floor();
        let low = self.nth(below as u64)?;
        let share = at - below;
        if share == 0.0 {
            return Some(low);
        }
        let high = self.nth((below as u64 + 1).min(last))?;
        Some(low + share * (high - low))
    }

    /// The value with so many before it.
    fn nth(&self, nth: u64) -> Option<f64> {
        let mut before = 0;
        for (bucket, count) in &self.buckets {
            if nth < before + count {
                let first = value_of(bucket << self.shift);
                if self.shift == 0 {
                    return Some(first);
                }
                let last = value_of((bucket << self.shift) | ((1 << self.shift) - 1));
                // The last bucket of all may reach beyond all finite numbers.
                let last = if last.is_finite() { last } else { first };
                let share = ((nth - before) as f64 + 0.5) / *count as f64;
                return Some(first + share * (last - first));
            }
            before += count;
        }
        None
    }
}

/// Two lists of counts in rising order as one, equal buckets added up.
fn merge_into(all: &mut Vec<(u64, u64)>, a: &[(u64, u64)], b: &[(u64, u64)]) {
    all.clear();
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some((x, _)), Some((y, _))) if x <= y => a.next(),
            (Some(_), None) => a.next(),
            (_, Some(_)) => b.next(),
            (None, None) => return,
        };
        let Some((bucket, count)) = next else { return };
        match all.last_mut() {
            Some((last, sum)) if last == bucket => *sum += count,
            Some(_) | None => all.push((*bucket, *count)),
        }
    }
}

#[cfg(test)]
mod tests;
