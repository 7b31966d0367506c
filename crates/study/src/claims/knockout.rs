//! Whether a claim breaks, as it must, when what it rests on is taken away.

use super::describe;
use super::evaluate::World;
use super::plan::{Expect, PlannedAlternative, PlannedKnockout};
use super::report::{AlternativeReport, KnockoutReport};

/// Tries a knock-out: one alternative that breaks the claim is enough.
pub(crate) fn knock_out(planned: &PlannedKnockout, world: World<'_>) -> KnockoutReport {
    let alternatives: Vec<AlternativeReport> =
        planned.alternatives.iter().map(|one| alternative(one, world)).collect();
    let breaks = if alternatives.iter().any(|one| one.breaks == Some(true)) {
        Some(true)
    } else if alternatives.iter().any(|one| one.breaks.is_none()) {
        None
    } else {
        Some(false)
    };
    KnockoutReport { trivial: planned.trivial, breaks, alternatives }
}

/// A claim breaks when one of its tests fails, or when what is expected instead holds. A run that
/// breaks down, and so gives no answer, breaks nothing.
fn alternative(planned: &PlannedAlternative, world: World<'_>) -> AlternativeReport {
    let (tests, breaks) = match &planned.expect {
        Expect::Holds(question) => {
            let test = describe::test(question, world);
            let holds = test.holds;
            (vec![test], holds)
        }
        Expect::Fails(questions) => {
            let tests: Vec<_> =
                questions.iter().map(|question| describe::test(question, world)).collect();
            let breaks = if tests.iter().any(|test| test.holds == Some(false)) {
                Some(true)
            } else if tests.iter().any(|test| test.holds.is_none()) {
                None
            } else {
                Some(false)
            };
            (tests, breaks)
        }
    };
    AlternativeReport { text: planned.text.clone(), breaks, tests }
}
