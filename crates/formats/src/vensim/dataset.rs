//! Data that a file does not hold: runs and tables that its settings name, read as .csv, .tab or
//! .dat beside the model.

use super::build::Desk;
use super::data::{self, Points};
use super::external::ExternalKind;
use super::line::{Line, Right};
use super::said::Said;
use super::spread::{each_element, shape, subscript_name};
use crate::spreadsheet::{CellRef, Sheet, Tables};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::lookup::MISSING;
use interregnum_model::name::{Key, Name};
use std::collections::BTreeMap;

/// Datasets by the names of their columns.
#[derive(Debug, Default)]
pub(crate) struct Datasets {
    /// Names of the files without their endings.
    names: Vec<String>,
    columns: Option<BTreeMap<Key, Points>>,
    /// The points of data variables of the model by element, for equations that say `:=` one of them.
    known: BTreeMap<(Key, Vec<Key>), Points>,
}

/// Endings under which a dataset may lie beside the model. Vensim's own .vdf cannot be read.
const ENDINGS: &[&str] = &["csv", "tab", "dat", "tsv", "txt"];

impl Datasets {
    /// Datasets of these names.
    pub fn new(names: Vec<String>) -> Datasets {
        Datasets { names, ..Datasets::default() }
    }

    fn column(&mut self, key: &Key, tables: &mut Tables) -> Option<Points> {
        if self.columns.is_none() {
            self.columns = Some(read(&self.names, tables));
        }
        self.columns.as_ref()?.get(key).cloned()
    }
}

/// The points of a data equation for each of its elements; `None`, mostly with a finding, when
/// there are none.
pub(crate) fn points(line: &Line, desk: &mut Desk<'_>) -> Option<Vec<Points>> {
    let n: usize = shape(&line.subscripts, desk.ranges).iter().product();
    let points = match &line.right {
        Right::External(external)
            if matches!(external.kind, ExternalKind::Data | ExternalKind::Unreadable) =>
        {
            match data::curves(external, n, desk.tables) {
                Ok(points) => Some(points),
                Err(diagnostic) => {
                    desk.diagnostics.push(diagnostic);
                    None
                }
            }
        }
        Right::Nothing => from_datasets(line, desk),
        Right::Data(expr) => match read_again(expr) {
            Some((reference, shift)) => known(line, reference, shift, desk),
            None => {
                let message =
                    format!("the data equation of `{}` is worked out each step", line.name);
                desk.diagnostics.push(
                    Diagnostic::new(Code::Loss, line.span, message)
                        .label("not only at the moments of its data")
                        .help("compare with a run of Vensim where the data are far apart"),
                );
                None
            }
        },
        _ => None,
    };
    let elements = each_element(&line.subscripts, desk.ranges);
    for (names, points) in elements.iter().zip(points.iter().flatten()) {
        let key = (line.name.key.clone(), keys(names));
        desk.datasets.known.insert(key, points.clone());
    }
    points
}

/// Another reading of the same data: `ahead :LOOK FORWARD: := planned`, or `TIME SHIFT(planned, 1)`,
/// which sees data so much earlier (Vensim function reference, TIME SHIFT).
fn read_again(expr: &Expr) -> Option<(&Reference, f64)> {
    match &expr.kind {
        ExprKind::Reference(reference) => Some((reference, 0.0)),
        ExprKind::Call { function, arguments } if function.key.as_str() == "time_shift" => {
            match arguments.as_slice() {
                [
                    Expr { kind: ExprKind::Reference(reference), .. },
                    Expr { kind: ExprKind::Number(shift), .. },
                ] => Some((reference, *shift)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The points of data read before, for each element of an equation.
fn known(line: &Line, reference: &Reference, shift: f64, desk: &Desk<'_>) -> Option<Vec<Points>> {
    let place = |name: &Name| {
        let named = line.subscripts.iter().map(subscript_name);
        named.into_iter().position(|it| it.is_some_and(|it| it.key == name.key))
    };
    let read: Vec<&Name> = reference.subscripts.iter().filter_map(subscript_name).collect();
    let mut all = Vec::new();
    for names in each_element(&line.subscripts, desk.ranges) {
        let element = |name: &&Name| match place(name) {
            Some(place) => names.get(place).map(|name| name.key.clone()),
            None => Some(name.key.clone()),
        };
        let keys: Option<Vec<Key>> = read.iter().map(element).collect();
        let points = desk.datasets.known.get(&(reference.name.key.clone(), keys?))?;
        all.push(points.iter().map(|(time, value)| (time - shift, *value)).collect());
    }
    Some(all)
}

fn keys(names: &[Name]) -> Vec<Key> {
    names.iter().map(|name| name.key.clone()).collect()
}

/// Variables, those that read the data of others after those; all else as it stands.
pub(crate) fn after_what_they_read(mut grouped: Vec<Vec<&Said>>) -> Vec<Vec<&Said>> {
    let mut reads: BTreeMap<Key, Vec<Key>> = BTreeMap::new();
    for said in grouped.iter().flatten() {
        if let Right::Data(expr) = &said.line.right
            && let Some((reference, _)) = read_again(expr)
        {
            let own = reads.entry(said.line.name.key.clone()).or_default();
            own.push(reference.name.key.clone());
        }
    }
    grouped.sort_by_key(|group| group.first().map_or(0, |said| depth(&said.line.name.key, &reads)));
    grouped
}

/// Longer chains of readings than anyone writes.
const LONGEST_CHAIN: usize = 100;

/// How many readings of data stand between a variable and the data themselves.
fn depth(key: &Key, reads: &BTreeMap<Key, Vec<Key>>) -> usize {
    let (mut depth, mut open) = (0, vec![key]);
    while depth < LONGEST_CHAIN {
        open = open.iter().filter_map(|key| reads.get(*key)).flatten().collect();
        if open.is_empty() {
            break;
        }
        open.sort();
        open.dedup();
        depth += 1;
    }
    depth
}

/// The columns of a data variable in the datasets, one for each element.
fn from_datasets(line: &Line, desk: &mut Desk<'_>) -> Option<Vec<Points>> {
    let (mut all, mut missing) = (Vec::new(), Vec::new());
    for names in each_element(&line.subscripts, desk.ranges) {
        let written = match names.as_slice() {
            [] => line.name.written.to_string(),
            names => {
                let names: Vec<&str> = names.iter().map(|name| &*name.written).collect();
                format!("{}[{}]", line.name.written, names.join(","))
            }
        };
        match desk.datasets.column(&column_key(&written), desk.tables) {
            Some(points) => all.push(points),
            None => {
                // Data that are not there are `:NA:` (Vensim Help, :NA:).
                all.push(vec![(0.0, MISSING)]);
                missing.push(written);
            }
        }
    }
    let Some(first) = missing.first() else { return Some(all) };
    let message = format!("`{first}` has no equation and no data");
    let diagnostic = Diagnostic::new(Code::MissingEquation, line.span, message).help(
        match desk.datasets.names.as_slice() {
            [] => "write its equation, or read it with `GET DIRECT DATA`".to_string(),
            names => format!(
                "write its equation, or export the dataset as `{}.csv` beside the model",
                names.join(".csv` or `")
            ),
        },
    );
    if missing.len() == all.len() {
        desk.diagnostics.push(diagnostic.label("nothing says what it is"));
        return None;
    }
    desk.diagnostics.push(diagnostic.warning().label("taken as missing, `:NA:`"));
    Some(all)
}

/// A column's name as it is compared: blanks around brackets and commas do not count, nor quotes.
fn column_key(written: &str) -> Key {
    let mut plain = written.replace(['"', '\\'], "");
    for sign in ["[", "]", ","] {
        let parts: Vec<&str> = plain.split(sign).map(str::trim).collect();
        plain = parts.join(sign);
    }
    Key::new(&plain)
}

fn read(names: &[String], tables: &mut Tables) -> BTreeMap<Key, Points> {
    let mut columns = BTreeMap::new();
    for name in names {
        for ending in ENDINGS {
            if let Ok(sheet) = tables.sheet(&format!("{name}.{ending}"), "") {
                let found = if *ending == "dat" { stacked(sheet) } else { side_by_side(sheet) };
                for (key, points) in found {
                    columns.entry(key).or_insert(points);
                }
                break;
            }
        }
    }
    columns
}

/// Time in the first column and a variable in each other, or the same turned round.
fn side_by_side(sheet: &Sheet) -> Vec<(Key, Points)> {
    let last = sheet.last();
    let cell = |along: u32, across: u32, turned: bool| match turned {
        true => CellRef { row: across, column: along },
        false => CellRef { row: along, column: across },
    };
    // Where the first row is numbers but for its head, times run along it.
    let turned = last.column > 0
        && (1..=last.column).all(|column| sheet.number(CellRef { row: 0, column }).is_some());
    let (along, across) = if turned { (last.column, last.row) } else { (last.row, last.column) };
    let mut columns = Vec::new();
    for at in 1..=across {
        let Some(name) = sheet.text(cell(0, at, turned)) else { continue };
        let mut points = Points::new();
        for step in 1..=along {
            let time = sheet.number(cell(step, 0, turned));
            if let (Some(time), Some(value)) = (time, sheet.number(cell(step, at, turned))) {
                points.push((time, value));
            }
        }
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        if !points.is_empty() {
            columns.push((column_key(&name), points));
        }
    }
    columns
}

/// Vensim's .dat: a name alone on a line, then lines of time and value.
fn stacked(sheet: &Sheet) -> Vec<(Key, Points)> {
    let mut columns: Vec<(Key, Points)> = Vec::new();
    for row in 0..=sheet.last().row {
        let time = sheet.number(CellRef { row, column: 0 });
        let value = sheet.number(CellRef { row, column: 1 });
        match (time, value, columns.last_mut()) {
            (Some(time), Some(value), Some((_, points))) => points.push((time, value)),
            _ => {
                if let Some(name) = sheet.text(CellRef { row, column: 0 }) {
                    columns.push((column_key(&name), Points::new()));
                }
            }
        }
    }
    columns.retain(|(_, points)| !points.is_empty());
    columns
}
