//! `interregnum functions`: the catalogues of functions as tables.

use crate::outcome::{Answer, Outcome, print};
use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use interregnum_model::function::{self as equations, Function};
use interregnum_study::claims::function as queries;

/// Lists the functions that equations and claims may use
#[derive(clap::Args)]
#[command(after_help = "\
Arguments in brackets may be left out; `...` may be repeated. Names are read in any case. A model \
of your own (`macro`, see docs/notation.md) is called in the same way as a function.

Examples:
  interregnum functions                     those of equations
  interregnum functions --queries           those of claims
  interregnum functions | grep -i smooth")]
pub struct Arguments {
    /// Those that claims may use in their questions
    #[arg(long)]
    queries: bool,
}

/// A heading and the functions under it: how each is called, and what it is.
type Family = (&'static str, Vec<[String; 2]>);

/// Prints a catalogue.
pub fn functions(arguments: &Arguments) -> Outcome {
    let families = if arguments.queries { of_claims() } else { of_equations() };
    let mut text = String::new();
    for (title, functions) in families {
        text.push_str(&format!("{title}\n{}\n\n", table(functions).trim_fmt()));
    }
    text.truncate(text.trim_end().len());
    print(&(text + "\n"))?;
    Ok(Answer::Good)
}

fn table(functions: Vec<[String; 2]>) -> Table {
    /// Wide enough for most calls, so that the tables of all families stand in one line.
    const CALL: u16 = 44;
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    table.add_rows(functions);
    if let Some(calls) = table.column_mut(0) {
        calls.set_padding((2, 1));
    }
    table.set_constraints([ColumnConstraint::Absolute(Width::Fixed(CALL))]);
    table
}

fn of_equations() -> Vec<Family> {
    let rows = |functions: &[Function]| {
        functions.iter().map(|function| [call(function), meaning(function)]).collect()
    };
    equations::FAMILIES.iter().map(|(title, functions)| (*title, rows(functions))).collect()
}

/// How it is called: `SMTH1(input, averaging time, [initial])`.
fn call(function: &Function) -> String {
    if function.arguments.is_empty() {
        return function.name.to_owned();
    }
    let mut arguments: Vec<String> = function
        .arguments
        .iter()
        .enumerate()
        .map(|(at, name)| match at < function.required {
            true => (*name).to_owned(),
            false => format!("[{name}]"),
        })
        .collect();
    if function.variadic {
        arguments.push("...".to_owned());
    }
    format!("{}({})", function.name, arguments.join(", "))
}

/// What it is, and its other spellings.
fn meaning(function: &Function) -> String {
    let mut meaning = function.summary.to_owned();
    if !function.aliases.is_empty() {
        meaning.push_str(&format!(" Also {}.", function.aliases.join(", ")));
    }
    match function.vensim {
        Some(vensim) if vensim != function.name => {
            meaning.push_str(&format!(" Vensim: {vensim}."));
        }
        Some(_) | None => {}
    }
    meaning
}

fn of_claims() -> Vec<Family> {
    let row = |function: &queries::Function| {
        let example = function.examples.first();
        let example = example.map(|(question, answer)| format!(" {question} is {answer}."));
        [function.heading(), format!("{}{}", function.summary, example.unwrap_or_default())]
    };
    let families = queries::FAMILIES.iter();
    families.map(|(title, functions)| (*title, functions.iter().map(row).collect())).collect()
}
