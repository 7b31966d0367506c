//! Calls of lookups, functions and random draws.

use super::context::Context;
use crate::tree::{Node, NodeKind, Reading};
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::function::{self, Draw, Function, FunctionKind, Intrinsic};
use interregnum_model::lookup::Beyond;
use interregnum_model::name::Name;
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

impl Context<'_, '_> {
    /// The tree of a call.
    pub fn call(&mut self, name: &Name, arguments: &[Expr], span: Span) -> NodeKind {
        if let Some(id) = self.expanded.find(&name.key).filter(|id| self.is_lookup(*id)) {
            let reference = Reference { name: name.clone(), subscripts: Vec::new() };
            return match arguments {
                [x] => self.curve(id, &reference, Reading::AsDrawn, x, span),
                [] | [_, ..] => NodeKind::Error,
            };
        }
        let Some(entry) = function::find(&name.key) else {
            // Its arguments are still read through for faults of their own.
            for argument in arguments {
                self.node(argument);
            }
            return NodeKind::Error;
        };
        if let ([argument], Some(reduction)) =
            (arguments, crate::expand::reduction(entry, arguments.len()))
        {
            return self.reduce(entry, reduction, argument, span);
        }
        self.function(entry, arguments, span)
    }

    fn function(&mut self, entry: &'static Function, arguments: &[Expr], span: Span) -> NodeKind {
        let (least, most) = entry.arity();
        if !(least..=most).contains(&arguments.len()) {
            return NodeKind::Error;
        }
        match entry.kind {
            FunctionKind::Scalar(_) => self.scalar(entry, arguments),
            FunctionKind::Draw(draw) => self.draw(entry, draw, arguments),
            FunctionKind::Together(together) => self.together(entry, together, arguments, span),
            FunctionKind::Intrinsic(intrinsic) => self.intrinsic(entry, intrinsic, arguments, span),
            FunctionKind::Reduction(_) | FunctionKind::Macro => NodeKind::Error,
        }
    }

    fn intrinsic(
        &mut self,
        entry: &'static Function,
        intrinsic: Intrinsic,
        arguments: &[Expr],
        span: Span,
    ) -> NodeKind {
        if reads_lookup(intrinsic) {
            return self.lookup(intrinsic, arguments, span);
        }
        match (intrinsic, arguments) {
            (Intrinsic::ActiveInitial, [active, initial]) => {
                let active = Box::new(self.node(active));
                NodeKind::Active { active, initial: Box::new(self.node(initial)) }
            }
            (Intrinsic::DemandAtPrice | Intrinsic::SupplyAtPrice, _) => {
                self.at_price(intrinsic, arguments)
            }
            (Intrinsic::ElementNumber, _) => self.element_number(arguments, span),
            (Intrinsic::VectorSelect, _) => self.vector_select(arguments, span),
            (Intrinsic::VectorReorder, _) => self.vector_reorder(arguments, span),
            (Intrinsic::VectorElementMap, _) => self.vector_element_map(arguments, span),
            (_, _) => super::intrinsic(entry),
        }
    }

    fn scalar(&mut self, entry: &'static Function, arguments: &[Expr]) -> NodeKind {
        let mut nodes: Vec<Node> = arguments.iter().map(|argument| self.node(argument)).collect();
        if entry.name == "IF THEN ELSE" && nodes.len() == 3 {
            let otherwise = nodes.pop().map(Box::new);
            let then = nodes.pop().map(Box::new);
            let condition = nodes.pop().map(Box::new);
            if let (Some(condition), Some(then), Some(otherwise)) = (condition, then, otherwise) {
                return NodeKind::If(condition, then, otherwise);
            }
        }
        NodeKind::Call(entry, nodes)
    }

    /// A random draw. Its seed, which follows what the distribution needs, is a number, or a name that
    /// stands for one: an argument of a macro, a constant. Behind it may stand bounds.
    fn draw(&mut self, entry: &'static Function, draw: Draw, arguments: &[Expr]) -> NodeKind {
        let occurrence = self.draws;
        self.draws += 1;
        let (values, rest) = arguments.split_at(draw.arguments().min(arguments.len()));
        let mut seed = 0.0;
        if let Some(argument) = rest.first() {
            match self.constant(argument) {
                Some(number) => seed = number,
                None => self.diagnostics.push(
                    Diagnostic::new(
                        Code::WrongArguments,
                        argument.span,
                        format!("the seed of `{}` must be a number", entry.name),
                    )
                    .label("not a number known before the run")
                    .help("write a number, or leave it out: draws differ by variable anyway"),
                ),
            }
        }
        let bounds = rest.iter().skip(1);
        let arguments = values.iter().chain(bounds).map(|value| self.node(value)).collect();
        NodeKind::Draw { draw, function: entry, arguments, seed, occurrence }
    }

    /// The number that an expression is, or leads to by names that have one equation.
    fn constant(&self, expr: &Expr) -> Option<f64> {
        /// Longer chains of names than macros in macros make.
        const LONGEST: usize = 64;
        let mut expr = expr;
        for _ in 0..LONGEST {
            if let Some(number) = crate::fold::number(expr) {
                return Some(number);
            }
            let ExprKind::Reference(reference) = &expr.kind else { return None };
            let entry = self.expanded.entry(self.expanded.find(&reference.name.key)?)?;
            let [case] = entry.cases.as_slice() else { return None };
            expr = &case.expr;
        }
        None
    }
}

/// Whether a function's first argument is a lookup.
pub fn reads_lookup(intrinsic: Intrinsic) -> bool {
    reading(intrinsic).is_some()
        || matches!(
            intrinsic,
            Intrinsic::LookupSlope
                | Intrinsic::LookupArea
                | Intrinsic::LookupAreaInside
                | Intrinsic::LookupAreaInvert
        )
}

/// How a function of a lookup and an x reads the lookup, if it does nothing else.
pub fn reading(intrinsic: Intrinsic) -> Option<Reading> {
    match intrinsic {
        Intrinsic::Lookup => Some(Reading::AsDrawn),
        Intrinsic::LookupForward => Some(Reading::Instead(Beyond::Next)),
        Intrinsic::LookupBackward => Some(Reading::Instead(Beyond::Step)),
        Intrinsic::LookupExtrapolate => Some(Reading::Instead(Beyond::Extend)),
        Intrinsic::LookupInvert => Some(Reading::Inverse),
        Intrinsic::Time
        | Intrinsic::Dt
        | Intrinsic::Start
        | Intrinsic::Stop
        | Intrinsic::Pi
        | Intrinsic::Infinity
        | Intrinsic::Init
        | Intrinsic::Previous
        | Intrinsic::FixedDelay
        | Intrinsic::SampleIfTrue
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
        | Intrinsic::SupplyAtPrice => None,
    }
}
