//! Exact sums: every double is a whole number of the smallest one, and these are added as one large
//! whole number (Neal, "Fast exact summation using small and large superaccumulators", 2015). So a
//! mean does not depend on the order or the parts in which its values came. The crate for it cannot
//! merge two sums.

use serde::{Deserialize, Serialize};

/// Parts of 32 bits there may be: from 2^-1074 to above 2^1024, with room for 2^64 numbers. A sum keeps
/// only those that its numbers reach, of which there are a few.
const LIMBS: usize = 70;

/// Exponent of the lowest bit.
const LOWEST: i32 = -1074;

/// Each addition adds less than 2^32 to a part of 63 bits.
const MOST_WAITING: u32 = 1 << 29;

/// A sum of finite numbers without any rounding.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Sum {
    /// The place of the lowest part that is kept.
    first: usize,
    limbs: Vec<i64>,
    waiting: u32,
}

/// As it is written: carried, without the zeros at both ends.
#[derive(Serialize, Deserialize)]
struct Written {
    first: u32,
    limbs: Vec<i64>,
}

impl From<Sum> for Written {
    fn from(mut sum: Sum) -> Written {
        sum.carry();
        Written { first: sum.first as u32, limbs: sum.limbs }
    }
}

impl From<Written> for Sum {
    fn from(written: Written) -> Sum {
        let first = (written.first as usize).min(LIMBS);
        let mut limbs = written.limbs;
        limbs.truncate(LIMBS - first);
        Sum { first, limbs, waiting: 0 }
    }
}

impl PartialEq for Sum {
    fn eq(&self, other: &Sum) -> bool {
        let (mut a, mut b) = (self.clone(), other.clone());
        a.carry();
        b.carry();
        (a.first, a.limbs) == (b.first, b.limbs)
    }
}

impl Sum {
    /// Adds a finite number.
    pub fn add(&mut self, value: f64) {
        let bits = value.to_bits();
        let exponent = bits >> 52 & 0x7FF;
        let fraction = bits & ((1 << 52) - 1);
        let (mantissa, place) = match exponent {
            0 => (fraction, 0),
            _ => (fraction | 1 << 52, exponent - 1),
        };
        if mantissa == 0 {
            return;
        }
        let wide = u128::from(mantissa) << (place % 32);
        let first = (place / 32) as usize;
        self.reach(first, first + 3);
        for (part, limb) in self.limbs.iter_mut().skip(first - self.first).take(3).enumerate() {
            let piece = (wide >> (32 * part)) as u32;
            *limb += if bits >> 63 == 1 { -i64::from(piece) } else { i64::from(piece) };
        }
        self.waiting += 1;
        if self.waiting >= MOST_WAITING {
            self.carry();
        }
    }

    /// Keeps these places too.
    fn reach(&mut self, from: usize, until: usize) {
        if self.limbs.is_empty() {
            self.first = from;
        }
        if from < self.first {
            let more = self.first - from;
            self.limbs.splice(0..0, std::iter::repeat_n(0, more));
            self.first = from;
        }
        if until > self.first + self.limbs.len() {
            self.limbs.resize(until - self.first, 0);
        }
    }

    /// Adds the square of a number, exactly but for what lies below 2^-1074: the rounded square and what
    /// rounding left (Dekker, "A floating-point technique for extending the available precision",
    /// Numerische Mathematik 18, 1971). `false` where the square is beyond all numbers.
    pub fn add_square(&mut self, value: f64) -> bool {
        const SPLITTER: f64 = 134_217_729.0;
        let square = value * value;
        let split = SPLITTER * value;
        if !square.is_finite() || !split.is_finite() {
            return false;
        }
        let high = split - (split - value);
        let low = value - high;
        self.add(square);
        self.add(((high * high - square) + 2.0 * high * low) + low * low);
        true
    }

    /// Adds another sum.
    pub fn merge(&mut self, other: &Sum) {
        let mut other = other.clone();
        other.carry();
        self.carry();
        if other.limbs.is_empty() {
            return;
        }
        self.reach(other.first, other.first + other.limbs.len());
        let places = self.limbs.iter_mut().skip(other.first - self.first);
        for (limb, more) in places.zip(&other.limbs) {
            *limb = limb.wrapping_add(*more);
        }
        self.carry();
    }

    /// Brings every part but the last into 0..2^32, and takes off what says nothing: one way to write each
    /// sum.
    fn carry(&mut self) {
        const PART: i64 = 1 << 32;
        let mut carry: i64 = 0;
        for limb in &mut self.limbs {
            let sum = limb.wrapping_add(carry);
            *limb = sum & (PART - 1);
            carry = sum >> 32;
        }
        if carry != 0 {
            self.limbs.push(carry);
        }
        while let Some(last) = self.limbs.pop_if(|last| matches!(*last, 0 | -1)) {
            // A borrow from nothing is the sign of the part below.
            match self.limbs.last_mut() {
                Some(below) => *below += last * PART,
                None if last == 0 => {}
                None => {
                    self.limbs.push(last);
                    break;
                }
            }
        }
        let zeros = self.limbs.iter().take_while(|limb| **limb == 0).count();
        self.limbs.drain(..zeros);
        self.first = if self.limbs.is_empty() { 0 } else { self.first + zeros };
        self.waiting = 0;
    }

    /// The sum rounded to the nearest double, and what rounding left, rounded likewise.
    pub fn value(&self) -> (f64, f64) {
        let mut rest = self.clone();
        let high = rest.rounded();
        if !high.is_finite() {
            return (high, 0.0);
        }
        rest.add(-high);
        (high, rest.rounded())
    }

    fn rounded(&mut self) -> f64 {
        self.carry();
        let negative = self.limbs.last().is_some_and(|last| *last < 0);
        let mut size = self.clone();
        if negative {
            size.limbs.iter_mut().for_each(|limb| *limb = -*limb);
            size.carry();
        }
        let above = size.limbs.len().saturating_sub(4);
        let (below, upper) = size.limbs.split_at(above);
        let mut bits: u128 = 0;
        for limb in upper.iter().rev() {
            bits = bits << 32 | *limb as u128;
        }
        // What lies below tips what would be a tie.
        bits |= u128::from(below.iter().any(|limb| *limb != 0));
        let value = libm::scalbn(bits as f64, 32 * (size.first + above) as i32 + LOWEST);
        if negative { -value } else { value }
    }
}

#[cfg(test)]
mod tests;
