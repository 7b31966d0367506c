//! How these tests get a program, from text as everybody does, and read its numbers.

use interregnum_compile::Program;
use interregnum_model::diagnostic::{has_errors, render};
use interregnum_model::name::Key;
use interregnum_model::{Method, Model};
use interregnum_run::{Run, Settings, Watch};

/// What every declaration here says of itself.
const WHY: &str = "assumed \"a test\"";

/// The chapter of these declarations; `?` stands for where they come from.
pub fn chapter(time: &str, declarations: &str) -> String {
    format!("```run\n{time}\n```\n\n```model\n{}\n```\n", declarations.replace('?', WHY))
}

/// The model and the program of a chapter without faults.
pub fn open(text: &str) -> (Model, Program) {
    let reading = interregnum_formats::chapters::read_text("test.md", text);
    let compiled = interregnum_compile::compile(&reading.model);
    let findings: Vec<_> = reading.diagnostics.into_iter().chain(compiled.diagnostics).collect();
    let drawn = |finding| render::render(finding, &reading.model.sources, false);
    let drawn: Vec<String> = findings.iter().map(drawn).collect();
    assert!(!has_errors(&findings), "{}", drawn.join("\n"));
    (reading.model, compiled.program.expect("a program without errors"))
}

/// The program of these declarations.
pub fn program(time: &str, declarations: &str) -> Program {
    open(&chapter(time, declarations)).1
}

/// The base run with another method and dt, saved at each dt.
pub fn run_by(program: &Program, method: Method, dt: f64) -> Run {
    let mut settings = Settings::new(program);
    settings.time.method = method;
    settings.time.dt = dt;
    settings.time.saveper = dt;
    let run = interregnum_run::run(program, &settings, &Watch::shown());
    assert_eq!(run.failure, None);
    run
}

/// The base run as the model has it.
pub fn run(program: &Program) -> Run {
    let run = interregnum_run::run(program, &Settings::new(program), &Watch::shown());
    assert_eq!(run.failure, None);
    run
}

/// The values of a variable's first element.
pub fn values<'a>(program: &Program, run: &'a Run, name: &str) -> &'a [f64] {
    let key = Key::new(name);
    let column = run.columns.iter().find(|column| {
        column.element == 0 && program.variables[column.variable.0 as usize].name.key == key
    });
    &column.expect("a shown variable").values
}

/// The last value of a variable.
pub fn last(program: &Program, run: &Run, name: &str) -> f64 {
    *values(program, run, name).last().expect("a saved value")
}
