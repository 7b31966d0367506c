//! Draws from distributions as textbooks write them.

use super::distribution::triangular;
use super::{Stream, poisson, shape};
use interregnum_model::function::Textbook;
use interregnum_model::math;

/// A draw; NaN where the arguments make no sense. A scale that is left out is 1.
pub fn draw(kind: Textbook, arguments: &[f64], stream: Stream) -> f64 {
    match (kind, arguments) {
        (Textbook::Beta, [alpha, beta, ..]) => shape::beta(*alpha, *beta, stream),
        (Textbook::Binomial, [trials, probability, ..]) => {
            // "Numbers outside the range are set to 1" (isee systems, Stella help: BINOMIAL).
            let inside = (0.0..=1.0).contains(probability);
            shape::binomial(if inside { *probability } else { 1.0 }, *trials, stream)
        }
        (Textbook::Gamma, [order]) => shape::gamma(*order, stream),
        (Textbook::Gamma, [order, scale, ..]) => scale * shape::gamma(*order, stream),
        (Textbook::Geometric, [probability, ..]) => geometric(*probability, stream),
        (Textbook::Logistic, [mean, scale, ..]) => logistic(*mean, *scale, stream),
        (Textbook::NegativeBinomial, [successes, probability, ..]) => {
            failures(*successes, *probability, stream)
        }
        (Textbook::Pareto, [order, scale, ..]) => pareto(*order, *scale, stream),
        (Textbook::Triangular, [lower, mode, upper, ..]) => {
            triangular(*lower, *mode, *upper, stream)
        }
        (Textbook::Weibull, [order, scale, ..]) => weibull(*order, *scale, stream),
        (
            Textbook::Beta
            | Textbook::Binomial
            | Textbook::Gamma
            | Textbook::Geometric
            | Textbook::Logistic
            | Textbook::NegativeBinomial
            | Textbook::Pareto
            | Textbook::Triangular
            | Textbook::Weibull,
            _,
        ) => f64::NAN,
    }
}

/// Trials until the first success, by inversion.
fn geometric(probability: f64, stream: Stream) -> f64 {
    if !(probability > 0.0 && probability <= 1.0) {
        return f64::NAN;
    }
    let trials = libm::log1p(-stream.uniform()) / libm::log1p(-probability);
    trials.ceil().max(1.0)
}

/// Logistic, by inversion.
fn logistic(mean: f64, scale: f64, stream: Stream) -> f64 {
    if scale < 0.0 {
        return f64::NAN;
    }
    let share = stream.uniform();
    mean + scale * (math::ln(share) - libm::log1p(-share))
}

/// Failures before so many successes: Poisson with a gamma draw for their mean. Successes need not be
/// a whole number.
fn failures(successes: f64, probability: f64, stream: Stream) -> f64 {
    if !(successes > 0.0 && probability > 0.0 && probability <= 1.0) {
        return f64::NAN;
    }
    let mean = shape::gamma(successes, stream.with(1)) * (1.0 - probability) / probability;
    poisson::draw(mean, stream.with(2))
}

/// Pareto of a shape, from the scale upwards, by inversion.
fn pareto(order: f64, scale: f64, stream: Stream) -> f64 {
    if !(order > 0.0 && scale > 0.0) {
        return f64::NAN;
    }
    scale * math::exp(-libm::log1p(-stream.uniform()) / order)
}

/// Weibull of a shape and a scale, by inversion.
fn weibull(order: f64, scale: f64, stream: Stream) -> f64 {
    if !(order > 0.0 && scale >= 0.0) {
        return f64::NAN;
    }
    scale * math::pow(-libm::log1p(-stream.uniform()), 1.0 / order)
}
