//! The plain interpreter: walks each value's tree as the program's definition says. Written to be
//! obviously right; other engines are checked against it bit for bit.

mod array;
mod blame;
pub(super) mod curve;
pub(super) mod series;
mod together;

#[cfg(test)]
mod tests;

use super::positions::Positions;
use crate::draw::{Stream, distribution};
use crate::failure::Failure;
use crate::settings::Settings;
use interregnum_compile::program::{Assign, Program, Value, ValueId};
use interregnum_model::function::FunctionKind;

/// One run's numbers and the present moment.
pub(crate) struct Interpreter<'a> {
    pub(crate) program: &'a Program,
    /// All numbers of the run.
    pub(crate) slots: Vec<f64>,
    time: f64,
    dt: f64,
    start: f64,
    stop: f64,
    /// The draws of this run, at any moment.
    run_stream: Stream,
    /// The draws of this step.
    step_stream: Stream,
    /// Where each open loop stands, from 0.
    pub(super) positions: Positions,
    /// Operands not yet used, so that no step allocates.
    operands: Vec<f64>,
    /// Results for all elements of an array, while the assignment they belong to is done.
    whole_results: Vec<together::Whole>,
}

impl<'a> Interpreter<'a> {
    /// All slots 0 but those the settings fill; the moment is the start.
    pub(crate) fn new(program: &'a Program, settings: &Settings) -> Interpreter<'a> {
        let run_stream = Stream::new(settings.seed, settings.member);
        let mut interpreter = Interpreter {
            program,
            slots: vec![0.0; program.slots as usize],
            time: settings.time.start,
            dt: settings.time.dt,
            start: settings.time.start,
            stop: settings.time.stop,
            run_stream,
            step_stream: run_stream.at(settings.time.start),
            positions: Positions::new(),
            operands: Vec::new(),
            whole_results: Vec::new(),
        };
        interpreter.fill(&settings.values);
        interpreter
    }

    /// Takes the slots of a saved state; those that the settings fill stay.
    pub(crate) fn restore(&mut self, slots: &[f64], settings: &Settings) {
        self.slots.copy_from_slice(slots);
        self.fill(&settings.values);
    }

    fn fill(&mut self, values: &[f64]) {
        for (setting, value) in self.program.settings.iter().zip(values) {
            self.slots[setting.slot.0 as usize] = *value;
        }
    }

    /// Goes to the beginning of a step, where draws are made anew.
    pub(crate) fn begin_step(&mut self, time: f64) {
        self.time = time;
        self.step_stream = self.run_stream.at(time);
    }

    /// Goes to a moment within a step, where draws stay.
    pub(crate) fn within_step(&mut self, time: f64) {
        self.time = time;
    }

    /// Does what is done once.
    pub(crate) fn initial(&mut self) -> Result<(), Failure> {
        let program = self.program;
        program.initial.iter().try_for_each(|assign| self.assign(assign))
    }

    /// Does what is done at each step.
    pub(crate) fn every_step(&mut self) -> Result<(), Failure> {
        let program = self.program;
        program.every_step.iter().try_for_each(|assign| self.assign(assign))
    }

    /// Puts loops at their beginning; what was worked out for arrays as wholes is forgotten.
    pub(super) fn begin_equation(&mut self, loops: usize) {
        self.positions.open(loops);
        self.whole_results.clear();
    }

    /// Works an equation out, for all its elements.
    pub(super) fn assign(&mut self, assign: &Assign) -> Result<(), Failure> {
        if assign.loops.contains(&0) {
            return Ok(());
        }
        self.begin_equation(assign.loops.len());
        loop {
            let value = self.value(assign.value);
            let slot = self.positions.index(&assign.target);
            self.slots[slot] = value;
            if !value.is_finite()
                && let Some(failure) = self.blame(assign, slot)
            {
                return Err(failure);
            }
            if !self.positions.advance(&assign.loops) {
                return Ok(());
            }
        }
    }

    /// What a value comes to at this moment, with the loops as they stand.
    pub(super) fn value(&mut self, id: ValueId) -> f64 {
        let program = self.program;
        match &program.values[id.0 as usize] {
            Value::Constant(number) => *number,
            Value::Load(address) => self.slots[self.positions.index(address)],
            Value::Pick { base, picks } => self.pick(base, picks),
            Value::Position(id) => f64::from(self.positions.of(*id)) + 1.0,
            Value::Time => self.time,
            Value::Dt => self.dt,
            Value::Start => self.start,
            Value::Stop => self.stop,
            Value::Unary(operator, operand) => operator.apply(self.value(*operand)),
            Value::Binary(operator, left, right) => {
                let left = self.value(*left);
                operator.apply(left, self.value(*right))
            }
            Value::Select(condition, then, otherwise) => {
                let chosen = if self.value(*condition) != 0.0 { then } else { otherwise };
                self.value(*chosen)
            }
            Value::Call(function, arguments) => match function.kind {
                FunctionKind::Scalar(work_out) => self.with_operands(arguments, work_out),
                FunctionKind::Reduction(_)
                | FunctionKind::Draw(_)
                | FunctionKind::Intrinsic(_)
                | FunctionKind::Together(_)
                | FunctionKind::Macro => f64::NAN,
            },
            Value::Reduce { reduction, loops, body } => self.reduce(*reduction, loops, *body),
            Value::Together { .. } => self.together(id),
            Value::Curve { curve, x } => {
                let x = self.value(*x);
                curve::y_at(&program.curves[self.positions.index(curve)], x)
            }
            Value::Series { series, at } => {
                let at = self.value(*at);
                series::value_at(&program.series[*series as usize], at)
            }
            Value::Draw { draw, stream, arguments, element } => {
                let element = self.positions.index(element) as u64;
                let stream = self.step_stream.with(*stream).with(element);
                let draw = |operands: &[f64]| distribution::draw(*draw, operands, stream);
                self.with_operands(arguments, draw)
            }
        }
    }

    /// Works out operands in written order and hands them on together.
    fn with_operands(&mut self, ids: &[ValueId], work_out: impl Fn(&[f64]) -> f64) -> f64 {
        let first = self.operands.len();
        for id in ids {
            let operand = self.value(*id);
            self.operands.push(operand);
        }
        let result = work_out(&self.operands[first..]);
        self.operands.truncate(first);
        result
    }
}
