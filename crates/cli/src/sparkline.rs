//! A line of numbers as a line of blocks.

/// Blocks from lowest to highest.
const BLOCKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// Values over time in at most `width` characters, from their own least (`▁`) to their own
/// greatest (`█`); a level line where they are all alike. Several values that fall on one
/// character give their mean.
pub fn sparkline(values: &[f64], width: usize) -> String {
    let finite = || values.iter().copied().filter(|value| value.is_finite());
    let low = finite().fold(f64::INFINITY, f64::min);
    let high = finite().fold(f64::NEG_INFINITY, f64::max);
    let width = width.min(values.len());
    let block = |at: usize| {
        let bucket = values.get(at * values.len() / width..(at + 1) * values.len() / width);
        let bucket = bucket.unwrap_or_default();
        let mean = bucket.iter().sum::<f64>() / bucket.len() as f64;
        if mean.is_finite() { level(mean, low, high) } else { ' ' }
    };
    (0..width).map(block).collect()
}

/// Values as blocks on a scale that is given, one character each; a dot where there is none.
pub fn scaled(values: &[Option<f64>], low: f64, high: f64) -> String {
    let block = |value: &Option<f64>| match value {
        Some(value) if value.is_finite() => level(*value, low, high),
        Some(_) | None => '·',
    };
    values.iter().map(block).collect()
}

fn level(value: f64, low: f64, high: f64) -> char {
    // Halved, so that the span of very great numbers does not overflow.
    let part = (value / 2.0 - low / 2.0) / (high / 2.0 - low / 2.0);
    let level = if part.is_nan() { 0 } else { (part * 8.0) as usize };
    BLOCKS.get(level.min(7)).copied().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::{scaled, sparkline};

    #[test]
    fn lines_rise_fall_stay_and_are_short() {
        assert_eq!(sparkline(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], 8), "▁▂▃▄▅▆▇█");
        assert_eq!(sparkline(&[7.0, 0.0], 8), "█▁");
        assert_eq!(sparkline(&[3.0, 3.0, 3.0], 8), "▁▁▁");
        assert_eq!(sparkline(&[0.0, 0.0, 8.0, 8.0], 2), "▁█");
        assert_eq!(sparkline(&[], 8), "");
        assert_eq!(sparkline(&[1.0], 0), "");
        assert_eq!(sparkline(&[-1.7e308, 1.7e308], 2), "▁█");
        assert_eq!(sparkline(&[0.0, f64::NAN, 1.0], 3), "▁ █");
    }

    #[test]
    fn two_lines_on_one_scale_can_be_compared() {
        assert_eq!(scaled(&[Some(0.0), None, Some(8.0)], 0.0, 8.0), "▁·█");
        assert_eq!(scaled(&[Some(4.0), Some(f64::NAN)], 0.0, 8.0), "▅·");
        assert_eq!(scaled(&[Some(1.0)], 1.0, 1.0), "▁");
    }
}
