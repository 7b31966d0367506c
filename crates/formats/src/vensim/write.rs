//! A model as a `.mdl` file. What Vensim cannot say is written in the nearest honest way, and
//! reported: mechanisms and levers as switches; claims but reality checks, and observed series, not at all.

mod checks;
mod control;
mod equation;
mod equations;
mod function;
mod held;
mod name;
mod place;
mod range;
mod sketch;
mod variable;

use crate::Writing;
use crate::xmile::write::desk::Desk;
use crate::xmile::write::scenario::switches;
use equations::{Pen, entry};
use interregnum_model::macros::Macro;
use interregnum_model::{Dialect, Key, Model, Variable};
use name::{comment, spelled};
use place::Parts;
use std::collections::BTreeMap;
use variable::{inline, net_flows, variable};

/// Writes a model.
pub fn write(model: &Model) -> Writing {
    let desk = Desk::new(model);
    let parts = Parts::default();
    let inline = inline(&desk);
    let pen = Pen { desk: &desk, parts: &parts, inside: None, inline: &inline };
    let macros: String = model.macros.iter().map(|it| one_macro(&pen, it)).collect();
    let body = body(&pen);
    let text = format!(
        "{{UTF-8}}\n{macros}{}{body}{}{}{}{}",
        range::ranges(&desk, &parts),
        checks::checks(model),
        control::control(model),
        sketch::sketch(&desk),
        control::settings(model),
    );
    unsaid(&desk);
    Writing { text, diagnostics: desk.losses() }
}

/// The variables: those of no group, then group by group, then the switches.
fn body(pen: &Pen<'_, '_>) -> String {
    let model = pen.desk.model;
    let net = net_flows(&model.variables);
    let mut of: BTreeMap<&Key, usize> = BTreeMap::new();
    for (at, group) in model.groups.iter().enumerate() {
        for member in &group.members {
            of.entry(&member.key).or_insert(at);
        }
    }
    let one = |it: &Variable| variable(pen, it, &net);
    let mut text: String =
        model.variables.iter().filter(|it| !of.contains_key(&it.name.key)).map(one).collect();
    for (at, group) in model.groups.iter().enumerate() {
        text.push_str(&heading(&group.name.written, &group.note));
        let members = model.variables.iter().filter(|it| of.get(&it.name.key) == Some(&at));
        text.extend(members.map(one));
        if let Some(around) = &group.within {
            pen.desk.loss(
                Some(group.name.span),
                format!("Vensim's groups are not parts of others: `{}` of `{around}`", group.name),
                "say it in the group's name",
            );
        }
    }
    let switches = switches(pen.desk);
    if !switches.is_empty() {
        text.push_str(&heading("Switches", "1 while it works, 0 while it does not."));
    }
    for switch in switches {
        let about = format!("Dmnl [0,1,1]\n\t~\t{}", comment(&switch.note));
        let line = format!("{}=\n\t{}", spelled(&switch.name), name::bare_number(switch.value));
        text.push_str(&entry(&line, &about));
        pen.desk.loss(
            Some(switch.name.span),
            format!(
                "Vensim has neither mechanisms nor levers: `{}` is a switch of 0 and 1",
                switch.name
            ),
            "set it in the other tool to see what it does",
        );
    }
    text
}

/// The line of stars above a group and below its name.
const STARS: &str = "********************************************************";

fn heading(name: &str, note: &str) -> String {
    format!("{STARS}\n\t.{}\n{STARS}~\n\t\t{}\n\t|\n\n", comment(name), comment(note))
}

fn one_macro(pen: &Pen<'_, '_>, it: &Macro) -> String {
    let inside = Pen { inside: Some(it), ..*pen };
    let arguments: Vec<String> = it.arguments.iter().map(|it| spelled(&it.name)).collect();
    let net = net_flows(&it.variables);
    let variables: String = it.variables.iter().map(|it| variable(&inside, it, &net)).collect();
    if it.arguments.iter().any(|argument| argument.default.is_some()) {
        pen.desk.loss(
            Some(it.span),
            format!(
                "`{}` has arguments that may be left out, which Vensim's macros have not",
                it.name
            ),
            "give them all where you call it; the calls of this model do",
        );
    }
    if !it.dimensions.is_empty() {
        pen.desk.loss(
            Some(it.span),
            format!("the macro `{}` has dimensions of its own", it.name),
            "Vensim's macros have none: write its arrays out",
        );
    }
    format!(":MACRO: {}({})\n{variables}:END OF MACRO:\n", spelled(&it.name), arguments.join(", "))
}

/// What a `.mdl` file has no place for at all.
fn unsaid(desk: &Desk<'_>) {
    let model = desk.model;
    // Claims of a `.mdl` file are its reality checks, which are written as they were.
    let claims = model.claims.first().filter(|_| model.dialect != Dialect::Vensim);
    let claims = claims.map(|it| ("such claims", model.claims.len(), it.span));
    let series = model.series.first().map(|it| ("observed series", model.series.len(), it.span));
    for (what, count, span) in claims.into_iter().chain(series) {
        desk.loss(
            Some(span),
            format!("Vensim has no {what}: {count} are not written, this one first"),
            "keep the book beside the file",
        );
    }
    if let Some(display) = model.displays.first() {
        desk.loss(
            Some(display.variable.span),
            format!(
                "Vensim keeps no formats of numbers: those of {} variables are not written, this one first",
                model.displays.len()
            ),
            "choose them in the other tool's tables and graphs",
        );
    }
    if !model.book.title.is_empty() || !model.book.argument.is_empty() {
        desk.loss(
            None,
            format!("a `.mdl` file has no title: `{}`", model.book.title),
            "its name is that of the file",
        );
    }
}
