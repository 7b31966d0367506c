//! Small XMILE models written in a test, run, and their columns.

use crate::peers::table_of;
use interregnum_formats::Reading;
use interregnum_formats::xmile::read_text;
use interregnum_model::{Model, Severity};
use std::collections::BTreeMap;

/// Values at each saved moment, by the variable's name.
pub type Columns = BTreeMap<String, Vec<f64>>;

/// Reads a file of Stella's of these dimensions and variables, from 0 to 10 in steps of `dt`.
pub fn read(specs: &str, dt: &str, dimensions: &str, variables: &str) -> Reading {
    let text = format!(
        "<xmile><sim_specs {specs}><start>0</start><stop>10</stop><dt>{dt}</dt></sim_specs><dimensions>{dimensions}</dimensions><model><variables>{variables}</variables></model></xmile>"
    );
    read_text("test.xmile", &text)
}

/// The columns of such a model; the first error where it cannot be read or run.
pub fn run(dt: &str, dimensions: &str, variables: &str) -> Result<Columns, String> {
    let reading = read("", dt, dimensions, variables);
    let error = reading.diagnostics.iter().find(|it| it.severity == Severity::Error);
    match error {
        Some(error) => Err(error.message.clone()),
        None => columns(&reading.model),
    }
}

/// The columns of a model.
pub fn columns(model: &Model) -> Result<Columns, String> {
    let by_time =
        |(name, values): (String, BTreeMap<_, f64>)| (name, values.into_values().collect());
    Ok(table_of(model)?.columns.into_iter().map(by_time).collect())
}

/// Whether numbers are the expected ones but for rounding.
pub fn is_close(found: &[f64], expected: &[f64]) -> bool {
    found.len() == expected.len()
        && found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 1e-9 * b.abs().max(1.0))
}
