//! A chapter as people read it: its prose, and its declarations typeset where they stand.

mod cited;

use super::{provenance, unit};
use crate::equation::{equation, expression};
use crate::opened::Opened;
use crate::trouble::Trouble;
use crate::words::words;
use cited::cited;
use interregnum_formats::chapters::markdown::{self, BlockKind};
use interregnum_model::model::Source;
use interregnum_model::source::{FileId, Span};
use interregnum_model::variable::VariableKind;
use interregnum_model::{Model, Name};
use pulldown_cmark::{
    CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, TextMergeStream, html,
};
use serde_json::{Value, json};
use std::ops::Range;

/// A chapter by its number in the book, from 0.
///
/// # Errors
///
/// There is none of this number.
pub fn chapter(opened: &Opened, number: usize) -> Result<Value, Trouble> {
    let model = &opened.model;
    let missing = || Trouble::missing(format!("the model has no chapter {}", number + 1));
    let chapter = model.chapters.get(number).ok_or_else(missing)?;
    let file = model.sources.get(chapter.file).ok_or_else(missing)?;
    let sources = &model.book.sources;
    let mut page = Page::default();
    let mut from = 0;
    for block in markdown::read(&file.text).blocks {
        page.prose(&file.text, from..block.whole.start, sources);
        let items = match block.kind {
            BlockKind::Model | BlockKind::Claim => declarations(model, chapter.file, &block.whole),
            BlockKind::Run => Vec::new(),
        };
        if !items.is_empty() {
            page.parts.push(json!({ "declarations": items }));
        }
        from = block.whole.end;
    }
    page.prose(&file.text, from..file.text.len(), sources);
    Ok(json!({
        "title": chapter.title,
        "sector": chapter.sector,
        "parts": page.parts,
        "headings": page.headings,
    }))
}

/// What is written of a chapter so far.
#[derive(Default)]
struct Page {
    parts: Vec<Value>,
    headings: Vec<Value>,
}

impl Page {
    /// Prose as HTML. What a chapter writes as HTML itself is shown, not obeyed; a fence `chart`
    /// holds names of variables to be drawn.
    fn prose(&mut self, text: &str, range: Range<usize>, sources: &[Source]) {
        let Some(text) = text.get(range) else { return };
        let mut events: Vec<Event<'_>> = Vec::new();
        let mut chart: Option<String> = None;
        let mut code = false;
        for event in TextMergeStream::new(Parser::new_ext(text, Options::ENABLE_TABLES)) {
            match event {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if &*info == "chart" => {
                    self.flush(&mut events);
                    chart = Some(String::new());
                }
                Event::Start(Tag::CodeBlock(_)) => {
                    code = true;
                    events.push(event);
                }
                Event::End(TagEnd::CodeBlock) if chart.is_none() => {
                    code = false;
                    events.push(event);
                }
                Event::End(TagEnd::CodeBlock) => {
                    let names = chart.take().unwrap_or_default();
                    let names: Vec<&str> = names.split(['\n', ',']).map(str::trim).collect();
                    let names: Vec<&str> =
                        names.into_iter().filter(|one| !one.is_empty()).collect();
                    self.parts.push(json!({ "chart": names }));
                }
                Event::Text(words) => match &mut chart {
                    Some(names) => names.push_str(&words),
                    None if code => events.push(Event::Text(words)),
                    None => events.extend(cited(&words, sources)),
                },
                Event::Html(words) | Event::InlineHtml(words) => events.push(Event::Text(words)),
                Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
                    let id = format!("h{}", self.headings.len());
                    self.headings.push(json!({ "id": id, "level": level as u8, "text": "" }));
                    let id = Some(CowStr::from(id));
                    events.push(Event::Start(Tag::Heading { level, id, classes, attrs }));
                }
                event => events.push(event),
            }
        }
        self.flush(&mut events);
    }

    fn flush(&mut self, events: &mut Vec<Event<'_>>) {
        self.name_headings(events);
        let mut written = String::new();
        html::push_html(&mut written, events.drain(..));
        if !written.trim().is_empty() {
            self.parts.push(json!({ "html": written }));
        }
    }

    /// Fills in the words of headings for the list of contents.
    fn name_headings(&mut self, events: &[Event<'_>]) {
        let mut open: Option<(String, String)> = None;
        for event in events {
            match event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => {
                    open = Some((id.to_string(), String::new()));
                }
                Event::Text(words) | Event::Code(words) => {
                    if let Some((_, text)) = &mut open {
                        text.push_str(words);
                    }
                }
                Event::End(TagEnd::Heading(_)) => {
                    if let Some((id, text)) = open.take()
                        && let Some(heading) = self.headings.iter_mut().find(|it| it["id"] == id)
                    {
                        heading["text"] = json!(text);
                    }
                }
                _ => {}
            }
        }
    }
}

/// Everything declared in a block, in written order.
fn declarations(model: &Model, file: FileId, block: &Range<usize>) -> Vec<Value> {
    let inside = |span: Span| span.file == file && block.contains(&(span.start as usize));
    let mut found: Vec<(u32, Value)> = Vec::new();
    for one in model.variables.iter().filter(|one| inside(one.span)) {
        found.push((one.span.start, variable(model, one)));
    }
    for one in model.mechanisms.iter().filter(|one| inside(one.span)) {
        let replaced = replacements(model, &one.off);
        let mut value = headed("mechanism", &one.name, &one.note, provenance(&one.provenance));
        value["replaces"] = replaced;
        found.push((one.span.start, value));
    }
    for one in model.levers.iter().filter(|one| !one.anonymous && inside(one.span)) {
        let mut value = headed("lever", &one.name, &one.note, provenance(&one.provenance));
        value["replaces"] = replacements(model, &one.replacements);
        value["from"] = json!(one.from);
        value["until"] = json!(one.until);
        found.push((one.span.start, value));
    }
    for one in model.series.iter().filter(|one| inside(one.span)) {
        let mut value = headed("series", &one.name, &one.note, provenance(&one.provenance));
        value["of"] = json!(one.of.as_ref().map(|of| of.name.key.as_str()));
        found.push((one.span.start, value));
    }
    for one in model.claims.iter().filter(|one| inside(one.span)) {
        let statement = one.statement.split_whitespace().collect::<Vec<&str>>().join(" ");
        let mut value = headed("claim", &one.name, &statement, provenance(&one.provenance));
        let tests: Vec<String> = one.tests.iter().map(|test| words(test, &model.sources)).collect();
        value["tests"] = json!(tests);
        found.push((one.span.start, value));
    }
    for one in model.dimensions.iter().filter(|one| inside(one.name.span)) {
        let mut value = headed("dimension", &one.name, &one.note, json!([]));
        let text = model.sources.get(file).map_or("", |file| &file.text);
        let rest = text.get(one.name.span.start as usize..).unwrap_or("");
        value["words"] = json!(rest.lines().next().unwrap_or("").trim());
        found.push((one.name.span.start, value));
    }
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, value)| value).collect()
}

fn headed(kind: &str, name: &Name, note: &str, provenance: Value) -> Value {
    json!({
        "kind": kind, "name": &*name.written, "key": name.key.as_str(),
        "note": note, "provenance": provenance,
    })
}

fn variable(model: &Model, variable: &interregnum_model::Variable) -> Value {
    let sources = provenance(&variable.provenance);
    let mut value = headed(variable.kind_word(), &variable.name, &variable.note, sources);
    value["unit"] = json!(unit(model, variable));
    value["equation"] = json!(equation(model, variable));
    value["provisional"] = json!(variable.provisional);
    value["range"] = json!(variable.range.map(|range| (range.low, range.high)));
    match &variable.kind {
        VariableKind::Lookup(lookup) => {
            value["points"] = json!(lookup.curves.first().map(|(_, curve)| &curve.points));
        }
        VariableKind::Input { because, .. } => value["because"] = json!(because),
        VariableKind::Stock { .. }
        | VariableKind::Flow { .. }
        | VariableKind::Auxiliary { .. }
        | VariableKind::Parameter { .. } => {}
    }
    value
}

fn replacements(model: &Model, all: &[interregnum_model::scenario::Replacement]) -> Value {
    let one = |it: &interregnum_model::scenario::Replacement| json!({ "key": it.target.name.key.as_str(), "instead": expression(model, &it.expr) });
    Value::Array(all.iter().map(one).collect())
}
