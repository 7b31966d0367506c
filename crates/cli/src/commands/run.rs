//! `interregnum run`: one run of a model, its numbers as a table or a file.

mod changes;
mod selection;
mod stored;
mod summary;

use crate::opened::{Opened, hash, open, tell};
use crate::outcome::{Answer, Outcome, Trouble, print, say};
use crate::results::about::{ENGINE, method_word};
use crate::results::{About, Results, destination};
use interregnum_compile::Program;
use interregnum_model::Model;
use interregnum_run::{Run, Settings, State, Watch};
use std::path::PathBuf;
pub use summary::brief;

/// Runs a model and shows its numbers
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book (folder with book.toml) or a chapter (.md)
    model: PathBuf,
    #[command(flatten)]
    changes: changes::Changes,
    /// Show or write only this variable, or one element as `NAME[ELEMENT]` (repeatable)
    #[arg(long = "variable", short = 'v', value_name = "NAME")]
    variables: Vec<String>,
    /// Write the numbers to a file: .csv, .tsv or .parquet; `-` prints csv
    #[arg(long, short, value_name = "FILE")]
    out: Option<String>,
    /// Print the numbers, and how they came about, as JSON
    #[arg(long)]
    json: bool,
    /// Keep where the run ends, to go on from there later
    #[arg(long, value_name = "FILE")]
    save_state: Option<PathBuf>,
    /// Go on from where a run of the same model ended
    #[arg(long, value_name = "FILE")]
    from_state: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Without --out or --json: a table of the variables that the book shows.

A file of numbers has a first column `time`, then one for each element, as in harvest[wheat,north].
How it came about (hash of the model, version, seed, settings) is written to FILE.json beside a csv
or tsv file, into the metadata of a parquet file, and into what --json prints.

Examples:
  interregnum run books/khrushchev
  interregnum run books/khrushchev --with average-weather@1959..1965 --off soil-exhaustion
  interregnum run books/khrushchev --set 'ploughing time=2.5' --until 1964 --out run.csv
  interregnum run books/khrushchev --member 17 --seed 3 --variable 'urban share' --out -
  interregnum run books/khrushchev --dt 1/32 --method rk4 --json
  interregnum run books/khrushchev --until 1953 --save-state 1953.json
  interregnum run books/khrushchev --from-state 1953.json --with no-projects

Exit status: 0 good; 1 the run failed on its way (what it had is kept); 2 usage or unreadable input.";

/// Runs a model.
pub fn run(arguments: &Arguments) -> Outcome {
    let to = arguments.out.as_deref().map(destination).transpose()?;
    let opened = open(&arguments.model)?;
    let settings = arguments.changes.settings(&opened)?;
    let watch = selection::watch(&opened.program, &arguments.variables)?;
    let model_hash = hash(&opened.model);
    let from = match &arguments.from_state {
        Some(path) => Some(stored::read(path, &model_hash)?),
        None => None,
    };
    let mut run = go(&opened.program, &settings, from.as_ref(), &watch);
    selection::keep(&opened.program, &arguments.variables, &mut run);
    let about = about(arguments, &opened, &settings, model_hash, from.as_ref(), &run);
    show(arguments, &opened, &about, &run, to.as_ref())?;
    if let Some(failure) = &run.failure {
        tell(&[failure.diagnostic(&opened.program)], &opened.model.sources);
        return Ok(Answer::No);
    }
    if let Some(path) = &arguments.save_state {
        stored::write(path, &about, &run.end)?;
        say(&format!("{}: the state at {}", path.display(), run.end.time));
    }
    Ok(Answer::Good)
}

fn go(program: &Program, settings: &Settings, from: Option<&State>, watch: &Watch) -> Run {
    match from {
        Some(state) => interregnum_run::resume(program, settings, state, watch),
        None => interregnum_run::run(program, settings, watch),
    }
}

fn about(
    arguments: &Arguments,
    opened: &Opened,
    settings: &Settings,
    model_hash: String,
    from: Option<&State>,
    run: &Run,
) -> About {
    let failure = |failure: &interregnum_run::Failure| failure.diagnostic(&opened.program).message;
    About {
        model: title(&opened.model).unwrap_or_else(|| arguments.model.display().to_string()),
        model_hash,
        engine: ENGINE,
        seed: settings.seed,
        member: settings.member,
        start: settings.time.start,
        stop: settings.time.stop,
        dt: settings.time.dt,
        saveper: settings.time.saveper,
        method: method_word(settings),
        time_unit: settings.time.unit.to_string(),
        with: arguments.changes.pulled(opened),
        off: arguments.changes.switches.off.clone(),
        set: arguments.changes.switches.set.clone(),
        resumed_at: from.map(|state| state.time),
        failure: run.failure.as_ref().map(failure),
    }
}

/// What the model calls itself: the book's title, or that of a chapter alone.
fn title(model: &Model) -> Option<String> {
    let chapter = model.chapters.first().map(|chapter| &chapter.title);
    let titles = std::iter::once(&model.book.title).chain(chapter);
    titles.into_iter().find(|title| !title.is_empty()).cloned()
}

fn show(
    arguments: &Arguments,
    opened: &Opened,
    about: &About,
    run: &Run,
    to: Option<&crate::results::Destination>,
) -> Result<(), Trouble> {
    let results = Results::new(about, &opened.program, run);
    if let Some(to) = to {
        results.write(to)?;
    }
    if arguments.json {
        print(&results.to_json()?)?;
    } else if to.is_none() {
        let chosen = !arguments.variables.is_empty();
        print(&summary::summary(opened, about, run, chosen))?;
    }
    Ok(())
}
