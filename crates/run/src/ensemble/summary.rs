//! What is kept of many members' values of one thing: how many, mean, spread, quantiles. The same bits in
//! whatever order and parts the values come.

use super::sketch::{Room, Sketch, rank_of, value_of};
use super::sum::Sum;
use serde::{Deserialize, Serialize};

/// The summary of some numbers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    count: u64,
    sum: Sum,
    squares: Sum,
    /// A square was beyond all numbers: there is no standard deviation.
    beyond: bool,
    /// Ranks of the least and the greatest.
    least: u64,
    greatest: u64,
    sketch: Sketch,
}

impl Summary {
    /// Of no numbers yet; quantiles from at most so many buckets (see [`super::sketch`]).
    pub fn new(buckets: u32) -> Summary {
        Summary {
            count: 0,
            sum: Sum::default(),
            squares: Sum::default(),
            beyond: false,
            least: u64::MAX,
            greatest: 0,
            sketch: Sketch::new(buckets),
        }
    }

    /// Counts a number; one that is not finite is left out.
    pub fn add(&mut self, value: f64) {
        if !value.is_finite() {
            return;
        }
        self.count_one(value);
        self.sketch.add(value);
    }

    /// Counts many numbers at once, which needs no memory but what is lent; those that are not finite
    /// are left out.
    pub fn add_all(&mut self, values: impl Iterator<Item = f64>, room: &mut Room) {
        let mut sketch = std::mem::replace(&mut self.sketch, Sketch::new(2));
        let finite = values.filter(|value| value.is_finite());
        sketch.add_all(finite.inspect(|value| self.count_one(*value)), room);
        self.sketch = sketch;
    }

    fn count_one(&mut self, value: f64) {
        self.count += 1;
        self.sum.add(value);
        self.beyond |= !self.squares.add_square(value);
        let rank = rank_of(value);
        self.least = self.least.min(rank);
        self.greatest = self.greatest.max(rank);
    }

    /// Adds another's numbers.
    pub fn merge(&mut self, other: &Summary) {
        self.count += other.count;
        self.sum.merge(&other.sum);
        self.squares.merge(&other.squares);
        self.beyond |= other.beyond;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
        self.sketch.merge(&other.sketch);
    }

    /// To be called when all numbers are there, before it is asked or written.
    pub fn settle(&mut self) {
        self.sketch.settle();
    }

    /// How many numbers.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Their mean.
    pub fn mean(&self) -> Option<f64> {
        let (high, low) = self.sum.value();
        let count = self.count as f64;
        (self.count > 0).then(|| high / count + low / count)
    }

    /// Their standard deviation, that of a sample (divided by one less than their number).
    pub fn deviation(&self) -> Option<f64> {
        if self.count < 2 || self.beyond {
            return None;
        }
        let count = self.count as f64;
        let ((sum, sum_rest), (squares, squares_rest)) = (self.sum.value(), self.squares.value());
        // sum^2 / count in two parts, so that what is left after subtraction keeps its digits.
        let square = sum * sum;
        if !square.is_finite() {
            return None;
        }
        let square_rest = libm::fma(sum, sum, -square) + 2.0 * sum * sum_rest;
        let part = square / count;
        let part_rest = (libm::fma(-part, count, square) + square_rest) / count;
        let spread = (squares - part) + (squares_rest - part_rest);
        Some((spread.max(0.0) / (count - 1.0)).sqrt())
    }

    /// The least.
    pub fn least(&self) -> Option<f64> {
        (self.count > 0).then(|| value_of(self.least))
    }

    /// The greatest.
    pub fn greatest(&self) -> Option<f64> {
        (self.count > 0).then(|| value_of(self.greatest))
    }

    /// The value below which this part of them lies (see [`Sketch::quantile`]).
    pub fn quantile(&self, part: f64) -> Option<f64> {
        let (least, greatest) = (self.least()?, self.greatest()?);
        Some(self.sketch.quantile(part)?.clamp(least, greatest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn summary(values: &[f64]) -> Summary {
        let mut summary = Summary::new(64);
        values.iter().for_each(|value| summary.add(*value));
        summary.settle();
        summary
    }

    #[test]
    fn of_known_numbers() {
        let of = summary(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0, f64::NAN, f64::INFINITY]);
        assert_eq!((of.count(), of.mean()), (8, Some(5.0)));
        assert_eq!(of.deviation(), Some((32.0f64 / 7.0).sqrt()));
        assert_eq!(
            (of.least(), of.greatest(), of.quantile(0.5)),
            (Some(2.0), Some(9.0), Some(4.5))
        );
        let none = summary(&[]);
        assert_eq!(
            (none.mean(), none.deviation(), none.least(), none.quantile(0.5)),
            (None, None, None, None)
        );
        assert_eq!(summary(&[1e200, 1e200]).deviation(), None);
    }

    #[test]
    fn a_small_spread_about_a_large_mean_keeps_its_digits() {
        let of = summary(&[1e9, 1e9 + 1.0, 1e9 + 2.0]);
        assert_eq!((of.mean(), of.deviation()), (Some(1e9 + 1.0), Some(1.0)));
    }

    #[test]
    fn parts_make_the_whole() {
        let values: Vec<f64> = (0..1000).map(|at| libm::sin(f64::from(at)) * 1e3).collect();
        let mut merged = Summary::new(64);
        values.chunks(99).rev().for_each(|part| merged.merge(&summary(part)));
        assert_eq!(merged, summary(&values));
    }
}
