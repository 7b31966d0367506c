//! Whether a run agrees with another tool's output: the rule by which all engines were judged
//! (compare.py, beside the peers' models).
//!
//! Names are folded. A cell matches within `1e-6 + 1e-3 * max(|a|, |b|) + 1e-5 * greatest of the
//! column`; missing and boundless values match one another; an empty cell of the reference is
//! skipped. Rows are matched by time, within 2 % of the reference's step. An output saved more
//! coarsely than the reference is judged on its own rows.

mod table;

pub use table::{Table, read_table};

use std::collections::BTreeMap;

/// How far two numbers may lie apart.
#[derive(Clone, Copy, Debug)]
pub struct Tolerance {
    /// Whatever their size.
    pub absolute: f64,
    /// As a part of the greater of them.
    pub relative: f64,
    /// As a part of the greatest value of the reference's column.
    pub of_column: f64,
}

impl Tolerance {
    /// That of compare.py.
    pub const SUITE: Tolerance = Tolerance { absolute: 1e-6, relative: 1e-3, of_column: 1e-5 };
}

/// Columns that say how the run was made, not what came of it.
const CONTROL: &[&str] = &[
    "time",
    "months",
    "days",
    "years",
    "weeks",
    "final_time",
    "initial_time",
    "time_step",
    "saveper",
    "dt",
    "starttime",
    "stoptime",
    "start_time",
    "stop_time",
    "intial_time",
];

/// What came of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// All columns agree.
    Pass,
    /// The first cell of each column that does not agree.
    Mismatch(Vec<Difference>),
    /// Columns that the output does not have.
    MissingColumns(Vec<String>),
    /// How many times of the reference the output does not have.
    MissingRows(usize),
    /// No column in common.
    NoOverlap,
    /// One of them is empty.
    Empty,
}

/// Two numbers that should agree: the worst of a column.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The column.
    pub column: String,
    /// When.
    pub time: f64,
    /// What the reference has.
    pub expected: f64,
    /// What came out; `None` when there is no value.
    pub found: Option<f64>,
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Verdict::Pass => write!(f, "pass"),
            Verdict::Mismatch(differences) => {
                write!(f, "mismatch in {} columns", differences.len())?;
                for it in differences.iter().take(3) {
                    let found = it.found.map_or("nothing".to_owned(), |found| found.to_string());
                    write!(
                        f,
                        "; `{}` at {}: {} expected, {found} found",
                        it.column, it.time, it.expected
                    )?;
                }
                Ok(())
            }
            Verdict::MissingColumns(names) => {
                let shown: Vec<&str> = names.iter().take(5).map(String::as_str).collect();
                write!(f, "{} columns missing: {}", names.len(), shown.join(", "))
            }
            Verdict::MissingRows(count) => write!(f, "{count} rows missing"),
            Verdict::NoOverlap => write!(f, "no column in common"),
            Verdict::Empty => write!(f, "empty"),
        }
    }
}

/// A name as it is compared: lower case, no quotes, runs of blanks and underscores one, none at
/// brackets, commas and dots.
pub fn fold(name: &str) -> String {
    let name = name
        .trim()
        .replace('\u{feff}', "")
        .replace("\\n", " ")
        .replace(['\u{b7}', '\u{205a}'], ".");
    let name = name.replace(['"', '\\'], "").to_lowercase();
    let mut folded = String::with_capacity(name.len());
    for letter in name.chars() {
        let is_blank = letter.is_whitespace() || matches!(letter, '_' | '\u{a0}');
        let is_bracket = matches!(letter, '[' | ']' | ',' | '.' | '!');
        if is_blank {
            if !folded.ends_with(['_', '[', ']', ',', '.', '!']) {
                folded.push('_');
            }
        } else {
            if is_bracket && folded.ends_with('_') {
                folded.pop();
            }
            folded.push(letter);
        }
    }
    folded.trim_matches('_').to_owned()
}

fn is_missing(number: f64) -> bool {
    !number.is_finite() || number.abs() > 1e30
}

/// Judges an output by a reference.
pub fn compare(reference: &Table, output: &Table, tolerance: Tolerance) -> Verdict {
    if reference.columns.is_empty() || output.columns.is_empty() {
        return Verdict::Empty;
    }
    let rows = Rows::new(&reference.times, &output.times);
    let mut differences = Vec::new();
    let mut missing = Vec::new();
    let mut compared = 0_usize;
    for (name, expected) in &reference.columns {
        if CONTROL.contains(&name.as_str()) || name.starts_with('#') || expected.is_empty() {
            continue;
        }
        match output.columns.get(name) {
            None => missing.push(name.clone()),
            Some(found) => {
                compared += 1;
                differences.extend(compare_column(name, expected, found, &rows, tolerance));
            }
        }
    }
    if compared == 0 {
        Verdict::NoOverlap
    } else if !differences.is_empty() {
        Verdict::Mismatch(differences)
    } else if !missing.is_empty() {
        Verdict::MissingColumns(missing)
    } else if rows.missing > 0 {
        Verdict::MissingRows(rows.missing)
    } else {
        Verdict::Pass
    }
}

/// A moment as a key: moments are finite, so that their order is total.
pub type Moment = ordered::Ordered;

mod ordered {
    //! Moments in order of time.

    /// A number that is no NaN.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub struct Ordered(pub f64);

    impl Eq for Ordered {}

    impl PartialOrd for Ordered {
        fn partial_cmp(&self, other: &Ordered) -> Option<std::cmp::Ordering> {
            Some(self.cmp(other))
        }
    }

    impl Ord for Ordered {
        fn cmp(&self, other: &Ordered) -> std::cmp::Ordering {
            self.0.total_cmp(&other.0)
        }
    }
}

/// Which time of the output stands for which of the reference.
struct Rows {
    matched: BTreeMap<Moment, Moment>,
    missing: usize,
}

impl Rows {
    fn new(reference: &[f64], output: &[f64]) -> Rows {
        let sorted = |times: &[f64]| {
            let mut times: Vec<f64> = times.to_vec();
            times.sort_by(f64::total_cmp);
            times.dedup();
            times
        };
        let (expected, found) = (sorted(reference), sorted(output));
        let step = expected.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
        let step = if step.is_finite() { step } else { 1.0 };
        let largest = expected.iter().fold(0.0_f64, |largest, time| largest.max(time.abs()));
        let near = 1e-6 * step.max(1e-12) + 1e-9 * largest + 0.02 * step;
        let mut matched = BTreeMap::new();
        for time in &expected {
            if let Some(best) = nearest(&found, *time).filter(|best| (best - time).abs() <= near) {
                matched.insert(ordered::Ordered(*time), ordered::Ordered(best));
            }
        }
        let mut missing = expected.len() - matched.len();
        if missing > 0 && is_coarser(&expected, &found, &matched, near) {
            missing = 0;
        }
        Rows { matched, missing }
    }
}

fn nearest(times: &[f64], wanted: f64) -> Option<f64> {
    let after = times.partition_point(|time| *time < wanted);
    let candidates = [after.checked_sub(1), Some(after)].into_iter().flatten();
    let candidates = candidates.filter_map(|at| times.get(at).copied());
    candidates.min_by(|a, b| (a - wanted).abs().total_cmp(&(b - wanted).abs()))
}

/// Both ends are there, and every time of the output is one of the reference.
fn is_coarser(
    expected: &[f64],
    found: &[f64],
    matched: &BTreeMap<Moment, Moment>,
    near: f64,
) -> bool {
    let (Some(first), Some(last)) = (expected.first(), expected.last()) else { return false };
    let has = |time: &f64| matched.contains_key(&ordered::Ordered(*time));
    let hit: std::collections::BTreeSet<Moment> = matched.values().copied().collect();
    let inside: Vec<&f64> =
        found.iter().filter(|time| **time >= first - near && **time <= last + near).collect();
    has(first)
        && has(last)
        && inside.len() > 1
        && inside.iter().all(|time| hit.contains(&ordered::Ordered(**time)))
}

fn compare_column(
    name: &str,
    expected: &BTreeMap<Moment, f64>,
    found: &BTreeMap<Moment, f64>,
    rows: &Rows,
    tolerance: Tolerance,
) -> Option<Difference> {
    let sizes = expected.values().filter(|value| !is_missing(**value)).map(|value| value.abs());
    let scale = sizes.fold(0.0, f64::max);
    // A constant may be written once.
    let only = if found.len() == 1 { found.values().next().copied() } else { None };
    let mut worst: Option<(f64, Difference)> = None;
    for (time, a) in expected {
        let Some(row) = rows.matched.get(time) else { continue };
        let difference =
            |found| Difference { column: name.to_owned(), time: time.0, expected: *a, found };
        let Some(b) = found.get(row).copied().or(only) else { return Some(difference(None)) };
        if is_missing(*a) || is_missing(b) {
            if is_missing(*a) && is_missing(b) {
                continue;
            }
            return Some(difference(Some(b)));
        }
        let largest = a.abs().max(b.abs());
        let apart = (a - b).abs();
        if apart > tolerance.absolute + tolerance.relative * largest + tolerance.of_column * scale {
            let error = apart / largest.max(1e-300);
            if worst.as_ref().is_none_or(|(most, _)| error > *most) {
                worst = Some((error, difference(Some(b))));
            }
        }
    }
    worst.map(|(_, difference)| difference)
}

#[cfg(test)]
mod tests;
