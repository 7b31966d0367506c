//! Results as JSON.

use super::Results;
use crate::outcome::Trouble;
use serde::{Serialize, Serializer};

/// As it is written.
#[derive(Serialize)]
struct Document<'a, A> {
    about: &'a A,
    time: &'a [f64],
    #[serde(serialize_with = "in_order")]
    columns: &'a [(String, &'a [f64])],
}

fn in_order<S: Serializer>(columns: &[(String, &[f64])], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(columns.iter().map(|(name, values)| (name, values)))
}

/// How it came about, the times, and the columns by name in their order.
pub fn to_json<A: Serialize>(results: &Results<A>) -> Result<String, Trouble> {
    let Results { about, times, columns } = results;
    text(&Document { about, time: times, columns })
}

/// How it came about.
pub fn about<A: Serialize>(about: &A) -> Result<String, Trouble> {
    text(about)
}

fn text<T: Serialize>(value: &T) -> Result<String, Trouble> {
    let text = serde_json::to_string_pretty(value);
    text.map(|text| text + "\n").map_err(|error| Trouble::new(format!("cannot write: {error}")))
}
