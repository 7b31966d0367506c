//! What an audit found, for programs.

use crate::outcome::Trouble;
use interregnum_study::audit::{Audit, Checked};
use serde_json::{Value, json};

/// The audit as JSON.
pub fn report(audit: &Audit, model: &str, hash: &str) -> Result<String, Trouble> {
    let checks: Vec<Value> = audit.checks.iter().map(check).collect();
    let whole = json!({
        "model": model,
        "model_hash": hash,
        "engine": crate::results::about::ENGINE,
        "interrupted": audit.interrupted,
        "checks": checks,
    });
    let text = serde_json::to_string_pretty(&whole);
    let text = text.map_err(|error| Trouble::new(format!("cannot write JSON: {error}")))?;
    Ok(format!("{text}\n"))
}

fn check(check: &Checked) -> Value {
    let found: Vec<Value> = check
        .found
        .iter()
        .map(|one| {
            json!({
                "weight": one.weight.as_str(),
                "what": one.what,
                "place": one.place.as_ref().map(ToString::to_string),
            })
        })
        .collect();
    json!({
        "check": check.id,
        "question": check.question,
        "meaning": check.meaning,
        "verdict": check.verdict.as_str(),
        "did": check.did,
        "found": found,
        "table": check.table.as_ref().map(|table| json!({
            "headings": table.headings,
            "rows": table.rows,
        })),
    })
}
