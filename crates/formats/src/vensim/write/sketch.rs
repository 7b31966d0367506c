//! The drawing: each view as a sketch (Vensim Help, Sketch Information). Numbers that the reader
//! kept of a `.mdl` file are written as they were; views of other formats get plain ones.

use super::name::spelled;
use crate::layout;
use crate::vensim::sketch::{CLOUD, FONTS, LABEL, REST};
use crate::xmile::write::desk::Desk;
use interregnum_model::view::{Connector, End, Item, ItemKind, Position, View};
use interregnum_model::{Name, VariableKind};
use std::collections::BTreeMap;

const BEGIN: &str = "\\\\\\---/// Sketch information - do not modify anything except names\n\
     V300  Do not put anything below this section - it will be ignored\n";

/// Fonts and colours of a new view.
const PLAIN_FONTS: &str =
    "192-192-192,0,Times New Roman|12||0-0-0|0-0-0|0-0-255|-1--1--1|-1--1--1|96,96,100,0";

/// All views; one made for a model that has none.
pub(crate) fn sketch(desk: &Desk<'_>) -> String {
    let model = desk.model;
    if model.views.iter().all(|view| view.items.is_empty()) {
        return view(desk, &layout::draw(model), 1);
    }
    model.views.iter().zip(1..).map(|(it, at)| view(desk, it, at)).collect()
}

fn view(desk: &Desk<'_>, it: &View, at: usize) -> String {
    let fonts = it.properties.iter().find(|it| it.word == FONTS);
    let fonts = fonts.map_or(PLAIN_FONTS, |it| it.value.as_str());
    let title = match it.title.is_empty() {
        true => format!("View {at}"),
        false => it.title.replace(['\n', '\r'], " "),
    };
    let mut sheet = Sheet::new(desk, it);
    it.items.iter().for_each(|item| sheet.item(item));
    if sheet.lost > 0 {
        desk.loss(
            None,
            format!("{} things of the view `{title}` have no place in a sketch", sheet.lost),
            "draw them again in the other tool",
        );
    }
    format!("{BEGIN}*{title}\n${fonts}\n{}", sheet.text)
}

/// One view being written.
struct Sheet<'s, 'm> {
    desk: &'s Desk<'m>,
    view: &'s View,
    /// The number of each item, and of the name beside each valve.
    numbers: BTreeMap<u32, u32>,
    last: u32,
    text: String,
    lost: usize,
}

impl<'s, 'm> Sheet<'s, 'm> {
    fn new(desk: &'s Desk<'m>, view: &'s View) -> Sheet<'s, 'm> {
        // Numbers are given first: pipes point at valves that come later.
        let numbers = view.items.iter().zip((1_u32..).step_by(2)).map(|(it, at)| (it.id, at));
        let numbers: BTreeMap<u32, u32> = numbers.collect();
        let last = numbers.values().max().map_or(0, |last| last + 1);
        Sheet { desk, view, numbers, last, text: String::new(), lost: 0 }
    }

    fn item(&mut self, item: &Item) {
        let Some(number) = self.numbers.get(&item.id).copied() else { return };
        match &item.kind {
            ItemKind::Variable(name) => {
                let rest = if self.is_stock(name) { "3,3,0,0,0,0,0,0" } else { "8,3,0,0,0,0,0,0" };
                self.placed(10, number, &spelled(name), item, rest);
            }
            ItemKind::Alias(name) => {
                let rest = "8,2,0,3,-1,0,0,0,128-128-128,0-0-0,|||128-128-128";
                self.placed(10, number, &spelled(name), item, rest);
            }
            ItemKind::Flow { name, pipe } => self.flow(number, item, name, pipe),
            ItemKind::Connector(arrow) => self.arrow(number, item, arrow),
            ItemKind::Text(words) => self.words(number, item, words),
            ItemKind::Other { word, text } if word == "11" && text.is_empty() => {
                self.placed(11, number, CLOUD, item, "34,3,0,0,1,0,0,0");
            }
            ItemKind::Other { word, text } if word.parse::<u32>().is_ok() => {
                let mut fields: Vec<&str> = text.split(',').collect();
                let own = number.to_string();
                if let Some(id) = fields.get_mut(1) {
                    *id = &own;
                }
                self.text.push_str(&format!("{}\n", fields.join(",")));
            }
            ItemKind::Module(_) | ItemKind::Group(_) | ItemKind::Other { .. } => self.lost += 1,
        }
    }

    fn is_stock(&self, name: &Name) -> bool {
        let variable = self.desk.model.variable(&name.key);
        variable.is_some_and(|it| matches!(it.kind, VariableKind::Stock { .. }))
    }

    /// `kind,number,name,x,y,w,h,rest`
    fn placed(&mut self, kind: u32, number: u32, name: &str, item: &Item, plain: &str) {
        let width = f64::from(u32::try_from(name.chars().count()).unwrap_or(0).min(24)) * 3.5;
        let (w, h) = item.size.unwrap_or(match plain.starts_with('3') {
            true => (80.0, 40.0),
            false => (2.0 * width.max(20.0), 22.0),
        });
        let rest = kept(item, REST).unwrap_or(plain);
        let line = format!(
            "{kind},{number},{name},{},{},{},{},{rest}\n",
            whole(item.at.x),
            whole(item.at.y),
            whole(w / 2.0),
            whole(h / 2.0)
        );
        self.text.push_str(&line);
    }

    /// Clouds where no stock is, the pipes, the valve and the name beside it.
    fn flow(&mut self, number: u32, item: &Item, name: &Name, pipe: &[Position]) {
        let ends = [(pipe.first(), "100"), (pipe.last(), "4")];
        for (end, shape) in ends {
            let Some(end) = end.filter(|end| **end != item.at) else { continue };
            let stock = self.at(*end);
            let to = stock.unwrap_or_else(|| self.cloud(*end));
            self.last += 1;
            let (x, y) = (whole((end.x + item.at.x) / 2.0), whole((end.y + item.at.y) / 2.0));
            self.text.push_str(&format!(
                "1,{},{number},{to},{shape},0,0,22,0,0,0,-1--1--1,,1|({x},{y})|\n",
                self.last
            ));
        }
        let valve = Item { size: item.size.or(Some((12.0, 16.0))), ..item.clone() };
        self.placed(11, number, CLOUD, &valve, "34,3,0,0,1,0,0,0");
        let below =
            format!("{},{},40,11,40,3,0,0,-1,0,0,0", whole(item.at.x), whole(item.at.y + 19.0));
        let label = kept(item, LABEL).unwrap_or(&below);
        self.text.push_str(&format!("10,{},{},{label}\n", number + 1, spelled(name)));
    }

    fn cloud(&mut self, at: Position) -> u32 {
        self.last += 1;
        self.text.push_str(&format!(
            "12,{},{CLOUD},{},{},10,8,0,3,0,0,-1,0,0,0\n",
            self.last,
            whole(at.x),
            whole(at.y)
        ));
        self.last
    }

    /// The stock, or its shadow, on which a pipe ends.
    fn at(&self, end: Position) -> Option<u32> {
        let of_stock = |item: &&Item| match &item.kind {
            ItemKind::Variable(name) | ItemKind::Alias(name) => self.is_stock(name),
            ItemKind::Flow { .. }
            | ItemKind::Module(_)
            | ItemKind::Connector(_)
            | ItemKind::Text(_)
            | ItemKind::Group(_)
            | ItemKind::Other { .. } => false,
        };
        let near = |item: &&Item| {
            let (w, h) = item.size.unwrap_or((80.0, 40.0));
            (item.at.x - end.x).abs() <= w / 2.0 + 1.0 && (item.at.y - end.y).abs() <= h / 2.0 + 1.0
        };
        let found = self.view.items.iter().filter(of_stock).find(near)?;
        self.numbers.get(&found.id).copied()
    }

    fn arrow(&mut self, number: u32, item: &Item, arrow: &Connector) {
        let (Some(from), Some(to)) = (self.end(&arrow.from), self.end(&arrow.to)) else {
            self.lost += 1;
            return;
        };
        let polarity = arrow.polarity.map_or(0, u32::from);
        let plain = format!("0,0,{polarity},0,0,64,0,-1--1--1,");
        let rest = kept(item, REST).unwrap_or(&plain);
        let points: String =
            arrow.points.iter().map(|it| format!("({},{})|", whole(it.x), whole(it.y))).collect();
        let points = if points.is_empty() { "(0,0)|".to_owned() } else { points };
        let count = arrow.points.len().max(1);
        self.text.push_str(&format!("1,{number},{from},{to},{rest},{count}|{points}\n"));
    }

    /// An end of an arrow; at a flow it is the name beside the valve.
    fn end(&self, end: &End) -> Option<u32> {
        let item = match end {
            End::Item(id) => self.view.items.iter().find(|item| item.id == *id)?,
            End::Name(name) => self.view.items.iter().find(|item| match &item.kind {
                ItemKind::Variable(own) | ItemKind::Flow { name: own, .. } => own == name,
                ItemKind::Module(_)
                | ItemKind::Alias(_)
                | ItemKind::Connector(_)
                | ItemKind::Text(_)
                | ItemKind::Group(_)
                | ItemKind::Other { .. } => false,
            })?,
        };
        let number = self.numbers.get(&item.id).copied()?;
        Some(if matches!(item.kind, ItemKind::Flow { .. }) { number + 1 } else { number })
    }

    fn words(&mut self, number: u32, item: &Item, words: &str) {
        self.placed(12, number, "0", item, "0,4,0,0,-1,0,0,0");
        let bits = kept(item, REST).and_then(|rest| rest.split(',').nth(1)?.parse::<u32>().ok());
        if bits.unwrap_or(4) & 4 != 0 {
            self.text.push_str(&format!("{}\n", words.replace(['\n', '\r'], " ")));
        }
    }
}

/// What the reader kept of the item's line under this word.
fn kept<'i>(item: &'i Item, word: &str) -> Option<&'i str> {
    item.properties.iter().find(|it| it.word == word).map(|it| it.value.as_str())
}

/// Places of a sketch are whole.
fn whole(number: f64) -> i64 {
    number.round() as i64
}
