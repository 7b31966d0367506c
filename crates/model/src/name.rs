//! Names as people write them, and as they are compared.

use crate::source::Span;
use std::sync::Arc;

/// A name as it is compared: case folded, runs of blanks and underscores one underscore
/// (XMILE 1.0, 3.2.2.2).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

impl Key {
    /// Folds a written name. Quotes around it are dropped.
    pub fn new(written: &str) -> Key {
        let mut folded = String::with_capacity(written.len());
        let inner = written.trim().trim_matches('"');
        for c in inner.chars() {
            if c.is_whitespace() || c == '_' || c == '\u{a0}' {
                if !folded.ends_with('_') {
                    folded.push('_');
                }
            } else {
                folded.extend(c.to_lowercase());
            }
        }
        Key(Arc::from(folded.trim_matches('_')))
    }

    /// The folded text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name as it stands in a file.
#[derive(Clone, Debug)]
pub struct Name {
    /// As written, runs of blanks made one, quotes dropped.
    pub written: Arc<str>,
    /// As compared.
    pub key: Key,
    /// Where it stands.
    pub span: Span,
}

impl Name {
    /// A name written at `span`.
    pub fn new(written: &str, span: Span) -> Name {
        let words: Vec<&str> = written.trim().trim_matches('"').split_whitespace().collect();
        Name { written: Arc::from(words.join(" ")), key: Key::new(written), span }
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Name) -> bool {
        self.key == other.key
    }
}

impl Eq for Name {}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.written)
    }
}

/// The candidate most like `wanted`, if one is near enough to be what was meant.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Jaro-Winkler similarity below which a suggestion confuses more than it helps.
    const LIKE_ENOUGH: f64 = 0.8;
    let wanted = Key::new(wanted);
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(wanted.as_str(), Key::new(candidate).as_str());
        if likeness >= LIKE_ENOUGH && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}
