//! A model with its macros written out: what [`crate::expand`] makes and the later passes read.

use crate::index_sets::{DimensionId, IndexSets};
use crate::positions::Positions;
use interregnum_model::expression::Expr;
use interregnum_model::function::Function;
use interregnum_model::lookup::Curve;
use interregnum_model::name::{Key, Name};
use interregnum_model::series::{Between, Point};
use interregnum_model::source::Span;
use interregnum_model::unit::Unit;
use interregnum_model::variable::{Distribution, Range};
use interregnum_model::{Model, VariableKind};
use std::collections::{BTreeMap, HashMap};

/// Index of an entry in [`Expanded::entries`]; the same number is its
/// [`crate::program::VariableId`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EntryId(pub u32);

/// A model whose macros, delays and memories are variables like any others.
#[derive(Debug)]
pub struct Expanded<'m> {
    /// What it was made of.
    pub model: &'m Model,
    /// Dimensions, those of macro calls included.
    pub sets: IndexSets,
    /// The model's own variables in written order, then hidden ones.
    pub entries: Vec<Entry>,
    /// Where each name leads.
    pub by_key: HashMap<Key, EntryId>,
    /// What mechanisms and levers replace; those that win stand later.
    pub replacements: Vec<Replaced>,
    /// Calls that were written out, for the units of their arguments.
    pub calls: Vec<WrittenOut>,
}

/// One variable.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its name.
    pub name: Name,
    /// Where it is declared; for a hidden one, where the call stands.
    pub span: Span,
    /// What it is.
    pub kind: EntryKind,
    /// Its unit.
    pub unit: EntryUnit,
    /// What it is spread over: first the axes of the equation that a macro call stands in.
    pub axes: Vec<Axis>,
    /// How many of the axes come from that equation.
    pub inherited: usize,
    /// Its equation, case by case, later ones winning: at the start for what keeps its value from
    /// step to step, at each moment for the rest. Empty for lookups and dated series.
    pub cases: Vec<EntryCase>,
    /// Who sees it.
    pub visibility: Visibility,
    /// What the time is that is read here.
    pub clock: Clock,
    /// Least and greatest value that make sense.
    pub range: Option<Range>,
}

/// The kinds of entry.
#[derive(Clone, Debug)]
pub enum EntryKind {
    /// What accumulates.
    Stock {
        /// Flows that fill it.
        inflows: Vec<Name>,
        /// Flows that drain it.
        outflows: Vec<Name>,
        /// What keeps it from falling below 0.
        limit: StockLimit,
    },
    /// Rate of change of stocks.
    Flow {
        /// Whether it is held at 0.
        floor: Floor,
    },
    /// Worked out each moment.
    Auxiliary,
    /// Filled from the setting.
    Parameter {
        /// How an ensemble draws it.
        distribution: Option<Distribution>,
        /// Ranges of some elements, later ones winning.
        ranges: Vec<(Vec<Axis>, Range)>,
    },
    /// A drawn function: its curves with the elements each is for, later ones winning.
    Lookup {
        /// The curves.
        curves: Vec<(Vec<Axis>, Curve)>,
        /// Unit of x, where said.
        input_unit: Option<Unit>,
    },
    /// An input from a dated series.
    Series {
        /// In order of time.
        points: Vec<Point>,
        /// What lies between.
        between: Between,
    },
    /// An input with an equation.
    Input,
    /// `INIT(x)`: worked out once, at the start.
    AtStart,
    /// `PREVIOUS(x, first)`: what another entry held one step ago; its cases are `first`.
    Memory {
        /// The other entry.
        source: Key,
    },
    /// `DELAY(input, time, first)`: its cases are what comes out at first.
    FixedDelay {
        /// What goes in.
        input: Key,
        /// The delay time.
        time: Key,
    },
}

/// What keeps a stock from falling below 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockLimit {
    /// Nothing.
    None,
    /// Its outflows are held back, in listed order.
    HeldOutflows,
    /// It is cut at 0, its flows staying as they are.
    Clamped,
}

/// Whether a flow may fall below 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Floor {
    /// It may.
    None,
    /// It is held at 0.
    Zero,
}

/// What the time is where it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clock {
    /// The model's.
    Model,
    /// An input's: moved by its shift.
    Input(Key),
    /// A lever's, which may name dates.
    Lever,
}

/// Who sees a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Declared in the model.
    Declared,
    /// Made by the compiler for something written in the model.
    Hidden,
    /// Made by the compiler for the inside of a macro of the library.
    Library,
}

/// What an entry's unit is.
#[derive(Clone, Debug)]
pub enum EntryUnit {
    /// Said in its declaration; `None` when missing there.
    Declared(Option<Unit>),
    /// That of its equation.
    Inferred,
    /// Said inside a macro, where names of arguments stand for the arguments' units.
    OfArguments {
        /// As said; `None` when missing there.
        unit: Option<Unit>,
        /// The entries that hold the arguments.
        arguments: BTreeMap<Key, Key>,
    },
}

/// One of the dimensions that something is spread over, perhaps only a part of its elements.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The dimension it was declared over.
    pub dimension: DimensionId,
    /// The part of it that an equation was written for, where it was.
    pub part: Option<DimensionId>,
    /// Which elements, as positions in the whole dimension.
    pub positions: Positions,
}

/// One equation and the elements it is for.
#[derive(Clone, Debug)]
pub struct EntryCase {
    /// The elements: one axis for each of the entry's.
    pub axes: Vec<Axis>,
    /// Elements it is not for.
    pub except: Vec<Vec<Positions>>,
    /// The right-hand side.
    pub expr: Expr,
}

/// A mechanism or lever, by its place in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Switch {
    /// Index in [`Model::mechanisms`].
    Mechanism(usize),
    /// Index in [`Model::levers`].
    Lever(usize),
}

/// An equation that a switch puts in the place of another.
#[derive(Clone, Debug)]
pub struct Replaced {
    /// When it holds.
    pub switch: Switch,
    /// Whose equation.
    pub target: EntryId,
    /// Which elements, and what instead.
    pub case: EntryCase,
    /// Where it stands.
    pub span: Span,
}

/// A call of a macro or of a function that keeps something, written out as entries.
#[derive(Debug)]
pub struct WrittenOut {
    /// Its entry in the catalogue, where it has one.
    pub function: Option<&'static Function>,
    /// Its name as called.
    pub name: Name,
    /// Where the call stands.
    pub span: Span,
    /// The entries that hold its arguments, in order, where they were given.
    pub arguments: Vec<(Key, Span)>,
    /// The entry that holds its result.
    pub result: Key,
}

impl Expanded<'_> {
    /// The entry with this id.
    pub fn entry(&self, id: EntryId) -> Option<&Entry> {
        self.entries.get(id.0 as usize)
    }

    /// The id of the entry of this name.
    pub fn find(&self, key: &Key) -> Option<EntryId> {
        self.by_key.get(key).copied()
    }

    /// All entries with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (EntryId, &Entry)> {
        (0..).map(EntryId).zip(&self.entries)
    }
}

impl Entry {
    /// Whether its cases say what it is at the start only, because it keeps its value from step to
    /// step or for good.
    pub fn keeps(&self) -> bool {
        match self.kind {
            EntryKind::Stock { .. }
            | EntryKind::AtStart
            | EntryKind::Memory { .. }
            | EntryKind::FixedDelay { .. } => true,
            EntryKind::Flow { .. }
            | EntryKind::Auxiliary
            | EntryKind::Parameter { .. }
            | EntryKind::Lookup { .. }
            | EntryKind::Series { .. }
            | EntryKind::Input => false,
        }
    }

    /// How many elements it has.
    pub fn count(&self) -> u64 {
        self.axes
            .iter()
            .fold(1, |count, axis| count.saturating_mul(u64::from(axis.positions.len())))
    }

    /// The word for its kind.
    pub fn kind_word(&self) -> &'static str {
        match self.kind {
            EntryKind::Stock { .. } => "stock",
            EntryKind::Flow { .. } => "flow",
            EntryKind::Auxiliary
            | EntryKind::AtStart
            | EntryKind::Memory { .. }
            | EntryKind::FixedDelay { .. } => "auxiliary",
            EntryKind::Parameter { .. } => "parameter",
            EntryKind::Lookup { .. } => "lookup",
            EntryKind::Series { .. } | EntryKind::Input => "input",
        }
    }
}

impl Axis {
    /// All elements of a dimension.
    pub fn whole(dimension: DimensionId, sets: &IndexSets) -> Axis {
        Axis { dimension, part: None, positions: sets.positions(dimension) }
    }
}

/// Whether a variable of the model can be replaced by a mechanism or a lever.
pub fn replaceable(kind: &VariableKind) -> bool {
    match kind {
        VariableKind::Stock { .. }
        | VariableKind::Flow { .. }
        | VariableKind::Auxiliary { .. }
        | VariableKind::Parameter { .. }
        | VariableKind::Input { .. } => true,
        VariableKind::Lookup(_) => false,
    }
}
