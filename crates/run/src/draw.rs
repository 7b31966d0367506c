//! Chance without state: a draw is a function of what it is for.
//!
//! A [`Stream`] takes in words one after another (seed, member, time, which draw, which element)
//! and mixes each into 64 bits with the finalizer of SplitMix64 (Steele, Lea, Flood, "Fast
//! splittable pseudorandom number generators", OOPSLA 2014; constants: Stafford's variant 13).
//! Nothing is remembered between draws, so neither the order of members nor the number of threads
//! can matter, and a draw added to a model leaves all others as they were.

pub mod distribution;
pub mod poisson;
pub mod shape;
pub mod textbook;

pub use interregnum_model::math::normal;

#[cfg(test)]
mod tests;

/// What a draw is for, mixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream(u64);

/// 2^64 divided by the golden ratio, odd: SplitMix64's increment. Keeps words of 0 from vanishing.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

impl Stream {
    /// The draws of one member of an ensemble.
    pub fn new(seed: u64, member: u64) -> Stream {
        Stream(mix(seed.wrapping_add(GOLDEN))).with(member)
    }

    /// With one more word.
    pub fn with(self, word: u64) -> Stream {
        Stream(mix((self.0 ^ word).wrapping_add(GOLDEN)))
    }

    /// With a moment; 0 and -0 are one moment.
    pub fn at(self, time: f64) -> Stream {
        self.with((time + 0.0).to_bits())
    }

    /// With a name: FNV-1a over its bytes (Fowler, Noll, Vo; 64 bits).
    pub fn named(self, name: &str) -> Stream {
        let fnv = name.bytes().fold(0xCBF2_9CE4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        self.with(fnv)
    }

    /// 64 even bits.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Even over the open interval from 0 to 1: the middles of 2^52 equal parts, each exact.
    pub fn uniform(self) -> f64 {
        ((self.0 >> 12) as f64 + 0.5) / (1u64 << 52) as f64
    }
}

/// A bijection of 64 bits in which each bit of the result depends on each bit of the word.
fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ (word >> 31)
}
