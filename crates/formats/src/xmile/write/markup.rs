//! XML being written: tags in tags, with indentation.

use quick_xml::escape::{escape, partial_escape};
use std::borrow::Cow;

/// One element with all inside it.
#[derive(Clone, Debug, Default)]
pub struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
    inside: Vec<Inside>,
}

#[derive(Clone, Debug)]
enum Inside {
    Tag(Tag),
    Words(String),
    Raw(String),
}

impl Tag {
    /// An element without anything.
    pub fn new(name: &str) -> Tag {
        Tag { name: name.to_owned(), ..Tag::default() }
    }

    /// An element around words; none where there are none.
    pub fn words(name: &str, words: &str) -> Tag {
        let mut tag = Tag::new(name);
        if !words.is_empty() {
            tag.inside.push(Inside::Words(words.to_owned()));
        }
        tag
    }

    /// With an attribute.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Tag {
        self.attributes.push((name.to_owned(), value.into()));
        self
    }

    /// With another element inside.
    pub fn holding(mut self, tag: Tag) -> Tag {
        self.push(tag);
        self
    }

    /// Puts another element inside.
    pub fn push(&mut self, tag: Tag) {
        self.inside.push(Inside::Tag(tag));
    }

    /// Puts several inside.
    pub fn extend(&mut self, tags: impl IntoIterator<Item = Tag>) {
        self.inside.extend(tags.into_iter().map(Inside::Tag));
    }

    /// Puts text of a file inside as it is.
    pub fn push_raw(&mut self, text: &str) {
        self.inside.push(Inside::Raw(text.to_owned()));
    }

    /// Whether nothing stands inside.
    pub fn is_empty(&self) -> bool {
        self.inside.is_empty()
    }

    /// The whole document.
    pub fn document(&self) -> String {
        let mut text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n".to_owned();
        self.print(0, &mut text);
        text
    }

    fn print(&self, depth: usize, text: &mut String) {
        indent(depth, text);
        text.push('<');
        text.push_str(&self.name);
        for (name, value) in &self.attributes {
            text.push_str(&format!(" {name}=\"{}\"", escape(allowed(value).as_ref())));
        }
        let only_words = self.inside.iter().all(|it| matches!(it, Inside::Words(_)));
        if self.inside.is_empty() {
            text.push_str("/>\n");
            return;
        }
        text.push('>');
        if !only_words {
            text.push('\n');
        }
        for inside in &self.inside {
            match inside {
                Inside::Tag(tag) => tag.print(depth + 1, text),
                Inside::Words(words) => text.push_str(&partial_escape(allowed(words).as_ref())),
                Inside::Raw(raw) => {
                    indent(depth + 1, text);
                    text.push_str(raw);
                    text.push('\n');
                }
            }
        }
        if !only_words {
            indent(depth, text);
        }
        text.push_str(&format!("</{}>\n", self.name));
    }
}

/// Text without the signs that no XML file may hold (XML 1.0, 2.2); none is written by a person.
fn allowed(text: &str) -> Cow<'_, str> {
    let is_forbidden = |c: char| matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    if text.contains(is_forbidden) {
        Cow::Owned(text.replace(is_forbidden, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

fn indent(depth: usize, text: &mut String) {
    text.extend(std::iter::repeat_n('\t', depth));
}
