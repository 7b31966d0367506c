//! A finding drawn under its source line.

use super::{Diagnostic, Severity};
use crate::source::{SourceFile, Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

/// The finding as several lines of text; with terminal colours when `colour`.
pub fn render(diagnostic: &Diagnostic, sources: &Sources, colour: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    let primary = diagnostic.span.and_then(|span| Some((span, sources.get(span.file)?)));
    if let Some((span, file)) = primary {
        let mut snippet = snippet(file)
            .annotation(AnnotationKind::Primary.span(range(span, file)).label(&*diagnostic.label));
        for (other, words) in diagnostic.related.iter().filter(|(at, _)| at.file == span.file) {
            snippet = snippet.annotation(
                AnnotationKind::Context.span(range(*other, file)).label(words.as_str()),
            );
        }
        group = group.element(snippet);
        for (other, words) in diagnostic.related.iter().filter(|(at, _)| at.file != span.file) {
            if let Some(file) = sources.get(other.file) {
                group = group.element(self::snippet(file).annotation(
                    AnnotationKind::Context.span(range(*other, file)).label(words.as_str()),
                ));
            }
        }
    }
    for help in &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.render(&[group])
}

fn snippet(file: &SourceFile) -> Snippet<'_, annotate_snippets::Annotation<'_>> {
    Snippet::source(file.text.as_str()).path(file.path.as_str()).fold(true)
}

/// The bytes of a span, moved to character boundaries inside the text.
fn range(span: Span, file: &SourceFile) -> std::ops::Range<usize> {
    let boundary = |offset: u32| {
        let mut offset = (offset as usize).min(file.text.len());
        while !file.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let start = boundary(span.start);
    start..boundary(span.end).max(start)
}
