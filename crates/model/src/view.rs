//! Where things stand in the drawing: a view of an XMILE file, a sketch of a Vensim file.
//!
//! A drawing says nothing about what a model does, and no pass reads it but the writers and the
//! page. It is kept so that a model that is read and written again opens as the same diagram.

use crate::name::Name;
use crate::variable::Range;

/// One drawing of a model, or of a part of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// Its title; empty when it has none.
    pub title: String,
    /// The module it is a drawing of; `None` for a drawing of the model as a whole.
    pub module: Option<Name>,
    /// What stands in it, in the order of the file: later items lie on top.
    pub items: Vec<Item>,
    /// What the file says of the view as a whole in words of its own format: page size, zoom, fonts.
    pub properties: Vec<Property>,
}

/// One thing in a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// The number by which other items of this view point at it: unique in its view.
    pub id: u32,
    /// What it is.
    pub kind: ItemKind,
    /// Its middle.
    pub at: Position,
    /// Its width and height, where the file says so.
    pub size: Option<(f64, f64)>,
    /// The side its name stands at, where the file says so.
    pub label: Option<Side>,
    /// What the file says of it in words of its own format: colours, fonts, numbers of a sketch line.
    pub properties: Vec<Property>,
}

/// The kinds of thing in a drawing.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// A stock, auxiliary, parameter, lookup or input; the model says which.
    Variable(Name),
    /// A flow: its valve stands at the item's place, its pipe runs through these points from where
    /// it begins to where it ends. An end that is not at a stock is a cloud.
    Flow {
        /// The flow.
        name: Name,
        /// At least two points, or none where the file leaves the pipe out.
        pipe: Vec<Position>,
    },
    /// A module, by the name before the dot of its variables.
    Module(Name),
    /// The same variable once more (XMILE alias, Stella ghost, Vensim shadow variable).
    Alias(Name),
    /// An arrow from what is read to what reads it.
    Connector(Connector),
    /// Words.
    Text(String),
    /// A frame around a group.
    Group(Name),
    /// Something no other format has, as the file has it: a graph, a button, a slider.
    Other {
        /// The file's word for it, such as `graph`.
        word: String,
        /// The whole of it, as text of the file.
        text: String,
    },
}

/// An arrow of a drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct Connector {
    /// Where it begins.
    pub from: End,
    /// Where it points.
    pub to: End,
    /// Points between, where it is bent through points.
    pub points: Vec<Position>,
    /// Angle of take-off in degrees, 0 to the right, rising anticlockwise, where the file says so.
    pub angle: Option<f64>,
    /// `+` or `-` at its head, where drawn.
    pub polarity: Option<char>,
    /// Whether it bears the mark of a delay.
    pub delay: Delay,
}

/// Whether an arrow bears the mark of a delay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Delay {
    /// It does not.
    #[default]
    Unmarked,
    /// It does.
    Marked,
}

/// An end of an arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// An item of the same view.
    Item(u32),
    /// A name that has no item in the view, such as that of the time.
    Name(Name),
}

/// A place in a view: pixels to the right and downwards.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Position {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A side of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Above it.
    Top,
    /// Below it.
    Bottom,
    /// To its left.
    Left,
    /// To its right.
    Right,
    /// On it.
    Centre,
}

/// Something a file says in words of its own format, kept for the writer of that format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Property {
    /// The format's word.
    pub word: String,
    /// Its value, as the file has it.
    pub value: String,
}

/// Variables that belong together (XMILE group or sector, Vensim group).
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its name.
    pub name: Name,
    /// The group it is part of.
    pub within: Option<Name>,
    /// Its variables in the order of the file.
    pub members: Vec<Name>,
    /// What it is.
    pub note: String,
}

/// How a variable's values are shown, where the file says so (XMILE 1.0, 4.1.1).
#[derive(Clone, Debug, PartialEq)]
pub struct Display {
    /// The variable.
    pub variable: Name,
    /// Least and greatest value of its axis; of y for a lookup.
    pub scale: Option<Range>,
    /// The rest in words of the format, such as `precision` and `display_as`.
    pub properties: Vec<Property>,
}
