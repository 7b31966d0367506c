//! Time a thread was at work, so that other work on the machine does not count.

/// What two ways take, measured in turns.
pub struct Pair {
    /// Seconds, the least of all rounds.
    pub first: f64,
    pub second: f64,
    /// The median of the rounds' first / second, with the least and the greatest.
    pub ratio: (f64, f64, f64),
}

/// Seconds this thread has worked.
fn worked() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Seconds that some work takes.
pub fn time(work: &mut dyn FnMut()) -> f64 {
    let begun = worked();
    work();
    worked() - begun
}

/// Two ways in turns.
pub fn pair(rounds: usize, first: &mut dyn FnMut(), second: &mut dyn FnMut()) -> Pair {
    let both: Vec<(f64, f64)> = (0..rounds).map(|_| (time(first), time(second))).collect();
    let mut ratios: Vec<f64> = both.iter().map(|(a, b)| a / b).collect();
    ratios.sort_by(f64::total_cmp);
    let least = |of: fn(&(f64, f64)) -> f64| both.iter().map(of).fold(f64::INFINITY, f64::min);
    Pair {
        first: least(|it| it.0),
        second: least(|it| it.1),
        ratio: (ratios[rounds / 2], ratios[0], ratios[rounds - 1]),
    }
}
