//! A declaration written anew: what is wrong with it, under its words; and how it is saved.

use crate::changes::Edit;
use crate::opened::{Opened, Shelf};
use crate::trouble::Trouble;
use interregnum_model::diagnostic::{Diagnostic, Severity};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Declarations written anew.
    pub edits: Vec<Edit>,
}

/// What is wrong with the model under these edits and is not without them, each finding with its
/// place in the text of its edit.
///
/// # Errors
///
/// An edit of a declaration that is not there.
pub fn contest(shelf: &Shelf, question: &Question) -> Result<Value, Trouble> {
    let before = shelf.current();
    let changes = crate::changes::Changes { edits: question.edits.clone(), ..Default::default() };
    let after = shelf.with(&changes)?;
    let places = shelf.places(&before, &question.edits)?;
    let mut findings = Vec::new();
    for finding in &after.diagnostics {
        let place = finding.span.and_then(|span| {
            let path = &after.model.sources.get(span.file)?.path;
            places.iter().find(|place| {
                place.path == *path
                    && place.start <= span.start as usize
                    && (span.start as usize) < place.end
            })
        });
        let known = before.diagnostics.iter().any(|one| same(one, finding, &before, &after));
        if place.is_some() || !known {
            findings.push(found(finding, &after, place));
        }
    }
    Ok(json!({ "findings": findings, "runs": after.program.is_some() }))
}

/// Whether two findings say the same of the same words.
fn same(a: &Diagnostic, b: &Diagnostic, before: &Opened, after: &Opened) -> bool {
    let words = |one: &Diagnostic, opened: &Opened| {
        one.span.map(|span| opened.model.sources.text(span).to_owned())
    };
    a.code == b.code && a.message == b.message && words(a, before) == words(b, after)
}

/// Where an edit stands in the text of its file as it would be.
#[derive(Clone, Debug)]
pub struct Place {
    /// Whose declaration.
    pub name: String,
    /// The file.
    pub path: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// The edit's text.
    pub text: String,
}

fn found(finding: &Diagnostic, after: &Opened, place: Option<&Place>) -> Value {
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let span = finding.span.zip(place).map(|(span, place)| {
        let from = (span.start as usize).saturating_sub(place.start);
        let until = (span.end as usize).saturating_sub(place.start);
        json!({
            "edit": place.name,
            "from": letters(&place.text, from),
            "until": letters(&place.text, until),
        })
    });
    json!({
        "code": finding.code.as_str(),
        "severity": severity,
        "message": finding.message,
        "label": finding.label,
        "help": finding.help,
        "span": span,
        "place": finding.span.and_then(|span| after.model.sources.place(span)).map(|it| it.to_string()),
    })
}

/// Letters before a byte, as browsers count them (UTF-16).
fn letters(text: &str, byte: usize) -> usize {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).map_or(0, |head| head.encode_utf16().count())
}

/// Writes edits into the files of the model: each whole or not at all, what was there kept beside
/// it. Only files that are still as they were read, inside the model's folder.
///
/// # Errors
///
/// A file that changed since, lies elsewhere, or cannot be written.
pub fn save(shelf: &Shelf, question: &Question) -> Result<Value, Trouble> {
    let opened = shelf.current();
    let edited = shelf.edited(&opened, &question.edits)?;
    for path in edited.keys() {
        let was = opened.model.sources.iter().find(|(_, file)| file.path == *path);
        let now =
            std::fs::read_to_string(inside(shelf, path)?).map_err(|error| cannot(path, &error))?;
        // A mark that some editors put first is not part of what was read.
        let now = now.strip_prefix('\u{feff}').unwrap_or(&now);
        if was.is_none_or(|(_, file)| file.text != now) {
            let message = format!("`{path}` has changed since the page read it; nothing was saved");
            return Err(Trouble::asked(message));
        }
    }
    let mut saved = Vec::new();
    for (path, text) in &edited {
        let target = inside(shelf, path)?;
        let kept = keep(&target).map_err(|error| cannot(path, &error))?;
        replace(&target, text).map_err(|error| cannot(path, &error))?;
        saved.push(json!({ "file": path, "kept": kept.display().to_string() }));
    }
    shelf.reload();
    Ok(json!({ "saved": saved }))
}

fn cannot(path: &str, error: &std::io::Error) -> Trouble {
    Trouble::asked(format!("`{path}` cannot be saved: {error}"))
}

/// The true path of a file of the model, if it lies in the model's folder.
fn inside(shelf: &Shelf, path: &str) -> Result<PathBuf, Trouble> {
    let folder = if shelf.path.is_dir() {
        shelf.path.clone()
    } else {
        let parent = shelf.path.parent().filter(|parent| !parent.as_os_str().is_empty());
        parent.unwrap_or(Path::new(".")).to_owned()
    };
    let folder = folder.canonicalize().map_err(|error| cannot(path, &error))?;
    let file = Path::new(path).canonicalize().map_err(|error| cannot(path, &error))?;
    if !file.starts_with(&folder) {
        return Err(Trouble::refused(format!("`{path}` lies outside of the model's folder")));
    }
    Ok(file)
}

/// Copies a file beside itself under a name that is free: `name.md.before-1`.
fn keep(file: &Path) -> std::io::Result<PathBuf> {
    let name = file.file_name().and_then(|name| name.to_str()).unwrap_or("model").to_owned();
    let free = (1..).map(|number| file.with_file_name(format!("{name}.before-{number}")));
    let kept = free.into_iter().find(|path| !path.exists()).unwrap_or_else(|| file.to_owned());
    std::fs::copy(file, &kept)?;
    Ok(kept)
}

/// Puts a new text in a file's place at one stroke.
fn replace(file: &Path, text: &str) -> std::io::Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    let permissions = std::fs::metadata(file)?.permissions();
    std::fs::set_permissions(new.path(), permissions)?;
    new.persist(file).map_err(|error| error.error)?;
    Ok(())
}
