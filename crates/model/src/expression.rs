//! An equation's right-hand side as a tree, exactly as written (XMILE 1.0, 3.3).

pub mod value;

use crate::name::Name;
use crate::source::Span;

/// A tree with the place it was written at.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands, without the brackets around it.
    pub span: Span,
}

/// The kinds of expression.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A literal number.
    Number(f64),
    /// A variable, dimension, element or argument of a macro, perhaps with subscripts.
    Reference(Reference),
    /// An operator before its operand.
    Unary {
        /// The operator.
        operator: UnaryOperator,
        /// Its operand.
        operand: Box<Expr>,
    },
    /// An operator between its operands.
    Binary {
        /// The operator.
        operator: BinaryOperator,
        /// Left operand.
        left: Box<Expr>,
        /// Right operand.
        right: Box<Expr>,
    },
    /// `IF condition THEN then ELSE otherwise`.
    If {
        /// Chosen by this.
        condition: Box<Expr>,
        /// Value where the condition is not 0.
        then: Box<Expr>,
        /// Value where it is 0.
        otherwise: Box<Expr>,
    },
    /// A function, macro or lookup called by name.
    Call {
        /// Name as written.
        function: Name,
        /// Arguments in order.
        arguments: Vec<Expr>,
    },
    /// Something that could not be read; a diagnostic says why.
    Error,
}

/// A name with the subscripts that follow it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reference {
    /// The name.
    pub name: Name,
    /// Empty when no bracket follows.
    pub subscripts: Vec<Subscript>,
}

/// One place in the bracket of `x[a, b]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscript {
    /// What it picks.
    pub kind: SubscriptKind,
    /// Where it stands.
    pub span: Span,
}

/// What a subscript picks.
#[derive(Clone, Debug, PartialEq)]
pub enum SubscriptKind {
    /// An element, or a dimension that the equation runs over.
    Name(Name),
    /// `*`: all elements, to be put together by SUM, MEAN, ...
    All,
    /// `*:dimension` (Vensim `dimension!`): all elements of this subrange.
    AllOf(Name),
    /// `first:last`: these elements and those between, to be put together.
    Between(Name, Name),
    /// A number worked out, counting elements from 1.
    Index(Expr),
}

/// Operators with one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-`
    Minus,
    /// `+`
    Plus,
    /// `NOT`
    Not,
}

/// Operators with two operands, in XMILE's order of precedence, tightest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `^`, to the right first
    Power,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `MOD`
    Modulo,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `=`
    Equal,
    /// `<>`
    NotEqual,
    /// `AND`
    And,
    /// `OR`
    Or,
}

impl BinaryOperator {
    /// How tightly it binds: greater is tighter (XMILE 1.0, 3.3.1).
    pub fn precedence(self) -> u8 {
        match self {
            BinaryOperator::Power => 8,
            BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Modulo => 6,
            BinaryOperator::Add | BinaryOperator::Subtract => 5,
            BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual => 4,
            BinaryOperator::Equal | BinaryOperator::NotEqual => 3,
            BinaryOperator::And => 2,
            BinaryOperator::Or => 1,
        }
    }

    /// As written in an equation.
    pub fn symbol(self) -> &'static str {
        match self {
            BinaryOperator::Power => "^",
            BinaryOperator::Multiply => "*",
            BinaryOperator::Divide => "/",
            BinaryOperator::Modulo => "mod",
            BinaryOperator::Add => "+",
            BinaryOperator::Subtract => "-",
            BinaryOperator::Less => "<",
            BinaryOperator::LessEqual => "<=",
            BinaryOperator::Greater => ">",
            BinaryOperator::GreaterEqual => ">=",
            BinaryOperator::Equal => "=",
            BinaryOperator::NotEqual => "<>",
            BinaryOperator::And => "and",
            BinaryOperator::Or => "or",
        }
    }
}

/// How tightly a sign or NOT binds: looser than `^`, tighter than `*`, so that `-2^2` is -4.
pub const UNARY_PRECEDENCE: u8 = 7;

impl Expr {
    /// The expressions directly under this one, in written order.
    pub fn children(&self) -> Vec<&Expr> {
        match &self.kind {
            ExprKind::Number(_) | ExprKind::Error => Vec::new(),
            ExprKind::Reference(reference) => index_expressions(&reference.subscripts),
            ExprKind::Unary { operand, .. } => vec![operand],
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::If { condition, then, otherwise } => vec![condition, then, otherwise],
            ExprKind::Call { arguments, .. } => arguments.iter().collect(),
        }
    }

    /// Changes this expression and everything under it, inner first.
    pub fn change(&mut self, make: &mut dyn FnMut(&mut Expr)) {
        match &mut self.kind {
            ExprKind::Number(_) | ExprKind::Error => {}
            ExprKind::Reference(reference) => {
                for subscript in &mut reference.subscripts {
                    if let SubscriptKind::Index(index) = &mut subscript.kind {
                        index.change(make);
                    }
                }
            }
            ExprKind::Unary { operand, .. } => operand.change(make),
            ExprKind::Binary { left, right, .. } => {
                left.change(make);
                right.change(make);
            }
            ExprKind::If { condition, then, otherwise } => {
                condition.change(make);
                then.change(make);
                otherwise.change(make);
            }
            ExprKind::Call { arguments, .. } => {
                for argument in arguments {
                    argument.change(make);
                }
            }
        }
        make(self);
    }

    /// Visits this expression and everything under it, outer first.
    pub fn visit<'a>(&'a self, see: &mut dyn FnMut(&'a Expr)) {
        see(self);
        for child in self.children() {
            child.visit(see);
        }
    }
}

fn index_expressions(subscripts: &[Subscript]) -> Vec<&Expr> {
    subscripts
        .iter()
        .filter_map(|subscript| match &subscript.kind {
            SubscriptKind::Index(expr) => Some(expr),
            SubscriptKind::Name(_)
            | SubscriptKind::All
            | SubscriptKind::AllOf(_)
            | SubscriptKind::Between(..) => None,
        })
        .collect()
}
