//! `book.toml`, and the chapters it lists.

use super::{Desk, Standing, block, finish, run};
use crate::Reading;
use crate::folder::Folder;
use crate::limits::{BOOK_BYTES, CHAPTER_BYTES, CHAPTERS};
use crate::toml::{Table, Value, parse};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::model::{Book, EnsembleSpec, Model, Source, Vary};
use interregnum_model::name::Name;
use interregnum_model::source::{FileId, SourceFile, Span};
use std::collections::BTreeMap;
use std::path::Path;

const KEYS: &[&str] = &["title", "argument", "chapters", "show", "run", "ensemble", "sources"];

/// Members by which claims are judged where the book does not say (SYSTEM.md, part 0).
const MEMBERS: u32 = 200;

/// A chapter that `book.toml` lists.
struct Listed {
    path: String,
    span: Span,
}

/// Reads a book's folder.
pub fn read(path: &Path, folder: &Folder) -> Reading {
    let mut desk = Desk::new(Some(folder));
    let mut model = Model { time: run::unsaid(), ..Model::default() };
    match folder.read("book.toml", BOOK_BYTES) {
        Ok(text) => {
            let file = desk.sources.add(SourceFile::new(folder.label("book.toml"), text.as_str()));
            let chapters = book(&text, file, &mut model, &mut desk.diagnostics);
            desk.origin = model.origin;
            for chapter in chapters {
                read_chapter(&chapter, folder, &mut model, &mut desk);
            }
        }
        Err(why) => {
            let message = format!("the folder `{}` is not a book: {why}", path.display());
            let finding = Diagnostic::whole(Code::BadBook, message)
                .help("write a `book.toml` with a title and the list of chapters");
            return Reading { model, diagnostics: vec![finding] };
        }
    }
    finish(model, &mut desk, Standing::InBook)
}

fn read_chapter(chapter: &Listed, folder: &Folder, model: &mut Model, desk: &mut Desk<'_>) {
    match folder.read(&chapter.path, CHAPTER_BYTES) {
        Ok(text) => {
            let file = desk.sources.add(SourceFile::new(folder.label(&chapter.path), text));
            block::read(model, desk, file, Standing::InBook);
        }
        Err(why) => {
            let finding = Diagnostic::new(Code::UnreadableFile, chapter.span, why);
            desk.diagnostics.push(finding.help("correct the list of chapters, or write the file"));
        }
    }
}

/// Reads `book.toml` alone, from memory: what it says, and no chapter.
pub fn read_book_text(label: &str, text: &str) -> Reading {
    let mut model = Model::default();
    let mut diagnostics = Vec::new();
    let file = model.sources.add(SourceFile::new(label, text));
    book(text, file, &mut model, &mut diagnostics);
    Reading { model, diagnostics }
}

fn book(
    text: &str,
    file: FileId,
    model: &mut Model,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Listed> {
    let table = parse(text, file, 0, diagnostics);
    let broken = !diagnostics.is_empty();
    let mut chapters = Vec::new();
    let mut book = Book {
        ensemble: EnsembleSpec { members: MEMBERS, seed: 1, ..EnsembleSpec::default() },
        ..Book::default()
    };
    for (key, value) in table.entries() {
        match key.name.as_str() {
            "title" => book.title = text_of(value, diagnostics),
            "argument" => book.argument = text_of(value, diagnostics).trim().to_string(),
            "chapters" => chapters = listed(value, diagnostics),
            "show" => book.show = names(value, diagnostics),
            "run" => {
                if let Some(table) = table_of(value, diagnostics) {
                    model.time = run::read(table, key.span, diagnostics);
                    model.origin = run::origin(table, diagnostics);
                }
            }
            "ensemble" => {
                if let Some(table) = table_of(value, diagnostics) {
                    ensemble(table, &mut book.ensemble, diagnostics);
                }
            }
            "sources" => book.sources = sources(value, diagnostics),
            _ => diagnostics.push(key.unknown("book.toml", KEYS)),
        }
    }
    if !broken {
        check(&table, file, diagnostics);
    }
    model.book = book;
    chapters
}

/// Finds fault with what a book must say.
fn check(table: &Table, file: FileId, diagnostics: &mut Vec<Diagnostic>) {
    let wanted = [
        ("title", "a title", "write title = \"...\""),
        ("chapters", "a list of chapters", "write chapters = [\"first.md\"]"),
        ("run", "how it runs", "write [run] with start, stop, dt and unit"),
    ];
    for (wanted, what, help) in wanted {
        if !table.entries().iter().any(|(key, _)| key.name == wanted) {
            let message = format!("the book does not say {what}");
            let finding = Diagnostic::new(Code::BadBook, Span::new(file, 0, 0), message);
            diagnostics.push(finding.help(help));
        }
    }
}

fn text_of(value: &Value, diagnostics: &mut Vec<Diagnostic>) -> String {
    value.text().unwrap_or_else(|| {
        diagnostics.push(value.wrong("a text in quotes"));
        String::new()
    })
}

fn table_of<'t>(value: &'t Value, diagnostics: &mut Vec<Diagnostic>) -> Option<&'t Table> {
    if value.table().is_none() {
        diagnostics.push(value.wrong("a table"));
    }
    value.table()
}

fn texts(value: &Value, diagnostics: &mut Vec<Diagnostic>) -> Vec<(String, Span)> {
    let Some(list) = value.list() else {
        diagnostics.push(value.wrong("a list of texts in quotes"));
        return Vec::new();
    };
    let mut texts = Vec::new();
    for value in list {
        match value.text() {
            // Without the quotes: what is shown is the name.
            Some(text) => texts.push((text, value.inside())),
            None => diagnostics.push(value.wrong("a text in quotes")),
        }
    }
    texts
}

fn names(value: &Value, diagnostics: &mut Vec<Diagnostic>) -> Vec<Name> {
    let texts = texts(value, diagnostics);
    texts.iter().map(|(text, span)| Name::new(text, *span)).collect()
}

fn listed(value: &Value, diagnostics: &mut Vec<Diagnostic>) -> Vec<Listed> {
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut chapters = Vec::new();
    for (path, span) in texts(value, diagnostics) {
        if let Some(first) = seen.insert(path.clone(), span) {
            let message = format!("the chapter `{path}` is listed twice");
            let finding = Diagnostic::new(Code::DuplicateName, span, message);
            diagnostics.push(finding.related(first, "first here"));
        } else if chapters.len() >= CHAPTERS {
            let message = format!("a book has at most {CHAPTERS} chapters");
            diagnostics.push(Diagnostic::new(Code::TooLarge, span, message));
            break;
        } else {
            chapters.push(Listed { path, span });
        }
    }
    chapters
}

fn ensemble(table: &Table, spec: &mut EnsembleSpec, diagnostics: &mut Vec<Diagnostic>) {
    for (key, value) in table.entries() {
        match key.name.as_str() {
            "members" => match value.count().and_then(|count| u32::try_from(count).ok()) {
                Some(members) if members > 0 => spec.members = members,
                Some(_) | None => diagnostics.push(value.wrong("a number of members, 1 or more")),
            },
            "seed" => match value.count() {
                Some(seed) => spec.seed = seed,
                None => diagnostics.push(value.wrong("a whole number")),
            },
            "with" => spec.with = names(value, diagnostics),
            "vary" => set_vary(value, spec, diagnostics),
            _ => diagnostics.push(key.unknown("[ensemble]", &["members", "seed", "with", "vary"])),
        }
    }
}

/// What members differ in.
fn set_vary(value: &Value, spec: &mut EnsembleSpec, diagnostics: &mut Vec<Diagnostic>) {
    let text = value.text().unwrap_or_default();
    match Vary::WORDS.iter().find(|(word, _)| *word == text) {
        Some((_, vary)) => spec.vary = *vary,
        None => {
            let finding = value.wrong("\"everything\" or \"chance\"");
            let words = Vary::WORDS.iter().map(|(word, _)| *word);
            diagnostics.push(
                finding
                    .nearest(&text, words)
                    .help("members differ in their parameters and by chance, or by chance alone"),
            );
        }
    }
}

fn sources(value: &Value, diagnostics: &mut Vec<Diagnostic>) -> Vec<Source> {
    let Some(table) = table_of(value, diagnostics) else { return Vec::new() };
    let mut sources = Vec::new();
    for (key, value) in table.entries() {
        let title = text_of(value, diagnostics);
        sources.push(Source { key: key.name.clone(), title, span: key.span });
    }
    sources
}
