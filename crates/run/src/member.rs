//! The settings of one member of an ensemble.

use crate::draw::{Stream, normal};
use crate::settings::Settings;
use interregnum_compile::program::{Program, SettingKind};
use interregnum_model::math;
use interregnum_model::variable::Distribution;

/// Tells the draws of parameters from those made during a run.
const PARAMETERS: u64 = 0x7061_7261_6D65_7465;

/// Member 0 is the base run as given. Every other member draws each parameter that was not set on
/// purpose from its distribution, by (seed, member, parameter, element) alone: parameters added to
/// a model leave the draws of the others as they were.
pub fn member(program: &Program, base: &Settings, seed: u64, member: u64) -> Settings {
    let mut settings = Settings { seed, member, ..base.clone() };
    if member == 0 {
        return settings;
    }
    let places = settings.values.iter_mut().zip(&base.held);
    for (setting, (value, held)) in program.settings.iter().zip(places) {
        if *held {
            continue;
        }
        match &setting.kind {
            SettingKind::Parameter { name, element, distribution, range } => {
                let share = share(seed, member, name.key.as_str(), *element);
                if let Some(drawn) = quantile(*distribution, *range, share) {
                    *value = drawn;
                }
            }
            SettingKind::Mechanism { .. }
            | SettingKind::Lever { .. }
            | SettingKind::LeverFrom { .. }
            | SettingKind::LeverUntil { .. }
            | SettingKind::Asked { .. }
            | SettingKind::Shift { .. } => {}
        }
    }
    settings
}

/// The share by which a member draws an element of a parameter.
pub(crate) fn share(seed: u64, member: u64, name: &str, element: u32) -> f64 {
    Stream::new(seed, member).with(PARAMETERS).named(name).with(u64::from(element)).uniform()
}

/// Whether a member draws this setting when it was not set on purpose.
pub(crate) fn is_drawn(kind: &SettingKind) -> bool {
    match kind {
        SettingKind::Parameter { distribution, .. } => *distribution != Distribution::Fixed,
        SettingKind::Mechanism { .. }
        | SettingKind::Lever { .. }
        | SettingKind::LeverFrom { .. }
        | SettingKind::LeverUntil { .. }
        | SettingKind::Asked { .. }
        | SettingKind::Shift { .. } => false,
    }
}

/// The value below which this share of a parameter's distribution lies, of what of it lies in its
/// range; `None` for a fixed parameter or a distribution that makes no sense.
pub fn quantile(distribution: Distribution, range: Option<(f64, f64)>, share: f64) -> Option<f64> {
    if distribution == Distribution::Fixed {
        return None;
    }
    let (low, high) = range.unwrap_or((f64::NEG_INFINITY, f64::INFINITY));
    let (below, above) = (share_below(distribution, low), share_below(distribution, high));
    if low > high || below.is_nan() || above.is_nan() {
        return None;
    }
    // A range apart from all values that can be drawn leaves its nearer end.
    if below == above {
        return Some(if below < 0.5 { high } else { low });
    }
    let value = value_at(distribution, below + share * (above - below));
    (!value.is_nan()).then(|| value.clamp(low, high))
}

/// The share of a distribution that lies below x.
fn share_below(distribution: Distribution, x: f64) -> f64 {
    match distribution {
        Distribution::Fixed => f64::NAN,
        Distribution::Uniform { low, high } => ((x - low) / (high - low)).clamp(0.0, 1.0),
        Distribution::Normal { mean, sd } => normal::share_below((x - mean) / sd),
        Distribution::Lognormal { .. } if x <= 0.0 => 0.0,
        Distribution::Lognormal { median, sd } => {
            normal::share_below((math::ln(x) - math::ln(median)) / sd)
        }
        Distribution::Triangular { low, high, .. } if x <= low || x >= high => {
            if x <= low {
                0.0
            } else {
                1.0
            }
        }
        Distribution::Triangular { low, mode, high } if x < mode => {
            (x - low) * (x - low) / ((high - low) * (mode - low))
        }
        Distribution::Triangular { low, mode, high } => {
            1.0 - (high - x) * (high - x) / ((high - low) * (high - mode))
        }
    }
}

/// The value below which this share of a distribution lies.
fn value_at(distribution: Distribution, share: f64) -> f64 {
    match distribution {
        Distribution::Fixed => f64::NAN,
        Distribution::Uniform { low, high } => low + share * (high - low),
        Distribution::Normal { mean, sd } => mean + sd * normal::quantile(share),
        Distribution::Lognormal { median, sd } => median * math::exp(sd * normal::quantile(share)),
        Distribution::Triangular { low, mode, high } => {
            if share * (high - low) < mode - low {
                low + (share * (high - low) * (mode - low)).sqrt()
            } else {
                high - ((1.0 - share) * (high - low) * (high - mode)).sqrt()
            }
        }
    }
}

#[cfg(test)]
mod tests;
