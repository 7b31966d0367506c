//! What a run gave, as a file: the format by its extension, written whole or not at all.

pub mod about;
mod delimited;
mod json;
pub mod whole;

use crate::outcome::{Trouble, print, say};
pub use about::About;
use interregnum_compile::Program;
use interregnum_run::Run;
use interregnum_run::run::element_name;
use serde::Serialize;
use std::path::{Path, PathBuf};
pub use whole::{BEGUN, begin, write_whole};

/// A table of numbers over time, and how it came about.
pub struct Results<'a, A = About> {
    /// How it came about.
    pub about: &'a A,
    /// When.
    pub times: &'a [f64],
    /// Names, as in `harvest[wheat,north]`, and values.
    pub columns: Vec<(String, &'a [f64])>,
}

/// Where results go.
pub enum Destination {
    /// Standard output, with commas.
    Standard,
    /// A file.
    File(PathBuf, Format),
}

/// How results are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with this byte between values.
    Delimited(u8),
    /// Parquet.
    Parquet,
}

impl<'a> Results<'a> {
    /// The table of a run.
    pub fn new(about: &'a About, program: &Program, run: &'a Run) -> Results<'a> {
        let columns = run
            .columns
            .iter()
            .filter_map(|column| {
                let layout = program.variables.get(column.variable.0 as usize)?;
                Some((element_name(layout, column.element), column.values.as_slice()))
            })
            .collect();
        Results { about, times: &run.times, columns }
    }
}

impl<A: Serialize> Results<'_, A> {
    /// As JSON: how it came about, the times, and the columns by name.
    pub fn to_json(&self) -> Result<String, Trouble> {
        json::to_json(self)
    }

    /// As a Parquet file.
    fn to_parquet(&self) -> Result<Vec<u8>, Trouble> {
        let about = json::about(self.about)?;
        interregnum_run::parquet::to_bytes(self.times, &self.columns, about)
            .map_err(|error| Trouble::new(format!("cannot write: {error}")))
    }

    /// Writes the table where it is to go, and says where that is.
    pub fn write(&self, to: &Destination) -> Result<(), Trouble> {
        let (path, format) = match to {
            Destination::Standard => {
                return print(&String::from_utf8_lossy(&delimited::to_bytes(self, b',')?));
            }
            Destination::File(path, format) => (path, *format),
        };
        let beside = match format {
            Format::Delimited(delimiter) => {
                let bytes = delimited::to_bytes(self, delimiter)?;
                if whole::is_device(path) {
                    return whole::write_into(path, &bytes);
                }
                write_whole(path, &bytes)?;
                let beside = sidecar(path);
                write_whole(&beside, json::about(self.about)?.as_bytes())?;
                format!("; how it came about stands in {}", beside.display())
            }
            Format::Parquet => {
                write_whole(path, &self.to_parquet()?)?;
                "; how it came about stands in its metadata".to_owned()
            }
        };
        let (rows, columns) = (self.times.len(), self.columns.len());
        say(&format!("{}: {rows} rows, {columns} columns{beside}", path.display()));
        Ok(())
    }
}

/// How it came about, as JSON.
pub fn json_about<A: Serialize>(about: &A) -> Result<String, Trouble> {
    json::about(about)
}

/// `out.csv.json` beside `out.csv`.
fn sidecar(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".json");
    PathBuf::from(name)
}

/// Where results go and how they are written there, by the extension.
pub fn destination(path: &str) -> Result<Destination, Trouble> {
    if path == "-" {
        return Ok(Destination::Standard);
    }
    let path = PathBuf::from(path);
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("");
    let format = match extension.to_ascii_lowercase().as_str() {
        "csv" => Format::Delimited(b','),
        "tsv" => Format::Delimited(b'\t'),
        "parquet" => Format::Parquet,
        _ if whole::is_device(&path) => Format::Delimited(b','),
        _ => {
            let message = format!("`{}` does not end in .csv, .tsv or .parquet", path.display());
            return Err(Trouble::new(message)
                .help("the extension says how results are written; `--out -` prints them as csv"));
        }
    };
    Ok(Destination::File(path, format))
}

#[cfg(test)]
mod tests;
