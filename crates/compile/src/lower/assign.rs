//! Tasks to assignments: one for each piece of an entry, over its elements.

use super::Lowering;
use super::address::Standing;
use super::value::Site;
use crate::entry::{Clock, Entry, EntryId, EntryKind, Floor, Replaced, Switch};
use crate::order::Task;
use crate::order::hold::Hold;
use crate::pieces::{Base, Piece};
use crate::positions::Positions;
use crate::program::{Assign, Value, ValueId};
use crate::tree::Pick;
use interregnum_model::expression::BinaryOperator;
use interregnum_model::function::{self, Function};
use interregnum_model::name::Key;
use interregnum_model::source::Span;

impl Lowering<'_, '_> {
    /// The assignments of a task.
    pub fn assigns(&mut self, task: &Task) -> Vec<Assign> {
        let made = self.made;
        match task {
            Task::Whole(id) => {
                let pieces = made.pieces(*id).iter();
                pieces.filter_map(|piece| self.piece(*id, piece, &piece.elements)).collect()
            }
            Task::Element { entry, piece, positions } => {
                let Some(piece) = made.pieces(*entry).get(*piece) else { return Vec::new() };
                let one: Vec<Positions> =
                    positions.iter().map(|position| Positions::run(*position, 1)).collect();
                self.piece(*entry, piece, &one).into_iter().collect()
            }
        }
    }

    fn piece(&mut self, id: EntryId, piece: &Piece, elements: &[Positions]) -> Option<Assign> {
        let entry = self.made.expanded.entry(id)?;
        let placed = self.placed(id);
        let (standing, loops) = Standing::over(elements);
        let mut site = Site::of(entry, standing);
        let mut value = self.base(id, entry, piece, &mut site)?;
        for number in &piece.layers {
            value = self.layer(*number, value, &site)?;
        }
        if matches!(entry.kind, EntryKind::Flow { floor: Floor::Zero }) {
            value = self.at_least_zero(value, entry.span);
        }
        for hold in self.holds.on(id) {
            value = self.held(hold, value, &mut site);
        }
        let same = same_element(entry);
        let (target, _) = self.address(placed.first, &entry.axes, &same, &mut site)?;
        Some(Assign { variable: placed.variable?, target, loops, value })
    }

    /// What an entry is without mechanisms and levers.
    fn base(
        &mut self,
        id: EntryId,
        entry: &Entry,
        piece: &Piece,
        site: &mut Site,
    ) -> Option<ValueId> {
        match piece.base {
            Base::Case(case) => {
                let tree = self.made.trees.cases.get(id.0 as usize)?.get(case)?;
                Some(self.node(tree, site))
            }
            Base::Series => {
                let series = *self.series.get(&id)?;
                let at = self.time(site, entry.span);
                Some(self.push(Value::Series { series, at }, entry.span))
            }
            Base::Setting => {
                let first = self.placed(id).setting?;
                let same = same_element(entry);
                let (address, _) = self.address(first.0, &entry.axes, &same, site)?;
                Some(self.push(Value::Load(address), entry.span))
            }
        }
    }

    /// What a mechanism or lever makes of a value.
    fn layer(&mut self, number: usize, value: ValueId, site: &Site) -> Option<ValueId> {
        let replaced = self.made.expanded.replacements.get(number)?;
        let tree = self.made.trees.replacements.get(number)?;
        let mut site = Site {
            stream: self.stream_of(number, replaced)?,
            clock: Clock::Model,
            standing: site.standing.clone(),
            axes: site.axes.clone(),
            reduced: Vec::new(),
            beneath: Some(value),
        };
        let instead = self.node(tree, &mut site);
        let (switch, then, otherwise) = match replaced.switch {
            Switch::Mechanism(index) => (*self.mechanisms.get(index)?, value, instead),
            Switch::Lever(index) => (*self.acting.get(index)?, instead, value),
        };
        let switch = self.load(switch, replaced.span);
        Some(self.value(Value::Select(switch, then, otherwise), replaced.span))
    }

    /// What random draws in a replaced equation are told apart by.
    fn stream_of(&self, number: usize, replaced: &Replaced) -> Option<String> {
        let model = self.made.expanded.model;
        let (word, name) = match replaced.switch {
            Switch::Mechanism(index) => ("mechanism", &model.mechanisms.get(index)?.name),
            Switch::Lever(index) => ("lever", &model.levers.get(index)?.name),
        };
        let replacements = self.made.expanded.replacements.iter().take(number);
        let before = replacements.filter(|other| other.switch == replaced.switch).count();
        Some(format!("{word} {} {before}", name.key))
    }

    fn at_least_zero(&mut self, value: ValueId, span: Span) -> ValueId {
        let zero = self.constant(0.0, span);
        self.function("MAX", vec![zero, value], span)
    }

    /// `MIN(wanted, MAX(0, stock / DT + inflows - outflows served before))`.
    fn held(&mut self, hold: &Hold, wanted: ValueId, site: &mut Site) -> ValueId {
        let span = hold.span;
        let stock = self.same(hold.stock, site, span);
        let dt = self.push(Value::Dt, span);
        let mut room = self.value(Value::Binary(BinaryOperator::Divide, stock, dt), span);
        for inflow in &hold.inflows {
            let inflow = self.same(*inflow, site, span);
            room = self.value(Value::Binary(BinaryOperator::Add, room, inflow), span);
        }
        for served in &hold.before {
            let served = self.same(*served, site, span);
            room = self.value(Value::Binary(BinaryOperator::Subtract, room, served), span);
        }
        let room = self.at_least_zero(room, span);
        self.function("MIN", vec![wanted, room], span)
    }

    /// The same element of an entry spread over the same dimensions.
    fn same(&mut self, id: EntryId, site: &mut Site, span: Span) -> ValueId {
        let Some(entry) = self.made.expanded.entry(id) else { return self.constant(0.0, span) };
        let first = self.placed(id).first;
        match self.address(first, &entry.axes, &same_element(entry), site) {
            Some((address, _)) => self.push(Value::Load(address), span),
            None => self.constant(0.0, span),
        }
    }

    /// A function of the catalogue by its name.
    pub fn function(&mut self, name: &str, arguments: Vec<ValueId>, span: Span) -> ValueId {
        let entry: Option<&'static Function> = function::find(&Key::new(name));
        let last = arguments.last().copied();
        match (entry, last) {
            (Some(entry), _) => self.value(Value::Call(entry, arguments), span),
            (None, Some(last)) => last,
            (None, None) => self.constant(0.0, span),
        }
    }
}

/// The picks by which an entry's axes stand where its equation's do.
fn same_element(entry: &Entry) -> Vec<Pick> {
    (0..entry.axes.len()).map(|axis| Pick::Axis { axis, through: None }).collect()
}
