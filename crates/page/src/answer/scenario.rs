//! A reader's changes as text to paste into a book: a lever that does all of them.

use crate::ask;
use crate::changes::{Changes, Pulled};
use crate::opened::Opened;
use crate::trouble::Trouble;
use interregnum_model::name::Key;
use interregnum_model::scenario::Replacement;
use interregnum_model::{Lever, Model};
use serde::Deserialize;
use serde_json::{Value, json};

/// What is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The scenario's name.
    pub name: String,
    /// What it changes.
    pub changes: Changes,
}

/// Equations that hold over the same stretch of time.
struct Stretch {
    from: Option<f64>,
    until: Option<f64>,
    lines: Vec<String>,
}

/// The changes as a block of levers, one for each stretch of time; rewritten declarations follow,
/// for they replace what stands in the book.
///
/// # Errors
///
/// Changes that cannot be made.
pub fn scenario(opened: &Opened, question: &Question) -> Result<Value, Trouble> {
    ask::settings(opened, &question.changes)?;
    let id = id(&question.name);
    let mut text = String::new();
    let stretches = stretches(&opened.model, &question.changes);
    if !stretches.is_empty() {
        let note = question.name.replace(['"', '\n'], " ");
        text.push_str("```model\n");
        for (at, stretch) in stretches.iter().enumerate() {
            let number = if at == 0 { String::new() } else { format!("-{}", at + 1) };
            text.push_str(&format!("lever {id}{number}{}", dates(stretch)));
            text.push_str("  assumed \"tried on the page\"\n");
            text.push_str(&format!("    \"{}\"\n", note.trim()));
            for line in &stretch.lines {
                text.push_str(&format!("    {line}\n"));
            }
        }
        text.push_str("```\n");
    }
    for edit in &question.changes.edits {
        text.push_str(&format!("\nIn place of the declaration of `{}`:\n\n", edit.name));
        let fenced = edit.text.trim_start().starts_with("```");
        text.push_str(&match fenced {
            true => format!("{}\n", edit.text.trim_end()),
            false => format!("```model\n{}\n```\n", edit.text.trim_end()),
        });
    }
    Ok(json!({ "text": text }))
}

fn stretches(model: &Model, changes: &Changes) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut add = |from: Option<f64>, until: Option<f64>, lines: Vec<String>| match found
        .iter_mut()
        .find(|one| (one.from, one.until) == (from, until))
    {
        Some(known) => known.lines.extend(lines),
        None => found.push(Stretch { from, until, lines }),
    };
    for name in &changes.off {
        let key = Key::new(name);
        if let Some(mechanism) = model.mechanisms.iter().find(|one| one.name.key == key) {
            add(None, None, lines(model, &mechanism.off));
        }
    }
    for set in &changes.set {
        add(None, None, vec![format!("{} = {}", set.name, set.value)]);
    }
    for pulled in &changes.with {
        let key = Key::new(&pulled.lever);
        if let Some(lever) = model.levers.iter().find(|one| one.name.key == key) {
            let (from, until) = acts(lever, pulled);
            add(from, until, lines(model, &lever.replacements));
        }
    }
    found
}

/// When a pulled lever acts: the reader's dates, or else its own.
fn acts(lever: &Lever, pulled: &Pulled) -> (Option<f64>, Option<f64>) {
    let said = |own: Option<f64>| own.filter(|date| date.is_finite());
    (pulled.from.or(said(lever.from)), pulled.until.or(said(lever.until)))
}

/// Replaced equations as their chapter writes them, each in a line.
fn lines(model: &Model, all: &[Replacement]) -> Vec<String> {
    all.iter()
        .map(|one| {
            let written = model.sources.text(one.span);
            let written = written.split_whitespace().collect::<Vec<&str>>().join(" ");
            written.strip_prefix("off:").unwrap_or(&written).trim().to_owned()
        })
        .collect()
}

fn dates(stretch: &Stretch) -> String {
    let from = stretch.from.map(|date| format!(" from {date}")).unwrap_or_default();
    let until = stretch.until.map(|date| format!(" until {date}")).unwrap_or_default();
    from + &until
}

/// A name as an id: letters, digits and hyphens, a letter first.
fn id(name: &str) -> String {
    let letters: String =
        name.chars().map(|one| if one.is_ascii_alphanumeric() { one } else { '-' }).collect();
    let parts: Vec<&str> = letters.split('-').filter(|part| !part.is_empty()).collect();
    let id = parts.join("-").to_ascii_lowercase();
    match id.starts_with(|one: char| one.is_ascii_alphabetic()) {
        true => id,
        false => format!("scenario-{id}").trim_end_matches('-').to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::id;

    #[test]
    fn names_become_ids() {
        assert_eq!(id("No virgin land!"), "no-virgin-land");
        assert_eq!(id("1959, and after"), "scenario-1959-and-after");
        assert_eq!(id("ни шагу"), "scenario");
    }
}
