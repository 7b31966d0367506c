//! `interregnum ensemble`: many members of a model, and how far they lie apart.

pub mod block_file;
pub mod found;
mod pieces;
mod prepare;
mod series;
mod vary;
mod wanted;

use crate::outcome::{Answer, Outcome, Trouble};
use crate::progress::{Progress, Shown};
use crate::results::destination;
use crate::switches::Switches;
use crate::timing::Timing;
use found::Outputs;
use interregnum_study::ensemble::Part;
use pieces::{Piece, Pieces};
use prepare::Prepared;
use std::path::PathBuf;

/// Runs many members of a model and shows how far they lie apart
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book (folder with book.toml), a chapter (.md), or another tool's model
    pub model: PathBuf,
    #[command(flatten)]
    pub wanted: wanted::Wanted,
    #[command(flatten)]
    pub switches: Switches,
    #[command(flatten)]
    pub timing: Timing,
    #[command(flatten)]
    pub outputs: Outputs,
    /// Run only this block of N and write it to --out, for `interregnum merge`
    #[arg(long, value_name = "i/N", requires = "out", conflicts_with_all = ["state", "json"])]
    pub block: Option<String>,
    /// Keep finished blocks here, and go on from those that are there already
    #[arg(long, value_name = "FOLDER")]
    pub state: Option<PathBuf>,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    pub progress: bool,
}

const EXAMPLES: &str = "\
Members draw every parameter that the model gives a range or a distribution, under chance of their
own, unless the book says that they differ by chance alone. `--vary NAME` varies only what is named: by
its own distribution, or as said:
  --vary 'ploughing time=1..4'         evenly between
  --vary 'ploughing time=normal(2,1)'  also lognormal(MEDIAN,SD), triangular(LOW,MODE,HIGH)
  --vary 'ploughing time=1,2,4'        one of these
  --vary 'ploughing time=1..4/7'       one of seven even levels
  --vary everything                    everything the model varies, beside what is named (or: all)
  --vary chance                        nothing but the chance within the run, as in `claims`
  --switch soil-exhaustion             a mechanism or lever that is on in some members and off in others

Designs: monte-carlo; latin-hypercube; sobol (best with 64, 128, 256, ... members); grid (every
combination of levels; it knows how many members it has).

--plan FILE reads the same from a file, and what stands on the command line beside it wins:
  members = 1000
  design = \"sobol\"
  seed = 3
  vary = [\"ploughing time=1..4\", \"all\"]
  switch = [\"soil-exhaustion\"]
  with = [\"average-weather@1959\"]
  ask = [\"urban share[1960] > 0.5\"]

A file of summaries has a first column `time`, then for each variable mean, sd, least, quantiles and
greatest. Quantiles are exact up to --buckets different values; with more each is off by a small share of how far the
members lie apart. How it came about and the answers stand in FILE.json, in a parquet file's metadata, and in --json.

Work is done in blocks. With --out the finished ones are kept in FILE.unfinished until all are done (elsewhere with
--state), and the same command goes on from there after Ctrl-C or a crash.

Examples:
  interregnum ensemble books/khrushchev --members 1000 --out bands.csv
  interregnum ensemble books/khrushchev --members 1024 --design sobol --ask 'urban share[1960] > 0.5'
  interregnum ensemble books/khrushchev --members 500 --ask 'first(grain harvest > 150)' --json
  interregnum ensemble books/khrushchev --members 64 --out bands.csv --series runs.parquet
  interregnum ensemble books/khrushchev --members 100000 --block 3/10 --out 3.block
  interregnum merge *.block --out bands.csv

Exit status: 0 good; 1 some members failed (the others are there); 2 usage or unreadable input, or stopped.";

/// Runs an ensemble.
pub fn run(arguments: &Arguments) -> Outcome {
    let mut asked = arguments.wanted.with_file()?;
    asked.switches(&arguments.switches);
    let prepared = Prepared::new(arguments, &asked)?;
    let plan = prepared.plan(&asked, &arguments.outputs)?;
    let ensemble = prepared.ensemble(&plan, &asked, &arguments.outputs)?;
    let identity =
        prepared.identity(&plan, &asked, &arguments.outputs, arguments.outputs.series.is_some());
    let shown = if arguments.progress { Shown::Always } else { Shown::OnTerminals };
    let progress = Progress::new("members", shown);
    if let Some(block) = &arguments.block {
        let piece = Piece::block(block, ensemble.chunks())?;
        let out = arguments.outputs.out.as_deref().unwrap_or("-");
        return one_block(
            &Pieces { ensemble: &ensemble, identity: &identity, progress: &progress },
            &piece,
            out,
        );
    }
    if let Some(out) = &arguments.outputs.out {
        destination(out)?;
    }
    let pieces = Pieces { ensemble: &ensemble, identity: &identity, progress: &progress };
    let folder = pieces::Folder::new(arguments.state.as_deref(), arguments.outputs.out.as_deref())?;
    let files = pieces.all(&folder)?;
    progress.finish();
    let answer = found::tell(&files, &arguments.outputs, Some(&prepared.opened))?;
    folder.clear(&files);
    Ok(answer)
}

fn one_block(pieces: &Pieces<'_>, piece: &Piece, out: &str) -> Outcome {
    let path = PathBuf::from(out);
    match pieces.write(piece, &path, 0)? {
        Some(part) => {
            pieces.progress.finish();
            let Part { members, failed, .. } = &part;
            crate::outcome::say(&format!(
                "{out}: members {} to {} of {}; `interregnum merge` puts blocks together",
                members.start,
                members.end.saturating_sub(1),
                pieces.identity.members
            ));
            Ok(if *failed > 0 { Answer::No } else { Answer::Good })
        }
        None => {
            pieces.progress.finish();
            Err(Trouble::new("stopped; nothing of the block is kept"))
        }
    }
}
