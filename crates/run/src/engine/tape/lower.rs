//! Program to graph: loops are unrolled, each element is an operation of its own, and a slot that
//! an equation of the same step has filled is that equation's node.

use super::graph::{Graph, NodeId, Op, Rare, RareKind, of_binary, of_function};
use interregnum_compile::program::{Address, Assign, LoopId, Offsets, Program, Value, ValueId};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::{Function, FunctionKind, Reduction};
use interregnum_model::time::TimeSpec;

/// What is known before anything runs.
pub(crate) struct Known<'a> {
    pub(crate) time: &'a TimeSpec,
    /// For each slot the number it holds throughout, if it is the same for all members.
    pub(crate) slots: &'a [Option<f64>],
    /// Slots whose numbers are asked for, whether or not an equation reads or fills them.
    pub(crate) asked: &'a [u32],
}

/// Each filled slot's node, and the graph.
pub(crate) struct Lowered {
    pub(crate) graph: Graph,
    /// For each slot that an equation fills, its node.
    pub(crate) filled: Vec<Option<NodeId>>,
    /// For each slot of [`Known::asked`], its node.
    pub(crate) asked: Vec<NodeId>,
    /// For each slot that is read before an equation fills it, its node.
    pub(crate) entering: Vec<Option<NodeId>>,
}

/// The graph of one evaluation of [`Program::every_step`]; `None` for programs that work arrays out
/// together (allocation, sorting, matrices), which are left to the interpreter.
pub(crate) fn lower(program: &Program, known: &Known) -> Option<Lowered> {
    if program.values.iter().any(|value| matches!(value, Value::Together { .. })) {
        return None;
    }
    let mut lowering = Lowering {
        program,
        known,
        graph: Graph::default(),
        filled: vec![None; program.slots as usize],
        entering: vec![None; program.slots as usize],
        positions: Vec::new(),
    };
    for assign in &program.every_step {
        lowering.assign(assign);
    }
    let asked = known.asked.iter().map(|slot| lowering.slot(*slot as usize)).collect();
    let Lowering { graph, filled, entering, .. } = lowering;
    Some(Lowered { graph, filled, asked, entering })
}

struct Lowering<'a> {
    program: &'a Program,
    known: &'a Known<'a>,
    graph: Graph,
    filled: Vec<Option<NodeId>>,
    entering: Vec<Option<NodeId>>,
    /// Where each open loop stands, from 0.
    positions: Vec<u32>,
}

impl Lowering<'_> {
    fn assign(&mut self, assign: &Assign) {
        if assign.loops.contains(&0) {
            return;
        }
        let loops: Vec<(usize, u32)> = assign.loops.iter().copied().enumerate().collect();
        self.open(&loops);
        loop {
            let node = self.value(assign.value);
            let slot = self.index(&assign.target);
            self.filled[slot] = Some(node);
            if !self.advance(&loops) {
                return;
            }
        }
    }

    fn open(&mut self, loops: &[(usize, u32)]) {
        for (id, _) in loops {
            if self.positions.len() <= *id {
                self.positions.resize(id + 1, 0);
            }
            self.positions[*id] = 0;
        }
    }

    /// Moves loops one position on, the last fastest; false after the last position.
    fn advance(&mut self, loops: &[(usize, u32)]) -> bool {
        for (id, length) in loops.iter().rev() {
            self.positions[*id] += 1;
            if self.positions[*id] < *length {
                return true;
            }
            self.positions[*id] = 0;
        }
        false
    }

    fn index(&self, address: &Address) -> usize {
        let offset = |(id, offsets): &(LoopId, Offsets)| {
            let position = self.positions[usize::from(*id)];
            match offsets {
                Offsets::Stride(stride) => position * stride,
                Offsets::Table(table) => table[position as usize],
            }
        };
        (address.first.0 + address.terms.iter().map(offset).sum::<u32>()) as usize
    }

    fn slot(&mut self, slot: usize) -> NodeId {
        match (self.filled[slot], self.known.slots[slot]) {
            (Some(node), _) => node,
            (None, Some(number)) => self.graph.constant(number),
            (None, None) => {
                let node = self.graph.node(Op::Slot, slot as u64, &[]);
                self.entering[slot] = Some(node);
                node
            }
        }
    }

    fn value(&mut self, id: ValueId) -> NodeId {
        let program = self.program;
        match &program.values[id.0 as usize] {
            Value::Constant(number) => self.graph.constant(*number),
            Value::Load(address) => {
                let slot = self.index(address);
                self.slot(slot)
            }
            Value::Position(loop_id) => {
                let position = self.positions[usize::from(*loop_id)];
                self.graph.constant(f64::from(position) + 1.0)
            }
            Value::Time => self.graph.node(Op::Time, 0, &[]),
            Value::Dt => self.graph.constant(self.known.time.dt),
            Value::Start => self.graph.constant(self.known.time.start),
            Value::Stop => self.graph.constant(self.known.time.stop),
            Value::Unary(operator, operand) => {
                let operand = self.value(*operand);
                match operator {
                    UnaryOperator::Plus => operand,
                    UnaryOperator::Minus => self.graph.node(Op::Negate, 0, &[operand]),
                    UnaryOperator::Not => self.graph.node(Op::Not, 0, &[operand]),
                }
            }
            Value::Binary(operator, left, right) => self.binary(id, *operator, *left, *right),
            Value::Select(condition, then, otherwise) => self.select(*condition, *then, *otherwise),
            Value::Call(function, arguments) => self.call(id, function, arguments),
            Value::Curve { curve, x } => {
                let curve = self.index(curve) as u64;
                let x = self.value(*x);
                self.graph.node(Op::Curve, curve, &[x])
            }
            Value::Reduce { reduction, loops, body } => self.reduce(*reduction, loops, *body),
            Value::Pick { base, picks } => self.pick(id, base, picks),
            // `lower` refuses programs that have such values.
            Value::Together { .. } => self.graph.constant(f64::NAN),
            Value::Series { at, .. } => {
                let at = self.value(*at);
                self.rare(id, 0, RareKind::Series, &[at])
            }
            Value::Draw { arguments, element, .. } => {
                let element = self.index(element) as u64;
                let operands: Vec<NodeId> = arguments.iter().map(|a| self.value(*a)).collect();
                self.rare(id, element, RareKind::Draw, &operands)
            }
        }
    }

    fn binary(&mut self, id: ValueId, operator: BinaryOperator, a: ValueId, b: ValueId) -> NodeId {
        let (a, b) = (self.value(a), self.value(b));
        match of_binary(operator) {
            Some((op, false)) => self.graph.node(op, 0, &[a, b]),
            Some((op, true)) => self.graph.node(op, 0, &[b, a]),
            None => {
                let modulo = |a: &[f64]| BinaryOperator::Modulo.apply(a[0], a[1]);
                self.rare(id, 0, RareKind::Function(modulo), &[a, b])
            }
        }
    }

    /// Both branches are worked out, unless the condition is known: then only the chosen one, so
    /// that mechanisms and levers that do not vary cost nothing.
    fn select(&mut self, condition: ValueId, then: ValueId, otherwise: ValueId) -> NodeId {
        let condition = self.value(condition);
        match self.graph.number(condition) {
            Some(number) if number != 0.0 => self.value(then),
            Some(_) => self.value(otherwise),
            None => {
                let (then, otherwise) = (self.value(then), self.value(otherwise));
                self.graph.node(Op::Select, 0, &[condition, then, otherwise])
            }
        }
    }

    fn call(&mut self, id: ValueId, function: &'static Function, arguments: &[ValueId]) -> NodeId {
        let operands: Vec<NodeId> = arguments.iter().map(|a| self.value(*a)).collect();
        match (of_function(function.name), operands.as_slice(), function.kind) {
            (Some(op @ (Op::Minimum | Op::Maximum)), [first, others @ ..], _) => {
                others.iter().fold(*first, |so_far, b| self.graph.node(op, 0, &[so_far, *b]))
            }
            (Some(op), operands, _) => self.graph.node(op, 0, operands),
            (None, operands, FunctionKind::Scalar(work_out)) => {
                self.rare(id, 0, RareKind::Function(work_out), operands)
            }
            (
                None,
                _,
                FunctionKind::Reduction(_)
                | FunctionKind::Draw(_)
                | FunctionKind::Intrinsic(_)
                | FunctionKind::Together(_)
                | FunctionKind::Macro,
            ) => self.graph.constant(f64::NAN),
        }
    }

    fn rare(&mut self, value: ValueId, element: u64, kind: RareKind, on: &[NodeId]) -> NodeId {
        let rare = Rare { value, element, kind };
        let known = self.graph.rare.len() as u64;
        // Draws and series of one value are one node; functions are told apart by their operands.
        self.graph.rare.push(rare);
        self.graph.node(Op::Rare, known, on)
    }

    /// An array, then one operand for each element: the picked one is found when it runs.
    fn pick(&mut self, id: ValueId, base: &Address, picks: &[(ValueId, u32, u32)]) -> NodeId {
        let base = self.index(base);
        let mut operands: Vec<NodeId> = picks.iter().map(|(at, ..)| self.value(*at)).collect();
        let reach: u32 =
            picks.iter().map(|(_, size, stride)| size.saturating_sub(1) * stride).sum();
        for offset in 0..=reach as usize {
            operands.push(self.slot(base + offset));
        }
        self.rare(id, 0, RareKind::Pick, &operands)
    }

    fn reduce(&mut self, how: Reduction, loops: &[(LoopId, u32)], body: ValueId) -> NodeId {
        let loops: Vec<(usize, u32)> =
            loops.iter().map(|(id, length)| (usize::from(*id), *length)).collect();
        let count: f64 = loops.iter().map(|(_, length)| f64::from(*length)).product();
        let count = self.graph.constant(count);
        match how {
            Reduction::Size => count,
            Reduction::Sum => {
                self.fold(&loops, body, 0.0, |graph, sum, x| graph.node(Op::Add, 0, &[sum, x]))
            }
            Reduction::Product => self.fold(&loops, body, 1.0, |graph, product, x| {
                graph.node(Op::Multiply, 0, &[product, x])
            }),
            Reduction::Min => self.fold(&loops, body, f64::INFINITY, |graph, least, x| {
                graph.node(Op::Minimum, 0, &[least, x])
            }),
            Reduction::Max => self.fold(&loops, body, f64::NEG_INFINITY, |graph, most, x| {
                graph.node(Op::Maximum, 0, &[most, x])
            }),
            Reduction::Mean => {
                let sum =
                    self.fold(&loops, body, 0.0, |graph, sum, x| graph.node(Op::Add, 0, &[sum, x]));
                self.graph.node(Op::Divide, 0, &[sum, count])
            }
            Reduction::Deviation => {
                let sum =
                    self.fold(&loops, body, 0.0, |graph, sum, x| graph.node(Op::Add, 0, &[sum, x]));
                let mean = self.graph.node(Op::Divide, 0, &[sum, count]);
                let squares = self.fold(&loops, body, 0.0, |graph, sum, x| {
                    let off = graph.node(Op::Subtract, 0, &[x, mean]);
                    let square = graph.node(Op::Multiply, 0, &[off, off]);
                    graph.node(Op::Add, 0, &[sum, square])
                });
                let variance = self.graph.node(Op::Divide, 0, &[squares, count]);
                self.graph.node(Op::SquareRoot, 0, &[variance])
            }
        }
    }

    fn fold(
        &mut self,
        loops: &[(usize, u32)],
        body: ValueId,
        from: f64,
        put_together: impl Fn(&mut Graph, NodeId, NodeId) -> NodeId,
    ) -> NodeId {
        let mut so_far = self.graph.constant(from);
        if loops.iter().any(|(_, length)| *length == 0) {
            return so_far;
        }
        self.open(loops);
        loop {
            let element = self.value(body);
            so_far = put_together(&mut self.graph, so_far, element);
            if !self.advance(loops) {
                return so_far;
            }
        }
    }
}
