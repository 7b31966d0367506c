//! What a `.mdl` file says is kept when it is written and read again: names, units, ranges, notes,
//! groups, subscript ranges, lookups, macros, and the drawing.
#![allow(clippy::panic)]

use interregnum_formats::vensim::{read_text, write};
use interregnum_model::view::{ItemKind, View};
use interregnum_model::{Model, Variable};

const MODEL: &str = include_str!("models/herd.mdl");

fn model(text: &str) -> Model {
    let reading = read_text("test.mdl", text, None);
    assert_eq!(reading.diagnostics, [], "{text}");
    reading.model
}

/// Everything of a variable but its places in the file.
fn said(variable: &Variable) -> String {
    let unit = variable.unit.as_ref().map(|(unit, _)| unit.to_string());
    let range = variable.range.map(|range| (range.low, range.high));
    let dimensions: Vec<&str> = variable.dimensions.iter().map(|it| &*it.written).collect();
    format!(
        "{} {} {unit:?} {range:?} {dimensions:?} {:?}",
        variable.name,
        variable.kind_word(),
        variable.note
    )
}

fn all(model: &Model) -> Vec<String> {
    model.variables.iter().map(said).collect()
}

/// A view without the places in the file that its names were read at.
fn drawn(view: &View) -> String {
    let items: Vec<String> = view
        .items
        .iter()
        .map(|item| {
            let kind = match &item.kind {
                ItemKind::Variable(name) => format!("variable {name}"),
                ItemKind::Alias(name) => format!("alias {name}"),
                ItemKind::Flow { name, pipe } => format!("flow {name} {pipe:?}"),
                other => format!("{other:?}"),
            };
            format!("{} {kind} {:?} {:?} {:?}", item.id, item.at, item.size, item.properties)
        })
        .collect();
    format!("{} {:?}\n{}", view.title, view.properties, items.join("\n"))
}

#[test]
fn what_a_file_says_is_kept() {
    let first = model(MODEL);
    let written = write(&first);
    assert_eq!(written.diagnostics, []);
    let second = model(&written.text);
    assert_eq!(all(&first), all(&second));
    let groups = |model: &Model| {
        model
            .groups
            .iter()
            .map(|it| {
                format!(
                    "{} {:?} {}",
                    it.name,
                    it.members.iter().map(ToString::to_string).collect::<Vec<_>>(),
                    it.note
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(groups(&first), groups(&second));
    assert_eq!(
        first.time,
        interregnum_model::TimeSpec { span: first.time.span, ..second.time.clone() }
    );
    assert_eq!(first.units, second.units);
    let ranges = |model: &Model| {
        model
            .dimensions
            .iter()
            .map(|it| {
                format!(
                    "{} {:?} {:?} {}",
                    it.name,
                    it.within.as_ref().map(ToString::to_string),
                    it.mappings
                        .iter()
                        .map(|it| (
                            it.target.to_string(),
                            it.elements.iter().map(ToString::to_string).collect::<Vec<_>>()
                        ))
                        .collect::<Vec<_>>(),
                    it.note
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(ranges(&first), ranges(&second));
    // Once written, it is written the same again.
    assert_eq!(write(&second).text, written.text);
}

#[test]
fn the_drawing_is_kept() {
    let first = model(MODEL);
    let second = model(&write(&first).text);
    let views = |model: &Model| model.views.iter().map(drawn).collect::<Vec<_>>();
    assert_eq!(views(&first), views(&second));
}

#[test]
fn a_sketch_is_read_into_views() {
    let views = model(MODEL).views;
    assert_eq!(views.len(), 1);
    assert_eq!(views[0].title, "View 1");
    let kinds: Vec<String> = views[0]
        .items
        .iter()
        .map(|item| match &item.kind {
            ItemKind::Variable(name) => format!("variable {name}"),
            ItemKind::Alias(name) => format!("alias {name}"),
            ItemKind::Flow { name, pipe } => format!("flow {name} through {}", pipe.len()),
            ItemKind::Connector(arrow) => {
                format!("{:?} to {:?} {:?}", arrow.from, arrow.to, arrow.polarity)
            }
            ItemKind::Text(words) => format!("words {words}"),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(
        kinds,
        [
            "variable herd",
            "flow births through 3",
            "variable birth rate",
            "alias Time",
            "words The herd, as drawn",
            "Item(3) to Item(2) Some('+')",
        ]
    );
}

#[test]
fn a_model_without_a_drawing_gets_one() {
    let mut first = model(MODEL);
    first.views.clear();
    let second = model(&write(&first).text);
    let names = second.views[0]
        .items
        .iter()
        .filter(|item| matches!(&item.kind, ItemKind::Variable(_) | ItemKind::Flow { .. }));
    assert_eq!(
        names.count(),
        first
            .variables
            .iter()
            .filter(|it| it.kind_word() != "lookup" || it.name.key.as_str() == "effect")
            .count()
    );
}
