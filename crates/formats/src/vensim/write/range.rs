//! Subscript ranges: elements, and what they map onto.

use super::equations::entry;
use super::name::{comment, spelled};
use super::place::Parts;
use crate::xmile::write::desk::Desk;
use interregnum_model::dimension::{Dimension, Elements};
use interregnum_model::{ExprKind, Key, Name};
use std::collections::BTreeMap;

/// All ranges, those made on the way last. Vensim declares a mapping from the side whose arrays are
/// read; the model keeps it where the equation runs.
pub(crate) fn ranges(desk: &Desk<'_>, parts: &Parts) -> String {
    let mut maps: BTreeMap<&Key, Vec<String>> = BTreeMap::new();
    for onto in &desk.model.dimensions {
        for mapping in &onto.mappings {
            if let Some(text) = map(desk, parts, onto, &mapping.target, &mapping.elements) {
                maps.entry(&mapping.target.key).or_default().push(text);
            }
        }
    }
    let mut text = String::new();
    for dimension in &desk.model.dimensions {
        if let Elements::Counted(expr) = &dimension.elements
            && !matches!(expr.kind, ExprKind::Number(_))
        {
            desk.loss(
                Some(expr.span),
                format!("`{}` has no fixed size", dimension.name),
                "Vensim's subscript ranges have a number of elements",
            );
        }
        let elements = desk.elements(&dimension.name.key);
        let maps = maps.get(&dimension.name.key).map(|maps| format!(" -> {}", maps.join(",")));
        let maps = maps.unwrap_or_default();
        text.push_str(&range(&dimension.name, elements, &maps, &dimension.note));
    }
    for (name, elements) in parts.borrow().iter() {
        text.push_str(&range(name, elements, "", ""));
    }
    text
}

fn range(name: &Name, elements: &[Name], maps: &str, note: &str) -> String {
    let names: Vec<String> = elements.iter().map(spelled).collect();
    let line = format!("{}:\n\t{}{maps}", spelled(name), names.join(","));
    entry(&line, &format!("\n\t~\t{}", comment(note)))
}

/// `onto`, or `(onto: a, b)`: for each element of `own` the one of `onto`, or a range of them.
fn map(
    desk: &Desk<'_>,
    parts: &Parts,
    onto: &Dimension,
    own: &Name,
    stands: &[Name],
) -> Option<String> {
    let (mine, theirs) = (desk.elements(&own.key), desk.elements(&onto.name.key));
    if mine.len() == theirs.len() && mine == stands {
        return Some(spelled(&onto.name));
    }
    let mut listed = Vec::with_capacity(mine.len());
    for element in mine {
        let places: Vec<Name> = theirs
            .iter()
            .zip(stands)
            .filter(|(_, stands)| *stands == element)
            .map(|(it, _)| it.clone())
            .collect();
        match places.as_slice() {
            [] => {
                desk.loss(
                    Some(own.span),
                    format!("`{element}` of `{own}` stands for nothing of `{}`", onto.name),
                    "map every element, or leave it out of the range",
                );
                return None;
            }
            [one] => listed.push(spelled(one)),
            many => listed.push(spelled(&named(desk, parts, many, element, onto))),
        }
    }
    Some(format!("({}: {})", spelled(&onto.name), listed.join(",")))
}

/// The range of these elements, made where the model has none.
fn named(desk: &Desk<'_>, parts: &Parts, elements: &[Name], of: &Name, onto: &Dimension) -> Name {
    let declared = desk.model.dimensions.iter().map(|it| &it.name);
    if let Some(name) = declared.into_iter().find(|name| desk.elements(&name.key) == elements) {
        return name.clone();
    }
    let name = Name::new(&format!("{} of {of}", onto.name), onto.name.span);
    parts.borrow_mut().push((name.clone(), elements.to_vec()));
    name
}
