//! What a model says besides its numbers, as lines that can be compared: what a round trip must keep.

use interregnum_model::dimension::Elements;
use interregnum_model::view::{Connector, End, Item, ItemKind, Position, View};
use interregnum_model::{Model, Name, Unit, Variable, VariableKind};
use std::collections::BTreeSet;

/// One thing a model says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// What kind of thing: `unit`, `note`, `place`, ...
    pub kind: &'static str,
    /// What it is said of, as compared.
    pub of: String,
    /// What is said.
    pub says: String,
}

impl std::fmt::Display for Fact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of `{}`: {}", self.kind, self.of, self.says)
    }
}

/// Everything of a model that a round trip must keep, but for its equations, which its numbers show.
pub fn facts(model: &Model) -> BTreeSet<Fact> {
    let mut facts = Facts::default();
    for variable in &model.variables {
        facts.variable(variable);
    }
    for dimension in &model.dimensions {
        let elements = match &dimension.elements {
            Elements::Named(names) => keys(names),
            Elements::Counted(_) => "counted".to_owned(),
        };
        facts.add("elements", key(&dimension.name), elements);
        facts.note(&dimension.name, &dimension.note);
    }
    for group in &model.groups {
        facts.add("group", key(&group.name), keys(&group.members));
        facts.note(&group.name, &group.note);
    }
    for it in &model.macros {
        let arguments: Vec<Name> = it.arguments.iter().map(|it| it.name.clone()).collect();
        facts.add("macro", key(&it.name), keys(&arguments));
    }
    for claim in &model.claims {
        facts.add("claim", key(&claim.name), plain(&claim.statement));
    }
    for (number, view) in model.views.iter().enumerate() {
        facts.view(number + 1, view);
    }
    facts.all
}

fn key(name: &Name) -> String {
    name.key.as_str().to_owned()
}

fn keys(names: &[Name]) -> String {
    names.iter().map(key).collect::<Vec<_>>().join(", ")
}

/// Words with single blanks; the two signs that end a comment in Vensim stand for those alike.
fn plain(words: &str) -> String {
    let words = words.replace('\u{223c}', "~").replace('\u{a6}', "|");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A unit, one of time by its singular: XMILE knows `years` and `year` as one.
fn unit(unit: &Unit) -> String {
    const TIMES: [&str; 8] =
        ["years", "quarters", "months", "weeks", "days", "hours", "minutes", "seconds"];
    let mut powers: Vec<String> = Vec::new();
    for (base, power) in unit.powers() {
        let key = base.key().as_str();
        let key = if TIMES.contains(&key) { key.trim_end_matches('s') } else { key };
        powers.push(format!("{key}^{power}"));
    }
    powers.sort();
    powers.join(" ")
}

/// To whole pixels: sketches have no parts of them.
fn place(at: Position) -> String {
    format!("({}, {})", at.x.round(), at.y.round())
}

#[derive(Default)]
struct Facts {
    all: BTreeSet<Fact>,
}

impl Facts {
    fn add(&mut self, kind: &'static str, of: String, says: String) {
        self.all.insert(Fact { kind, of, says });
    }

    fn note(&mut self, name: &Name, note: &str) {
        let words = plain(note);
        if !words.is_empty() {
            self.add("note", key(name), words);
        }
    }

    fn variable(&mut self, variable: &Variable) {
        let of = || key(&variable.name);
        let kind = match &variable.kind {
            VariableKind::Stock { .. } => "stock",
            VariableKind::Flow { .. } => "flow",
            VariableKind::Lookup(lookup) => {
                // A curve inside a variable may stand beside it elsewhere: its points tell it apart.
                for (_, curve) in &lookup.curves {
                    self.add("curve", "some lookup".to_owned(), format!("{:?}", curve.points));
                }
                if lookup.inside.is_some() {
                    return;
                }
                "lookup"
            }
            VariableKind::Auxiliary { .. }
            | VariableKind::Parameter { .. }
            | VariableKind::Input { .. } => "auxiliary",
        };
        self.add("kind", of(), kind.to_owned());
        self.add("dimensions", of(), keys(&variable.dimensions));
        if let Some((unit, _)) = &variable.unit {
            self.add("unit", of(), self::unit(unit));
        }
        if let Some(range) = variable.range {
            self.add("range", of(), format!("{} .. {}", range.low, range.high));
        }
        self.note(&variable.name, &variable.note);
    }

    fn view(&mut self, number: usize, view: &View) {
        if view.items.is_empty() {
            return;
        }
        let of = format!("view {number}");
        self.add("title", of.clone(), plain(&view.title));
        for item in &view.items {
            let (kind, says) = drawn(view, item);
            self.add(kind, of.clone(), says);
        }
    }
}

fn drawn(view: &View, item: &Item) -> (&'static str, String) {
    let at = place(item.at);
    match &item.kind {
        ItemKind::Variable(name) => ("place", format!("{} at {at}", key(name))),
        ItemKind::Flow { name, pipe } => {
            let ends: Vec<String> =
                pipe.first().into_iter().chain(pipe.last()).map(|it| at_end(view, *it)).collect();
            ("valve", format!("{} at {at} between {}", key(name), ends.join(", ")))
        }
        ItemKind::Module(name) => ("module", format!("{} at {at}", key(name))),
        ItemKind::Alias(name) => ("ghost", format!("{} at {at}", key(name))),
        ItemKind::Connector(arrow) => ("arrow", arrowed(view, arrow)),
        ItemKind::Text(words) => ("words", format!("{} at {at}", plain(words))),
        ItemKind::Group(name) => ("frame", format!("{} at {at}", key(name))),
        ItemKind::Other { word, .. } => ("thing", format!("{word} at {at}")),
    }
}

/// What a pipe ends at: the nearest variable, or a cloud where none is near.
fn at_end(view: &View, end: Position) -> String {
    let near = |item: &&Item| {
        let (w, h) = item.size.unwrap_or((90.0, 60.0));
        (item.at.x - end.x).abs() <= w / 2.0 + 2.0 && (item.at.y - end.y).abs() <= h / 2.0 + 2.0
    };
    let named = |item: &Item| match &item.kind {
        ItemKind::Variable(name) | ItemKind::Alias(name) => Some(key(name)),
        _ => None,
    };
    view.items.iter().filter(near).find_map(named).unwrap_or_else(|| "a cloud".to_owned())
}

fn arrowed(view: &View, arrow: &Connector) -> String {
    let points: Vec<String> = arrow.points.iter().map(|it| place(*it)).collect();
    format!(
        "{} to {} {} {}",
        end(view, &arrow.from),
        end(view, &arrow.to),
        points.join(" "),
        arrow.polarity.unwrap_or(' ')
    )
}

fn end(view: &View, end: &End) -> String {
    let id = match end {
        End::Name(name) => return key(name),
        End::Item(id) => *id,
    };
    match view.items.iter().find(|item| item.id == id) {
        Some(item) => drawn(view, item).1.split(" at ").next().unwrap_or("").to_owned(),
        None => "nothing".to_owned(),
    }
}
