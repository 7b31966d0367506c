//! From an even draw to those of other distributions, each by a fixed formula.

use super::{Stream, normal, poisson, shape, textbook};
use interregnum_model::function::Draw;
use interregnum_model::math;

/// A draw from the distribution with these arguments, in the order of the function catalogue but for
/// the seed. Bounds may follow what the distribution needs. Arguments that make no sense give NaN.
pub fn draw(kind: Draw, arguments: &[f64], stream: Stream) -> f64 {
    let (own, bounds) = arguments.split_at(kind.arguments().min(arguments.len()));
    match bounds {
        [] => uncut(kind, own, stream),
        [min] => shape::within(*min, f64::INFINITY, stream, |stream| uncut(kind, own, stream)),
        [min, max, ..] => shape::within(*min, *max, stream, |stream| uncut(kind, own, stream)),
    }
}

/// A draw without bounds beyond those that belong to the distribution.
fn uncut(kind: Draw, arguments: &[f64], stream: Stream) -> f64 {
    match (kind, arguments) {
        (Draw::Uniform, [low, high, ..]) => uniform(*low, *high, stream),
        (Draw::Normal, [mean, sd, ..]) => normal(*mean, *sd, stream),
        (Draw::Lognormal, [mean, sd, ..]) => lognormal(*mean, *sd, stream),
        (Draw::Exponential, [mean, ..]) => exponential(*mean, stream),
        (Draw::Poisson, [mean, ..]) => poisson::draw(*mean, stream),
        (Draw::Triangular, [min, max, start, peak, stop, ..]) => {
            shape::within(*min, *max, stream, |stream| triangular(*start, *peak, *stop, stream))
        }
        (Draw::Bounded(kind), [min, max, rest @ ..]) => {
            let (parameters, place) = rest.split_at(kind.parameters().min(rest.len()));
            let [shift, stretch, ..] = place else { return f64::NAN };
            shape::within(*min, *max, stream, |stream| {
                shift + stretch * shape::draw(kind, parameters, stream)
            })
        }
        (Draw::Textbook(kind), _) => textbook::draw(kind, arguments, stream),
        (
            Draw::Uniform
            | Draw::Normal
            | Draw::Lognormal
            | Draw::Exponential
            | Draw::Poisson
            | Draw::Triangular
            | Draw::Bounded(_),
            _,
        ) => f64::NAN,
    }
}

/// Even between low and high.
pub fn uniform(low: f64, high: f64, stream: Stream) -> f64 {
    low + (high - low) * stream.uniform()
}

/// Normal, by inversion: one even draw for each.
pub fn normal(mean: f64, sd: f64, stream: Stream) -> f64 {
    if sd < 0.0 {
        return f64::NAN;
    }
    mean + sd * normal::quantile(stream.uniform())
}

/// Lognormal whose own mean and standard deviation are these: of its logarithm the variance is
/// ln(1 + (sd/mean)^2) and the mean ln(mean) less half of that.
pub fn lognormal(mean: f64, sd: f64, stream: Stream) -> f64 {
    if mean <= 0.0 || sd < 0.0 {
        return f64::NAN;
    }
    let ratio = sd / mean;
    let variance = libm::log1p(ratio * ratio);
    let log_mean = math::ln(mean) - variance / 2.0;
    math::exp(log_mean + variance.sqrt() * normal::quantile(stream.uniform()))
}

/// Exponential with this mean, by inversion.
pub fn exponential(mean: f64, stream: Stream) -> f64 {
    if mean < 0.0 {
        return f64::NAN;
    }
    -mean * libm::log1p(-stream.uniform())
}

/// Triangular between start and stop with this peak, by inversion.
pub fn triangular(start: f64, peak: f64, stop: f64, stream: Stream) -> f64 {
    if !(start <= peak && peak <= stop && start < stop) {
        return f64::NAN;
    }
    let share = stream.uniform();
    let whole = stop - start;
    if share < (peak - start) / whole {
        start + (share * whole * (peak - start)).sqrt()
    } else {
        stop - ((1.0 - share) * whole * (stop - peak)).sqrt()
    }
}
