//! Vensim's functions of arrays: elements by number, selected, sorted, allocated; matrices.

use super::context::{Context, Opened};
use crate::entry::Axis;
use crate::tree::{Node, NodeKind, Pick};
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind,
};
use interregnum_model::function::{self, Function, FunctionKind, Reduction, Together};
use interregnum_model::lookup::MISSING;
use interregnum_model::name::{Key, Name};
use interregnum_model::source::Span;
use interregnum_model::{Code, Diagnostic};

/// A node made for a call, at its place.
struct Maker {
    span: Span,
}

impl Maker {
    fn node(&self, kind: NodeKind) -> Node {
        Node { kind, span: self.span }
    }

    fn number(&self, number: f64) -> Node {
        self.node(NodeKind::Number(number))
    }

    fn binary(&self, operator: BinaryOperator, left: Node, right: Node) -> Node {
        self.node(NodeKind::Binary(operator, Box::new(left), Box::new(right)))
    }

    fn either(&self, condition: Node, then: Node, otherwise: Node) -> Node {
        self.node(NodeKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)))
    }

    fn equals(&self, a: &Node, number: f64) -> Node {
        self.binary(BinaryOperator::Equal, a.clone(), self.number(number))
    }

    /// A function of the catalogue by its name, on one argument.
    fn call(&self, name: &str, argument: Node) -> Node {
        match function::find(&Key::new(name)) {
            Some(entry) => self.node(NodeKind::Call(entry, vec![argument])),
            None => argument,
        }
    }
}

/// The elements that a selection picks, and what is made of them.
struct Selected {
    make: Maker,
    axes: Vec<(usize, Axis)>,
    selection: Node,
    expression: Node,
}

impl Selected {
    fn reduce(&self, reduction: Reduction, body: Node) -> Node {
        let name = match reduction {
            Reduction::Product => "PROD",
            Reduction::Min => "VMIN",
            Reduction::Max => "VMAX",
            Reduction::Sum | Reduction::Mean | Reduction::Deviation | Reduction::Size => "SUM",
        };
        match function::find(&Key::new(name)) {
            Some(function) => self.make.node(NodeKind::Reduce {
                reduction,
                function,
                axes: self.axes.clone(),
                body: Box::new(body),
            }),
            None => body,
        }
    }

    /// The selected ones put together; those not selected count as `neutral`.
    fn over(&self, reduction: Reduction, body: &Node, neutral: f64) -> Node {
        let neutral = self.make.number(neutral);
        let body = self.make.either(self.selection.clone(), body.clone(), neutral);
        self.reduce(reduction, body)
    }

    fn count(&self) -> Node {
        self.over(Reduction::Sum, &self.make.number(1.0), 0.0)
    }

    /// What each numerical action makes (Vensim Help, VECTOR SELECT).
    fn action(&self, action: u8) -> Node {
        let (make, e) = (&self.make, &self.expression);
        let weighted = make.binary(BinaryOperator::Multiply, self.selection.clone(), e.clone());
        // The manual has the two the other way round; test-models vector_select, run in Vensim,
        // raises the expression to the selection.
        let power = make.binary(BinaryOperator::Power, e.clone(), self.selection.clone());
        let mean = |body: &Node| {
            let sum = self.over(Reduction::Sum, body, 0.0);
            make.binary(BinaryOperator::Divide, sum, self.count())
        };
        match action {
            0 => self.over(Reduction::Sum, &weighted, 0.0),
            1 => self.over(Reduction::Product, &weighted, 1.0),
            2 => self.over(Reduction::Min, &weighted, f64::INFINITY),
            3 => self.over(Reduction::Max, &weighted, f64::NEG_INFINITY),
            4 => mean(&weighted),
            5 => self.over(Reduction::Product, &power, 1.0),
            6 => self.over(Reduction::Sum, e, 0.0),
            7 => self.over(Reduction::Product, e, 1.0),
            8 => self.over(Reduction::Min, e, f64::INFINITY),
            9 => self.over(Reduction::Max, e, f64::NEG_INFINITY),
            _ => mean(e),
        }
    }
}

/// The greatest number of a numerical action.
const LAST_ACTION: u8 = 10;

impl Context<'_, '_> {
    /// `ELEMENT NUMBER(dimension)`.
    pub fn element_number(&mut self, arguments: &[Expr], span: Span) -> NodeKind {
        let dimension = match arguments {
            [Expr { kind: ExprKind::Reference(reference), .. }] => {
                self.expanded.sets.find(&reference.name.key)
            }
            [] | [_, ..] => None,
        };
        let Some(dimension) = dimension else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::WrongArguments,
                    span,
                    "`ELEMENT NUMBER` numbers a dimension's elements",
                )
                .label("not a dimension")
                .help("name a dimension that the equation runs over"),
            );
            return NodeKind::Error;
        };
        match self.axis_over(dimension) {
            Some(axis) => {
                let dimension = self.expanded.sets.root(dimension);
                NodeKind::Position { axis, dimension, through: None }
            }
            None => {
                let fault = self.not_over(dimension, span);
                self.diagnostics.push(fault);
                NodeKind::Error
            }
        }
    }

    /// `VECTOR SELECT(selection, expression, missing, action, error action)`.
    pub fn vector_select(&mut self, arguments: &[Expr], span: Span) -> NodeKind {
        let [selection, expression, missing, action, error] = arguments else {
            return NodeKind::Error;
        };
        self.reductions.push(Opened::default());
        let selection = self.node(selection);
        let expression = self.node(expression);
        let axes = self.opened_axes();
        let (missing, action, error) = (self.node(missing), self.node(action), self.node(error));
        let selected = Selected { make: Maker { span }, axes, selection, expression };
        let make = &selected.make;
        let mut result = match known(&action) {
            Some(number) => selected.action(number as u8),
            None => (0..LAST_ACTION).rev().fold(selected.action(LAST_ACTION), |others, number| {
                let this = make.equals(&action, f64::from(number));
                make.either(this, selected.action(number), others)
            }),
        };
        let none = make.equals(&selected.count(), 0.0);
        result = make.either(none.clone(), missing, result);
        if known(&error) == Some(0.0) {
            return result.kind;
        }
        // What the error action forbids is not a number, and stops the run at this place.
        let several = make.binary(BinaryOperator::Greater, selected.count(), make.number(1.0));
        for (forbidden, actions) in [(none, [1.0, 3.0]), (several, [2.0, 3.0])] {
            let [a, b] = actions.map(|action| make.equals(&error, action));
            let asked = make.binary(BinaryOperator::Or, a, b);
            let both = make.binary(BinaryOperator::And, asked, forbidden);
            result = make.either(both, make.number(f64::NAN), result);
        }
        result.kind
    }

    /// The axes that the innermost reduction has opened; it is closed.
    fn opened_axes(&mut self) -> Vec<(usize, Axis)> {
        let opened = self.reductions.pop().unwrap_or_default();
        opened
            .axes
            .iter()
            .filter_map(|(_, _, _, number)| Some((*number, self.axes.get(*number)?.clone())))
            .collect()
    }

    /// `VECTOR ELM MAP(x[a], offset)`: the number of the element named, all dimensions counted
    /// through, and the offset give the number of the element read.
    pub fn vector_element_map(&mut self, arguments: &[Expr], span: Span) -> NodeKind {
        let [Expr { kind: ExprKind::Reference(reference), span: at }, offset] = arguments else {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::WrongArguments,
                    span,
                    "`VECTOR ELM MAP` starts from an element",
                )
                .label("its first argument is not an element of an array")
                .help("name an element, as in `VECTOR ELM MAP(x[first], 2)`"),
            );
            return NodeKind::Error;
        };
        let Some(id) = self.expanded.find(&reference.name.key) else { return NodeKind::Error };
        let picks = self.picks(id, reference, *at);
        let offset = self.node(offset);
        let (Some(picks), Some(entry)) = (picks, self.expanded.entry(id)) else {
            return NodeKind::Error;
        };
        let make = Maker { span };
        let (mut number, mut total) = (offset, 1.0);
        for (axis, pick) in entry.axes.iter().zip(&picks).rev() {
            let Some(place) = place(&make, axis, pick) else {
                self.diagnostics.push(mapped(span));
                return NodeKind::Error;
            };
            let along = make.binary(BinaryOperator::Multiply, place, make.number(total));
            number = make.binary(BinaryOperator::Add, number, along);
            total *= f64::from(axis.positions.len());
        }
        let number = make.call("INTEGER", number);
        let mut stride = 1.0;
        let mut indices = Vec::new();
        for axis in entry.axes.iter().rev() {
            let size = f64::from(axis.positions.len());
            let whole = make.binary(BinaryOperator::Divide, number.clone(), make.number(stride));
            let along = make.call("INT", whole);
            let index = make.binary(BinaryOperator::Modulo, along, make.number(size));
            let index = make.binary(BinaryOperator::Add, index, make.number(1.0));
            indices.push(Pick::Index(Box::new(index)));
            stride *= size;
        }
        indices.reverse();
        let read = make.node(NodeKind::Read { entry: id, picks: indices });
        let below = make.binary(BinaryOperator::Less, number.clone(), make.number(0.0));
        let beyond = make.binary(BinaryOperator::GreaterEqual, number, make.number(total));
        let outside = make.binary(BinaryOperator::Or, below, beyond);
        make.either(outside, make.number(MISSING), read).kind
    }

    /// `VECTOR REORDER(x[a, range], order)`: the element of the range at this place, from 0.
    pub fn vector_reorder(&mut self, arguments: &[Expr], span: Span) -> NodeKind {
        let [vector, order] = arguments else { return NodeKind::Error };
        let reordered = self.with_subscripts(vector).and_then(|mut reference| {
            let entry = self.expanded.entry(self.expanded.find(&reference.name.key)?)?;
            let axis = entry.axes.last()?;
            let last = reference.subscripts.last_mut()?;
            let SubscriptKind::Name(name) = &last.kind else { return None };
            let part = self.expanded.sets.find(&name.key)?;
            let first = self.expanded.sets.positions(part).get(0)?;
            let before = axis.positions.place(first)?;
            last.kind = SubscriptKind::Index(plus(order, f64::from(before) + 1.0));
            Some(Expr { kind: ExprKind::Reference(reference), span: vector.span })
        });
        match reordered {
            Some(reordered) => self.node(&reordered).kind,
            None => {
                self.all_of(&[vector], usize::MAX);
                Node::error(span).kind
            }
        }
    }

    /// What is worked out for all elements of an array together.
    pub fn together(
        &mut self,
        function: &'static Function,
        together: Together,
        arguments: &[Expr],
        span: Span,
    ) -> NodeKind {
        self.reductions.push(Opened::default());
        let before = self.diagnostics.len();
        let (each, once) = self.parts(together, arguments);
        let axes = self.opened_axes();
        let mut once: Vec<Node> = once.into_iter().map(|argument| self.node(argument)).collect();
        if self.diagnostics.len() > before || each.is_empty() {
            return NodeKind::Error;
        }
        if super::market::is_one_number(together) {
            once.extend(super::market::counts(together, &axes, span));
            let picks = vec![Pick::Element(0); axes.len()];
            return NodeKind::Together { together, function, axes, each, once, picks };
        }
        let wanted = if together == Together::InvertMatrix { 2 } else { 1 };
        if let [(_, rows), (_, columns)] = axes.as_slice()
            && rows.positions.len() != columns.positions.len()
        {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::DimensionMismatch,
                    span,
                    "only a square matrix has an inverse",
                )
                .label(format!("{} by {}", rows.positions.len(), columns.positions.len()))
                .help("give the last two dimensions as many elements each"),
            );
            return NodeKind::Error;
        }
        match self.standing_picks(&axes).filter(|picks| picks.len() == wanted) {
            Some(picks) => NodeKind::Together { together, function, axes, each, once, picks },
            None => {
                self.diagnostics.push(not_by_element(function, span));
                NodeKind::Error
            }
        }
    }

    /// What is worked out for each element, and what is worked out once.
    fn parts<'a>(
        &mut self,
        together: Together,
        arguments: &'a [Expr],
    ) -> (Vec<Node>, Vec<&'a Expr>) {
        let mut once = Vec::new();
        let each = match (together, arguments) {
            (Together::SortOrder | Together::Rank, [vector, direction]) => {
                once.push(direction);
                self.all_of(&[vector], 1)
            }
            (Together::AllocateByPriority, [request, priority, _, width, supply]) => {
                once.extend([width, supply]);
                self.all_of(&[request, priority], 1)
            }
            (Together::AllocateAvailable, [request, profile, available]) => {
                once.push(available);
                let mut each = self.all_of(&[request], 1);
                each.extend(self.profile(profile, &|last| star(last)));
                each
            }
            (Together::InvertMatrix, [matrix, _]) => self.all_of(&[matrix], 2),
            (Together::MarketPriority, [request, priority, _, width, supply]) => {
                once.extend([width, supply]);
                self.whole_of(&[request, priority])
            }
            (Together::MarketPrice, [demand, wanted, supply, offered]) => {
                self.market(&[(demand, wanted), (supply, offered)])
            }
            (Together::RateOfReturn, [payments, initial, periods, missing]) => {
                once.extend([initial, periods, missing]);
                self.whole_of(&[payments])
            }
            (_, _) => Vec::new(),
        };
        (each, once)
    }

    /// Arguments over all elements of their last `count` dimensions.
    pub fn all_of(&mut self, arguments: &[&Expr], count: usize) -> Vec<Node> {
        let mut nodes = Vec::new();
        for argument in arguments {
            match self.starred(argument, count) {
                Some(starred) => nodes.push(self.node(&starred)),
                None => {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::WrongArguments,
                            argument.span,
                            "an array is needed here",
                        )
                        .label("not an array with a dimension to go through")
                        .help("name an array with its subscripts"),
                    );
                    return Vec::new();
                }
            }
        }
        nodes
    }

    /// `x[a, b]` as `x[a, *:b]`.
    fn starred(&self, argument: &Expr, count: usize) -> Option<Expr> {
        let mut reference = self.with_subscripts(argument)?;
        let free = reference.subscripts.len().checked_sub(count)?;
        for subscript in reference.subscripts.iter_mut().skip(free) {
            star(subscript)?;
        }
        Some(Expr { kind: ExprKind::Reference(reference), span: argument.span })
    }

    /// A reference with a subscript for each dimension, those of its declaration where it has none.
    pub fn with_subscripts(&self, argument: &Expr) -> Option<Reference> {
        let ExprKind::Reference(reference) = &argument.kind else { return None };
        let entry = self.expanded.entry(self.expanded.find(&reference.name.key)?)?;
        let mut reference = reference.clone();
        if reference.subscripts.is_empty() {
            for axis in entry.axes.iter().skip(entry.inherited) {
                let name = Name::new(&self.expanded.sets.name(axis.dimension), argument.span);
                let kind = SubscriptKind::Name(name);
                reference.subscripts.push(Subscript { kind, span: argument.span });
            }
        }
        Some(reference)
    }

    /// For each axis opened the axis of the equation over the same elements, or over elements
    /// that map onto them: the last ones.
    fn standing_picks(&self, axes: &[(usize, Axis)]) -> Option<Vec<Pick>> {
        let sets = &self.expanded.sets;
        let mut used: Vec<usize> = Vec::new();
        let mut picks = Vec::new();
        for (_, opened) in axes.iter().rev() {
            let root = sets.root(opened.dimension);
            let free = || (0..self.own).rev().filter(|number| !used.contains(number));
            let same = free().find_map(|number| {
                let axis = self.axes.get(number)?;
                let same = sets.root(axis.dimension) == root
                    && axis.positions.is_within(&opened.positions);
                same.then_some((number, None))
            });
            let mapped = || {
                free().find_map(|number| {
                    let through = self.mapping(self.axes.get(number)?, root)?;
                    Some((number, Some(through)))
                })
            };
            let (axis, through) = same.or_else(mapped)?;
            used.push(axis);
            picks.push(Pick::Axis { axis, through });
        }
        picks.reverse();
        Some(picks)
    }
}

fn plus(expr: &Expr, number: f64) -> Expr {
    let span = expr.span;
    let right = Box::new(Expr { kind: ExprKind::Number(number), span });
    let left = Box::new(expr.clone());
    Expr { kind: ExprKind::Binary { operator: BinaryOperator::Add, left, right }, span }
}

/// A dimension's name as all its elements; `None` for anything else.
pub fn star(subscript: &mut Subscript) -> Option<()> {
    match &subscript.kind {
        SubscriptKind::Name(name) | SubscriptKind::AllOf(name) => {
            subscript.kind = SubscriptKind::AllOf(name.clone());
            Some(())
        }
        SubscriptKind::All => Some(()),
        SubscriptKind::Between(..) | SubscriptKind::Index(_) => None,
    }
}

/// Where the element that a pick means stands along an axis, from 0.
fn place(make: &Maker, axis: &Axis, pick: &Pick) -> Option<Node> {
    let from_one = match pick {
        Pick::Element(place) => return Some(make.number(f64::from(*place))),
        Pick::Axis { axis: number, through: None } => {
            let dimension = axis.dimension;
            make.node(NodeKind::Position { axis: *number, dimension, through: None })
        }
        Pick::Axis { through: Some(_), .. } => return None,
        Pick::Index(node) => (**node).clone(),
    };
    Some(make.binary(BinaryOperator::Subtract, from_one, make.number(1.0)))
}

/// The number that a node is.
fn known(node: &Node) -> Option<f64> {
    crate::fold::node(node, &|_, _| None)
}

fn mapped(span: Span) -> Diagnostic {
    Diagnostic::new(Code::DimensionMismatch, span, "the element is named through a mapping")
        .label("its number is not known")
        .help("name an element of the array itself")
}

fn not_by_element(function: &Function, span: Span) -> Diagnostic {
    let message = format!("`{}` gives one number for each element of its array", function.name);
    Diagnostic::new(Code::DimensionMismatch, span, message)
        .label("this equation does not run over these elements")
        .help("let the equation run over the last dimension of the array")
}

/// Whether a function puts all elements of its arguments together, so that `[*]` may stand in them.
pub fn puts_together(entry: &Function) -> bool {
    matches!(
        entry.kind,
        FunctionKind::Intrinsic(interregnum_model::function::Intrinsic::VectorSelect)
    )
}
