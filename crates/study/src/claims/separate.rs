//! On which assumption a claim depends: the parameter whose draws best tell the members where it
//! holds from those where it does not.

use super::function::ensemble::{Draw, ranks};
use super::report::Assumption;

/// The parameter that best separates members; `None` where nothing is drawn or all fare alike.
/// `holds` has the outcome of each member, `None` for no answer.
pub(crate) fn separate(draws: &[Draw], holds: &[Option<bool>]) -> Option<Assumption> {
    let mut best: Option<(f64, Assumption)> = None;
    for draw in draws {
        let Some((surprise, found)) = separation(draw, holds) else { continue };
        if best.as_ref().is_none_or(|(most, _)| surprise > *most) {
            best = Some((surprise, found));
        }
    }
    let (surprise, found) = best?;
    Some(Assumption { beyond_chance: surprise > beyond_chance(draws.len()), ..found })
}

/// The rank-sum statistic (Mann and Whitney, 1947) in standard deviations from chance, and what it
/// says.
fn separation(draw: &Draw, holds: &[Option<bool>]) -> Option<(f64, Assumption)> {
    let outcomes: Vec<(f64, bool)> = draw
        .values
        .iter()
        .zip(holds)
        .filter_map(|(value, holds)| holds.map(|holds| (*value, holds)))
        .collect();
    let values: Vec<f64> = outcomes.iter().map(|(value, _)| *value).collect();
    let ranks = ranks(&values);
    let (mut sum, mut holding, mut failing) = (0.0, Vec::new(), Vec::new());
    for ((value, holds), rank) in outcomes.iter().zip(ranks) {
        if *holds {
            sum += rank;
            holding.push(*value);
        } else {
            failing.push(*value);
        }
    }
    let (n, m) = (holding.len() as f64, failing.len() as f64);
    if holding.is_empty() || failing.is_empty() {
        return None;
    }
    let above = (sum - n * (n + 1.0) / 2.0) / (n * m);
    let spread = ((n + m + 1.0) / (12.0 * n * m)).sqrt();
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let found = Assumption {
        parameter: draw.label.clone(),
        holding: mean(&holding),
        failing: mean(&failing),
        separation: above.max(1.0 - above),
        beyond_chance: false,
    };
    Some(((above - 0.5).abs() / spread, found))
}

/// How many standard deviations the best of so many parameters that do not matter stays below,
/// nineteen times in twenty: the bound 2 exp(-z²/2) of a normal tail, for each of them.
fn beyond_chance(parameters: usize) -> f64 {
    (2.0 * libm::log(2.0 * parameters.max(1) as f64 / 0.05)).sqrt()
}

#[cfg(test)]
mod tests;
