//! Lines of a block as declarations and what belongs to them, by indentation.
//!
//! What is indented deeper than a line belongs to it. A line is also continued while a bracket is
//! open; a declaration at the margin always begins anew, so that a forgotten bracket harms one
//! declaration only.

use crate::cursor::{Cursor, Reserved};
use crate::token::{Sign, TokenKind, lex};
use interregnum_model::diagnostic::Diagnostic;
use interregnum_model::source::{FileId, Span};
use std::ops::Range;

/// The lines of a block in a text where everything else is blanked out, so that places in it are
/// places in the file.
#[derive(Debug)]
pub struct Passage {
    file: FileId,
    offset: usize,
    text: String,
    lines: Vec<Line>,
}

#[derive(Debug)]
struct Line {
    /// Place in the passage.
    range: Range<usize>,
    /// Width of the blanks before it.
    indent: usize,
    /// A bracket is open where it begins.
    inside: bool,
}

/// A line and the lines that belong to it.
#[derive(Clone, Copy, Debug)]
pub struct Item<'p> {
    passage: &'p Passage,
    lines: &'p [Line],
}

impl Passage {
    /// The passage of these lines of a file.
    pub fn new(text: &str, file: FileId, lines: &[Range<usize>]) -> Passage {
        let offset = lines.first().map_or(0, |line| line.start);
        let end = lines.last().map_or(0, |line| line.end);
        let mut blanked = String::with_capacity(end.saturating_sub(offset));
        let mut at = offset;
        for line in lines {
            // What lies between is the end of a line and what a list or quotation puts before the next.
            blanked.extend(
                text.get(at..line.start)
                    .unwrap_or("")
                    .bytes()
                    .map(|byte| if byte == b'\n' { '\n' } else { ' ' }),
            );
            blanked.push_str(text.get(line.clone()).unwrap_or(""));
            at = line.end;
        }
        let lines = measure(&blanked, offset, lines);
        Passage { file, offset, text: blanked, lines }
    }

    /// Its text, and where that stands.
    pub fn text(&self) -> (&str, FileId, usize) {
        (&self.text, self.file, self.offset)
    }

    /// The outermost items.
    pub fn items(&self) -> Vec<Item<'_>> {
        group(self, &self.lines)
    }
}

fn measure(text: &str, offset: usize, lines: &[Range<usize>]) -> Vec<Line> {
    let words = |line: &Range<usize>| {
        let range = line.start - offset..line.end - offset;
        (text.get(range.clone()).unwrap_or(""), range)
    };
    let margin = lines.iter().map(|line| indent(words(line).0)).min().unwrap_or(0);
    let mut open = 0usize;
    let mut measured = Vec::with_capacity(lines.len());
    for line in lines {
        let (words, range) = words(line);
        let indent = indent(words);
        if indent == margin {
            open = 0;
        }
        let inside = open > 0;
        if !words.trim_start().starts_with('#') {
            measured.push(Line { range, indent, inside });
        }
        open = brackets(words, open);
    }
    measured
}

/// Width of the blanks a line begins with; a tab goes to the next multiple of 4.
fn indent(line: &str) -> usize {
    let mut width = 0;
    for c in line.chars() {
        match c {
            '\t' => width += 4 - width % 4,
            c if c.is_whitespace() => width += 1,
            _ => break,
        }
    }
    width
}

/// How many brackets are open after a line.
fn brackets(line: &str, mut open: usize) -> usize {
    for token in lex(line) {
        match token.kind {
            TokenKind::Sign(Sign::LeftRound | Sign::LeftSquare | Sign::LeftBrace) => open += 1,
            TokenKind::Sign(Sign::RightRound | Sign::RightSquare | Sign::RightBrace) => {
                open = open.saturating_sub(1);
            }
            TokenKind::Sign(_)
            | TokenKind::Number(_)
            | TokenKind::Word
            | TokenKind::Quoted
            | TokenKind::Unclosed
            | TokenKind::Strange(_)
            | TokenKind::End => {}
        }
    }
    open
}

fn group<'p>(passage: &'p Passage, lines: &'p [Line]) -> Vec<Item<'p>> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut indent = lines.first().map_or(0, |line| line.indent);
    for (i, line) in lines.iter().enumerate().skip(1) {
        if line.indent <= indent && !line.inside {
            items.push(Item { passage, lines: lines.get(start..i).unwrap_or(&[]) });
            start = i;
            indent = line.indent;
        }
    }
    if start < lines.len() {
        items.push(Item { passage, lines: lines.get(start..).unwrap_or(&[]) });
    }
    items
}

impl<'p> Item<'p> {
    /// How many lines its first one runs over because a bracket is open.
    fn first(&self) -> usize {
        1 + self.lines.iter().skip(1).take_while(|line| line.inside).count()
    }

    /// What belongs to its first line.
    pub fn children(&self) -> Vec<Item<'p>> {
        group(self.passage, self.lines.get(self.first()..).unwrap_or(&[]))
    }

    /// A walk over the words of its first line, and of those inside a bracket it opens.
    pub fn heading<'a>(
        &self,
        reserved: Reserved,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Cursor<'a>
    where
        'p: 'a,
    {
        self.cursor(self.lines.get(..self.first()).unwrap_or(&[]), reserved, diagnostics)
    }

    /// A walk over all its words: deeper lines continue the first.
    pub fn all<'a>(&self, reserved: Reserved, diagnostics: &'a mut Vec<Diagnostic>) -> Cursor<'a>
    where
        'p: 'a,
    {
        self.cursor(self.lines, reserved, diagnostics)
    }

    fn cursor<'a>(
        &self,
        lines: &'p [Line],
        reserved: Reserved,
        diagnostics: &'a mut Vec<Diagnostic>,
    ) -> Cursor<'a>
    where
        'p: 'a,
    {
        let range = range(lines);
        let offset = self.passage.offset + range.start;
        let text = self.passage.text.get(range).unwrap_or("");
        Cursor::new(text, self.passage.file, offset, reserved, diagnostics)
    }

    /// All of it.
    pub fn span(&self) -> Span {
        let range = range(self.lines);
        let text = self.passage.text.get(range.clone()).unwrap_or("");
        let start = self.passage.offset + range.start + text.len() - text.trim_start().len();
        Span::new(self.passage.file, start, self.passage.offset + range.end)
    }
}

fn range(lines: &[Line]) -> Range<usize> {
    let start = lines.first().map_or(0, |line| line.range.start);
    let end = lines.last().map_or(0, |line| line.range.end);
    start..end
}
