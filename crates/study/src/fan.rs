//! How far the members of an ensemble spread: for chosen variables the values below which a
//! twentieth, a quarter, half, three quarters and nineteen twentieths of the members lie.

use interregnum_compile::program::{Program, VariableId};
use interregnum_run::ensemble::block;
use interregnum_run::member::member;
use interregnum_run::saved::{Often, Watch, Which};
use interregnum_run::settings::Settings;
use rayon::prelude::*;
use std::sync::atomic::{AtomicBool, Ordering};

/// The shares of the members that lie below the bands' lines, least first.
pub const SHARES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// The spread of some variables over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fan {
    /// When, at each saveper of the settings.
    pub times: Vec<f64>,
    /// One for each element of each variable, in the order asked for.
    pub bands: Vec<Band>,
    /// How many members ran to their end; the others are left out.
    pub members: usize,
}

/// The spread of one element.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// The variable.
    pub variable: VariableId,
    /// The element's position, from 0.
    pub element: u32,
    /// A line for each of [`SHARES`], with a value for each time.
    pub lines: [Vec<f64>; 5],
}

/// Runs these many members of the ensemble of a base run and gives the spread of these variables.
/// Once `cancel` is true, members not yet begun are left out.
pub fn fan(
    program: &Program,
    base: &Settings,
    seed: u64,
    members: u32,
    variables: &[VariableId],
    cancel: &AtomicBool,
) -> Fan {
    let watch = Watch { variables: Which::These(variables.to_vec()), often: Often::Saveper };
    let all: Vec<u64> = (1..=u64::from(members)).collect();
    let runs: Vec<_> = all
        .par_chunks(block::size(all.len(), rayon::current_num_threads()).max(1))
        .flat_map_iter(|numbers| {
            let settings: Vec<Settings> = match cancel.load(Ordering::Relaxed) {
                true => Vec::new(),
                false => numbers.iter().map(|one| member(program, base, seed, *one)).collect(),
            };
            block::runs(program, &settings, &watch)
        })
        .filter(|run| run.failure.is_none())
        .collect();
    let Some(first) = runs.first() else { return Fan::default() };
    let bands = first.columns.iter().enumerate().map(|(at, column)| {
        let mut lines: [Vec<f64>; 5] = Default::default();
        for moment in 0..first.times.len() {
            let mut values: Vec<f64> = runs
                .iter()
                .filter_map(|run| run.columns.get(at)?.values.get(moment).copied())
                .collect();
            values.sort_by(f64::total_cmp);
            for (line, share) in lines.iter_mut().zip(SHARES) {
                line.push(quantile(&values, share));
            }
        }
        Band { variable: column.variable, element: column.element, lines }
    });
    Fan { times: first.times.clone(), bands: bands.collect(), members: runs.len() }
}

/// The value below which this share of sorted values lies, in straight lines between neighbours
/// (Hyndman and Fan 1996, type 7); not a number where there are none.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = share * last as f64;
    let below = at.floor() as usize;
    let (low, high) = (sorted.get(below), sorted.get((below + 1).min(last)));
    match (low, high) {
        (Some(low), Some(high)) => low + (at - at.floor()) * (high - low),
        (None, _) | (_, None) => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quantiles_go_straight_between_neighbours() {
        let values = [1.0, 2.0, 3.0, 5.0];
        assert_eq!(quantile(&values, 0.0), 1.0);
        assert_eq!(quantile(&values, 0.5), 2.5);
        assert_eq!(quantile(&values, 1.0), 5.0);
        assert_eq!(quantile(&[7.0], 0.95), 7.0);
        assert!(quantile(&[], 0.5).is_nan());
    }
}
