//! Courses as lines of blocks: the run and the record below it, year under year, on one scale.

use crate::paint::{Tone, paint};
use crate::sparkline::scaled;
use interregnum_study::claims::answer::figure;
use interregnum_study::courses::{Courses, Line};

/// Width of the names before the lines, and of the numbers after them.
const NAME: usize = 26;
const NUMBERS: usize = 18;

/// Width of the word between name and line, with what stands around it.
const WORD: usize = 8;

/// All courses.
pub fn lines(courses: &Courses, width: usize) -> String {
    let room = width.saturating_sub(2 + NAME + WORD + 2 + NUMBERS).max(10);
    let years_each = courses.years.len().div_ceil(room).max(1);
    let mut text = String::new();
    for line in &courses.lines {
        text.push_str(&one(line, years_each));
    }
    let Some((first, last)) = courses.years.first().zip(courses.years.last()) else {
        return text;
    };
    let length = courses.years.len().div_ceil(years_each);
    let gap = length.saturating_sub(first.to_string().len() + last.to_string().len());
    let scale = format!("{}{first}{}{last}", " ".repeat(2 + NAME + WORD), " ".repeat(gap));
    let each = if years_each == 1 {
        "each block a year".to_owned()
    } else {
        format!("each block {years_each} years")
    };
    let legend = format!("{scale}\n  {each}; both lines of a pair on one scale; · no observation");
    text.push_str(&format!("{}\n", paint(&legend, Tone::Aside)));
    text
}

fn one(line: &Line, years_each: usize) -> String {
    let model = thinned(&line.model, years_each);
    let records: Vec<(&str, Vec<Option<f64>>)> = line
        .record
        .iter()
        .map(|(label, values)| (label.as_str(), thinned(values, years_each)))
        .collect();
    let all = || model.iter().chain(records.iter().flat_map(|(_, values)| values)).flatten();
    let low = all().copied().fold(f64::INFINITY, f64::min);
    let high = all().copied().fold(f64::NEG_INFINITY, f64::max);
    let unit = if line.unit.is_empty() { String::new() } else { format!(" {}", line.unit) };
    let mut text =
        row(&line.name, "model", &scaled(&model, low, high), &(ends(&line.model) + &unit));
    for ((label, values), (_, all)) in records.iter().zip(&line.record) {
        let label = format!("  {label}");
        text.push_str(&paint(
            &row(&label, "record", &scaled(values, low, high), &ends(all)),
            Tone::Aside,
        ));
    }
    text
}

fn row(name: &str, word: &str, blocks: &str, numbers: &str) -> String {
    let name = shortened(name, NAME - 1);
    format!("  {name:NAME$}{word:WORD$}{blocks}  {numbers}\n")
}

/// The mean of each so many years; none where no year of them is known.
fn thinned(values: &[Option<f64>], years_each: usize) -> Vec<Option<f64>> {
    values
        .chunks(years_each)
        .map(|chunk| {
            let known: Vec<f64> = chunk.iter().copied().flatten().collect();
            (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64)
        })
        .collect()
}

/// First and last value that are known.
fn ends(values: &[Option<f64>]) -> String {
    let mut known = values.iter().copied().flatten();
    match (known.next(), known.last()) {
        (Some(first), Some(last)) => format!("{} to {}", figure(first), figure(last)),
        (Some(only), None) => figure(only),
        (None, _) => "no value".to_owned(),
    }
}

fn shortened(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let head: String = name.chars().take(most.saturating_sub(1)).collect();
    format!("{head}…")
}
