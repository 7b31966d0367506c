//! The files a model is made of: its own, those it includes (XMILE 1.0, 2.11), and those its
//! modules and models name as their `resource` (4.7.1). Only files of the model's own folder are
//! opened; a file that includes itself is found.

use super::xml::{self, Element, Tree};
use crate::encoding;
use crate::folder::read_bytes;
use crate::limits::{INCLUDES, XMILE_BYTES};
use interregnum_model::source::Sources;
use interregnum_model::{Code, Diagnostic, FileId, SourceFile, Span};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// One file, parsed.
#[derive(Clone, Copy, Debug)]
pub struct Document<'s, 't> {
    /// The file.
    pub file: FileId,
    /// Its elements.
    pub tree: &'s Tree<'t>,
    /// The element that holds everything.
    pub root: &'s Element<'t>,
    /// Its text.
    pub text: &'s str,
}

/// The files of a model, its own first, and which of them each resource stands for.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Number among the sources, and text.
    pub files: Vec<(FileId, String)>,
    /// By the file and the place of the `resource`: the file it names.
    resources: BTreeMap<(FileId, u32), FileId>,
}

impl Gathered {
    /// The file that a `resource` at this place names.
    pub fn resource(&self, at: Span) -> Option<FileId> {
        self.resources.get(&(at.file, at.start)).copied()
    }
}

/// What is gone along with while files are gathered.
struct Gathering<'d> {
    /// The folder of the model, resolved; none for a model from memory.
    root: Option<PathBuf>,
    sources: &'d mut Sources,
    diagnostics: &'d mut Vec<Diagnostic>,
    gathered: Gathered,
    known: BTreeMap<PathBuf, FileId>,
}

/// Reads a model's file and all it includes.
pub fn gather(
    path: &str,
    text: &str,
    folder: Option<&Path>,
    sources: &mut Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Gathered {
    let own = sources.add(SourceFile::new(path, text));
    let mut gathering = Gathering {
        root: folder.and_then(|folder| folder.canonicalize().ok()),
        sources,
        diagnostics,
        gathered: Gathered { files: vec![(own, text.to_owned())], ..Gathered::default() },
        known: BTreeMap::new(),
    };
    let own_path = Path::new(path).canonicalize().ok();
    if let Some(path) = &own_path {
        gathering.known.insert(path.clone(), own);
    }
    let here = gathering.root.clone();
    let around: Vec<PathBuf> = own_path.into_iter().collect();
    gathering.follow(own, text, here.as_deref(), &around);
    gathering.gathered
}

impl Gathering<'_> {
    /// Reads what a file includes. `around` are the files that led here.
    fn follow(&mut self, file: FileId, text: &str, here: Option<&Path>, around: &[PathBuf]) {
        // Most files name no other: they are not parsed a second time.
        if !text.contains("resource") {
            return;
        }
        // What is wrong with the file is found when it is read.
        let tree = xml::parse(text, file, &mut Vec::new());
        for (resource, span) in named(&tree) {
            for path in self.paths(&resource, here, span) {
                if around.contains(&path) {
                    self.refuse(
                        span,
                        format!("`{resource}` includes itself"),
                        "remove one of the two",
                    );
                } else if let Some(known) = self.known.get(&path).copied() {
                    self.gathered.resources.insert((file, span.start), known);
                } else if let Some(id) = self.open(&path, &resource, span) {
                    self.gathered.resources.insert((file, span.start), id);
                    let text = self
                        .gathered
                        .files
                        .last()
                        .map(|(_, text)| text.clone())
                        .unwrap_or_default();
                    let inner: Vec<PathBuf> =
                        around.iter().cloned().chain([path.clone()]).collect();
                    self.follow(id, &text, path.parent(), &inner);
                }
            }
        }
    }

    fn open(&mut self, path: &Path, resource: &str, span: Span) -> Option<FileId> {
        if self.gathered.files.len() > INCLUDES {
            self.refuse(span, format!("more than {INCLUDES} files"), "put them together");
            return None;
        }
        let read = read_bytes(path, XMILE_BYTES).and_then(|bytes| {
            let named = super::named_encoding(&bytes);
            encoding::decode(&bytes, named).map_err(super::no_text)
        });
        match read {
            Ok(decoded) => {
                let label = path.display().to_string();
                let id = self.sources.add(SourceFile::new(&label, decoded.text.as_str()));
                self.known.insert(path.to_path_buf(), id);
                self.gathered.files.push((id, decoded.text));
                Some(id)
            }
            Err(why) => {
                self.refuse(span, format!("`{resource}` {why}"), "check the file");
                None
            }
        }
    }

    /// The files a resource names; findings where there are none.
    fn paths(&mut self, resource: &str, here: Option<&Path>, span: Span) -> Vec<PathBuf> {
        let resource = resource.trim().replace('\\', "/");
        let (Some(root), Some(here)) = (self.root.clone(), here) else {
            self.refuse(
                span,
                format!("`{resource}` is not opened: the model is read from memory"),
                "read the model from its file",
            );
            return Vec::new();
        };
        let is_address = resource.contains("://") && !resource.starts_with("file://");
        if is_address {
            self.refuse(span, format!("`{resource}` is an address of the network"), "save it in the model's folder and name it by its file name: a model is data and fetches nothing");
            return Vec::new();
        }
        // The standard's own way out: an absolute path that leads nowhere is looked for by its
        // last part beside the model (XMILE 1.0, 2.11). Outside its folder nothing is opened.
        let resource = resource.strip_prefix("file://").unwrap_or(&resource);
        let relative = match resource.starts_with('/') {
            true => resource.rsplit('/').next().unwrap_or(resource),
            false => resource,
        };
        let climbs =
            Path::new(relative).components().any(|step| matches!(step, Component::ParentDir));
        let found: Vec<PathBuf> = listed(here, relative)
            .into_iter()
            .filter_map(|path| path.canonicalize().ok())
            .collect();
        let inside: Vec<PathBuf> =
            found.iter().filter(|path| path.starts_with(&root)).cloned().collect();
        if inside.len() < found.len() || (climbs && inside.is_empty()) {
            self.refuse(
                span,
                format!("`{resource}` lies outside of the model's folder"),
                "put it beside the model",
            );
        } else if inside.is_empty() {
            self.refuse(
                span,
                format!("`{resource}` is not in the model's folder"),
                "check its name",
            );
        }
        inside
    }

    fn refuse(&mut self, span: Span, message: String, help: &str) {
        self.diagnostics.push(
            Diagnostic::new(Code::UnreadableFile, span, message).label("not read").help(help),
        );
    }
}

/// Files a path stands for; `*` in its last part for any letters, in order of name.
fn listed(here: &Path, relative: &str) -> Vec<PathBuf> {
    let (folder, last) = relative.rsplit_once('/').unwrap_or(("", relative));
    if !last.contains('*') {
        return vec![here.join(relative)];
    }
    let entries = std::fs::read_dir(here.join(folder)).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_str().is_some_and(|name| fits(last, name)))
        .map(|entry| entry.path())
        .filter(|path| path.is_file())
        .take(INCLUDES + 1)
        .collect();
    paths.sort();
    paths
}

/// Whether a name fits a pattern in which `*` stands for any letters.
fn fits(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, between)) = parts.split_last() else { return rest.is_empty() };
    for part in between {
        match rest.find(part) {
            Some(at) => rest = rest.get(at + part.len()..).unwrap_or(""),
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// All resources that are models: of includes, models and modules.
fn named(tree: &Tree<'_>) -> Vec<(String, Span)> {
    let mut named = Vec::new();
    let mut waiting: Vec<&Element<'_>> = tree.roots().collect();
    while let Some(element) = waiting.pop() {
        if matches!(element.tag, "include" | "model" | "module")
            && let Some(attribute) = element.attribute("resource")
        {
            named.push((attribute.value.decoded.clone(), attribute.span));
        }
        if matches!(element.tag, "xmile" | "header" | "includes" | "model" | "variables" | "macro")
        {
            let children: Vec<&Element<'_>> = tree.children(element).collect();
            waiting.extend(children.into_iter().rev());
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_letters() {
        assert!(fits("supply-*.xml", "supply-a.xml") && fits("*", "a.b") && fits("a*b*c", "axbyc"));
        assert!(
            !fits("supply-*.xml", "demand-a.xml") && !fits("a*a", "a") && !fits("*.xml", "a.csv")
        );
    }
}
