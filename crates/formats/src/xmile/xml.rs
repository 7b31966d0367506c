//! XML as a tree with the places of its words, read as far as it goes: tags that are not closed or
//! not opened are findings, not the end.
//!
//! Elements stand in one list, each after its parent; nothing here recurses, so depth costs
//! nothing. Document types are not read: an entity beyond XML's own five is an error, and there is
//! nothing a bomb could blow up.

mod element;
mod text;

pub use element::{Attribute, Element, ElementId, Tree};
pub use text::Text;

use crate::limits::{XML_DEPTH, XML_ELEMENTS};
use element::Open;
use interregnum_model::{Code, Diagnostic, FileId, Span};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Reads a whole document.
pub fn parse<'t>(text: &'t str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Tree<'t> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut open = Open::new(file, text.len());
    loop {
        let start = position(reader.buffer_position());
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let at = position(reader.error_position()).min(text.len());
                diagnostics.push(broken(&error, Span::new(file, at, (at + 1).min(text.len()))));
                open.give_up();
                break;
            }
        };
        let end = position(reader.buffer_position());
        let span = Span::new(file, start, end);
        match event {
            Event::Start(tag) => {
                open.start(element(&tag, text, start, span), diagnostics);
            }
            Event::Empty(tag) => {
                open.start(element(&tag, text, start, span), diagnostics);
                open.leave();
            }
            Event::End(tag) => open.end(tag.name().as_ref(), span, diagnostics),
            Event::Text(words) => open.text(&words, start),
            // `<![CDATA[` has nine letters.
            Event::CData(words) => open.text(&words, start + 9),
            Event::GeneralRef(entity) => reference(&mut open, &entity, span, diagnostics),
            Event::DocType(words) => doctype(&words, span, diagnostics),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
        if open.is_over(XML_ELEMENTS, XML_DEPTH) {
            diagnostics.push(too_large(span));
            open.give_up();
            break;
        }
    }
    open.finish(diagnostics)
}

fn position(offset: u64) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}

/// The element of a start tag; attributes that are not well-formed are left out by the reader and
/// found by nobody, as a browser does.
fn element<'t>(tag: &BytesStart<'t>, text: &'t str, start: usize, span: Span) -> Element<'t> {
    let content = text.get(start + 1..start + 1 + tag.len()).unwrap_or("");
    let name_length = tag.name().as_ref().len();
    let name = content.get(..name_length).unwrap_or("");
    let mut element = Element::new(name, span);
    for attribute in tag.html_attributes().with_checks(false).flatten() {
        let key = attribute.key.as_ref();
        let Some(at) = offset_in(tag, &attribute.value) else { continue };
        let from = start + 1 + at;
        let mut value = Text::default();
        let raw = text.get(from..from + attribute.value.len()).unwrap_or("");
        value.push_escaped(raw, from);
        let key = offset_in(tag, key).and_then(|at| content.get(at..at + key.len())).unwrap_or("");
        element.attributes.push(Attribute {
            name: key,
            value,
            span: Span::new(span.file, from, from + attribute.value.len()),
        });
    }
    element
}

/// Where `part`, a piece of `whole`, begins in it; `None` when it is no piece of it.
fn offset_in(whole: &str, part: &str) -> Option<usize> {
    let at = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    (at + part.len() <= whole.len()).then_some(at)
}

fn reference(
    open: &mut Open<'_>,
    entity: &BytesRef<'_>,
    span: Span,
    diagnostics: &mut Vec<Diagnostic>,
) {
    match text::entity(entity) {
        Some(c) => open.character(c, span),
        None => diagnostics.push(
            Diagnostic::new(Code::Syntax, span, format!("the entity `&{};` is not known", &**entity))
                .label("read as nothing")
                .help("write the character itself; only &lt; &gt; &amp; &quot; &apos; and numbers such as &#233; are read"),
        ),
    }
}

fn doctype(words: &str, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    if words.contains("ENTITY") {
        diagnostics.push(
            Diagnostic::new(Code::Syntax, span, "the file defines entities of its own")
                .label("not read")
                .help(
                    "write out what the entities stand for: a model is data and includes nothing",
                ),
        );
    }
}

fn broken(error: &quick_xml::Error, span: Span) -> Diagnostic {
    Diagnostic::new(Code::Syntax, span, format!("this is not XML: {error}"))
        .label("read up to here")
        .help("save the model again from the tool that wrote it, or mend the tag")
}

fn too_large(span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::TooLarge,
        span,
        format!("more than {XML_ELEMENTS} elements, or deeper than {XML_DEPTH}"),
    )
    .label("read up to here")
    .help("split the model: no tool writes files like this")
}
