//! Changes of a run, made settings of the one program. Nested changes add up; equal sets of
//! changes are one scenario, whatever order they were written in.

use super::answer::figure;
use interregnum_compile::program::Program;
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::time::Method;
use interregnum_run::settings::{Impulse, Settings};

/// What is done differently in a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scenario {
    /// Settings, in the order in which they are made.
    settings: Vec<Change>,
    /// Stocks moved, in order of time.
    impulses: Vec<Impulse>,
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

/// A value worked out from settings.
#[derive(Clone, Debug)]
pub(crate) enum Amount {
    /// A number.
    Number(f64),
    /// What the setting of this index is at the time.
    Setting(usize),
    /// An operator on one value.
    Unary(UnaryOperator, Box<Amount>),
    /// An operator on two.
    Binary(BinaryOperator, Box<Amount>, Box<Amount>),
    /// The second where the first is not 0, else the third.
    If(Box<[Amount; 3]>),
    /// A scalar function of the equation language.
    Call(fn(&[f64]) -> f64, &'static str, Vec<Amount>),
}

impl PartialEq for Amount {
    fn eq(&self, other: &Amount) -> bool {
        match (self, other) {
            (Amount::Number(a), Amount::Number(b)) => a == b,
            (Amount::Setting(a), Amount::Setting(b)) => a == b,
            (Amount::Unary(f, a), Amount::Unary(g, b)) => f == g && a == b,
            (Amount::Binary(f, a, b), Amount::Binary(g, c, d)) => f == g && a == c && b == d,
            (Amount::If(a), Amount::If(b)) => a == b,
            (Amount::Call(_, f, a), Amount::Call(_, g, b)) => f == g && a == b,
            (
                Amount::Number(_)
                | Amount::Setting(_)
                | Amount::Unary(..)
                | Amount::Binary(..)
                | Amount::If(_)
                | Amount::Call(..),
                _,
            ) => false,
        }
    }
}

impl Amount {
    fn value(&self, settings: &[f64]) -> f64 {
        match self {
            Amount::Number(number) => *number,
            Amount::Setting(index) => settings.get(*index).copied().unwrap_or(f64::NAN),
            Amount::Unary(operator, a) => operator.apply(a.value(settings)),
            Amount::Binary(operator, a, b) => operator.apply(a.value(settings), b.value(settings)),
            Amount::If(parts) => {
                let [condition, then, otherwise] = &**parts;
                let chosen = if condition.value(settings) == 0.0 { otherwise } else { then };
                chosen.value(settings)
            }
            Amount::Call(call, _, arguments) => {
                let values: Vec<f64> = arguments.iter().map(|a| a.value(settings)).collect();
                call(&values)
            }
        }
    }

    fn is_number(&self) -> bool {
        matches!(self, Amount::Number(_))
    }
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
    pub fn impulse(&mut self, impulse: Impulse) {
        let at = self.impulses.partition_point(|other| other.at <= impulse.at);
        self.impulses.insert(at, impulse);
    }

    /// With another step.
    pub fn dt(&mut self, dt: f64) {
        self.dt = Some(dt);
    }

    /// With another method.
    pub fn method(&mut self, method: Method) {
        self.method = Some(method);
    }

    /// The settings of a member with these changes made.
    ///
    /// # Errors
    ///
    /// A sentence, when a value worked out is no finite number.
    pub fn apply(&self, program: &Program, member: &Settings) -> Result<Settings, String> {
        let mut settings = member.clone();
        for change in &self.settings {
            let value = change.to.value(&settings.values);
            // Dates of levers may be infinite; what is worked out may not.
            if value.is_nan() || (!change.to.is_number() && value.is_infinite()) {
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
        settings.impulses.extend(self.impulses.iter().copied());
        if let Some(dt) = self.dt {
            settings.time.dt = dt;
        }
        if let Some(method) = self.method {
            settings.time.method = method;
        }
        Ok(settings)
    }
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
            | Kind::Shift { name },
        ) => format!("`{name}`"),
        None => "a setting".to_owned(),
    }
}
