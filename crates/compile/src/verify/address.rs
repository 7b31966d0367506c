//! How far an address can move.

use super::Broken;
use crate::program::{Address, Offsets};

/// That an address stays below `room` wherever the open loops, with these lengths, stand.
pub fn stays_within(address: &Address, loops: &[u32], room: u32, what: &str) -> Result<(), Broken> {
    let highest = highest(address, loops)?;
    if highest >= u64::from(room) {
        return Err(Broken::new(format!("reaches {what} {highest} of {room}")));
    }
    Ok(())
}

/// The highest place an address reaches.
pub fn highest(address: &Address, loops: &[u32]) -> Result<u64, Broken> {
    let mut highest = u64::from(address.first.0);
    for (id, offsets) in &address.terms {
        let Some(length) = loops.get(usize::from(*id)) else {
            return Err(Broken::new(format!("moves with loop {id}, which is not open")));
        };
        highest += match offsets {
            Offsets::Stride(stride) => u64::from(*stride) * u64::from(length.saturating_sub(1)),
            Offsets::Table(table) => {
                if table.len() < *length as usize {
                    return Err(Broken::new(format!("has too short a table for loop {id}")));
                }
                u64::from(table.iter().copied().max().unwrap_or(0))
            }
        };
    }
    Ok(highest)
}
