//! One variable: its equation typeset, what enters it, what it enters.

use super::course::records;
use super::unit;
use crate::equation::{equation, expression};
use crate::opened::Opened;
use crate::structure::causes;
use crate::trouble::Trouble;
use interregnum_model::name::Key;
use interregnum_model::variable::{InputSource, VariableKind};
use interregnum_model::{Model, Name, Variable};
use serde_json::{Value, json};

/// All of one variable but its values.
///
/// # Errors
///
/// There is none of this name.
pub fn variable(opened: &Opened, name: &str) -> Result<Value, Trouble> {
    let model = &opened.model;
    let key = Key::new(name);
    let Some(at) = model.variables.iter().position(|one| one.name.key == key) else {
        let names = model.variables.iter().map(|one| &*one.name.written);
        return Err(crate::changes::unknown("variable", name, names));
    };
    let Some(found) = model.variables.get(at) else {
        return Err(Trouble::missing("there is no such variable"));
    };
    let links = causes(model);
    let name_of = |at: usize| model.variables.get(at).map_or("", |one| one.name.key.as_str());
    let into: Vec<Value> = links
        .get(at)
        .into_iter()
        .flatten()
        .map(|(cause, link)| json!({ "key": name_of(*cause), "link": link.as_str() }))
        .collect();
    let out: Vec<Value> = links
        .iter()
        .enumerate()
        .flat_map(|(use_, causes)| causes.iter().map(move |(cause, link)| (use_, *cause, *link)))
        .filter(|(_, cause, _)| *cause == at)
        .map(|(use_, _, link)| json!({ "key": name_of(use_), "link": link.as_str() }))
        .collect();
    Ok(json!({
        "key": found.name.key.as_str(),
        "equation": equation(model, found),
        "definition": definition(found),
        "source": model.sources.text(found.span),
        "place": model.sources.place(found.span).map(|place| place.to_string()),
        "unit": unit(model, found),
        "causes": into,
        "uses": out,
        "switches": switches(model, &key),
        "records": records(model, &[key.as_str()]),
    }))
}

/// What defines it that is no equation: points of a lookup, the file of an input.
fn definition(variable: &Variable) -> Value {
    match &variable.kind {
        VariableKind::Lookup(lookup) => {
            json!({ "points": lookup.curves.first().map(|(_, curve)| curve.points.clone()) })
        }
        VariableKind::Input { source, because } => {
            let file = match source {
                InputSource::Series { path, .. } => Some(path.as_str()),
                InputSource::Equation(_) => None,
            };
            json!({ "file": file, "because": because })
        }
        VariableKind::Parameter { .. } => {
            json!({ "low": variable.range.map(|one| one.low), "high": variable.range.map(|one| one.high) })
        }
        VariableKind::Stock { inflows, outflows, .. } => {
            let names = |all: &[Name]| -> Vec<String> {
                all.iter().map(|name| name.key.to_string()).collect()
            };
            json!({ "inflows": names(inflows), "outflows": names(outflows) })
        }
        VariableKind::Flow { .. } | VariableKind::Auxiliary { .. } => Value::Null,
    }
}

/// Mechanisms and levers that put something else in its place.
fn switches(model: &Model, key: &Key) -> Vec<Value> {
    let mechanisms = model
        .mechanisms
        .iter()
        .flat_map(|one| one.off.iter().map(move |replaced| ("mechanism", &one.name, replaced)));
    let levers = model.levers.iter().filter(|one| !one.anonymous).flat_map(|one| {
        one.replacements.iter().map(move |replaced| ("lever", &one.name, replaced))
    });
    mechanisms
        .chain(levers)
        .filter(|(_, _, replaced)| replaced.target.name.key == *key)
        .map(|(what, name, replaced)| {
            json!({
                "what": what,
                "name": &*name.written,
                "instead": expression(model, &replaced.expr),
            })
        })
        .collect()
}
