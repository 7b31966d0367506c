//! Functions of the answers of all members of an ensemble. Members that `given` leaves out, and
//! those whose run gives no answer, are not counted; how many answered is reported.

use super::compare::correlation;
use super::{Argument, BLANK, Function, Kind, Takes, Yields};
use crate::claims::answer::{Answer, NoAnswer, Value, number, undefined};
use interregnum_model::name::Key;

/// The entries.
pub const FUNCTIONS: &[Function] = &[
    Function {
        name: "P",
        arguments: &[Argument { name: "condition", takes: Takes::Condition }],
        kind: Kind::Members(|asked| {
            let held = asked.first()?.into_iter().map(|(_, held)| f64::from(u8::from(held != 0.0)));
            Ok(Value::Number(mean(&held.collect::<Vec<f64>>())))
        }),
        summary: "The share of members in which it holds.",
        examples: &[("P(dose[1950] > 0)", "1"), ("P(dose[1950] > 1) = 0.5 ± 0.1", "yes")],
        ..BLANK
    },
    Function {
        name: "given",
        arguments: &[
            Argument { name: "condition", takes: Takes::Condition },
            Argument { name: "question", takes: Takes::Any },
        ],
        required: 2,
        kind: Kind::Given,
        yields: Yields::Same,
        summary: "The question, asked only of members in which the condition holds: P(given(c, q)) is the share of those.",
        examples: &[
            ("P(given(dose[1950] > 1, dose[1950] > 1.5)) = 0.5 ± 0.15", "yes"),
            ("given(1 < 2, 7)", "7"),
        ],
        ..BLANK
    },
    Function {
        name: "median",
        kind: Kind::Members(|asked| Ok(Value::Number(quantile(asked.numbers(0)?, 0.5)))),
        summary: "The median over the members; one in which a date never comes counts as latest.",
        examples: &[("median(dose[1950]) = 1 ± 0.15", "yes"), ("median(first(dose > 3))", "never")],
        ..OF_MEMBERS
    },
    Function {
        name: "quantile",
        arguments: &[QUESTION, Argument { name: "part", takes: Takes::Number }],
        required: 2,
        kind: Kind::Members(|asked| {
            let part = asked.number.unwrap_or(f64::NAN);
            if !(0.0..=1.0).contains(&part) {
                return undefined("a quantile's part lies between 0 and 1");
            }
            Ok(Value::Number(quantile(asked.numbers(0)?, part)))
        }),
        summary: "The value below which this part of the members lies, 0.1 for the lowest tenth.",
        examples: &[("quantile(dose[1950], 0.9) = 1.8 ± 0.15", "yes")],
        ..OF_MEMBERS
    },
    Function {
        name: "average",
        kind: Kind::Members(|asked| {
            number(mean(&asked.numbers(0)?), "no average: a date never comes in some member")
        }),
        summary: "The mean over the members: of a share of years, for instance, the share of member-years.",
        examples: &[("average(dose[1950]) = 1 ± 0.1", "yes")],
        ..OF_MEMBERS
    },
    Function {
        name: "rank correlation",
        arguments: &[Argument { name: "a", ..QUESTION }, Argument { name: "b", ..QUESTION }],
        required: 2,
        kind: Kind::Members(rank_correlation),
        summary: "Spearman's rank correlation of two answers over the members.",
        examples: &[
            ("rank correlation(dose[1950], dose[1950] ^ 3)", "1"),
            ("rank correlation(dose[1950], -dose[1950])", "-1"),
        ],
        ..OF_MEMBERS
    },
    Function {
        name: "variance share",
        arguments: &[QUESTION, PARAMETER],
        required: 2,
        kind: Kind::Members(|asked| {
            let shares = shares(asked)?;
            match shares.into_iter().find(|(name, _)| Some(name) == asked.parameter.as_ref()) {
                Some((_, share)) => Ok(Value::Number(share)),
                None => Ok(Value::Number(0.0)),
            }
        }),
        summary: "The part of the answer's variance over the members that a parameter alone explains (first-order sensitivity, by the correlation ratio over equal bins of its draws, adjusted for their number).",
        examples: &[
            ("variance share(effect[1955], dose) > 0.9", "yes"),
            ("variance share(other[1955], dose) < 0.1", "yes"),
        ],
        ..OF_MEMBERS
    },
    Function {
        name: "variance rank",
        arguments: &[QUESTION, PARAMETER],
        required: 2,
        kind: Kind::Members(|asked| {
            let shares = shares(asked)?;
            let own = shares.iter().find(|(name, _)| Some(name) == asked.parameter.as_ref());
            let own = own.map_or(0.0, |(_, share)| *share);
            let before = shares.iter().filter(|(_, share)| *share > own).count();
            Ok(Value::Number((before + 1) as f64))
        }),
        summary: "Where a parameter stands among all that are drawn when they are ordered by their variance share: 1 explains most.",
        examples: &[
            ("variance rank(effect[1955], dose)", "1"),
            ("variance rank(effect[1955], other)", "2"),
        ],
        ..OF_MEMBERS
    },
];

const QUESTION: Argument = Argument { name: "question", takes: Takes::Asked };
const PARAMETER: Argument = Argument { name: "parameter", takes: Takes::Parameter };
const OF_MEMBERS: Function = Function { arguments: &[QUESTION], ..BLANK };

/// What the members answered.
#[derive(Debug)]
pub struct Asked<'a> {
    /// For each question that is an argument the answers of all members, in order.
    pub answers: Vec<Vec<&'a Answer>>,
    /// The argument that is a number.
    pub number: Option<f64>,
    /// The argument that is a parameter.
    pub parameter: Option<Key>,
    /// What every parameter that is drawn was in every member.
    pub draws: &'a [Draw],
}

/// What one element of a parameter was in every member, the base run left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// The parameter.
    pub name: Key,
    /// As people write it, with its element.
    pub label: String,
    /// By member.
    pub values: Vec<f64>,
}

impl Asked<'_> {
    /// The members that answered the question at this position, with 1 or a number for truth.
    fn answered(&self, position: usize) -> Result<Vec<(usize, f64)>, NoAnswer> {
        let answers = self.answers.get(position).map_or(&[][..], Vec::as_slice);
        if answers.is_empty() {
            return Err(NoAnswer::NoMembers);
        }
        let mut found = Vec::with_capacity(answers.len());
        for (member, answer) in answers.iter().enumerate() {
            if let Ok(value) = answer {
                let held = value.as_number().unwrap_or(f64::from(u8::from(value.holds())));
                found.push((member, held));
            }
        }
        if found.is_empty() {
            let why = answers.iter().find_map(|answer| answer.as_ref().err());
            return undefined(format!(
                "no member answers: {}",
                why.map_or_else(String::new, ToString::to_string)
            ));
        }
        Ok(found)
    }

    fn first(&self) -> Result<Vec<(usize, f64)>, NoAnswer> {
        self.answered(0)
    }

    fn numbers(&self, position: usize) -> Result<Vec<f64>, NoAnswer> {
        Ok(self.answered(position)?.into_iter().map(|(_, value)| value).collect())
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// A quantile, on the line between the two values around it; of infinities, the nearer value.
pub(crate) fn quantile(mut values: Vec<f64>, part: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let place = part * (values.len().max(1) - 1) as f64;
    let (below, above) = (place.floor(), place.ceil());
    let at = |place: f64| values.get(place as usize).copied().unwrap_or(f64::NAN);
    let (low, high) = (at(below), at(above));
    if low == high || !(low.is_finite() && high.is_finite()) {
        return if place - below < 0.5 { low } else { high };
    }
    low + (high - low) * (place - below)
}

fn rank_correlation(asked: &Asked<'_>) -> Answer {
    let (a, b) = (asked.answered(0)?, asked.answered(1)?);
    let both: Vec<(f64, f64)> = a
        .iter()
        .filter_map(|(member, value)| {
            let other = b.binary_search_by_key(member, |(member, _)| *member).ok()?;
            Some((*value, b.get(other)?.1))
        })
        .collect();
    let first: Vec<f64> = both.iter().map(|(a, _)| *a).collect();
    let second: Vec<f64> = both.iter().map(|(_, b)| *b).collect();
    let value = correlation(&ranks(&first), &ranks(&second), 0);
    number(value, "no correlation: one of the answers is the same in all members")
}

/// Ranks from 1, those of equal values shared.
pub(crate) fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let value = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    order.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
    let mut ranks = vec![0.0; values.len()];
    let mut begin = 0;
    while begin < order.len() {
        let here = order.get(begin).map_or(f64::NAN, |index| value(*index));
        let equal =
            order.iter().skip(begin).take_while(|index| value(**index) == here).count().max(1);
        let shared = begin as f64 + (equal as f64 + 1.0) / 2.0;
        for index in order.iter().skip(begin).take(equal) {
            if let Some(rank) = ranks.get_mut(*index) {
                *rank = shared;
            }
        }
        begin += equal;
    }
    ranks
}

/// For each parameter that is drawn, the part of the answer's variance it explains alone.
fn shares(asked: &Asked<'_>) -> Result<Vec<(Key, f64)>, NoAnswer> {
    let answered = asked.answered(0)?;
    if answered.iter().any(|(_, value)| !value.is_finite()) {
        return undefined("no variance: a date never comes in some member");
    }
    let mut found: Vec<(Key, f64)> = Vec::new();
    for draw in asked.draws {
        let pairs: Vec<(f64, f64)> = answered
            .iter()
            .filter_map(|(member, value)| Some((*draw.values.get(*member)?, *value)))
            .collect();
        let Some(share) = correlation_ratio(pairs) else {
            return undefined(
                "no variance: the answer is the same in all members, or too few answer",
            );
        };
        match found.iter_mut().find(|(name, _)| *name == draw.name) {
            Some((_, all)) => *all += share,
            None => found.push((draw.name.clone(), share)),
        }
    }
    Ok(found)
}

/// Between-bin variance of y over equally filled bins of x as a share of all of it, adjusted for
/// the number of bins (Kelley's epsilon squared, 1935), not below 0.
fn correlation_ratio(mut pairs: Vec<(f64, f64)>) -> Option<f64> {
    /// Fewest members for which bins of x say anything.
    const FEWEST: usize = 8;
    // A stable sort: members with equal draws stay in their order, whatever they answer.
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n = pairs.len();
    if n < FEWEST {
        return None;
    }
    let bins = ((n as f64).sqrt() as usize).clamp(2, 20);
    let mean = pairs.iter().map(|(_, y)| y).sum::<f64>() / n as f64;
    let all: f64 = pairs.iter().map(|(_, y)| (y - mean) * (y - mean)).sum();
    let mut inside = 0.0;
    for bin in 0..bins {
        let part = pairs.get(bin * n / bins..(bin + 1) * n / bins).unwrap_or(&[]);
        let level = part.iter().map(|(_, y)| y).sum::<f64>() / part.len() as f64;
        inside += part.iter().map(|(_, y)| (y - level) * (y - level)).sum::<f64>();
    }
    if all <= 0.0 {
        return None;
    }
    if pairs.first().map(|pair| pair.0) == pairs.last().map(|pair| pair.0) {
        return Some(0.0);
    }
    let adjusted = 1.0 - (inside / (n - bins) as f64) / (all / (n - 1) as f64);
    Some(adjusted.max(0.0))
}
