//! `interregnum fit`: the model beside the record.

mod json;
mod parts;
mod text;

use crate::opened::{hash, open};
use crate::outcome::{Answer, Outcome, Trouble, print};
use crate::paint;
use crate::progress::{Progress, Shown};
use crate::switches::Switches;
use interregnum_study::fit::{Members, bands, fit};
use std::path::PathBuf;

/// Compares the model with the record: every observed series beside its variable.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book (folder with book.toml), a chapter (.md), or a model of another tool
    model: PathBuf,
    #[command(flatten)]
    switches: Switches,
    /// Take the years from this one on for a forecast, whatever the series say of their role
    #[arg(long, value_name = "YEAR")]
    forecast_from: Option<f64>,
    /// Ask so many members of the ensemble too, and how often the record lies in their bands
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    members: Option<u32>,
    /// Seed by which the members are drawn [default: the book's]
    #[arg(long, requires = "members")]
    seed: Option<u64>,
    /// Print the comparison as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Each row is one series, by chapter; series of different observers are never put together. Compared are
calendar years (a flow's totals). Error is the mean absolute error in per cent of what was observed.
Of the mean square error `bias` is the part that lies between the means, `spread` between the
standard deviations, `rest` from point to point (Theil); a model that is right but for chance has all of
it in `rest`. `course` is the error when both are divided by their means: for other units or base years.
What parameters may have been set on (`role calibrate` of a series) and what had to come out by itself
(`role validate`, other years, years from --forecast-from on) are told apart: nearness to the first is easy.
With --members, a model that knows how little it knows has half of the record's years in the band of the
middle half of its members, and nine tenths in that of the middle nine tenths.

Examples:
  interregnum fit books/khrushchev
  interregnum fit books/khrushchev --off soil-exhaustion
  interregnum fit books/khrushchev --forecast-from 1959 --members 200
  interregnum fit books/khrushchev --json | jq '.rows[] | {variable, series, mape: .level.mape}'

Exit status: 0; 2 usage, unreadable input, or nothing to compare.";

/// Compares and prints what was found.
pub fn run(arguments: &Arguments) -> Outcome {
    let opened = open(&arguments.model)?;
    let settings = arguments.switches.settings(&opened)?;
    let found = fit(&opened.model, &opened.program, &settings, arguments.forecast_from);
    if let Some(failure) = &found.failure {
        return Err(Trouble::new(format!("the run breaks down: {failure}")));
    }
    if found.rows.is_empty() {
        return Err(Trouble::new("the model has no observed series")
            .help("tie one to a variable with `series ... of VARIABLE` (see docs/notation.md)"));
    }
    let spread = arguments.members.map(|members| {
        let interrupt = Progress::new("members", Shown::OnTerminals);
        let seed = arguments.seed.unwrap_or(opened.model.book.ensemble.seed);
        let cancel = interrupt.cancel();
        let spread = bands(
            &opened.model,
            &opened.program,
            &settings,
            &found,
            Members { seed, count: members },
            cancel,
        );
        interrupt.finish();
        spread
    });
    if arguments.json {
        let model = opened.called(&arguments.model);
        print(&json::report(&found, spread.as_ref(), &model, &hash(&opened.model))?)?;
    } else {
        print(&text::page(&found, spread.as_ref(), paint::width()))?;
    }
    Ok(Answer::Good)
}
