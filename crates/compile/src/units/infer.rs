//! The unit of a tree.

use super::{Inferred, Units, power, report};
use crate::tree::{Node, NodeKind, Pick, Reading};
use interregnum_model::expression::{BinaryOperator, UnaryOperator};
use interregnum_model::function::Together;
use interregnum_model::source::Span;
use interregnum_model::unit::Unit;

/// What is joined and must have one unit.
pub struct Joined<'a> {
    /// The word or sign that joins them.
    pub by: &'a str,
    /// Where they stand together.
    pub span: Span,
}

impl Units<'_, '_> {
    /// The unit of a tree.
    pub fn infer(&mut self, node: &Node) -> Inferred {
        match &node.kind {
            NodeKind::Error => Inferred::Any,
            NodeKind::Number(number) if *number == 0.0 => Inferred::Any,
            NodeKind::Number(_) => Inferred::Number,
            NodeKind::Time | NodeKind::Dt | NodeKind::Start | NodeKind::Stop => {
                Inferred::Known(self.time.clone())
            }
            NodeKind::Position { .. } => Inferred::Known(Unit::dimensionless()),
            NodeKind::Read { entry, picks } => {
                self.indices(picks);
                self.of(*entry)
            }
            NodeKind::Beneath(entry) => self.of(*entry),
            NodeKind::Unary(operator, operand) => self.unary(*operator, operand),
            NodeKind::Binary(operator, left, right) => {
                self.binary(*operator, left, right, node.span)
            }
            NodeKind::If(condition, then, otherwise) => {
                self.pure(condition, "the condition of `IF`");
                let joined = Joined { by: "IF", span: node.span };
                self.same(&joined, &[then, otherwise])
            }
            NodeKind::Call(function, arguments) => {
                let arguments: Vec<&Node> = arguments.iter().collect();
                self.call(function, &arguments, node.span)
            }
            NodeKind::Draw { function, arguments, .. } => {
                let arguments: Vec<&Node> = arguments.iter().collect();
                self.call(function, &arguments, node.span)
            }
            NodeKind::Reduce { function, body, .. } => self.call(function, &[&**body], node.span),
            NodeKind::Curve { entry, picks, reading, x } => {
                self.indices(picks);
                // What is read backwards has the unit of x, areas and slopes that of both, and not every
                // lookup says it.
                match reading {
                    Reading::Inverse | Reading::Part(_) => {
                        self.infer(x);
                        Inferred::Any
                    }
                    Reading::AsDrawn | Reading::Instead(_) => {
                        self.x(*entry, x);
                        self.of(*entry)
                    }
                }
            }
            NodeKind::Active { active, initial } => {
                let joined = Joined { by: "ACTIVE INITIAL", span: node.span };
                self.same(&joined, &[active, initial])
            }
            NodeKind::Together { together, function, each, once, .. } => {
                let arguments = arguments(*together, each, once);
                self.call(function, &arguments, node.span)
            }
        }
    }

    fn indices(&mut self, picks: &[Pick]) {
        for pick in picks {
            match pick {
                Pick::Index(node) => self.pure(node, "a subscript"),
                Pick::Element(_) | Pick::Axis { .. } => {}
            }
        }
    }

    fn unary(&mut self, operator: UnaryOperator, operand: &Node) -> Inferred {
        match operator {
            UnaryOperator::Minus | UnaryOperator::Plus => self.infer(operand),
            UnaryOperator::Not => {
                self.pure(operand, "`NOT`");
                Inferred::Known(Unit::dimensionless())
            }
        }
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Node,
        right: &Node,
        span: Span,
    ) -> Inferred {
        let joined = Joined { by: operator.symbol(), span };
        match operator {
            BinaryOperator::Power => self.power(left, right, span),
            BinaryOperator::Multiply => {
                let (left, right) = (self.infer(left), self.infer(right));
                product(left, right, Unit::times)
            }
            BinaryOperator::Divide => {
                let (left, right) = (self.infer(left), self.infer(right));
                product(left, right, Unit::per)
            }
            BinaryOperator::Modulo | BinaryOperator::Add | BinaryOperator::Subtract => {
                self.same(&joined, &[left, right])
            }
            BinaryOperator::Less
            | BinaryOperator::LessEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterEqual
            | BinaryOperator::Equal
            | BinaryOperator::NotEqual => {
                self.same(&joined, &[left, right]);
                Inferred::Known(Unit::dimensionless())
            }
            BinaryOperator::And | BinaryOperator::Or => {
                let by = format!("`{}`", operator.symbol());
                self.pure(left, &by);
                self.pure(right, &by);
                Inferred::Known(Unit::dimensionless())
            }
        }
    }

    /// A power. Of something with a unit only a number of times can be taken.
    fn power(&mut self, base: &Node, exponent: &Node, span: Span) -> Inferred {
        let unit = self.infer(base);
        self.pure(exponent, "an exponent");
        let known = crate::fold::node(exponent, &|_, _| None);
        match (unit, known) {
            (Inferred::Known(unit), _) if unit.is_dimensionless() => Inferred::Known(unit),
            (Inferred::Known(unit), Some(number)) => power::rational(number)
                .and_then(|exponent| unit.power(exponent))
                .map_or(Inferred::Any, Inferred::Known),
            (Inferred::Known(unit), None) => {
                self.report(report::changing_power(&unit, base.span, span));
                Inferred::Any
            }
            (Inferred::Number, Some(_)) => Inferred::Number,
            (Inferred::Number, None) => Inferred::Known(Unit::dimensionless()),
            (Inferred::Any, _) => Inferred::Any,
        }
    }

    /// That something has no unit.
    pub fn pure(&mut self, node: &Node, by: &str) {
        if let Inferred::Known(unit) = self.infer(node)
            && !unit.is_dimensionless()
        {
            self.report(report::not_pure(by, &unit, node.span));
        }
    }

    /// That all of these have one unit: that unit.
    pub fn same(&mut self, joined: &Joined, nodes: &[&Node]) -> Inferred {
        let units: Vec<(Inferred, Span)> =
            nodes.iter().map(|node| (self.infer(node), node.span)).collect();
        self.one(joined, &units)
    }

    /// The one unit of what is joined; what does not fit is reported.
    pub fn one(&mut self, joined: &Joined, units: &[(Inferred, Span)]) -> Inferred {
        let mut first: Option<(Unit, Span)> = None;
        let mut numbers: Vec<Span> = Vec::new();
        let mut fits = true;
        for (unit, span) in units {
            match (unit, &first) {
                (Inferred::Any, _) => {}
                (Inferred::Number, _) => numbers.push(*span),
                (Inferred::Known(unit), None) => first = Some((unit.clone(), *span)),
                (Inferred::Known(unit), Some((other, place))) => {
                    if unit != other && fits {
                        fits = false;
                        let fault = report::clash(joined, (other, *place), (unit, *span));
                        self.report(fault);
                    }
                }
            }
        }
        match first {
            _ if !fits => Inferred::Any,
            None if numbers.is_empty() => Inferred::Any,
            None => Inferred::Number,
            Some((unit, place)) => {
                if !unit.is_dimensionless() {
                    for number in numbers {
                        self.report(report::hidden(joined.by, (&unit, place), number));
                    }
                }
                Inferred::Known(unit)
            }
        }
    }
}

/// The arguments of what is worked out together in the order of the catalogue, as far as units
/// are asked of them.
fn arguments<'n>(together: Together, each: &'n [Node], once: &'n [Node]) -> Vec<&'n Node> {
    match (together, each, once) {
        (Together::AllocateAvailable, [request, profile, ..], [available]) => {
            vec![request, profile, available]
        }
        (Together::MarketPrice, [demand, wanted, _, _, _, supply, offered, ..], _) => {
            vec![demand, wanted, supply, offered]
        }
        (
            Together::AllocateByPriority | Together::MarketPriority,
            [request, priority],
            [width, supply],
        ) => {
            vec![request, priority, width, width, supply]
        }
        (_, each, once) => each.iter().chain(once).collect(),
    }
}

/// The unit of a product or quotient. A power beyond what can be held counts as unknown.
fn product(
    left: Inferred,
    right: Inferred,
    join: impl Fn(&Unit, &Unit) -> Option<Unit>,
) -> Inferred {
    let unit = |inferred: Inferred| match inferred {
        Inferred::Known(unit) => Some(unit),
        Inferred::Number => Some(Unit::dimensionless()),
        Inferred::Any => None,
    };
    if left == Inferred::Number && right == Inferred::Number {
        return Inferred::Number;
    }
    match (unit(left), unit(right)) {
        (Some(left), Some(right)) => join(&left, &right).map_or(Inferred::Any, Inferred::Known),
        (None, _) | (_, None) => Inferred::Any,
    }
}
