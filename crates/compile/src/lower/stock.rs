//! What moves from one step to the next: stocks by their net rates of change, memories, delays.

use super::Lowering;
use crate::entry::{Entry, EntryId, EntryKind, StockLimit};
use crate::program::{
    Address, Assign, FixedDelay, Memory, Offsets, Role, Slot, StockUpdate, Value, ValueId,
};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::name::Name;
use interregnum_model::source::Span;

impl Lowering<'_, '_> {
    /// Adds every stock's net rate of change, worked out after all flows.
    pub fn stocks(&mut self) {
        for (id, entry) in self.made.expanded.iter() {
            if let EntryKind::Stock { inflows, outflows, limit } = &entry.kind {
                self.stock(id, entry, (inflows, outflows), *limit);
            }
        }
    }

    fn stock(&mut self, id: EntryId, entry: &Entry, flows: (&[Name], &[Name]), limit: StockLimit) {
        let placed = self.placed(id);
        let Some(variable) = placed.variable else { return };
        let net = self.slots(entry.count());
        let name = Name::new(&format!("{}·net", entry.name), entry.span);
        let hidden = self.variable(entry, name, Role::Internal, None, net, true);
        let count = u32::try_from(entry.count()).unwrap_or(u32::MAX);
        let mut value = self.net(flows.0, flows.1, count, entry.span);
        if limit == StockLimit::Clamped {
            value = self.clamped(value, placed.first, count, entry.span);
        }
        let target = row(net, count);
        let loops = if count == 1 { Vec::new() } else { vec![count] };
        self.program.every_step.push(Assign { variable: hidden, target, loops, value });
        let stock = Slot(placed.first);
        self.program.stocks.push(StockUpdate { variable, stock, net, count });
    }

    /// Inflows less outflows, in listed order; flows have the stock's dimensions, so that all of
    /// them are read side by side.
    fn net(&mut self, inflows: &[Name], outflows: &[Name], count: u32, span: Span) -> ValueId {
        let mut net: Option<ValueId> = None;
        for name in inflows {
            let Some(flow) = self.flow(name, count, span) else { continue };
            net = Some(match net {
                None => flow,
                Some(net) => self.value(Value::Binary(BinaryOperator::Add, net, flow), span),
            });
        }
        for name in outflows {
            let Some(flow) = self.flow(name, count, span) else { continue };
            net = Some(match net {
                None => self.value(Value::Unary(UnaryOperator::Minus, flow), span),
                Some(net) => self.value(Value::Binary(BinaryOperator::Subtract, net, flow), span),
            });
        }
        net.unwrap_or_else(|| self.constant(0.0, span))
    }

    fn flow(&mut self, name: &Name, count: u32, span: Span) -> Option<ValueId> {
        let first = self.placed(self.made.expanded.find(&name.key)?).first;
        Some(self.push(Value::Load(row(Slot(first), count)), span))
    }

    /// `MAX(net, -stock / DT)`: by Euler the stock then ends at 0 where it would fall below.
    fn clamped(&mut self, net: ValueId, stock: u32, count: u32, span: Span) -> ValueId {
        let stock = self.push(Value::Load(row(Slot(stock), count)), span);
        let dt = self.push(Value::Dt, span);
        let whole = self.value(Value::Binary(BinaryOperator::Divide, stock, dt), span);
        let least = self.value(Value::Unary(UnaryOperator::Minus, whole), span);
        self.function("MAX", vec![least, net], span)
    }

    /// Adds what is remembered from step to step.
    pub fn memories(&mut self) {
        for (id, entry) in self.made.expanded.iter() {
            let first = |key| {
                let id = self.made.expanded.find(key)?;
                Some(Slot(self.placed(id).first))
            };
            let count = u32::try_from(entry.count()).unwrap_or(u32::MAX);
            let slot = Slot(self.placed(id).first);
            match &entry.kind {
                EntryKind::Memory { source } => {
                    let Some(source) = first(source) else { continue };
                    self.program.memories.push(Memory { slot, source, count });
                }
                EntryKind::FixedDelay { input, time } => {
                    let (Some(input), Some(time)) = (first(input), first(time)) else { continue };
                    let span = entry.span;
                    self.program.delays.push(FixedDelay { output: slot, input, time, count, span });
                }
                EntryKind::Stock { .. }
                | EntryKind::Flow { .. }
                | EntryKind::Auxiliary
                | EntryKind::Parameter { .. }
                | EntryKind::Lookup { .. }
                | EntryKind::Series { .. }
                | EntryKind::Input
                | EntryKind::AtStart => {}
            }
        }
    }
}

/// Numbers side by side, gone through by the first loop.
fn row(first: Slot, count: u32) -> Address {
    let terms = if count == 1 { Vec::new() } else { vec![(0, Offsets::Stride(1))] };
    Address { first, terms }
}
