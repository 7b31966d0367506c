//! Every place where a unit is said and another worked out.

use super::{Inferred, Units, report};
use crate::entry::{Entry, EntryId, EntryKind, EntryUnit, Visibility};
use crate::tree::Node;
use interregnum_model::name::Name;
use interregnum_model::series::{Measure, Series};
use interregnum_model::unit::Unit;

impl Units<'_, '_> {
    /// Checks everything, in written order.
    pub fn check(&mut self) {
        let expanded = self.made.expanded;
        for (id, entry) in expanded.iter() {
            if entry.visibility == Visibility::Library {
                continue;
            }
            let trees = self.made.trees.cases.get(id.0 as usize).map_or(&[][..], Vec::as_slice);
            for tree in trees {
                self.equation(id, entry, tree);
            }
            if let EntryKind::Stock { inflows, outflows, .. } = &entry.kind {
                for name in inflows.iter().chain(outflows) {
                    self.flow(id, entry, name);
                }
            }
        }
        for (replaced, tree) in expanded.replacements.iter().zip(&self.made.trees.replacements) {
            if let Some(entry) = expanded.entry(replaced.target) {
                self.equation(replaced.target, entry, tree);
            }
        }
        for call in &expanded.calls {
            self.written_out(call);
        }
        for series in &expanded.model.series {
            self.series(series);
        }
    }

    /// That an equation has the unit of its declaration. One that is nothing but numbers has it.
    fn equation(&mut self, id: EntryId, entry: &Entry, tree: &Node) {
        let found = self.infer(tree);
        if matches!(entry.unit, EntryUnit::Inferred) {
            return;
        }
        if let (Inferred::Known(said), Inferred::Known(found)) = (self.of(id), found)
            && said != found
        {
            self.report(report::not_as_declared(entry, &said, &found, tree.span));
        }
    }

    fn flow(&mut self, stock: EntryId, entry: &Entry, name: &Name) {
        let Some(id) = self.made.expanded.find(&name.key) else { return };
        // What is no flow is reported by `resolve`.
        let flow =
            self.made.expanded.entry(id).filter(|it| matches!(it.kind, EntryKind::Flow { .. }));
        if let (Inferred::Known(unit), Inferred::Known(rate)) = (self.of(stock), self.of(id))
            && let Some(wanted) = unit.per(&self.time)
            && wanted != rate
            && let Some(flow) = flow
        {
            let time = self.time.clone();
            self.report(report::wrong_flow(entry, flow, (&wanted, &rate, &time), name.span));
        }
    }

    /// That a series has the unit of what it is compared with; a year's total of a flow may have
    /// that of what flowed.
    fn series(&mut self, series: &Series) {
        let Some((of, wanted)) = series.of.as_ref().zip(series.unit.as_ref()) else { return };
        let Some(id) = self.made.expanded.find(&of.name.key) else { return };
        let Some(entry) = self.made.expanded.entry(id) else { return };
        let Inferred::Known(unit) = self.of(id) else { return };
        let is_flow = matches!(entry.kind, EntryKind::Flow { .. });
        let total: Option<Unit> =
            if is_flow && series.measure == Measure::Year { unit.times(&self.time) } else { None };
        if unit != *wanted && total.as_ref() != Some(wanted) {
            self.report(report::wrong_series(series, entry, wanted, &unit));
        }
    }
}
