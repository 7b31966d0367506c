//! What an ensemble's blocks come to together: written, printed, and the same bytes however it was
//! cut.

mod text;

use super::block_file::{BlockFile, Identity};
use super::series;
use crate::opened::Opened;
use crate::outcome::{Answer, Outcome, Trouble, print, say};
use crate::results::{Destination, Results, destination};
use interregnum_run::ensemble::Summary;
use interregnum_study::ensemble::{FailedMember, Part, Tally};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where what was found goes.
#[derive(clap::Args)]
pub struct Outputs {
    /// Write the summaries to a file: .csv, .tsv or .parquet; `-` prints csv
    #[arg(long, short, value_name = "FILE")]
    pub out: Option<String>,
    /// Write every member's whole run to a .parquet file; with --block, keep them in the block
    #[arg(long, value_name = "FILE")]
    pub series: Option<PathBuf>,
    /// Which quantiles, as parts of 1
    #[arg(long, value_name = "P,P,...", value_delimiter = ',', default_values_t = [0.05, 0.25, 0.5, 0.75, 0.95])]
    pub quantiles: Vec<f64>,
    /// Take quantiles from at most this many buckets (2 to 65536) for each number; more is finer and needs more memory
    #[arg(long, value_name = "B", value_parser = clap::value_parser!(u32).range(2..=65536))]
    pub buckets: Option<u32>,
    /// Print the summaries, the answers, and how they came about, as JSON
    #[arg(long)]
    pub json: bool,
}

impl Outputs {
    /// Whether they make sense, asked before the work begins.
    pub fn check(&self) -> Result<(), Trouble> {
        if let Some(wrong) = self.quantiles.iter().find(|part| !(0.0..=1.0).contains(*part)) {
            return Err(Trouble::new(format!("`--quantiles`: {wrong} is not between 0 and 1")));
        }
        match &self.series {
            Some(path)
                if path.extension().is_none_or(|end| !end.eq_ignore_ascii_case("parquet")) =>
            {
                Err(Trouble::new(format!("`--series {}` does not end in .parquet", path.display())))
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// How it came about and what was answered, beside the summaries.
#[derive(Serialize)]
struct About<'a> {
    ensemble: &'a Identity,
    failed: u64,
    failed_at: &'a BTreeMap<String, u64>,
    failures: &'a [FailedMember],
    answers: Vec<Answered<'a>>,
}

/// What the members answered to a question.
#[derive(Serialize)]
struct Answered<'a> {
    question: &'a str,
    asked: u64,
    answered: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    held: Option<u64>,
    /// Of those that answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    never: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mean: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sd: Option<f64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    quantiles: BTreeMap<String, f64>,
}

fn answered<'a>(question: &'a str, tally: &Tally, quantiles: &[f64]) -> Answered<'a> {
    let part = tally.held as f64 / tally.answered as f64;
    let numbers = &tally.numbers;
    let at = |part: &f64| Some((format!("q{part}"), numbers.quantile(*part)?));
    Answered {
        question,
        asked: tally.asked,
        answered: tally.answered,
        held: tally.truth.then_some(tally.held),
        part: (tally.truth && tally.answered > 0).then_some(part),
        never: (!tally.truth).then_some(tally.never),
        mean: numbers.mean(),
        sd: numbers.deviation(),
        quantiles: quantiles.iter().filter_map(at).collect(),
    }
}

/// All blocks of one ensemble, each once, in order.
pub fn gather(paths: &[PathBuf]) -> Result<Vec<BlockFile>, Trouble> {
    let mut faults = Vec::new();
    let mut blocks: Vec<BlockFile> = Vec::new();
    for path in paths {
        match BlockFile::open(path) {
            Ok(block) => blocks.push(block),
            Err(why) => faults.push(why.trouble(path)),
        }
    }
    if let Some((first, others)) = blocks.split_first() {
        for block in others.iter().filter(|it| it.header.ensemble != first.header.ensemble) {
            let differences = first.header.ensemble.differences(&block.header.ensemble);
            faults.push(Trouble::new(format!(
                "{} and {} are not of one ensemble: {}",
                first.path.display(),
                block.path.display(),
                differences.join("; ")
            )));
        }
    }
    if !faults.is_empty() {
        return Err(Trouble::all(faults));
    }
    blocks.sort_by_key(|block| block.header.first);
    complete(&blocks)?;
    Ok(blocks)
}

/// Refuses gaps and members that stand in two blocks.
fn complete(blocks: &[BlockFile]) -> Result<(), Trouble> {
    let Some(members) = blocks.first().map(|block| block.header.ensemble.members) else {
        return Err(Trouble::new("there is no block to put together"));
    };
    let mut faults = Vec::new();
    let mut next = 1;
    let mut before: Option<&BlockFile> = None;
    let missing = |first: u64, last: u64| {
        Trouble::new(format!("members {first} to {last} of {members} are missing"))
            .help("run their blocks too: `interregnum ensemble ... --block i/N --out FILE`")
    };
    for block in blocks {
        let (first, last) = (block.header.first, block.header.last);
        match before {
            Some(before) if first < next => faults.push(Trouble::new(format!(
                "members {first} to {} stand in {} and in {}",
                last.min(next - 1),
                before.path.display(),
                block.path.display()
            ))),
            Some(_) | None if first > next => faults.push(missing(next, first - 1)),
            Some(_) | None => {}
        }
        next = next.max(last.saturating_add(1));
        before = Some(block);
    }
    if next <= members {
        faults.push(missing(next, members));
    }
    if faults.is_empty() { Ok(()) } else { Err(Trouble::all(faults)) }
}

/// Puts blocks together, writes and prints what was found.
pub fn tell(paths: &[PathBuf], outputs: &Outputs, opened: Option<&Opened>) -> Outcome {
    outputs.check()?;
    let blocks = gather(paths)?;
    let mut part: Option<Part> = None;
    for block in &blocks {
        let found = block.part().map_err(|why| why.trouble(&block.path))?;
        match &mut part {
            None => part = Some(found),
            Some(part) => part.merge(&found),
        }
    }
    let (Some(part), Some(first)) = (part, blocks.first()) else {
        return Err(Trouble::new("there is no block to put together"));
    };
    let identity = &first.header.ensemble;
    let asks = identity.asks.iter().zip(&part.answers);
    let about = About {
        ensemble: identity,
        failed: part.failed,
        failed_at: &part.failed_at,
        failures: &part.failures,
        answers: asks.map(|(ask, tally)| answered(ask, tally, &outputs.quantiles)).collect(),
    };
    let to = outputs.out.as_deref().map(destination).transpose()?;
    write(identity, &part, outputs, &about, to.as_ref())?;
    if let Some(path) = &outputs.series {
        whole_runs(&blocks, identity, &about, path)?;
    }
    if !outputs.json && !matches!(to, Some(Destination::Standard)) {
        print(&text::page(identity, &part, opened))?;
    }
    Ok(if part.failed > 0 { Answer::No } else { Answer::Good })
}

fn write(
    identity: &Identity,
    part: &Part,
    outputs: &Outputs,
    about: &About<'_>,
    to: Option<&Destination>,
) -> Result<(), Trouble> {
    let columns = columns(identity, part, &outputs.quantiles);
    let columns: Vec<(String, &[f64])> =
        columns.iter().map(|(name, values)| (name.clone(), values.as_slice())).collect();
    let results = Results { about, times: &part.times, columns };
    if let Some(to) = to {
        results.write(to)?;
    }
    if outputs.json { print(&results.to_json()?) } else { Ok(()) }
}

/// For each variable its summaries over time; not a number where no member has a value.
fn columns(identity: &Identity, part: &Part, quantiles: &[f64]) -> Vec<(String, Vec<f64>)> {
    let mut columns = Vec::new();
    for (name, summaries) in identity.columns.iter().zip(&part.columns) {
        let mut add = |what: &str, value: &dyn Fn(&Summary) -> Option<f64>| {
            let values = summaries.iter().map(|one| value(one).unwrap_or(f64::NAN)).collect();
            columns.push((format!("{name}: {what}"), values));
        };
        add("mean", &Summary::mean);
        add("sd", &Summary::deviation);
        add("least", &Summary::least);
        for part in quantiles {
            add(&format!("q{part}"), &|summary| summary.quantile(*part));
        }
        add("greatest", &Summary::greatest);
    }
    columns
}

fn whole_runs(
    blocks: &[BlockFile],
    identity: &Identity,
    about: &About<'_>,
    path: &Path,
) -> Result<(), Trouble> {
    if !identity.series {
        return Err(Trouble::new("the blocks hold no whole runs")
            .help("run them with --series, and merge them again"));
    }
    let json = crate::results::json_about(about)?;
    series::to_parquet(blocks, identity, json, path)?;
    say(&format!("{}: every member's run", path.display()));
    Ok(())
}
