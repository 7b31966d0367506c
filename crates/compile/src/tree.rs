//! An equation's right-hand side when every name and subscript is known: what
//! [`crate::dimensions`] makes and the passes after it read.

use crate::entry::{Axis, EntryId};
use crate::index_sets::DimensionId;
use crate::order::Phase;
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::{Draw, Function, Reduction, Together};
use interregnum_model::lookup::Beyond;
use interregnum_model::source::Span;

/// A tree with the place it was written at.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// Where it stands.
    pub span: Span,
}

/// The kinds of node.
#[derive(Clone, Debug)]
pub enum NodeKind {
    /// Something faulty; a diagnostic says why.
    Error,
    /// A number.
    Number(f64),
    /// The present moment.
    Time,
    /// Step length.
    Dt,
    /// First moment.
    Start,
    /// Last moment.
    Stop,
    /// One element of an entry.
    Read {
        /// The entry.
        entry: EntryId,
        /// Which element: one pick for each of its axes.
        picks: Vec<Pick>,
    },
    /// In an equation that replaces another: what its own variable would be without it, at the same
    /// element.
    Beneath(EntryId),
    /// The position in a dimension of the element that an axis stands at, from 1.
    Position {
        /// The axis.
        axis: usize,
        /// The dimension, or part of one, in which positions are counted.
        dimension: DimensionId,
        /// The dimension whose mapping leads there from the axis's.
        through: Option<DimensionId>,
    },
    /// An operator before its operand.
    Unary(UnaryOperator, Box<Node>),
    /// An operator between its operands.
    Binary(BinaryOperator, Box<Node>, Box<Node>),
    /// The second where the first is not 0, else the third.
    If(Box<Node>, Box<Node>, Box<Node>),
    /// A scalar function of the catalogue.
    Call(&'static Function, Vec<Node>),
    /// All elements of axes of its own put together.
    Reduce {
        /// How.
        reduction: Reduction,
        /// The function as catalogued, for its rule of units.
        function: &'static Function,
        /// The axes it opens, with their numbers.
        axes: Vec<(usize, Axis)>,
        /// What is put together.
        body: Box<Node>,
    },
    /// A lookup's y at x.
    Curve {
        /// The lookup.
        entry: EntryId,
        /// Which of its curves: one pick for each of its axes.
        picks: Vec<Pick>,
        /// How the curve is read.
        reading: Reading,
        /// At what x.
        x: Box<Node>,
    },
    /// One tree while values at the start are worked out, another at each step.
    Active {
        /// At each step.
        active: Box<Node>,
        /// At the start.
        initial: Box<Node>,
    },
    /// One element of what is worked out for all elements of an array together.
    Together {
        /// What is worked out.
        together: Together,
        /// The function as catalogued, for its rule of units.
        function: &'static Function,
        /// The axes it opens over the elements, with their numbers.
        axes: Vec<(usize, Axis)>,
        /// Arguments worked out for each element.
        each: Vec<Node>,
        /// Arguments worked out once.
        once: Vec<Node>,
        /// Which element of the result: for each axis opened the axis of the equation that stands
        /// at it.
        picks: Vec<Pick>,
    },
    /// A random draw.
    Draw {
        /// From what distribution.
        draw: Draw,
        /// The function as catalogued, for its rule of units.
        function: &'static Function,
        /// Arguments of the distribution.
        arguments: Vec<Node>,
        /// The seed argument, 0 where there is none.
        seed: f64,
        /// How many draws stand before it in the same equation.
        occurrence: u32,
    },
}

/// How a lookup's curve is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reading {
    /// As it is drawn.
    AsDrawn,
    /// With another rule between and beyond its points.
    Instead(Beyond),
    /// From y to x.
    Inverse,
    /// For something else that is read off it.
    Part(CurvePart),
}

/// What can be read off a curve besides its y. The stretch at x is the one between the points around
/// it, beyond the ends the outermost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CurvePart {
    /// How steep it is; on a point the mean of both sides.
    Slope(Outside),
    /// Its y as the area under it is measured: straight lines where points alone have values.
    Height,
    /// The left end of the stretch at x.
    Left,
    /// The y at the left end of the stretch at x.
    LeftHeight,
    /// The area from the first point to the left end of the stretch at x.
    AreaBefore,
    /// Its first x, whatever x.
    First,
    /// Its last x, whatever x.
    Last,
    /// The x from which on there is an area: none where the curve goes on beyond its points.
    Least,
    /// The x up to which there is an area.
    Greatest,
    /// The left end of the stretch up to which there is an area of x.
    LeftOfArea,
    /// The y at the left end of the stretch up to which there is an area of x.
    LeftHeightOfArea,
    /// How steep the stretch is up to which there is an area of x.
    SlopeOfArea,
    /// The area before the stretch up to which there is an area of x.
    AreaBeforeArea,
}

/// How steep a curve counts as beyond its points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outside {
    /// Flat.
    Flat,
    /// As its last stretch.
    Extended,
    /// The missing value.
    Missing,
}

/// Which element along one axis of an entry.
#[derive(Clone, Debug)]
pub enum Pick {
    /// Always this one: its place among the elements of the entry's axis.
    Element(u32),
    /// The one that an axis of the equation, or of a reduction around, stands at.
    Axis {
        /// Number of the axis: those of the equation count from 0, those of reductions follow.
        axis: usize,
        /// The dimension whose mapping onto the entry's leads from one to the other.
        through: Option<DimensionId>,
    },
    /// The one whose number is worked out at run time.
    Index(Box<Node>),
}

impl Node {
    /// A node where something faulty stands.
    pub fn error(span: Span) -> Node {
        Node { kind: NodeKind::Error, span }
    }

    /// The nodes directly under this one, in written order.
    pub fn children(&self) -> Vec<&Node> {
        match &self.kind {
            NodeKind::Error
            | NodeKind::Number(_)
            | NodeKind::Time
            | NodeKind::Dt
            | NodeKind::Start
            | NodeKind::Stop
            | NodeKind::Beneath(_)
            | NodeKind::Position { .. } => Vec::new(),
            NodeKind::Read { picks, .. } => indices(picks).collect(),
            NodeKind::Unary(_, operand) => vec![operand],
            NodeKind::Binary(_, left, right) => vec![left, right],
            NodeKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
            NodeKind::Call(_, arguments) | NodeKind::Draw { arguments, .. } => {
                arguments.iter().collect()
            }
            NodeKind::Reduce { body, .. } => vec![body],
            NodeKind::Active { active, initial } => vec![active, initial],
            NodeKind::Together { each, once, .. } => each.iter().chain(once).collect(),
            NodeKind::Curve { picks, x, .. } => indices(picks).chain([&**x]).collect(),
        }
    }

    /// The nodes directly under this one, to be changed.
    pub fn children_mut(&mut self) -> Vec<&mut Node> {
        match &mut self.kind {
            NodeKind::Error
            | NodeKind::Number(_)
            | NodeKind::Time
            | NodeKind::Dt
            | NodeKind::Start
            | NodeKind::Stop
            | NodeKind::Beneath(_)
            | NodeKind::Position { .. } => Vec::new(),
            NodeKind::Read { picks, .. } => indices_mut(picks).collect(),
            NodeKind::Unary(_, operand) => vec![operand],
            NodeKind::Binary(_, left, right) => vec![left, right],
            NodeKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
            NodeKind::Call(_, arguments) | NodeKind::Draw { arguments, .. } => {
                arguments.iter_mut().collect()
            }
            NodeKind::Reduce { body, .. } => vec![body],
            NodeKind::Active { active, initial } => vec![active, initial],
            NodeKind::Together { each, once, .. } => each.iter_mut().chain(once).collect(),
            NodeKind::Curve { picks, x, .. } => indices_mut(picks).chain([&mut **x]).collect(),
        }
    }

    /// The nodes directly under this one that matter in a phase.
    pub fn children_in(&self, phase: Phase) -> Vec<&Node> {
        match (&self.kind, phase) {
            (NodeKind::Active { active, .. }, Phase::Step) => vec![active],
            (NodeKind::Active { initial, .. }, Phase::Start) => vec![initial],
            (_, Phase::Start | Phase::Step) => self.children(),
        }
    }

    /// Visits this node and everything under it that matters in a phase, outer first.
    pub fn visit_in<'a>(&'a self, phase: Phase, see: &mut dyn FnMut(&'a Node)) {
        see(self);
        for child in self.children_in(phase) {
            child.visit_in(phase, see);
        }
    }

    /// Visits this node and everything under it, outer first.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Node)) {
        see(self);
        for child in self.children() {
            child.visit(see);
        }
    }
}

fn indices(picks: &[Pick]) -> impl Iterator<Item = &Node> {
    picks.iter().filter_map(|pick| match pick {
        Pick::Index(node) => Some(&**node),
        Pick::Element(_) | Pick::Axis { .. } => None,
    })
}

fn indices_mut(picks: &mut [Pick]) -> impl Iterator<Item = &mut Node> {
    picks.iter_mut().filter_map(|pick| match pick {
        Pick::Index(node) => Some(&mut **node),
        Pick::Element(_) | Pick::Axis { .. } => None,
    })
}
