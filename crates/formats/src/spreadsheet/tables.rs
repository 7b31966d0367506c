//! The model's folder: the only place its tables may lie in.

use super::cell::CellRef;
use super::sheet::{Sheet, Value};
use super::workbook::{self, Workbook};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files a model may name, opened once each.
#[derive(Debug, Default)]
pub struct Tables {
    /// The folder; `None` for a model from memory, which may name no files.
    root: Option<PathBuf>,
    workbooks: BTreeMap<PathBuf, Result<Workbook, Refused>>,
    tables: BTreeMap<(PathBuf, u8), Result<Sheet, Refused>>,
}

/// Why a table is not read, in words that go after its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused(pub String);

/// The largest file read as a table.
const LARGEST_TABLE: u64 = 32 << 20;

impl Tables {
    /// The folder of a model; `None` where it was read from memory.
    pub fn new(root: Option<&Path>) -> Tables {
        Tables { root: root.map(Path::to_path_buf), ..Tables::default() }
    }

    /// The path of a file of the folder. Nothing outside it is touched, by no `..` and no link.
    pub fn path(&self, name: &str) -> Result<PathBuf, Refused> {
        let refused = |words: &str| Err(Refused(words.to_string()));
        let Some(root) = &self.root else {
            return refused("is named by a model that has no folder");
        };
        let written = PathBuf::from(name.replace('\\', "/"));
        let root = root.canonicalize().map_err(|_| Refused("has no folder".to_string()))?;
        let Ok(path) = root.join(&written).canonicalize() else {
            return match written.is_absolute() || name.contains("..") {
                true => refused("lies outside the folder of the model"),
                false => refused("is not in the folder of the model"),
            };
        };
        if !path.starts_with(&root) {
            return refused("lies outside the folder of the model");
        }
        match path.metadata() {
            Ok(metadata) if !metadata.is_file() => refused("is not a file"),
            Ok(metadata) if metadata.len() > LARGEST_TABLE => refused("is larger than 32 MiB"),
            Ok(_) => Ok(path),
            Err(_) => refused("cannot be read"),
        }
    }

    /// A table: a sheet of a workbook by its name in either case, or a text table whose columns
    /// end at the sign that stands for `tab`, else at tabs where the file has any, else at commas.
    pub fn sheet(&mut self, file: &str, tab: &str) -> Result<&Sheet, Refused> {
        let path = self.path(file)?;
        if !workbook::is_workbook(&path) {
            let sign = separator(tab);
            let entry = self.tables.entry((path.clone(), sign));
            return entry.or_insert_with(|| text_table(&path, sign)).as_ref().map_err(Clone::clone);
        }
        match self.workbook(path)? {
            Ok(book) => book.sheet(tab),
            Err(refused) => Err(refused),
        }
    }

    /// The first sheet of a workbook, or a text table.
    pub fn first_sheet(&mut self, file: &str) -> Result<&Sheet, Refused> {
        let path = self.path(file)?;
        if !workbook::is_workbook(&path) {
            return self.sheet(file, "");
        }
        self.workbook(path)?.map_or_else(Err, Workbook::first_sheet)
    }

    /// The cells that a name of the workbook stands for, from first to last, on this sheet.
    pub fn named(
        &mut self,
        file: &str,
        tab: &str,
        name: &str,
    ) -> Result<(CellRef, CellRef), Refused> {
        let path = self.path(file)?;
        if !workbook::is_workbook(&path) {
            return Err(Refused(format!("has no cells called `{name}`")));
        }
        self.workbook(path)?.map_or_else(Err, |book| book.named(tab, name))
    }

    fn workbook(&mut self, path: PathBuf) -> Result<Result<&mut Workbook, Refused>, Refused> {
        let entry = self.workbooks.entry(path.clone());
        let book = entry.or_insert_with(|| workbook::open(&path));
        Ok(book.as_mut().map_err(|refused| refused.clone()))
    }
}

/// The sign between columns that the second argument of a GET function names for a text table;
/// 0 where it names none.
fn separator(tab: &str) -> u8 {
    match tab.as_bytes() {
        [sign] if !sign.is_ascii_alphanumeric() => *sign,
        _ => 0,
    }
}

fn text_table(path: &Path, sign: u8) -> Result<Sheet, Refused> {
    let bytes = std::fs::read(path).map_err(|_| Refused("cannot be read".to_string()))?;
    let decoded = crate::encoding::decode(&bytes, None);
    let text = decoded.map_err(|_| Refused("is not text".to_string()))?.text;
    let sign = match sign {
        // The first lines of Vensim's .dat are names alone.
        0 if text.lines().take(5).any(|line| line.contains('\t')) => b'\t',
        0 => b',',
        sign => sign,
    };
    let mut sheet = Sheet::default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(sign)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    for (row, record) in (0..).zip(reader.records()) {
        let record = record.map_err(|error| Refused(format!("is not a table: {error}")))?;
        for (column, field) in (0..).zip(record.iter()) {
            let field = field.trim();
            if field.is_empty() {
                continue;
            }
            let value = match field.parse() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::Text(field.to_string()),
            };
            if !sheet.put(CellRef { row, column }, value) {
                return Err(Refused("has more cells than are read".to_string()));
            }
        }
    }
    Ok(sheet)
}
