//! How often the record lies where an ensemble says it may: for each series the share of its years
//! inside the bands that hold half and nine tenths of the members. A model that knows how little
//! it knows has about half of the record in the one and nine tenths in the other.

use super::compare::{Pair, pairs, watch, years};
use super::{Fit, Row};
use crate::fan::{SHARES, quantile};
use interregnum_compile::program::Program;
use interregnum_model::Model;
use interregnum_run::ensemble::block;
use interregnum_run::member::member;
use interregnum_run::run::Run;
use interregnum_run::settings::Settings;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// What an ensemble says of all series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bands {
    /// One for each row of the fit, in their order.
    pub rows: Vec<Band>,
    /// How many members ran to their end; the others are left out.
    pub members: u32,
    /// How many broke down.
    pub failed: u32,
    /// Whether it was interrupted.
    pub interrupted: bool,
}

/// What an ensemble says of one series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Band {
    /// For each year compared: the year, and the values below which a twentieth, a quarter, half,
    /// three quarters and nineteen twentieths of the members lie.
    pub years: Vec<(f64, [f64; 5])>,
    /// Part of the years whose observed value lies inside the band of the middle half.
    pub in_half: f64,
    /// Part inside the band of the middle nine tenths.
    pub in_most: f64,
}

/// Which members are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Members {
    /// By what they are drawn.
    pub seed: u64,
    /// How many.
    pub count: u32,
}

/// What these members of the ensemble of a model say of the series of its fit, with the levers
/// pulled that the book pulls in every member. Series at another level are taken to the model's,
/// as the fit says. Once `cancel` is true, members not yet begun are left out.
pub fn bands(
    model: &Model,
    program: &Program,
    settings: &Settings,
    fit: &Fit,
    members: Members,
    cancel: &AtomicBool,
) -> Bands {
    let mut base = settings.clone();
    for lever in &model.book.ensemble.with {
        // One that is not there has been reported by `check`.
        let _ = base.pull(program, &lever.key, None, None);
    }
    let pairs = pairs(model, program);
    let watch = watch(&pairs);
    let all: Vec<u64> = (1..=u64::from(members.count)).collect();
    let runs: Vec<Option<Vec<Yearly>>> = all
        .par_chunks(block::size(all.len(), rayon::current_num_threads()).max(1))
        .flat_map_iter(|numbers| {
            let settings: Vec<Settings> = match cancel.load(Ordering::Relaxed) {
                true => Vec::new(),
                false => {
                    numbers.iter().map(|one| member(program, &base, members.seed, *one)).collect()
                }
            };
            let runs = block::runs(program, &settings, &watch);
            runs.iter().map(|run| yearly(program, &pairs, run)).collect::<Vec<_>>()
        })
        .collect();
    let begun = runs.len();
    let done: Vec<Vec<Yearly>> = runs.into_iter().flatten().collect();
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    Bands {
        rows: fit.rows.iter().enumerate().map(|(at, row)| band(&done, at, row)).collect(),
        members: count(done.len()),
        failed: count(begun - done.len()),
        interrupted: cancel.load(Ordering::Relaxed),
    }
}

/// Years of a series with what was observed and what a member comes to.
type Yearly = Vec<(f64, f64, f64)>;

/// What a member says of each series; `None` where it broke down.
fn yearly(program: &Program, pairs: &[Pair<'_>], run: &Run) -> Option<Vec<Yearly>> {
    let whole = run.failure.is_none();
    whole.then(|| pairs.iter().map(|pair| years(program, pair, run)).collect())
}

fn band(members: &[Vec<Yearly>], at: usize, row: &Row) -> Band {
    let of_row: Vec<&Yearly> = members.iter().filter_map(|member| member.get(at)).collect();
    let Some(first) = of_row.first() else { return Band::default() };
    let (mut years, mut in_half, mut in_most) = (Vec::new(), 0, 0);
    for (at, (year, observed, _)) in first.iter().enumerate() {
        let of_year = of_row.iter().filter_map(|one| one.get(at));
        let mut values: Vec<f64> = of_year.map(|(_, _, of_model)| *of_model).collect();
        values.sort_by(f64::total_cmp);
        let lines = SHARES.map(|share| quantile(&values, share));
        let [low, lower, _, upper, high] = lines;
        let observed = observed * row.linked.unwrap_or(1.0);
        in_half += usize::from((lower..=upper).contains(&observed));
        in_most += usize::from((low..=high).contains(&observed));
        years.push((*year, lines));
    }
    let part =
        |count: usize| if years.is_empty() { 0.0 } else { count as f64 / years.len() as f64 };
    Band { in_half: part(in_half), in_most: part(in_most), years }
}
