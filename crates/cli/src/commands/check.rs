//! `interregnum check`: everything that is wrong with a model, in one go.

use crate::outcome::{Answer, Outcome, Trouble, print};
use crate::paint::{self, Tone, paint, wrap};
use interregnum_model::diagnostic::{Diagnostic, Severity, render};
use interregnum_model::source::{Sources, Span};
use interregnum_model::{Code, Model};
use interregnum_study::check::{check, counts};
use serde::Serialize;
use std::io::IsTerminal;
use std::path::PathBuf;

/// Checks a model: reading, names, units, provenance, equations, claims.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Arguments {
    /// A book (folder with book.toml) or a chapter (.md)
    model: PathBuf,
    /// Print the findings as JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
All findings are told in one go, each with its line, what is wrong and what to do. Errors keep the
model from being run, or from being run honestly; warnings are worth a look.

Examples:
  interregnum check books/khrushchev
  interregnum check chapter.md --json | jq '.findings[] | select(.severity == \"error\")'

Exit status: 0 no errors; 1 errors; 2 usage, or a model that cannot be opened at all.";

/// Checks a model and prints what is found.
pub fn run(arguments: &Arguments) -> Outcome {
    let reading = interregnum_formats::read(&arguments.model);
    let model = reading.model;
    let unopened = unopened(&model, &reading.diagnostics);
    let findings =
        if unopened { reading.diagnostics } else { check(&model, reading.diagnostics).diagnostics };
    let (errors, _) = counts(&findings);
    if arguments.json {
        print(&json(&findings, &model.sources)?)?;
    } else {
        print(&text(&findings, &model))?;
    }
    if unopened {
        return Err(Trouble::told());
    }
    Ok(if errors > 0 { Answer::No } else { Answer::Good })
}

/// Whether nothing of the model could be read: then all else that is missing goes without saying.
fn unopened(model: &Model, findings: &[Diagnostic]) -> bool {
    let unreadable = |finding: &Diagnostic| {
        matches!(finding.code, Code::UnreadableFile | Code::BadBook | Code::TooLarge)
    };
    model.variables.is_empty()
        && model.claims.is_empty()
        && findings.iter().any(|finding| finding.severity == Severity::Error && unreadable(finding))
}

fn text(findings: &[Diagnostic], model: &Model) -> String {
    let colour = std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut text = String::new();
    for finding in findings {
        text.push_str(&render::render(finding, &model.sources, colour));
        text.push_str("\n\n");
    }
    let (errors, warnings) = counts(findings);
    let told = match (errors, warnings) {
        (0, 0) => paint("nothing found", Tone::Good),
        (0, warnings) => paint(&many(warnings, "warning"), Tone::Open),
        (errors, 0) => paint(&many(errors, "error"), Tone::Bad),
        (errors, warnings) => {
            paint(&format!("{}, {}", many(errors, "error"), many(warnings, "warning")), Tone::Bad)
        }
    };
    text.push_str(&wrap(&format!("{told} in {}", contents(model)), paint::width(), "", ""));
    text.push('\n');
    text
}

/// What a model holds, in numbers.
fn contents(model: &Model) -> String {
    let levers = model.levers.iter().filter(|lever| !lever.anonymous).count();
    let counts = [
        (model.chapters.len(), "chapter"),
        (model.variables.len(), "variable"),
        (model.mechanisms.len(), "mechanism"),
        (levers, "lever"),
        (model.series.len(), "observed series"),
        (model.claims.len(), "claim"),
    ];
    let parts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| many(*count, what))
        .collect();
    if parts.is_empty() { "an empty model".to_owned() } else { parts.join(", ") }
}

fn many(count: usize, what: &str) -> String {
    if count == 1 || what.ends_with('s') {
        format!("{count} {what}")
    } else {
        format!("{count} {what}s")
    }
}

#[derive(Serialize)]
struct Findings<'a> {
    findings: Vec<Finding<'a>>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place<'a>,
    label: &'a str,
    related: Vec<Related<'a>>,
    help: &'a [String],
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    label: &'a str,
}

/// Lines and columns count from 1, columns in characters; the end is one past the last character.
#[derive(Serialize)]
struct Place<'a> {
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

fn place(span: Option<Span>, sources: &Sources) -> Place<'_> {
    let found = span.and_then(|span| Some((span, sources.get(span.file)?)));
    let (start, end) = match found {
        Some((span, file)) => {
            (Some(file.line_column(span.start as usize)), Some(file.line_column(span.end as usize)))
        }
        None => (None, None),
    };
    Place {
        file: found.map(|(_, file)| file.path.as_str()),
        line: start.map(|(line, _)| line),
        column: start.map(|(_, column)| column),
        end_line: end.map(|(line, _)| line),
        end_column: end.map(|(_, column)| column),
    }
}

fn json(findings: &[Diagnostic], sources: &Sources) -> Result<String, Trouble> {
    let (errors, warnings) = counts(findings);
    let findings = findings
        .iter()
        .map(|finding| Finding {
            code: finding.code.as_str(),
            severity: match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: &finding.message,
            place: place(finding.span, sources),
            label: &finding.label,
            related: finding
                .related
                .iter()
                .map(|(span, label)| Related { place: place(Some(*span), sources), label })
                .collect(),
            help: &finding.help,
        })
        .collect();
    let text = serde_json::to_string_pretty(&Findings { findings, errors, warnings })
        .map_err(|error| Trouble::new(format!("cannot write JSON: {error}")))?;
    Ok(text + "\n")
}
