//! What stands in a file and is not read: said, so that nothing is lost in silence.

use super::context::Context;
use super::known::{Fate, Known, find, tags_inside};
use super::xml::{Attribute, Element, Tree};
use interregnum_model::{Code, Diagnostic, Span};
use std::collections::BTreeMap;

/// What is not read, of one kind: where it stands first, how often, and what is done instead.
struct Unread {
    first: Span,
    count: usize,
    message: String,
    help: String,
    nearest: Option<String>,
}

/// All that is not read, by kind.
#[derive(Default)]
struct Found {
    lost: BTreeMap<(String, String), Unread>,
    aside: BTreeMap<String, Span>,
}

/// Says what of a document is not read. Things of one kind are one finding, at the first of them.
pub fn unread(context: &mut Context<'_>, tree: &Tree<'_>, root: &Element<'_>) {
    let mut found = Found::default();
    if let Some(row) = find("file", root.tag) {
        attributes(root, row, &mut found);
    }
    // No recursion: depth is the file's to choose.
    let mut waiting: Vec<&Element<'_>> = vec![root];
    while let Some(element) = waiting.pop() {
        for child in tree.children(element) {
            match find(element.tag, child.tag) {
                Some(row) => {
                    if row.fate == Fate::Used {
                        waiting.push(child);
                    }
                    told(child, row, &mut found);
                    attributes(child, row, &mut found);
                }
                None if is_misplaced(child.tag) => waiting.push(child),
                None => unknown(element, child, &mut found),
            }
        }
    }
    report(context, found);
}

/// A variable inside another: a tag was not closed, and a finding has said so.
fn is_misplaced(tag: &str) -> bool {
    matches!(tag, "stock" | "flow" | "aux" | "gf" | "module" | "group" | "model" | "macro")
}

fn told(element: &Element<'_>, row: &Known, found: &mut Found) {
    match row.fate {
        Fate::Used | Fate::Kept | Fate::Redundant => {}
        Fate::Aside => aside(found, element.tag, element.span),
        Fate::Lost if element.attribute("enabled").is_some_and(is_off) => {}
        Fate::Lost => lost(
            found,
            (String::new(), element.tag),
            element.span,
            format!("`{}` is not read", element.tag),
            row.says,
        ),
    }
}

fn attributes(element: &Element<'_>, row: &Known, found: &mut Found) {
    for attribute in &element.attributes {
        let name = attribute.name;
        let is_ours = name.starts_with("interregnum:");
        if is_ours || name.starts_with("xmlns") || row.attributes.split(' ').any(|it| it == name) {
            continue;
        }
        match row.others.iter().find(|(other, _, _)| *other == name) {
            Some((_, Fate::Used | Fate::Kept | Fate::Redundant, _)) => {}
            Some((_, Fate::Aside, _)) => aside(found, name, attribute.span),
            Some((_, Fate::Lost, says)) if !is_off(attribute) => lost(
                found,
                (element.tag.to_owned(), name),
                attribute.span,
                format!("`{name}` of `{}` is not read", element.tag),
                says,
            ),
            Some((_, Fate::Lost, _)) => {}
            // What only the options and a tool's own elements say of themselves.
            None if row.fate == Fate::Redundant => {}
            None if name.contains(':') => aside(found, name, attribute.span),
            None if row.fate == Fate::Used => unknown_attribute(element, attribute, row, found),
            None => {}
        }
    }
}

/// Whether an attribute asks for nothing.
fn is_off(attribute: &Attribute<'_>) -> bool {
    let value = attribute.value.decoded.trim().to_ascii_lowercase();
    matches!(value.as_str(), "" | "false" | "0" | "no" | "none" | "all" | "inf" | "infinity")
}

fn unknown(around: &Element<'_>, element: &Element<'_>, found: &mut Found) {
    // A tool's own elements bear a prefix.
    if element.tag.contains(':') {
        aside(found, element.tag, element.span);
        return;
    }
    let key = (around.tag.to_owned(), element.tag);
    let message = format!("`{}` has no `{}`", around.tag, element.tag);
    lost(found, key, element.span, message, "check the spelling, or the element around it");
    let near = Diagnostic::whole(Code::Loss, "").nearest(element.tag, tags_inside(around.tag));
    set_nearest(found, (around.tag, element.tag), &near);
}

fn unknown_attribute(
    element: &Element<'_>,
    attribute: &Attribute<'_>,
    row: &Known,
    found: &mut Found,
) {
    let name = attribute.name;
    let key = (element.tag.to_owned(), name);
    let message = format!("`{}` has no attribute `{name}`", element.tag);
    lost(found, key, attribute.span, message, "check its spelling");
    let known = row.attributes.split(' ').filter(|it| !it.is_empty());
    let near = Diagnostic::whole(Code::Loss, "").nearest(name, known);
    set_nearest(found, (element.tag, name), &near);
}

fn set_nearest(found: &mut Found, key: (&str, &str), near: &Diagnostic) {
    if let Some(unread) = found.lost.get_mut(&(key.0.to_owned(), key.1.to_owned())) {
        unread.nearest = near.help.first().cloned();
    }
}

fn aside(found: &mut Found, name: &str, span: Span) {
    found.aside.entry(name.to_owned()).or_insert(span);
}

fn lost(found: &mut Found, key: (String, &str), span: Span, message: String, says: &str) {
    let entry = found.lost.entry((key.0, key.1.to_owned())).or_insert(Unread {
        first: span,
        count: 0,
        message,
        help: says.to_owned(),
        nearest: None,
    });
    entry.count += 1;
    if span.start < entry.first.start {
        entry.first = span;
    }
}

fn report(context: &mut Context<'_>, found: Found) {
    let mut all: Vec<Unread> = found.lost.into_values().collect();
    all.sort_by_key(|unread| unread.first.start);
    for unread in all {
        let label = match unread.count {
            1 => "passed over".to_owned(),
            count => format!("passed over, here and {} more times", count - 1),
        };
        let mut finding = Diagnostic::new(Code::Loss, unread.first, unread.message).label(label);
        finding.help.extend(unread.nearest);
        context.report(finding.help(unread.help));
    }
    let first = found.aside.values().min_by_key(|span| span.start).copied();
    if let Some(span) = first {
        let names: Vec<String> = found.aside.keys().map(|name| format!("`{name}`")).collect();
        context.report(
            Diagnostic::new(
                Code::Loss,
                span,
                format!("who made the file and how it is shown is not kept: {}", names.join(", ")),
            )
            .label("the first of them")
            .help("no number depends on it; keep the file for the tool that wrote it"),
        );
    }
}
