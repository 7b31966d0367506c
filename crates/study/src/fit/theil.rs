//! Measures of error between a simulated and an observed series, with the parts into which Theil
//! splits the mean square error (Sterman 1984, Appropriate summary statistics for evaluating the
//! historical fit of system dynamics models). Moments are those of the population (1/n).

use serde::Serialize;

/// How far two series lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Errors {
    /// How many pairs were compared.
    pub n: usize,
    /// Mean absolute error, as a part of each observed value; `None` where one of them is 0.
    pub mape: Option<f64>,
    /// Root of the mean square error, in the series' unit.
    pub rmse: f64,
    /// Mean square error.
    pub mse: f64,
    /// Square of the correlation; `None` where one of the two does not vary.
    pub r2: Option<f64>,
    /// Theil's inequality coefficient: RMSE over the sum of both root mean squares; 0 is agreement,
    /// 1 no relation at all.
    pub u: f64,
    /// Part of the error that is a difference of means: systematic.
    pub bias: f64,
    /// Part that is a difference of spreads.
    pub variance: f64,
    /// Part that is point by point.
    pub covariance: f64,
}

/// How far a simulated series lies from an observed one; `None` with fewer than two pairs, or
/// where the lengths differ. Without any error all three parts are 0.
pub fn errors(simulated: &[f64], observed: &[f64]) -> Option<Errors> {
    if simulated.len() != observed.len() || observed.len() < 2 {
        return None;
    }
    let n = observed.len() as f64;
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n;
    let (mean_s, mean_a) = (mean(simulated), mean(observed));
    let spread = |values: &[f64], mean: f64| {
        libm::sqrt(values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / n)
    };
    let (sd_s, sd_a) = (spread(simulated, mean_s), spread(observed, mean_a));
    let pairs = || simulated.iter().zip(observed);
    let mse = pairs().map(|(s, a)| (s - a) * (s - a)).sum::<f64>() / n;
    let r = correlation(simulated, observed);
    let part = |of: f64| if mse > 0.0 { of / mse } else { 0.0 };
    let square = |values: &[f64]| libm::sqrt(values.iter().map(|x| x * x).sum::<f64>() / n);
    let size = square(simulated) + square(observed);
    let relative = pairs().map(|(s, a)| ((s - a) / a).abs()).sum::<f64>() / n;
    let rmse = libm::sqrt(mse);
    Some(Errors {
        n: observed.len(),
        mape: relative.is_finite().then_some(relative),
        rmse,
        mse,
        r2: r.map(|r| r * r),
        u: if size > 0.0 { rmse / size } else { 0.0 },
        bias: part((mean_s - mean_a) * (mean_s - mean_a)),
        variance: part((sd_s - sd_a) * (sd_s - sd_a)),
        covariance: part(2.0 * (1.0 - r.unwrap_or(0.0)) * sd_s * sd_a),
    })
}

/// Pearson's correlation; `None` where one of the two does not vary or there are fewer than two
/// pairs.
pub(crate) fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len().min(b.len()) as f64;
    if n < 2.0 {
        return None;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let pairs = || a.iter().zip(b).map(|(a, b)| (a - mean_a, b - mean_b));
    let with: f64 = pairs().map(|(a, b)| a * b).sum();
    let of_a: f64 = pairs().map(|(a, _)| a * a).sum();
    let of_b: f64 = pairs().map(|(_, b)| b * b).sum();
    let spread = libm::sqrt(of_a) * libm::sqrt(of_b);
    (spread > 0.0).then(|| (with / spread).clamp(-1.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The observed series of the published oracles.
    const A: [f64; 8] = [2.0, 4.0, 7.0, 5.0, 9.0, 12.0, 11.0, 15.0];

    fn near(found: Errors, mse: f64, parts: [f64; 3]) {
        let of = [found.bias, found.variance, found.covariance];
        assert!((found.mse - mse).abs() < 1e-6, "{found:?}");
        for (part, wanted) in of.iter().zip(parts) {
            assert!((part - wanted).abs() < 1e-6, "{found:?}");
        }
        assert!((of.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn each_part_alone() {
        let bias: Vec<f64> = A.iter().map(|a| a + 3.0).collect();
        near(errors(&bias, &A).unwrap(), 9.0, [1.0, 0.0, 0.0]);
        let mean = A.iter().sum::<f64>() / 8.0;
        let spread: Vec<f64> = A.iter().map(|a| mean + 1.5 * (a - mean)).collect();
        near(errors(&spread, &A).unwrap(), 4.277_344, [0.0, 1.0, 0.0]);
        let mut rolled = A;
        rolled.rotate_right(3);
        near(errors(&rolled, &A).unwrap(), 43.0, [0.0, 0.0, 1.0]);
    }

    #[test]
    fn all_parts_together() {
        let s = [3.0, 4.0, 6.0, 6.0, 8.0, 10.0, 13.0, 16.0];
        near(errors(&s, &A).unwrap(), 1.625, [0.009_615, 0.002_956, 0.987_429]);
    }

    #[test]
    fn agreement_and_contradiction() {
        let same = errors(&A, &A).unwrap();
        assert_eq!((same.mse, same.mape, same.u), (0.0, Some(0.0), 0.0));
        assert_eq!((same.bias, same.variance, same.covariance), (0.0, 0.0, 0.0));
        let wave = [1.0, -1.0, 1.0, -1.0];
        let against: Vec<f64> = wave.iter().map(|x| -x).collect();
        assert_eq!(errors(&against, &wave).unwrap().u, 1.0);
    }

    #[test]
    fn what_cannot_be_said() {
        assert_eq!(errors(&[1.0], &[1.0]), None);
        assert_eq!(errors(&[1.0, 2.0], &[1.0]), None);
        let flat = errors(&[1.0, 2.0], &[0.0, 0.0]).unwrap();
        assert_eq!((flat.mape, flat.r2), (None, None));
    }
}
