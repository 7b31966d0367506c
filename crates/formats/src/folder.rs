//! The only way to files: inside one folder, up to a size, as text.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// A folder from which files may be read, and nothing outside of it.
#[derive(Clone, Debug)]
pub struct Folder {
    root: PathBuf,
    /// Texts that stand for those of files, by the path under which findings show the file.
    edited: BTreeMap<String, String>,
}

impl Folder {
    /// This folder.
    pub fn new(root: impl Into<PathBuf>) -> Folder {
        Folder { root: root.into(), edited: BTreeMap::new() }
    }

    /// The same folder with other texts in some of its files, by the paths that findings show; no
    /// file is touched.
    pub fn with(self, edited: BTreeMap<String, String>) -> Folder {
        Folder { edited, ..self }
    }

    /// The path under which a file of this folder is opened.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The same path, as findings show it.
    pub fn label(&self, relative: &str) -> String {
        self.path(relative).display().to_string()
    }

    /// The text of a file of this folder; why not, in words, as the error.
    pub fn read(&self, relative: &str, most: u64) -> Result<String, String> {
        let steps = Path::new(relative).components();
        let mut inside = steps.filter(|step| !matches!(step, Component::CurDir)).peekable();
        if inside.peek().is_none() || !inside.all(|step| matches!(step, Component::Normal(_))) {
            return Err(format!("`{relative}` lies outside of the book's folder"));
        }
        if let Some(text) = self.edited.get(&self.label(relative)) {
            let fits = text.len() as u64 <= most;
            return if fits {
                Ok(text.clone())
            } else {
                Err(format!("`{relative}` is larger than {}", size(most)))
            };
        }
        let path = self.path(relative);
        // A link inside the folder may lead out of it.
        let leads_out = match (path.canonicalize(), self.root.canonicalize()) {
            (Ok(path), Ok(root)) => !path.starts_with(root),
            (Err(_), _) | (_, Err(_)) => false,
        };
        if leads_out {
            return Err(format!("`{relative}` leads out of the book's folder"));
        }
        read_text(&path, most).map_err(|why| format!("`{relative}` {why}"))
    }
}

/// The text of a file without the mark some editors put at its beginning; why not, as the end of
/// a sentence, as the error.
pub fn read_text(path: &Path, most: u64) -> Result<String, String> {
    text(read_bytes(path, most)?)
}

/// The bytes of a file; why not, as the end of a sentence, as the error.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let kind = std::fs::metadata(path).map_err(|error| cannot_open(&error))?;
    if kind.is_dir() {
        return Err("is a folder, not a file".to_string());
    }
    if !kind.is_file() {
        return Err("is not a file".to_string());
    }
    let file = File::open(path).map_err(|error| cannot_open(&error))?;
    let mut bytes = Vec::new();
    // One byte more than is allowed shows that there is more, whatever the file says of its size.
    file.take(most + 1).read_to_end(&mut bytes).map_err(|error| cannot_open(&error))?;
    if bytes.len() as u64 > most {
        return Err(format!("is larger than {}", size(most)));
    }
    Ok(bytes)
}

fn text(bytes: Vec<u8>) -> Result<String, String> {
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        format!("is not text: the byte at {at} is not UTF-8")
    })?;
    if let Some(at) = text.find('\0') {
        return Err(format!("is not text: the byte at {at} is 0"));
    }
    Ok(text.strip_prefix('\u{feff}').map(str::to_string).unwrap_or(text))
}

fn cannot_open(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist".to_string(),
        std::io::ErrorKind::PermissionDenied => "may not be read".to_string(),
        _ => format!("cannot be read: {error}"),
    }
}

fn size(bytes: u64) -> String {
    if bytes >= 1 << 20 { format!("{} MiB", bytes >> 20) } else { format!("{bytes} bytes") }
}
