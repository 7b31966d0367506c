//! What an ensemble is: how many members, what varies between them, and by which design.

use super::design::{Design, Latin, MOST_SOBOL_AXES, MOST_SOBOL_POINTS, SobolAxis};
use crate::engine::tape::Varying;
use crate::member::{is_drawn, quantile, share};
use crate::settings::{BadSetting, Settings};
use interregnum_compile::program::{Program, SettingKind};
use interregnum_model::name::{Key, Name};
use interregnum_model::variable::Distribution;

/// As many members as an ensemble may have: more would run for months.
pub const MOST_MEMBERS: u64 = 1 << 40;

/// One thing that varies: an element of a parameter, a mechanism or a lever.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Index in [`Program::settings`].
    pub setting: usize,
    /// Its name.
    pub name: Name,
    /// The parameter's element, from 0.
    pub element: u32,
    /// How it varies.
    pub how: How,
}

/// How something varies.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// Drawn from a distribution, held in a range.
    Drawn(Distribution, Option<(f64, f64)>),
    /// One of these, each as likely as the others.
    Levels(Vec<f64>),
}

impl How {
    /// The value at this share of all there are.
    fn value(&self, share: f64) -> Option<f64> {
        match self {
            How::Drawn(distribution, range) => quantile(*distribution, *range, share),
            How::Levels(levels) => {
                let at = (share * levels.len() as f64) as usize;
                levels.get(at.min(levels.len().saturating_sub(1))).copied()
            }
        }
    }
}

impl Axis {
    /// Everything that the model says is drawn and that was not set on purpose.
    pub fn drawn(program: &Program, base: &Settings) -> Vec<Axis> {
        let all = program.settings.iter().zip(&base.held).enumerate();
        all.filter(|(_, (setting, held))| !**held && is_drawn(&setting.kind))
            .filter_map(|(at, (setting, _))| Axis::of(at, &setting.kind, None))
            .collect()
    }

    /// A parameter, or one element of it; by its own distribution where nothing else is said.
    ///
    /// # Errors
    ///
    /// There is no such parameter or element.
    pub fn parameter(
        program: &Program,
        key: &Key,
        element: Option<u32>,
        how: Option<&How>,
    ) -> Result<Vec<Axis>, BadSetting> {
        Settings::new(program).parameter(program, key, element, 0.0)?;
        let all = program.settings.iter().enumerate();
        let axes = all.filter_map(|(at, setting)| Axis::of(at, &setting.kind, how));
        let wanted =
            |axis: &Axis| axis.name.key == *key && element.is_none_or(|e| e == axis.element);
        Ok(axes.filter(wanted).collect())
    }

    /// A mechanism that is off in some members, or a lever that is pulled in some.
    ///
    /// # Errors
    ///
    /// There is no such mechanism or lever.
    pub fn switch(program: &Program, key: &Key, base: &Settings) -> Result<Axis, BadSetting> {
        let mut scratch = Settings::new(program);
        if let Err(bad) = scratch.off(program, key) {
            scratch.pull(program, key, None, None).map_err(|_| bad)?;
        }
        let all = program.settings.iter().enumerate();
        let found = all.filter_map(|(setting, it)| match &it.kind {
            SettingKind::Mechanism { name } | SettingKind::Lever { name } if name.key == *key => {
                let now = base.values.get(setting).copied().unwrap_or(it.default);
                let how = How::Levels(vec![now, 1.0 - now]);
                Some(Axis { setting, name: name.clone(), element: 0, how })
            }
            SettingKind::Mechanism { .. }
            | SettingKind::Lever { .. }
            | SettingKind::Parameter { .. }
            | SettingKind::LeverFrom { .. }
            | SettingKind::LeverUntil { .. }
            | SettingKind::Asked { .. }
            | SettingKind::Shift { .. } => None,
        });
        let unknown = || BadSetting::Unknown {
            what: "mechanism or lever",
            name: key.to_string(),
            nearest: None,
        };
        found.into_iter().next().ok_or_else(unknown)
    }

    fn of(setting: usize, kind: &SettingKind, how: Option<&How>) -> Option<Axis> {
        match kind {
            SettingKind::Parameter { name, element, distribution, range } => Some(Axis {
                setting,
                name: name.clone(),
                element: *element,
                how: how.cloned().unwrap_or(How::Drawn(*distribution, *range)),
            }),
            SettingKind::Mechanism { .. }
            | SettingKind::Lever { .. }
            | SettingKind::LeverFrom { .. }
            | SettingKind::LeverUntil { .. }
            | SettingKind::Asked { .. }
            | SettingKind::Shift { .. } => None,
        }
    }
}

/// An ensemble's plan: from a member's number alone it knows the member's settings.
#[derive(Clone, Debug)]
pub struct Plan {
    design: Design,
    points: u64,
    repeat: Option<u64>,
    seed: u64,
    axes: Vec<Axis>,
    base: Settings,
    latin: Vec<Latin>,
    sobol: Vec<SobolAxis>,
}

/// Why there is no such ensemble.
#[derive(Clone, Debug, PartialEq)]
pub enum BadPlan {
    /// No members, or more than [`MOST_MEMBERS`].
    Members(u64),
    /// A grid needs levels of everything that varies.
    NoLevels(String),
    /// A grid has as many members as it has combinations.
    Grid {
        /// How many were asked for.
        asked: u64,
        /// How many there are.
        combinations: u64,
    },
    /// A grid of more combinations than [`MOST_MEMBERS`].
    GridTooLarge,
    /// More axes than the table of direction numbers has.
    SobolAxes(usize),
    /// More points than 32 bits can number.
    SobolPoints(u64),
    /// The same thing varies twice.
    Twice(String),
    /// It has no distribution, or one that makes no sense.
    NoDistribution(String),
}

impl Plan {
    /// A plan of so many members (a grid knows how many by itself). With `repeat` each point of the
    /// design is run under so many streams of chance, the same for all points; without, every
    /// member has its own.
    ///
    /// # Errors
    ///
    /// There is no such ensemble.
    pub fn new(
        design: Design,
        members: Option<u64>,
        repeat: Option<u64>,
        seed: u64,
        axes: Vec<Axis>,
        base: Settings,
    ) -> Result<Plan, BadPlan> {
        check(&axes)?;
        let repeats = repeat.unwrap_or(1).max(1);
        let points = match design {
            Design::Grid => grid(&axes, members, repeats)?,
            Design::MonteCarlo | Design::LatinHypercube | Design::Sobol => {
                members.unwrap_or(0).div_ceil(repeats)
            }
        };
        let all = points.saturating_mul(repeats);
        if all == 0 || all > MOST_MEMBERS {
            return Err(BadPlan::Members(members.unwrap_or(0)));
        }
        let names: Vec<(&str, u32)> =
            axes.iter().map(|axis| (axis.name.key.as_str(), axis.element)).collect();
        let (mut latin, mut sobol) = (Vec::new(), Vec::new());
        match design {
            Design::LatinHypercube => {
                let of = |(name, element): &(&str, u32)| Latin::new(seed, name, *element, points);
                latin = names.iter().map(of).collect();
            }
            Design::Sobol if axes.len() > MOST_SOBOL_AXES => {
                return Err(BadPlan::SobolAxes(axes.len()));
            }
            Design::Sobol if points > MOST_SOBOL_POINTS => {
                return Err(BadPlan::SobolPoints(points));
            }
            Design::Sobol if axes.is_empty() => {}
            Design::Sobol => sobol = SobolAxis::all(seed, &names),
            Design::MonteCarlo | Design::Grid => {}
        }
        Ok(Plan { design, points, repeat, seed, axes, base, latin, sobol })
    }

    /// How many members there are, numbered from 1; member 0 is the base run and none of them.
    pub fn members(&self) -> u64 {
        self.points * self.repeat.unwrap_or(1).max(1)
    }

    /// The design.
    pub fn design(&self) -> Design {
        self.design
    }

    /// What varies.
    pub fn axes(&self) -> &[Axis] {
        &self.axes
    }

    /// What all members share.
    pub fn base(&self) -> &Settings {
        &self.base
    }

    /// What chance depends on.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// Under how many streams of chance each point is run; `None` where every member has its own.
    pub fn repeat(&self) -> Option<u64> {
        self.repeat
    }

    /// What may differ between members.
    pub fn varying(&self, program: &Program) -> Varying {
        let mut varying = Varying::nothing(program);
        for axis in &self.axes {
            if let Some(place) = varying.settings.get_mut(axis.setting) {
                *place = true;
            }
        }
        varying
    }

    /// The settings of a member, counted from 1.
    pub fn settings(&self, member: u64) -> Settings {
        let at = member.saturating_sub(1);
        let (point, chance) = match self.repeat {
            Some(repeat) => (at / repeat.max(1), at % repeat.max(1) + 1),
            None => (at, member),
        };
        let mut settings = Settings { seed: self.seed, member: chance, ..self.base.clone() };
        let mut rest = point;
        // The last axis of a grid moves fastest.
        for (number, axis) in self.axes.iter().enumerate().rev() {
            let value = match (self.design, &axis.how) {
                (Design::Grid, How::Levels(levels)) => {
                    let count = levels.len().max(1) as u64;
                    let level = (rest % count) as usize;
                    rest /= count;
                    levels.get(level).copied()
                }
                _ => axis.how.value(self.share(number, axis, point)),
            };
            if let (Some(value), Some(place)) = (value, settings.values.get_mut(axis.setting)) {
                *place = value;
            }
        }
        settings
    }

    fn share(&self, number: usize, axis: &Axis, point: u64) -> f64 {
        let by_itself = || share(self.seed, point + 1, axis.name.key.as_str(), axis.element);
        match self.design {
            Design::MonteCarlo | Design::Grid => by_itself(),
            Design::LatinHypercube => {
                self.latin.get(number).map_or_else(by_itself, |axis| axis.share(point))
            }
            Design::Sobol => {
                self.sobol.get(number).map_or_else(by_itself, |axis| axis.share(point))
            }
        }
    }
}

fn check(axes: &[Axis]) -> Result<(), BadPlan> {
    let mut settings: Vec<usize> = axes.iter().map(|axis| axis.setting).collect();
    settings.sort_unstable();
    for pair in settings.windows(2) {
        if let Some(axis) = axes.iter().find(|axis| pair == [axis.setting, axis.setting]) {
            return Err(BadPlan::Twice(axis.name.to_string()));
        }
    }
    let senseless = |axis: &&Axis| axis.how.value(0.5).is_none_or(|value| !value.is_finite());
    match axes.iter().find(senseless) {
        Some(axis) => Err(BadPlan::NoDistribution(axis.name.to_string())),
        None => Ok(()),
    }
}

/// How many combinations a grid has.
fn grid(axes: &[Axis], members: Option<u64>, repeats: u64) -> Result<u64, BadPlan> {
    let mut combinations: u64 = 1;
    for axis in axes {
        let How::Levels(levels) = &axis.how else {
            return Err(BadPlan::NoLevels(axis.name.to_string()));
        };
        let next = combinations.checked_mul(levels.len() as u64);
        combinations = next.filter(|n| *n <= MOST_MEMBERS).ok_or(BadPlan::GridTooLarge)?;
    }
    let all = combinations.saturating_mul(repeats);
    match members {
        Some(asked) if asked != all => Err(BadPlan::Grid { asked, combinations: all }),
        Some(_) | None => Ok(combinations),
    }
}

impl std::fmt::Display for BadPlan {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadPlan::Members(members) => {
                write!(f, "an ensemble of {members} members: it has 1 to {MOST_MEMBERS}")
            }
            BadPlan::NoLevels(name) => {
                write!(f, "a grid needs levels of `{name}`, such as `{name}=1,2,3`")
            }
            BadPlan::Grid { asked, combinations } => {
                write!(f, "the grid has {combinations} combinations, not {asked}")
            }
            BadPlan::GridTooLarge => {
                write!(f, "the grid has more than {MOST_MEMBERS} combinations")
            }
            BadPlan::SobolAxes(axes) => {
                write!(f, "{axes} things vary; a Sobol design takes {MOST_SOBOL_AXES} at most")
            }
            BadPlan::SobolPoints(points) => {
                write!(f, "{points} points; a Sobol design has {MOST_SOBOL_POINTS} at most")
            }
            BadPlan::Twice(name) => write!(f, "`{name}` is said to vary twice"),
            BadPlan::NoDistribution(name) => {
                write!(f, "`{name}` has no distribution to be drawn from")
            }
        }
    }
}

impl std::error::Error for BadPlan {}

#[cfg(test)]
mod tests;
