//! Other people's models with known outputs: found, read, compiled, run and compared.
//!
//! They stand in a folder of their own and are never part of the project. The environment variable
//! `INTERREGNUM_PEERS` says where; without it they are looked for beside the project, in
//! `../shared/peers`.

use crate::compare::{Table, Tolerance, Verdict, compare, read_table};
use interregnum_compile::program::VariableId;
use interregnum_model::diagnostic::render::render;
use interregnum_model::{Diagnostic, Model, Severity};
use interregnum_run::run::{Run, interpret};
use interregnum_run::{Settings, Watch, run};
use std::path::{Path, PathBuf};

/// The folder of the peers' models, if it is there.
pub fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("INTERREGNUM_PEERS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/peers");
    given.into_iter().chain([beside]).find(|path| path.is_dir())
}

/// One model of the community's conformance suite, and what it should give.
#[derive(Clone, Debug)]
pub struct Peer {
    /// Its path inside the suite, such as `tests/lookups/test_lookups.mdl`.
    pub name: String,
    /// The family of features it belongs to.
    pub family: String,
    /// The model.
    pub model: PathBuf,
    /// The output it should give.
    pub output: PathBuf,
}

/// All models of the suite, in order of name: every file of a format we read, with `output.csv` or
/// `output.tab` beside it. `INDEX.csv` tells the families.
pub fn suite(folder: &Path) -> Vec<Peer> {
    let families = families(&folder.join("INDEX.csv"));
    let mut folders = vec![folder.to_path_buf()];
    let mut peers = Vec::new();
    while let Some(inside) = folders.pop() {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(&inside)
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        paths.sort();
        let output = paths.iter().find(|path| {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
            matches!(name, "output.csv" | "output.tab")
        });
        for path in &paths {
            if path.is_dir() {
                folders.push(path.clone());
            } else if let Some(output) = output.filter(|_| is_model(path)) {
                let name = path
                    .strip_prefix(folder)
                    .unwrap_or(path)
                    .display()
                    .to_string()
                    .replace('\\', "/");
                let family = families
                    .iter()
                    .find(|(of, _)| *of == name)
                    .map_or("other", |(_, family)| family);
                peers.push(Peer {
                    family: family.to_owned(),
                    name,
                    model: path.clone(),
                    output: output.clone(),
                });
            }
        }
    }
    peers.sort_by(|a, b| a.name.cmp(&b.name));
    peers
}

fn is_model(path: &Path) -> bool {
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or("").to_ascii_lowercase();
    matches!(end.as_str(), "mdl" | "xmile" | "stmx" | "itmx")
}

/// The family of each file of the suite.
fn families(index: &Path) -> Vec<(String, String)> {
    let Ok(mut reader) = csv::Reader::from_path(index) else { return Vec::new() };
    let rows = reader.records().filter_map(Result::ok);
    rows.filter_map(|row| {
        Some((format!("{}/{}", row.get(0)?, row.get(3)?), row.get(1)?.to_owned()))
    })
    .collect()
}

/// What came of a model.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It gave what it should.
    Pass,
    /// It gave something else, or nothing: why, in words.
    Fail(String),
}

/// Reads, compiles and runs a model, and judges what it gave.
pub fn outcome(peer: &Peer, tolerance: Tolerance) -> Outcome {
    let reference = match std::fs::read(&peer.output) {
        Ok(bytes) => read_table(&bytes),
        Err(error) => return Outcome::Fail(format!("the output cannot be read: {error}")),
    };
    match table(&peer.model) {
        Ok(output) => match compare(&reference, &output, tolerance) {
            Verdict::Pass => Outcome::Pass,
            other => Outcome::Fail(other.to_string()),
        },
        Err(why) => Outcome::Fail(why),
    }
}

/// Everything a model gives over time; why it gives nothing, as the error.
pub fn table(path: &Path) -> Result<Table, String> {
    let reading = interregnum_formats::read(path);
    refuse(&reading.model, &reading.diagnostics)?;
    table_of(&reading.model)
}

/// Everything a model gives over time.
pub fn table_of(model: &Model) -> Result<Table, String> {
    let compiled = interregnum_compile::compile(model);
    refuse(model, &compiled.diagnostics)?;
    let program = compiled.program.ok_or("no program came of it")?;
    let settings = Settings::new(&program);
    let result = run(&program, &settings, &Watch::shown());
    // The interpreter is the reference for every engine.
    let reference = interpret(&program, &settings, &Watch::shown());
    if !same_bits(&result, &reference) {
        return Err("the tape's numbers are not the interpreter's".to_string());
    }
    if let Some(failure) = &result.failure {
        return Err(format!("the run failed: {failure:?}"));
    }
    let mut table = Table { times: result.times.clone(), ..Table::default() };
    for column in &result.columns {
        let VariableId(at) = column.variable;
        let Some(layout) = program.variables.get(at as usize) else { continue };
        let name = interregnum_run::run::element_name(layout, column.element);
        table.add(&name, result.times.iter().copied().zip(column.values.iter().copied()));
    }
    Ok(table)
}

fn same_bits(a: &Run, b: &Run) -> bool {
    let bits = |run: &Run| -> Vec<u64> {
        run.columns.iter().flat_map(|it| &it.values).map(|value| value.to_bits()).collect()
    };
    bits(a) == bits(b)
}

fn refuse(model: &Model, diagnostics: &[Diagnostic]) -> Result<(), String> {
    let errors: Vec<&Diagnostic> =
        diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    match errors.as_slice() {
        [] => Ok(()),
        [first, ..] => Err(format!(
            "{} errors, the first: {}",
            errors.len(),
            render(first, &model.sources, false)
        )),
    }
}
