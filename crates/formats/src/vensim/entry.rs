//! A file's outline: where its equations, groups, macros, drawing and settings begin and end.
//!
//! An equation is `body ~ unit ~ comment ~ flags |`. Quotes count only in the body: a comment may
//! hold one apostrophe or one inch mark.

use std::ops::Range;

/// One equation, as byte ranges of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Left and right side.
    pub body: Range<usize>,
    /// Unit and range.
    pub unit: Range<usize>,
    /// Comment.
    pub comment: Range<usize>,
    /// What follows the comment, such as `:SUPPLEMENTARY`.
    pub flags: Range<usize>,
    /// Index of the group it stands in.
    pub group: Option<usize>,
}

/// The heading of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Its name, without the dot before it.
    pub name: Range<usize>,
    /// Its comment.
    pub comment: Range<usize>,
}

/// A macro: from `:MACRO:` to `:END OF MACRO:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct MacroText {
    /// `NAME(arguments : outputs)`.
    pub heading: Range<usize>,
    /// Its equations.
    pub entries: Vec<Entry>,
}

/// Something that has a beginning and no end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unclosed {
    /// Where it begins.
    pub at: Range<usize>,
    /// What it is.
    pub what: &'static str,
    /// The sign or word that should close it.
    pub closing: &'static str,
}

/// The parts of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outline {
    /// Equations outside macros, in order.
    pub entries: Vec<Entry>,
    /// Groups in order.
    pub groups: Vec<Heading>,
    /// Macros in order.
    pub macros: Vec<MacroText>,
    /// The drawing.
    pub sketch: Range<usize>,
    /// Settings after the drawing.
    pub settings: Range<usize>,
    /// What was not closed.
    pub unclosed: Vec<Unclosed>,
}

const SKETCH: &str = "\\\\\\---///";
const SKETCH_END: &str = "///---\\\\\\";
const MACRO: &str = ":MACRO:";
const MACRO_END: &str = ":END OF MACRO:";

/// Cuts a text into its parts.
pub(crate) fn outline(text: &str) -> Outline {
    let mut outline = Outline::default();
    let equations_end = text.find(SKETCH).unwrap_or(text.len());
    let sketch_end =
        text[equations_end..].find(SKETCH_END).map_or(text.len(), |at| equations_end + at);
    outline.sketch = equations_end..sketch_end;
    outline.settings = sketch_end..text.len();
    let mut scan = Scan { text: &text[..equations_end], at: 0, open_remark: None };
    let mut group = None;
    let mut open_macro: Option<MacroText> = None;
    loop {
        scan.skip_blank();
        let rest = scan.rest();
        if rest.is_empty() {
            break;
        }
        if starts_with_word(rest, MACRO_END) {
            scan.at += MACRO_END.len();
            outline.macros.extend(open_macro.take());
        } else if starts_with_word(rest, MACRO) {
            outline.macros.extend(open_macro.take());
            scan.at += MACRO.len();
            open_macro = Some(MacroText { heading: scan.macro_heading(), entries: Vec::new() });
        } else if rest.starts_with("****") {
            group = Some(outline.groups.len());
            outline.groups.push(scan.heading());
        } else if rest.starts_with('|') {
            scan.at += 1;
        } else {
            let entry = scan.entry(group, &mut outline.unclosed);
            match &mut open_macro {
                Some(open) => open.entries.push(entry),
                None => outline.entries.push(entry),
            }
        }
    }
    if let Some(at) = scan.open_remark {
        outline.unclosed.push(Unclosed { at: at..at + 1, what: "remark", closing: "}" });
    }
    if let Some(open) = open_macro {
        outline.unclosed.push(Unclosed {
            at: open.heading.clone(),
            what: "macro",
            closing: MACRO_END,
        });
        outline.macros.push(open);
    }
    outline
}

/// Whether `text` begins with `word`, in either case.
fn starts_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    /// Where a remark begins that nothing closes.
    open_remark: Option<usize>,
}

impl<'t> Scan<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// A remark in braces; one that nothing closes takes the rest, and is reported.
    fn skip_remark(&mut self) {
        let length = remark_length(self.rest()).unwrap_or_else(|| {
            self.open_remark.get_or_insert(self.at);
            self.rest().len()
        });
        self.at += length;
    }

    /// Blanks and remarks in braces, such as `{UTF-8}`.
    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start().len();
            self.at += blank;
            let rest = self.rest();
            if !rest.starts_with('{') {
                return;
            }
            self.skip_remark();
        }
    }

    /// `****\n .Name\n****~\n comment\n |`
    fn heading(&mut self) -> Heading {
        let end = self.rest().find('|').map_or(self.text.len(), |at| self.at + at);
        let whole = &self.text[self.at..end];
        let stars = whole.len() - whole.trim_start_matches('*').len();
        let name_start = self.at + stars;
        let after = &self.text[name_start..end];
        let name_end = after.find("***").or_else(|| after.find('~')).unwrap_or(after.len());
        let name = trimmed(self.text, name_start..name_start + name_end);
        let name = match self.text[name.clone()].strip_prefix('.') {
            Some(_) => name.start + 1..name.end,
            None => name,
        };
        let comment_start = after.find('~').map_or(end, |at| name_start + at + 1);
        self.at = (end + 1).min(self.text.len());
        Heading { name, comment: trimmed(self.text, comment_start..end) }
    }

    /// The rest of a macro's heading, to its closing bracket.
    fn macro_heading(&mut self) -> Range<usize> {
        let start = self.at;
        let end = self.rest().find(')').map_or(self.text.len(), |at| self.at + at + 1);
        self.at = end;
        trimmed(self.text, start..end)
    }

    fn entry(&mut self, group: Option<usize>, unclosed: &mut Vec<Unclosed>) -> Entry {
        let body = self.body();
        let mut parts = [body.clone(), body.end..body.end, body.end..body.end, body.end..body.end];
        let mut part = 0;
        loop {
            match self.rest().chars().next() {
                Some('~') => {
                    part += 1;
                    self.at += 1;
                    let start = self.at;
                    let length = self.rest().find(['~', '|']).unwrap_or(self.rest().len());
                    self.at += length;
                    if let Some(slot) = parts.get_mut(part) {
                        *slot = start..self.at;
                    }
                }
                Some('|') => {
                    self.at += 1;
                    break;
                }
                Some(_) | None => {
                    let at = trimmed(self.text, body.clone());
                    unclosed.push(Unclosed { at, what: "equation", closing: "|" });
                    break;
                }
            }
        }
        let [body, unit, comment, flags] = parts.map(|part| trimmed(self.text, part));
        Entry { body, unit, comment, flags, group }
    }

    /// To the first `~` or `|` outside quotes, strings and braces.
    fn body(&mut self) -> Range<usize> {
        let start = self.at;
        let mut before = ' ';
        while let Some(c) = self.rest().chars().next() {
            match c {
                '~' | '|' => break,
                '"' => self.at += quoted_length(self.rest()),
                '\'' if matches!(before, '(' | ',') => self.at += text_length(self.rest()),
                '{' => self.skip_remark(),
                _ => self.at += c.len_utf8(),
            }
            if !c.is_whitespace() {
                before = c;
            }
        }
        start..self.at
    }
}

/// Length of a remark in braces, both included; remarks may hold others. `None` where none closes it.
pub(crate) fn remark_length(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' if open == 1 => return Some(at + 1),
            '}' => open = open.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// Length of a name in double quotes, both included: to the next quote that no backslash escapes,
/// or, where none closes it, to the end of the equation or of the line.
pub(crate) fn quoted_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            // What follows the equation on this line ends it, so that the next one is not lost.
            '\n' if !escaped && !continued(&text[..at]) => {
                return text[..at].find(['~', '|']).unwrap_or(at);
            }
            '"' if !escaped => return at + 1,
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// Whether a line ends in the sign that it goes on.
fn continued(line: &str) -> bool {
    line.trim_end_matches('\r').ends_with('\\')
}

/// Length of a text in single quotes, both included; it ends with its line.
pub(crate) fn text_length(text: &str) -> usize {
    match text.get(1..).and_then(|rest| rest.find(['\'', '\n'])) {
        Some(at) if text[1 + at..].starts_with('\'') => at + 2,
        Some(at) => at + 1,
        None => text.len(),
    }
}

/// The range without blanks at its ends.
pub(crate) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(range.clone()) else { return range };
    let start = range.start + (part.len() - part.trim_start().len());
    let end = range.end - (part.len() - part.trim_end().len());
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn an_equation_is_cut_at_its_tildes() {
        let text = "{UTF-8}\n\"a | b ~\" = 1 ~ m ~ it's 5\" long ~ :SUPPLEMENTARY |\nc = 2 ~~|";
        let found = outline(text);
        let words: Vec<[&str; 4]> = found
            .entries
            .iter()
            .map(|entry| {
                [&entry.body, &entry.unit, &entry.comment, &entry.flags]
                    .map(|range| &text[range.clone()])
            })
            .collect();
        let first = ["\"a | b ~\" = 1", "m", "it's 5\" long", ":SUPPLEMENTARY"];
        assert_eq!(words, [first, ["c = 2", "", "", ""]]);
        assert!(found.unclosed.is_empty());
    }

    #[test]
    fn groups_macros_and_drawing_are_told_apart() {
        let text = "a = 1 ~~|\n****\n\t.Control\n****~\n\tSimulation\n|\nb = 2 ~~|\n:MACRO: M(x)\nM = x ~~|\n:END OF MACRO:\n\\\\\\---/// Sketch\nV300\n///---\\\\\\\n:L\u{7f}<%^E!@\n15:0,0,0,5,0,0\n";
        let found = outline(text);
        assert_eq!(found.entries.len(), 2);
        assert_eq!(found.entries[0].group, None);
        assert_eq!(found.entries[1].group, Some(0));
        assert_eq!(&text[found.groups[0].name.clone()], "Control");
        assert_eq!(&text[found.groups[0].comment.clone()], "Simulation");
        assert_eq!(&text[found.macros[0].heading.clone()], "M(x)");
        assert_eq!(found.macros[0].entries.len(), 1);
        assert!(text[found.settings.clone()].contains("15:0,0,0,5"));
    }

    #[test]
    fn what_is_not_closed_is_named() {
        let found = outline("a = 1 ~ m");
        assert_eq!(found.entries.len(), 1);
        assert_eq!(found.unclosed[0].closing, "|");
        assert_eq!(outline(":MACRO: M(x) M = x ~~|").unclosed[0].what, "macro");
    }
}
