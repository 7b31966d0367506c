//! `interregnum functions`: the catalogue of functions as a table.

use crate::outcome::{Answer, Outcome, print};
use comfy_table::presets::NOTHING;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, Width};
use interregnum_model::function::{FAMILIES, Function};

/// Lists the functions that equations may use.
#[derive(clap::Args)]
#[command(after_help = "\
Arguments in brackets may be left out; `...` may be repeated. Names are read in any case. A model \
of your own (`macro`, see docs/notation.md) is called in the same way.

Examples:
  interregnum functions                 all of them
  interregnum functions | grep -i smooth")]
pub struct Arguments {}

/// Prints the catalogue.
pub fn functions(_: &Arguments) -> Outcome {
    let mut text = String::new();
    for (title, functions) in FAMILIES {
        text.push_str(&format!("{title}\n{}\n\n", table(functions).trim_fmt()));
    }
    print(text.trim_end_matches('\n'))?;
    print("\n")?;
    Ok(Answer::Good)
}

fn table(functions: &[Function]) -> Table {
    /// Wide enough for most calls, so that the tables of all families stand in one line.
    const CALL: u16 = 44;
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    for function in functions {
        table.add_row([call(function), meaning(function)]);
    }
    if let Some(calls) = table.column_mut(0) {
        calls.set_padding((2, 1));
    }
    table.set_constraints([ColumnConstraint::Absolute(Width::Fixed(CALL))]);
    table
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
