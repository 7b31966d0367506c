//! Where a run stands between two steps: enough to go on and get the same bits.

use crate::clock::Clock;
use interregnum_compile::program::Program;
use interregnum_model::time::TimeSpec;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;

/// Where a run stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// Steps done since the start.
    pub step: u64,
    /// The moment it stands at.
    pub time: f64,
    /// First moment of the run.
    pub start: f64,
    /// Step length of the run.
    pub dt: f64,
    /// All slots at that moment.
    #[serde(with = "numbers")]
    pub slots: Vec<f64>,
    /// What the fixed delays remember, in the program's order, one for each element.
    pub delays: Vec<Delayed>,
}

/// What a fixed delay remembers of one element.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Delayed {
    /// Steps that lie between in and out, fixed at the start.
    pub steps: u64,
    /// What went in and has not come out, oldest first.
    #[serde(with = "numbers")]
    pub waiting: VecDeque<f64>,
}

impl Delayed {
    /// Takes a number in and gives out what is due; until something is, what came out before.
    pub(crate) fn pass(&mut self, number: f64, before: f64) -> f64 {
        self.waiting.push_back(number);
        let due = self.waiting.len() as u64 >= self.steps;
        let out = if due { self.waiting.pop_front() } else { None };
        out.unwrap_or(before)
    }
}

/// Why a state cannot be gone on from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BadState {
    /// It belongs to a program with another number of slots or delays.
    OtherProgram,
    /// Its run began at another time or with another dt.
    OtherTime,
    /// It stands after the last moment asked for.
    AfterStop,
}

impl State {
    /// Whether it belongs to this program and these steps.
    pub(crate) fn fits(
        &self,
        program: &Program,
        time: &TimeSpec,
        clock: &Clock,
    ) -> Result<(), BadState> {
        let delays: u32 = program.delays.iter().map(|delay| delay.count).sum();
        if self.slots.len() != program.slots as usize || self.delays.len() != delays as usize {
            return Err(BadState::OtherProgram);
        }
        if self.start != time.start || self.dt != time.dt {
            return Err(BadState::OtherTime);
        }
        if self.step > clock.steps {
            return Err(BadState::AfterStop);
        }
        Ok(())
    }
}

impl std::fmt::Display for BadState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            BadState::OtherProgram => "the saved state belongs to another model",
            BadState::OtherTime => "the saved state's run began at another time or had another dt",
            BadState::AfterStop => "the saved state stands after the last moment asked for",
        })
    }
}

impl std::error::Error for BadState {}

/// Numbers as JSON has them, and `"inf"`, `"-inf"`, `"NaN"`, which it has not.
mod numbers {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    #[derive(Serialize, Deserialize)]
    #[serde(untagged)]
    enum Number {
        Finite(f64),
        Word(String),
    }

    pub(super) fn serialize<'a, S: Serializer, C>(numbers: &'a C, to: S) -> Result<S::Ok, S::Error>
    where
        &'a C: IntoIterator<Item = &'a f64>,
    {
        to.collect_seq(numbers.into_iter().map(|number| match number.is_finite() {
            true => Number::Finite(*number),
            false => Number::Word(number.to_string()),
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>, C>(from: D) -> Result<C, D::Error>
    where
        C: FromIterator<f64>,
    {
        let numbers = Vec::<Number>::deserialize(from)?;
        let read = |number| match number {
            Number::Finite(number) => Ok(number),
            Number::Word(word) => word.parse().map_err(serde::de::Error::custom),
        };
        numbers.into_iter().map(read).collect()
    }
}
