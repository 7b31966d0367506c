//! Models of our own in other tools' formats, each a test: the documentation of a variable says what
//! it must come to, as `is 1, 2, 3` (one number where it stays so) or `is [a] 1, 2 [b] 3, 4` for
//! elements of an array.

use crate::compare::{Table, fold};
use interregnum_model::{Key, Model};
use std::path::{Path, PathBuf};

/// The models, in order of name.
pub fn models() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("foreign");
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let is_model = |path: &PathBuf| {
        path.extension().is_some_and(|it| it == "mdl" || it == "stmx" || it == "xmile")
    };
    let mut paths: Vec<PathBuf> = entries.map(|it| it.path()).filter(is_model).collect();
    paths.sort();
    paths
}

/// What a model says that its variables come to: columns and their numbers.
pub fn expected(model: &Model) -> Vec<(String, Vec<f64>)> {
    let mut all = Vec::new();
    for variable in &model.variables {
        let Some(words) = variable.note.trim().strip_prefix("is ") else { continue };
        let name = variable.name.key.as_str();
        match words.trim_start().strip_prefix('[') {
            None => all.push((name.to_owned(), numbers(words))),
            Some(elements) => all.extend(elements.split('[').map(|part| {
                let (element, words) = part.split_once(']').unwrap_or((part, ""));
                let keys: Vec<String> =
                    element.split(',').map(|it| Key::new(it.trim()).as_str().to_owned()).collect();
                (format!("{name}[{}]", keys.join(",")), numbers(words))
            })),
        }
    }
    all
}

/// Numbers with commas between; a word that is none is none.
fn numbers(words: &str) -> Vec<f64> {
    words.split(',').map(|it| it.trim().parse().unwrap_or(f64::NAN)).collect()
}

/// What does not come out as a model says; how many columns it says.
pub fn faults(expected: &[(String, Vec<f64>)], found: &Table) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, wanted) in expected {
        let Some(column) = found.columns.get(&fold(name)) else {
            faults.push(format!("there is no `{name}`"));
            continue;
        };
        let values: Vec<f64> = column.values().copied().collect();
        let always = wanted.len() == 1;
        let near = |a: &f64, b: &f64| (a - b).abs() <= 1e-6 + 1e-6 * b.abs();
        let mut pairs = values.iter().enumerate();
        let agree = (always || wanted.len() == values.len())
            && pairs.all(|(at, value)| {
                wanted.get(if always { 0 } else { at }).is_some_and(|it| near(value, it))
            });
        if !agree {
            faults.push(format!("`{name}` is {values:?}, should be {wanted:?}"));
        }
    }
    faults
}
