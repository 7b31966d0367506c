//! `interregnum fit`: the model beside the record.

mod json;
mod text;

use crate::opened::{hash, open};
use crate::outcome::{Answer, Outcome, Trouble, print};
use crate::paint;
use crate::switches::Switches;
use interregnum_study::fit::fit;
use std::path::PathBuf;

/// Compares the model with the record: every observed series beside its variable.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book (folder with book.toml), a chapter (.md), or a model of another tool
    model: PathBuf,
    #[command(flatten)]
    switches: Switches,
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

Examples:
  interregnum fit books/khrushchev
  interregnum fit books/khrushchev --off soil-exhaustion
  interregnum fit books/khrushchev --json | jq '.rows[] | {variable, series, mape: .level.mape}'

Exit status: 0; 2 usage, unreadable input, or nothing to compare.";

/// Compares and prints what was found.
pub fn run(arguments: &Arguments) -> Outcome {
    let opened = open(&arguments.model)?;
    let settings = arguments.switches.settings(&opened)?;
    let found = fit(&opened.model, &opened.program, &settings);
    if let Some(failure) = &found.failure {
        return Err(Trouble::new(format!("the run breaks down: {failure}")));
    }
    if found.rows.is_empty() {
        return Err(Trouble::new("the model has no observed series")
            .help("tie one to a variable with `series ... of VARIABLE` (see docs/notation.md)"));
    }
    if arguments.json {
        let model = opened.called(&arguments.model);
        print(&json::report(&found, &model, &hash(&opened.model))?)?;
    } else {
        print(&text::page(&found, paint::width()))?;
    }
    Ok(Answer::Good)
}
