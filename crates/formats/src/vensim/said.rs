//! Everything the equations of a file say, one item each, before it is put together by variable.

use super::entry::{Entry, Outline, Unclosed};
use super::line::{Line, line};
use super::unit::{Spellings, UnitField, unit_field};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::source::{FileId, Span};

/// One equation with what stands beside it.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    /// Left and right side.
    pub line: Line,
    /// Unit and range.
    pub unit: UnitField,
    /// Its comment, lines joined.
    pub note: String,
    /// Index of its group.
    pub group: Option<usize>,
}

/// Reads entries one by one; those that cannot be read are reported and left out.
pub(crate) fn said(
    file: FileId,
    text: &str,
    entries: &[Entry],
    spellings: &Spellings,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Said> {
    let mut all = Vec::with_capacity(entries.len());
    for entry in entries {
        let Some(line) = line(file, text, entry.body.clone(), diagnostics) else { continue };
        let unit = unit_field(file, text, entry.unit.clone(), spellings, diagnostics);
        let note = comment(text.get(entry.comment.clone()).unwrap_or(""));
        all.push(Said { line, unit, note, group: entry.group });
    }
    all
}

/// A comment as its author wrote it: lines that end in a backslash go on, tabs before lines are
/// those of the file.
pub(crate) fn comment(written: &str) -> String {
    let mut note = String::new();
    let mut goes_on = false;
    for line in written.lines() {
        let line = line.trim_end_matches('\r');
        let (content, continued) = match line.strip_suffix('\\') {
            Some(content) => (content, true),
            None => (line, false),
        };
        let content = content.trim_start_matches('\t');
        if !note.is_empty() && !goes_on {
            note.push('\n');
        }
        note.push_str(content);
        goes_on = continued;
    }
    note.trim().to_string()
}

/// Reports what has no end.
pub(crate) fn report_unclosed(file: FileId, outline: &Outline, diagnostics: &mut Vec<Diagnostic>) {
    for Unclosed { at, what, closing } in &outline.unclosed {
        let span = Span::new(file, at.start, at.end);
        diagnostics.push(
            Diagnostic::new(Code::Syntax, span, format!("the {what} is not closed"))
                .label("begins here")
                .help(format!("close it with `{closing}`")),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::comment;

    #[test]
    fn a_comment_is_unwrapped() {
        let written = "The stock; it is \\\n\t\tlong\n\t\tsecond line\r\n";
        assert_eq!(comment(written), "The stock; it is long\nsecond line");
    }
}
