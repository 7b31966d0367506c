//! Tables of other tools' outputs: comma or tab between the cells, one row for each moment.

use super::{Moment, fold, ordered::Ordered};
use std::collections::BTreeMap;

/// Columns by their folded names.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The moments of all rows.
    pub times: Vec<f64>,
    /// For each column its values by moment; empty cells are left out.
    pub columns: BTreeMap<String, BTreeMap<Moment, f64>>,
}

impl Table {
    /// Adds a column under a name as people write it; of two of one name the fuller stays.
    pub fn add(&mut self, name: &str, values: impl IntoIterator<Item = (f64, f64)>) {
        let values: BTreeMap<Moment, f64> =
            values.into_iter().map(|(time, value)| (Ordered(time), value)).collect();
        let name = fold(name);
        let is_fuller = self.columns.get(&name).is_none_or(|earlier| earlier.len() < values.len());
        if is_fuller {
            self.columns.insert(name, values);
        }
    }
}

/// Reads a table. Time is the column of that name, else the first.
pub fn read_table(bytes: &[u8]) -> Table {
    let text = text(bytes);
    // Some tools end lines as old Macintoshes did.
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.trim_start_matches('\n');
    let separator = if lines.lines().next().unwrap_or("").contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(lines.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().filter_map(Result::ok).collect();
    let Some((head, rows)) = rows.split_first() else { return Table::default() };
    let time = head.iter().position(|name| fold(name) == "time").unwrap_or(0);
    let moment = |row: &csv::StringRecord| row.get(time).and_then(number);
    let mut table = Table { times: rows.iter().filter_map(moment).collect(), ..Table::default() };
    for (at, name) in head.iter().enumerate() {
        if at != time && !fold(name).is_empty() {
            let cell =
                |row: &csv::StringRecord| Some((moment(row)?, row.get(at).and_then(number)?));
            table.add(name, rows.iter().filter_map(cell));
        }
    }
    table
}

fn text(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// The number in a cell; not one that is empty or holds words. What stands for a missing value is
/// no number but is there.
fn number(cell: &str) -> Option<f64> {
    let cell = cell.trim();
    match cell.to_lowercase().as_str() {
        "" | "none" | "null" => None,
        ":na:" | "na" | "nan" | "-nan" | "?" | "#n/a" | "undefined" => Some(f64::NAN),
        "true" => Some(1.0),
        "false" => Some(0.0),
        _ => match cell.strip_suffix('%') {
            Some(percent) => percent.parse().ok().map(|number: f64| number / 100.0),
            None => cell.parse().ok(),
        },
    }
}
