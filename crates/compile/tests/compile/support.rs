//! From text to what must come of it.

use interregnum_compile::program::{Program, VariableId};
use interregnum_formats::chapters;
use interregnum_model::diagnostic::{Diagnostic, Severity};
use interregnum_model::model::Model;
use interregnum_model::name::Key;
use interregnum_run::{Run, Settings, Watch, run};

/// A chapter with a `run` block and one `model` block, both without their fences.
pub fn chapter(run: &str, model: &str) -> String {
    format!("```run\n{run}\n```\n\n```model\n{model}\n```\n")
}

/// The model of a chapter, with what was found in reading and in compiling.
pub fn checked(text: &str) -> (Model, Option<Program>, Vec<Diagnostic>) {
    let reading = chapters::read_text("test.md", text);
    let compiled = interregnum_compile::compile(&reading.model);
    let mut diagnostics = reading.diagnostics;
    diagnostics.extend(compiled.diagnostics);
    (reading.model, compiled.program, diagnostics)
}

/// The program of a chapter without errors.
pub fn program(text: &str) -> Program {
    let (model, program, diagnostics) = checked(text);
    let errors: Vec<String> = findings_of(&model, &diagnostics)
        .into_iter()
        .zip(&diagnostics)
        .filter(|(_, it)| it.severity == Severity::Error)
        .map(|(line, _)| line)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}\n{text}");
    program.unwrap_or_else(|| panic!("no program\n{text}"))
}

/// What is found in a chapter, a line each: code, words, message.
pub fn findings(text: &str) -> Vec<String> {
    let (model, _, diagnostics) = checked(text);
    findings_of(&model, &diagnostics)
}

fn findings_of(model: &Model, diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|it| {
            let words = it.span.map_or("", |span| model.sources.text(span));
            format!("{} at \"{words}\": {}", it.code.as_str(), it.message)
        })
        .collect()
}

/// Asserts that a chapter gives these findings, by code and words, and that each message holds the
/// text after the colon. What nothing reads is left out unless it is expected: tests read little.
pub fn assert_findings(text: &str, expected: &[&str]) {
    let unused = "unused-declaration";
    let wanted = expected.iter().any(|line| line.starts_with(unused));
    let mut found = findings(text);
    found.retain(|line| wanted || !line.starts_with(unused));
    let fits = found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, expected)| match expected.split_once(": ") {
            Some((place, says)) => found.starts_with(place) && found.contains(says),
            None => found.starts_with(expected),
        });
    assert!(fits, "found {found:#?}\nexpected {expected:#?}\n{text}");
}

/// The variable of this name.
pub fn variable(program: &Program, name: &str) -> VariableId {
    let key = Key::new(name);
    let place = program.variables.iter().position(|it| it.name.key == key);
    let place = place.unwrap_or_else(|| panic!("no variable `{name}`"));
    VariableId(u32::try_from(place).unwrap())
}

/// A run that must not fail.
pub fn run_of(program: &Program, settings: &Settings) -> Run {
    let run = run(program, settings, &Watch::shown());
    assert!(run.failure.is_none(), "{:?}", run.failure);
    run
}

/// The values of a variable's element at each saved moment.
pub fn column(program: &Program, run: &Run, name: &str, element: u32) -> Vec<f64> {
    let column = run.column(variable(program, name), element);
    column.unwrap_or_else(|| panic!("`{name}` {element} is not kept")).to_vec()
}

/// The values of a variable in the base run of a chapter.
pub fn values(text: &str, name: &str) -> Vec<f64> {
    let program = program(text);
    let run = run_of(&program, &Settings::new(&program));
    column(&program, &run, name, 0)
}

/// The last values of all elements of a variable in the base run of a chapter.
pub fn last(text: &str, name: &str) -> Vec<f64> {
    let program = program(text);
    last_with(&program, &Settings::new(&program), name)
}

/// The last values of all elements of a variable in a run.
pub fn last_with(program: &Program, settings: &Settings, name: &str) -> Vec<f64> {
    let run = run_of(program, settings);
    let layout = &program.variables[variable(program, name).0 as usize];
    (0..layout.count).map(|it| *column(program, &run, name, it).last().unwrap()).collect()
}

/// Asserts that numbers are as near as rounding lets them be.
pub fn assert_close(found: &[f64], expected: &[f64]) {
    let close = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b.abs().max(1.0);
    let all = found.len() == expected.len()
        && found.iter().zip(expected).all(|(found, expected)| close(*found, *expected));
    assert!(all, "found {found:?}\nexpected {expected:?}");
}
