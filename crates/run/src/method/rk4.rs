//! The classical Runge-Kutta method of fourth order with a fixed step.

use super::stock_elements;
use crate::clock::Clock;
use crate::engine::interpreter::Interpreter;
use crate::failure::Failure;
use interregnum_compile::program::Program;

/// Numbers kept through the stages of a step, one for each element of each stock.
pub(super) struct Stages {
    /// The stocks at the beginning of the step.
    before: Vec<f64>,
    /// k1 + 2 k2 + 2 k3 + k4 so far.
    sum: Vec<f64>,
}

impl Stages {
    pub(super) fn new(program: &Program) -> Stages {
        let count = stock_elements(program);
        Stages { before: vec![0.0; count], sum: vec![0.0; count] }
    }
}

/// Moves the stocks one step on. The net rates at the step's beginning are already worked out.
pub(super) fn step(
    interpreter: &mut Interpreter,
    stages: &mut Stages,
    clock: &Clock,
    step: u64,
) -> Result<(), Failure> {
    let dt = clock.dt();
    for_each_element(interpreter.program, |at, stock, _| {
        stages.before[at] = interpreter.slots[stock];
        stages.sum[at] = 0.0;
    });
    for (weight, reach, part) in [(1.0, dt / 2.0, 0.5), (2.0, dt / 2.0, 0.5), (2.0, dt, 1.0)] {
        for_each_element(interpreter.program, |at, stock, net| {
            let rate = interpreter.slots[net];
            stages.sum[at] += weight * rate;
            interpreter.slots[stock] = stages.before[at] + reach * rate;
        });
        interpreter.within_step(clock.at(step, part));
        interpreter.every_step()?;
    }
    for_each_element(interpreter.program, |at, stock, net| {
        let sum = stages.sum[at] + interpreter.slots[net];
        interpreter.slots[stock] = stages.before[at] + dt / 6.0 * sum;
    });
    Ok(())
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
