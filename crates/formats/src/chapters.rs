//! Our own notation: books, chapters, declarations, claims (`docs/notation.md`).

mod block;
mod book;
mod check;
mod claim;
mod common;
mod declaration;
mod dimension;
mod lookup;
mod macros;
pub mod markdown;
mod outline;
mod parameter;
mod print;
mod run;
mod scenario;
mod series;
mod variable;

pub use book::read_book_text;
pub use print::{print, write};

use crate::Reading;
use crate::folder::{Folder, read_text as text_of};
use crate::limits::CHAPTER_BYTES;
use crate::unit::Spellings;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::model::{Model, Origin};
use interregnum_model::scenario::Lever;
use interregnum_model::source::{FileId, SourceFile, Sources};
use markdown::Block;
use std::collections::BTreeMap;
use std::path::Path;

/// What is at hand while a book is read.
pub(crate) struct Desk<'f> {
    /// Findings so far.
    pub diagnostics: Vec<Diagnostic>,
    /// Files so far.
    pub sources: Sources,
    /// Where files that chapters name are.
    pub folder: Option<&'f Folder>,
    /// Whether a declaration must say where it comes from; not asked in the library, nor inside a
    /// macro, whose heading answers for all.
    pub asks_provenance: bool,
    /// Whose model it is: of another tool's neither units nor provenance are asked.
    pub origin: Origin,
    /// Other spellings of units.
    pub spellings: Spellings,
    /// Claims, read when all names are known.
    pub claims: Vec<(FileId, Block)>,
    /// Levers made for questions.
    pub asked: Vec<Lever>,
}

impl<'f> Desk<'f> {
    fn new(folder: Option<&'f Folder>) -> Desk<'f> {
        Desk {
            diagnostics: Vec::new(),
            sources: Sources::default(),
            folder,
            asks_provenance: true,
            origin: Origin::Book,
            spellings: Spellings::default(),
            claims: Vec::new(),
            asked: Vec::new(),
        }
    }
}

impl Desk<'_> {
    /// Whether a declaration must say where it comes from.
    pub fn asks_where_from(&self) -> bool {
        self.asks_provenance && self.origin == Origin::Book
    }
}

/// Whether a chapter is one of a book or stands alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// `book.toml` says how it runs and what its sources are.
    InBook,
    /// It says itself how it runs; it has no list of sources.
    Alone,
}

/// Reads a book's folder, or one chapter that stands alone.
pub fn read(path: &Path) -> Reading {
    if path.is_dir() {
        return book::read(path, &Folder::new(path));
    }
    match text_of(path, CHAPTER_BYTES) {
        Ok(text) => {
            let folder = path.parent().map(Folder::new);
            alone(&path.display().to_string(), &text, &mut Desk::new(folder.as_ref()))
        }
        Err(why) => {
            let message = format!("`{}` {why}", path.display());
            let finding = Diagnostic::whole(Code::UnreadableFile, message)
                .help("name a book's folder or a chapter (`.md`)");
            Reading { model: Model::default(), diagnostics: vec![finding] }
        }
    }
}

/// Reads a book's folder as it would be with other texts in some of its files, by the paths that
/// findings show; no file is touched.
pub fn read_edited(path: &Path, edited: &BTreeMap<String, String>) -> Reading {
    book::read(path, &Folder::new(path).with(edited.clone()))
}

/// Reads one chapter that stands alone from memory. Files that it names are not opened: each is a
/// finding.
pub fn read_text(label: &str, text: &str) -> Reading {
    alone(label, text, &mut Desk::new(None))
}

/// Reads one chapter that stands alone from memory, and the files it names from a folder.
pub fn read_text_in(label: &str, text: &str, folder: &Path) -> Reading {
    let folder = Folder::new(folder);
    alone(label, text, &mut Desk::new(Some(&folder)))
}

/// Reads a chapter of the library, whose macros need not say where they come from.
pub fn read_library(label: &str, text: &str) -> Reading {
    let mut desk = Desk::new(None);
    desk.asks_provenance = false;
    alone(label, text, &mut desk)
}

fn alone(label: &str, text: &str, desk: &mut Desk<'_>) -> Reading {
    let mut model = Model { time: run::unsaid(), ..Model::default() };
    let file = desk.sources.add(SourceFile::new(label, text));
    if text.len() as u64 > CHAPTER_BYTES {
        let message = format!("`{label}` is larger than {} MiB", CHAPTER_BYTES >> 20);
        desk.diagnostics.push(Diagnostic::whole(Code::TooLarge, message));
    } else {
        block::read(&mut model, desk, file, Standing::Alone);
    }
    finish(model, desk, Standing::Alone)
}

/// What is done when all chapters are read.
fn finish(mut model: Model, desk: &mut Desk<'_>, standing: Standing) -> Reading {
    claim::read_all(&mut model, desk);
    check::one_spelling(&mut model, &desk.spellings);
    check::duplicates(&mut model, &mut desk.diagnostics);
    if standing == Standing::InBook {
        check::known_sources(&model, &mut desk.diagnostics);
    }
    check::not_empty(&model, &mut desk.diagnostics);
    // After those of the book, so that what a question changes wins.
    model.levers.append(&mut desk.asked);
    model.sources = std::mem::take(&mut desk.sources);
    let mut diagnostics = std::mem::take(&mut desk.diagnostics);
    diagnostics.sort_by_key(|it| it.span.map(|span| (span.file, span.start)));
    Reading { model, diagnostics }
}
