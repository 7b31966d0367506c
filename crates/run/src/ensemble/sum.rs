//! Exact sums: every double is a whole number of the smallest one, and these are added as one large
//! whole number (Neal, "Fast exact summation using small and large superaccumulators", 2015). So a
//! mean does not depend on the order or the parts in which its values came. The crate for it cannot
//! merge two sums.

use serde::{Deserialize, Serialize};

/// Parts of 32 bits: from 2^-1074 to above 2^1024, with room for 2^64 numbers.
const LIMBS: usize = 68;

/// Exponent of the lowest bit.
const LOWEST: i32 = -1074;

/// Each addition adds less than 2^32 to a part of 63 bits.
const MOST_WAITING: u32 = 1 << 29;

/// A sum of finite numbers without any rounding.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub struct Sum {
    limbs: Vec<i64>,
    waiting: u32,
}

/// As it is written: without the zeros at both ends.
#[derive(Serialize, Deserialize)]
struct Written {
    first: u32,
    limbs: Vec<i64>,
}

impl From<Sum> for Written {
    fn from(mut sum: Sum) -> Written {
        sum.carry();
        let first = sum.limbs.iter().position(|limb| *limb != 0).unwrap_or(0);
        let last = sum.limbs.iter().rposition(|limb| *limb != 0).map_or(0, |last| last + 1);
        let limbs = sum.limbs.get(first..last).unwrap_or(&[]).to_vec();
        Written { first: first as u32, limbs }
    }
}

impl From<Written> for Sum {
    fn from(written: Written) -> Sum {
        let mut sum = Sum::default();
        let places = sum.limbs.iter_mut().skip(written.first as usize);
        for (place, limb) in places.zip(written.limbs) {
            *place = limb;
        }
        sum
    }
}

impl Default for Sum {
    fn default() -> Sum {
        Sum { limbs: vec![0; LIMBS], waiting: 0 }
    }
}

impl PartialEq for Sum {
    fn eq(&self, other: &Sum) -> bool {
        let (mut a, mut b) = (self.clone(), other.clone());
        a.carry();
        b.carry();
        a.limbs == b.limbs
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
        let wide = u128::from(mantissa) << (place % 32);
        let first = (place / 32) as usize;
        for (part, limb) in self.limbs.iter_mut().skip(first).take(3).enumerate() {
            let piece = (wide >> (32 * part)) as u32;
            *limb += if bits >> 63 == 1 { -i64::from(piece) } else { i64::from(piece) };
        }
        self.waiting += 1;
        if self.waiting >= MOST_WAITING {
            self.carry();
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
        for (limb, more) in self.limbs.iter_mut().zip(&other.limbs) {
            *limb += more;
        }
        self.carry();
    }

    /// Brings every part but the last into 0..2^32: one way to write each sum.
    fn carry(&mut self) {
        let mut carry = 0;
        if let Some((last, others)) = self.limbs.split_last_mut() {
            for limb in others {
                let sum = *limb + carry;
                *limb = sum & 0xFFFF_FFFF;
                carry = sum >> 32;
            }
            *last += carry;
        }
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
        let Some(top) = size.limbs.iter().rposition(|limb| *limb != 0) else { return 0.0 };
        let first = top.saturating_sub(3);
        let (below, upper) = size.limbs.split_at(first);
        let mut bits: u128 = 0;
        for limb in upper.iter().take(4).rev() {
            bits = bits << 32 | *limb as u128;
        }
        // What lies below tips what would be a tie.
        bits |= u128::from(below.iter().any(|limb| *limb != 0));
        let value = libm::scalbn(bits as f64, 32 * first as i32 + LOWEST);
        if negative { -value } else { value }
    }
}

#[cfg(test)]
mod tests;
