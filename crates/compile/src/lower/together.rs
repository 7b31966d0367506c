//! What is worked out for all elements of an array together.

use super::Lowering;
use super::value::Site;
use crate::entry::Axis;
use crate::program::{Address, LoopId, Slot, Value, ValueId};
use crate::tree::{Node, Pick};
use crate::verify::value::operands;
use interregnum_model::function::Together;
use interregnum_model::source::Span;
use std::collections::BTreeSet;

impl Lowering<'_, '_> {
    /// One element of the result: the one at which the equation's axes stand.
    pub fn together(
        &mut self,
        together: Together,
        axes: &[(usize, Axis)],
        (each, once): (&[Node], &[Node]),
        picks: &[Pick],
        site: &mut Site,
        span: Span,
    ) -> ValueId {
        let outer = site.standing.loops;
        let opened: Vec<Axis> = axes.iter().map(|(_, axis)| axis.clone()).collect();
        let element = self.address(0, &opened, picks, site).map(|(element, _)| element);
        let element = element.unwrap_or(Address { first: Slot(0), terms: Vec::new() });
        let before = (site.standing.clone(), site.reduced.len());
        let mut loops = Vec::new();
        for (number, axis) in axes {
            let id = site.standing.loops;
            let length = site.standing.add(*number, &axis.positions);
            loops.extend(length.map(|length| (id, length)));
            site.reduced.push((*number, axis.clone()));
        }
        let each: Vec<ValueId> = each.iter().map(|node| self.node(node, site)).collect();
        let once: Vec<ValueId> = once.iter().map(|node| self.node(node, site)).collect();
        site.standing = before.0;
        site.reduced.truncate(before.1);
        let mut read = BTreeSet::new();
        for value in each.iter().chain(&once) {
            self.loops_read(*value, &mut read);
        }
        let shares: Vec<LoopId> = (0..outer).filter(|id| !read.contains(id)).collect();
        self.push(Value::Together { together, loops, each, once, element, shares }, span)
    }

    /// The loops that a value depends on.
    fn loops_read(&self, id: ValueId, read: &mut BTreeSet<LoopId>) {
        let Some(value) = self.program.values.get(id.0 as usize) else { return };
        let mut address = |address: &Address| read.extend(address.terms.iter().map(|(id, _)| *id));
        match value {
            Value::Load(place) | Value::Pick { base: place, .. } => address(place),
            Value::Curve { curve, .. } => address(curve),
            Value::Draw { element, .. } | Value::Together { element, .. } => address(element),
            Value::Position(id) => {
                read.insert(*id);
            }
            Value::Constant(_)
            | Value::Time
            | Value::Dt
            | Value::Start
            | Value::Stop
            | Value::Unary(..)
            | Value::Binary(..)
            | Value::Select(..)
            | Value::Call(..)
            | Value::Reduce { .. }
            | Value::Series { .. } => {}
        }
        for operand in operands(value) {
            self.loops_read(operand, read);
        }
    }
}
