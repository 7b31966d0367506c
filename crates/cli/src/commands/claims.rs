//! `interregnum claims`: whether what the argument claims comes out of the model.

mod json;
pub mod text;

use crate::opened::{Opened, hash, open};
use crate::outcome::{Answer, Outcome, Trouble, print};
use crate::paint;
use crate::progress::{Progress, Shown};
use crate::switches::{Switches, vary};
use interregnum_model::model::Vary;
use interregnum_model::name::{Key, nearest};
use interregnum_study::claims::{Control, Knockouts, Options, Report, Verdict, judge};
use std::path::PathBuf;

/// Judges the claims of a model: which hold, with the numbers that decide it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book (folder with book.toml) or a chapter (.md)
    model: PathBuf,
    /// Judge only this claim (repeatable)
    #[arg(long = "claim", value_name = "ID")]
    claims: Vec<String>,
    /// Take away what each claim says it rests on, and see whether it breaks
    #[arg(long)]
    knockouts: bool,
    /// Ask this many members of the ensemble beside the base run; the book's number if not given
    #[arg(long, value_name = "N")]
    members: Option<u32>,
    /// What members are drawn by; the book's own if not given
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// What members differ in: everything that is drawn, or the chance within the run alone; the
    /// book's own if not given
    #[arg(long, value_name = "WHAT", value_parser = vary)]
    vary: Option<Vary>,
    #[command(flatten)]
    switches: Switches,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
    /// Show progress even where standard error is no terminal
    #[arg(long)]
    progress: bool,
}

const EXAMPLES: &str = "\
Verdicts:
  holds          its tests hold, in the base run and in most members
  fails          a test does not hold in the base run, nor in most members
  depends        it holds in the base run but in less than 80 % of the members, or the other way
                 round; the parameter that best tells the two apart is named
  not explained  its tests hold, but it does not break when what it rests on is taken away
  untestable     it has no answer: the book says why, or a run breaks down

The record is asked the same where every variable of a test is observed and nothing is changed.

Examples:
  interregnum claims books/khrushchev --knockouts
  interregnum claims books/khrushchev --claim farm-output-50pc --members 50
  interregnum claims books/khrushchev --members 50 --vary chance
  interregnum claims books/khrushchev --off soil-exhaustion --with average-weather@1959
  interregnum claims books/khrushchev --json | jq '.claims[] | {id, verdict}'

Exit status: 0 no claim fails (some may depend, or be unexplained or untestable); 1 some claim
fails; 2 usage or unreadable input. Ctrl-C ends the work and judges by the members asked so far.";

/// Judges claims and prints what was found.
pub fn run(arguments: &Arguments) -> Outcome {
    let opened = open(&arguments.model)?;
    let only = chosen(&opened, &arguments.claims)?;
    let mut options = Options::new(&opened.model, &opened.program);
    options.only = only;
    options.settings = arguments.switches.settings(&opened)?;
    options.members = arguments.members.unwrap_or(options.members);
    options.seed = arguments.seed.unwrap_or(options.seed);
    options.vary = arguments.vary.unwrap_or(options.vary);
    if arguments.knockouts {
        options.knockouts = Knockouts::Tried;
    }
    let report = judged(
        &opened,
        &options,
        if arguments.progress { Shown::Always } else { Shown::OnTerminals },
    );
    if arguments.json {
        let hash = hash(&opened.model);
        let title = opened.called(&arguments.model);
        let about = json::About {
            model: &title,
            hash: &hash,
            engine: crate::results::about::ENGINE,
            with: &arguments.switches.with,
            off: &arguments.switches.off,
            set: &arguments.switches.set,
        };
        print(&json::report(&report, &about)?)?;
    } else {
        print(&text::page(&report, &opened.model, paint::width()))?;
    }
    let fails = report.claims.iter().any(|claim| claim.verdict == Verdict::Fails);
    Ok(if fails { Answer::No } else { Answer::Good })
}

/// Judges with a progress bar.
pub fn judged(opened: &Opened, options: &Options, shown: Shown) -> Report {
    let progress = Progress::new("runs", shown);
    let control =
        Control { progress: &|done, of| progress.done(done, of), cancel: progress.cancel() };
    let report = judge(&opened.model, &opened.program, options, control);
    progress.finish();
    report
}

/// The claims of these ids, by their index; all that are not there are told in one go.
fn chosen(opened: &Opened, ids: &[String]) -> Result<Option<Vec<usize>>, Trouble> {
    let claims = &opened.model.claims;
    if ids.is_empty() {
        return match claims.is_empty() {
            true => Err(Trouble::new("the model makes no claims")
                .help("write one in a block that begins with ```claim (see docs/notation.md)")),
            false => Ok(None),
        };
    }
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for id in ids {
        let key = Key::new(id);
        match claims.iter().position(|claim| claim.name.key == key) {
            Some(index) => found.push(index),
            None => {
                let trouble = Trouble::new(format!("there is no claim `{id}`"));
                let names = claims.iter().map(|claim| &*claim.name.written);
                faults.push(match nearest(id, names) {
                    Some(near) => trouble.help(format!("did you mean `{near}`?")),
                    None => trouble,
                });
            }
        }
    }
    if !faults.is_empty() {
        return Err(Trouble::all(faults));
    }
    found.sort_unstable();
    found.dedup();
    Ok(Some(found))
}
