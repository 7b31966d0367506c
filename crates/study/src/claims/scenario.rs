//! Changes of a run, made settings of the one program. Nested changes add up; equal sets of
//! changes are one scenario, whatever order they were written in.

mod amount;

pub(crate) use amount::{Amount, Figures};

use super::answer::figure;
use super::question::AskedId;
use interregnum_compile::program::Program;
use interregnum_model::time::Method;
use interregnum_run::settings::{Impulse, Move, Settings};

/// What is done differently in a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scenario {
    /// Settings, in the order in which they are made.
    settings: Vec<Change>,
    /// Stocks moved, in order of time as far as it is known.
    impulses: Vec<Moved>,
    /// When the run stops going as the base run does.
    draws_from: Option<Amount>,
    /// Another step.
    dt: Option<f64>,
    /// Another method.
    method: Option<Method>,
}

/// One setting made.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    /// Index in [`Program::settings`].
    setting: usize,
    /// To what.
    to: Amount,
}

/// How a stock is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    /// By an amount.
    By,
    /// To an amount.
    To,
}

/// A stock moved at a date.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Moved {
    /// First slot that is moved.
    pub first: u32,
    /// When.
    pub at: Amount,
    /// By how much, or to what.
    pub amount: Amount,
    /// By or to.
    pub how: How,
}

impl Scenario {
    /// With a setting made, after all that were made before.
    pub fn set(&mut self, setting: usize, to: Amount) {
        if !to.is_number() {
            self.settings.push(Change { setting, to });
            return;
        }
        // Plain numbers do not depend on one another: in order of setting, the last one counts.
        let begin = self.settings.iter().rposition(|change| !change.to.is_number());
        let begin = begin.map_or(0, |index| index + 1);
        let plain = self.settings.get(begin..).unwrap_or(&[]);
        match plain.binary_search_by_key(&setting, |change| change.setting) {
            Ok(at) => {
                if let Some(change) = self.settings.get_mut(begin + at) {
                    change.to = to;
                }
            }
            Err(at) => self.settings.insert(begin + at, Change { setting, to }),
        }
    }

    /// With a stock moved.
    pub fn impulse(&mut self, moved: Moved) {
        let date = |moved: &Moved| match moved.at {
            Amount::Number(at) => at,
            _ => f64::INFINITY,
        };
        let at = self.impulses.partition_point(|other| date(other) <= date(&moved));
        self.impulses.insert(at, moved);
    }

    /// Going as the base run does until this date.
    pub fn draws_from(&mut self, date: Amount) {
        self.draws_from = Some(date);
    }

    /// With another step.
    pub fn dt(&mut self, dt: f64) {
        self.dt = Some(dt);
    }

    /// With another method.
    pub fn method(&mut self, method: Method) {
        self.method = Some(method);
    }

    /// The numbers it asks of other runs.
    pub fn asked(&self) -> Vec<AskedId> {
        let mut found = Vec::new();
        let moved = self.impulses.iter().flat_map(|moved| [&moved.at, &moved.amount]);
        let all = self.settings.iter().map(|change| &change.to).chain(moved);
        all.chain(&self.draws_from).for_each(|amount| amount.asked(&mut found));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// When the run parts from the base run, if it goes as that one does at first.
    pub fn parts(&self, member: &Settings, figures: &Figures) -> Option<f64> {
        Some(self.draws_from.as_ref()?.value(&member.values, figures))
    }

    /// The settings of a member with these changes made, where other runs answered so.
    ///
    /// # Errors
    ///
    /// A sentence, when a value worked out is no finite number or another run did not answer.
    pub fn apply(
        &self,
        program: &Program,
        member: &Settings,
        figures: &Figures,
    ) -> Result<Settings, String> {
        let mut settings = member.clone();
        for id in self.asked() {
            if let Some(Err(why)) = figures.get(&id) {
                return Err(why.to_string());
            }
        }
        for change in &self.settings {
            let value = change.to.value(&settings.values, figures);
            // Dates of levers may be infinite; what is worked out may not.
            let dated = change.to.is_number() || is_date(program, change.setting);
            if value.is_nan() || (!dated && value.is_infinite()) {
                return Err(format!(
                    "{} cannot be set to {}",
                    named(program, change.setting),
                    figure(value)
                ));
            }
            if let Some(place) = settings.values.get_mut(change.setting) {
                *place = value;
            }
        }
        for moved in &self.impulses {
            settings.impulses.extend(moved.made(&settings.values, figures)?);
        }
        // Those whose dates were asked find their place now.
        settings.impulses.sort_by(|a, b| a.at.total_cmp(&b.at));
        if let Some(dt) = self.dt {
            settings.time.dt = dt;
        }
        if let Some(method) = self.method {
            settings.time.method = method;
        }
        Ok(settings)
    }
}

impl Moved {
    /// The impulse, where its numbers are these; none at a date that never comes.
    fn made(&self, settings: &[f64], figures: &Figures) -> Result<Option<Impulse>, String> {
        let (at, amount) = (self.at.value(settings, figures), self.amount.value(settings, figures));
        if at.is_infinite() {
            return Ok(None);
        }
        if at.is_nan() || !amount.is_finite() {
            return Err(format!("a stock cannot be moved by {} at {}", figure(amount), figure(at)));
        }
        let change = match self.how {
            How::By => Move::By(amount),
            How::To => Move::To(amount),
        };
        Ok(Some(Impulse { first: self.first, count: 1, at, change }))
    }
}

/// Whether a setting is a date, which may never come.
fn is_date(program: &Program, setting: usize) -> bool {
    use interregnum_compile::program::SettingKind as Kind;
    let kind = program.settings.get(setting).map(|setting| &setting.kind);
    matches!(kind, Some(Kind::LeverFrom { .. } | Kind::LeverUntil { .. }))
}

fn named(program: &Program, setting: usize) -> String {
    use interregnum_compile::program::SettingKind as Kind;
    match program.settings.get(setting).map(|setting| &setting.kind) {
        Some(
            Kind::Parameter { name, .. }
            | Kind::Mechanism { name }
            | Kind::Lever { name }
            | Kind::LeverFrom { name }
            | Kind::LeverUntil { name }
            | Kind::Asked { name }
            | Kind::Shift { name },
        ) => format!("`{name}`"),
        None => "a setting".to_owned(),
    }
}
