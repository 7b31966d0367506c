//! From step to step: what is moved by hand, worked out, saved, remembered and accumulated.

mod euler;
pub(crate) mod memory;
mod rk4;

use crate::clock::Clock;
use crate::engine::interpreter::Interpreter;
use crate::failure::{Failure, FailureKind};
use crate::saved::Saved;
use crate::settings::{Impulse, Move};
use interregnum_compile::program::Program;
use interregnum_model::time::Method;
pub use memory::MOST_DELAYED;
use memory::Memories;

/// A run on its way.
pub(crate) struct Course<'a> {
    pub(crate) interpreter: Interpreter<'a>,
    pub(crate) memories: Memories,
    pub(crate) saved: Saved,
    pub(crate) clock: Clock,
    pub(crate) method: Method,
    /// Stocks to be moved by hand.
    pub(crate) impulses: &'a [Impulse],
    /// Impulses at or before this step have been made.
    pub(crate) moved_until: Option<u64>,
    /// The present step.
    pub(crate) step: u64,
}

impl Course<'_> {
    /// Goes on to the last step.
    pub(crate) fn go(&mut self) -> Result<(), Failure> {
        let mut stages = rk4::Stages::new(self.interpreter.program);
        loop {
            self.interpreter.begin_step(self.clock.at(self.step, 0.0));
            self.move_by_hand();
            self.interpreter.every_step()?;
            self.saved.save(&self.clock, self.step, &self.interpreter.slots);
            if self.step >= self.clock.steps {
                return Ok(());
            }
            self.memories.take_in(self.interpreter.program, &self.interpreter.slots);
            match self.method {
                Method::Euler => euler::step(&mut self.interpreter, self.clock.dt()),
                Method::Rk4 => {
                    rk4::step(&mut self.interpreter, &mut stages, &self.clock, self.step)?;
                }
            }
            self.memories.give_out(self.interpreter.program, &mut self.interpreter.slots);
            self.step += 1;
            self.check_stocks()?;
        }
    }

    /// Makes the impulses of this step.
    fn move_by_hand(&mut self) {
        if self.moved_until.is_some_and(|until| self.step <= until) {
            return;
        }
        for impulse in self.impulses {
            if self.clock.step_at(impulse.at) != self.step {
                continue;
            }
            for slot in impulse.first..impulse.first.saturating_add(impulse.count) {
                let Some(slot) = self.interpreter.slots.get_mut(slot as usize) else { break };
                *slot = match impulse.change {
                    Move::By(amount) => *slot + amount,
                    Move::To(amount) => amount,
                };
            }
        }
    }

    /// Finds a stock that its flows have made infinite.
    fn check_stocks(&self) -> Result<(), Failure> {
        for stock in &self.interpreter.program.stocks {
            let first = stock.stock.0 as usize;
            let values = &self.interpreter.slots[first..first + stock.count as usize];
            if let Some(element) = values.iter().position(|value| !value.is_finite()) {
                let net = self.interpreter.slots[stock.net.0 as usize + element];
                let layout = self.interpreter.program.variables.get(stock.variable.0 as usize);
                return Err(Failure {
                    kind: FailureKind::Overflow,
                    variable: Some((stock.variable, u32::try_from(element).unwrap_or(0))),
                    time: self.clock.at(self.step, 0.0),
                    span: layout.map(|layout| layout.span),
                    operands: vec![net],
                });
            }
        }
        Ok(())
    }
}

/// How many elements all stocks have together.
fn stock_elements(program: &Program) -> usize {
    program.stocks.iter().map(|stock| stock.count as usize).sum()
}
