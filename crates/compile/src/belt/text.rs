//! Hidden variables of a conveyor, their equations written as text.

use super::{WrittenOut, dimension, number};
use interregnum_formats::equation;
use interregnum_model::expression::{Subscript, SubscriptKind};
use interregnum_model::{
    Case, Diagnostic, Equation, Expr, ExprKind, Name, Span, Unit, Variable, VariableKind,
};

/// Writes the variables of one stock.
pub struct Writer<'o> {
    stock: Name,
    unit: Option<(Unit, Span)>,
    dimensions: Vec<Name>,
    out: &'o mut WrittenOut,
    pub(super) diagnostics: &'o mut Vec<Diagnostic>,
}

/// The name of something hidden that belongs to a stock.
fn inner(stock: &Name, what: &str) -> String {
    format!("{}·{what}", stock.written)
}

fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

impl<'o> Writer<'o> {
    /// For a stock.
    pub fn new(
        stock: &Variable,
        out: &'o mut WrittenOut,
        diagnostics: &'o mut Vec<Diagnostic>,
    ) -> Writer<'o> {
        let (name, unit) = (stock.name.clone(), stock.unit.clone());
        Writer { stock: name, unit, dimensions: stock.dimensions.clone(), out, diagnostics }
    }

    /// Makes the dimension of the slats.
    pub fn place(&mut self, slats: usize) {
        let name = Name::new(&inner(&self.stock, "place"), self.stock.span);
        self.out.model.dimensions.push(dimension(name, slats));
    }

    /// The dimension of the slats, and so the number of a slat.
    pub fn place_name(&self) -> String {
        quoted(&inner(&self.stock, "place"))
    }

    fn subscripts(&self, more: &[&str]) -> String {
        let own = self.dimensions.iter().map(|name| quoted(&name.written));
        let all: Vec<String> = own.chain(more.iter().map(|it| (*it).to_owned())).collect();
        if all.is_empty() { String::new() } else { format!("[{}]", all.join(", ")) }
    }

    /// Something of the stock, for the element at hand.
    pub fn at(&self, what: &str) -> String {
        format!("{}{}", quoted(&inner(&self.stock, what)), self.subscripts(&[]))
    }

    /// Something of another stock, over the same dimensions.
    pub fn at_of(&self, stock: &Variable, what: &str) -> String {
        format!("{}{}", quoted(&inner(&stock.name, what)), self.subscripts(&[]))
    }

    /// A slat of something.
    pub fn slat(&self, what: &str, place: &str) -> String {
        format!("{}{}", quoted(&inner(&self.stock, what)), self.subscripts(&[place]))
    }

    /// A slat of something of another stock, over the same dimensions.
    pub fn slat_of(&self, stock: &Variable, what: &str, place: &str) -> String {
        format!("{}{}", quoted(&inner(&stock.name, what)), self.subscripts(&[place]))
    }

    /// The number of a slat of another stock.
    pub fn place_of(&self, stock: &Variable) -> String {
        quoted(&inner(&stock.name, "place"))
    }

    /// A flow, for the element at hand.
    pub fn flow(&self, flow: &Name) -> String {
        format!("{}{}", quoted(&flow.written), self.subscripts(&[]))
    }

    fn parse(&mut self, text: &str) -> Equation {
        let mut expr = equation::parse(text, self.stock.span.file, 0, self.diagnostics);
        place_at(&mut expr, self.stock.span);
        Equation::all(expr)
    }

    /// Adds a hidden variable with an equation of the file.
    pub fn given(&mut self, what: &str, equation: &Equation) {
        let dimensions = self.dimensions.clone();
        self.add(what, equation.clone(), dimensions, None);
    }

    /// Adds a hidden variable with an equation of the file, in the stock's unit.
    pub fn of_the_stock(&mut self, what: &str, equation: &Equation) {
        let (dimensions, unit) = (self.dimensions.clone(), self.unit.clone());
        self.add(what, equation.clone(), dimensions, unit);
    }

    /// Adds a hidden variable with one value after the other, for all elements of the stock.
    pub fn list(&mut self, what: &str, values: &[Expr]) {
        let place = Name::new(&inner(&self.stock, "list place"), self.stock.span);
        self.out.model.dimensions.push(dimension(place.clone(), values.len()));
        let case = |(at, expr): (usize, &Expr)| {
            let span = expr.span;
            let kind = SubscriptKind::Index(number(at as f64 + 1.0, span));
            Case {
                subscripts: vec![Subscript { kind, span }],
                except: Vec::new(),
                expr: expr.clone(),
            }
        };
        let cases = values.iter().enumerate().map(case).collect();
        let unit = self.unit.clone();
        self.add(what, Equation { cases }, vec![place], unit);
    }

    /// Adds a hidden variable.
    pub fn hidden(&mut self, what: &str, text: &str) {
        let equation = self.parse(text);
        let dimensions = self.dimensions.clone();
        self.add(what, equation, dimensions, None);
    }

    /// Adds a hidden variable with a value for each slat.
    pub fn hidden_slats(&mut self, what: &str, text: &str) {
        let equation = self.parse(text);
        let place = Name::new(&inner(&self.stock, "place"), self.stock.span);
        let dimensions = self.dimensions.iter().cloned().chain([place]).collect();
        self.add(what, equation, dimensions, None);
    }

    /// Adds a hidden variable with a value for each slat of another stock.
    pub fn hidden_slats_of(&mut self, stock: &Variable, what: &str, text: &str) {
        let equation = self.parse(text);
        let place = Name::new(&inner(&stock.name, "place"), self.stock.span);
        let dimensions = self.dimensions.iter().cloned().chain([place]).collect();
        self.add(what, equation, dimensions, None);
    }

    /// Adds the number of each slat, as an array of its own.
    pub fn numbers(&mut self) {
        let place = self.place_name();
        self.hidden_slats("number", &place);
    }

    fn add(
        &mut self,
        what: &str,
        equation: Equation,
        dimensions: Vec<Name>,
        unit: Option<(Unit, Span)>,
    ) {
        let name = Name::new(&inner(&self.stock, what), self.stock.span);
        self.out.hidden.insert(name.key.clone());
        self.out.model.variables.push(Variable {
            span: name.span,
            name,
            kind: VariableKind::Auxiliary { equation },
            unit,
            dimensions,
            provenance: Vec::new(),
            note: String::new(),
            range: None,
            provisional: None,
        });
    }

    /// Gives a flow of the file another equation.
    pub fn drive(&mut self, flow: &Name, text: &str) {
        let equation = self.parse(text);
        self.set(flow, VariableKind::Flow { equation, non_negative: false });
    }

    /// Moves the equation of a flow into a hidden variable, held at 0 from below; its name there.
    pub fn wanted(&mut self, flow: &Name) -> Option<String> {
        let variable = self.out.model.variables.iter().find(|it| it.name == *flow)?;
        let what = format!("{} wanted", flow.written);
        let (equation, dimensions) = (variable.equation()?.clone(), variable.dimensions.clone());
        let unit = variable.unit.clone();
        self.add(&what, equation, dimensions, unit);
        Some(format!("MAX(0, {})", self.at(&what)))
    }

    /// Holds a flow at 0 from below.
    pub fn one_way(&mut self, flow: &Name) {
        let variable = self.out.model.variables.iter_mut().find(|it| it.name == *flow);
        if let Some(Variable { kind: VariableKind::Flow { non_negative, .. }, .. }) = variable {
            *non_negative = true;
        }
    }

    /// The stock becomes what it holds now.
    pub fn becomes_auxiliary(&mut self, text: &str) {
        let equation = self.parse(text);
        let stock = self.stock.clone();
        self.set(&stock, VariableKind::Auxiliary { equation });
    }

    fn set(&mut self, name: &Name, kind: VariableKind) {
        if let Some(variable) = self.out.model.variables.iter_mut().find(|it| it.name == *name) {
            variable.kind = kind;
        }
    }
}

/// Sets all places of a tree to that of what it was made for.
fn place_at(expr: &mut Expr, span: Span) {
    expr.change(&mut |part| {
        part.span = span;
        match &mut part.kind {
            ExprKind::Reference(reference) => {
                reference.name.span = span;
                reference.subscripts.iter_mut().for_each(|it| place_subscript(it, span));
            }
            ExprKind::Call { function, .. } => function.span = span,
            ExprKind::Number(_)
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::If { .. }
            | ExprKind::Error => {}
        }
    });
}

fn place_subscript(subscript: &mut Subscript, span: Span) {
    subscript.span = span;
    match &mut subscript.kind {
        SubscriptKind::Name(name) | SubscriptKind::AllOf(name) => name.span = span,
        SubscriptKind::Between(first, last) => {
            first.span = span;
            last.span = span;
        }
        SubscriptKind::All | SubscriptKind::Index(_) => {}
    }
}
