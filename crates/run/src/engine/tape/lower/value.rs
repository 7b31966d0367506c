//! Values to nodes: the one place that says what each value of a program is on a tape.

use super::Lowering;
use super::expand::expanded;
use crate::engine::positions::picked;
use crate::engine::tape::graph::{Graph, NodeId, Op, Rare, RareKind, of_binary, of_function};
use interregnum_compile::program::{Address, LoopId, Value, ValueId};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::{Function, FunctionKind, Reduction};

impl Lowering<'_> {
    pub(super) fn value(&mut self, id: ValueId) -> NodeId {
        let program = self.program;
        match &program.values[id.0 as usize] {
            Value::Constant(number) => self.graph.constant(*number),
            Value::Load(address) => {
                let slot = self.positions.index(address);
                self.slot(slot)
            }
            Value::Position(loop_id) => {
                let position = self.positions.of(*loop_id);
                self.graph.constant(f64::from(position) + 1.0)
            }
            Value::Time if self.stepping => self.graph.node(Op::Time, 0, &[]),
            Value::Time => self.graph.constant(self.known.time.start),
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
                let curve = self.positions.index(curve) as u64;
                let x = self.value(*x);
                self.graph.node(Op::Curve, curve, &[x])
            }
            Value::Reduce { reduction, loops, body } => self.reduce(*reduction, loops, *body),
            Value::Pick { base, picks } => self.pick(id, base, picks),
            Value::Together { .. } => self.together(id),
            Value::Series { at, .. } => {
                let at = self.value(*at);
                self.rare(id, 0, RareKind::Series, &[at])
            }
            Value::Draw { arguments, element, .. } => {
                let element = self.positions.index(element) as u64;
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
        if let Some(node) = expanded(&mut self.graph, function.name, &operands) {
            return node;
        }
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

    pub(super) fn rare(
        &mut self,
        value: ValueId,
        element: u64,
        kind: RareKind,
        on: &[NodeId],
    ) -> NodeId {
        let rare = Rare { value, element, kind, at_start: !self.stepping };
        let known = self.graph.rare.len() as u64;
        // Draws and series of one value are one node; functions are told apart by their operands.
        self.graph.rare.push(rare);
        self.graph.node(Op::Rare, known, on)
    }

    /// The picked element where the subscripts are known, as in `x[stage - 1]`. Else the subscripts, then
    /// one operand for each element: the picked one is found when it runs.
    fn pick(&mut self, id: ValueId, base: &Address, picks: &[(ValueId, u32, u32)]) -> NodeId {
        let base = self.positions.index(base);
        let mut operands: Vec<NodeId> = picks.iter().map(|(at, ..)| self.value(*at)).collect();
        let known: Option<Vec<f64>> = operands.iter().map(|at| self.graph.number(*at)).collect();
        if let Some(known) = known {
            let offsets = known.iter().zip(picks);
            let offset: Option<usize> =
                offsets.map(|(at, (_, size, stride))| picked(*at, *size, *stride)).sum();
            return match offset {
                Some(offset) => self.slot(base + offset),
                None => self.graph.constant(0.0),
            };
        }
        let reach: u32 =
            picks.iter().map(|(_, size, stride)| size.saturating_sub(1) * stride).sum();
        for offset in 0..=reach as usize {
            operands.push(self.slot(base + offset));
        }
        self.rare(id, 0, RareKind::Pick, &operands)
    }

    fn reduce(&mut self, how: Reduction, loops: &[(LoopId, u32)], body: ValueId) -> NodeId {
        let count: f64 = loops.iter().map(|(_, length)| f64::from(*length)).product();
        let count = self.graph.constant(count);
        match how {
            Reduction::Size => count,
            Reduction::Sum => {
                self.fold(loops, body, 0.0, |graph, sum, x| graph.node(Op::Add, 0, &[sum, x]))
            }
            Reduction::Product => self.fold(loops, body, 1.0, |graph, product, x| {
                graph.node(Op::Multiply, 0, &[product, x])
            }),
            Reduction::Min => self.fold(loops, body, f64::INFINITY, |graph, least, x| {
                graph.node(Op::Minimum, 0, &[least, x])
            }),
            Reduction::Max => self.fold(loops, body, f64::NEG_INFINITY, |graph, most, x| {
                graph.node(Op::Maximum, 0, &[most, x])
            }),
            Reduction::Mean => {
                let sum =
                    self.fold(loops, body, 0.0, |graph, sum, x| graph.node(Op::Add, 0, &[sum, x]));
                self.graph.node(Op::Divide, 0, &[sum, count])
            }
            Reduction::Deviation => {
                let sum =
                    self.fold(loops, body, 0.0, |graph, sum, x| graph.node(Op::Add, 0, &[sum, x]));
                let mean = self.graph.node(Op::Divide, 0, &[sum, count]);
                let squares = self.fold(loops, body, 0.0, |graph, sum, x| {
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
        loops: &[(LoopId, u32)],
        body: ValueId,
        from: f64,
        put_together: impl Fn(&mut Graph, NodeId, NodeId) -> NodeId,
    ) -> NodeId {
        let mut so_far = self.graph.constant(from);
        if loops.iter().any(|(_, length)| *length == 0) {
            return so_far;
        }
        self.positions.open_inner(loops);
        loop {
            let element = self.value(body);
            so_far = put_together(&mut self.graph, so_far, element);
            if !self.positions.advance_inner(loops) {
                return so_far;
            }
        }
    }
}
