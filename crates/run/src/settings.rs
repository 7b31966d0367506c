//! What may be set for one run of a program: parameters, mechanisms, levers, time, seed.

use interregnum_compile::program::{Layout, Program, Role, SettingKind};
use interregnum_model::diagnostic::counted;
use interregnum_model::name::{Key, Name, nearest};
use interregnum_model::time::TimeSpec;

/// One run's settings. A member of an ensemble is one of these.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The value of each of [`Program::settings`], in their order.
    pub values: Vec<f64>,
    /// Which of `values` were set on purpose, and are therefore not drawn for a member.
    pub held: Vec<bool>,
    /// From when to when, in what steps.
    pub time: TimeSpec,
    /// What random draws depend on, beside the member.
    pub seed: u64,
    /// Which member of an ensemble this is; 0 is the base run.
    pub member: u64,
    /// Stocks moved by hand.
    pub impulses: Vec<Impulse>,
}

/// A stock moved at the first step not before a date, ahead of everything else of that step.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Impulse {
    /// First slot that is moved.
    pub first: u32,
    /// How many slots side by side.
    pub count: u32,
    /// When.
    pub at: f64,
    /// How far.
    pub change: Move,
}

/// How far an impulse moves a stock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Move {
    /// By this much.
    By(f64),
    /// To this.
    To(f64),
}

/// A setting that cannot be made. Its text says why, and what was perhaps meant.
#[derive(Clone, Debug, PartialEq)]
pub enum BadSetting {
    /// No such parameter, mechanism, lever, input or stock.
    Unknown {
        /// What was looked for: `parameter`, `mechanism`, ...
        what: &'static str,
        /// By this name.
        name: String,
        /// What was perhaps meant.
        nearest: Option<String>,
    },
    /// The name stands for something that cannot be set this way.
    NotSettable {
        /// The name.
        name: String,
        /// What it is, with its article: `a flow`.
        role: &'static str,
        /// What was looked for.
        what: &'static str,
    },
    /// It has no such element.
    Element {
        /// The name.
        name: String,
        /// The element's position, from 0.
        element: u32,
        /// How many elements there are.
        count: u32,
    },
    /// Not a finite number.
    Value {
        /// The name.
        name: String,
        /// The value.
        value: f64,
    },
}

impl Settings {
    /// The base run: every parameter at its value, every mechanism at work, no lever pulled.
    pub fn new(program: &Program) -> Settings {
        Settings {
            values: program.settings.iter().map(|setting| setting.default).collect(),
            held: vec![false; program.settings.len()],
            time: program.time.clone(),
            seed: 0,
            member: 0,
            impulses: Vec::new(),
        }
    }

    /// Sets a parameter, or one element of it (its position from 0 over all dimensions).
    pub fn parameter(
        &mut self,
        program: &Program,
        key: &Key,
        element: Option<u32>,
        value: f64,
    ) -> Result<(), BadSetting> {
        finite(key, value)?;
        let matches = |kind: &SettingKind| match kind {
            SettingKind::Parameter { name, element: at, .. } => {
                name.key == *key && element.is_none_or(|wanted| wanted == *at)
            }
            SettingKind::Mechanism { .. }
            | SettingKind::Lever { .. }
            | SettingKind::LeverFrom { .. }
            | SettingKind::LeverUntil { .. }
            | SettingKind::Asked { .. }
            | SettingKind::Shift { .. } => false,
        };
        if self.set(program, matches, value) {
            return Ok(());
        }
        match (element, program.variables.iter().find(|variable| variable.name.key == *key)) {
            (Some(element), Some(variable)) if variable.role == Role::Parameter => {
                let name = variable.name.to_string();
                Err(BadSetting::Element { name, element, count: variable.count })
            }
            _ => Err(unknown(program, "parameter", key)),
        }
    }

    /// Keeps every parameter as it is, so that members made of these settings differ by chance
    /// alone.
    pub fn hold_all(&mut self) {
        self.held.fill(true);
    }

    /// Switches a mechanism off.
    pub fn off(&mut self, program: &Program, key: &Key) -> Result<(), BadSetting> {
        let matches =
            |kind: &SettingKind| named(kind, "mechanism").is_some_and(|name| name.key == *key);
        if self.set(program, matches, 0.0) {
            return Ok(());
        }
        Err(unknown(program, "mechanism", key))
    }

    /// Pulls a lever; dates that are not given stay the lever's own.
    pub fn pull(
        &mut self,
        program: &Program,
        key: &Key,
        from: Option<f64>,
        until: Option<f64>,
    ) -> Result<(), BadSetting> {
        for date in [from, until].into_iter().flatten() {
            if date.is_nan() {
                return Err(BadSetting::Value { name: key.to_string(), value: date });
            }
        }
        let is = |kind: &SettingKind, what| named(kind, what).is_some_and(|name| name.key == *key);
        if !self.set(program, |kind| is(kind, "lever"), 1.0) {
            return Err(unknown(program, "lever", key));
        }
        if let Some(date) = from {
            self.set(program, |kind| is(kind, "lever from"), date);
        }
        if let Some(date) = until {
            self.set(program, |kind| is(kind, "lever until"), date);
        }
        Ok(())
    }

    /// Reads a dated input this much later (in units of time).
    pub fn shift(&mut self, program: &Program, key: &Key, years: f64) -> Result<(), BadSetting> {
        finite(key, years)?;
        let matches =
            |kind: &SettingKind| named(kind, "dated input").is_some_and(|name| name.key == *key);
        if self.set(program, matches, years) {
            return Ok(());
        }
        Err(unknown(program, "dated input", key))
    }

    /// Moves a stock, or one element of it, at a date.
    pub fn impulse(
        &mut self,
        program: &Program,
        key: &Key,
        element: Option<u32>,
        at: f64,
        change: Move,
    ) -> Result<(), BadSetting> {
        let (Move::By(amount) | Move::To(amount)) = change;
        finite(key, amount)?;
        finite(key, at)?;
        let stock = |variable: &&Layout| variable.role == Role::Stock && variable.name.key == *key;
        let Some(stock) = program.variables.iter().find(stock) else {
            return Err(unknown(program, "stock", key));
        };
        let (offset, count) = match element {
            None => (0, stock.count),
            Some(element) if element < stock.count => (element, 1),
            Some(element) => {
                let name = stock.name.to_string();
                return Err(BadSetting::Element { name, element, count: stock.count });
            }
        };
        let first = program.kept(stock).0 + offset;
        self.impulses.push(Impulse { first, count, at, change });
        Ok(())
    }

    /// Sets every setting that matches; whether there was one.
    fn set(
        &mut self,
        program: &Program,
        matches: impl Fn(&SettingKind) -> bool,
        value: f64,
    ) -> bool {
        let mut found = false;
        let places = self.values.iter_mut().zip(&mut self.held);
        for (setting, (place, held)) in program.settings.iter().zip(places) {
            if matches(&setting.kind) {
                (*place, *held, found) = (value, true, true);
            }
        }
        found
    }
}

/// The setting's name, when it is one of what is looked for.
fn named<'a>(kind: &'a SettingKind, what: &str) -> Option<&'a Name> {
    let (word, name) = match kind {
        SettingKind::Parameter { name, .. } => ("parameter", name),
        SettingKind::Mechanism { name } => ("mechanism", name),
        SettingKind::Lever { name } => ("lever", name),
        SettingKind::LeverFrom { name } => ("lever from", name),
        SettingKind::LeverUntil { name } => ("lever until", name),
        SettingKind::Asked { name } => ("asked", name),
        SettingKind::Shift { name } => ("dated input", name),
    };
    (word == what).then_some(name)
}

fn finite(key: &Key, value: f64) -> Result<(), BadSetting> {
    if value.is_finite() {
        return Ok(());
    }
    Err(BadSetting::Value { name: key.to_string(), value })
}

fn unknown(program: &Program, what: &'static str, key: &Key) -> BadSetting {
    let variable = program.variables.iter().find(|variable| variable.name.key == *key);
    if let Some(variable) = variable.filter(|variable| !variable.hidden) {
        let name = variable.name.to_string();
        return BadSetting::NotSettable { name, role: role_word(variable.role), what };
    }
    let candidates = names(program, what);
    let nearest = nearest(key.as_str(), candidates.iter().copied()).map(str::to_owned);
    BadSetting::Unknown { what, name: key.to_string(), nearest }
}

/// The names of all parameters, mechanisms, levers, dated inputs or stocks, by that word, each
/// once.
pub fn names<'a>(program: &'a Program, what: &str) -> Vec<&'a str> {
    let settings = program.settings.iter().filter_map(|setting| named(&setting.kind, what));
    let stocks = program
        .variables
        .iter()
        .filter(|variable| what == "stock" && variable.role == Role::Stock && !variable.hidden)
        .map(|variable| &variable.name);
    let mut names: Vec<&str> = settings.chain(stocks).map(|name| &*name.written).collect();
    names.dedup();
    names
}

fn role_word(role: Role) -> &'static str {
    match role {
        Role::Stock => "a stock",
        Role::Flow => "a flow",
        Role::Auxiliary => "an auxiliary",
        Role::Parameter => "a parameter",
        Role::Input => "an input",
        Role::Internal => "made by the compiler",
    }
}

impl std::fmt::Display for BadSetting {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            BadSetting::Unknown { what, name, nearest } => {
                write!(f, "there is no {what} `{name}`")?;
                match nearest {
                    Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
                    None => Ok(()),
                }
            }
            BadSetting::NotSettable { name, role, what } => {
                write!(f, "`{name}` is {role}, not a {what}")
            }
            BadSetting::Element { name, element, count } => {
                let count = counted(u64::from(*count), "element");
                write!(f, "`{name}` has {count}; there is no number {}", element + 1)
            }
            BadSetting::Value { name, value } => {
                write!(f, "`{name}` cannot be {value}: give a finite number")
            }
        }
    }
}

impl std::error::Error for BadSetting {}
