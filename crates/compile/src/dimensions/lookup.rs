//! Calls that read a lookup: its y, its slope, the area under it.

use super::call::reading;
use super::context::Context;
use crate::entry::{EntryId, EntryKind};
use crate::tree::{CurvePart, Node, NodeKind, Outside, Reading};
use interregnum_model::expression::{BinaryOperator, Expr, ExprKind, Reference};
use interregnum_model::function::{self, Intrinsic};
use interregnum_model::name::Key;
use interregnum_model::source::Span;

/// A lookup that is read several times in one call.
struct Read<'r> {
    entry: EntryId,
    reference: &'r Reference,
    span: Span,
}

impl Context<'_, '_> {
    /// The tree of a function whose first argument is a lookup.
    pub fn lookup(&mut self, intrinsic: Intrinsic, arguments: &[Expr], span: Span) -> NodeKind {
        let Some((Expr { kind: ExprKind::Reference(reference), .. }, others)) =
            arguments.split_first()
        else {
            return NodeKind::Error;
        };
        let Some(entry) = self.expanded.find(&reference.name.key) else { return NodeKind::Error };
        let read = Read { entry, reference, span };
        if let ([x], Some(reading)) = (others, reading(intrinsic)) {
            return self.curve(entry, reference, reading, x, span);
        }
        let others: Vec<Node> = others.iter().map(|other| self.node(other)).collect();
        let tree = match (intrinsic, others.as_slice()) {
            (Intrinsic::LookupSlope, [x, mode]) => self.slope(&read, x, mode),
            (Intrinsic::LookupArea, [from, to]) => {
                let (from, to) = (self.area_to(&read, from), self.area_to(&read, to));
                read.binary(BinaryOperator::Subtract, to, from)
            }
            (Intrinsic::LookupAreaInside, ends) => self.area_inside(&read, ends),
            (Intrinsic::LookupAreaInvert, [area]) => self.area_invert(&read, area),
            (_, _) => return NodeKind::Error,
        };
        tree.kind
    }

    /// A lookup's y at x.
    pub fn curve(
        &mut self,
        id: EntryId,
        reference: &Reference,
        reading: Reading,
        x: &Expr,
        span: Span,
    ) -> NodeKind {
        let x = self.node(x);
        self.curve_at(&Read { entry: id, reference, span }, reading, x).kind
    }

    fn curve_at(&mut self, read: &Read<'_>, reading: Reading, x: Node) -> Node {
        let is_lookup = self.is_lookup(read.entry);
        let picks = self.picks(read.entry, read.reference, read.span).filter(|_| is_lookup);
        read.node(match picks {
            Some(picks) => NodeKind::Curve { entry: read.entry, picks, reading, x: Box::new(x) },
            None => NodeKind::Error,
        })
    }

    /// Whether an entry is a lookup.
    pub fn is_lookup(&self, id: EntryId) -> bool {
        let entry = self.expanded.entry(id);
        entry.is_some_and(|entry| matches!(entry.kind, EntryKind::Lookup { .. }))
    }

    fn part(&mut self, read: &Read<'_>, part: CurvePart, x: &Node) -> Node {
        self.curve_at(read, Reading::Part(part), x.clone())
    }

    /// How steep it is at x; beyond its points 0 in mode 0, as at its end in mode 1, missing in
    /// mode -1 (Vensim function reference, LOOKUP SLOPE).
    fn slope(&mut self, read: &Read<'_>, x: &Node, mode: &Node) -> Node {
        let [flat, extended, missing] = [Outside::Flat, Outside::Extended, Outside::Missing]
            .map(|outside| self.part(read, CurvePart::Slope(outside), x));
        let is = |operator, limit| {
            read.binary(operator, mode.clone(), read.node(NodeKind::Number(limit)))
        };
        let inner = read.either(is(BinaryOperator::Less, 0.0), missing, flat);
        read.either(is(BinaryOperator::Greater, 0.0), extended, inner)
    }

    /// The area from the first point to x, negative to the left of it: what lies before the stretch at
    /// x, and a trapezium.
    fn area_to(&mut self, read: &Read<'_>, x: &Node) -> Node {
        let [before, left, height, y] =
            [CurvePart::AreaBefore, CurvePart::Left, CurvePart::LeftHeight, CurvePart::Height]
                .map(|part| self.part(read, part, x));
        let width = read.binary(BinaryOperator::Subtract, x.clone(), left);
        let heights = read.binary(BinaryOperator::Add, height, y);
        let half = read.node(NodeKind::Number(0.5));
        let mean = read.binary(BinaryOperator::Multiply, heights, half);
        let piece = read.binary(BinaryOperator::Multiply, width, mean);
        read.binary(BinaryOperator::Add, before, piece)
    }

    /// The area between two x in either order, the first of which may be left out, or both (isee systems,
    /// Stella help, LOOKUPAREA: what lies beyond the points counts only where the curve goes on).
    fn area_inside(&mut self, read: &Read<'_>, ends: &[Node]) -> Node {
        let nothing = read.node(NodeKind::Number(0.0));
        let first = self.part(read, CurvePart::First, &nothing);
        let last = self.part(read, CurvePart::Last, &nothing);
        let least = self.part(read, CurvePart::Least, &nothing);
        let greatest = self.part(read, CurvePart::Greatest, &nothing);
        let within = |x: Node| {
            read.call("MIN", vec![read.call("MAX", vec![x, least.clone()]), greatest.clone()])
        };
        let to = within(ends.first().cloned().unwrap_or(last));
        let from = within(ends.get(1).cloned().unwrap_or(first));
        let low = read.call("MIN", vec![from.clone(), to.clone()]);
        let high = read.call("MAX", vec![from, to]);
        let (low, high) = (self.area_to(read, &low), self.area_to(read, &high));
        read.binary(BinaryOperator::Subtract, high, low)
    }

    /// The x up to which there is so much area: within a stretch the root of a quadratic, in the form
    /// that loses no digits where the slope is small.
    fn area_invert(&mut self, read: &Read<'_>, area: &Node) -> Node {
        let [before, left, height, slope] = [
            CurvePart::AreaBeforeArea,
            CurvePart::LeftOfArea,
            CurvePart::LeftHeightOfArea,
            CurvePart::SlopeOfArea,
        ]
        .map(|part| self.part(read, part, area));
        let number = |number| read.node(NodeKind::Number(number));
        let times = |a, b| read.binary(BinaryOperator::Multiply, a, b);
        let plus = |a, b| read.binary(BinaryOperator::Add, a, b);
        let inside = read.binary(BinaryOperator::Subtract, area.clone(), before);
        let twice = times(number(2.0), inside.clone());
        let square = plus(times(height.clone(), height.clone()), times(slope, twice.clone()));
        let root = read.call("SQRT", vec![read.call("MAX", vec![square, number(0.0)])]);
        let step = read.binary(BinaryOperator::Divide, twice, plus(height, root));
        let is_there = read.binary(BinaryOperator::LessEqual, inside, number(0.0));
        read.either(is_there, left.clone(), plus(left, step))
    }
}

impl Read<'_> {
    fn node(&self, kind: NodeKind) -> Node {
        Node { kind, span: self.span }
    }

    fn binary(&self, operator: BinaryOperator, left: Node, right: Node) -> Node {
        self.node(NodeKind::Binary(operator, Box::new(left), Box::new(right)))
    }

    fn either(&self, condition: Node, then: Node, otherwise: Node) -> Node {
        self.node(NodeKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)))
    }

    /// A function of the catalogue by its name.
    fn call(&self, name: &str, arguments: Vec<Node>) -> Node {
        let kind = function::find(&Key::new(name)).map(|entry| NodeKind::Call(entry, arguments));
        self.node(kind.unwrap_or(NodeKind::Error))
    }
}
