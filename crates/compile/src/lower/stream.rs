//! Numbers that tell streams of random draws apart.

/// The stream of one draw: the same for the same owner, place in the equation and seed argument,
/// whatever else a model holds. FNV-1a over the parts (Fowler, Noll, Vo), with a byte between them
/// that no name contains.
pub fn stream(owner: &str, occurrence: u32, seed: f64) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let parts = [owner.as_bytes(), &occurrence.to_le_bytes(), &seed.to_bits().to_le_bytes()];
    for part in parts {
        for byte in part.iter().chain(&[0xff]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    hash
}
