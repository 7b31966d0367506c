//! What a reader takes away: a run as a table, the model in another tool's format, a patch of the
//! book's files.

use crate::ask;
use crate::changes::Changes;
use crate::opened::{Opened, Shelf};
use crate::trouble::Trouble;
use interregnum_formats::format::FORMATS;
use interregnum_run::run::element_name;
use serde::Deserialize;
use serde_json::{Value, json};

/// What is asked of a patch.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Of which run.
    #[serde(default)]
    pub changes: Changes,
}

/// What is asked of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableQuestion {
    /// Of which run.
    #[serde(default)]
    pub changes: Changes,
    /// How it is written.
    #[serde(default)]
    pub format: TableFormat,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum TableFormat {
    /// CSV (RFC 4180).
    #[default]
    Csv,
    /// Parquet.
    Parquet,
}

impl TableFormat {
    /// As browsers are told.
    pub fn content_type(self) -> &'static str {
        match self {
            TableFormat::Csv => "text/csv; charset=utf-8",
            TableFormat::Parquet => "application/vnd.apache.parquet",
        }
    }
}

/// Every shown variable at every saveper of a run.
///
/// # Errors
///
/// Changes that cannot be made; a model that cannot be run, or is too large for a page.
pub fn table(opened: &Opened, question: &TableQuestion) -> Result<Vec<u8>, Trouble> {
    /// Numbers in a table beyond which the command should be used.
    const MOST: f64 = 2e7;
    let (program, settings) = (opened.program()?, ask::settings(opened, &question.changes)?);
    let time = &settings.time;
    let rows = (time.stop - time.start) / time.saveper.max(time.dt);
    let columns: u32 =
        program.variables.iter().filter(|one| !one.hidden).map(|one| one.count).sum();
    if rows * f64::from(columns) > MOST {
        return Err(Trouble::too_much(
            "the table is too large for a page; use `interregnum run --out`",
        ));
    }
    let run = ask::whole(program, &settings);
    let columns: Vec<(String, &[f64])> = run
        .columns
        .iter()
        .map(|column| {
            let layout = program.variables.get(column.variable.0 as usize);
            let name = layout.map_or(String::new(), |layout| element_name(layout, column.element));
            (name, column.values.as_slice())
        })
        .collect();
    match question.format {
        TableFormat::Csv => Ok(csv(&run.times, &columns).into_bytes()),
        TableFormat::Parquet => {
            let about = json!({
                "engine": concat!("interregnum ", env!("CARGO_PKG_VERSION")),
                "model": opened.model.book.title,
                "model_hash": opened.hash,
                "seed": settings.seed,
                "changes": question.changes,
            });
            interregnum_run::parquet::to_bytes(&run.times, &columns, about.to_string())
                .map_err(|error| Trouble::asked(format!("the table cannot be written: {error}")))
        }
    }
}

fn csv(times: &[f64], columns: &[(String, &[f64])]) -> String {
    let mut text = String::from("time");
    for (name, _) in columns {
        text.push(',');
        text.push_str(&cell(name));
    }
    text.push_str("\r\n");
    for (at, time) in times.iter().enumerate() {
        text.push_str(&time.to_string());
        for (_, values) in columns {
            let value = values.get(at).filter(|value| value.is_finite());
            text.push(',');
            text.push_str(&value.map(ToString::to_string).unwrap_or_default());
        }
        text.push_str("\r\n");
    }
    text
}

fn cell(text: &str) -> String {
    if text.contains([',', '"', '\n']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text.to_owned()
}

/// What is asked of a writer.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conversion {
    /// Of which model: only the edits count, for another tool pulls levers itself.
    #[serde(default)]
    pub changes: Changes,
    /// The format's word.
    pub format: String,
}

/// The formats a model can be written in: word, title, end of a file's name.
pub fn formats() -> Vec<Value> {
    let written = FORMATS.iter().filter(|entry| entry.write.is_some());
    written
        .map(|entry| json!({ "word": entry.word, "title": entry.title, "end": entry.ends.first() }))
        .collect()
}

/// The model in another format, and what that format could not say.
///
/// # Errors
///
/// No such format, or one that is only read.
pub fn convert(opened: &Opened, question: &Conversion) -> Result<Value, Trouble> {
    let entry = FORMATS.iter().find(|entry| entry.word == question.format);
    let Some(write) = entry.and_then(|entry| entry.write) else {
        let names = FORMATS.iter().map(|entry| entry.word);
        return Err(crate::changes::unknown("format to write", &question.format, names));
    };
    let writing = write(&opened.model);
    let losses: Vec<&str> = writing.diagnostics.iter().map(|one| one.message.as_str()).collect();
    Ok(json!({ "text": writing.text, "losses": losses }))
}

/// The edits of the changes as a unified patch of the model's files, for `patch -p0` or a letter.
///
/// # Errors
///
/// An edit of a declaration that is not there.
pub fn patch(shelf: &Shelf, question: &Question) -> Result<String, Trouble> {
    let opened = shelf.current();
    let mut text = String::new();
    let mut places = shelf.places(&opened, &question.changes.edits)?;
    places.sort_by(|a, b| (&a.path, a.start).cmp(&(&b.path, b.start)));
    let mut last = String::new();
    let mut shift = 0;
    for place in places {
        if place.path != last {
            text.push_str(&format!("--- {0}\n+++ {0}\n", place.path));
            last.clone_from(&place.path);
            shift = 0;
        }
        let span = crate::opened::declaration(&opened.model, &place.name)?;
        let Some(file) = opened.model.sources.get(span.file) else { continue };
        shift +=
            hunk(&file.text, span.start as usize..span.end as usize, &place.text, shift, &mut text);
    }
    Ok(text)
}

/// Writes the change of one stretch, in whole lines; gives back by how many lines what follows moves.
fn hunk(
    whole: &str,
    range: std::ops::Range<usize>,
    new: &str,
    shift: isize,
    text: &mut String,
) -> isize {
    let begin = whole.get(..range.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
    let end = whole.get(range.end..).and_then(|tail| tail.find('\n'));
    let end = end.map_or(whole.len(), |at| range.end + at);
    let old = whole.get(begin..end).unwrap_or("");
    let head = whole.get(begin..range.start).unwrap_or("");
    let tail = whole.get(range.end..end).unwrap_or("");
    let new = format!("{head}{new}{tail}");
    let line = whole.get(..begin).map_or(0, |head| head.matches('\n').count()) as isize + 1;
    let (before, after) = (old.split('\n').count(), new.split('\n').count());
    text.push_str(&format!("@@ -{line},{before} +{},{after} @@\n", line + shift));
    for line in old.split('\n') {
        text.push_str(&format!("-{line}\n"));
    }
    for line in new.split('\n') {
        text.push_str(&format!("+{line}\n"));
    }
    after as isize - before as isize
}
