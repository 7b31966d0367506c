//! Dates that decide claims: when something turns, peaks, or first happens.

use super::outcomes::{Outcome, of_claim};
use super::subject::Subject;
use std::sync::Arc;

/// A date that decides a claim as it stands.
pub(super) struct Dated<'s> {
    /// The claim's index in the model.
    pub claim: usize,
    /// The claim's id.
    pub id: &'s str,
    /// The number's place in the outcome.
    pub number: usize,
    /// What was asked.
    pub text: Arc<str>,
    /// When.
    pub when: f64,
}

impl Dated<'_> {
    /// The same date in another run; `None` where it has no answer there.
    pub fn other(&self, outcomes: &[Outcome]) -> Option<f64> {
        let (text, when) = of_claim(outcomes, self.claim)?.numbers.get(self.number)?;
        (*text == self.text && when.is_finite()).then_some(*when)
    }
}

/// The dates that decide claims in the base run. A number is taken for a date where the run goes
/// by calendar years, the number is one of them, and what is asked is when.
pub(super) fn dates<'s>(subject: &'s Subject<'_>) -> Vec<Dated<'s>> {
    let mut found: Vec<Dated<'s>> = Vec::new();
    for usual in &subject.usual {
        let Some(claim) = subject.model.claims.get(usual.claim) else { continue };
        for (number, (text, when)) in usual.numbers.iter().enumerate() {
            let known = found.iter().any(|one| one.claim == usual.claim && one.text == *text);
            if is_date(subject, *when) && asks_when(text) && !known {
                let text = text.clone();
                let (claim, id) = (usual.claim, &*claim.name.written);
                found.push(Dated { claim, id, number, text, when: *when });
            }
        }
    }
    found
}

/// Whether a number is a date inside the run.
pub(super) fn is_date(subject: &Subject<'_>, number: f64) -> bool {
    /// Runs that begin earlier count from an event, and any number may be a number of steps.
    const CALENDAR: f64 = 1000.0;
    let time = &subject.program.time;
    time.start >= CALENDAR && number > time.start && number < time.stop
}

/// Whether a question asks for a date: a function of the query language that answers with one.
fn asks_when(text: &str) -> bool {
    const WHEN: [&str; 7] =
        ["first(", "last(", "peak(", "trough(", "crossing(", "break(", "turning("];
    WHEN.iter().any(|word| text.trim_start().starts_with(word))
}
