//! A model made ready to run: a small language with a definition.
//!
//! All numbers of a run stand in *slots*, one for each element of each variable, elements of a
//! variable side by side with the last dimension fastest. A run
//!
//! 1. fills the slots of parameters, switches, dates of levers and shifts of inputs from its
//!    setting (their defaults stand in [`Program::settings`]),
//! 2. does [`Program::initial`] once, in order, at the start time,
//! 3. at each step does [`Program::every_step`] in order, then saves; the slots of stocks,
//!    memories and fixed delays are known by then,
//! 4. moves the memories, the fixed delays and the stocks (`slot + dt * net`, or Runge-Kutta with
//!    `every_step` done again at the stages; memories, delays and draws stay as they were at the
//!    beginning of the step).
//!
//! An [`Assign`] is a loop nest over elements: loops `0..loops.len()` in order, the last fastest.
//! Values are trees in one arena; a value refers only to values before it, so none is circular.
//! `Select` works out only the chosen branch; `And`, `Or` work out both sides.
//!
//! **The promise.** A program that passes [`crate::verify`] runs on any engine without a panic and
//! touches no slot outside `0..slots`.

use interregnum_model::dialect::Dialect;
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::{Draw, Function, Reduction, Together};
use interregnum_model::lookup::Curve;
use interregnum_model::name::{Key, Name};
use interregnum_model::series::{Between, Point};
use interregnum_model::source::Span;
use interregnum_model::time::TimeSpec;
use interregnum_model::unit::Unit;
use interregnum_model::variable::Distribution;
use std::sync::Arc;

/// A program.
#[derive(Clone, Debug, Default)]
pub struct Program {
    /// In what language its model is written, and so spoken of.
    pub dialect: Dialect,
    /// How it goes through time unless a setting says otherwise.
    pub time: TimeSpec,
    /// Whether it holds what moves by whole steps, conveyors or queues: it then runs by Euler's
    /// method alone.
    pub euler_only: bool,
    /// How many slots there are.
    pub slots: u32,
    /// All values, each after those it refers to.
    pub values: Vec<Value>,
    /// Where each value was written; same length as `values`.
    pub places: Vec<Span>,
    /// Variables, those the compiler made included.
    pub variables: Vec<Layout>,
    /// Slots that a setting fills, with their defaults.
    pub settings: Vec<Setting>,
    /// Done once at the start.
    pub initial: Vec<Assign>,
    /// Done each step.
    pub every_step: Vec<Assign>,
    /// What accumulates.
    pub stocks: Vec<StockUpdate>,
    /// What is remembered from step to step.
    pub memories: Vec<Memory>,
    /// What comes out exactly as it went in, later.
    pub delays: Vec<FixedDelay>,
    /// Curves of lookups.
    pub curves: Vec<Curve>,
    /// Dated series of inputs.
    pub series: Vec<DatedSeries>,
}

/// Index of a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u32);

/// Index of a value in [`Program::values`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ValueId(pub u32);

/// Index of a variable in [`Program::variables`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VariableId(pub u32);

/// Number of a loop: those of the assignment count from 0, those of reductions go on from there.
pub type LoopId = u8;

/// Where a variable's elements are.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Its name.
    pub name: Name,
    /// Its kind.
    pub role: Role,
    /// Its unit, where known.
    pub unit: Option<Unit>,
    /// For each dimension its name and its elements' names.
    pub dimensions: Vec<(Name, Arc<[String]>)>,
    /// Slot of the first element.
    pub first: Slot,
    /// How many elements.
    pub count: u32,
    /// Where it is declared; for one the compiler made, where the call stands.
    pub span: Span,
    /// Made by the compiler: not shown unless asked for.
    pub hidden: bool,
}

/// The name of the hidden parameter that holds a number which a lever's equations ask for.
pub fn asked(lever: &Name, asked: &Name) -> Name {
    Name { key: Key::new(&format!("{}·{}", lever.key, asked.key)), ..asked.clone() }
}

/// The name of the hidden stock beneath a stock that a lever replaces between dates: what bears the
/// stock's name is then what is read of it.
pub fn itself(stock: &Name) -> String {
    format!("{}·itself", stock.key)
}

/// After the name of a stock and `·`: the name of the hidden variable that is no number where the
/// stock's conveyor or queue does not suffice; what follows says how, of the stock.
pub const OVERRUN: &str = "overrun·";

/// How to speak of a variable: by its name, or, where the compiler made it, by what it is of the
/// variable that the author wrote: `` `DELAY3` of `deliveries` ``.
pub fn spoken(name: &str) -> String {
    let mut parts = name.split('·');
    match (parts.next(), parts.next()) {
        (Some(of), Some(what)) => format!("`{what}` of `{of}`"),
        (_, _) => format!("`{name}`"),
    }
}

impl Program {
    /// Where a stock itself is kept: the first slot that is moved when the stock is.
    pub fn kept(&self, stock: &Layout) -> Slot {
        let beneath = Key::new(&itself(&stock.name));
        let beneath = self.variables.iter().find(|it| it.hidden && it.name.key == beneath);
        beneath.map_or(stock.first, |beneath| beneath.first)
    }
}

/// What a variable is to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Accumulates.
    Stock,
    /// A flow: its total over a year is asked for, not its mean.
    Flow,
    /// Worked out each step.
    Auxiliary,
    /// Filled from the setting, or replaced by a lever.
    Parameter,
    /// From a dated series or an equation that reads the time.
    Input,
    /// Kept from the start, or from step to step, for the compiler's own ends.
    Internal,
}

/// A slot that a setting fills.
#[derive(Clone, Debug)]
pub struct Setting {
    /// The slot.
    pub slot: Slot,
    /// What it is.
    pub kind: SettingKind,
    /// Its value unless the setting says otherwise.
    pub default: f64,
}

/// What a setting's slot is.
#[derive(Clone, Debug)]
pub enum SettingKind {
    /// One element of a parameter.
    Parameter {
        /// The parameter.
        name: Name,
        /// Its element's position, counted from 0 over all its dimensions.
        element: u32,
        /// How an ensemble draws it.
        distribution: Distribution,
        /// Range it is held in when drawn.
        range: Option<(f64, f64)>,
    },
    /// 1 while the mechanism works, 0 when it is off.
    Mechanism {
        /// The mechanism.
        name: Name,
    },
    /// 1 when the lever is pulled.
    Lever {
        /// The lever.
        name: Name,
    },
    /// First moment at which a lever acts; default minus infinity.
    LeverFrom {
        /// The lever.
        name: Name,
    },
    /// Moment from which a lever no longer acts; default infinity.
    LeverUntil {
        /// The lever.
        name: Name,
    },
    /// A number in a lever's equations that is asked when the lever is pulled.
    Asked {
        /// As [`asked`] names it.
        name: Name,
    },
    /// Years by which a dated input is read later.
    Shift {
        /// The input.
        name: Name,
    },
}

/// `target = value`, for each element of the loops.
#[derive(Clone, Debug)]
pub struct Assign {
    /// The variable it is for, for messages.
    pub variable: VariableId,
    /// Where the result goes.
    pub target: Address,
    /// How many times each loop runs; empty for a scalar.
    pub loops: Vec<u32>,
    /// What is worked out.
    pub value: ValueId,
}

/// A slot that moves with loops: `first` plus what each term adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Address {
    /// Slot when all loops are at their beginning and every table begins with 0.
    pub first: Slot,
    /// What each loop adds.
    pub terms: Vec<(LoopId, Offsets)>,
}

/// What a loop's position adds to a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Offsets {
    /// The position times this.
    Stride(u32),
    /// The entry at this position.
    Table(Vec<u32>),
}

/// What is worked out.
#[derive(Clone, Debug)]
pub enum Value {
    /// A number.
    Constant(f64),
    /// The number in a slot.
    Load(Address),
    /// The number in a slot picked by subscripts worked out at run time; 0 outside the array
    /// (XMILE 1.0, 3.7.1).
    Pick {
        /// The array's first slot, moved by loops for subscripts that are not worked out.
        base: Address,
        /// For each subscript worked out: its value (elements from 1, cut to a whole number), the
        /// dimension's size, and the slots from one element to the next.
        picks: Vec<(ValueId, u32, u32)>,
    },
    /// A loop's position, from 1.
    Position(LoopId),
    /// The present moment.
    Time,
    /// Step length.
    Dt,
    /// First moment.
    Start,
    /// Last moment.
    Stop,
    /// An operator on one value.
    Unary(UnaryOperator, ValueId),
    /// An operator on two values. `=` and `<>` compare exactly; truth is 1 and 0; `MOD` has the sign of the divisor.
    Binary(BinaryOperator, ValueId, ValueId),
    /// The second where the first is not 0, else the third.
    Select(ValueId, ValueId, ValueId),
    /// A scalar function of the catalogue.
    Call(&'static Function, Vec<ValueId>),
    /// All elements of a loop of its own put together.
    Reduce {
        /// How.
        reduction: Reduction,
        /// The loops it opens, with their lengths; the last runs fastest.
        loops: Vec<(LoopId, u32)>,
        /// What is put together.
        body: ValueId,
    },
    /// One element of what is worked out for all elements of an array together.
    Together {
        /// What is worked out.
        together: Together,
        /// The loops it opens over the elements, with their lengths; the last runs fastest. A
        /// dimension with one element has none.
        loops: Vec<(LoopId, u32)>,
        /// Arguments worked out for each element.
        each: Vec<ValueId>,
        /// Arguments worked out once.
        once: Vec<ValueId>,
        /// Which element of the result, as a number that moves with loops.
        element: Address,
        /// Open loops that no argument depends on: while only these move, the whole result stays
        /// as it is and need not be worked out again.
        shares: Vec<LoopId>,
    },
    /// A curve's y at x. The curve may move with loops: `Program::curves[first + offsets]`.
    Curve {
        /// Which curve, as an address into [`Program::curves`].
        curve: Address,
        /// At what x.
        x: ValueId,
    },
    /// A dated series' value at a moment.
    Series {
        /// Index in [`Program::series`].
        series: u32,
        /// When, the input's shift already taken off.
        at: ValueId,
    },
    /// A random draw for (seed, member, this stream, this element, time).
    Draw {
        /// From what distribution.
        draw: Draw,
        /// Stream: made from the variable's name, the draw's position in its equation and its seed
        /// argument.
        stream: u64,
        /// Arguments of the distribution.
        arguments: Vec<ValueId>,
        /// Tells elements apart: a number worked out like a slot, but no slot. It is the same for
        /// an element however its equation was split into assignments.
        element: Address,
    },
}

/// A stock and its net rate of change, element by element.
#[derive(Clone, Debug)]
pub struct StockUpdate {
    /// The stock.
    pub variable: VariableId,
    /// First slot of the stock.
    pub stock: Slot,
    /// First slot of its net rate of change, worked out each step.
    pub net: Slot,
    /// How many elements.
    pub count: u32,
}

/// `slot` takes, after a step, what `source` held at its beginning.
#[derive(Clone, Debug)]
pub struct Memory {
    /// Where it is remembered; filled by `initial` at first.
    pub slot: Slot,
    /// First slot of what is remembered.
    pub source: Slot,
    /// How many elements.
    pub count: u32,
}

/// What went in a fixed time ago.
#[derive(Clone, Debug)]
pub struct FixedDelay {
    /// First slot of what comes out; filled by `initial` with what comes out before anything went in.
    pub output: Slot,
    /// First slot of what goes in.
    pub input: Slot,
    /// First slot of the delay time, taken at the start.
    pub time: Slot,
    /// How many elements.
    pub count: u32,
    /// Where it is called.
    pub span: Span,
}

/// A dated series that drives the model.
#[derive(Clone, Debug)]
pub struct DatedSeries {
    /// The input.
    pub name: Name,
    /// In order of time, at least one.
    pub points: Vec<Point>,
    /// What lies between.
    pub between: Between,
}
