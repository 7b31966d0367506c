//! A model as a chapter: declarations and claims back to text.
//!
//! What is printed reads back as the same model. What the notation cannot say, because another
//! tool's file said it, is a finding.

mod declaration;
mod scenario;
mod variable;
mod whole;

use super::common::HEADING;
use crate::Writing;
use crate::cursor::print_name;
use crate::equation::{WORDS, print_subscripts};
use crate::number::print_number;
use crate::unit;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::Subscript;
use interregnum_model::model::{Model, Origin};
use interregnum_model::name::Name;
use interregnum_model::provenance::{Provenance, ProvenanceKind};
use interregnum_model::source::Span;
use interregnum_model::time::{Method, TimeSpec};

/// A model as a chapter that stands alone, and what a chapter cannot say.
pub fn write(model: &Model) -> Writing {
    let mut diagnostics = Vec::new();
    let blocks = print(model, &mut diagnostics);
    let mut text = format!("# {}\n\n", title(model));
    if !model.book.argument.is_empty() {
        text.push_str(&prose(&model.book.argument));
        text.push_str("\n\n");
    }
    text.push_str(&blocks);
    if !model.book.sources.is_empty() {
        text.push_str("\n## Sources\n\n");
        for source in &model.book.sources {
            text.push_str(&format!("- `{}`: {}\n", source.key, prose(&source.title)));
        }
    }
    whole::losses(model, &mut diagnostics);
    Writing { text, diagnostics }
}

/// Prose as it may stand outside of blocks: what would open one is taken apart.
fn prose(text: &str) -> String {
    text.replace("```", "` ` `").replace("~~~", "~ ~ ~")
}

/// What the model calls itself, or its first chapter.
fn title(model: &Model) -> String {
    let chapter = model.chapters.first().map(|chapter| chapter.title.as_str());
    let titles = std::iter::once(model.book.title.as_str()).chain(chapter);
    let words = titles.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    words.into_iter().find(|title| !title.is_empty()).unwrap_or_else(|| "A model".to_owned())
}

/// The blocks of a chapter that says all of a model. What could not be said is reported.
pub fn print(model: &Model, losses: &mut Vec<Diagnostic>) -> String {
    let mut page = Page { text: String::new(), indent: 0, losses };
    page.text.push_str(&run(&model.time, model.origin));
    page.text.push_str("\n```model\n");
    for dimension in &model.dimensions {
        declaration::dimension(&mut page, dimension);
    }
    for variable in &model.variables {
        variable::variable(&mut page, variable);
    }
    for macro_ in &model.macros {
        declaration::macro_(&mut page, macro_);
    }
    for mechanism in &model.mechanisms {
        scenario::mechanism(&mut page, mechanism);
    }
    for lever in model.levers.iter().filter(|lever| !lever.anonymous) {
        scenario::lever(&mut page, lever);
    }
    for series in &model.series {
        declaration::series(&mut page, series);
    }
    page.text.push_str("```\n");
    for claim in &model.claims {
        scenario::claim(&mut page, claim, &model.levers);
    }
    page.text
}

/// What is written on.
struct Page<'l> {
    text: String,
    indent: usize,
    losses: &'l mut Vec<Diagnostic>,
}

impl Page<'_> {
    /// A line at the present indentation.
    fn line(&mut self, line: &str) {
        self.text.push_str(&"    ".repeat(self.indent));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line that belongs to a declaration.
    fn inner(&mut self, line: &str) {
        self.indent += 1;
        self.line(line);
        self.indent -= 1;
    }

    /// The sentence of a declaration, and why it will be replaced.
    fn remarks(&mut self, note: &str, provisional: Option<&str>) {
        if !note.is_empty() {
            self.inner(&quoted(note));
        }
        if let Some(why) = provisional {
            self.inner(&format!("provisional {}", quoted(why)));
        }
    }

    /// Reports what the notation cannot say.
    fn lose(&mut self, span: Span, message: String) {
        self.losses.push(Diagnostic::new(Code::Loss, span, message));
    }
}

/// A `run` block.
fn run(time: &TimeSpec, origin: Origin) -> String {
    let method = match time.method {
        Method::Euler => "euler",
        Method::Rk4 => "rk4",
    };
    let text = |text: &str| toml::Value::from(text).to_string();
    let mut lines = vec![
        format!("start = {}", print_number(time.start)),
        format!("stop = {}", print_number(time.stop)),
        format!("dt = {}", print_number(time.dt)),
    ];
    if time.saveper != time.dt {
        lines.push(format!("saveper = {}", print_number(time.saveper)));
    }
    lines.push(format!("method = {}", text(method)));
    lines.push(format!("unit = {}", text(&unit::print(&time.unit))));
    match origin {
        Origin::Book => {}
        Origin::Foreign => lines.push(format!("origin = {}", text("foreign"))),
    }
    format!("```run\n{}\n```\n", lines.join("\n"))
}

/// A text in quotes; within them there are none.
fn quoted(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    format!("\"{}\"", words.join(" ").replace('"', "'"))
}

/// Names on a line of a declaration.
fn names(names: &[Name]) -> String {
    names.iter().map(|name| print_name(name, WORDS)).collect::<Vec<_>>().join(", ")
}

/// A name in the heading of a declaration.
fn heading_name(name: &Name) -> String {
    print_name(name, HEADING)
}

fn elements(subscripts: &[Subscript]) -> String {
    print_subscripts(subscripts, WORDS)
}

/// Who says so, as it stands at the end of a heading.
fn provenance(provenance: &[Provenance]) -> String {
    let mut text = String::new();
    for (i, one) in provenance.iter().enumerate() {
        text.push_str(if i == 0 { "  " } else { " " });
        match &one.kind {
            ProvenanceKind::Assumed(why) => {
                text.push_str("assumed ");
                text.push_str(&quoted(why));
            }
            ProvenanceKind::Paragraph(_)
            | ProvenanceKind::Note(_)
            | ProvenanceKind::Table(_)
            | ProvenanceKind::Source(_) => text.push_str(&one.to_string()),
        }
    }
    text
}

#[cfg(test)]
mod tests;
