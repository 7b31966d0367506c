//! Whether the units of every equation fit.
//!
//! There are no exceptions: a bare number is a pure number, and only 0 fits any unit. A bare number
//! that would need a unit beside `+ - < = MIN MAX IF` and the like is a warning, for the model may
//! still mean what it says; everything else that does not fit is an error, or a warning in a model
//! of another tool's.
//!
//! - A whole equation that is nothing but numbers has the unit of its declaration: the unit is
//!   said there.
//! - `x ^ n` of something with a unit needs a number for `n`.
//! - Functions have their rule in the catalogue; macros are checked with the units their arguments
//!   have at each call; the library's own macros are trusted.
//! - Flows have the unit of their stocks a unit of time.

mod call;
mod check;
mod infer;
mod power;
mod report;
mod table;

use crate::entry::{EntryId, EntryKind, EntryUnit};
use crate::order::Made;
use interregnum_model::Diagnostic;
use interregnum_model::model::Origin;
use interregnum_model::unit::Unit;
use std::collections::BTreeMap;

/// The unit of something worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inferred {
    /// This one.
    Known(Unit),
    /// None is said: it is made of bare numbers.
    Number,
    /// Any: 0, or something faulty, or of a model without units.
    Any,
}

/// Checks every equation; gives the unit of every entry, where it has one.
pub fn units(made: Made, diagnostics: &mut Vec<Diagnostic>) -> Vec<Option<Unit>> {
    let mut units = Units::new(made, diagnostics);
    units.check();
    (0..made.expanded.entries.len())
        .map(|place| {
            let id = EntryId(u32::try_from(place).unwrap_or(u32::MAX));
            match units.of(id) {
                Inferred::Known(unit) => Some(unit),
                Inferred::Number => Some(Unit::dimensionless()),
                Inferred::Any => None,
            }
        })
        .collect()
}

/// Units while they are worked out.
struct Units<'a, 'd> {
    made: Made<'a>,
    time: Unit,
    /// Units of entries that were asked for, `None` while they are being worked out.
    known: BTreeMap<EntryId, Option<Inferred>>,
    /// For an entry that holds an argument of a call: which call, and which argument.
    arguments: BTreeMap<EntryId, (usize, usize)>,
    /// Whether findings are wanted, or only a unit.
    quiet: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a, 'd> Units<'a, 'd> {
    fn new(made: Made<'a>, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        let mut arguments = BTreeMap::new();
        for (call, written_out) in made.expanded.calls.iter().enumerate() {
            for (place, (key, _)) in written_out.arguments.iter().enumerate() {
                if let Some(id) = made.expanded.find(key) {
                    arguments.insert(id, (call, place));
                }
            }
        }
        let time = made.expanded.model.time.unit.clone();
        Units { made, time, known: BTreeMap::new(), arguments, quiet: false, diagnostics }
    }

    /// The unit of an entry.
    fn of(&mut self, id: EntryId) -> Inferred {
        match self.known.get(&id) {
            Some(Some(known)) => return known.clone(),
            // It needs its own unit to tell its unit: nothing is known.
            Some(None) => return Inferred::Any,
            None => {}
        }
        self.known.insert(id, None);
        let unit = self.worked_out(id);
        self.known.insert(id, Some(unit.clone()));
        unit
    }

    fn worked_out(&mut self, id: EntryId) -> Inferred {
        let Some(entry) = self.made.expanded.entry(id) else { return Inferred::Any };
        match &entry.unit {
            EntryUnit::Declared(Some(unit)) => Inferred::Known(unit.clone()),
            EntryUnit::Declared(None) => Inferred::Any,
            EntryUnit::OfArguments { unit: Some(unit), arguments } => {
                self.with_arguments(unit, arguments)
            }
            EntryUnit::OfArguments { unit: None, .. } => self.of_equation(id),
            EntryUnit::Inferred => match self.of_equation_or_input(id) {
                Inferred::Number => self.as_argument(id),
                unit @ (Inferred::Known(_) | Inferred::Any) => unit,
            },
        }
    }

    /// The unit of an entry's equation; of what is remembered or delayed, where that has one.
    fn of_equation_or_input(&mut self, id: EntryId) -> Inferred {
        let input = match self.made.expanded.entry(id).map(|entry| &entry.kind) {
            Some(EntryKind::Memory { source: key } | EntryKind::FixedDelay { input: key, .. }) => {
                self.made.expanded.find(key)
            }
            Some(_) | None => None,
        };
        match input.map(|input| self.of(input)) {
            Some(known @ Inferred::Known(_)) => known,
            Some(Inferred::Number | Inferred::Any) | None => self.of_equation(id),
        }
    }

    /// The unit of an entry's equation, without a word about its faults.
    fn of_equation(&mut self, id: EntryId) -> Inferred {
        let trees = self.made.trees.cases.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
        let quiet = std::mem::replace(&mut self.quiet, true);
        let mut unit = Inferred::Any;
        for tree in trees {
            match self.infer(tree) {
                Inferred::Any => {}
                Inferred::Number if unit != Inferred::Any => {}
                found @ (Inferred::Known(_) | Inferred::Number) => unit = found,
            }
        }
        self.quiet = quiet;
        unit
    }

    /// A finding, unless only a unit is wanted.
    fn report(&mut self, diagnostic: Diagnostic) {
        if self.quiet {
            return;
        }
        self.diagnostics.push(match self.made.expanded.model.origin {
            Origin::Book => diagnostic,
            Origin::Foreign => diagnostic.warning(),
        });
    }
}
