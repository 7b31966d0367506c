//! A chapter's Markdown: its title, its sector, and the fenced blocks that carry the system, line
//! by line with their places. The prose is left alone.

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};
use std::ops::Range;

/// What a chapter's Markdown holds.
#[derive(Debug, Default)]
pub struct Markdown {
    /// Text of the first heading, the sector left out.
    pub title: String,
    /// `S04` of a heading that ends in `(S04)`; empty when none does.
    pub sector: String,
    /// Blocks whose fence names one of [`BlockKind`].
    pub blocks: Vec<Block>,
}

/// A fenced block.
#[derive(Debug)]
pub struct Block {
    /// The first word after the fence.
    pub kind: BlockKind,
    /// What follows that word on the fence's line.
    pub heading: Range<usize>,
    /// Its lines, blank ones left out, without what a list or a quotation puts before them.
    pub lines: Vec<Range<usize>>,
    /// All of it, fences included.
    pub whole: Range<usize>,
    /// Whether a closing fence ends it, or the end of the file.
    pub closing: Closing,
}

/// What ends a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// A fence.
    Fence,
    /// The end of the file, or of the list or quotation it stands in.
    EndOfFile,
}

/// The kinds of block that carry the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Declarations.
    Model,
    /// A claim.
    Claim,
    /// How a chapter that stands alone runs.
    Run,
}

/// Reads a chapter's Markdown; every text is some Markdown.
pub fn read(text: &str) -> Markdown {
    let mut markdown = Markdown::default();
    let mut headings = Vec::new();
    let mut heading: Option<(HeadingLevel, String)> = None;
    let mut open: Option<Block> = None;
    for (event, range) in Parser::new(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, String::new())),
            Event::End(TagEnd::Heading(_)) => headings.extend(heading.take()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => open = block(text, range),
            Event::End(TagEnd::CodeBlock) => markdown.blocks.extend(open.take()),
            Event::Text(words) | Event::Code(words) => {
                if let Some(block) = &mut open {
                    add_lines(text, range, &mut block.lines);
                } else if let Some((_, title)) = &mut heading {
                    title.push_str(&words);
                }
            }
            _ => {}
        }
    }
    name(&mut markdown, headings);
    markdown
}

fn name(markdown: &mut Markdown, headings: Vec<(HeadingLevel, String)>) {
    for (_, heading) in headings {
        let heading = heading.trim();
        let (title, sector) = match heading.strip_suffix(')').and_then(|it| it.rsplit_once('(')) {
            Some((title, sector)) if is_sector(sector) => (title.trim(), sector),
            Some(_) | None => (heading, ""),
        };
        if markdown.title.is_empty() {
            markdown.title = title.to_string();
        }
        if markdown.sector.is_empty() {
            markdown.sector = sector.to_string();
        }
    }
}

/// `S` and two digits.
fn is_sector(text: &str) -> bool {
    let digits = text.strip_prefix('S').unwrap_or("");
    digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn block(text: &str, whole: Range<usize>) -> Option<Block> {
    let inside = text.get(whole.clone())?;
    let fence = inside.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let first = inside.lines().next()?;
    let info = first.trim_start_matches(fence);
    let word_at = whole.start + first.len() - info.trim_start().len();
    let word = info.split_whitespace().next()?;
    let kind = match word {
        "model" => BlockKind::Model,
        "claim" => BlockKind::Claim,
        "run" => BlockKind::Run,
        _ => return None,
    };
    let heading = word_at + word.len()..whole.start + first.trim_end().len();
    let last = inside.trim_end().lines().next_back()?.trim_start_matches([' ', '\t', '>']);
    let fences = first.chars().take_while(|c| *c == fence).count();
    let closed = inside.trim_end().contains('\n')
        && last.len() >= fences
        && last.trim_end().chars().all(|c| c == fence);
    let closing = if closed { Closing::Fence } else { Closing::EndOfFile };
    Some(Block { kind, heading, lines: Vec::new(), whole, closing })
}

/// Adds the lines of a piece of text; a piece that goes on the last line's end is part of it.
fn add_lines(text: &str, range: Range<usize>, lines: &mut Vec<Range<usize>>) {
    let mut start = range.start;
    for line in text.get(range).unwrap_or("").split_inclusive('\n') {
        let end = start + line.trim_end().len();
        match lines.last_mut() {
            Some(last) if last.end == start && !line.trim().is_empty() => last.end = end,
            Some(_) | None if !line.trim().is_empty() => lines.push(start..end),
            Some(_) | None => {}
        }
        start += line.len();
    }
}

#[cfg(test)]
mod tests;
