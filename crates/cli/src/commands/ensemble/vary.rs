//! How something varies, as it is written: `NAME`, `NAME=1..4`, `NAME=1..4/7`, `NAME=1,2,4`,
//! `NAME=normal(2,1)`.

use crate::outcome::Trouble;
use crate::switches::{element, explain, number, split_elements};
use interregnum_compile::Program;
use interregnum_compile::program::Role;
use interregnum_model::model::Vary;
use interregnum_model::name::Key;
use interregnum_model::variable::Distribution;
use interregnum_run::Settings;
use interregnum_run::ensemble::{Axis, How};

/// The words of `claims --vary`, and `all`, which is `everything`.
fn word(text: &str) -> Option<Vary> {
    let text = text.trim();
    let found = Vary::WORDS.iter().find(|(word, _)| *word == text).map(|(_, vary)| *vary);
    found.or((text == "all").then_some(Vary::Everything))
}

/// What varies, and how; all that is wrong in one go. Chance always does; where nothing is named, what
/// else does is for the book to say.
pub fn axes(
    program: &Program,
    base: &Settings,
    vary: &[String],
    switches: &[String],
    book: Vary,
) -> Result<Vec<Axis>, Trouble> {
    let (mut axes, mut faults): (Vec<Axis>, Vec<Trouble>) = (Vec::new(), Vec::new());
    let unnamed = vary.is_empty() && switches.is_empty();
    let words: Vec<Vary> = vary.iter().filter_map(|text| word(text)).collect();
    let everything = match unnamed {
        true => book == Vary::Everything,
        false => words.contains(&Vary::Everything),
    };
    for text in vary.iter().filter(|text| word(text).is_none()) {
        match named(program, text) {
            Ok(named) => {
                // What is said of one element wins over what is said of all.
                axes.retain(|axis| named.iter().all(|new| new.setting != axis.setting));
                axes.extend(named);
            }
            Err(fault) => faults.push(fault),
        }
    }
    if everything {
        let drawn = Axis::drawn(program, base);
        let new = drawn.into_iter().filter(|one| axes.iter().all(|it| it.setting != one.setting));
        let new: Vec<Axis> = new.collect();
        axes.extend(new);
    }
    for name in switches {
        match Axis::switch(program, &Key::new(name), base) {
            Ok(axis) => axes.push(axis),
            Err(bad) => faults.push(explain(program, bad)),
        }
    }
    if faults.is_empty() { Ok(axes) } else { Err(Trouble::all(faults)) }
}

fn named(program: &Program, text: &str) -> Result<Vec<Axis>, Trouble> {
    let (name, how) = match text.split_once('=') {
        Some((name, how)) => (name, Some(read(how).map_err(|why| usage(text, &why))?)),
        None => (text, None),
    };
    let (name, elements) = split_elements(name);
    let key = Key::new(name);
    let layout = program
        .variables
        .iter()
        .find(|variable| variable.role == Role::Parameter && variable.name.key == key);
    let at = match (layout, elements) {
        (Some(layout), Some(elements)) => Some(element(layout, elements)?),
        (None, _) | (_, None) => None,
    };
    Axis::parameter(program, &key, at, how.as_ref()).map_err(|bad| explain(program, bad))
}

fn usage(text: &str, why: &str) -> Trouble {
    Trouble::new(format!("`--vary {text}`: {why}")).help(
        "write `NAME=1..4`, `NAME=1..4/7`, `NAME=1,2,4`, `NAME=normal(2,1)`, `NAME=lognormal(2,0.5)` or `NAME=triangular(1,2,4)`",
    )
}

/// How many levels may be written out.
const MOST_LEVELS: u64 = 1_000_000;

/// Reads what stands after the equals sign.
pub fn read(text: &str) -> Result<How, String> {
    let text = text.trim();
    if let Some((word, arguments)) = text.strip_suffix(')').and_then(|text| text.split_once('(')) {
        let numbers = arguments.split(',').map(number).collect::<Result<Vec<f64>, String>>()?;
        let distribution = match (word.trim().to_ascii_lowercase().as_str(), numbers.as_slice()) {
            ("uniform", [low, high]) => Distribution::Uniform { low: *low, high: *high },
            ("normal", [mean, sd]) => Distribution::Normal { mean: *mean, sd: *sd },
            ("lognormal", [median, sd]) => Distribution::Lognormal { median: *median, sd: *sd },
            ("triangular", [low, mode, high]) => {
                Distribution::Triangular { low: *low, mode: *mode, high: *high }
            }
            _ => return Err(format!("`{text}` is no distribution")),
        };
        return sensible(distribution).then_some(How::Drawn(distribution, None)).ok_or_else(|| {
            format!("`{text}` makes no sense: the numbers must rise, and a spread be above 0")
        });
    }
    if let Some((low, rest)) = text.split_once("..") {
        let (high, levels) = match rest.split_once('/') {
            Some((high, levels)) => (high, Some(levels)),
            None => (rest, None),
        };
        let (low, high) = (number(low)?, number(high)?);
        if low >= high {
            return Err(format!("{low} is not below {high}"));
        }
        let Some(levels) = levels else {
            return Ok(How::Drawn(Distribution::Uniform { low, high }, None));
        };
        let count = levels.trim().parse::<u64>().ok().filter(|n| (2..=MOST_LEVELS).contains(n));
        let count =
            count.ok_or_else(|| format!("`{levels}` is not a number of levels from 2 on"))?;
        let level = |at: u64| low + (high - low) * (at as f64 / (count - 1) as f64);
        return Ok(How::Levels((0..count).map(level).collect()));
    }
    let levels = text.split(',').map(number).collect::<Result<Vec<f64>, String>>()?;
    Ok(How::Levels(levels))
}

fn sensible(distribution: Distribution) -> bool {
    match distribution {
        Distribution::Fixed => false,
        Distribution::Uniform { low, high } => low < high,
        Distribution::Normal { sd, .. } => sd > 0.0,
        Distribution::Lognormal { median, sd } => median > 0.0 && sd > 0.0,
        Distribution::Triangular { low, mode, high } => low <= mode && mode <= high && low < high,
    }
}

/// As it would be written.
pub fn words(how: &How) -> String {
    match how {
        How::Drawn(distribution, range) => {
            let range = range.map(|(low, high)| format!(" in {low}..{high}")).unwrap_or_default();
            let words = match distribution {
                Distribution::Fixed => "fixed".to_owned(),
                Distribution::Uniform { low, high } => format!("{low}..{high}"),
                Distribution::Normal { mean, sd } => format!("normal({mean},{sd})"),
                Distribution::Lognormal { median, sd } => format!("lognormal({median},{sd})"),
                Distribution::Triangular { low, mode, high } => {
                    format!("triangular({low},{mode},{high})")
                }
            };
            words + &range
        }
        How::Levels(levels) => levels.iter().map(f64::to_string).collect::<Vec<String>>().join(","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_way_to_vary_is_read() {
        let even = |low, high| How::Drawn(Distribution::Uniform { low, high }, None);
        let table = [
            ("1..4", even(1.0, 4.0)),
            (" -1 .. 1/2 ", How::Levels(vec![-1.0, 1.0])),
            ("0..1/5", How::Levels(vec![0.0, 0.25, 0.5, 0.75, 1.0])),
            ("3", How::Levels(vec![3.0])),
            ("1,2,4", How::Levels(vec![1.0, 2.0, 4.0])),
            ("uniform(0, 2)", even(0.0, 2.0)),
            ("Normal(2,1)", How::Drawn(Distribution::Normal { mean: 2.0, sd: 1.0 }, None)),
            ("lognormal(2,1)", How::Drawn(Distribution::Lognormal { median: 2.0, sd: 1.0 }, None)),
            (
                "triangular(0,1,4)",
                How::Drawn(Distribution::Triangular { low: 0.0, mode: 1.0, high: 4.0 }, None),
            ),
        ];
        for (text, how) in table {
            assert_eq!(read(text), Ok(how), "{text}");
        }
        for text in [
            "4..1",
            "1..1",
            "1..2/1",
            "x",
            "1,",
            "normal(2)",
            "normal(2,-1)",
            "cauchy(0,1)",
            "triangular(0,5,4)",
            "1..inf",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
