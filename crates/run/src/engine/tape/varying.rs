//! What may differ between the members that a tape is made for.

use crate::member::is_drawn;
use crate::settings::Settings;
use interregnum_compile::program::Program;

/// What may differ between the members that a tape is made for. What may not is worked out once,
/// when the tape is made: a mechanism that is on for all costs nothing. Seeds, and the numbers of members, may
/// always differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Varying {
    /// For each of [`Program::settings`], in their order, whether its value may differ.
    pub settings: Vec<bool>,
    /// Whether stocks may be moved by hand in one member and not in another.
    pub impulses: bool,
}

impl Varying {
    /// Nothing but seeds.
    pub fn nothing(program: &Program) -> Varying {
        Varying { settings: vec![false; program.settings.len()], impulses: false }
    }

    /// What [`crate::member::member`] draws for the members of an ensemble of this base.
    pub fn drawn(program: &Program, base: &Settings) -> Varying {
        let drawn = program.settings.iter().zip(&base.held);
        let settings = drawn.map(|(setting, held)| !held && is_drawn(&setting.kind)).collect();
        Varying { settings, impulses: false }
    }

    /// What differs between these members.
    pub fn between(program: &Program, members: &[Settings]) -> Varying {
        let mut varying = Varying::nothing(program);
        let Some((first, others)) = members.split_first() else { return varying };
        for member in others {
            let values = member.values.iter().zip(&first.values);
            for (varies, (a, b)) in varying.settings.iter_mut().zip(values) {
                *varies |= a.to_bits() != b.to_bits();
            }
            varying.impulses |= member.impulses != first.impulses;
        }
        varying
    }
}
