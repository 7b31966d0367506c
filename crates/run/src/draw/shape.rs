//! Draws from distributions in their plain form, and draws cut to bounds.

use super::distribution::exponential;
use super::{Stream, normal, poisson};
use interregnum_model::function::Shape;
use interregnum_model::math;

/// Tries after which a draw that never lies between its bounds is put at the nearer one.
const MOST_TRIES: u64 = 1000;

/// What is drawn again, with even draws of its own each time, until it lies between min and max.
pub fn within(min: f64, max: f64, stream: Stream, draw: impl Fn(Stream) -> f64) -> f64 {
    if min > max || min.is_nan() || max.is_nan() {
        return f64::NAN;
    }
    let mut drawn = f64::NAN;
    for attempt in 0..MOST_TRIES {
        drawn = draw(stream.with(attempt));
        // What makes no sense does so every time.
        if drawn.is_nan() || (min <= drawn && drawn <= max) {
            return drawn;
        }
    }
    drawn.clamp(min, max)
}

/// A draw from the plain form of a shape; NaN where its parameters make no sense.
pub fn draw(shape: Shape, parameters: &[f64], stream: Stream) -> f64 {
    match (shape, parameters) {
        (Shape::Normal, _) => normal::quantile(stream.uniform()),
        (Shape::Exponential, _) => exponential(1.0, stream),
        (Shape::Poisson, [mean]) => poisson::draw(*mean, stream),
        // An order below 1 counts as 1 (Vensim function reference: RANDOM GAMMA).
        (Shape::Gamma, [order]) => gamma(order.max(1.0), stream),
        (Shape::Weibull, [shape]) => weibull(*shape, stream),
        (Shape::Beta, [alpha, beta_]) => beta(*alpha, *beta_, stream),
        (Shape::Binomial, [probability, trials]) => binomial(*probability, *trials, stream),
        (Shape::NegativeBinomial, [probability, successes]) => {
            negative_binomial(*probability, *successes, stream)
        }
        (
            Shape::Poisson
            | Shape::Gamma
            | Shape::Weibull
            | Shape::Beta
            | Shape::Binomial
            | Shape::NegativeBinomial,
            _,
        ) => f64::NAN,
    }
}

/// Gamma of an order and scale 1 (Marsaglia, Tsang, "A simple method for generating gamma
/// variables", ACM Transactions on Mathematical Software 26, 2000). An order below 1 is one above,
/// times a power of an even draw.
pub fn gamma(order: f64, stream: Stream) -> f64 {
    if !(order > 0.0 && order.is_finite()) {
        return f64::NAN;
    }
    if order < 1.0 {
        let share = math::ln(stream.with(1).uniform()) / order;
        return gamma(order + 1.0, stream.with(2)) * math::exp(share);
    }
    let d = order - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    for attempt in 0..MOST_TRIES {
        let stream = stream.with(attempt);
        let x = normal::quantile(stream.with(0).uniform());
        let root = 1.0 + c * x;
        if root <= 0.0 {
            continue;
        }
        let v = root * root * root;
        if math::ln(stream.with(1).uniform()) < 0.5 * x * x + d - d * v + d * math::ln(v) {
            return d * v;
        }
    }
    d
}

/// Beta, as the share of one gamma draw in two.
pub fn beta(alpha: f64, beta: f64, stream: Stream) -> f64 {
    let (one, other) = (gamma(alpha, stream.with(1)), gamma(beta, stream.with(2)));
    one / (one + other)
}

/// Weibull of a shape, scaled to mean 1, by inversion.
pub fn weibull(shape: f64, stream: Stream) -> f64 {
    if !(shape > 0.0 && shape.is_finite()) {
        return f64::NAN;
    }
    let mean = math::exp(libm::lgamma(1.0 + 1.0 / shape));
    math::pow(-libm::log1p(-stream.uniform()), 1.0 / shape) / mean
}

/// Trials that are counted one by one.
const FEW_TRIALS: f64 = 32.0;

/// Successes in so many trials. Many trials are halved: the middle one of as many even draws in
/// order is a beta draw, and tells how many of them lie below the probability at least (Devroye,
/// Non-Uniform Random Variate Generation, 1986, X.4.3).
pub fn binomial(probability: f64, trials: f64, stream: Stream) -> f64 {
    /// Every pass halves the trials.
    const MOST_PASSES: u64 = 64;
    if !((0.0..=1.0).contains(&probability) && (0.0..9e15).contains(&trials)) {
        return f64::NAN;
    }
    let (mut left, mut probability, mut successes) = (trials.trunc(), probability, 0.0);
    for pass in 0..MOST_PASSES {
        if left <= FEW_TRIALS {
            break;
        }
        let below = 1.0 + (left / 2.0).floor();
        let above = left + 1.0 - below;
        let middle = beta(below, above, stream.with(pass));
        if middle <= probability {
            successes += below;
            left = above - 1.0;
            probability = (probability - middle) / (1.0 - middle);
        } else {
            left = below - 1.0;
            probability /= middle;
        }
    }
    let mut trial = 0.0;
    while trial < left {
        let stream = stream.with(MOST_PASSES + trial as u64);
        successes += f64::from(u8::from(stream.uniform() < probability));
        trial += 1.0;
    }
    successes
}

/// Trials until so many successes: failures are Poisson with a gamma draw for their mean.
pub fn negative_binomial(probability: f64, successes: f64, stream: Stream) -> f64 {
    if !(probability > 0.0 && probability <= 1.0 && successes >= 1.0) {
        return f64::NAN;
    }
    let successes = successes.trunc();
    let mean = gamma(successes, stream.with(1)) * (1.0 - probability) / probability;
    successes + poisson::draw(mean, stream.with(2))
}
