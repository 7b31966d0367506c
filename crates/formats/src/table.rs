//! Tables of dated numbers: CSV with a heading row `year,value` and, where it has them,
//! `confidence` and `note`; other columns are for readers.

use crate::limits::{TABLE_FINDINGS, TABLE_ROWS};
use csv::StringRecord;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::series::Point;
use interregnum_model::source::{FileId, Span};

/// Where the columns stand that are read.
struct Columns {
    year: usize,
    value: usize,
    confidence: Option<usize>,
    note: Option<usize>,
}

/// Findings in one table, the first of them reported, all counted.
struct Findings<'a> {
    file: FileId,
    count: usize,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Reads a table; each row that cannot be read is a finding and is left out.
pub fn read(text: &str, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Vec<Point> {
    let mut findings = Findings { file, count: 0, diagnostics };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut records = reader.records();
    let columns = records.next().and_then(Result::ok).and_then(|row| columns(&row));
    let Some(columns) = columns else {
        let end = text.lines().next().map_or(0, str::len);
        let span = Span::new(file, 0, end);
        let message = "the first row does not name the columns `year` and `value`";
        let finding = Diagnostic::new(Code::BadSeries, span, message);
        findings.diagnostics.push(finding.help("begin the file with a row `year,value`"));
        return Vec::new();
    };
    let mut points: Vec<Point> = Vec::new();
    for record in records {
        // Text is valid UTF-8 here and rows may be of any length, so that no row is an error.
        let Ok(record) = record else { continue };
        let span = place(text, file, &record);
        if points.len() >= TABLE_ROWS {
            let message = format!("this table has more than {TABLE_ROWS} rows");
            findings.diagnostics.push(Diagnostic::new(Code::TooLarge, span, message));
            break;
        }
        match point(&record, &columns, points.last()) {
            Ok(point) => points.push(point),
            Err(why) => findings.add(span, why),
        }
    }
    findings.close(points.is_empty(), text);
    points
}

impl Findings<'_> {
    fn add(&mut self, span: Span, why: String) {
        self.count += 1;
        if self.count <= TABLE_FINDINGS {
            self.diagnostics.push(Diagnostic::new(Code::BadSeries, span, why));
        }
    }

    fn close(self, empty: bool, text: &str) {
        let end = Span::new(self.file, text.trim_end().len(), text.trim_end().len());
        if self.count > TABLE_FINDINGS {
            let more = self.count - TABLE_FINDINGS;
            let message = format!("{more} more rows of this table cannot be read");
            self.diagnostics.push(Diagnostic::new(Code::BadSeries, end, message));
        } else if empty && self.count == 0 {
            let message = "this table has no rows";
            self.diagnostics.push(Diagnostic::new(Code::BadSeries, end, message));
        }
    }
}

fn columns(heading: &StringRecord) -> Option<Columns> {
    let column = |name: &str| heading.iter().position(|word| word.eq_ignore_ascii_case(name));
    Some(Columns {
        year: column("year")?,
        value: column("value")?,
        confidence: column("confidence"),
        note: column("note"),
    })
}

/// The line a row begins on.
fn place(text: &str, file: FileId, record: &StringRecord) -> Span {
    let start = record.position().map_or(0, |position| position.byte() as usize);
    // A row begins where the one before ended: blank lines may lie between.
    let rest = text.get(start..).unwrap_or("");
    let start = start + rest.len() - rest.trim_start_matches(['\r', '\n']).len();
    let line = text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or("");
    Span::new(file, start, start + line.trim_end().len())
}

fn point(row: &StringRecord, columns: &Columns, before: Option<&Point>) -> Result<Point, String> {
    let time = number(row, columns.year, "year")?;
    let value = number(row, columns.value, "value")?;
    match before {
        Some(before) if time == before.time => {
            return Err(format!("the year {time} stands in this table twice"));
        }
        Some(before) if time < before.time => {
            return Err(format!("the year {time} stands after {}", before.time));
        }
        Some(_) | None => {}
    }
    let word = |at: Option<usize>| at.and_then(|at| row.get(at)).unwrap_or("").to_string();
    Ok(Point { time, value, confidence: word(columns.confidence), note: word(columns.note) })
}

fn number(row: &StringRecord, at: usize, column: &str) -> Result<f64, String> {
    let word = row.get(at).unwrap_or("");
    if word.is_empty() {
        return Err(format!("the {column} is missing in this row"));
    }
    match word.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        Ok(_) | Err(_) => Err(format!("the {column} `{word}` is not a number")),
    }
}
