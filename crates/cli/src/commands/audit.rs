//! `interregnum audit`: whether results were put in instead of coming out.

mod json;
mod text;

use crate::opened::{hash, open};
use crate::outcome::{Answer, Outcome, Trouble, print};
use crate::paint;
use crate::progress::{Progress, Shown};
use interregnum_model::name::nearest;
use interregnum_study::audit::{BATTERY, Verdict, audit};
use interregnum_study::claims::Control;
use std::path::PathBuf;

/// Puts a model to the test: whether results were put in instead of coming out.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book (folder with book.toml), a chapter (.md), or a model of another tool
    model: PathBuf,
    /// Make only this check (repeatable)
    #[arg(long = "check", value_name = "CHECK")]
    checks: Vec<String>,
    /// Tell remarks too, not only what speaks against the model
    #[arg(long)]
    all: bool,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    progress: bool,
}

const EXAMPLES: &str = "\
Each check says what it did, and what it found with its place. A check fails by a fault; remarks
(with --all) are worth knowing, and decide nothing. What a model has nothing to ask of does not apply.

Examples:
  interregnum audit books/khrushchev
  interregnum audit books/khrushchev --check clock --check weather --all
  interregnum audit model.mdl --json | jq '.checks[] | {check, verdict}'

Exit status: 0 no check fails; 1 some check fails; 2 usage or unreadable input. Ctrl-C ends the
work and tells what was found so far.";

/// Audits a model and prints what was found.
pub fn run(arguments: &Arguments) -> Outcome {
    let only = chosen(&arguments.checks)?;
    let opened = open(&arguments.model)?;
    let shown = if arguments.progress { Shown::Always } else { Shown::OnTerminals };
    let progress = Progress::new("checks", shown);
    let control =
        Control { progress: &|done, of| progress.done(done, of), cancel: progress.cancel() };
    let found = audit(&opened.model, &opened.program, &only, control);
    progress.finish();
    if arguments.json {
        let model = opened.called(&arguments.model);
        print(&json::report(&found, &model, &hash(&opened.model))?)?;
    } else {
        let remarks = if arguments.all { text::Remarks::Told } else { text::Remarks::Counted };
        print(&text::page(&found, remarks, paint::width()))?;
    }
    let fails = found.checks.iter().any(|check| check.verdict == Verdict::Fails);
    Ok(if fails { Answer::No } else { Answer::Good })
}

/// The checks of these words; all that are not there are told in one go.
fn chosen(words: &[String]) -> Result<Vec<&'static str>, Trouble> {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for word in words {
        match BATTERY.iter().find(|check| check.id == word) {
            Some(check) => found.push(check.id),
            None => {
                let trouble = Trouble::new(format!("there is no check `{word}`"));
                let all: Vec<&str> = BATTERY.iter().map(|check| check.id).collect();
                faults.push(match nearest(word, all.iter().copied()) {
                    Some(near) => trouble.help(format!("did you mean `{near}`?")),
                    None => trouble.help(format!("the checks are {}", all.join(", "))),
                });
            }
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(Trouble::all(faults)) }
}
