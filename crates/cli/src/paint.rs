//! Colours and widths of what is printed for people: none where nobody looks at a terminal.

use console::{Style, Term};

/// How wide the terminal is; a page's width where there is none.
pub fn width() -> usize {
    /// Wide enough for a sentence, narrow enough to be read.
    const PAGE: usize = 100;
    match Term::stdout().size_checked() {
        Some((_, columns)) => usize::from(columns).clamp(40, 120),
        None => PAGE,
    }
}

/// What a stretch of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As wanted.
    Good,
    /// Not as wanted.
    Bad,
    /// Neither.
    Open,
    /// Beside the point.
    Aside,
    /// A heading.
    Strong,
}

/// The text in the colour of its tone, if standard output is a terminal that wants colours.
pub fn paint(text: &str, tone: Tone) -> String {
    let style = match tone {
        Tone::Good => Style::new().green(),
        Tone::Bad => Style::new().red(),
        Tone::Open => Style::new().yellow(),
        Tone::Aside => Style::new().dim(),
        Tone::Strong => Style::new().bold(),
    };
    style.apply_to(text).to_string()
}

/// The text broken into lines, the first indented by `first` and the others by `rest`.
pub fn wrap(text: &str, width: usize, first: &str, rest: &str) -> String {
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    textwrap::fill(text, options)
}
