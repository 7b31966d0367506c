//! Which values of a run are kept, and the values.

use crate::clock::Clock;
use crate::failure::{Failure, FailureKind};
use interregnum_compile::program::{Program, VariableId};

/// More numbers than this are not kept of one run: 4 GiB.
pub const MOST_KEPT: u64 = 1 << 29;

/// What is kept of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watch {
    /// Whose values.
    pub variables: Which,
    /// How often.
    pub often: Often,
}

/// Whose values are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// All variables but those the compiler made.
    Shown,
    /// These, in this order, each once.
    These(Vec<VariableId>),
    /// None: only the end of the run counts.
    Nothing,
}

/// How often values are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Often {
    /// At the first step not before each multiple of saveper from the start.
    Saveper,
    /// At each step.
    EveryStep,
}

impl Watch {
    /// All variables but those the compiler made, each saveper.
    pub fn shown() -> Watch {
        Watch { variables: Which::Shown, often: Often::Saveper }
    }

    /// These variables at each step.
    pub fn every_step(variables: Vec<VariableId>) -> Watch {
        Watch { variables: Which::These(variables), often: Often::EveryStep }
    }
}

/// The kept values of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The variable.
    pub variable: VariableId,
    /// The element's position, from 0 over all dimensions.
    pub element: u32,
    /// One for each of [`crate::Run::times`].
    pub values: Vec<f64>,
}

/// The table of kept values while a run fills it.
pub(crate) struct Saved {
    pub(crate) times: Vec<f64>,
    pub(crate) columns: Vec<Column>,
    /// The slot of each column.
    pub(crate) slots: Vec<u32>,
    pub(crate) often: Often,
    /// The next step to be kept.
    pub(crate) next: u64,
}

impl Saved {
    /// An empty table whose first row is at `step` or later.
    pub(crate) fn new(program: &Program, watch: &Watch, clock: &Clock, step: u64) -> Saved {
        let variables: Vec<VariableId> = match &watch.variables {
            Which::Shown => (0..)
                .map(VariableId)
                .zip(&program.variables)
                .filter(|(_, layout)| !layout.hidden)
                .map(|(id, _)| id)
                .collect(),
            Which::These(variables) => variables.clone(),
            Which::Nothing => Vec::new(),
        };
        let (mut columns, mut slots) = (Vec::new(), Vec::new());
        for variable in variables {
            let Some(layout) = program.variables.get(variable.0 as usize) else { continue };
            for element in 0..layout.count {
                columns.push(Column { variable, element, values: Vec::new() });
                slots.push(layout.first.0 + element);
            }
        }
        let next = match watch.often {
            Often::Saveper => clock.next_save(step),
            Often::EveryStep => step,
        };
        Saved { times: Vec::new(), columns, slots, often: watch.often, next }
    }

    /// About how many rows there will be: not fewer.
    fn expected(&self, clock: &Clock) -> f64 {
        match self.often {
            Often::Saveper => clock.saves(),
            Often::EveryStep => clock.steps as f64 + 1.0,
        }
    }

    /// How many rows to make room for.
    pub(crate) fn rows(&self, clock: &Clock) -> usize {
        /// Room for more numbers is made as it is needed.
        const MOST: usize = 1 << 22;
        (self.expected(clock) as usize).min(MOST / self.columns.len().max(1))
    }

    /// The failure of a run that would keep more than memory holds.
    pub(crate) fn fits(&self, clock: &Clock) -> Result<(), Failure> {
        let numbers = (self.expected(clock) as u64).saturating_mul(self.columns.len() as u64 + 1);
        match numbers <= MOST_KEPT {
            true => Ok(()),
            false => Err(Failure::whole(FailureKind::TooMuchKept(numbers), clock.at(0, 0.0))),
        }
    }

    /// Keeps the slots' values if this step is one to be kept.
    pub(crate) fn save(&mut self, clock: &Clock, step: u64, slots: &[f64]) {
        if self.begin_row(clock, step) {
            for (column, slot) in self.columns.iter_mut().zip(&self.slots) {
                column.values.push(slots[*slot as usize]);
            }
        }
    }

    /// Whether this step is one to be kept; its moment is then, its values are for the caller.
    pub(crate) fn begin_row(&mut self, clock: &Clock, step: u64) -> bool {
        if step != self.next {
            return false;
        }
        self.times.push(clock.at(step, 0.0));
        self.next = match self.often {
            Often::Saveper => clock.next_save(step + 1),
            Often::EveryStep => step + 1,
        };
        true
    }
}
