//! Two blocks of eight members side by side: each operation once for either, one after the other, so that
//! while one waits for its operands the other is worked out.
//!
//! A register of the file then has room for both: what stood at a register stands at two times its number,
//! and one more for the second.

use super::sheet::{Id, Micro};

/// How many blocks of eight code works on at a time.
pub(super) const HALVES: u32 = 2;

/// The operations for both. What is alike for all members stands once.
pub(super) fn doubled(micros: &[Micro]) -> Vec<Micro> {
    let mut all = Vec::with_capacity(micros.len() * HALVES as usize);
    let mut places: Vec<[Id; HALVES as usize]> = Vec::with_capacity(micros.len());
    for micro in micros {
        let (operands, count) = micro.operands();
        let halves = &operands[..count];
        let alike = match micro {
            Micro::File(..) | Micro::Store { .. } => false,
            Micro::Site(_) => true,
            _ => halves.iter().all(|id| places[id.0 as usize][0] == places[id.0 as usize][1]),
        };
        let mut place = [Id(all.len() as u32); HALVES as usize];
        for half in 0..if alike { 1 } else { HALVES } {
            place[half as usize] = Id(all.len() as u32);
            let moved = micro.on(|id| places[id.0 as usize][half as usize]);
            all.push(in_half(moved, half));
        }
        if alike {
            place[1] = place[0];
        }
        places.push(place);
    }
    all
}

/// An operation of a half, of which registers stand beside those of the other.
fn in_half(micro: Micro, half: u32) -> Micro {
    match micro {
        Micro::File(register, version) => Micro::File(register * HALVES + half, version),
        Micro::Store { to, number, last } => Micro::Store { to: to * HALVES + half, number, last },
        Micro::Settle { mask, wanted, value, operands, site, .. } => {
            Micro::Settle { mask, wanted, value, operands, site, half }
        }
        other => other,
    }
}
