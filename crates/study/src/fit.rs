//! How near the model comes to the record.

/// Pearson's correlation; `None` where one of the two does not vary or there are fewer than two
/// pairs.
pub(crate) fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let n = a.len().min(b.len()) as f64;
    if n < 2.0 {
        return None;
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / n;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let pairs = || a.iter().zip(b).map(|(a, b)| (a - mean_a, b - mean_b));
    let with: f64 = pairs().map(|(a, b)| a * b).sum();
    let (of_a, of_b): (f64, f64) =
        (pairs().map(|(a, _)| a * a).sum(), pairs().map(|(_, b)| b * b).sum());
    let spread = libm::sqrt(of_a) * libm::sqrt(of_b);
    (spread > 0.0).then(|| (with / spread).clamp(-1.0, 1.0))
}
