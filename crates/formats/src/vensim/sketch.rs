//! The drawing of a file: its views, with variables, valves, arrows, shadow variables and words
//! (Vensim Help, Sketch Information and its page Objects).
//!
//! What the pages leave open is as files show it: a name with bit 32 in its shape stands on the
//! valve before it; arrows with thickness 22 from a valve are pipes, the one with shape 100 leads to
//! where the flow comes from, the other to where it goes; bit 1 of a name's bits is not set for a
//! shadow variable; a comment with bit 4 has its words on the next line.

use super::token::quoted_name;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::name::Name;
use interregnum_model::source::{FileId, Span};
use interregnum_model::view::{Connector, Delay, End, Item, ItemKind, Position, Property, View};
use std::collections::BTreeMap;

/// What a view begins with.
const BEGIN: &str = "\\\\\\---///";

/// The word under which the numbers that end a line are kept.
pub(crate) const REST: &str = "sketch";

/// The word under which the name beside a valve is kept: place, size and the rest.
pub(crate) const LABEL: &str = "sketch label";

/// The word under which a view's fonts and colours are kept.
pub(crate) const FONTS: &str = "sketch fonts";

/// Objects by the number that begins their line.
mod kind {
    pub const ARROW: &str = "1";
    pub const NAME: &str = "10";
    pub const VALVE: &str = "11";
    pub const COMMENT: &str = "12";
}

/// Bit of a shape: the object stands on the one before it.
const ATTACHED: u32 = 32;

/// Bit of a name: arrows may end at it. A shadow variable has it not.
const OWN: u32 = 1;

/// Bit of a comment: its words are the next line.
const WORDS_FOLLOW: u32 = 4;

/// The comment that is a cloud: this sign of Vensim's own font.
pub(crate) const CLOUD: &str = "48";

/// The views between `start` and `end` of a text.
pub(crate) fn views(
    file: FileId,
    text: &str,
    range: std::ops::Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<View> {
    let mut views: Vec<View> = Vec::new();
    let mut sheet: Option<Sheet> = None;
    let mut at = range.start;
    let mut lines = text.get(range).unwrap_or("").split_inclusive('\n').peekable();
    while let Some(whole) = lines.next() {
        let line = whole.trim_end();
        let span = Span::new(file, at, at + line.len());
        at += whole.len();
        if line.starts_with(BEGIN) {
            views.extend(sheet.take().map(Sheet::finish));
            sheet = Some(Sheet::default());
            continue;
        }
        let Some(sheet) = &mut sheet else { continue };
        if let Some(title) = line.strip_prefix('*') {
            sheet.view.title = title.to_owned();
        } else if let Some(fonts) = line.strip_prefix('$') {
            let value = fonts.to_owned();
            sheet.view.properties.push(Property { word: FONTS.to_owned(), value });
        } else if line.starts_with(|c: char| c.is_ascii_digit()) {
            let object = fields(line);
            let words = match follows(&object) {
                true => lines.next().map(|next| {
                    at += next.len();
                    next.trim_end()
                }),
                false => None,
            };
            if sheet.object(&object, words, span).is_none() {
                diagnostics.push(
                    Diagnostic::new(Code::Loss, span, "an object of the drawing is not kept")
                        .label("not read")
                        .help("the model is whole; draw this again in the other tool"),
                );
            }
        }
    }
    views.extend(sheet.map(Sheet::finish));
    views.retain(|view| !view.items.is_empty() || !view.title.is_empty());
    views
}

/// The fields of a line: commas inside quotes do not part them.
fn fields(line: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut in_quotes, mut before) = (false, ' ');
    for (at, c) in line.char_indices() {
        match c {
            '"' if before != '\\' => in_quotes = !in_quotes,
            ',' if !in_quotes => {
                parts.push(line.get(start..at).unwrap_or(""));
                start = at + 1;
            }
            _ => {}
        }
        before = c;
    }
    parts.push(line.get(start..).unwrap_or(""));
    parts
}

fn follows(object: &[&str]) -> bool {
    let bits = object.get(8).and_then(|bits| bits.parse::<u32>().ok()).unwrap_or(0);
    object.first() == Some(&kind::COMMENT) && bits & WORDS_FOLLOW != 0
}

/// An arrow as its line has it.
struct Arrow {
    from: u32,
    to: u32,
    shape: String,
    points: Vec<Position>,
    polarity: Option<char>,
    rest: String,
}

/// One view being read. Numbers are those of the file until it is finished.
#[derive(Default)]
struct Sheet {
    view: View,
    /// Numbers of the file's objects, in the order of the items.
    numbers: Vec<u32>,
    arrows: Vec<Arrow>,
    /// The valve whose name is still to come: its number, place and line.
    valve: Option<(u32, Item)>,
    /// Objects that stand for an item: names beside valves.
    stands_for: BTreeMap<u32, u32>,
    places: BTreeMap<u32, Position>,
}

impl Sheet {
    /// Takes one object; `None` when it cannot be read.
    fn object(&mut self, object: &[&str], words: Option<&str>, span: Span) -> Option<()> {
        let id: u32 = object.get(1)?.parse().ok()?;
        if object.first() == Some(&kind::ARROW) {
            return self.arrow(object);
        }
        let number = |at: usize| object.get(at)?.trim().parse::<f64>().ok();
        let at = Position { x: number(3)?, y: number(4)? };
        let size = number(5).zip(number(6)).map(|(w, h)| (2.0 * w, 2.0 * h));
        let rest = object.get(7..).unwrap_or_default().join(",");
        let properties = vec![Property { word: REST.to_owned(), value: rest }];
        let shape = number(7).unwrap_or(0.0) as u32;
        let bits = number(8).unwrap_or(0.0) as u32;
        self.places.insert(id, at);
        let valve = self.valve.take();
        let name = || Name::new(&quoted_name(object.get(2).unwrap_or(&"")), span);
        let kind = match *object.first()? {
            kind::VALVE => {
                let kind = ItemKind::Text(String::new());
                self.drop_valve(valve);
                self.valve = Some((id, Item { id, kind, at, size, label: None, properties }));
                return Some(());
            }
            kind::NAME if shape & ATTACHED != 0 && valve.is_some() => {
                return self.name_valve(id, name(), valve, object);
            }
            kind::NAME if bits & OWN == 0 => ItemKind::Alias(name()),
            kind::NAME => ItemKind::Variable(name()),
            kind::COMMENT if object.get(2) == Some(&CLOUD) => {
                self.drop_valve(valve);
                return Some(());
            }
            kind::COMMENT => ItemKind::Text(words.unwrap_or("").to_owned()),
            _ => ItemKind::Other { word: object.first()?.to_string(), text: object.join(",") },
        };
        self.drop_valve(valve);
        self.push(id, Item { id, kind, at, size, label: None, properties });
        Some(())
    }

    fn push(&mut self, id: u32, item: Item) {
        self.numbers.push(id);
        self.view.items.push(item);
    }

    /// A valve without a name is a drawing of its own.
    fn drop_valve(&mut self, valve: Option<(u32, Item)>) {
        if let Some((id, mut item)) = valve {
            item.kind = ItemKind::Other { word: kind::VALVE.to_owned(), text: String::new() };
            self.push(id, item);
        }
    }

    /// A name on a valve: together they are a flow.
    fn name_valve(
        &mut self,
        id: u32,
        name: Name,
        valve: Option<(u32, Item)>,
        object: &[&str],
    ) -> Option<()> {
        let (number, mut item) = valve?;
        self.stands_for.insert(id, number);
        item.kind = ItemKind::Flow { name, pipe: Vec::new() };
        let label = object.get(3..)?.join(",");
        item.properties.push(Property { word: LABEL.to_owned(), value: label });
        self.push(number, item);
        Some(())
    }

    /// `1,id,from,to,shape,hid,pol,thick,hasf,dtype,res,color,font,np|(x,y)|...`
    fn arrow(&mut self, object: &[&str]) -> Option<()> {
        let number = |at: usize| object.get(at)?.trim().parse::<u32>().ok();
        let polarity = number(6).filter(|code| *code != 0).and_then(char::from_u32);
        self.arrows.push(Arrow {
            from: number(2)?,
            to: number(3)?,
            shape: (*object.get(4)?).to_owned(),
            points: points_of(object.get(13..).unwrap_or_default()),
            polarity: match polarity {
                Some('+' | 'S' | 's') => Some('+'),
                Some('-' | 'O' | 'o') => Some('-'),
                Some(_) | None => None,
            },
            rest: object.get(4..13)?.join(","),
        });
        Some(())
    }

    /// The view, its items numbered from 1, arrows and pipes tied to them.
    fn finish(mut self) -> View {
        let valve = self.valve.take();
        self.drop_valve(valve);
        let mut ids: BTreeMap<u32, u32> = BTreeMap::new();
        for (number, at) in self.numbers.iter().zip(1_u32..) {
            ids.insert(*number, at);
        }
        for (label, valve) in &self.stands_for {
            if let Some(id) = ids.get(valve).copied() {
                ids.insert(*label, id);
            }
        }
        for (item, at) in self.view.items.iter_mut().zip(1_u32..) {
            item.id = at;
        }
        for arrow in std::mem::take(&mut self.arrows) {
            self.tie(arrow, &ids);
        }
        self.view
    }

    fn tie(&mut self, arrow: Arrow, ids: &BTreeMap<u32, u32>) {
        let place = |number: u32| self.places.get(&number).copied();
        if let Some(from) = ids.get(&arrow.from).copied()
            && arrow.rest.split(',').nth(3) == Some("22")
            && let Some(end) = place(arrow.to)
            && let Some(Item { kind: ItemKind::Flow { pipe, .. }, at, .. }) =
                self.view.items.iter_mut().find(|item| item.id == from)
        {
            if pipe.is_empty() {
                pipe.push(*at);
            }
            // The end where the flow comes from stands first.
            if arrow.shape == "100" {
                pipe.insert(0, end)
            } else {
                pipe.push(end)
            }
            return;
        }
        let (Some(from), Some(to)) = (ids.get(&arrow.from), ids.get(&arrow.to)) else { return };
        let connector = Connector {
            from: End::Item(*from),
            to: End::Item(*to),
            points: arrow.points,
            angle: None,
            polarity: arrow.polarity,
            delay: Delay::Unmarked,
        };
        let id = u32::try_from(self.view.items.len()).unwrap_or(u32::MAX).saturating_add(1);
        let at = place(arrow.from).unwrap_or_default();
        let properties = vec![Property { word: REST.to_owned(), value: arrow.rest }];
        let kind = ItemKind::Connector(connector);
        self.view.items.push(Item { id, kind, at, size: None, label: None, properties });
    }
}

/// `1|(204,71)|`, its commas parted already.
fn points_of(parts: &[&str]) -> Vec<Position> {
    let joined = parts.join(",");
    let Some((_, list)) = joined.split_once('|') else { return Vec::new() };
    let pair = |pair: &str| {
        let (x, y) = pair.trim_matches(['(', ')']).split_once(',')?;
        Some(Position { x: x.trim().parse().ok()?, y: y.trim().parse().ok()? })
    };
    let points: Vec<Position> = list.split('|').filter_map(pair).collect();
    // An arrow that is straight says so by one point in the corner of the sheet, as files show it.
    if points == [Position::default()] { Vec::new() } else { points }
}
