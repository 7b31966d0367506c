//! What was found about claims, for programs.

use crate::outcome::Trouble;
use interregnum_study::claims::Knockouts;
use interregnum_study::claims::report::{ClaimReport, Deciding, FailedRun, Report, TestReport};
use serde_json::{Value, json};

/// What the report came about by, beside what it says itself.
pub struct About<'a> {
    /// The model's title or path.
    pub model: &'a str,
    /// SHA-256 of its files.
    pub hash: &'a str,
    /// The engine's name and version.
    pub engine: &'a str,
    /// Levers pulled, mechanisms off, parameters set, as given.
    pub with: &'a [String],
    /// Mechanisms off.
    pub off: &'a [String],
    /// Parameters set.
    pub set: &'a [String],
}

/// The report as JSON. Numbers are null where there is none, or where a date never comes: `value`
/// has the words.
pub fn report(report: &Report, about: &About<'_>) -> Result<String, Trouble> {
    let claims: Vec<Value> = report.claims.iter().map(claim).collect();
    let place = |one: &FailedRun| one.place.as_ref().map(ToString::to_string);
    let failures = report.failures.iter();
    let failures: Vec<Value> = failures
        .map(|one| json!({ "member": one.member, "why": one.why, "place": place(one) }))
        .collect();
    let value = json!({
        "model": about.model,
        "model_hash": about.hash,
        "engine": about.engine,
        "with": about.with,
        "off": about.off,
        "set": about.set,
        "seed": report.seed,
        "members": report.members,
        "vary": report.vary.as_str(),
        "members_asked": report.answered,
        "members_begun": report.begun,
        "runs": report.runs,
        "knockouts_tried": report.knockouts == Knockouts::Tried,
        "interrupted": report.interrupted,
        "failed_runs": report.failed,
        "failures": failures,
        "claims": claims,
    });
    let text = serde_json::to_string_pretty(&value)
        .map_err(|error| Trouble::new(format!("cannot write JSON: {error}")))?;
    Ok(text + "\n")
}

fn claim(claim: &ClaimReport) -> Value {
    let numbers: Vec<Value> =
        claim.tests.iter().flat_map(|test| &test.numbers).map(number).collect();
    let members = claim.members.map(
        |share| json!({ "held": share.held, "answered": share.answered, "asked": share.asked }),
    );
    let assumption = claim.assumption.as_ref().map(|found| {
        json!({
            "parameter": found.parameter,
            "mean_where_it_holds": found.holding,
            "mean_where_it_fails": found.failing,
            "separation": found.separation,
            "beyond_chance": found.beyond_chance,
        })
    });
    let knockouts: Vec<Value> = claim
        .knockouts
        .iter()
        .map(|one| {
            let alternatives: Vec<Value> = one
                .alternatives
                .iter()
                .map(|one| {
                    let tests: Vec<Value> = one.tests.iter().map(test).collect();
                    json!({ "changes": one.text, "breaks": one.breaks, "tests": tests })
                })
                .collect();
            json!({ "trivial": one.trivial, "breaks": one.breaks, "alternatives": alternatives })
        })
        .collect();
    let record: Vec<Value> = claim
        .record
        .iter()
        .map(|one| json!({ "test": one.test, "series": one.series, "answer": test(&one.answer) }))
        .collect();
    json!({
        "id": claim.id,
        "verdict": claim.verdict.as_str(),
        "because": claim.because,
        "statement": claim.statement,
        "tier": claim.tier,
        "kind": claim.kind,
        "role": claim.role,
        "hardness": claim.hardness,
        "paragraph": claim.paragraph,
        "sector": claim.sector,
        "place": claim.place.as_ref().map(ToString::to_string),
        "numbers": numbers,
        "tests": claim.tests.iter().map(test).collect::<Vec<Value>>(),
        "members": members,
        "depends_on": assumption,
        "knockouts": knockouts,
        "record": record,
        "report": claim.shown.iter().map(number).collect::<Vec<Value>>(),
    })
}

fn test(test: &TestReport) -> Value {
    json!({
        "text": test.text,
        "holds": test.holds,
        "no_answer": test.no_answer,
        "numbers": test.numbers.iter().map(number).collect::<Vec<Value>>(),
    })
}

fn number(number: &Deciding) -> Value {
    json!({
        "text": number.text,
        "value": number.value,
        "number": number.number.filter(|number| number.is_finite()),
        "wanted": number.wanted,
        "holds": number.holds,
        "note": number.note,
    })
}
