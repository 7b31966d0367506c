//! What is open: everything the page needs to know once.

use super::{chapter_of, provenance, unit};
use crate::opened::Opened;
use interregnum_compile::Program;
use interregnum_compile::program::{Setting, SettingKind};
use interregnum_model::diagnostic::Severity;
use interregnum_model::model::Origin;
use interregnum_model::{Method, Model};
use interregnum_run::run::element_name;
use interregnum_study::check::counts;
use serde_json::{Value, json};
use std::path::Path;

/// The model as a whole.
pub fn book(opened: &Opened, path: &Path, saves: bool) -> Value {
    let model = &opened.model;
    let (errors, warnings) = counts(&opened.diagnostics);
    let first_error = opened.diagnostics.iter().find(|one| one.severity == Severity::Error);
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("model");
    let title = if model.book.title.is_empty() { name } else { &model.book.title };
    json!({
        "title": title,
        "argument": model.book.argument.split_whitespace().collect::<Vec<&str>>().join(" "),
        "path": path.display().to_string(),
        "file": name,
        "ours": model.origin == Origin::Book,
        "hash": opened.hash,
        "engine": concat!("interregnum ", env!("CARGO_PKG_VERSION")),
        "saves": saves,
        "runs": opened.program.is_some(),
        "errors": errors,
        "warnings": warnings,
        "first_error": first_error.map(|one| one.message.clone()),
        "time": time(model),
        "members": model.book.ensemble.members,
        "formats": super::take::formats(),
        "chapters": chapters(model),
        "sources": sources(model),
        "show": model.book.show.iter().map(|name| name.key.as_str()).collect::<Vec<&str>>(),
        "variables": variables(opened),
        "parameters": opened.program.as_ref().map_or(Vec::new(), |program| parameters(model, program)),
        "mechanisms": mechanisms(model),
        "levers": levers(model),
        "claims": claims(opened),
    })
}

fn time(model: &Model) -> Value {
    let time = &model.time;
    let method = match time.method {
        Method::Euler => "Euler",
        Method::Rk4 => "Runge-Kutta",
    };
    json!({
        "start": time.start, "stop": time.stop, "dt": time.dt,
        "unit": time.unit.to_string(), "method": method,
    })
}

fn chapters(model: &Model) -> Vec<Value> {
    let one = |chapter: &interregnum_model::model::Chapter| {
        let file = model.sources.get(chapter.file).map_or("", |file| file.path.as_str());
        let file = Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or("");
        json!({ "title": chapter.title, "sector": chapter.sector, "file": file })
    };
    model.chapters.iter().map(one).collect()
}

/// Titles of the sources that the book cites, by their keys.
fn sources(model: &Model) -> Value {
    let one = |source: &interregnum_model::model::Source| {
        (source.key.clone(), Value::String(source.title.clone()))
    };
    Value::Object(model.book.sources.iter().map(one).collect())
}

fn variables(opened: &Opened) -> Vec<Value> {
    let model = &opened.model;
    let one = |variable: &interregnum_model::Variable| {
        let observed = model
            .series
            .iter()
            .any(|series| series.of.as_ref().is_some_and(|of| of.name == variable.name));
        let layout = opened.program.as_ref().and_then(|program| {
            program.variables.iter().find(|one| !one.hidden && one.name == variable.name)
        });
        let elements: Vec<String> = match layout {
            Some(layout) if !layout.dimensions.is_empty() => {
                (0..layout.count.min(64)).map(|at| element_name(layout, at)).collect()
            }
            Some(_) | None => Vec::new(),
        };
        json!({
            "name": &*variable.name.written,
            "key": variable.name.key.as_str(),
            "kind": variable.kind_word(),
            "unit": unit(model, variable),
            "note": variable.note,
            "provenance": provenance(&variable.provenance),
            "chapter": chapter_of(model, variable.span),
            "elements": elements,
            "observed": observed,
            "runs": layout.is_some(),
            "provisional": variable.provisional,
        })
    };
    model.variables.iter().map(one).collect()
}

/// Parameters that can be set, each element for itself; what else is to be said of them stands with
/// their variables.
fn parameters(model: &Model, program: &Program) -> Vec<Value> {
    let one = |setting: &Setting| {
        let SettingKind::Parameter { name, element, range, .. } = &setting.kind else {
            return None;
        };
        let layout = program.variables.iter().find(|one| one.name == *name)?;
        let variable = model.variable(&name.key)?;
        let range = range.or(variable.range.map(|range| (range.low, range.high)));
        Some(json!({
            "name": element_name(layout, *element),
            "key": name.key.as_str(),
            "value": setting.default,
            "low": range.map(|(low, _)| low),
            "high": range.map(|(_, high)| high),
        }))
    };
    program.settings.iter().filter_map(one).collect()
}

fn mechanisms(model: &Model) -> Vec<Value> {
    let one = |mechanism: &interregnum_model::Mechanism| {
        json!({
            "name": &*mechanism.name.written,
            "note": mechanism.note,
            "provenance": provenance(&mechanism.provenance),
            "chapter": chapter_of(model, mechanism.span),
            "provisional": mechanism.provisional,
            "touches": mechanism.off.iter().map(|one| one.target.name.key.as_str()).collect::<Vec<&str>>(),
        })
    };
    model.mechanisms.iter().map(one).collect()
}

fn levers(model: &Model) -> Vec<Value> {
    let one = |lever: &interregnum_model::Lever| {
        json!({
            "name": &*lever.name.written,
            "note": lever.note,
            "from": lever.from,
            "until": lever.until,
            "provenance": provenance(&lever.provenance),
            "chapter": chapter_of(model, lever.span),
            "provisional": lever.provisional,
            "touches": lever.replacements.iter().map(|one| one.target.name.key.as_str()).collect::<Vec<&str>>(),
        })
    };
    model.levers.iter().filter(|lever| !lever.anonymous).map(one).collect()
}

fn claims(opened: &Opened) -> Vec<Value> {
    let model = &opened.model;
    let one = |claim: &interregnum_model::Claim| {
        let sector = model.chapter(claim.span).map_or("", |chapter| chapter.sector.as_str());
        json!({
            "id": &*claim.name.written,
            "statement": claim.statement.split_whitespace().collect::<Vec<&str>>().join(" "),
            "tier": claim.tier,
            "kind": claim.kind,
            "role": claim.role,
            "hardness": claim.hardness,
            "provenance": provenance(&claim.provenance),
            "chapter": chapter_of(model, claim.span),
            "sector": sector,
            "untestable": claim.untestable,
        })
    };
    model.claims.iter().map(one).collect()
}
