//! Which format a file is in, by its name.

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

impl Format {
    /// By the end of the name, in capitals or not; a name without a known one is a chapter's.
    pub fn of(path: &Path) -> Format {
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or("").to_ascii_lowercase();
        match end.as_str() {
            "xmile" | "stmx" | "itmx" | "xml" => Format::Xmile,
            "mdl" => Format::Vensim,
            _ => Format::Chapters,
        }
    }
}
