//! Calls: each function by the rule in its entry of the catalogue.

use super::infer::Joined;
use super::{Inferred, Units, report};
use crate::entry::{EntryId, EntryKind, WrittenOut};
use crate::tree::Node;
use interregnum_model::function::{ArgumentUnit, Function, ResultUnit};
use interregnum_model::name::Key;
use interregnum_model::source::Span;
use interregnum_model::unit::Unit;
use num_rational::Rational32;
use std::collections::BTreeMap;

/// Units of arguments with the place of each.
type Given = Vec<(Inferred, Span)>;

impl Units<'_, '_> {
    /// The unit of a function's result; arguments that do not fit are reported.
    pub fn call(&mut self, function: &Function, arguments: &[&Node], span: Span) -> Inferred {
        let given: Given = arguments.iter().map(|node| (self.infer(node), node.span)).collect();
        self.ruled(function, &given, span)
    }

    /// The unit of a function's result, given its arguments' units.
    pub fn ruled(&mut self, function: &Function, given: &Given, span: Span) -> Inferred {
        let mut groups: BTreeMap<u8, Given> = BTreeMap::new();
        for (place, (unit, at)) in given.iter().enumerate() {
            match function.argument_unit(place) {
                ArgumentUnit::Any => {}
                ArgumentUnit::Like(group) => {
                    groups.entry(group).or_default().push((unit.clone(), *at));
                }
                ArgumentUnit::Dimensionless => {
                    if let Inferred::Known(unit) = unit
                        && !unit.is_dimensionless()
                    {
                        self.report(report::not_pure(&format!("`{}`", function.name), unit, *at));
                    }
                }
                ArgumentUnit::Time => {
                    let time = self.time.clone();
                    self.is_time(function, &time, unit, *at);
                }
            }
        }
        let joined = Joined { by: function.name, span };
        let groups: BTreeMap<u8, Inferred> =
            groups.into_iter().map(|(group, units)| (group, self.one(&joined, &units))).collect();
        self.result(function, &groups)
    }

    fn is_time(&mut self, function: &Function, time: &Unit, given: &Inferred, span: Span) {
        match given {
            Inferred::Any => {}
            Inferred::Number if time.is_dimensionless() => {}
            Inferred::Number => {
                self.report(report::hidden(function.name, (time, span), span));
            }
            Inferred::Known(unit) if unit == time => {}
            Inferred::Known(unit) => {
                self.report(report::not_time(function.name, unit, time, span));
            }
        }
    }

    fn result(&self, function: &Function, groups: &BTreeMap<u8, Inferred>) -> Inferred {
        let group = |number: u8| groups.get(&number).cloned().unwrap_or(Inferred::Any);
        match function.result_unit {
            ResultUnit::Dimensionless => Inferred::Known(Unit::dimensionless()),
            ResultUnit::Time => Inferred::Known(self.time.clone()),
            ResultUnit::Like(number) => group(number),
            ResultUnit::Quotient(above, below) => match (group(above), group(below)) {
                (Inferred::Number, Inferred::Number) => Inferred::Number,
                (Inferred::Any, _) | (_, Inferred::Any) => Inferred::Any,
                (above, below) => {
                    let (above, below) = (unit_of(above), unit_of(below));
                    above.per(&below).map_or(Inferred::Any, Inferred::Known)
                }
            },
            ResultUnit::SquareRoot(number) => match group(number) {
                Inferred::Known(unit) => {
                    unit.power(Rational32::new(1, 2)).map_or(Inferred::Any, Inferred::Known)
                }
                other @ (Inferred::Number | Inferred::Any) => other,
            },
            ResultUnit::Declared => Inferred::Any,
        }
    }

    /// Checks the arguments of a call that was written out.
    pub fn written_out(&mut self, call: &WrittenOut) {
        let Some(function) = call.function else { return };
        let given: Given =
            call.arguments.iter().map(|(key, span)| (self.given(key), *span)).collect();
        self.ruled(function, &given, call.span);
    }

    /// The unit of an argument as it was written, before a bare number takes the unit asked of it.
    fn given(&mut self, key: &Key) -> Inferred {
        let Some(id) = self.made.expanded.find(key) else { return Inferred::Any };
        let entry = self.made.expanded.entry(id);
        match entry.map(|entry| &entry.kind) {
            Some(EntryKind::Lookup { .. }) | None => Inferred::Any,
            Some(_) => self.of_equation(id),
        }
    }

    /// The unit of a bare number that is an argument: the one that the function's rule asks for.
    pub fn as_argument(&mut self, id: EntryId) -> Inferred {
        let Some((call, place)) = self.arguments.get(&id).copied() else { return Inferred::Number };
        let Some(call) = self.made.expanded.calls.get(call) else { return Inferred::Number };
        let Some(function) = call.function else { return Inferred::Number };
        match function.argument_unit(place) {
            ArgumentUnit::Time => Inferred::Known(self.time.clone()),
            ArgumentUnit::Dimensionless => Inferred::Known(Unit::dimensionless()),
            ArgumentUnit::Any => Inferred::Any,
            ArgumentUnit::Like(group) => {
                let others = call.arguments.iter().enumerate().filter(|(other, _)| {
                    *other != place && function.argument_unit(*other) == ArgumentUnit::Like(group)
                });
                let keys: Vec<&Key> = others.map(|(_, (key, _))| key).collect();
                for key in keys {
                    if let known @ Inferred::Known(_) = self.given(key) {
                        return known;
                    }
                }
                Inferred::Number
            }
        }
    }
}

fn unit_of(inferred: Inferred) -> Unit {
    match inferred {
        Inferred::Known(unit) => unit,
        Inferred::Number | Inferred::Any => Unit::dimensionless(),
    }
}
