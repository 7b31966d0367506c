//! How near variables come to their series: one row for each series, the years compared with it.

use super::course::Question;
use crate::ask;
use crate::opened::Opened;
use crate::trouble::Trouble;
use interregnum_model::name::Key;
use interregnum_study::fit::{Part, Row, fit as compared};
use serde_json::{Value, json};

/// The fit of the variables of a question, in the run with its changes.
///
/// # Errors
///
/// Changes that cannot be made; a model that cannot be run.
pub fn fit(opened: &Opened, question: &Question) -> Result<Value, Trouble> {
    let (program, settings) = (opened.program()?, ask::settings(opened, &question.changes)?);
    let keys: Vec<Key> = question.variables.iter().map(|name| Key::new(name)).collect();
    let model = &opened.model;
    let observed = model
        .series
        .iter()
        .any(|series| series.of.as_ref().is_some_and(|of| keys.contains(&of.name.key)));
    if !observed {
        return Ok(json!({ "rows": [] }));
    }
    let found = compared(model, program, &settings, None);
    let asked = found.rows.iter().filter(|row| keys.iter().any(|key| key.as_str() == row.key));
    Ok(json!({ "rows": asked.map(row).collect::<Vec<Value>>(), "failure": found.failure }))
}

fn row(row: &Row) -> Value {
    let quality = row.quality;
    let years = row.points.iter().map(|point| {
        let part = point.part.map(Part::as_str);
        json!({ "year": point.year, "observed": point.observed, "model": point.model, "part": part })
    });
    json!({
        "variable": row.variable,
        "series": row.series,
        "source": row.source,
        "weak": quality.is_weak(),
        "quality": [quality.high, quality.medium, quality.low, quality.ungraded],
        "from": row.years().map(|(from, _)| from),
        "until": row.years().map(|(_, until)| until),
        "level": row.level,
        "course": row.course,
        "linked": row.linked,
        "calibrated": row.calibrated,
        "forecast": row.forecast,
        "years": years.collect::<Vec<Value>>(),
    })
}
