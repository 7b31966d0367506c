//! The model beside the record, for programs.

use crate::outcome::Trouble;
use interregnum_model::series::Role;
use interregnum_study::fit::{Band, Bands, Fit, Part, Row};
use serde_json::{Value, json};

/// The comparison as JSON. Errors are parts of 1, not per cent.
pub fn report(
    fit: &Fit,
    bands: Option<&Bands>,
    model: &str,
    hash: &str,
) -> Result<String, Trouble> {
    let rows = fit.rows.iter().enumerate();
    let rows: Vec<Value> =
        rows.map(|(at, one)| row(one, bands.and_then(|bands| bands.rows.get(at)))).collect();
    let whole = json!({
        "model": model,
        "model_hash": hash,
        "engine": crate::results::about::ENGINE,
        "members": bands.map(|bands| bands.members),
        "members_failed": bands.map(|bands| bands.failed),
        "interrupted": bands.is_some_and(|bands| bands.interrupted),
        "rows": rows,
    });
    let text = serde_json::to_string_pretty(&whole);
    let text = text.map_err(|error| Trouble::new(format!("cannot write JSON: {error}")))?;
    Ok(format!("{text}\n"))
}

fn row(row: &Row, band: Option<&Band>) -> Value {
    let quality = row.quality;
    let points = row.points.iter().enumerate().map(|(at, point)| {
        let band = band.and_then(|band| band.years.get(at)).map(|(_, lines)| lines);
        json!({
            "year": point.year,
            "observed": point.observed,
            "model": point.model,
            "part": point.part.map(Part::as_str),
            "band": band,
        })
    });
    let points: Vec<Value> = points.collect();
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
        "role": role(row.role),
        "from": row.years().map(|(from, _)| from),
        "until": row.years().map(|(_, until)| until),
        "level": row.level,
        "course": row.course,
        "linked": row.linked,
        "calibrated": row.calibrated,
        "forecast": row.forecast,
        "points": points,
        "in_half": band.map(|band| band.in_half),
        "in_nine_tenths": band.map(|band| band.in_most),
        "place": row.place.as_ref().map(ToString::to_string),
    })
}

fn role(role: Role) -> Option<&'static str> {
    match role {
        Role::Untold => None,
        Role::Calibrate(_) => Some("calibrate"),
        Role::Validate => Some("validate"),
    }
}
