//! Which step is when, and which steps are saved.

use interregnum_compile::Program;
use interregnum_model::time::{Method, TimeSpec};

/// More steps than this are refused: a run would take hours and its result fit no memory.
pub const MOST_STEPS: u64 = 100_000_000;

/// Steps may miss a whole number by this much and still count as one: far above the rounding of
/// `span / dt` for [`MOST_STEPS`], far below anything a modeller means.
const SLACK: f64 = 1e-6;

/// The largest denominator tried for dt as a fraction.
const LARGEST_DENOMINATOR: u32 = 4096;

/// The steps of a run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    start: f64,
    dt: f64,
    /// How many steps lead from start to the last moment.
    pub steps: u64,
    saveper: f64,
    /// dt as a fraction (above, below), when it and the start are whole multiples of 1 / below.
    fraction: Option<(f64, f64)>,
}

/// Why a [`TimeSpec`] cannot be run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BadTime {
    /// dt is not a number above 0.
    Dt(f64),
    /// saveper is not a number above 0.
    Saveper(f64),
    /// Start or stop is not a number, or stop comes before start.
    Span(f64, f64),
    /// More than [`MOST_STEPS`].
    Steps(f64),
    /// Another method than Euler's for what moves by whole steps.
    EulerOnly,
}

impl Clock {
    /// The steps of a time specification. The last step is the last multiple of dt not after
    /// `stop`.
    pub fn new(time: &TimeSpec) -> Result<Clock, BadTime> {
        let above_zero = |x: f64| x > 0.0 && x.is_finite();
        if !above_zero(time.dt) {
            return Err(BadTime::Dt(time.dt));
        }
        if !above_zero(time.saveper) {
            return Err(BadTime::Saveper(time.saveper));
        }
        let span = time.stop - time.start;
        if !(span >= 0.0 && span.is_finite()) {
            return Err(BadTime::Span(time.start, time.stop));
        }
        let steps = whole_or(span / time.dt, f64::floor);
        if steps > MOST_STEPS as f64 {
            return Err(BadTime::Steps(steps));
        }
        let fraction = fraction(time.start, time.dt);
        // Saved oftener than there are steps is saved at each step.
        let (start, dt, saveper) = (time.start, time.dt, time.saveper.max(time.dt));
        Ok(Clock { start, dt, steps: steps as u64, saveper, fraction })
    }

    /// The steps of a program's run.
    pub fn of(program: &Program, time: &TimeSpec) -> Result<Clock, BadTime> {
        if program.euler_only && time.method != Method::Euler {
            return Err(BadTime::EulerOnly);
        }
        Clock::new(time)
    }

    /// When a step is; `part` is 0 at its beginning and 0.5 half-way to the next.
    ///
    /// Never a sum of dts: start + step * dt, and with dt = 1/10 the exact quotient, so that step
    /// 3 is at 0.3 and not at 0.30000000000000004.
    pub fn at(&self, step: u64, part: f64) -> f64 {
        let step = step as f64 + part;
        match self.fraction {
            Some((above, below)) => (self.start * below + step * above) / below,
            None => self.start + step * self.dt,
        }
    }

    /// The first step not before a date; 0 for dates before the start.
    pub fn step_at(&self, date: f64) -> u64 {
        whole_or((date - self.start) / self.dt, f64::ceil) as u64
    }

    /// The first step not before this one whose values are saved: steps are saved that are the
    /// first not before start + n * saveper.
    pub fn next_save(&self, step: u64) -> u64 {
        let saved_at = |nth: f64| whole_or(nth * self.saveper / self.dt, f64::ceil) as u64;
        let mut nth = ((step as f64 * self.dt / self.saveper).floor() - 1.0).max(0.0);
        while saved_at(nth) < step {
            nth += 1.0;
        }
        saved_at(nth)
    }

    /// About how many steps are saved: not fewer.
    pub(crate) fn saves(&self) -> f64 {
        (self.steps as f64 * self.dt / self.saveper.max(self.dt)).ceil() + 1.0
    }

    /// Step length.
    pub fn dt(&self) -> f64 {
        self.dt
    }
}

/// The whole number that `steps` is but for rounding; otherwise cut as said.
fn whole_or(steps: f64, cut: fn(f64) -> f64) -> f64 {
    let whole = steps.round();
    if (steps - whole).abs() <= SLACK { whole } else { cut(steps) }
}

/// dt as above / below with the least `below` of which start is a whole multiple too.
fn fraction(start: f64, dt: f64) -> Option<(f64, f64)> {
    /// Products beyond this are no longer all whole numbers.
    const LARGEST: f64 = 4_503_599_627_370_496.0 / MOST_STEPS as f64;
    (1..=LARGEST_DENOMINATOR).map(f64::from).find_map(|below| {
        let above = (dt * below).round();
        let exact = above >= 1.0
            && above / below == dt
            && (start * below).fract() == 0.0
            && above < LARGEST
            && (start * below).abs() < LARGEST * MOST_STEPS as f64;
        exact.then_some((above, below))
    })
}

impl std::fmt::Display for BadTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadTime::Dt(dt) => write!(f, "dt is {dt}; it must be a number above 0"),
            BadTime::Saveper(saveper) => {
                write!(f, "saveper is {saveper}; it must be a number above 0")
            }
            BadTime::Span(start, stop) => {
                write!(f, "the run would go from {start} to {stop}; stop must not be before start")
            }
            BadTime::Steps(steps) => {
                write!(f, "the run would take {steps:.0} steps; {MOST_STEPS} are the most")
            }
            BadTime::EulerOnly => write!(
                f,
                "conveyors and queues move by whole steps; their model runs by Euler's method alone"
            ),
        }
    }
}

impl std::error::Error for BadTime {}

#[cfg(test)]
mod tests;
