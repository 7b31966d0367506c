//! Whether each lever acts at the moment.

use super::Lowering;
use crate::program::{
    Address, Assign, Layout, Role, SettingKind, Slot, Value, ValueId, VariableId,
};
use interregnum_model::Lever;
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::source::Span;

impl Lowering<'_, '_> {
    /// Adds the settings of levers, and what works out whether they act: from the first step that
    /// is within half a step of their date, until the last that is.
    pub fn levers(&mut self) -> Vec<Assign> {
        let model = self.made.expanded.model;
        model.levers.iter().map(|lever| self.lever(lever)).collect()
    }

    fn lever(&mut self, lever: &Lever) -> Assign {
        let name = &lever.name;
        let pulled = self.setting(SettingKind::Lever { name: name.clone() }, 0.0);
        let from = lever.from.unwrap_or(f64::NEG_INFINITY);
        let from = self.setting(SettingKind::LeverFrom { name: name.clone() }, from);
        let until = lever.until.unwrap_or(f64::INFINITY);
        let until = self.setting(SettingKind::LeverUntil { name: name.clone() }, until);
        let acting = self.slots(1);
        self.acting.push(acting);
        let value = self.within(pulled, from, until, lever.span);
        let variable = VariableId(u32::try_from(self.program.variables.len()).unwrap_or(u32::MAX));
        self.program.variables.push(Layout {
            name: Self::switch_name(name, "acting"),
            role: Role::Internal,
            unit: None,
            dimensions: Vec::new(),
            first: acting,
            count: 1,
            span: lever.span,
            hidden: true,
        });
        let target = Address { first: acting, terms: Vec::new() };
        Assign { variable, target, loops: Vec::new(), value }
    }

    fn within(&mut self, pulled: Slot, from: Slot, until: Slot, span: Span) -> ValueId {
        let pulled = self.load(pulled, span);
        let begun = self.after(from, span);
        let ended = self.after(until, span);
        let open = self.value(Value::Unary(UnaryOperator::Not, ended), span);
        let both = self.value(Value::Binary(BinaryOperator::And, begun, open), span);
        let never = self.constant(0.0, span);
        self.value(Value::Select(pulled, both, never), span)
    }

    /// `TIME + DT / 2 > date`.
    fn after(&mut self, date: Slot, span: Span) -> ValueId {
        let time = self.value(Value::Time, span);
        let dt = self.value(Value::Dt, span);
        let two = self.constant(2.0, span);
        let half = self.value(Value::Binary(BinaryOperator::Divide, dt, two), span);
        let middle = self.value(Value::Binary(BinaryOperator::Add, time, half), span);
        let date = self.load(date, span);
        self.value(Value::Binary(BinaryOperator::Greater, middle, date), span)
    }
}
