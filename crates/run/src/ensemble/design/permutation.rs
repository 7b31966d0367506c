//! A random permutation of which any entry can be worked out by itself, so that a Latin hypercube of a
//! million members needs no table: a Feistel network over twice as many bits as half the number
//! needs, walked until it falls below the number (Black and Rogaway, "Ciphers with arbitrary
//! finite domains", CT-RSA 2002). Crates of such designs shuffle tables.

use crate::draw::Stream;

/// Rounds of the network: four make it as good as random (Luby and Rackoff, 1988); two more for the
/// small halves of short permutations.
const ROUNDS: u64 = 6;

/// Where `at` goes among `0..count`; a bijection for each stream.
pub(super) fn permuted(stream: Stream, at: u64, count: u64) -> u64 {
    let bits = u64::BITS - count.saturating_sub(1).leading_zeros();
    let half = bits.div_ceil(2).max(1);
    let mask = (1u64 << half) - 1;
    let mut now = at;
    // A cycle that begins below the number comes back below it; it is four times the number long at most.
    loop {
        let (mut left, mut right) = (now >> half, now & mask);
        for round in 0..ROUNDS {
            let mixed = stream.with(round).with(right).bits();
            (left, right) = (right, left ^ (mixed & mask));
        }
        now = left << half | right;
        if now < count || count == 0 {
            return now;
        }
    }
}
