//! Units that stand elsewhere than in equations: of lookups' x, inside macros.

use super::{Inferred, Units, report};
use crate::entry::{EntryId, EntryKind};
use crate::tree::Node;
use interregnum_model::name::Key;
use interregnum_model::unit::Unit;
use std::collections::BTreeMap;

impl Units<'_, '_> {
    /// That what is looked up has the unit of the lookup's x.
    pub fn x(&mut self, lookup: EntryId, x: &Node) {
        let given = self.infer(x);
        let entry = self.made.expanded.entry(lookup);
        let Some((EntryKind::Lookup { input_unit: Some(wanted), .. }, name)) =
            entry.map(|entry| (&entry.kind, &entry.name))
        else {
            return;
        };
        match given {
            Inferred::Any => {}
            Inferred::Known(unit) if unit == *wanted => {}
            Inferred::Number if wanted.is_dimensionless() => {}
            Inferred::Number => {
                let by = name.to_string();
                self.report(report::hidden(&by, (wanted, x.span), x.span));
            }
            Inferred::Known(unit) => {
                let span = entry.map_or(x.span, |entry| entry.span);
                self.report(report::wrong_x(name, &unit, wanted, (x.span, span)));
            }
        }
    }

    /// A unit said inside a macro, names of arguments standing for the arguments' units.
    pub fn with_arguments(&mut self, unit: &Unit, arguments: &BTreeMap<Key, Key>) -> Inferred {
        // An argument that is a bare number has no unit to give.
        if let [(name, power)] = unit.powers()
            && power.is_integer()
            && *power.numer() == 1
            && let Some(entry) =
                arguments.get(name.key()).and_then(|key| self.made.expanded.find(key))
        {
            return self.of(entry);
        }
        let mut result = Unit::dimensionless();
        for (name, power) in unit.powers() {
            let factor = match arguments.get(name.key()) {
                None => Some(Unit::base(name.as_str())),
                Some(entry) => match self.made.expanded.find(entry).map(|id| self.of(id)) {
                    Some(Inferred::Known(unit)) => Some(unit),
                    Some(Inferred::Number) => Some(Unit::dimensionless()),
                    Some(Inferred::Any) | None => return Inferred::Any,
                },
            };
            let factor = factor.and_then(|factor| factor.power(*power));
            match factor.and_then(|factor| result.times(&factor)) {
                Some(product) => result = product,
                None => return Inferred::Any,
            }
        }
        Inferred::Known(result)
    }
}
