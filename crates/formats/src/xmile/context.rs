//! What reading a file goes along with: the file, its findings, its vendor, its units.

use super::rules::Vendor;
use super::xml::{Attribute, Element, Text};
use interregnum_model::{Code, Diagnostic, FileId, Name, Span};

/// What every part of the reader needs.
pub struct Context<'d> {
    /// The file being read.
    pub file: FileId,
    /// Who wrote it.
    pub vendor: Vendor,
    /// Findings so far.
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

impl Context<'_> {
    /// Where a text stands, without blanks around it.
    pub fn span(&self, text: &Text) -> Span {
        text.whole(self.file)
    }

    /// Where an element's words stand; the element's tag when it has none.
    pub fn words_span(&self, element: &Element<'_>) -> Span {
        if element.words().is_empty() { element.span } else { self.span(&element.text) }
    }

    /// A finding.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The name of an element, which must have one.
    pub fn name(&mut self, element: &Element<'_>) -> Option<Name> {
        match element.attribute("name") {
            Some(attribute) if !attribute.value.decoded.trim().is_empty() => {
                Some(attribute_name(attribute))
            }
            Some(_) | None => {
                self.report(
                    Diagnostic::new(
                        Code::Syntax,
                        element.span,
                        format!("this `{}` has no name", element.tag),
                    )
                    .label("left out")
                    .help("add `name=\"...\"`"),
                );
                None
            }
        }
    }

    /// A number in an element's text; a finding when it is none.
    pub fn number(&mut self, element: &Element<'_>) -> Option<f64> {
        let number = number(element.words());
        if number.is_none() {
            let span = self.words_span(element);
            self.report(not_a_number(element.tag, element.words(), span));
        }
        number
    }

    /// A number in an attribute; `None` without a word when the attribute is missing.
    pub fn number_attribute(&mut self, element: &Element<'_>, name: &str) -> Option<f64> {
        let attribute = element.attribute(name)?;
        let number = number(&attribute.value.decoded);
        if number.is_none() {
            self.report(not_a_number(name, &attribute.value.decoded, attribute.span));
        }
        number
    }
}

fn not_a_number(of: &str, words: &str, span: Span) -> Diagnostic {
    Diagnostic::new(Code::BadValue, span, format!("`{of}` must be a number"))
        .label(if words.trim().is_empty() { "nothing stands here" } else { "no number" })
        .help("write a number such as 0.25, with a point")
}

/// A number as the standard writes it (XMILE 1.0, 3.2.1), perhaps with a sign.
pub fn number(words: &str) -> Option<f64> {
    let words = words.trim();
    let is_number = words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    words.parse().ok().filter(|number: &f64| is_number && number.is_finite())
}

/// The name in an attribute, at its place.
pub fn attribute_name(attribute: &Attribute<'_>) -> Name {
    Name::new(&plain_name(&attribute.value.decoded), attribute.span)
}

/// A name with its escapes resolved: `\n` is a blank, and a quote inside it is written `'`, because
/// a name in quotes ends at the next one (XMILE 1.0, 3.2.2.1).
pub fn plain_name(written: &str) -> String {
    let written = written.trim();
    let written = match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !written.ends_with("\\\"") => inner,
        Some(_) | None => written,
    };
    let mut plain = String::with_capacity(written.len());
    let mut letters = written.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 't') => plain.push(' '),
                Some('"') => plain.push('\''),
                Some(other) => plain.push(other),
                None => plain.push('\\'),
            },
            '"' => plain.push('\''),
            other => plain.push(other),
        }
    }
    plain
}

/// A text for people with its escapes resolved (XMILE 1.0, 4.1).
pub fn plain_text(written: &str) -> String {
    let mut plain = String::with_capacity(written.len());
    let mut letters = written.trim().chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n') => plain.push('\n'),
                Some('t') => plain.push('\t'),
                Some('\\') => plain.push('\\'),
                Some(other) => {
                    plain.push('\\');
                    plain.push(other);
                }
                None => plain.push('\\'),
            },
            other => plain.push(other),
        }
    }
    plain
}
