//! Drawings in XMILE.

use super::desk::Desk;
use super::markup::Tag;
use super::names::{attribute, identifier, words};
use crate::layout;
use crate::number::print_number;
use interregnum_model::view::{Connector, Delay, End, Item, ItemKind, Position, Side, View};
use interregnum_model::{Name, VariableKind};

/// The views of a model; one made for it where it has none.
pub fn views(desk: &Desk<'_>) -> Tag {
    let mut tag = Tag::new("views");
    if desk.model.views.iter().all(|view| view.items.is_empty()) {
        tag.push(view(desk, &layout::draw(desk.model)));
    } else {
        tag.extend(desk.model.views.iter().map(|it| view(desk, it)));
    }
    tag
}

fn view(desk: &Desk<'_>, view: &View) -> Tag {
    let mut tag = Tag::new("view");
    if !view.title.is_empty() {
        tag = tag.with("name", words(&view.title));
    }
    for property in view.properties.iter().filter(|it| is_attribute(&it.word)) {
        tag = tag.with(&property.word, property.value.clone());
    }
    for property in view.properties.iter().filter(|it| it.word.starts_with('<')) {
        tag.push_raw(&property.value);
    }
    for item in &view.items {
        push(desk, view, item, &mut tag);
    }
    tag
}

/// Words of Vensim's sketch lines are not XMILE's.
fn is_attribute(word: &str) -> bool {
    !word.starts_with('<')
        && !word.starts_with("sketch")
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '-'))
}

fn push(desk: &Desk<'_>, view: &View, item: &Item, into: &mut Tag) {
    let tag = match &item.kind {
        ItemKind::Variable(name) => {
            placed(item, Tag::new(word(desk, name)).with("name", attribute(name)))
        }
        ItemKind::Flow { name, pipe } => {
            let mut tag = placed(item, Tag::new("flow").with("name", attribute(name)));
            if !pipe.is_empty() {
                tag.push(points(pipe));
            }
            tag
        }
        ItemKind::Module(name) => placed(item, Tag::new("module").with("name", attribute(name))),
        ItemKind::Group(name) => placed(item, Tag::new("group").with("name", attribute(name))),
        ItemKind::Alias(name) => placed(item, Tag::new("alias").with("uid", item.id.to_string()))
            .holding(Tag::words("of", &identifier(name))),
        ItemKind::Connector(arrow) => connector(view, item, arrow),
        ItemKind::Text(text) => {
            let mut tag = Tag::words("text_box", &words(text)).with("uid", item.id.to_string());
            tag = placed(item, tag);
            tag
        }
        ItemKind::Other { text, word } if text.trim_start().starts_with('<') => {
            let _ = word;
            into.push_raw(text);
            return;
        }
        ItemKind::Other { word, .. } => {
            desk.loss(
                None,
                format!("a `{word}` of the drawing has no place in XMILE"),
                "draw it anew in the other tool",
            );
            return;
        }
    };
    into.push(tag);
}

/// The tag of a variable in a view.
fn word(desk: &Desk<'_>, name: &Name) -> &'static str {
    match desk.model.variable(&name.key).map(|it| &it.kind) {
        Some(VariableKind::Stock { .. }) => "stock",
        Some(VariableKind::Flow { .. }) => "flow",
        Some(VariableKind::Lookup(lookup)) if lookup.inside.is_none() => "gf",
        Some(
            VariableKind::Auxiliary { .. }
            | VariableKind::Parameter { .. }
            | VariableKind::Lookup(_)
            | VariableKind::Input { .. },
        )
        | None => "aux",
    }
}

/// Place, size, side of the name, and what the file said besides.
fn placed(item: &Item, mut tag: Tag) -> Tag {
    let has_shape = item.properties.iter().any(|it| it.word == "<shape>");
    let is_xmile =
        item.properties.iter().all(|it| is_attribute(&it.word) || it.word.starts_with('<'));
    // A size of its own counts from the corner, a shape from the middle.
    let corner = match item.size.filter(|_| !has_shape && is_xmile) {
        Some((width, height)) => {
            tag = tag.with("width", print_number(width)).with("height", print_number(height));
            Position { x: item.at.x - width / 2.0, y: item.at.y - height / 2.0 }
        }
        None => item.at,
    };
    tag = tag.with("x", print_number(corner.x)).with("y", print_number(corner.y));
    if let Some(side) = item.label {
        tag = tag.with("label_side", side_word(side));
    }
    for property in &item.properties {
        if property.word.starts_with('<') {
            tag.push_raw(&property.value);
        } else if is_attribute(&property.word) {
            tag = tag.with(&property.word, property.value.clone());
        }
    }
    tag
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Top => "top",
        Side::Bottom => "bottom",
        Side::Left => "left",
        Side::Right => "right",
        Side::Centre => "center",
    }
}

fn points(points: &[Position]) -> Tag {
    let mut tag = Tag::new("pts");
    tag.extend(
        points
            .iter()
            .map(|it| Tag::new("pt").with("x", print_number(it.x)).with("y", print_number(it.y))),
    );
    tag
}

fn connector(view: &View, item: &Item, arrow: &Connector) -> Tag {
    let mut tag = Tag::new("connector").with("uid", item.id.to_string());
    if let Some(angle) = arrow.angle.or_else(|| take_off(view, arrow)) {
        tag = tag.with("angle", print_number(angle));
    }
    if let Some(polarity) = arrow.polarity {
        tag = tag.with("polarity", polarity.to_string());
    }
    if arrow.delay == Delay::Marked {
        tag = tag.with("delay_mark", "true");
    }
    for property in item.properties.iter().filter(|it| is_attribute(&it.word)) {
        tag = tag.with(&property.word, property.value.clone());
    }
    tag.push(end(view, "from", &arrow.from));
    tag.push(end(view, "to", &arrow.to));
    if !arrow.points.is_empty() {
        tag.push(points(&arrow.points));
    }
    tag
}

/// Degrees at which an arrow leaves that says none, as those of sketches: of the circle through its
/// ends and the point it is drawn by, or of the straight line (XMILE 1.0, 6.1.3).
fn take_off(view: &View, arrow: &Connector) -> Option<f64> {
    let at = |end: &End| match end {
        End::Item(id) => view.items.iter().find(|item| item.id == *id).map(|item| item.at),
        End::Name(_) => None,
    };
    let (from, to) = (at(&arrow.from)?, at(&arrow.to)?);
    let towards = |point: Position| libm::atan2(from.y - point.y, point.x - from.x);
    let straight = towards(to);
    // By the angle at the circle's edge: the way out turns as far from the straight line as the
    // line to the point does, seen from the other end.
    let turned = match arrow.points.as_slice() {
        [by] => {
            let seen = libm::atan2(by.y - to.y, to.x - by.x);
            towards(*by) + straight - seen
        }
        _ => straight,
    };
    let degrees = turned.to_degrees().rem_euclid(360.0);
    Some((degrees * 10.0).round() / 10.0)
}

fn end(view: &View, word: &str, end: &End) -> Tag {
    match end {
        End::Name(name) => Tag::words(word, &identifier(name)),
        End::Item(id) => match view.items.iter().find(|item| item.id == *id).map(|item| &item.kind)
        {
            Some(
                ItemKind::Variable(name) | ItemKind::Flow { name, .. } | ItemKind::Module(name),
            ) => Tag::words(word, &identifier(name)),
            Some(ItemKind::Alias(_)) => {
                Tag::new(word).holding(Tag::new("alias").with("uid", id.to_string()))
            }
            Some(
                ItemKind::Connector(_)
                | ItemKind::Text(_)
                | ItemKind::Group(_)
                | ItemKind::Other { .. },
            )
            | None => Tag::new(word),
        },
    }
}
