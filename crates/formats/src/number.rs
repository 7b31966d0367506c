//! Numbers as text that reads back bit for bit.

/// A finite number: plain, or with an exponent where that is shorter and the plain form is long.
pub fn print_number(value: f64) -> String {
    /// Digits that are still read at a glance: a year, a population.
    const SHORT: usize = 7;
    let (plain, scientific) = (format!("{value}"), format!("{value:e}"));
    if plain.len() <= SHORT || plain.len() <= scientific.len() { plain } else { scientific }
}

/// A share as a number of per cent: the text before `%` that [`per_cent`] reads back bit for bit.
pub fn print_per_cent(value: f64) -> String {
    let text = format!("{value:e}");
    let moved = text.split_once('e').and_then(|(digits, exponent)| {
        let exponent: i32 = exponent.parse().ok()?;
        Some(format!("{digits}e{}", exponent + 2))
    });
    let moved = moved.unwrap_or(text);
    // Where the plain form says the same number it is kinder to the eye.
    let plain = moved.parse::<f64>().map(print_number).unwrap_or_default();
    if per_cent(&plain) == Some(value) { plain } else { moved }
}

/// The share that a number of per cent is: `3` is 0.03, rounded once.
pub fn per_cent(text: &str) -> Option<f64> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    // An exponent beyond what can be held says infinity or nothing just as well when cut.
    let exponent = exponent.parse::<i64>().ok()?.clamp(-100_000, 100_000);
    format!("{digits}e{}", exponent - 2).parse().ok()
}

#[cfg(test)]
mod tests;
