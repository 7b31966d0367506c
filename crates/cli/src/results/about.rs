//! How a result came about: enough to have it again.

use interregnum_run::Settings;
use serde::Serialize;

/// What stands beside results.
#[derive(Clone, Debug, Serialize)]
pub struct About {
    /// The model's title, or its path.
    pub model: String,
    /// SHA-256 of its files.
    pub model_hash: String,
    /// Version of this command.
    pub engine: &'static str,
    /// What random draws depend on, beside the member.
    pub seed: u64,
    /// Member of the ensemble; 0 is the base run.
    pub member: u64,
    /// First moment.
    pub start: f64,
    /// Last moment asked for.
    pub stop: f64,
    /// Step length.
    pub dt: f64,
    /// Time between saved values.
    pub saveper: f64,
    /// `euler` or `rk4`.
    pub method: &'static str,
    /// Unit of time.
    pub time_unit: String,
    /// Levers pulled, as given.
    pub with: Vec<String>,
    /// Mechanisms off, as given.
    pub off: Vec<String>,
    /// Parameters set, as given.
    pub set: Vec<String>,
    /// The moment of the saved state it went on from.
    pub resumed_at: Option<f64>,
    /// Why it stopped before its end, if it did.
    pub failure: Option<String>,
}

/// The engine's name and version.
pub const ENGINE: &str = concat!("interregnum ", env!("CARGO_PKG_VERSION"));

/// The method's word.
pub fn method_word(settings: &Settings) -> &'static str {
    match settings.time.method {
        interregnum_model::Method::Euler => "euler",
        interregnum_model::Method::Rk4 => "rk4",
    }
}
