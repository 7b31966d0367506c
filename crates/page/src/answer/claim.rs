//! One claim: its test in words and numbers, the runs that show it, and where it comes from.

pub(crate) mod marks;

use super::course::{lines, records};
use super::ledger::{number, record, test};
use super::{chapter_of, provenance};
use crate::ask::{self, Asked, judged};
use crate::changes::Changes;
use crate::opened::Opened;
use crate::trouble::Trouble;
use crate::words::{change_words, words};
use interregnum_compile::program::VariableId;
use interregnum_model::claim::{Change, Claim, Query, QueryKind};
use interregnum_model::name::Key;
use interregnum_study::claims::Knockouts;
use interregnum_study::claims::report::ClaimReport;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::atomic::AtomicBool;

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Which claim.
    pub id: String,
    /// Of which run.
    #[serde(default)]
    pub changes: Changes,
}

/// Variables that are drawn for one claim; a claim about more is read in its numbers.
const DRAWN: usize = 8;

/// Runs that are drawn beside the base run.
const BESIDE: usize = 8;

/// Everything about a claim but its members, which take longer.
///
/// # Errors
///
/// No such claim; a model that cannot be run.
pub fn claim(opened: &Opened, question: &Question, cancel: &AtomicBool) -> Result<Value, Trouble> {
    let model = &opened.model;
    let key = Key::new(&question.id);
    let found = model.claims.iter().position(|claim| claim.name.key == key);
    let Some((index, claim)) = found.and_then(|at| Some((at, model.claims.get(at)?))) else {
        let names = model.claims.iter().map(|claim| &*claim.name.written);
        return Err(crate::changes::unknown("claim", &question.id, names));
    };
    let settings = ask::settings(opened, &question.changes)?;
    let asked = Asked { only: Some(vec![index]), members: 0, knockouts: Knockouts::Tried };
    let report = judged(opened, settings, asked, &|_, _| {}, cancel)?;
    let Some(found) = report.claims.first() else {
        return Err(Trouble::ours("the claim was not judged"));
    };
    let mut value = told(opened, claim, found);
    if let Value::Object(map) = &mut value {
        map.insert("charts".to_owned(), charts(opened, question, claim)?);
    }
    Ok(value)
}

fn told(opened: &Opened, claim: &Claim, found: &ClaimReport) -> Value {
    let model = &opened.model;
    let tests: Vec<Value> = claim
        .tests
        .iter()
        .zip(&found.tests)
        .map(|(query, came)| json!({ "words": words(query, &model.sources), "came": test(came) }))
        .collect();
    let knockouts: Vec<Value> = claim
        .knockouts
        .iter()
        .zip(&found.knockouts)
        .map(|(written, came)| {
            let alternatives: Vec<Value> = written
                .alternatives
                .iter()
                .zip(&came.alternatives)
                .map(|(changes, came)| {
                    json!({
                        "words": change_words(changes, &model.sources),
                        "breaks": came.breaks,
                        "tests": came.tests.iter().map(test).collect::<Vec<Value>>(),
                    })
                })
                .collect();
            json!({
                "trivial": came.trivial,
                "breaks": came.breaks,
                "expect": written.expect.as_ref().map(|query| words(query, &model.sources)),
                "alternatives": alternatives,
            })
        })
        .collect();
    json!({
        "id": found.id,
        "statement": found.statement,
        "tier": found.tier, "kind": found.kind, "role": found.role, "hardness": found.hardness,
        "sector": found.sector,
        "chapter": chapter_of(model, claim.span),
        "provenance": provenance(&claim.provenance),
        "untestable": claim.untestable,
        "verdict": found.verdict.as_str(),
        "because": found.because,
        "tests": tests,
        "knockouts": knockouts,
        "record": found.record.iter().map(record).collect::<Vec<Value>>(),
        "shown": found.shown.iter().map(number).collect::<Vec<Value>>(),
        "source": model.sources.text(claim.span),
    })
}

/// The runs that a claim speaks of, its variables in each, what is marked, and the record.
fn charts(opened: &Opened, question: &Question, claim: &Claim) -> Result<Value, Trouble> {
    let (model, program) = (&opened.model, opened.program()?);
    let settings = ask::settings(opened, &question.changes)?;
    let mut ids: Vec<VariableId> = Vec::new();
    let mut keys: Vec<&str> = Vec::new();
    for name in marks::variables(claim) {
        if let Ok(id) = ask::variable(program, &name.written)
            && ids.len() < DRAWN
            && !ids.contains(&id)
        {
            ids.push(id);
            keys.push(name.key.as_str());
        }
    }
    let unchanged = ask::settings(opened, &Changes { edits: Vec::new(), ..Changes::default() })?;
    let base = lines(program, &ask::course(program, &settings, &ids));
    let is_changed = settings != unchanged;
    let plain = is_changed.then(|| lines(program, &ask::course(program, &unchanged, &ids)));
    let mut beside = Vec::new();
    for (why, changes) in beside_runs(claim) {
        let run = ask::run_changed(opened, &settings, changes, &ids);
        let name = change_words(changes, &model.sources);
        beside.push(match run {
            Ok(run) => json!({ "name": name, "why": why, "run": lines(program, &run) }),
            Err(failure) => json!({ "name": name, "why": why, "failure": failure }),
        });
    }
    Ok(json!({
        "variables": keys,
        "run": base,
        "unchanged": plain,
        "beside": beside,
        "marks": marks::marks(claim),
        "records": records(model, &keys),
    }))
}

/// Changed runs a claim speaks of: first what must break it, then what its tests compare.
fn beside_runs(claim: &Claim) -> Vec<(&'static str, &[Change])> {
    let mut all: Vec<(&'static str, &[Change])> = Vec::new();
    for knockout in &claim.knockouts {
        all.extend(knockout.alternatives.iter().map(|changes| ("knockout", changes.as_slice())));
    }
    for query in claim.tests.iter().chain(&claim.reports) {
        under(query, &mut |changes| all.push(("compared", changes)));
    }
    let mut found: Vec<(&'static str, &[Change])> = Vec::new();
    for (why, changes) in all {
        if !found.iter().any(|(_, other)| same(other, changes)) {
            found.push((why, changes));
        }
    }
    found.truncate(BESIDE);
    found
}

/// Whether two lists of changes say the same, wherever they stand.
fn same(a: &[Change], b: &[Change]) -> bool {
    a.iter().map(|one| &one.kind).eq(b.iter().map(|one| &one.kind))
}

/// Every list of changes that a question asks under.
fn under<'q>(query: &'q Query, see: &mut dyn FnMut(&'q [Change])) {
    if let QueryKind::Under { changes, .. } = &query.kind {
        see(changes);
    }
    for child in marks::children(query) {
        under(child, see);
    }
}
