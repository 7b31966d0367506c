//! What any command that runs a model may change about how it goes through time.

use crate::outcome::Trouble;
use crate::switches::number;
use interregnum_model::Method;
use interregnum_run::{Clock, Settings};

/// How a run goes through time.
#[derive(clap::Args)]
pub struct Timing {
    /// Last moment
    #[arg(long, value_name = "T", value_parser = number, allow_hyphen_values = true)]
    until: Option<f64>,
    /// Step length; fractions such as 1/16 are understood
    #[arg(long, value_name = "DT", value_parser = number)]
    dt: Option<f64>,
    /// Time between saved values
    #[arg(long, value_name = "S", value_parser = number)]
    saveper: Option<f64>,
    /// How stocks follow their flows
    #[arg(long, value_name = "METHOD")]
    method: Option<MethodWord>,
}

/// The methods as the command line spells them.
#[derive(Clone, Copy, clap::ValueEnum)]
enum MethodWord {
    /// First order
    Euler,
    /// Runge-Kutta, fourth order
    Rk4,
}

impl Timing {
    /// Makes the changes, and says what is wrong with them.
    pub fn apply(&self, settings: &mut Settings) -> Result<(), Trouble> {
        let time = &mut settings.time;
        time.stop = self.until.unwrap_or(time.stop);
        time.dt = self.dt.unwrap_or(time.dt);
        time.saveper = self.saveper.unwrap_or(time.saveper);
        time.method = match self.method {
            Some(MethodWord::Euler) => Method::Euler,
            Some(MethodWord::Rk4) => Method::Rk4,
            None => time.method,
        };
        Clock::new(time)
            .map(drop)
            .map_err(|bad| Trouble::new(bad.to_string()).help("change start, stop, dt or saveper"))
    }
}
