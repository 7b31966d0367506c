//! From step to step: what is moved by hand, worked out, saved, remembered and accumulated. The
//! way is the same for every engine; what an engine does at each stage it says by [`Engine`].

mod memory;
mod plain;

use crate::clock::Clock;
use crate::failure::Failure;
use crate::settings::{Impulse, Move};
use interregnum_model::time::Method;
pub use memory::MOST_DELAYED;
pub(crate) use memory::{Memories, delay_steps};
pub(crate) use plain::Plain;

/// What carries the numbers of a run, or of many side by side.
pub(crate) trait Engine {
    /// Goes to the beginning of a step, where draws are made anew.
    fn begin_step(&mut self, time: f64);
    /// Goes to a moment within a step, where draws stay.
    fn within_step(&mut self, time: f64);
    /// Makes those impulses that are due.
    fn move_by_hand(&mut self, due: &dyn Fn(&Impulse) -> bool);
    /// Does what is done at each step.
    fn every_step(&mut self) -> Result<(), Failure>;
    /// Keeps the numbers asked for, if this step is one to be kept.
    fn save(&mut self, clock: &Clock, step: u64);
    /// Takes in what is to be remembered, before anything moves.
    fn take_in(&mut self);
    /// Gives out what was remembered, for the step that follows.
    fn give_out(&mut self);
    /// Each stock grows by so many times its net rate.
    fn grow(&mut self, by: f64);
    /// Keeps the stocks as they stand, and sets the sum of their rates to 0.
    fn begin_stages(&mut self);
    /// Adds to the sum so many times the net rates; each stock becomes what it was at the beginning
    /// of the step, plus `reach` times its net rate.
    fn stage(&mut self, weight: f64, reach: f64);
    /// Each stock becomes what it was at the beginning of the step, plus `reach` times the sum and
    /// the net rate.
    fn end_stages(&mut self, reach: f64);
    /// Finds a stock that its flows have made infinite.
    fn check_stocks(&mut self, time: f64) -> Result<(), Failure>;
}

/// A run on its way.
pub(crate) struct Course<E> {
    pub(crate) engine: E,
    pub(crate) clock: Clock,
    pub(crate) method: Method,
    /// Impulses at or before this step have been made.
    pub(crate) moved_until: Option<u64>,
    /// The present step.
    pub(crate) step: u64,
}

impl<E: Engine> Course<E> {
    /// Goes on to the last step.
    pub(crate) fn go(&mut self) -> Result<(), Failure> {
        loop {
            let step = self.step;
            self.engine.begin_step(self.clock.at(step, 0.0));
            if self.moved_until.is_none_or(|until| step > until) {
                let clock = &self.clock;
                self.engine.move_by_hand(&|impulse| clock.step_at(impulse.at) == step);
            }
            self.engine.every_step()?;
            self.engine.save(&self.clock, step);
            if step >= self.clock.steps {
                return Ok(());
            }
            self.engine.take_in();
            match self.method {
                // Over a step each stock grows by dt times its net rate at the step's beginning.
                Method::Euler => self.engine.grow(self.clock.dt()),
                Method::Rk4 => self.runge_kutta()?,
            }
            self.engine.give_out();
            self.step += 1;
            self.engine.check_stocks(self.clock.at(self.step, 0.0))?;
        }
    }

    /// The classical Runge-Kutta method of fourth order. The net rates at the step's beginning are
    /// already worked out.
    fn runge_kutta(&mut self) -> Result<(), Failure> {
        let dt = self.clock.dt();
        self.engine.begin_stages();
        for (weight, reach, part) in [(1.0, dt / 2.0, 0.5), (2.0, dt / 2.0, 0.5), (2.0, dt, 1.0)] {
            self.engine.stage(weight, reach);
            self.engine.within_step(self.clock.at(self.step, part));
            self.engine.every_step()?;
        }
        self.engine.end_stages(dt / 6.0);
        Ok(())
    }
}

impl Move {
    /// Where a stock stands after it.
    pub(crate) fn from(self, now: f64) -> f64 {
        match self {
            Move::By(amount) => now + amount,
            Move::To(amount) => amount,
        }
    }
}
