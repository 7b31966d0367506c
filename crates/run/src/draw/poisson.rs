//! Numbers of events.

use super::Stream;
use interregnum_model::math;

/// From this mean on rejection is quicker than counting up.
const MANY: f64 = 10.0;

/// A Poisson draw: whole, NaN for a mean below 0. Small means by inversion, counting up; others
/// by transformed rejection (W. Hörmann, "The transformed rejection method for generating
/// Poisson random variables", Insurance: Mathematics and Economics 12, 1993: PTRS), each try with
/// even draws of its own.
pub fn draw(mean: f64, stream: Stream) -> f64 {
    if !(mean >= 0.0 && mean.is_finite()) {
        return f64::NAN;
    }
    if mean < MANY { count_up(mean, stream.uniform()) } else { reject(mean, stream) }
}

/// The least count below or at which this share lies.
fn count_up(mean: f64, share: f64) -> f64 {
    let mut probability = math::exp(-mean);
    let mut below = probability;
    let mut count = 0.0;
    // Rounding may leave the sum of all probabilities a little short of the share.
    while share > below && probability > 0.0 {
        count += 1.0;
        probability = probability * mean / count;
        below += probability;
    }
    count
}

fn reject(mean: f64, stream: Stream) -> f64 {
    /// About nine tries in ten are taken, so this many failures do not happen.
    const MOST_TRIES: u64 = 1000;
    let b = 0.931 + 2.53 * mean.sqrt();
    let a = -0.059 + 0.02483 * b;
    let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
    let v_r = 0.9277 - 3.6224 / (b - 2.0);
    let log_mean = math::ln(mean);
    for attempt in 0..MOST_TRIES {
        let stream = stream.with(attempt);
        let (u, v) = (stream.with(0).uniform() - 0.5, stream.with(1).uniform());
        let us = 0.5 - u.abs();
        let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
        if us >= 0.07 && v <= v_r {
            return k;
        }
        if k < 0.0 || (us < 0.013 && v > us) {
            continue;
        }
        let left = math::ln(v) + math::ln(inverse_alpha) - math::ln(a / (us * us) + b);
        if left <= -mean + k * log_mean - libm::lgamma(k + 1.0) {
            return k;
        }
    }
    mean.round()
}
