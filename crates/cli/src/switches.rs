//! What any command may change about the base run: levers pulled, mechanisms off, parameters set.

use crate::opened::Opened;
use crate::outcome::Trouble;
use interregnum_compile::Program;
use interregnum_compile::program::{Layout, Role};
use interregnum_model::model::Vary;
use interregnum_model::name::{Key, nearest};
use interregnum_run::{BadSetting, Settings};

/// Changes of the base run.
#[derive(clap::Args)]
pub struct Switches {
    /// Pull a lever, perhaps from or until another date than its own (repeatable)
    #[arg(long, value_name = "LEVER[@FROM[..UNTIL]]")]
    pub with: Vec<String>,
    /// Switch a mechanism off (repeatable)
    #[arg(long, value_name = "MECHANISM")]
    pub off: Vec<String>,
    /// Set a parameter, or one element of it as `NAME[ELEMENT]`=VALUE (repeatable)
    #[arg(long, value_name = "NAME=VALUE")]
    pub set: Vec<String>,
}

impl Switches {
    /// The settings of the base run with these changes; all that is wrong with them in one go.
    pub fn settings(&self, opened: &Opened) -> Result<Settings, Trouble> {
        let mut settings = Settings::new(&opened.program);
        let faults = self.apply(&opened.program, &mut settings);
        if faults.is_empty() { Ok(settings) } else { Err(Trouble::all(faults)) }
    }

    /// Makes the changes; those that cannot be made are given back.
    pub fn apply(&self, program: &Program, settings: &mut Settings) -> Vec<Trouble> {
        let mut faults: Vec<Trouble> = Vec::new();
        let mut note = |result: Result<(), Trouble>| faults.extend(result.err());
        for name in &self.off {
            note(settings.off(program, &Key::new(name)).map_err(|bad| explain(program, bad)));
        }
        for lever in &self.with {
            note(pull(program, settings, lever));
        }
        for assignment in &self.set {
            note(set(program, settings, assignment));
        }
        faults
    }
}

/// `everything` or `chance`.
pub fn vary(text: &str) -> Result<Vary, String> {
    let text = if text == "all" { "everything" } else { text };
    let found = Vary::WORDS.iter().find(|(word, _)| *word == text);
    found.map(|(_, vary)| *vary).ok_or_else(|| "write `everything` or `chance`".to_owned())
}

/// A number, or a fraction of two.
pub fn number(text: &str) -> Result<f64, String> {
    let one = |text: &str| text.trim().parse::<f64>().ok();
    let value = match text.split_once('/') {
        Some((above, below)) => one(above).zip(one(below)).map(|(above, below)| above / below),
        None => one(text),
    };
    let finite = value.filter(|value| value.is_finite());
    finite.ok_or_else(|| "not a number such as 1953.25 or 1/16".to_owned())
}

/// Pulls `LEVER[@FROM[..UNTIL]]`; either date may be left out.
fn pull(program: &Program, settings: &mut Settings, text: &str) -> Result<(), Trouble> {
    let (name, dates) = text.split_once('@').unwrap_or((text, ""));
    let (from, until) = dates.split_once("..").unwrap_or((dates, ""));
    let date = |text: &str| match text.trim() {
        "" => Ok(None),
        text => number(text).map(Some).map_err(|why| {
            Trouble::new(format!("`--with {name}@{dates}`: `{text}` is {why}"))
                .help(format!("write `--with {name}@1953..1960`; either date may be left out"))
        }),
    };
    let (from, until) = (date(from)?, date(until)?);
    settings.pull(program, &Key::new(name), from, until).map_err(|bad| explain(program, bad))
}

/// Sets `NAME=VALUE` or `NAME[ELEMENT]=VALUE`.
fn set(program: &Program, settings: &mut Settings, text: &str) -> Result<(), Trouble> {
    let usage = |why: String| {
        Trouble::new(why).help("write `--set 'name=0.5'` or `--set 'name[element]=0.5'`")
    };
    let (name, value) =
        text.rsplit_once('=').ok_or_else(|| usage(format!("`--set {text}` has no `=`")))?;
    let value =
        number(value).map_err(|why| usage(format!("`--set {text}`: `{value}` is {why}")))?;
    let (name, elements) = split_elements(name);
    let key = Key::new(name);
    let layout = program
        .variables
        .iter()
        .find(|variable| variable.role == Role::Parameter && variable.name.key == key);
    let element = match (layout, elements) {
        (Some(layout), Some(elements)) => Some(element(layout, elements)?),
        (None, _) | (_, None) => None,
    };
    settings.parameter(program, &key, element, value).map_err(|bad| explain(program, bad))
}

/// `name[a,b]` as name and what stands between the brackets.
pub fn split_elements(text: &str) -> (&str, Option<&str>) {
    match text.trim().strip_suffix(']').and_then(|text| text.split_once('[')) {
        Some((name, elements)) => (name, Some(elements)),
        None => (text, None),
    }
}

/// The position of the element with these names, one for each dimension.
pub fn element(layout: &Layout, names: &str) -> Result<u32, Trouble> {
    let names: Vec<&str> = names.split(',').collect();
    if names.len() != layout.dimensions.len() {
        let dimensions: Vec<String> =
            layout.dimensions.iter().map(|(name, _)| name.to_string()).collect();
        let message = match dimensions.as_slice() {
            [] => format!("`{}` has no elements", layout.name),
            all => format!("`{}` wants an element of {}", layout.name, all.join(" and one of ")),
        };
        return Err(Trouble::new(message));
    }
    let mut position = 0;
    for (name, (dimension, elements)) in names.iter().zip(&layout.dimensions) {
        let key = Key::new(name);
        let Some(at) = elements.iter().position(|element| Key::new(element) == key) else {
            let trouble = Trouble::new(format!("`{}` has no element `{}`", dimension, name.trim()));
            let near = nearest(name, elements.iter().map(String::as_str));
            return Err(trouble.help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("its elements are {}", elements.join(", ")),
            }));
        };
        position = position * elements.len() + at;
    }
    u32::try_from(position).map_err(|_| Trouble::new(format!("`{}` is too large", layout.name)))
}

/// What is wrong with a setting, and what could be set.
pub fn explain(program: &Program, bad: BadSetting) -> Trouble {
    match &bad {
        BadSetting::Unknown { what, name, nearest } => {
            let trouble = Trouble::new(format!("there is no {what} `{name}`"));
            trouble.help(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => known(program, what),
            })
        }
        BadSetting::NotSettable { name, what, .. } => {
            let trouble = Trouble::new(bad.to_string());
            match nearest(name, interregnum_run::settings::names(program, what)) {
                Some(nearest) => trouble.help(format!("did you mean `{nearest}`?")),
                None => trouble,
            }
        }
        BadSetting::Element { .. } | BadSetting::Value { .. } => Trouble::new(bad.to_string()),
    }
}

/// The names there are, or as many as one can read.
fn known(program: &Program, what: &str) -> String {
    const MANY: usize = 12;
    let names = interregnum_run::settings::names(program, what);
    match names.len() {
        0 => format!("the model has no {what}s"),
        1..=MANY => format!("the {what}s are {}", names.join(", ")),
        count => format!("some of the {count} {what}s: {}", names[..MANY].join(", ")),
    }
}

#[cfg(test)]
mod tests;
