//! The model beside the record, for programs.

use crate::outcome::Trouble;
use interregnum_study::fit::{Errors, Fit, Row};
use serde_json::{Value, json};

/// The comparison as JSON. Errors are parts of 1, not per cent.
pub fn report(fit: &Fit, model: &str, hash: &str) -> Result<String, Trouble> {
    let rows: Vec<Value> = fit.rows.iter().map(row).collect();
    let whole = json!({
        "model": model,
        "model_hash": hash,
        "engine": crate::results::about::ENGINE,
        "rows": rows,
    });
    let text = serde_json::to_string_pretty(&whole);
    let text = text.map_err(|error| Trouble::new(format!("cannot write JSON: {error}")))?;
    Ok(format!("{text}\n"))
}

fn row(row: &Row) -> Value {
    let quality = row.quality;
    json!({
        "chapter": row.chapter,
        "sector": row.sector,
        "variable": row.variable,
        "series": row.series,
        "source": row.source,
        "quality": {
            "high": quality.high,
            "medium": quality.medium,
            "low": quality.low,
            "ungraded": quality.ungraded,
        },
        "from": row.years.map(|(from, _)| from),
        "until": row.years.map(|(_, until)| until),
        "level": row.level.as_ref().map(errors),
        "course": row.course.as_ref().map(errors),
        "place": row.place.as_ref().map(ToString::to_string),
    })
}

fn errors(errors: &Errors) -> Value {
    json!({
        "n": errors.n,
        "mape": errors.mape,
        "rmse": errors.rmse,
        "r2": errors.r2,
        "u": errors.u,
        "bias": errors.bias,
        "variance": errors.variance,
        "covariance": errors.covariance,
    })
}
