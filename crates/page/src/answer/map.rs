//! Who reads whom in the whole model, sector by sector.

use crate::opened::Opened;
use crate::structure::causes;
use interregnum_model::{Model, Variable};
use serde_json::{Value, json};

/// The model's sectors, the sector of each variable, and what enters what.
pub fn map(opened: &Opened) -> Value {
    let model = &opened.model;
    let (titles, places) = sectors(model);
    let nodes: Vec<Value> = model
        .variables
        .iter()
        .zip(&places)
        .map(|(one, sector)| json!({ "key": one.name.key.as_str(), "sector": sector }))
        .collect();
    let edges: Vec<Value> = causes(model)
        .iter()
        .enumerate()
        .flat_map(|(at, causes)| causes.iter().map(move |(cause, link)| (*cause, at, *link)))
        .map(|(from, to, link)| json!([from, to, link.as_str()]))
        .collect();
    json!({ "sectors": titles, "nodes": nodes, "edges": edges })
}

/// Titles of the sectors, and each variable's: chapters of a book, groups or modules of other
/// models, one sector where there is neither.
fn sectors(model: &Model) -> (Vec<String>, Vec<usize>) {
    let mut titles: Vec<String> = Vec::new();
    let mut places = Vec::new();
    for variable in &model.variables {
        let title = sector(model, variable);
        let at = titles.iter().position(|known| *known == title).unwrap_or_else(|| {
            titles.push(title);
            titles.len() - 1
        });
        places.push(at);
    }
    (titles, places)
}

fn sector(model: &Model, variable: &Variable) -> String {
    let chapters = model.chapters.len() > 1;
    if let Some(chapter) = model.chapter(variable.span).filter(|_| chapters) {
        return chapter.title.clone();
    }
    let group = model.groups.iter().find(|group| group.members.contains(&variable.name));
    if let Some(group) = group {
        return group.name.to_string();
    }
    match variable.name.written.split_once('.') {
        Some((module, _)) => module.to_owned(),
        None => "The model".to_owned(),
    }
}
