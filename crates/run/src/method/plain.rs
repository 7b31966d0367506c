//! The interpreter's stocks, memories and saved numbers, one run at a time.

use super::{Engine, Memories};
use crate::clock::Clock;
use crate::engine::elements::{Benches, Plan};
use crate::engine::interpreter::Interpreter;
use crate::failure::{Failure, FailureKind};
use crate::saved::Saved;
use crate::settings::Impulse;
use interregnum_compile::program::Program;

/// One run on the interpreter.
pub(crate) struct Plain<'a> {
    pub(crate) interpreter: Interpreter<'a>,
    /// What works large arrays out with elements side by side, where it pays.
    elements: Option<(&'a Plan, Benches)>,
    pub(crate) memories: Memories,
    pub(crate) saved: Saved,
    /// Stocks to be moved by hand.
    impulses: &'a [Impulse],
    /// The stocks at the beginning of the step, one for each element.
    before: Vec<f64>,
    /// k1 + 2 k2 + 2 k3 + k4 so far.
    sum: Vec<f64>,
}

impl<'a> Plain<'a> {
    pub(crate) fn new(
        interpreter: Interpreter<'a>,
        elements: Option<(&'a Plan, Benches)>,
        memories: Memories,
        saved: Saved,
        impulses: &'a [Impulse],
    ) -> Plain<'a> {
        let stocks = interpreter.program.stocks.iter();
        let count = stocks.map(|stock| stock.count as usize).sum();
        let (before, sum) = (vec![0.0; count], vec![0.0; count]);
        Plain { interpreter, elements, memories, saved, impulses, before, sum }
    }
}

impl Engine for Plain<'_> {
    fn begin_step(&mut self, time: f64) {
        self.interpreter.begin_step(time);
    }

    fn within_step(&mut self, time: f64) {
        self.interpreter.within_step(time);
    }

    fn move_by_hand(&mut self, due: &dyn Fn(&Impulse) -> bool) {
        for impulse in self.impulses.iter().filter(|impulse| due(impulse)) {
            for slot in impulse.first..impulse.first.saturating_add(impulse.count) {
                let Some(slot) = self.interpreter.slots.get_mut(slot as usize) else { break };
                *slot = impulse.change.from(*slot);
            }
        }
    }

    fn every_step(&mut self) -> Result<(), Failure> {
        match &mut self.elements {
            Some((plan, benches)) => plan.every_step(benches, &mut self.interpreter),
            None => self.interpreter.every_step(),
        }
    }

    fn save(&mut self, clock: &Clock, step: u64) {
        self.saved.save(clock, step, &self.interpreter.slots);
    }

    fn take_in(&mut self) {
        self.memories.take_in(self.interpreter.program, &self.interpreter.slots);
    }

    fn give_out(&mut self) {
        self.memories.give_out(self.interpreter.program, &mut self.interpreter.slots);
    }

    fn grow(&mut self, by: f64) {
        let slots = &mut self.interpreter.slots;
        for_each_element(self.interpreter.program, |_, stock, net| slots[stock] += by * slots[net]);
    }

    fn begin_stages(&mut self) {
        for_each_element(self.interpreter.program, |at, stock, _| {
            self.before[at] = self.interpreter.slots[stock];
            self.sum[at] = 0.0;
        });
    }

    fn stage(&mut self, weight: f64, reach: f64) {
        for_each_element(self.interpreter.program, |at, stock, net| {
            let rate = self.interpreter.slots[net];
            self.sum[at] += weight * rate;
            self.interpreter.slots[stock] = self.before[at] + reach * rate;
        });
    }

    fn end_stages(&mut self, reach: f64) {
        for_each_element(self.interpreter.program, |at, stock, net| {
            let sum = self.sum[at] + self.interpreter.slots[net];
            self.interpreter.slots[stock] = self.before[at] + reach * sum;
        });
    }

    fn check_stocks(&mut self, time: f64) -> Result<(), Failure> {
        let program = self.interpreter.program;
        for stock in &program.stocks {
            let first = stock.stock.0 as usize;
            let values = &self.interpreter.slots[first..first + stock.count as usize];
            if let Some(element) = values.iter().position(|value| !value.is_finite()) {
                let net = self.interpreter.slots[stock.net.0 as usize + element];
                let layout = program.variables.get(stock.variable.0 as usize);
                return Err(Failure {
                    kind: FailureKind::Overflow,
                    variable: Some((stock.variable, u32::try_from(element).unwrap_or(0))),
                    time,
                    span: layout.map(|layout| layout.span),
                    operands: vec![net],
                });
            }
        }
        Ok(())
    }
}

/// Each element of each stock: its number, its slot, its net rate's slot.
fn for_each_element(program: &Program, mut see: impl FnMut(usize, usize, usize)) {
    let mut at = 0;
    for stock in &program.stocks {
        for element in 0..stock.count as usize {
            see(at, stock.stock.0 as usize + element, stock.net.0 as usize + element);
            at += 1;
        }
    }
}
