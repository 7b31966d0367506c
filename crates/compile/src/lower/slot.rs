//! Slots for every variable.

use super::Lowering;
use crate::entry::{Axis, Entry, EntryId, EntryKind, Visibility};
use crate::order::{Schedule, Task};
use crate::program::{Layout, Role, Slot, VariableId, itself};
use interregnum_model::name::{Key, Name};
use interregnum_model::unit::Unit;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Lowering<'_, '_> {
    /// Gives every entry its slots, in order; but lookups, and hidden ones that are never worked
    /// out.
    pub fn lay_out(&mut self, schedule: &Schedule, units: &[Option<Unit>]) {
        let expanded = self.made.expanded;
        let tasks = schedule.initial.iter().chain(&schedule.every_step);
        let used: BTreeSet<EntryId> = tasks.map(Task::entry).collect();
        for (id, entry) in expanded.iter() {
            let hidden = entry.visibility != Visibility::Declared;
            let filled = entry.keeps() || matches!(entry.kind, EntryKind::Parameter { .. });
            let unused = hidden && !filled && !used.contains(&id);
            if unused || matches!(entry.kind, EntryKind::Lookup { .. }) {
                continue;
            }
            let unit = units.get(id.0 as usize).cloned().flatten();
            let first = self.slots(entry.count());
            // What is read of a stock that a lever replaces is the stock to everyone outside.
            let parted = expanded.find(&Key::new(&itself(&entry.name))).is_some();
            let role = if parted { Role::Stock } else { role(entry) };
            let variable =
                self.variable(entry, entry.name.clone(), role, unit.clone(), first, hidden);
            let setting = self.replaced_parameter(id, entry, unit);
            if let Some(placed) = self.placed.get_mut(id.0 as usize) {
                placed.variable = Some(variable);
                placed.first = first.0;
                placed.setting = setting;
            }
        }
    }

    /// Room for the setting of a parameter that mechanisms or levers replace, beside the slots of
    /// what it then is.
    fn replaced_parameter(
        &mut self,
        id: EntryId,
        entry: &Entry,
        unit: Option<Unit>,
    ) -> Option<Slot> {
        let is_parameter = matches!(entry.kind, EntryKind::Parameter { .. });
        if !is_parameter || self.made.pieces(id).is_empty() {
            return None;
        }
        let first = self.slots(entry.count());
        let name = Name::new(&format!("{}·set", entry.name), entry.span);
        self.variable(entry, name, Role::Internal, unit, first, true);
        Some(first)
    }

    /// Adds a variable with the elements of an entry.
    pub fn variable(
        &mut self,
        entry: &Entry,
        name: Name,
        role: Role,
        unit: Option<Unit>,
        first: Slot,
        hidden: bool,
    ) -> VariableId {
        let id = VariableId(u32::try_from(self.program.variables.len()).unwrap_or(u32::MAX));
        let dimensions = entry.axes.iter().map(|axis| self.dimension(axis, entry)).collect();
        self.program.variables.push(Layout {
            name,
            role,
            unit,
            dimensions,
            first,
            count: u32::try_from(entry.count()).unwrap_or(u32::MAX),
            span: entry.span,
            hidden,
        });
        id
    }

    /// A dimension's name, and its elements' names, which all variables over it share.
    fn dimension(&mut self, axis: &Axis, entry: &Entry) -> (Name, Arc<[String]>) {
        let sets = &self.made.expanded.sets;
        let set = sets.get(axis.dimension);
        let name = set.map_or_else(|| entry.name.clone(), |set| set.name.clone());
        let known = self.labels.entry(axis.dimension).or_default();
        if let Some((_, labels)) = known.iter().find(|(positions, _)| *positions == axis.positions)
        {
            return (name, labels.clone());
        }
        let root = sets.root(axis.dimension);
        let labels: Arc<[String]> =
            axis.positions.iter().map(|position| sets.label(root, position)).collect();
        known.push((axis.positions.clone(), labels.clone()));
        (name, labels)
    }
}

fn role(entry: &Entry) -> Role {
    match entry.kind {
        EntryKind::Stock { .. } => Role::Stock,
        EntryKind::Flow { .. } => Role::Flow,
        EntryKind::Auxiliary | EntryKind::Lookup { .. } => Role::Auxiliary,
        EntryKind::Parameter { .. } => Role::Parameter,
        EntryKind::Series { .. } | EntryKind::Input => Role::Input,
        EntryKind::AtStart | EntryKind::Memory { .. } | EntryKind::FixedDelay { .. } => {
            Role::Internal
        }
    }
}
