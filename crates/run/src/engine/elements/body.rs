//! Values to a tape whose lanes are elements.

use super::read::moves_with;
use crate::engine::tape::LANES;
use crate::engine::tape::graph::{Graph, NodeId, Op, Rare, RareKind, of_binary, of_function};
use crate::engine::tape::lower::{Lowered, is_excused};
use crate::engine::tape::schedule::{Place, Schedule, Wanted, schedule};
use crate::engine::tape::verify::verify;
use interregnum_compile::program::{
    Address, Assign, LoopId, Offsets, Program, Slot, Value, ValueId,
};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::{Function, FunctionKind, Reduction};

/// A tape for elements side by side.
pub(super) struct Body {
    /// Which of the plan's bodies.
    pub(super) number: usize,
    /// The loops whose positions lie side by side, the last fastest.
    pub(super) over: Vec<(LoopId, u32)>,
    /// What is read before the tape is worked off, and into which registers.
    pub(super) leaves: Vec<(Leaf, Place, Moves)>,
    pub(super) schedule: Schedule,
    pub(super) rare: Vec<Rare>,
    /// Where results stand, and where they go.
    pub(super) results: Vec<Outcome>,
    /// Whether anything asks where loops stand for a lane that is not the first.
    pub(super) scattered: bool,
}

/// When a leaf changes while one stretch is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moves {
    /// Not at all: it moves with no loop.
    Never,
    /// With loops around, but not from one element side by side to the next.
    Around,
    /// From element to element.
    Along,
}

/// A result.
pub(super) struct Outcome {
    pub(super) to: Address,
    pub(super) how: How,
    pub(super) place: Place,
}

/// What a tape starts from.
pub(super) enum Leaf {
    /// The number in a slot.
    Load(Address, How),
    /// A loop's position, from 1.
    Position(LoopId),
    /// A value that all elements share, by the interpreter.
    Once(ValueId),
    /// A value worked out element by element, by the interpreter.
    Each(ValueId),
    /// Elements of inner loops put together.
    Fold(Fold),
}

/// Elements of inner loops put together.
pub(super) struct Fold {
    pub(super) reduction: Reduction,
    pub(super) loops: Vec<(LoopId, u32)>,
    pub(super) body: Box<Body>,
    pub(super) sides: Sides,
}

/// What lies side by side while elements are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sides {
    /// The elements that the results are for.
    Outer,
    /// The elements that are put together.
    Inner,
}

/// How a slot moves from one element to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// Not at all.
    Stays,
    /// By so many slots.
    Evenly(u32),
    Anyhow,
}

/// How an address moves as elements side by side go by.
pub(super) fn how(address: &Address, over: &[(LoopId, u32)]) -> How {
    let of = |id: LoopId| address.terms.iter().find(|(it, _)| *it == id).map(|(_, it)| it);
    if over.iter().all(|(id, _)| of(*id).is_none()) {
        return How::Stays;
    }
    let (mut step, mut row) = (None, 1);
    for (id, length) in over.iter().rev() {
        let stride = match of(*id) {
            None => 0,
            Some(Offsets::Stride(stride)) => *stride,
            Some(Offsets::Table(_)) => return How::Anyhow,
        };
        let first = *step.get_or_insert(stride);
        if first.checked_mul(row) != Some(stride) {
            return How::Anyhow;
        }
        row = row.saturating_mul(*length);
    }
    match step {
        Some(0) | None => How::Anyhow,
        Some(stride) => How::Evenly(stride),
    }
}

/// Whether a leaf asks where loops stand for a lane that is not the first.
fn asks_for_lanes(leaf: &Leaf, moves: Moves) -> bool {
    match leaf {
        Leaf::Load(_, how) => *how == How::Anyhow,
        Leaf::Position(_) => true,
        Leaf::Once(_) => false,
        Leaf::Each(_) => moves == Moves::Along,
        Leaf::Fold(fold) => match fold.sides {
            Sides::Outer => fold.body.scattered,
            Sides::Inner => moves == Moves::Along,
        },
    }
}

/// Makes bodies.
pub(super) struct Making<'a> {
    pub(super) program: &'a Program,
    pub(super) over: Vec<(LoopId, u32)>,
    /// How many loops are open where its values stand.
    open: usize,
    graph: Graph,
    leaves: Vec<(Leaf, NodeId, Moves)>,
    results: Vec<(Address, NodeId)>,
    /// Results that must be finite.
    variables: Vec<NodeId>,
}

impl<'a> Making<'a> {
    pub(super) fn new(program: &'a Program, over: Vec<(LoopId, u32)>, open: usize) -> Making<'a> {
        let (graph, leaves) = (Graph::default(), Vec::new());
        Making { program, over, open, graph, leaves, results: Vec::new(), variables: Vec::new() }
    }

    /// Adds an equation.
    pub(super) fn add(&mut self, assign: &Assign, bodies: &mut usize) {
        let node = self.value(assign.value, bodies);
        self.results.push((assign.target.clone(), node));
        if !is_excused(self.program, assign) {
            self.variables.push(node);
        }
    }

    /// The body of all that was added.
    pub(super) fn done(mut self, bodies: &mut usize) -> Option<Body> {
        let laned: Vec<bool> =
            self.leaves.iter().map(|(_, _, moves)| *moves == Moves::Along).collect();
        let zero = self.graph.constant(0.0);
        let entering = (0..).zip(&self.leaves).map(|(at, (_, node, _))| (at, *node)).collect();
        let mut lowered = Lowered {
            asked: self.results.iter().map(|(_, node)| *node).collect(),
            entering,
            start: vec![zero; self.leaves.len()],
            variables: self.variables,
            graph: self.graph,
        };
        let moving: Vec<bool> =
            self.leaves.iter().map(|(_, _, moves)| *moves != Moves::Never).collect();
        let wanted = Wanted {
            program: self.program,
            moving_slots: &moving,
            laned_slots: &laned,
            laned_draws: false,
            moves: &[],
            delays: &[],
        };
        let schedule = schedule(&lowered, &wanted);
        let rare = std::mem::take(&mut lowered.graph.rare);
        verify(&schedule, self.program.curves.len(), &rare).then_some(())?;
        let leaves = self.leaves.into_iter().zip(&schedule.entering);
        let leaves = leaves.map(|((leaf, _, moves), (_, place))| (leaf, *place, moves)).collect();
        let results = self.results.into_iter().zip(&schedule.asked);
        let over = self.over;
        let results = results.map(|((to, _), place)| {
            let how = how(&to, &over);
            Outcome { to, how, place: *place }
        });
        let results: Vec<Outcome> = results.collect();
        let leaves: Vec<(Leaf, Place, Moves)> = leaves;
        let scattered = leaves.iter().any(|(leaf, _, moves)| asks_for_lanes(leaf, *moves))
            || results.iter().any(|it| it.how == How::Anyhow || matches!(it.how, How::Evenly(2..)));
        *bodies += 1;
        Some(Body { number: *bodies - 1, over, leaves, schedule, rare, results, scattered })
    }

    fn value(&mut self, id: ValueId, bodies: &mut usize) -> NodeId {
        let program = self.program;
        match &program.values[id.0 as usize] {
            Value::Constant(number) => self.graph.constant(*number),
            Value::Load(address) => self.load(id, address),
            Value::Position(position) if self.over.iter().any(|(it, _)| it == position) => {
                self.leaf(Leaf::Position(*position), Moves::Along)
            }
            Value::Unary(operator, operand) => {
                let operand = self.value(*operand, bodies);
                match operator {
                    UnaryOperator::Plus => operand,
                    UnaryOperator::Minus => self.graph.node(Op::Negate, 0, &[operand]),
                    UnaryOperator::Not => self.graph.node(Op::Not, 0, &[operand]),
                }
            }
            Value::Binary(operator, left, right) => {
                let (a, b) = (self.value(*left, bodies), self.value(*right, bodies));
                match of_binary(*operator) {
                    Some((op, false)) => self.graph.node(op, 0, &[a, b]),
                    Some((op, true)) => self.graph.node(op, 0, &[b, a]),
                    None => self.rare(id, |a| BinaryOperator::Modulo.apply(a[0], a[1]), &[a, b]),
                }
            }
            // What all elements choose alike is chosen once.
            Value::Select(..) if self.moves(id) != Moves::Along => self.by_interpreter(id),
            Value::Select(condition, then, otherwise) => {
                let condition = self.value(*condition, bodies);
                let (then, otherwise) = (self.value(*then, bodies), self.value(*otherwise, bodies));
                self.graph.node(Op::Select, 0, &[condition, then, otherwise])
            }
            Value::Call(function, arguments) => self.call(id, function, arguments, bodies),
            Value::Curve { curve, x } if curve.terms.is_empty() => {
                let x = self.value(*x, bodies);
                self.graph.node(Op::Curve, u64::from(curve.first.0), &[x])
            }
            Value::Reduce { reduction, loops, body } => {
                self.reduce(id, *reduction, loops, *body, bodies)
            }
            Value::Position(_)
            | Value::Time
            | Value::Dt
            | Value::Start
            | Value::Stop
            | Value::Curve { .. }
            | Value::Pick { .. }
            | Value::Together { .. }
            | Value::Series { .. }
            | Value::Draw { .. } => self.by_interpreter(id),
        }
    }

    fn call(
        &mut self,
        id: ValueId,
        function: &'static Function,
        arguments: &[ValueId],
        bodies: &mut usize,
    ) -> NodeId {
        let FunctionKind::Scalar(work_out) = function.kind else {
            return self.graph.constant(f64::NAN);
        };
        let operands: Vec<NodeId> = arguments.iter().map(|it| self.value(*it, bodies)).collect();
        match (of_function(function.name), operands.as_slice()) {
            (Some(op @ (Op::Minimum | Op::Maximum)), [first, others @ ..]) => {
                others.iter().fold(*first, |a, b| self.graph.node(op, 0, &[a, *b]))
            }
            (Some(op), operands) => self.graph.node(op, 0, operands),
            (None, operands) => self.rare(id, work_out, operands),
        }
    }

    fn rare(&mut self, value: ValueId, work_out: fn(&[f64]) -> f64, on: &[NodeId]) -> NodeId {
        let known = self.graph.rare.len() as u64;
        let kind = RareKind::Function(work_out);
        self.graph.rare.push(Rare { value, element: 0, kind, at_start: false });
        self.graph.node(Op::Rare, known, on)
    }

    /// With what a value moves.
    fn moves(&self, id: ValueId) -> Moves {
        let over = |it: LoopId| self.over.iter().any(|(id, _)| *id == it);
        let open = |it: LoopId| usize::from(it) < self.open;
        match (moves_with(self.program, id, &over), moves_with(self.program, id, &open)) {
            (true, _) => Moves::Along,
            (false, true) => Moves::Around,
            (false, false) => Moves::Never,
        }
    }

    fn by_interpreter(&mut self, id: ValueId) -> NodeId {
        match self.moves(id) {
            Moves::Along => self.leaf(Leaf::Each(id), Moves::Along),
            moves => self.leaf(Leaf::Once(id), moves),
        }
    }

    /// What an equation before this one has worked out for the same element, or what the slot holds.
    fn load(&mut self, id: ValueId, address: &Address) -> NodeId {
        if let Some((_, node)) = self.results.iter().rev().find(|(to, _)| to == address) {
            return *node;
        }
        let known = self.leaves.iter().find(|(leaf, ..)| match leaf {
            Leaf::Load(it, _) => it == address,
            Leaf::Position(_) | Leaf::Once(_) | Leaf::Each(_) | Leaf::Fold(_) => false,
        });
        match known {
            Some((_, node, _)) => *node,
            None => {
                self.leaf(Leaf::Load(address.clone(), how(address, &self.over)), self.moves(id))
            }
        }
    }

    fn leaf(&mut self, leaf: Leaf, moves: Moves) -> NodeId {
        let node = self.graph.node(Op::Slot, self.leaves.len() as u64, &[]);
        self.leaves.push((leaf, node, moves));
        node
    }

    fn reduce(
        &mut self,
        id: ValueId,
        reduction: Reduction,
        loops: &[(LoopId, u32)],
        value: ValueId,
        bodies: &mut usize,
    ) -> NodeId {
        if loops.iter().any(|(_, length)| *length == 0) || reduction == Reduction::Size {
            return self.by_interpreter(id);
        }
        let moves = self.moves(id);
        let count = |loops: &[(LoopId, u32)]| {
            loops.iter().map(|(_, it)| u64::from(*it)).fold(1, u64::saturating_mul)
        };
        let chunks = |count: u64| count.div_ceil(LANES as u64);
        let (outer, inner) = (count(&self.over), count(loops));
        let beside = chunks(outer).saturating_mul(inner) <= chunks(inner).saturating_mul(outer);
        let (sides, over) = match moves == Moves::Along && beside {
            true => (Sides::Outer, self.over.clone()),
            false => (Sides::Inner, loops.to_vec()),
        };
        let mut making = Making::new(self.program, over, self.open + loops.len());
        let nowhere = Address { first: Slot(0), terms: Vec::new() };
        let node = making.value(value, bodies);
        making.results.push((nowhere, node));
        match making.done(bodies) {
            Some(body) => {
                let (loops, body) = (loops.to_vec(), Box::new(body));
                self.leaf(Leaf::Fold(Fold { reduction, loops, body, sides }), moves)
            }
            None => self.by_interpreter(id),
        }
    }
}
