//! `interregnum merge`: blocks of an ensemble put together.

use super::ensemble::found::{Outputs, tell};
use crate::outcome::Outcome;
use std::path::PathBuf;

/// Puts the blocks of an ensemble together
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// Blocks that `interregnum ensemble --block i/N --out FILE` wrote, in any order
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    outputs: Outputs,
}

const EXAMPLES: &str = "\
All blocks must be there, each once, and of one ensemble: the same model, plan, seed and version. What is
written is the same, byte for byte, in whatever order and into how many blocks the members were cut.

Examples:
  interregnum merge *.block --out bands.csv
  interregnum merge *.block --out bands.csv --series runs.parquet
  interregnum merge *.block --quantiles 0.1,0.5,0.9 --json

Exit status: 0 good; 1 some members failed (the others are there); 2 blocks missing, damaged or of different ensembles.";

/// Puts blocks together.
pub fn run(arguments: &Arguments) -> Outcome {
    tell(&arguments.files, &arguments.outputs, None)
}
