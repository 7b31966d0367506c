//! The model that is open, as read, and as a reader of the page wrote it anew.

use crate::answer::contest::Place;
use crate::changes::{Changes, Edit};
use crate::trouble::Trouble;
use interregnum_compile::Program;
use interregnum_formats::format::Format;
use interregnum_model::Model;
use interregnum_model::diagnostic::{Diagnostic, has_errors};
use interregnum_model::name::Key;
use interregnum_model::source::Span;
use interregnum_study::check::check;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// A model with what was found in it.
#[derive(Debug)]
pub struct Opened {
    /// What was read.
    pub model: Model,
    /// What runs; `None` where errors keep it from running.
    pub program: Option<Program>,
    /// What is wrong with it.
    pub diagnostics: Vec<Diagnostic>,
    /// SHA-256 of its files, names and texts.
    pub hash: String,
}

impl Opened {
    fn of(reading: interregnum_formats::Reading) -> Opened {
        let checked = check(&reading.model, reading.diagnostics);
        let program = checked.program.filter(|_| !has_errors(&checked.diagnostics));
        let hash = hash(&reading.model);
        Opened { model: reading.model, program, diagnostics: checked.diagnostics, hash }
    }

    /// The program, or why there is none.
    ///
    /// # Errors
    ///
    /// The first error of the model.
    pub fn program(&self) -> Result<&Program, Trouble> {
        self.program.as_ref().ok_or_else(|| {
            let error = self
                .diagnostics
                .iter()
                .find(|finding| finding.severity == interregnum_model::Severity::Error);
            let why = error.map_or("it has errors", |error| error.message.as_str());
            Trouble::asked(format!("the model cannot be run: {why}"))
        })
    }
}

/// The model of a path, read again when its files change, and its variants with edits.
#[derive(Debug)]
pub struct Shelf {
    /// Where it lies.
    pub path: PathBuf,
    current: RwLock<Arc<Opened>>,
    /// How often the files were read.
    readings: AtomicU64,
    variants: Mutex<VecDeque<(String, Arc<Opened>)>>,
}

/// Variants kept ready: as many as people who contest equations at once.
const VARIANTS: usize = 32;

impl Shelf {
    /// Opens a model.
    pub fn open(path: &Path) -> Shelf {
        Shelf {
            path: path.to_owned(),
            current: RwLock::new(Arc::new(Opened::of(interregnum_formats::read(path)))),
            readings: AtomicU64::new(1),
            variants: Mutex::new(VecDeque::new()),
        }
    }

    /// The model as its files say.
    pub fn current(&self) -> Arc<Opened> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// What tells a question apart from all others, those asked before the files changed included.
    pub fn key(&self, question: &impl std::fmt::Debug) -> String {
        format!("{} {question:?}", self.readings.load(Ordering::Relaxed))
    }

    /// Reads the files again.
    pub fn reload(&self) {
        self.readings.fetch_add(1, Ordering::Relaxed);
        let read = Opened::of(interregnum_formats::read(&self.path));
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(read);
        // Tables may have changed that are no part of the key of a variant.
        self.variants.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The model with the edits of these changes.
    ///
    /// # Errors
    ///
    /// An edit of a declaration that is not there.
    pub fn with(&self, changes: &Changes) -> Result<Arc<Opened>, Trouble> {
        let current = self.current();
        if changes.edits.is_empty() {
            return Ok(current);
        }
        let mut key = current.hash.clone();
        for edit in &changes.edits {
            key.push_str(&format!("\0{}\0{}", edit.name, edit.text));
        }
        {
            let variants = self.variants.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some((_, found)) = variants.iter().find(|(known, _)| *known == key) {
                return Ok(Arc::clone(found));
            }
        }
        let edited = self.edited(&current, &changes.edits)?;
        let opened = Arc::new(Opened::of(self.read_edited(&edited)));
        let mut variants = self.variants.lock().unwrap_or_else(PoisonError::into_inner);
        variants.push_front((key, Arc::clone(&opened)));
        variants.truncate(VARIANTS);
        Ok(opened)
    }

    /// The texts of the files with edits, by the files' paths.
    ///
    /// # Errors
    ///
    /// An edit of a declaration that is not there.
    pub fn edited(
        &self,
        opened: &Opened,
        edits: &[Edit],
    ) -> Result<BTreeMap<String, String>, Trouble> {
        let mut places: Vec<(Span, &str)> = Vec::new();
        for edit in edits {
            let span = declaration(&opened.model, &edit.name)?;
            places.push((span, edit.text.as_str()));
        }
        // From the end, so that the places before stay where they are.
        places.sort_by_key(|(span, _)| std::cmp::Reverse((span.file, span.start)));
        let mut texts = BTreeMap::new();
        for (span, text) in places {
            let Some(file) = opened.model.sources.get(span.file) else { continue };
            let whole = texts.entry(file.path.clone()).or_insert_with(|| file.text.clone());
            let range = span.start as usize..span.end as usize;
            if whole.get(range.clone()).is_some() {
                whole.replace_range(range, text);
            }
        }
        Ok(texts)
    }

    /// Where each edit stands in its file as it would be with all of them.
    ///
    /// # Errors
    ///
    /// An edit of a declaration that is not there.
    pub fn places(&self, opened: &Opened, edits: &[Edit]) -> Result<Vec<Place>, Trouble> {
        let mut spans = Vec::new();
        for edit in edits {
            spans.push((declaration(&opened.model, &edit.name)?, edit));
        }
        spans.sort_by_key(|(span, _)| (span.file, span.start));
        let (mut file, mut shift) = (None, 0_isize);
        let mut places = Vec::new();
        for (span, edit) in spans {
            if file != Some(span.file) {
                (file, shift) = (Some(span.file), 0);
            }
            let start = (span.start as usize).saturating_add_signed(shift);
            let path = opened.model.sources.get(span.file).map_or("", |file| &file.path).to_owned();
            let (name, text) = (edit.name.clone(), edit.text.clone());
            shift += text.len() as isize - (span.end - span.start) as isize;
            places.push(Place { name, path, start, end: start + text.len(), text });
        }
        Ok(places)
    }

    fn read_edited(&self, edited: &BTreeMap<String, String>) -> interregnum_formats::Reading {
        let label = self.path.display().to_string();
        let text = edited.get(&label).map_or("", String::as_str);
        let folder = self.path.parent();
        match Format::of(&self.path) {
            Format::Xmile => interregnum_formats::xmile::read_text(&label, text),
            Format::Vensim => interregnum_formats::vensim::read_text(&label, text, folder),
            Format::Chapters if self.path.is_dir() => {
                interregnum_formats::chapters::read_edited(&self.path, edited)
            }
            Format::Chapters => {
                let folder = folder.unwrap_or_else(|| Path::new("."));
                interregnum_formats::chapters::read_text_in(&label, text, folder)
            }
        }
    }
}

/// Where the declaration of a name stands: a variable's, or a mechanism's, lever's or claim's.
///
/// # Errors
///
/// There is none.
pub fn declaration(model: &Model, name: &str) -> Result<Span, Trouble> {
    let key = Key::new(name);
    let named = model
        .variables
        .iter()
        .map(|one| (&one.name, one.span))
        .chain(model.mechanisms.iter().map(|one| (&one.name, one.span)))
        .chain(model.levers.iter().filter(|one| !one.anonymous).map(|one| (&one.name, one.span)))
        .chain(model.claims.iter().map(|one| (&one.name, one.span)));
    let found = named.into_iter().find(|(name, _)| name.key == key);
    found.map(|(_, span)| element(model, span)).ok_or_else(|| {
        let names = model.variables.iter().map(|one| &*one.name.written);
        crate::changes::unknown("declaration", name, names)
    })
}

/// A declaration that is an element of XML, from its first tag to its last; others as they are.
fn element(model: &Model, span: Span) -> Span {
    let text = model.sources.get(span.file).map_or("", |file| file.text.as_str());
    let (start, end) = (span.start as usize, span.end as usize);
    let tag = text.get(start..end).unwrap_or("");
    let Some(inner) = tag.strip_prefix('<').filter(|_| !tag.ends_with("/>")) else { return span };
    let name: String =
        inner.chars().take_while(|one| !one.is_whitespace() && !"/>".contains(*one)).collect();
    let last = format!("</{name}>");
    let close = text.get(end..).and_then(|rest| rest.find(&last));
    close.map_or(span, |at| Span::new(span.file, start, end + at + last.len()))
}

/// SHA-256 of a model's files, each its name and its text, in the order they were read.
fn hash(model: &Model) -> String {
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

#[cfg(test)]
mod tests {
    use super::declaration;

    #[test]
    fn a_declaration_of_xml_is_its_whole_element() {
        let text = r#"<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<sim_specs><start>0</start><stop>1</stop></sim_specs><model><variables>
<aux name="a"><eqn>1</eqn></aux><aux name="b"><eqn>a</eqn></aux>
</variables></model></xmile>"#;
        let model = interregnum_formats::xmile::read_text("a.xmile", text).model;
        let of = |name: &str| declaration(&model, name).map(|span| model.sources.text(span));
        assert_eq!(of("a"), Ok(r#"<aux name="a"><eqn>1</eqn></aux>"#));
        assert_eq!(of("b"), Ok(r#"<aux name="b"><eqn>a</eqn></aux>"#));
        assert!(of("c").is_err());
    }
}
