//! The command `interregnum`: one file per command under `commands/`.

mod commands;
mod opened;
mod outcome;
mod results;
mod sparkline;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Makes an argument about a society run.
#[derive(Parser)]
#[command(name = "interregnum", version, about, long_about = LONG_ABOUT, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const LONG_ABOUT: &str = "\
Makes an argument about a society run.

A book is a folder of Markdown chapters whose fenced blocks carry a system: stocks, flows, what \
drives them, and the claims that the argument makes. This command checks a book, runs it, and says \
which claims hold.";

const EXAMPLES: &str = "\
MODEL is a book (a folder with book.toml) or one chapter (a .md file).

Exit status: 0 good; 1 the question was answered no; 2 usage or unreadable input.";

#[derive(Subcommand)]
enum Command {
    Run(Box<commands::run::Arguments>),
    Functions(commands::functions::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Run(arguments) => commands::run::run(&arguments),
        Command::Functions(arguments) => commands::functions::functions(&arguments),
    };
    outcome::exit(outcome)
}
