//! The formats of models: how a file's name tells them apart, who writes them, what they lose.
//!
//! One entry each in [`FORMATS`]: reading, `convert` and the table of the README come from it.

use crate::{Writing, chapters, vensim, xmile};
use interregnum_model::Model;
use std::path::Path;

/// The formats of models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Our own: a book's folder, or a chapter.
    Chapters,
    /// XMILE 1.0 and Stella's dialect of it.
    Xmile,
    /// Vensim's text format.
    Vensim,
}

/// What is known of a format.
#[derive(Debug)]
pub struct Entry {
    /// The format.
    pub format: Format,
    /// The word for it on the command line.
    pub word: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// Ends of its files' names; the first is what a new file is best called.
    pub ends: &'static [&'static str],
    /// Its writer; `None` where it is read only.
    pub write: Option<fn(&Model) -> Writing>,
    /// What it cannot say of a model, in a line for the README.
    pub loses: &'static str,
}

/// All formats.
pub const FORMATS: &[Entry] = &[
    Entry {
        format: Format::Chapters,
        word: "chapter",
        title: "Chapters (Markdown)",
        ends: &["md"],
        write: Some(chapters::write),
        loses: "drawings, groups, conveyors and queues, formats of numbers; a book's prose",
    },
    Entry {
        format: Format::Xmile,
        word: "xmile",
        title: "XMILE 1.0, Stella",
        ends: &["xmile", "stmx", "itmx", "xml"],
        write: Some(xmile::write),
        loses: "mechanisms and levers become switches; claims and observed series become elements that other tools pass over",
    },
    Entry {
        format: Format::Vensim,
        word: "mdl",
        title: "Vensim",
        ends: &["mdl"],
        write: Some(vensim::write),
        loses: "mechanisms and levers become switches; claims other than reality checks, observed series, formats of numbers; what a sketch has no place for",
    },
];

impl Format {
    /// By the end of the name, in capitals or not; `None` where it is none of a model's.
    pub fn named(path: &Path) -> Option<Format> {
        let end = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|entry| entry.ends.contains(&end.as_str())).map(|entry| entry.format)
    }

    /// By the end of the name; a name without a known one is a chapter's or a book's.
    pub fn of(path: &Path) -> Format {
        Format::named(path).unwrap_or(Format::Chapters)
    }

    /// What is known of it.
    pub fn entry(self) -> Option<&'static Entry> {
        FORMATS.iter().find(|entry| entry.format == self)
    }
}

/// The formats as the README's table: one row each.
pub fn table() -> String {
    let mut table =
        "| format | files | read | written | what is lost in writing |\n|---|---|---|---|---|\n"
            .to_owned();
    for entry in FORMATS {
        let files: Vec<String> = entry.ends.iter().map(|end| format!("`.{end}`")).collect();
        let written = if entry.write.is_some() { "yes" } else { "not yet" };
        table.push_str(&format!(
            "| {} | {} | yes | {written} | {} |\n",
            entry.title,
            files.join(" "),
            entry.loses
        ));
    }
    table
}
