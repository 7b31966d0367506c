//! Tables that a model names: `.xlsx`, `.xlsm`, `.xls`, `.ods` and text tables, from the model's
//! own folder only.

pub mod cell;
pub mod sheet;
pub mod tables;
mod workbook;

pub use cell::{CellRef, column_number};
pub use sheet::{Sheet, Value};
pub use tables::{Refused, Tables};
