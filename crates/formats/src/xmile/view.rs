//! `views`: the drawing (XMILE 1.0, chapters 5 and 6).

use super::context::{Context, attribute_name, number, plain_name, plain_text};
use super::module::Instance;
use super::rules::is_on;
use super::scope::qualified;
use super::xml::{Element, Tree};
use interregnum_model::Name;
use interregnum_model::view::{
    Connector, Delay, End, Item, ItemKind, Position, Property, Side, View,
};

/// Attributes that items have fields of their own for.
const FIELDS: &[&str] =
    &["x", "y", "width", "height", "uid", "name", "label_side", "angle", "polarity", "delay_mark"];

/// The views of a model or module. `text` is the whole file, for what is kept as it is.
pub fn read(
    context: &Context<'_>,
    tree: &Tree<'_>,
    instance: &Instance<'_, '_>,
    text: &str,
) -> Vec<View> {
    let mut views = Vec::new();
    for list in tree.all(instance.model, "views") {
        for element in tree.all(list, "view") {
            views.push(
                Drawing { context, tree, module: instance.name.as_ref(), text }.view(element),
            );
        }
    }
    views
}

/// What a view is read with.
struct Drawing<'d, 't> {
    context: &'d Context<'d>,
    tree: &'d Tree<'t>,
    module: Option<&'d Name>,
    text: &'d str,
}

impl Drawing<'_, '_> {
    fn view(&self, element: &Element<'_>) -> View {
        let mut view = View {
            title: element.value("name").map(plain_text).unwrap_or_default(),
            module: self.module.cloned(),
            items: Vec::new(),
            properties: self.properties(element, &["name"]),
        };
        let children: Vec<&Element<'_>> = self.tree.children(element).collect();
        let mut next = children
            .iter()
            .filter_map(|child| uid(child))
            .max()
            .map_or(1, |uid| uid.saturating_add(1));
        for child in &children {
            if child.tag == "style" {
                let value = self.raw(child).to_owned();
                view.properties.push(Property { word: "<style>".to_owned(), value });
                continue;
            }
            let given = uid(child).filter(|uid| view.items.iter().all(|item| item.id != *uid));
            let id = given.unwrap_or_else(|| {
                next = next.saturating_add(1);
                next - 1
            });
            view.items.push(self.item(child, id));
        }
        self.tie(&mut view);
        view
    }

    fn item(&self, element: &Element<'_>, id: u32) -> Item {
        let size = self.size(element);
        let corner = self.position(element);
        let has_shape = self.tree.first(element, "shape").is_some();
        // A size of its own counts from the corner, a shape from the middle (XMILE 1.0, 5.1.2).
        let at = match size {
            Some((width, height)) if !has_shape => {
                Position { x: corner.x + width / 2.0, y: corner.y + height / 2.0 }
            }
            Some(_) | None => corner,
        };
        Item {
            id,
            kind: self.kind(element),
            at,
            size,
            label: element.value("label_side").and_then(side),
            properties: self.item_properties(element),
        }
    }

    fn item_properties(&self, element: &Element<'_>) -> Vec<Property> {
        let mut properties = self.properties(element, FIELDS);
        for child in self.tree.children(element) {
            if !matches!(child.tag, "pts" | "from" | "to" | "of") && is_read(element.tag) {
                properties.push(Property {
                    word: format!("<{}>", child.tag),
                    value: self.raw(child).to_owned(),
                });
            }
        }
        properties
    }

    fn kind(&self, element: &Element<'_>) -> ItemKind {
        let name = element.attribute("name").map(|attribute| {
            let local = attribute_name(attribute);
            Name::new(&qualified(self.module, &local.written), local.span)
        });
        match (element.tag, name) {
            ("stock" | "aux" | "gf", Some(name)) => ItemKind::Variable(name),
            ("flow", Some(name)) => ItemKind::Flow { name, pipe: self.points(element) },
            ("module", Some(name)) => ItemKind::Module(name),
            ("group", Some(name)) => ItemKind::Group(name),
            ("alias", _) => match self.tree.first(element, "of") {
                Some(of) => ItemKind::Alias(self.local(of)),
                None => self.other(element),
            },
            ("connector", _) => ItemKind::Connector(self.connector(element)),
            ("text_box", _) => ItemKind::Text(plain_text(&element.text.decoded)),
            _ => self.other(element),
        }
    }

    fn other(&self, element: &Element<'_>) -> ItemKind {
        ItemKind::Other { word: element.tag.to_owned(), text: self.raw(element).to_owned() }
    }

    fn connector(&self, element: &Element<'_>) -> Connector {
        let end = |tag: &str| {
            let Some(end) = self.tree.first(element, tag) else { return End::Item(0) };
            match self.tree.first(end, "alias").and_then(uid) {
                Some(uid) => End::Item(uid),
                None => End::Name(self.local(end)),
            }
        };
        let polarity = element.value("polarity").and_then(|words| words.trim().chars().next());
        Connector {
            from: end("from"),
            to: end("to"),
            points: self.points(element),
            angle: element.value("angle").and_then(number),
            polarity: polarity.filter(|sign| matches!(sign, '+' | '-')),
            delay: if element.value("delay_mark").is_some_and(is_on) {
                Delay::Marked
            } else {
                Delay::Unmarked
            },
        }
    }

    /// The variable that an element's words name.
    fn local(&self, element: &Element<'_>) -> Name {
        let words = plain_name(element.words());
        let words = words.strip_prefix('.').unwrap_or(&words);
        Name::new(&qualified(self.module, words), self.context.words_span(element))
    }

    fn points(&self, element: &Element<'_>) -> Vec<Position> {
        let lists = self.tree.all(element, "pts");
        lists.flat_map(|list| self.tree.all(list, "pt")).map(|point| self.position(point)).collect()
    }

    fn position(&self, element: &Element<'_>) -> Position {
        let coordinate = |name: &str| element.value(name).and_then(number).unwrap_or(0.0);
        Position { x: coordinate("x"), y: coordinate("y") }
    }

    fn size(&self, element: &Element<'_>) -> Option<(f64, f64)> {
        let shape = self.tree.first(element, "shape").unwrap_or(element);
        if let Some(radius) =
            shape.value("radius").and_then(number).filter(|_| shape.value("type") == Some("circle"))
        {
            return Some((2.0 * radius, 2.0 * radius));
        }
        Some((shape.value("width").and_then(number)?, shape.value("height").and_then(number)?))
    }

    fn properties(&self, element: &Element<'_>, fields: &[&str]) -> Vec<Property> {
        let others =
            element.attributes.iter().filter(|attribute| !fields.contains(&attribute.name));
        others
            .map(|attribute| Property {
                word: attribute.name.to_owned(),
                value: attribute.value.decoded.clone(),
            })
            .collect()
    }

    fn raw(&self, element: &Element<'_>) -> &str {
        self.text.get(element.whole.start as usize..element.whole.end as usize).unwrap_or("")
    }

    /// Makes the names at the ends of arrows the items that bear them.
    fn tie(&self, view: &mut View) {
        let items: Vec<(Name, u32)> = view
            .items
            .iter()
            .filter_map(|item| match &item.kind {
                ItemKind::Variable(name) | ItemKind::Flow { name, .. } | ItemKind::Module(name) => {
                    Some((name.clone(), item.id))
                }
                ItemKind::Alias(_)
                | ItemKind::Connector(_)
                | ItemKind::Text(_)
                | ItemKind::Group(_)
                | ItemKind::Other { .. } => None,
            })
            .collect();
        let find = |end: &mut End| {
            if let End::Name(name) = end
                && let Some((_, id)) = items.iter().find(|(other, _)| other == name)
            {
                *end = End::Item(*id);
            }
        };
        for item in &mut view.items {
            if let ItemKind::Connector(connector) = &mut item.kind {
                find(&mut connector.from);
                find(&mut connector.to);
            }
        }
    }
}

/// Whether items of this tag are taken apart, so that their children must be kept one by one.
fn is_read(tag: &str) -> bool {
    matches!(
        tag,
        "stock" | "aux" | "gf" | "flow" | "module" | "group" | "alias" | "connector" | "text_box"
    )
}

fn uid(element: &Element<'_>) -> Option<u32> {
    element.value("uid")?.trim().parse().ok()
}

fn side(words: &str) -> Option<Side> {
    match words.trim().to_ascii_lowercase().as_str() {
        "top" => Some(Side::Top),
        "bottom" => Some(Side::Bottom),
        "left" => Some(Side::Left),
        "right" => Some(Side::Right),
        "center" | "centre" => Some(Side::Centre),
        _ => None,
    }
}
