//! What is known of a stretch of an ensemble's members.

use super::Chunk;
use crate::claims::answer::{Answer, Value};
use interregnum_compile::program::Program;
use interregnum_model::Model;
use interregnum_run::Failure;
use interregnum_run::ensemble::Summary;
use interregnum_run::ensemble::sketch::Room;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;

/// Failures beyond so many are counted, and not told one by one.
const MOST_TOLD: usize = 20;

/// A stretch of an ensemble's members.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Which members, counted from 1. Of parts put together: from the first to the last.
    pub members: Range<u64>,
    /// When values were kept; empty where every member failed.
    pub times: Vec<f64>,
    /// For each column one summary for each of the times, of the members that did not fail.
    pub columns: Vec<Vec<Summary>>,
    /// What they answered to each question.
    pub answers: Vec<Tally>,
    /// How many failed.
    pub failed: u64,
    /// How many failed at each variable.
    pub failed_at: BTreeMap<String, u64>,
    /// The first of them.
    pub failures: Vec<FailedMember>,
}

/// A member whose run broke down. The others go on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FailedMember {
    /// Its number.
    pub member: u64,
    /// Variable and element.
    pub variable: String,
    /// When.
    pub time: f64,
    /// Why, in a sentence.
    pub why: String,
    /// At which words of the model.
    pub place: Option<String>,
}

impl FailedMember {
    pub(super) fn new(
        model: &Model,
        program: &Program,
        member: u64,
        failure: &Failure,
    ) -> FailedMember {
        FailedMember {
            member,
            variable: failure.subject(program),
            time: failure.time,
            why: failure.diagnostic(program).message,
            place: failure
                .span
                .and_then(|span| model.sources.place(span))
                .map(|place| place.to_string()),
        }
    }
}

/// What members answered to a question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tally {
    /// Whether it is answered by yes or no.
    pub truth: bool,
    /// How many were asked.
    pub asked: u64,
    /// How many had an answer.
    pub answered: u64,
    /// In how many it holds; 0 for a question for a number.
    pub held: u64,
    /// How many answered *never*: the date of something that does not happen.
    pub never: u64,
    /// The numbers they answered.
    pub numbers: Summary,
}

impl Tally {
    pub(super) fn count(&mut self, answer: &Answer) {
        self.asked += 1;
        let Ok(value) = answer else { return };
        self.answered += 1;
        match value {
            value if self.truth => self.held += u64::from(value.holds()),
            Value::Number(number) if number.is_finite() => self.numbers.add(*number),
            Value::Number(_) => self.never += 1,
            Value::List(_) | Value::Rows(_) => self.answered -= 1,
        }
    }

    fn merge(&mut self, other: &Tally) {
        self.asked += other.asked;
        self.answered += other.answered;
        self.held += other.held;
        self.never += other.never;
        self.numbers.merge(&other.numbers);
    }
}

impl Part {
    pub(super) fn new(members: Range<u64>, columns: usize, truths: &[bool], buckets: u32) -> Part {
        let tally = |truth: &bool| Tally {
            truth: *truth,
            asked: 0,
            answered: 0,
            held: 0,
            never: 0,
            numbers: Summary::new(buckets),
        };
        Part {
            members,
            times: Vec::new(),
            columns: vec![Vec::new(); columns],
            answers: truths.iter().map(tally).collect(),
            failed: 0,
            failed_at: BTreeMap::new(),
            failures: Vec::new(),
        }
    }

    pub(super) fn fail(&mut self, failed: FailedMember) {
        self.failed += 1;
        *self.failed_at.entry(failed.variable.clone()).or_default() += 1;
        self.failures.push(failed);
        self.told();
    }

    fn told(&mut self) {
        self.failures.sort_by_key(|failed| failed.member);
        self.failures.truncate(MOST_TOLD);
    }

    /// Adds the values of members that did not fail.
    pub(super) fn add(&mut self, chunks: &[Chunk], buckets: u32) {
        let times = self.times.len();
        let whole: Vec<_> = chunks
            .iter()
            .flat_map(|chunk| &chunk.runs)
            .filter(|run| run.failure.is_none())
            .collect();
        self.columns.par_iter_mut().enumerate().for_each(|(number, summaries)| {
            summaries.resize_with(times, || Summary::new(buckets));
            let values: Vec<&[f64]> = whole
                .iter()
                .filter_map(|run| run.columns.get(number).map(|column| column.values.as_slice()))
                .collect();
            let mut room = Room::default();
            for (row, summary) in summaries.iter_mut().enumerate() {
                let of_row = values.iter().filter_map(|values| values.get(row));
                summary.add_all(of_row.copied(), &mut room);
            }
        });
    }

    pub(super) fn settle(&mut self) {
        self.columns.par_iter_mut().flatten().for_each(Summary::settle);
        self.answers.iter_mut().for_each(|tally| tally.numbers.settle());
    }

    /// How many members.
    pub fn asked(&self) -> u64 {
        self.members.end.saturating_sub(self.members.start)
    }

    /// Puts another part of the same ensemble to this one. Whether all parts are there, and each
    /// once, is for the caller to see.
    pub fn merge(&mut self, other: &Part) {
        self.members =
            self.members.start.min(other.members.start)..self.members.end.max(other.members.end);
        if self.times.is_empty() {
            self.times = other.times.clone();
        }
        self.columns.par_iter_mut().zip(&other.columns).for_each(|(mine, theirs)| {
            if mine.is_empty() {
                mine.clone_from(theirs);
                return;
            }
            for (mine, theirs) in mine.iter_mut().zip(theirs) {
                mine.merge(theirs);
            }
        });
        for (mine, theirs) in self.answers.iter_mut().zip(&other.answers) {
            mine.merge(theirs);
        }
        self.failed += other.failed;
        for (variable, count) in &other.failed_at {
            *self.failed_at.entry(variable.clone()).or_default() += count;
        }
        self.failures.extend(other.failures.iter().cloned());
        self.told();
    }
}
