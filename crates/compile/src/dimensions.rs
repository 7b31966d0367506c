//! Which elements every equation runs over and reads: expressions become [`crate::tree`]s.
//!
//! - An array read without subscripts means the same element; the equation must run over all of
//!   its dimensions (XMILE 1.0, 3.7.1: apply-to-all).
//! - `x[*]` is put together by a function such as SUM around it, and stands nowhere else. Within
//!   one such function the same elements of several arrays go hand in hand, as Vensim's
//!   `SUM(x[d!] * y[d!])` does.
//! - A whole array that is the only argument of such a function means all its elements.

mod call;
mod context;
mod flow;
mod lookup;
mod market;
mod reduction;
mod subscript;
pub mod vector;

use crate::entry::{Axis, Expanded, Replaced};
use crate::tree::{Node, NodeKind, Pick};
pub use call::reads_lookup;
use context::Context;
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::function::{self, FunctionKind, Intrinsic};
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

/// The trees of all equations.
#[derive(Debug)]
pub struct Trees {
    /// For each entry, in order, one for each of its cases.
    pub cases: Vec<Vec<Node>>,
    /// One for each replacement, in order.
    pub replacements: Vec<Node>,
}

/// Makes every equation a tree, and reports subscripts that do not fit. Names that stand for
/// nothing were reported by [`crate::resolve`].
pub fn trees(expanded: &Expanded, diagnostics: &mut Vec<Diagnostic>) -> Trees {
    flow::flows(expanded, diagnostics);
    let mut cases = Vec::with_capacity(expanded.entries.len());
    for entry in &expanded.entries {
        let mut draws = 0;
        let mut nodes = Vec::with_capacity(entry.cases.len());
        for case in &entry.cases {
            nodes.push(tree(expanded, &case.axes, &case.expr, &mut draws, diagnostics));
        }
        cases.push(nodes);
    }
    let mut replacements = Vec::with_capacity(expanded.replacements.len());
    for replaced in &expanded.replacements {
        let case = &replaced.case;
        let mut node = tree(expanded, &case.axes, &case.expr, &mut 0, diagnostics);
        if let Some(entry) = expanded.entry(replaced.target) {
            beneath(&mut node, replaced, &entry.axes);
        }
        replacements.push(node);
    }
    Trees { cases, replacements }
}

/// In an equation that replaces another, its own variable's name means what that would be without
/// it, at the same element: `weather = 0.8 * weather`.
fn beneath(node: &mut Node, replaced: &Replaced, declared: &[Axis]) {
    if let NodeKind::Read { entry, picks } = &node.kind
        && *entry == replaced.target
        && is_same_element(picks, &replaced.case.axes, declared)
    {
        node.kind = NodeKind::Beneath(replaced.target);
        return;
    }
    for child in node.children_mut() {
        beneath(child, replaced, declared);
    }
}

/// Whether picks lead to the element that an equation is for.
fn is_same_element(picks: &[Pick], axes: &[Axis], declared: &[Axis]) -> bool {
    let mut every = picks.iter().zip(axes).zip(declared).enumerate();
    every.all(|(number, ((pick, here), whole))| match pick {
        Pick::Axis { axis, through } => *axis == number && through.is_none(),
        Pick::Element(place) => {
            here.positions.len() == 1 && here.positions.get(0) == whole.positions.get(*place)
        }
        Pick::Index(_) => false,
    })
}

fn tree(
    expanded: &Expanded,
    axes: &[Axis],
    expr: &Expr,
    draws: &mut u32,
    diagnostics: &mut Vec<Diagnostic>,
) -> Node {
    let mut context = Context::new(expanded, axes, *draws, diagnostics);
    let node = context.node(expr);
    *draws = context.draws;
    if context.axes.len() > context::MOST_AXES {
        let most = context::MOST_AXES;
        context.diagnostics.push(
            Diagnostic::new(
                Code::TooLarge,
                expr.span,
                format!("more than {most} loops in one equation"),
            )
            .label("too many dimensions and `[*]` together")
            .help("put parts of it into auxiliaries of their own"),
        );
        return Node::error(expr.span);
    }
    node
}

impl Context<'_, '_> {
    /// The tree of an expression.
    fn node(&mut self, expr: &Expr) -> Node {
        let span = expr.span;
        let kind = match &expr.kind {
            ExprKind::Number(number) => NodeKind::Number(*number),
            ExprKind::Error => NodeKind::Error,
            ExprKind::Reference(reference) => self.reference(reference, span),
            ExprKind::Unary { operator, operand } => {
                NodeKind::Unary(*operator, Box::new(self.node(operand)))
            }
            ExprKind::Binary { operator, left, right } => {
                let left = Box::new(self.node(left));
                NodeKind::Binary(*operator, left, Box::new(self.node(right)))
            }
            ExprKind::If { condition, then, otherwise } => {
                let condition = Box::new(self.node(condition));
                let then = Box::new(self.node(then));
                NodeKind::If(condition, then, Box::new(self.node(otherwise)))
            }
            ExprKind::Call { function, arguments } => self.call(function, arguments, span),
        };
        Node { kind, span }
    }

    fn reference(&mut self, reference: &Reference, span: Span) -> NodeKind {
        let name = &reference.name;
        if let Some(id) = self.expanded.find(&name.key) {
            return match self.picks(id, reference, span) {
                Some(picks) => NodeKind::Read { entry: id, picks },
                None => NodeKind::Error,
            };
        }
        if !reference.subscripts.is_empty() {
            return NodeKind::Error;
        }
        if let Some(dimension) = self.expanded.sets.find(&name.key) {
            return match self.axis_over(dimension) {
                Some(axis) => NodeKind::Position { axis, dimension, through: None },
                None => {
                    let root = self.expanded.sets.root(dimension);
                    if let Some((axis, through)) = self.axis_onto(root) {
                        return NodeKind::Position { axis, dimension, through: Some(through) };
                    }
                    let fault = self.not_over(dimension, span);
                    self.diagnostics.push(fault);
                    NodeKind::Error
                }
            };
        }
        match self.expanded.sets.elements_named(&name.key) {
            [] => function::find(&name.key).map_or(NodeKind::Error, intrinsic),
            [(_, position), others @ ..] => {
                if others.iter().any(|(_, other)| other != position) {
                    self.diagnostics.push(ambiguous(name, span));
                }
                NodeKind::Number(f64::from(position + 1))
            }
        }
    }
}

/// A function that takes no arguments.
fn intrinsic(entry: &'static function::Function) -> NodeKind {
    match entry.kind {
        FunctionKind::Intrinsic(Intrinsic::Time) => NodeKind::Time,
        FunctionKind::Intrinsic(Intrinsic::Dt) => NodeKind::Dt,
        FunctionKind::Intrinsic(Intrinsic::Start) => NodeKind::Start,
        FunctionKind::Intrinsic(Intrinsic::Stop) => NodeKind::Stop,
        FunctionKind::Intrinsic(
            Intrinsic::Pi
            | Intrinsic::Infinity
            | Intrinsic::Init
            | Intrinsic::Previous
            | Intrinsic::FixedDelay
            | Intrinsic::SampleIfTrue
            | Intrinsic::Lookup
            | Intrinsic::LookupForward
            | Intrinsic::LookupBackward
            | Intrinsic::LookupExtrapolate
            | Intrinsic::LookupInvert
            | Intrinsic::LookupSlope
            | Intrinsic::LookupArea
            | Intrinsic::LookupAreaInside
            | Intrinsic::LookupAreaInvert
            | Intrinsic::ActiveInitial
            | Intrinsic::ElementNumber
            | Intrinsic::VectorSelect
            | Intrinsic::VectorReorder
            | Intrinsic::VectorElementMap
            | Intrinsic::DemandAtPrice
            | Intrinsic::SupplyAtPrice,
        )
        | FunctionKind::Scalar(_)
        | FunctionKind::Reduction(_)
        | FunctionKind::Draw(_)
        | FunctionKind::Together(_)
        | FunctionKind::Macro => {
            crate::fold::constant(entry).map_or(NodeKind::Error, NodeKind::Number)
        }
    }
}

fn ambiguous(name: &interregnum_model::name::Name, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::DimensionMismatch,
        span,
        format!("`{name}` is an element of several dimensions, at different positions"),
    )
    .label("which position is meant?")
    .help("write the number of its position")
}
