//! What a reader changed about the base run: the whole state of a page, as it comes with a request.

use crate::trouble::Trouble;
use interregnum_compile::Program;
use interregnum_compile::program::SettingKind;
use interregnum_model::name::{Key, nearest};
use interregnum_run::run::element_name;
use interregnum_run::{BadSetting, Settings};
use serde::{Deserialize, Serialize};

/// Changes of the base run, as the address of a page says them.
#[derive(Clone, Debug, Default, Deserialize, Serialize, PartialEq)]
#[serde(default, deny_unknown_fields)]
pub struct Changes {
    /// Mechanisms switched off.
    pub off: Vec<String>,
    /// Levers pulled.
    pub with: Vec<Pulled>,
    /// Parameters set.
    pub set: Vec<SetTo>,
    /// Declarations written anew.
    pub edits: Vec<Edit>,
}

/// A lever pulled, perhaps at other dates than its own.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Pulled {
    /// The lever.
    pub lever: String,
    /// First moment at which it acts.
    #[serde(default)]
    pub from: Option<f64>,
    /// Moment from which it no longer acts.
    #[serde(default)]
    pub until: Option<f64>,
}

/// A parameter, or one element of it, set to a value.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct SetTo {
    /// `name` or `name[element]`.
    pub name: String,
    /// Its value.
    pub value: f64,
}

/// A declaration written anew.
#[derive(Clone, Debug, Deserialize, Serialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Whose declaration: the variable's name.
    pub name: String,
    /// What stands there instead; the whole declaration.
    pub text: String,
}

impl Changes {
    /// The settings of a run with these changes; all that is wrong with them in one go.
    ///
    /// # Errors
    ///
    /// Names that are not there, and values that cannot be.
    pub fn settings(&self, program: &Program) -> Result<Settings, Trouble> {
        let mut settings = Settings::new(program);
        let mut faults = Vec::new();
        let mut note = |made: Result<(), BadSetting>| {
            if let Err(bad) = made {
                faults.push(words(&bad));
            }
        };
        for name in &self.off {
            note(settings.off(program, &Key::new(name)));
        }
        for pulled in &self.with {
            note(settings.pull(program, &Key::new(&pulled.lever), pulled.from, pulled.until));
        }
        for set in &self.set {
            let (key, element) = place(program, &set.name);
            note(settings.parameter(program, &key, element, set.value));
        }
        if faults.is_empty() { Ok(settings) } else { Err(Trouble::asked(faults.join("; "))) }
    }
}

/// The parameter and the element that `name` or `name[element]` stands for.
fn place(program: &Program, name: &str) -> (Key, Option<u32>) {
    let key = Key::new(name);
    let found = program.settings.iter().find_map(|setting| match &setting.kind {
        SettingKind::Parameter { name, element, .. } => {
            let layout = program.variables.iter().find(|one| one.name.key == name.key)?;
            let written = Key::new(&element_name(layout, *element));
            (layout.count > 1 && written == key).then(|| (name.key.clone(), Some(*element)))
        }
        SettingKind::Mechanism { .. }
        | SettingKind::Lever { .. }
        | SettingKind::LeverFrom { .. }
        | SettingKind::LeverUntil { .. }
        | SettingKind::Shift { .. }
        | SettingKind::Asked { .. } => None,
    });
    found.unwrap_or((key, None))
}

fn words(bad: &BadSetting) -> String {
    match bad {
        BadSetting::Unknown { nearest: Some(near), .. } => {
            format!("{bad} (did you mean `{near}`?)")
        }
        BadSetting::Unknown { .. }
        | BadSetting::NotSettable { .. }
        | BadSetting::Element { .. }
        | BadSetting::Value { .. } => bad.to_string(),
    }
}

/// A name that was looked for and is not there.
pub fn unknown<'a>(what: &str, name: &str, names: impl Iterator<Item = &'a str>) -> Trouble {
    let near = nearest(name, names).map(|near| format!("; did you mean `{near}`?"));
    Trouble::missing(format!("there is no {what} `{name}`{}", near.unwrap_or_default()))
}
