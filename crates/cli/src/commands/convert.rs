//! `interregnum convert`: a model in another format, and what that format could not say.

use crate::opened::tell;
use crate::outcome::{Answer, Outcome, Trouble, print, say};
use crate::results::whole::write_whole;
use clap::builder::PossibleValuesParser;
use interregnum_formats::format::{Entry, FORMATS, Format};
use interregnum_model::diagnostic::has_errors;
use std::path::{Path, PathBuf};

/// Writes a model in another format
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book, a chapter (.md), or a model of another tool (.xmile, .stmx, .itmx, .xml, .mdl)
    model: PathBuf,
    /// The file to write; its end says the format. `-` prints it
    out: PathBuf,
    /// The format, where the end of OUT does not say it
    #[arg(long, value_parser = words())]
    format: Option<String>,
    /// Write over a file that is there already
    #[arg(long)]
    force: bool,
}

const EXAMPLES: &str = "\
What the other format cannot say is told, each with its place: nothing is lost in silence. The file
is written whole or not at all.

Examples:
  interregnum convert books/khrushchev book.xmile
  interregnum convert model.stmx model.md
  interregnum convert model.mdl - --format xmile

Exit status: 0 written; 2 usage, unreadable input, or OUT is there already.";

fn words() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().map(|entry| entry.word))
}

/// Converts a model.
pub fn run(arguments: &Arguments) -> Outcome {
    let out = &arguments.out;
    let entry = entry(arguments.format.as_deref(), out)?;
    let write = entry.write.ok_or_else(|| {
        Trouble::new(format!("{} files are read, not written yet", entry.title))
            .help(format!("choose one of: {}", written()))
    })?;
    let is_printed = out.as_os_str() == "-";
    if !is_printed && !arguments.force {
        free(out)?;
    }
    let reading = interregnum_formats::read(&arguments.model);
    tell(&reading.diagnostics, &reading.model.sources);
    if has_errors(&reading.diagnostics) {
        return Err(Trouble::new("the model could not be read whole, so nothing is written")
            .help("mend what is said above"));
    }
    let writing = write(&reading.model);
    tell(&writing.diagnostics, &reading.model.sources);
    if is_printed {
        print(&writing.text)?;
    } else {
        write_whole(out, writing.text.as_bytes())?;
        say(&told(out, entry, reading.model.variables.len(), writing.diagnostics.len()));
    }
    Ok(Answer::Good)
}

fn told(out: &Path, entry: &Entry, variables: usize, losses: usize) -> String {
    let lost = match losses {
        0 => "nothing was lost".to_owned(),
        1 => "what was lost is said above".to_owned(),
        many => format!("{many} findings above say what was lost"),
    };
    format!("{}: {variables} variables as {}; {lost}", out.display(), entry.title)
}

/// The format asked for, or that of the file's name.
fn entry(word: Option<&str>, out: &Path) -> Result<&'static Entry, Trouble> {
    let asked = word.and_then(|word| FORMATS.iter().find(|entry| entry.word == word));
    let named = || Format::named(out).and_then(Format::entry);
    asked.or_else(named).ok_or_else(|| {
        Trouble::new(format!("the name `{}` does not say which format is meant", out.display()))
            .help(format!("end it in one of {}, or add --format", ends()))
    })
}

/// Whether a file may be written without asking.
fn free(out: &Path) -> Result<(), Trouble> {
    if out.is_dir() {
        return Err(
            Trouble::new(format!("{} is a folder", out.display())).help("name a file inside it")
        );
    }
    // A link that leads nowhere is something too.
    if out.symlink_metadata().is_ok() {
        return Err(Trouble::new(format!("{} is there already", out.display()))
            .help("add --force to write over it"));
    }
    Ok(())
}

fn ends() -> String {
    let ends = FORMATS.iter().flat_map(|entry| entry.ends);
    ends.map(|end| format!(".{end}")).collect::<Vec<_>>().join(", ")
}

fn written() -> String {
    let entries = FORMATS.iter().filter(|entry| entry.write.is_some());
    entries.map(|entry| entry.word).collect::<Vec<_>>().join(", ")
}
