//! Units as products of powers of base units.

use crate::name::Key;
use num_rational::Rational32;
use num_traits::Zero;
use std::sync::Arc;

/// A base unit: compared as names are, shown as it was written.
#[derive(Clone, Debug)]
pub struct BaseUnit {
    key: Key,
    written: Arc<str>,
}

impl BaseUnit {
    /// As compared.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// As written, words apart.
    pub fn as_str(&self) -> &str {
        &self.written
    }
}

impl PartialEq for BaseUnit {
    fn eq(&self, other: &BaseUnit) -> bool {
        self.key == other.key
    }
}

impl Eq for BaseUnit {}

impl std::hash::Hash for BaseUnit {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

/// A unit in normal form: base units in order of name, no power 0. No factors: `Mha` and `ha` are
/// two base units, and a parameter that names its unit turns one into the other.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Default)]
pub struct Unit {
    powers: Vec<(BaseUnit, Rational32)>,
}

impl Unit {
    /// The unit of pure numbers, written `1`.
    pub fn dimensionless() -> Unit {
        Unit::default()
    }

    /// A base unit.
    pub fn base(name: &str) -> Unit {
        let words: Vec<&str> =
            name.split(|c: char| c.is_whitespace() || c == '_').filter(|w| !w.is_empty()).collect();
        let base = BaseUnit { key: Key::new(name), written: Arc::from(words.join(" ")) };
        Unit { powers: vec![(base, Rational32::from_integer(1))] }
    }

    /// Whether it is that of pure numbers.
    pub fn is_dimensionless(&self) -> bool {
        self.powers.is_empty()
    }

    /// Base units and their powers, in order of name.
    pub fn powers(&self) -> &[(BaseUnit, Rational32)] {
        &self.powers
    }

    /// The product of two units; `None` when a power grows beyond what can be held.
    pub fn times(&self, other: &Unit) -> Option<Unit> {
        let mut powers = self.powers.clone();
        for (key, power) in &other.powers {
            match powers.binary_search_by(|(name, _)| name.key.cmp(&key.key)) {
                Ok(at) => {
                    let entry = powers.get_mut(at)?;
                    entry.1 = checked_add(entry.1, *power)?;
                }
                Err(at) => powers.insert(at, (key.clone(), *power)),
            }
        }
        powers.retain(|(_, power)| !power.is_zero());
        Some(Unit { powers })
    }

    /// This unit divided by the other; `None` when a power grows beyond what can be held.
    pub fn per(&self, other: &Unit) -> Option<Unit> {
        self.times(&other.power(Rational32::from_integer(-1))?)
    }

    /// A power of this unit; `None` when a power grows beyond what can be held.
    pub fn power(&self, exponent: Rational32) -> Option<Unit> {
        if exponent.is_zero() {
            return Some(Unit::dimensionless());
        }
        let mut powers = Vec::with_capacity(self.powers.len());
        for (key, power) in &self.powers {
            powers.push((key.clone(), checked_multiply(*power, exponent)?));
        }
        Some(Unit { powers })
    }
}

/// Other spellings of a unit, as a file lists them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitDefinition {
    /// Its name, as written.
    pub name: String,
    /// What it is made of; `None` for a base unit.
    pub equation: Option<Unit>,
    /// Its other names, as written.
    pub aliases: Vec<String>,
    /// Listed only so that a tool's own unit of this name is not used (XMILE `disabled`).
    pub disabled: bool,
}

/// The largest numerator or denominator of a power: far beyond any real unit, far below overflow.
const LARGEST: i32 = 1 << 14;

fn in_bounds(power: Rational32) -> Option<Rational32> {
    (power.numer().abs() <= LARGEST && *power.denom() <= LARGEST).then_some(power)
}

fn checked_add(a: Rational32, b: Rational32) -> Option<Rational32> {
    in_bounds(in_bounds(a)? + in_bounds(b)?)
}

fn checked_multiply(a: Rational32, b: Rational32) -> Option<Rational32> {
    in_bounds(in_bounds(a)? * in_bounds(b)?)
}

impl std::fmt::Display for Unit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let write = |f: &mut std::fmt::Formatter<'_>, base: &BaseUnit, power: Rational32| {
            let name = base.as_str();
            if power == Rational32::from_integer(1) {
                write!(f, "{name}")
            } else if power.is_integer() {
                write!(f, "{name}^{power}")
            } else {
                write!(f, "{name}^({power})")
            }
        };
        let above: Vec<_> = self.powers.iter().filter(|(_, power)| *power > Zero::zero()).collect();
        let below: Vec<_> = self.powers.iter().filter(|(_, power)| *power < Zero::zero()).collect();
        if above.is_empty() {
            write!(f, "1")?;
        }
        for (i, (key, power)) in above.iter().enumerate() {
            if i > 0 {
                write!(f, "*")?;
            }
            write(f, key, *power)?;
        }
        for (key, power) in below {
            write!(f, "/")?;
            write(f, key, -*power)?;
        }
        Ok(())
    }
}
