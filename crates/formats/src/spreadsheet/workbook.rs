//! Workbooks of spreadsheet programs.

use super::cell::CellRef;
use super::sheet::{Sheet, Value};
use super::tables::Refused;
use calamine::{Data, DataRef, DataType, Reader};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

/// An open workbook.
pub(super) struct Workbook {
    file: Open,
    sheets: BTreeMap<String, Result<Sheet, Refused>>,
    names: Vec<(String, String)>,
}

enum Open {
    Xlsx(Box<calamine::Xlsx<BufReader<File>>>),
    Other(Box<calamine::Sheets<BufReader<File>>>),
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook").field("names", &self.names).finish_non_exhaustive()
    }
}

/// Whether a file is a workbook, by its ending.
pub(super) fn is_workbook(path: &Path) -> bool {
    ["xlsx", "xlsm", "xls", "xlsb", "ods"].contains(&ending(path).as_str())
}

fn ending(path: &Path) -> String {
    path.extension().map(|it| it.to_string_lossy().to_lowercase()).unwrap_or_default()
}

/// Opens a workbook whose size has been looked at.
pub(super) fn open(path: &Path) -> Result<Workbook, Refused> {
    let broken = |error: &dyn std::fmt::Display| Refused(format!("is no workbook: {error}"));
    let kind = ending(path);
    if kind != "xls" {
        unpacks_within_limits(path)?;
    }
    let (file, names) = if kind == "xlsx" || kind == "xlsm" {
        let book: calamine::Xlsx<_> =
            calamine::open_workbook(path).map_err(|error: calamine::XlsxError| broken(&error))?;
        let names = book.defined_names().to_vec();
        (Open::Xlsx(Box::new(book)), names)
    } else {
        let book = calamine::open_workbook_auto(path).map_err(|error| broken(&error))?;
        let names = book.defined_names().to_vec();
        (Open::Other(Box::new(book)), names)
    };
    Ok(Workbook { file, sheets: BTreeMap::new(), names })
}

/// The most bytes a workbook may have when unpacked.
const LARGEST_UNPACKED: u64 = 256 << 20;

/// Unpacks a workbook once and throws it away: what its directory says of sizes may be a lie.
fn unpacks_within_limits(path: &Path) -> Result<(), Refused> {
    let unreadable = || Refused("cannot be read".to_string());
    let file = File::open(path).map_err(|_| unreadable())?;
    let broken = || Refused("is no workbook: it cannot be unpacked".to_string());
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    let mut left = LARGEST_UNPACKED;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(|_| broken())?;
        let unpacked = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|_| broken())?;
        left = left
            .checked_sub(unpacked)
            .ok_or_else(|| Refused("unpacks to more than 256 MiB".to_string()))?;
    }
    Ok(())
}

impl Workbook {
    /// The sheet that comes first.
    pub(super) fn first_sheet(&mut self) -> Result<&Sheet, Refused> {
        let first = self.sheet_names().into_iter().next();
        let first = first.ok_or_else(|| Refused("has no sheets".to_string()))?;
        self.sheet(&first)
    }

    fn sheet_names(&self) -> Vec<String> {
        match &self.file {
            Open::Xlsx(book) => book.sheet_names(),
            Open::Other(book) => book.sheet_names(),
        }
    }

    /// A sheet by its name, in either case.
    pub(super) fn sheet(&mut self, tab: &str) -> Result<&Sheet, Refused> {
        let wanted = tab.trim().to_lowercase();
        let names = self.sheet_names();
        let Some(name) = names.iter().find(|name| name.trim().to_lowercase() == wanted) else {
            let listed = names.join("`, `");
            return Err(Refused(format!("has no sheet `{tab}`; it has `{listed}`")));
        };
        let file = &mut self.file;
        let sheet = self.sheets.entry(wanted).or_insert_with(|| match file {
            Open::Xlsx(book) => stream(book, name),
            Open::Other(book) => whole(book, name),
        });
        sheet.as_ref().map_err(Clone::clone)
    }

    /// The cells a name stands for, on this sheet. Names of one sheet alone may be the same on
    /// several sheets: the one that points at the asked sheet is meant.
    pub(super) fn named(&self, tab: &str, name: &str) -> Result<(CellRef, CellRef), Refused> {
        let wanted = tab.trim().to_lowercase();
        let mut elsewhere = false;
        for (_, formula) in self.names.iter().filter(|(own, _)| own.eq_ignore_ascii_case(name)) {
            let Some((sheet, cells)) = formula.rsplit_once('!') else { continue };
            let sheet = sheet.trim_start_matches('=').trim_matches('\'').replace("''", "'");
            if sheet.trim().to_lowercase() != wanted {
                elsewhere = true;
                continue;
            }
            let (first, last) = cells.split_once(':').unwrap_or((cells, cells));
            if let (Some(first), Some(last)) = (CellRef::parse(first), CellRef::parse(last)) {
                return Ok((first, last));
            }
        }
        match elsewhere {
            true => Err(Refused(format!("has the cells `{name}` on another sheet than `{tab}`"))),
            false => Err(Refused(format!("has no cells called `{name}`"))),
        }
    }
}

fn full() -> Refused {
    Refused("has more cells than are read".to_string())
}

/// Reads cell by cell: a sheet with two cells far apart takes no more room than two cells.
fn stream(book: &mut calamine::Xlsx<BufReader<File>>, name: &str) -> Result<Sheet, Refused> {
    let broken = |error: calamine::XlsxError| Refused(format!("cannot be read: {error}"));
    let mut cells = book.worksheet_cells_reader(name).map_err(broken)?;
    let mut sheet = Sheet::default();
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let value = match cell.get_value() {
            DataRef::String(text) => Some(Value::Text(text.clone())),
            DataRef::SharedString(text) => Some(Value::Text((*text).to_string())),
            other => other.as_f64().map(Value::Number),
        };
        let (row, column) = cell.get_position();
        if let Some(value) = value
            && !sheet.put(CellRef { row, column }, value)
        {
            return Err(full());
        }
    }
    Ok(sheet)
}

fn whole(book: &mut calamine::Sheets<BufReader<File>>, name: &str) -> Result<Sheet, Refused> {
    let range =
        book.worksheet_range(name).map_err(|error| Refused(format!("cannot be read: {error}")))?;
    let (first_row, first_column) = range.start().unwrap_or((0, 0));
    let mut sheet = Sheet::default();
    for (row, column, data) in range.used_cells() {
        let value = match data {
            Data::String(text) => Some(Value::Text(text.clone())),
            other => other.as_f64().map(Value::Number),
        };
        let (Ok(row), Ok(column)) = (u32::try_from(row), u32::try_from(column)) else {
            return Err(full());
        };
        let cell = CellRef { row: first_row + row, column: first_column + column };
        if let Some(value) = value
            && !sheet.put(cell, value)
        {
            return Err(full());
        }
    }
    Ok(sheet)
}
