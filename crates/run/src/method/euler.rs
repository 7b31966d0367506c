//! Euler's method: over a step each stock grows by dt times its net rate at the step's beginning.

use crate::engine::interpreter::Interpreter;

/// Moves the stocks one step on.
pub(super) fn step(interpreter: &mut Interpreter, dt: f64) {
    let program = interpreter.program;
    for stock in &program.stocks {
        let (first, net) = (stock.stock.0 as usize, stock.net.0 as usize);
        for element in 0..stock.count as usize {
            interpreter.slots[first + element] += dt * interpreter.slots[net + element];
        }
    }
}
