//! What GET functions bring from spreadsheets and text tables (Vensim Help, GET XLS CONSTANTS,
//! GET XLS DATA, GET XLS LOOKUPS, GET XLS SUBSCRIPT; GET DIRECT reads the same way).

use super::external::{External, ExternalKind};
use crate::spreadsheet::{CellRef, Refused, Sheet, Tables, column_number};
use interregnum_model::diagnostic::{Code, Diagnostic};

/// The points of one curve.
pub(crate) type Points = Vec<(f64, f64)>;

/// The numbers for an array of this shape, last dimension fastest. Dimensions of one element do
/// not count; the rest are one row, or rows and columns. A star after the cell swaps the two.
pub(crate) fn constants(
    external: &External,
    shape: &[usize],
    tables: &mut Tables,
) -> Result<Vec<f64>, Diagnostic> {
    let [file, tab, cell] = arguments(external)?;
    let (cell, starred) = match cell.strip_suffix('*') {
        Some(cell) => (cell, true),
        None => (cell, false),
    };
    let sizes: Vec<usize> = shape.iter().copied().filter(|size| *size != 1).collect();
    let (rows, columns) = match sizes.as_slice() {
        [] => (1, 1),
        [n] => (1, *n),
        [rows, columns] => (*rows, *columns),
        _ => {
            let message = format!("`{}` gives at most two dimensions at once", external.function);
            let diagnostic = Diagnostic::new(Code::DimensionMismatch, external.span, message);
            return Err(diagnostic.help("write one equation for each element of the others"));
        }
    };
    let first = corner(external, file, tab, cell, tables)?;
    let sheet = tables.sheet(file, tab).map_err(|refused| not_read(external, &refused))?;
    let mut values = Vec::with_capacity(rows * columns);
    for row in 0..rows {
        for column in 0..columns {
            let (down, right) = if starred { (column, row) } else { (row, column) };
            let at = moved(first, down, right);
            let value = at.and_then(|at| sheet.number(at)).ok_or_else(|| {
                let words = match at {
                    Some(at) => format!("has no number in cell {at} of `{tab}`"),
                    None => "is not as large as that".to_string(),
                };
                not_read(external, &Refused(words))
            })?;
            values.push(value);
        }
    }
    Ok(values)
}

fn moved(from: CellRef, down: usize, right: usize) -> Option<CellRef> {
    Some(CellRef {
        row: from.row.checked_add(u32::try_from(down).ok()?)?,
        column: from.column.checked_add(u32::try_from(right).ok()?)?,
    })
}

/// The first cell, given as such or by a name of the workbook.
fn corner(
    external: &External,
    file: &str,
    tab: &str,
    cell: &str,
    tables: &mut Tables,
) -> Result<CellRef, Diagnostic> {
    match CellRef::parse(cell) {
        Some(cell) => Ok(cell),
        None => {
            Ok(tables.named(file, tab, cell).map_err(|refused| not_read(external, &refused))?.0)
        }
    }
}

/// Where the x (or times) of curves stand, and where their y begin.
struct Layout {
    x: CellRef,
    y: CellRef,
    /// How many cells along, where a name says so.
    length: Option<u32>,
    along: Along,
}

/// Which way a curve runs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Along {
    Row,
    Column,
}

/// `n` curves over one x: those of neighbouring rows or columns. Cells without a number are left
/// out, as Vensim leaves them (test-models get_with_missing_values_xlsx).
pub(crate) fn curves(
    external: &External,
    n: usize,
    tables: &mut Tables,
) -> Result<Vec<Points>, Diagnostic> {
    let [file, tab, x, cell] = arguments(external)?;
    let layout = layout(external, file, tab, x, cell.trim_end_matches('*'), tables)?;
    let sheet = tables.sheet(file, tab).map_err(|refused| not_read(external, &refused))?;
    let mut curves = Vec::with_capacity(n);
    for series in 0..n {
        let points = points(sheet, &layout, series);
        if points.is_empty() {
            let words = format!("has no numbers from cell {} of `{tab}` on", layout.y);
            return Err(not_read(external, &Refused(words)));
        }
        curves.push(points);
    }
    Ok(curves)
}

fn points(sheet: &Sheet, layout: &Layout, series: usize) -> Points {
    let last = sheet.last();
    let most = match layout.along {
        Along::Row => (last.column + 1).saturating_sub(layout.x.column),
        Along::Column => (last.row + 1).saturating_sub(layout.x.row),
    };
    let mut points = Points::new();
    for at in 0..layout.length.unwrap_or(most).min(most) as usize {
        let (x, y) = match layout.along {
            Along::Row => (moved(layout.x, 0, at), moved(layout.y, series, at)),
            Along::Column => (moved(layout.x, at, 0), moved(layout.y, at, series)),
        };
        let number = |cell: Option<CellRef>| cell.and_then(|cell| sheet.number(cell));
        if let (Some(x), Some(y)) = (number(x), number(y)) {
            points.push((x, y));
        }
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    points
}

fn layout(
    external: &External,
    file: &str,
    tab: &str,
    x: &str,
    cell: &str,
    tables: &mut Tables,
) -> Result<Layout, Diagnostic> {
    if let (Some(y), Some(row)) = (CellRef::parse(cell), x.parse::<u32>().ok()) {
        let x = CellRef { row: row.saturating_sub(1), column: y.column };
        return Ok(Layout { x, y, length: None, along: Along::Row });
    }
    if let (Some(y), Some(column)) = (CellRef::parse(cell), column_number(x)) {
        let x = CellRef { row: y.row, column };
        return Ok(Layout { x, y, length: None, along: Along::Column });
    }
    let failed = |refused: Refused| not_read(external, &refused);
    let (x, last) = match CellRef::parse(x) {
        Some(x) => (x, x),
        None => tables.named(file, tab, x).map_err(failed)?,
    };
    let y = corner(external, file, tab, cell, tables)?;
    let along = if last.column > x.column { Along::Row } else { Along::Column };
    let length = match along {
        Along::Row => last.column - x.column + 1,
        Along::Column => last.row.saturating_sub(x.row) + 1,
    };
    Ok(Layout { x, y, length: Some(length), along })
}

/// Names of elements: a prefix and what stands in the cells from first to last.
pub(crate) fn elements(
    external: &External,
    tables: &mut Tables,
) -> Result<Vec<String>, Diagnostic> {
    let [file, tab, first, last] = arguments(external)?;
    let prefix = external.arguments.get(4).map_or("", String::as_str);
    let first = corner(external, file, tab, first, tables)?;
    let last = last_cell(external, first, file, tab, last, tables)?;
    let sheet = tables.sheet(file, tab).map_err(|refused| not_read(external, &refused))?;
    let mut elements = Vec::new();
    let end = sheet.last();
    for row in first.row..=last.row.min(end.row) {
        for column in first.column..=last.column.min(end.column) {
            if let Some(text) = sheet.text(CellRef { row, column }) {
                elements.push(format!("{prefix}{text}"));
            }
        }
    }
    match elements.is_empty() {
        true => Err(not_read(external, &Refused(format!("has nothing from cell {first} on")))),
        false => Ok(elements),
    }
}

/// The last cell may be given by its row or column alone.
fn last_cell(
    external: &External,
    first: CellRef,
    file: &str,
    tab: &str,
    last: &str,
    tables: &mut Tables,
) -> Result<CellRef, Diagnostic> {
    if let Some(last) = CellRef::parse(last) {
        return Ok(last);
    }
    // A row alone: along it, or down to it; a column alone: down it, or along to it.
    if let Ok(row) = last.parse::<u32>() {
        let row = row.saturating_sub(1);
        let column = if row == first.row { u32::MAX } else { first.column };
        return Ok(CellRef { row, column });
    }
    match column_number(last) {
        Some(column) if column == first.column => Ok(CellRef { row: u32::MAX, column }),
        Some(column) => Ok(CellRef { row: first.row, column }),
        None => {
            let named = tables.named(file, tab, last);
            Ok(named.map_err(|refused| not_read(external, &refused))?.1)
        }
    }
}

/// The first arguments of a call, which must all be there.
fn arguments<const N: usize>(external: &External) -> Result<[&str; N], Diagnostic> {
    if external.kind == ExternalKind::Unreadable {
        let message =
            format!("`{}` reads a format of Vensim's own or a database", external.function);
        let diagnostic = Diagnostic::new(Code::UnreadableFile, external.span, message);
        return Err(diagnostic.help("export it as .csv or .xlsx and use `GET DIRECT DATA`"));
    }
    let given: Vec<&str> = external.arguments.iter().take(N).map(String::as_str).collect();
    <[&str; N]>::try_from(given).map_err(|given| {
        let message = format!("`{}` takes {N} arguments, found {}", external.function, given.len());
        Diagnostic::new(Code::WrongArguments, external.span, message)
            .help("name the file, the sheet and the cells, each in single quotes")
    })
}

fn not_read(external: &External, refused: &Refused) -> Diagnostic {
    let file = external.arguments.first().map_or("the file", String::as_str);
    let message = format!("`{file}` {}", refused.0);
    Diagnostic::new(Code::BadSeries, external.span, message)
        .label("read from here")
        .help("put the file beside the model and check sheet and cells")
}
