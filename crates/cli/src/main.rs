//! The command `interregnum`: one file per command under `commands/`.

mod commands;
mod opened;
mod outcome;
mod paint;
mod progress;
mod results;
mod sparkline;
mod switches;
mod timing;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Makes an argument about a society run.
#[derive(Parser)]
#[command(name = "interregnum", version, about, long_about = LONG_ABOUT, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
}

const LONG_ABOUT: &str = "\
Makes an argument about a society run.

A book is a folder of Markdown chapters whose fenced blocks carry a system: stocks, flows, what \
drives them, and the claims that the argument makes. This command checks a book, runs it, and says \
which claims hold. Without a command it opens the first book and shows it in a page.";

const EXAMPLES: &str = "\
MODEL is a book (a folder with book.toml), one chapter (a .md file), or a model of another tool
(.xmile, .stmx, .itmx, .xml, .mdl).

Examples:
  interregnum                                    the first book in a page; without a browser, its summary
  interregnum serve model.mdl                    any model in a page
  interregnum check books/khrushchev             what is wrong with it
  interregnum claims books/khrushchev --knockouts    what comes out of it, and why
  interregnum audit books/khrushchev             whether results were put in
  interregnum run books/khrushchev --with average-weather@1959
  interregnum convert books/khrushchev book.xmile

Exit status: 0 good; 1 the question was answered no; 2 usage or unreadable input.";

#[derive(Subcommand)]
enum Command {
    Check(commands::check::Arguments),
    Run(Box<commands::run::Arguments>),
    Claims(Box<commands::claims::Arguments>),
    Audit(commands::audit::Arguments),
    Fit(commands::fit::Arguments),
    Ensemble(Box<commands::ensemble::Arguments>),
    Merge(commands::merge::Arguments),
    Convert(commands::convert::Arguments),
    Functions(commands::functions::Arguments),
    Serve(commands::serve::Arguments),
    Summary(commands::summary::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Some(Command::Check(arguments)) => commands::check::run(&arguments),
        Some(Command::Run(arguments)) => commands::run::run(&arguments),
        Some(Command::Claims(arguments)) => commands::claims::run(&arguments),
        Some(Command::Audit(arguments)) => commands::audit::run(&arguments),
        Some(Command::Fit(arguments)) => commands::fit::run(&arguments),
        Some(Command::Convert(arguments)) => commands::convert::run(&arguments),
        Some(Command::Ensemble(arguments)) => commands::ensemble::run(&arguments),
        Some(Command::Merge(arguments)) => commands::merge::run(&arguments),
        Some(Command::Functions(arguments)) => commands::functions::functions(&arguments),
        Some(Command::Serve(arguments)) => commands::serve::run(&arguments),
        Some(Command::Summary(arguments)) => commands::summary::run(&arguments),
        None => commands::serve::first_book(),
    };
    outcome::exit(outcome)
}
