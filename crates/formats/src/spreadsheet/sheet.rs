//! One table in memory, by cell.

use super::cell::CellRef;
use std::collections::BTreeMap;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number, or a date as a number of days.
    Number(f64),
    /// Words.
    Text(String),
}

/// A table: only cells that hold something.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    cells: BTreeMap<CellRef, Value>,
    last_row: u32,
    last_column: u32,
}

/// More cells than any table a model reads.
pub const MOST_CELLS: usize = 2_000_000;

impl Sheet {
    /// Puts a value into a cell; false when the table is full.
    #[must_use]
    pub fn put(&mut self, cell: CellRef, value: Value) -> bool {
        if self.cells.len() >= MOST_CELLS {
            return false;
        }
        self.last_row = self.last_row.max(cell.row);
        self.last_column = self.last_column.max(cell.column);
        self.cells.insert(cell, value);
        true
    }

    /// What stands in a cell.
    pub fn get(&self, cell: CellRef) -> Option<&Value> {
        self.cells.get(&cell)
    }

    /// The number in a cell; words that are a number count.
    pub fn number(&self, cell: CellRef) -> Option<f64> {
        match self.get(cell)? {
            Value::Number(number) => Some(*number),
            Value::Text(text) => text.trim().parse().ok(),
        }
    }

    /// The words in a cell; a number is written out.
    pub fn text(&self, cell: CellRef) -> Option<String> {
        match self.get(cell)? {
            Value::Number(number) => Some(number.to_string()),
            Value::Text(text) => Some(text.trim().to_string()),
        }
    }

    /// The last row and column that hold anything.
    pub fn last(&self) -> CellRef {
        CellRef { row: self.last_row, column: self.last_column }
    }
}
