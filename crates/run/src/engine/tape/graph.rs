//! What one evaluation of a program comes to, as a graph of single operations without repeats.
//!
//! A node refers only to nodes before it. Equal operations on equal operands are one node
//! ([`Graph::node`]), whichever equations they stand in, and operations on constants are worked out
//! at once, by the very functions the interpreter uses.

use interregnum_compile::program::ValueId;
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::math;
use std::collections::HashMap;

/// Index of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(pub(crate) u32);

/// One operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Op {
    /// The number whose bits stand in [`Node::extra`].
    Constant,
    /// What the slot in [`Node::extra`] holds before the evaluation.
    Slot,
    /// The present moment.
    Time,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
    Less,
    LessEqual,
    Equal,
    NotEqual,
    And,
    Or,
    Minimum,
    Maximum,
    Negate,
    Not,
    Absolute,
    SquareRoot,
    Floor,
    Exp,
    Ln,
    Log10,
    Sin,
    Cos,
    Tan,
    Arctan,
    Sinh,
    Cosh,
    Tanh,
    /// The second where the first is not 0, else the third.
    Select,
    /// A curve's y at x: [`Node::extra`] is its index in the program.
    Curve,
    // On a tape, two operations in one: the first two operands' result and the third.
    MultiplyAdd,
    MultiplySubtract,
    SubtractProduct,
    MultiplyMultiply,
    MultiplyDivide,
    DivideByProduct,
    AddAdd,
    AddMultiply,
    AddDivide,
    DivideBySum,
    SubtractAdd,
    SubtractMultiply,
    SubtractDivide,
    SubtractMaximum,
    MaximumDifference,
    DivideAdd,
    DivideSubtract,
    SubtractQuotient,
    DivideMultiply,
    /// On a tape: what is not finite is remembered as what is no number.
    Look,
    /// Anything else, number by number: [`Node::extra`] is its index in [`Graph::rare`].
    Rare,
}

impl Op {
    /// How many registers an instruction reads; of a rare one the operands stand apart.
    pub(crate) fn operands(self) -> usize {
        match self {
            Op::Constant | Op::Slot | Op::Time | Op::Rare => 0,
            Op::Negate
            | Op::Not
            | Op::Absolute
            | Op::SquareRoot
            | Op::Floor
            | Op::Exp
            | Op::Ln
            | Op::Log10
            | Op::Sin
            | Op::Cos
            | Op::Tan
            | Op::Arctan
            | Op::Sinh
            | Op::Cosh
            | Op::Tanh
            | Op::Curve => 1,
            Op::Add
            | Op::Subtract
            | Op::Multiply
            | Op::Divide
            | Op::Power
            | Op::Less
            | Op::LessEqual
            | Op::Equal
            | Op::NotEqual
            | Op::And
            | Op::Or
            | Op::Minimum
            | Op::Maximum => 2,
            Op::Select
            | Op::Look
            | Op::MultiplyAdd
            | Op::MultiplySubtract
            | Op::SubtractProduct
            | Op::MultiplyMultiply
            | Op::MultiplyDivide
            | Op::DivideByProduct
            | Op::AddAdd
            | Op::AddMultiply
            | Op::AddDivide
            | Op::DivideBySum
            | Op::SubtractAdd
            | Op::SubtractMultiply
            | Op::SubtractDivide
            | Op::SubtractMaximum
            | Op::MaximumDifference
            | Op::DivideAdd
            | Op::DivideSubtract
            | Op::SubtractQuotient
            | Op::DivideMultiply => 3,
        }
    }
}

/// An operation and its operands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub(crate) op: Op,
    /// What the operation needs beside operands.
    pub(crate) extra: u64,
    /// Where its operands stand in [`Graph::operands`].
    first: u32,
    count: u32,
}

/// The graph.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    pub(crate) nodes: Vec<Node>,
    operands: Vec<NodeId>,
    /// Values of the program that are worked out number by number.
    pub(crate) rare: Vec<Rare>,
    /// How many arrays are worked out together.
    pub(crate) wholes: u32,
    known: HashMap<(Op, u64, [u32; 3]), NodeId>,
}

/// An operation that models seldom use.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rare {
    /// The program's value: a call, a series, a draw, a pick or what is worked out together.
    pub(crate) value: ValueId,
    /// Of a draw, which element it is for.
    pub(crate) element: u64,
    pub(crate) kind: RareKind,
    /// Whether it belongs to the start rather than to the steps.
    pub(crate) at_start: bool,
}

/// What kind of rare operation.
#[derive(Clone, Copy, Debug)]
pub(crate) enum RareKind {
    /// A scalar function of the catalogue, or MOD.
    Function(fn(&[f64]) -> f64),
    /// A dated series.
    Series,
    /// A random draw: differs between members whatever its operands.
    Draw,
    /// An element picked at run time: first the subscripts, then all elements.
    Pick,
    /// All elements of an array worked out together, and kept as this whole; its first element. Arguments that
    /// have a number for each element come first, element by element.
    Together { whole: u32 },
    /// An element of a whole: it comes after what works the whole out, which is its operand.
    OfWhole { whole: u32, element: u32 },
}

impl Graph {
    /// The operands of a node.
    pub(crate) fn operands(&self, id: NodeId) -> &[NodeId] {
        let node = &self.nodes[id.0 as usize];
        &self.operands[node.first as usize..(node.first + node.count) as usize]
    }

    pub(crate) fn get(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    pub(crate) fn constant(&mut self, number: f64) -> NodeId {
        self.node(Op::Constant, number.to_bits(), &[])
    }

    /// The number of a constant node.
    pub(crate) fn number(&self, id: NodeId) -> Option<f64> {
        let node = self.get(id);
        (node.op == Op::Constant).then(|| f64::from_bits(node.extra))
    }

    /// The node of an operation: the one there is, the constant it comes to, or a new one.
    pub(crate) fn node(&mut self, op: Op, extra: u64, operands: &[NodeId]) -> NodeId {
        if let Some(number) = self.fold(op, operands) {
            return self.constant(number);
        }
        if op == Op::Select
            && let Some(condition) = self.number(operands[0])
        {
            return operands[if condition != 0.0 { 1 } else { 2 }];
        }
        if operands.len() > 3 {
            return self.add(op, extra, operands);
        }
        let mut key = (op, extra, [u32::MAX; 3]);
        for (place, operand) in key.2.iter_mut().zip(operands) {
            *place = operand.0;
        }
        if let Some(id) = self.known.get(&key) {
            return *id;
        }
        let id = self.add(op, extra, operands);
        self.known.insert(key, id);
        id
    }

    fn add(&mut self, op: Op, extra: u64, operands: &[NodeId]) -> NodeId {
        let first = self.operands.len() as u32;
        self.operands.extend_from_slice(operands);
        self.nodes.push(Node { op, extra, first, count: operands.len() as u32 });
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// What an operation on constants comes to.
    fn fold(&self, op: Op, operands: &[NodeId]) -> Option<f64> {
        if op >= Op::Select || operands.is_empty() {
            return None;
        }
        let a = self.number(*operands.first()?)?;
        match operands.get(1) {
            None => Some(unary(op, a)),
            Some(b) => Some(binary(op, a, self.number(*b)?)),
        }
    }
}

/// The operation of one of the program's operators, and whether its operands change places.
pub(crate) fn of_binary(operator: BinaryOperator) -> Option<(Op, bool)> {
    Some(match operator {
        BinaryOperator::Power => (Op::Power, false),
        BinaryOperator::Multiply => (Op::Multiply, false),
        BinaryOperator::Divide => (Op::Divide, false),
        BinaryOperator::Modulo => return None,
        BinaryOperator::Add => (Op::Add, false),
        BinaryOperator::Subtract => (Op::Subtract, false),
        BinaryOperator::Less => (Op::Less, false),
        BinaryOperator::LessEqual => (Op::LessEqual, false),
        BinaryOperator::Greater => (Op::Less, true),
        BinaryOperator::GreaterEqual => (Op::LessEqual, true),
        BinaryOperator::Equal => (Op::Equal, false),
        BinaryOperator::NotEqual => (Op::NotEqual, false),
        BinaryOperator::And => (Op::And, false),
        BinaryOperator::Or => (Op::Or, false),
    })
}

/// The operation of a function of the catalogue that has a kernel of its own.
pub(crate) fn of_function(name: &str) -> Option<Op> {
    Some(match name {
        "ABS" => Op::Absolute,
        "SQRT" => Op::SquareRoot,
        "INT" => Op::Floor,
        "EXP" => Op::Exp,
        "LN" => Op::Ln,
        "LOG10" => Op::Log10,
        "SIN" => Op::Sin,
        "COS" => Op::Cos,
        "TAN" => Op::Tan,
        "ARCTAN" => Op::Arctan,
        "SINH" => Op::Sinh,
        "COSH" => Op::Cosh,
        "TANH" => Op::Tanh,
        "MIN" => Op::Minimum,
        "MAX" => Op::Maximum,
        "POWER" => Op::Power,
        _ => return None,
    })
}

/// An operation on one number.
fn unary(op: Op, a: f64) -> f64 {
    match op {
        Op::Negate => UnaryOperator::Minus.apply(a),
        Op::Not => UnaryOperator::Not.apply(a),
        Op::Absolute => a.abs(),
        Op::SquareRoot => a.sqrt(),
        Op::Floor => a.floor(),
        Op::Exp => math::exp(a),
        Op::Ln => math::ln(a),
        Op::Log10 => math::log10(a),
        Op::Sin => math::sin(a),
        Op::Cos => math::cos(a),
        Op::Tan => math::tan(a),
        Op::Arctan => math::atan(a),
        Op::Sinh => math::sinh(a),
        Op::Cosh => math::cosh(a),
        Op::Tanh => math::tanh(a),
        _ => f64::NAN,
    }
}

/// An operation on two numbers.
fn binary(op: Op, a: f64, b: f64) -> f64 {
    let operator = match op {
        Op::Add => BinaryOperator::Add,
        Op::Subtract => BinaryOperator::Subtract,
        Op::Multiply => BinaryOperator::Multiply,
        Op::Divide => BinaryOperator::Divide,
        Op::Power => BinaryOperator::Power,
        Op::Less => BinaryOperator::Less,
        Op::LessEqual => BinaryOperator::LessEqual,
        Op::Equal => BinaryOperator::Equal,
        Op::NotEqual => BinaryOperator::NotEqual,
        Op::And => BinaryOperator::And,
        Op::Or => BinaryOperator::Or,
        Op::Minimum => return if b < a || b.is_nan() { b } else { a },
        Op::Maximum => return if b > a || b.is_nan() { b } else { a },
        _ => return f64::NAN,
    };
    operator.apply(a, b)
}
