//! Whether results were put in instead of coming out: a battery of checks against clocks, tables of
//! the outcome, results that the weather carries, and systems that hold together at one point only.
//!
//! Reading order: `subject` (a model made ready to be put to the test), `outcomes` (what claims
//! come to under many settings), then one file per check, each one entry in [`BATTERY`].

mod added;
mod adverse;
mod answer;
mod clock;
mod corrections;
mod dates;
mod dose;
mod effects;
mod evidence;
mod extremes;
mod identities;
mod knockouts;
mod levers;
mod mechanisms;
mod mentions;
mod outcomes;
mod placebo;
mod quantities;
mod restart;
mod shifts;
mod step;
mod subject;
mod tables;
mod timeless;
mod upstream;
mod weather;

pub use answer::{Found, Table, Verdict, Weight};

use crate::claims::Control;
use answer::Answer;
use interregnum_compile::program::Program;
use interregnum_model::Model;
use std::sync::atomic::Ordering;
use subject::Subject;

/// A check of the battery.
#[derive(Debug)]
pub struct Check {
    /// Its word, such as `clock`.
    pub id: &'static str,
    /// What it asks, in a sentence.
    pub question: &'static str,
    /// What it means for the argument when the check fails, in a sentence.
    pub meaning: &'static str,
    /// How it is answered.
    ask: fn(&Subject<'_>) -> Answer,
}

/// Every check, in the order in which a reader wants them: what is written, what the calendar does,
/// what the claims rest on, what the numbers rest on.
pub const BATTERY: &[Check] = &[
    clock::CHECK,
    timeless::CHECK,
    tables::CHECK,
    corrections::CHECK,
    evidence::CHECK,
    weather::CHECK,
    shifts::CHECK,
    placebo::CHECK,
    knockouts::CHECK,
    mechanisms::CHECK,
    levers::CHECK,
    dose::CHECK,
    quantities::CHECK,
    adverse::CHECK,
    identities::CHECK,
    extremes::CHECK,
    step::CHECK,
    restart::CHECK,
];

/// What the battery found.
#[derive(Clone, Debug, PartialEq)]
pub struct Audit {
    /// In the order of the battery; those that were not asked for, or not reached, left out.
    pub checks: Vec<Checked>,
    /// Whether it was interrupted.
    pub interrupted: bool,
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    /// Its word.
    pub id: &'static str,
    /// What it asks.
    pub question: &'static str,
    /// What it means for the argument when it fails.
    pub meaning: &'static str,
    /// What came of it.
    pub verdict: Verdict,
    /// What was done, or why there is nothing to do.
    pub did: String,
    /// What was found, faults first.
    pub found: Vec<Found>,
    /// The same side by side, where that can be set out in rows.
    pub table: Option<Table>,
}

/// Puts a model whose program this is to the test, by the checks of these words; all when there are
/// none. Progress counts checks.
pub fn audit(model: &Model, program: &Program, only: &[&str], control: Control<'_>) -> Audit {
    let wanted = |check: &&Check| only.is_empty() || only.contains(&check.id);
    let battery: Vec<&Check> = BATTERY.iter().filter(wanted).collect();
    let of = battery.len() as u64;
    (control.progress)(0, of);
    let subject = Subject::new(model, program, control.cancel);
    let mut checks = Vec::new();
    for (done, check) in (1..).zip(battery) {
        if control.cancel.load(Ordering::Relaxed) {
            break;
        }
        let answer = (check.ask)(&subject);
        if !control.cancel.load(Ordering::Relaxed) {
            checks.push(answer.checked(check));
        }
        (control.progress)(done, of);
    }
    Audit { checks, interrupted: control.cancel.load(Ordering::Relaxed) }
}
