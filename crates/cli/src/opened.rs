//! A model opened for a command: read, compiled, its findings told.

use crate::outcome::{Trouble, say};
use interregnum_compile::Program;
use interregnum_formats::Reading;
use interregnum_model::claim::Query;
use interregnum_model::diagnostic::{Diagnostic, has_errors, render};
use interregnum_model::model::Model;
use interregnum_model::source::{SourceFile, Sources};
use sha2::{Digest, Sha256};
use std::io::IsTerminal;
use std::path::Path;

/// A model that runs.
pub struct Opened {
    /// What was read.
    pub model: Model,
    /// What runs.
    pub program: Program,
}

impl Opened {
    /// What a report calls the model: its title, or where it lies.
    pub fn called(&self, path: &Path) -> String {
        match self.model.book.title.as_str() {
            "" => path.display().to_string(),
            title => title.to_owned(),
        }
    }
}

/// Opens a book or a chapter. Findings that keep it from running are told; warnings are not, for
/// `check` tells them.
pub fn open(path: &Path) -> Result<Opened, Trouble> {
    compiled(path, interregnum_formats::read(path))
}

fn compiled(path: &Path, reading: Reading) -> Result<Opened, Trouble> {
    let mut findings = reading.diagnostics;
    let compiled = interregnum_compile::compile(&reading.model);
    findings.extend(compiled.diagnostics);
    match compiled.program {
        Some(program) if !has_errors(&findings) => Ok(Opened { model: reading.model, program }),
        Some(_) | None => {
            findings.retain(|finding| finding.severity == interregnum_model::Severity::Error);
            tell(&findings, &reading.model.sources);
            let check = format!("interregnum check {}", path.display());
            Err(Trouble::told().help(format!("`{check}` shows all findings of the model")))
        }
    }
}

/// A model opened with questions that stand on the command line.
pub struct Questioned {
    /// The model, and the program that can answer them.
    pub opened: Opened,
    /// The questions.
    pub asks: Vec<Query>,
    /// The model's hash: the questions are no part of it.
    pub hash: String,
}

/// Opens a model and reads questions about it; what they replace between dates becomes part of the
/// program.
pub fn open_asking(path: &Path, asks: &[String]) -> Result<Questioned, Trouble> {
    let mut reading = interregnum_formats::read(path);
    let hash = hash(&reading.model);
    let (mut levers, mut queries) = (Vec::new(), Vec::new());
    for text in asks {
        let file = reading.model.sources.add(SourceFile::new("--ask", text.as_str()));
        let findings = &mut reading.diagnostics;
        queries.push(interregnum_formats::query::parse(text, file, 0, &mut levers, findings));
    }
    reading.model.levers.extend(levers);
    Ok(Questioned { opened: compiled(path, reading)?, asks: queries, hash })
}

/// Draws findings on standard error.
pub fn tell(findings: &[Diagnostic], sources: &Sources) {
    let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    for finding in findings {
        say(&format!("{}\n", render::render(finding, sources, colour)));
    }
}

/// SHA-256 of the model's files, each its name and its text, in the order they were read: the same
/// for the same model wherever it lies.
pub fn hash(model: &Model) -> String {
    let mut hash = Sha256::new();
    for (_, file) in model.sources.iter() {
        let name = Path::new(&file.path).file_name().and_then(|name| name.to_str()).unwrap_or("");
        for part in [name, &file.text] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
