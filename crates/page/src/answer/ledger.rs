//! All claims judged: the verdicts, and the numbers that decided them.

use crate::ask::{Asked, judged, settings};
use crate::changes::Changes;
use crate::opened::Opened;
use crate::trouble::Trouble;
use interregnum_study::claims::report::{ClaimReport, Deciding, RecordReport, TestReport};
use interregnum_study::claims::{Knockouts, Report};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::atomic::AtomicBool;

/// Most members a page may ask for.
pub const MOST_MEMBERS: u32 = 1000;

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Of which run.
    #[serde(default)]
    pub changes: Changes,
    /// Members beside the base run; none is quickest.
    #[serde(default)]
    pub members: u32,
    /// Whether the claims' knock-outs are tried.
    #[serde(default)]
    pub knockouts: bool,
}

/// Judges all claims.
///
/// # Errors
///
/// Changes that cannot be made; a model that cannot be run.
pub fn ledger(
    opened: &Opened,
    question: &Question,
    progress: &(dyn Fn(u64, u64) + Sync),
    cancel: &AtomicBool,
) -> Result<Value, Trouble> {
    let began = std::time::Instant::now();
    let settings = settings(opened, &question.changes)?;
    let knockouts = if question.knockouts { Knockouts::Tried } else { Knockouts::LeftOut };
    let asked = Asked { only: None, members: question.members.min(MOST_MEMBERS), knockouts };
    let report = judged(opened, settings, asked, progress, cancel)?;
    Ok(table(&report, began.elapsed().as_secs_f64()))
}

fn table(report: &Report, seconds: f64) -> Value {
    let failures: Vec<&str> = report.failures.iter().map(|one| one.why.as_str()).collect();
    json!({
        "claims": report.claims.iter().map(brief).collect::<Vec<Value>>(),
        "members": report.answered,
        "asked": report.members,
        "interrupted": report.interrupted,
        "failed_runs": report.failed,
        "failures": failures,
        "seconds": seconds,
    })
}

/// A claim as a line of the ledger.
fn brief(claim: &ClaimReport) -> Value {
    let numbers: Vec<Value> =
        claim.tests.iter().flat_map(|test| &test.numbers).map(number).collect();
    json!({
        "id": claim.id,
        "verdict": claim.verdict.as_str(),
        "because": claim.because,
        "numbers": numbers,
        "record": claim.record.iter().map(record).collect::<Vec<Value>>(),
        "members": claim.members.map(|share| json!({
            "held": share.held, "answered": share.answered, "asked": share.asked,
        })),
        "depends_on": claim.assumption.as_ref().map(|found| json!({
            "parameter": found.parameter,
            "holding": found.holding,
            "failing": found.failing,
            "beyond_chance": found.beyond_chance,
        })),
    })
}

/// What the record says to a test.
pub(crate) fn record(record: &RecordReport) -> Value {
    json!({ "test": record.test, "series": record.series, "answer": test(&record.answer) })
}

/// What came of a test.
pub(crate) fn test(test: &TestReport) -> Value {
    json!({
        "text": test.text,
        "holds": test.holds,
        "no_answer": test.no_answer,
        "numbers": test.numbers.iter().map(number).collect::<Vec<Value>>(),
    })
}

/// A number that decided.
pub(crate) fn number(number: &Deciding) -> Value {
    json!({
        "text": number.text,
        "value": number.value,
        "wanted": number.wanted,
        "holds": number.holds,
        "note": number.note,
    })
}
