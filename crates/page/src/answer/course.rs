//! Variables over time: the run without changes, the run with them, the record, the spread of the
//! members.

use super::numbers;
use crate::ask;
use crate::changes::Changes;
use crate::opened::Opened;
use crate::trouble::Trouble;
use interregnum_compile::Program;
use interregnum_model::Model;
use interregnum_model::name::Key;
use interregnum_model::series::{Measure, Series};
use interregnum_run::Run;
use interregnum_run::run::element_name;
use interregnum_study::fan::SHARES;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::sync::atomic::AtomicBool;

/// Variables that one question may ask for.
const MOST_VARIABLES: usize = 200;

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Of which run.
    #[serde(default)]
    pub changes: Changes,
    /// Which variables, by name.
    pub variables: Vec<String>,
    /// Members, where the spread is asked for.
    #[serde(default)]
    pub members: u32,
}

/// One run's lines, by the names of their elements.
///
/// # Errors
///
/// Names that are not there; changes that cannot be made; a model that cannot be run.
pub fn course(opened: &Opened, question: &Question) -> Result<Value, Trouble> {
    let (program, settings) = (opened.program()?, ask::settings(opened, &question.changes)?);
    let variables = ask::variables(program, few(&question.variables)?)?;
    let began = std::time::Instant::now();
    let run = ask::course(program, &settings, &variables);
    let mut value = lines(program, &run);
    if let Value::Object(map) = &mut value {
        map.insert("seconds".to_owned(), json!(began.elapsed().as_secs_f64()));
    }
    Ok(value)
}

fn few(names: &[String]) -> Result<&[String], Trouble> {
    if names.len() > MOST_VARIABLES {
        return Err(Trouble::too_much(format!("more than {MOST_VARIABLES} variables at once")));
    }
    Ok(names)
}

/// A run's kept values by the names of their elements.
pub fn lines(program: &Program, run: &Run) -> Value {
    let mut lines = Map::new();
    for column in &run.columns {
        if let Some(layout) = program.variables.get(column.variable.0 as usize) {
            lines.insert(element_name(layout, column.element), numbers(&column.values));
        }
    }
    let failure = run.failure.as_ref().map(|failure| failure.diagnostic(program).message);
    json!({ "times": run.times, "lines": lines, "failure": failure })
}

/// The spread of the members.
///
/// # Errors
///
/// As [`course`].
pub fn spread(opened: &Opened, question: &Question, cancel: &AtomicBool) -> Result<Value, Trouble> {
    let (program, settings) = (opened.program()?, ask::settings(opened, &question.changes)?);
    let variables = ask::variables(program, few(&question.variables)?)?;
    let members = question.members.min(super::ledger::MOST_MEMBERS);
    let fan = ask::spread(opened, &settings, members, &variables, cancel)?;
    let mut bands = Map::new();
    for band in &fan.bands {
        if let Some(layout) = program.variables.get(band.variable.0 as usize) {
            let lines: Vec<Value> = band.lines.iter().map(|line| numbers(line)).collect();
            bands.insert(element_name(layout, band.element), Value::Array(lines));
        }
    }
    Ok(json!({ "times": fan.times, "shares": SHARES, "bands": bands, "members": fan.members }))
}

/// The record of the variables of a question.
pub fn record(opened: &Opened, question: &Question) -> Value {
    let keys: Vec<Key> = question.variables.iter().map(|name| Key::new(name)).collect();
    let keys: Vec<&str> = keys.iter().map(Key::as_str).collect();
    records(&opened.model, &keys)
}

/// The series that observe these variables, with their points.
pub fn records(model: &Model, keys: &[&str]) -> Value {
    let observes = |series: &&Series| {
        let of = series.of.as_ref();
        of.is_some_and(|of| keys.contains(&of.name.key.as_str()))
    };
    let one = |series: &Series| {
        let shift = match series.measure {
            Measure::Year => 0.5,
            Measure::At(part) => part,
        };
        let points: Vec<Value> = series
            .points
            .iter()
            .map(|point| json!([point.time + shift, point.value, point.note]))
            .collect();
        let elements: Vec<String> = series
            .of
            .iter()
            .flat_map(|of| &of.subscripts)
            .map(|one| model.sources.text(one.span).trim().to_owned())
            .collect();
        let of = series.of.as_ref().map(|of| of.name.to_string()).unwrap_or_default();
        let element =
            if elements.is_empty() { of } else { format!("{of}[{}]", elements.join(",")) };
        json!({
            "name": &*series.name.written,
            "of": element,
            "key": series.of.as_ref().map(|of| of.name.key.as_str()),
            "note": series.note,
            "unit": series.unit.as_ref().map(ToString::to_string),
            "provenance": super::provenance(&series.provenance),
            "points": points,
        })
    };
    Value::Array(model.series.iter().filter(observes).map(one).collect())
}
