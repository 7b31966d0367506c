//! `interregnum summary`, and `interregnum` alone where there is no browser: a model on one page of the
//! terminal: its argument, what comes out of it, and the run beside the record.

mod lines;

use super::claims::{judged, text};
use crate::opened::{Opened, open};
use crate::outcome::{Answer, Outcome, Trouble, print};
use crate::paint::{self, Tone, paint, wrap};
use crate::progress::Shown;
use interregnum_model::model::Chapter;
use interregnum_study::claims::report::{ClaimReport, Report};
use interregnum_study::claims::{Knockouts, Options, Verdict};
use interregnum_study::courses::courses;
use std::path::{Path, PathBuf};

/// Where the first book is kept.
const BOOK: &str = "books/khrushchev";

/// Prints a model's argument, verdicts and main curves
#[derive(clap::Args, Default)]
pub struct Arguments {
    /// A book (folder with book.toml) or a chapter (.md); the first book if left out
    model: Option<PathBuf>,
}

/// Prints a model's argument, its verdicts and its main curves beside the record.
pub fn run(arguments: &Arguments) -> Outcome {
    let path = match &arguments.model {
        Some(path) => path.clone(),
        None => find()?,
    };
    let opened = open(&path)?;
    let mut options = Options::new(&opened.model, &opened.program);
    options.knockouts = Knockouts::Tried;
    let report = judged(&opened, &options, Shown::OnTerminals);
    let courses = courses(&opened.model, &opened.program, &options.settings);
    let width = paint::width();
    let mut page = heading(&opened, &path, width);
    page.push_str(&verdicts(&opened, &report, width));
    page.push_str(&format!("\n{}\n", section("The run (model) beside what was observed (record)")));
    page.push_str(&lines::lines(&courses, width));
    if let Some(failure) = &courses.failure {
        page.push_str(&wrap(&format!("The run breaks down: {failure}"), width, "  ", "  "));
        page.push('\n');
    }
    page.push_str(&next(&path));
    print(&page)?;
    Ok(Answer::Good)
}

/// The first book: in the working directory or above it, or beside the command.
pub fn find() -> Result<PathBuf, Trouble> {
    let here = std::env::current_dir().unwrap_or_default();
    for folder in here.ancestors() {
        let found = folder.join(BOOK);
        if found.join("book.toml").is_file() {
            return Ok(if folder == here { PathBuf::from(BOOK) } else { found });
        }
    }
    let beside = std::env::current_exe().ok();
    for folder in beside.iter().flat_map(|path| path.ancestors().skip(1)) {
        let found = folder.join(BOOK);
        if found.join("book.toml").is_file() {
            return Ok(found);
        }
    }
    Err(Trouble::new(format!("there is no book `{BOOK}` here, above here or beside the command"))
        .help("name a book or a chapter: `interregnum claims MODEL`; `interregnum --help` lists the commands"))
}

fn section(title: &str) -> String {
    paint(title, Tone::Strong)
}

fn heading(opened: &Opened, path: &Path, width: usize) -> String {
    let book = &opened.model.book;
    let time = &opened.program.time;
    let title = if book.title.is_empty() { path.display().to_string() } else { book.title.clone() };
    let mut text = format!("{}\n", section(&title));
    let about = format!("{}, {} to {}", path.display(), time.start, time.stop);
    text.push_str(&format!("{}\n\n", paint(&about, Tone::Aside)));
    let argument: Vec<&str> = book.argument.split_whitespace().collect();
    if !argument.is_empty() {
        text.push_str(&wrap(&argument.join(" "), width, "", ""));
        text.push_str("\n\n");
    }
    text
}

/// How the claims fare, chapter by chapter.
fn verdicts(opened: &Opened, report: &Report, width: usize) -> String {
    let mut text =
        format!("{}\n", section("What the argument claims, and what comes out of the model"));
    let mut told = 0;
    for chapter in &opened.model.chapters {
        let claims: Vec<ClaimReport> = report
            .claims
            .iter()
            .filter(|claim| {
                let own = opened.model.claims.iter().find(|one| *one.name.written == *claim.id);
                own.is_some_and(|own| own.span.file == chapter.file)
            })
            .cloned()
            .collect();
        if claims.is_empty() {
            continue;
        }
        told += claims.len();
        let tally = text::tally(&claims);
        text.push_str(&wrap(&format!("{}: {tally}", title(chapter)), width, "  ", "    "));
        text.push('\n');
        text.push_str(&wrap(&squares(&claims), width, "    ", "    "));
        text.push('\n');
    }
    if told == 0 {
        text.push_str("  The book makes no claims yet.\n");
        return text;
    }
    let legend: Vec<String> = Verdict::ALL
        .iter()
        .map(|verdict| {
            let (word, tone) = text::verdict_word(*verdict);
            format!("{} {word}", paint(sign(*verdict), tone))
        })
        .collect();
    text.push_str(&format!("  {}\n", legend.join("  ")));
    text
}

fn title(chapter: &Chapter) -> String {
    if chapter.sector.is_empty() {
        return chapter.title.clone();
    }
    format!("{} ({})", chapter.title, chapter.sector)
}

fn squares(claims: &[ClaimReport]) -> String {
    let signs: Vec<String> = claims
        .iter()
        .map(|claim| paint(sign(claim.verdict), text::verdict_word(claim.verdict).1))
        .collect();
    signs.join(" ")
}

fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Holds => "■",
        Verdict::Depends => "◧",
        Verdict::NotExplained => "□",
        Verdict::Untestable => "·",
        Verdict::Fails => "✗",
    }
}

fn next(path: &Path) -> String {
    let path = path.display();
    let rows = [
        (format!("interregnum serve {path}"), "the same in the browser, with levers to pull"),
        (
            format!("interregnum claims {path} --knockouts"),
            "every claim with the numbers that decide it",
        ),
        (format!("interregnum claims {path} --off MECHANISM"), "which claims a mechanism carries"),
        (format!("interregnum run {path} --with LEVER"), "what would have happened if"),
        (format!("interregnum check {path}"), "after you change a chapter: is it still sound?"),
        ("interregnum --help".to_owned(), "all commands"),
    ];
    let wide = rows.iter().map(|(command, _)| command.chars().count()).max().unwrap_or(0);
    let mut text = format!("\n{}\n", section("What to do next"));
    for (command, why) in rows {
        text.push_str(&format!("  {command:wide$}  {}\n", paint(why, Tone::Aside)));
    }
    text
}
