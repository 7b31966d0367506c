//! `model_units` and the units of variables (XMILE 1.0, 2.4 and 3.3.6).

use super::context::{Context, plain_name};
use super::document::Document;
use super::rules::is_on;
use super::xml::{Element, Text};
use crate::unit;
use interregnum_model::unit::UnitDefinition;
use interregnum_model::{Diagnostic, Key, Span, Unit};
use std::collections::BTreeMap;

/// Units that a file need not define: first the name, then what else it is called (XMILE 1.0,
/// 3.3.6). What a file defines itself wins.
const KNOWN: &[&[&str]] = &[
    &["1", "dimensionless", "unitless", "dmnl"],
    &["nanoseconds", "ns", "nanosecond"],
    &["microseconds", "us", "microsecond"],
    &["milliseconds", "ms", "millisecond"],
    &["seconds", "s", "second"],
    &["minutes", "min", "minute"],
    &["hours", "hr", "hour"],
    &["days", "day"],
    &["weeks", "wk", "week"],
    &["months", "mo", "month"],
    &["quarters", "qtr", "quarter"],
    &["years", "yr", "year"],
];

/// What unit names stand for.
#[derive(Clone, Debug, Default)]
pub struct UnitNames {
    meaning: BTreeMap<Key, Unit>,
}

/// Reads the definitions of a file, and what they make of unit names.
pub fn read(
    context: &mut Context<'_>,
    documents: &[Document<'_, '_>],
) -> (Vec<UnitDefinition>, UnitNames) {
    let mut names = UnitNames::default();
    let mut definitions = Vec::new();
    for document in documents {
        context.file = document.file;
        of_document(context, document, &mut names, &mut definitions);
    }
    names.add_known();
    (definitions, names)
}

fn of_document(
    context: &mut Context<'_>,
    document: &Document<'_, '_>,
    names: &mut UnitNames,
    definitions: &mut Vec<UnitDefinition>,
) {
    let tree = document.tree;
    let lists = tree.all(document.root, "model_units");
    // Some tools write `units` for each.
    let is_unit = |element: &&Element<'_>| matches!(element.tag, "unit" | "units");
    for element in lists.flat_map(|list| tree.children(list).filter(is_unit)) {
        let Some(name) = context.name(element) else { continue };
        let is_disabled = element.value("disabled").is_some_and(is_on);
        let eqn = tree.first(element, "eqn").filter(|eqn| !eqn.words().is_empty());
        let equation = eqn.and_then(|eqn| parse(context, &eqn.text));
        let aliases: Vec<String> =
            tree.all(element, "alias").map(|alias| plain_name(alias.words())).collect();
        let meaning = equation.clone().unwrap_or_else(|| base(&name.written));
        if !is_disabled {
            let spellings =
                std::iter::once(name.written.as_ref()).chain(aliases.iter().map(String::as_str));
            for spelling in spellings {
                names.add(Key::new(spelling), &meaning);
            }
        }
        definitions.push(UnitDefinition {
            name: name.written.to_string(),
            equation,
            aliases,
            disabled: is_disabled,
        });
    }
}

fn base(name: &str) -> Unit {
    if name.trim() == "1" { Unit::dimensionless() } else { Unit::base(name) }
}

impl UnitNames {
    /// The first meaning of a name stays: repetition is to be ignored (XMILE 1.0, 3.3.6).
    fn add(&mut self, name: Key, meaning: &Unit) {
        if *meaning != Unit::base(name.as_str()) {
            self.meaning.entry(name).or_insert_with(|| meaning.clone());
        }
    }

    /// A known unit under a name that the file defines takes the file's meaning along: where a file
    /// has `Month` with the alias `Months`, `mo` is one too.
    fn add_known(&mut self) {
        for spellings in KNOWN {
            let defined =
                spellings.iter().find_map(|name| self.meaning.get(&Key::new(name)).cloned());
            let first = spellings.first().copied().unwrap_or("1");
            let meaning = defined.unwrap_or_else(|| base(first));
            for spelling in *spellings {
                self.add(Key::new(spelling), &meaning);
            }
            let is_time = first != "1";
            if is_time && let Some(per) = Unit::dimensionless().per(&meaning) {
                for spelling in *spellings {
                    self.add(Key::new(&format!("per_{spelling}")), &per);
                }
            }
        }
    }

    /// The unit in `units`, and where it stands; `None` when there is none, or when it cannot be
    /// read, with a warning.
    pub fn read(&self, context: &mut Context<'_>, element: &Element<'_>) -> Option<(Unit, Span)> {
        self.read_text(context, &element.text)
    }

    /// The unit in a text.
    pub fn read_text(&self, context: &mut Context<'_>, text: &Text) -> Option<(Unit, Span)> {
        if text.decoded.trim().is_empty() {
            return None;
        }
        let unit = parse(context, text)?;
        Some((self.resolve(&unit), context.span(text)))
    }

    /// The unit with all names replaced by what they stand for. A name may lead to another; a
    /// circle ends after as many steps as there are names.
    pub fn resolve(&self, unit: &Unit) -> Unit {
        let mut unit = unit.clone();
        for _ in 0..=self.meaning.len().min(32) {
            let next = self.step(&unit);
            if next == unit {
                break;
            }
            unit = next;
        }
        unit
    }

    fn step(&self, unit: &Unit) -> Unit {
        let mut whole = Unit::dimensionless();
        for (key, power) in unit.powers() {
            let part =
                self.meaning.get(key.key()).cloned().unwrap_or_else(|| Unit::base(key.as_str()));
            match part.power(*power).and_then(|part| whole.times(&part)) {
                Some(product) => whole = product,
                None => return unit.clone(),
            }
        }
        whole
    }
}

/// Reads a unit in the standard's spelling; other people's units are never worse than a warning.
fn parse(context: &mut Context<'_>, text: &Text) -> Option<Unit> {
    let spelled = spell(context, text);
    let mut findings: Vec<Diagnostic> = Vec::new();
    let unit = unit::parse(&spelled.decoded, context.file, 0, &mut findings);
    for mut finding in findings {
        super::equation::set_finding_back(&mut finding, &spelled);
        context.report(finding.warning());
    }
    unit
}

/// `$` and the like are names, `-` is a product, a blank parts words of one name.
fn spell(context: &Context<'_>, text: &Text) -> Text {
    let source = text.decoded.as_str();
    let mut spelled = Text::default();
    let mut at = 0;
    while let Some(rest) = source.get(at..).filter(|rest| !rest.is_empty()) {
        let (words, length) = unit_piece(rest);
        let span = text.span(context.file, at, at + length);
        spelled.push_spelled(&words, span.start as usize, span.end as usize);
        at += length;
    }
    spelled
}

fn unit_piece(rest: &str) -> (String, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let is_name = |c: char| {
        !c.is_whitespace()
            && !matches!(c, '*' | '/' | '^' | '-' | '(' | ')' | '"' | '[' | ']' | ',' | '{' | '}')
    };
    if first == '"' {
        let length =
            rest.get(1..).and_then(|inner| inner.find('"')).map_or(rest.len(), |at| at + 2);
        return (format!("\"{}\"", plain_name(rest.get(..length).unwrap_or(rest))), length);
    }
    if first == '-' {
        // `x^-1` has a sign, `widget-days` a product.
        let is_sign = rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        return (if is_sign { "-" } else { "*" }.to_owned(), 1);
    }
    if !is_name(first) {
        return (first.to_string(), first.len_utf8());
    }
    let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    let words = rest.get(..length).unwrap_or(rest);
    let is_plain = words.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_number = words.parse::<f64>().is_ok();
    let begins_plain = first.is_alphabetic() || first == '_';
    if is_number || (is_plain && begins_plain) {
        (words.to_owned(), length)
    } else {
        (format!("\"{words}\""), length)
    }
}
