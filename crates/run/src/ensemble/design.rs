//! How the points of an ensemble fill the space of what varies: for each point and axis a share
//! between 0 and 1, worked out from the point's number alone, so that any block can be run by itself.

mod permutation;

use crate::draw::Stream;
use sobol::params::JoeKuoD6;

/// The designs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Every point drawn by itself.
    MonteCarlo,
    /// Each axis cut in as many equal parts as there are points, one point in each (McKay,
    /// Beckman, Conover, "A comparison of three methods for selecting values of input variables",
    /// Technometrics 21, 1979).
    LatinHypercube,
    /// Sobol's sequence with the direction numbers of Joe and Kuo ("Constructing Sobol sequences with
    /// better two-dimensional projections", SIAM J. Sci. Comput. 30, 2008), each axis shifted at
    /// random bit by bit, which keeps its evenness. Best with a power of 2 of points.
    Sobol,
    /// Every combination of the levels of each axis.
    Grid,
}

impl Design {
    /// All designs.
    pub const ALL: [Design; 4] =
        [Design::MonteCarlo, Design::LatinHypercube, Design::Sobol, Design::Grid];

    /// As written.
    pub fn as_str(self) -> &'static str {
        match self {
            Design::MonteCarlo => "monte-carlo",
            Design::LatinHypercube => "latin-hypercube",
            Design::Sobol => "sobol",
            Design::Grid => "grid",
        }
    }
}

/// Tell the streams of the designs apart, and from those of parameters.
const LATIN: u64 = 0x6C61_7469_6E68_7970;
const SHIFT: u64 = 0x736F_626F_6C73_6866;

/// One axis of a Latin hypercube.
#[derive(Clone, Debug)]
pub(crate) struct Latin {
    stream: Stream,
    points: u64,
}

impl Latin {
    pub(crate) fn new(seed: u64, name: &str, element: u32, points: u64) -> Latin {
        let stream = Stream::new(seed, 0).with(LATIN).named(name).with(u64::from(element));
        Latin { stream, points }
    }

    /// The share of a point, counted from 0.
    pub(crate) fn share(&self, point: u64) -> f64 {
        let part = permutation::permuted(self.stream, point, self.points);
        (part as f64 + self.stream.with(point).uniform()) / self.points as f64
    }
}

/// As many axes as the table of direction numbers has.
pub const MOST_SOBOL_AXES: usize = 1000;

/// As many points as 32 bits can number.
pub const MOST_SOBOL_POINTS: u64 = 1 << 32;

/// One axis of Sobol's sequence.
#[derive(Clone, Debug)]
pub(crate) struct SobolAxis {
    directions: Vec<u32>,
    shift: u32,
}

impl SobolAxis {
    /// The first so many axes; the shift of each depends on its name and the seed.
    pub(crate) fn all(seed: u64, names: &[(&str, u32)]) -> Vec<SobolAxis> {
        let table = JoeKuoD6::standard();
        let directions = sobol::Sobol::<u32>::init_direction_vals(names.len(), 32, &table);
        let shift = |(name, element): &(&str, u32)| {
            let stream = Stream::new(seed, 0).with(SHIFT).named(name).with(u64::from(*element));
            // The upper half of 52 even bits.
            (stream.uniform() * (1u64 << 32) as f64) as u32
        };
        let axes = directions.into_iter().zip(names);
        axes.map(|(directions, name)| SobolAxis { directions, shift: shift(name) }).collect()
    }

    /// The share of a point, counted from 0: the sequence in the order of Gray's code (Antonov and
    /// Saleev, 1979), of which any point can be worked out by itself.
    pub(crate) fn share(&self, point: u64) -> f64 {
        let gray = point ^ (point >> 1);
        let set = self.directions.iter().enumerate().filter(|(bit, _)| gray >> bit & 1 == 1);
        let bits = set.fold(0, |bits, (_, direction)| bits ^ direction);
        (f64::from(bits ^ self.shift) + 0.5) / (1u64 << 32) as f64
    }
}

#[cfg(test)]
mod tests;
