//! What names and arrays of equations mean, once everything is declared.

use super::notation::Shapes;
use super::rules::Vendor;
use super::scope::Names;
use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind,
};
use interregnum_model::function::{self, FunctionKind};
use interregnum_model::time::TimeSpec;
use interregnum_model::variable::{InputSource, StockKind};
use interregnum_model::{Equation, Key, Model, Name, VariableKind};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the equations of a model are settled by.
struct Known<'n> {
    vendor: Vendor,
    names: &'n Names,
    /// The dimensions of each array.
    arrays: BTreeMap<Key, Vec<Name>>,
    /// The lookup inside a variable, by the variable.
    curves: BTreeMap<Key, Name>,
    /// Dimensions and arrays, for notations of their own.
    shapes: Shapes,
    /// Names as they are declared, which people wrote with blanks where equations have underscores.
    written: BTreeMap<Key, Arc<str>>,
    /// The file's macros, which go before functions.
    macros: BTreeSet<Key>,
    time: TimeSpec,
}

/// Settles all equations of a model.
pub fn settle(vendor: Vendor, names: &Names, model: &mut Model) {
    flows(model);
    let mut known = Known {
        vendor,
        names,
        arrays: BTreeMap::new(),
        curves: BTreeMap::new(),
        shapes: Shapes::of(model),
        written: BTreeMap::new(),
        macros: model.macros.iter().map(|one| one.name.key.clone()).collect(),
        time: model.time.clone(),
    };
    for variable in &model.variables {
        known.written.insert(variable.name.key.clone(), variable.name.written.clone());
        if !variable.dimensions.is_empty() {
            known.arrays.insert(variable.name.key.clone(), variable.dimensions.clone());
        }
        if let VariableKind::Lookup(lookup) = &variable.kind
            && let Some(inside) = &lookup.inside
        {
            known.curves.insert(inside.key.clone(), variable.name.clone());
        }
    }
    for variable in &mut model.variables {
        let (name, dimensions) = (variable.name.clone(), variable.dimensions.clone());
        let own = (&name, dimensions.as_slice());
        each_equation(&mut variable.kind, &mut |equation| known.settle(equation, own));
        if let VariableKind::Stock { inflows, outflows, .. } = &mut variable.kind {
            inflows.iter_mut().chain(outflows).for_each(|flow| known.spell(flow));
        }
    }
    for group in &mut model.groups {
        group.members.iter_mut().for_each(|member| known.spell(member));
    }
    for one in &mut model.macros {
        for variable in &mut one.variables {
            let (name, dimensions) = (variable.name.clone(), variable.dimensions.clone());
            let own = (&name, dimensions.as_slice());
            each_equation(&mut variable.kind, &mut |equation| known.settle(equation, own));
        }
    }
}

/// Stocks are filled by what a flow is converted to.
pub fn multiply(multiplied: &[(Name, Name)], model: &mut Model) {
    for variable in &mut model.variables {
        if let VariableKind::Stock { inflows, .. } = &mut variable.kind {
            for flow in inflows {
                if let Some((_, own)) = multiplied.iter().find(|(from, _)| from == flow) {
                    *flow = own.clone();
                }
            }
        }
    }
}

/// What fills or drains a stock is a flow, whatever its tag: converters of Vensim models to XMILE
/// write auxiliaries where a rate is no valve of its own (test-models/tests/zeroled_decimals).
fn flows(model: &mut Model) {
    let mut named: BTreeSet<Key> = BTreeSet::new();
    for variable in &model.variables {
        if let VariableKind::Stock { inflows, outflows, .. } = &variable.kind {
            named.extend(inflows.iter().chain(outflows).map(|flow| flow.key.clone()));
        }
    }
    for variable in model.variables.iter_mut().filter(|variable| named.contains(&variable.name.key))
    {
        if let VariableKind::Auxiliary { equation }
        | VariableKind::Parameter { value: equation, .. } = &mut variable.kind
        {
            variable.kind =
                VariableKind::Flow { equation: std::mem::take(equation), non_negative: false };
        }
    }
}

/// Visits every equation of a variable.
pub fn each_equation(kind: &mut VariableKind, see: &mut dyn FnMut(&mut Equation)) {
    match kind {
        VariableKind::Stock { initial, kind, .. } => {
            see(initial);
            if let StockKind::Conveyor(conveyor) = kind {
                see(&mut conveyor.length);
                let parts = [
                    &mut conveyor.capacity,
                    &mut conveyor.inflow_limit,
                    &mut conveyor.sample,
                    &mut conveyor.arrest,
                ];
                parts.into_iter().flatten().for_each(&mut *see);
                conveyor
                    .leaks
                    .iter_mut()
                    .filter_map(|leak| leak.fraction.as_mut())
                    .for_each(&mut *see);
                for expr in &mut conveyor.filled {
                    let mut equation = Equation::all(expr.clone());
                    see(&mut equation);
                    if let Some(case) = equation.cases.pop() {
                        *expr = case.expr;
                    }
                }
            }
        }
        VariableKind::Flow { equation, .. }
        | VariableKind::Auxiliary { equation }
        | VariableKind::Parameter { value: equation, .. }
        | VariableKind::Input { source: InputSource::Equation(equation), .. } => see(equation),
        VariableKind::Lookup(_)
        | VariableKind::Input { source: InputSource::Series { .. }, .. } => {}
    }
}

/// Stella's `PULSE(volume, first, interval)` where the last two are left out: from the start on,
/// and again each step.
fn pulse_each_step(arguments: &mut Vec<Expr>) {
    for word in ["STARTTIME", "DT"].iter().skip(arguments.len().saturating_sub(1)) {
        let Some(span) = arguments.first().map(|first| first.span) else { return };
        let reference = Reference { name: Name::new(word, span), subscripts: Vec::new() };
        arguments.push(Expr { kind: ExprKind::Reference(reference), span });
    }
}

impl Known<'_> {
    fn settle(&self, equation: &mut Equation, own: (&Name, &[Name])) {
        for case in &mut equation.cases {
            case.expr.change(&mut |expr| self.settle_one(expr, own));
        }
    }

    fn settle_one(&self, expr: &mut Expr, own: (&Name, &[Name])) {
        let dimensions = own.1;
        let span = expr.span;
        let replacement = match &mut expr.kind {
            ExprKind::Reference(reference) => {
                self.spell(&mut reference.name);
                self.position(reference).or_else(|| self.shapes.drawn(reference))
            }
            ExprKind::Call { function, arguments }
                if let Some(meant) = self.shapes.call(function, arguments, own) =>
            {
                Some(meant)
            }
            ExprKind::Call { function, arguments } => {
                if self.vendor.rounds_towards_zero() && function.key.as_str() == "int" {
                    *function = Name::new("INTEGER", function.span);
                }
                if self.vendor.pulses_each_step() && function.key.as_str() == "pulse" {
                    pulse_each_step(arguments);
                }
                self.curve_called(function, arguments);
                self.array_function(function, arguments, dimensions);
                match self.macros.contains(&function.key) {
                    true => None,
                    false => super::stella::call(function, arguments, &self.time),
                }
            }
            ExprKind::Binary { operator: BinaryOperator::Modulo, left, right }
                if self.vendor.rounds_towards_zero() =>
            {
                let nothing = || Expr { kind: ExprKind::Error, span };
                let arguments = vec![
                    std::mem::replace(&mut **left, nothing()),
                    std::mem::replace(&mut **right, nothing()),
                ];
                Some(ExprKind::Call { function: Name::new("MODULO", span), arguments })
            }
            ExprKind::Number(_)
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. }
            | ExprKind::If { .. }
            | ExprKind::Error => None,
        };
        if let Some(kind) = replacement {
            expr.kind = kind;
        }
    }

    fn spell(&self, name: &mut Name) {
        if let Some(written) = self.written.get(&name.key) {
            name.written = written.clone();
        }
    }

    /// `Location.Boston` is the position of the element (XMILE 1.0, 3.7.1).
    fn position(&self, reference: &Reference) -> Option<ExprKind> {
        let (dimension, element) = reference.name.written.split_once('.')?;
        let position = self.names.position(&Key::new(dimension), &Key::new(element))?;
        Some(ExprKind::Number(position as f64))
    }

    /// A variable with a curve inside it, called like a function or looked up in, means the curve.
    fn curve_called(&self, function: &mut Name, arguments: &mut [Expr]) {
        if let Some(curve) = self.curves.get(&function.key) {
            *function = Name { span: function.span, ..curve.clone() };
        } else if function.key.as_str().starts_with("lookup")
            && let Some(Expr { kind: ExprKind::Reference(reference), .. }) = arguments.first_mut()
            && let Some(curve) = self.curves.get(&reference.name.key)
        {
            reference.name = Name { span: reference.name.span, ..curve.clone() };
        }
    }

    /// In an array function an array named alone is all of it, and a dimension the equation does
    /// not run over is all its elements (XMILE 1.0, 3.7.1.3). `MIN` and `MAX` of several things put
    /// together only arrays that the equation does not run over.
    fn array_function(&self, function: &mut Name, arguments: &mut [Expr], dimensions: &[Name]) {
        let Some(entry) = function::find(&function.key) else { return };
        if matches!(entry.kind, FunctionKind::Reduction(_)) {
            for argument in arguments {
                argument.change(&mut |expr| self.whole(expr, dimensions));
            }
            return;
        }
        let over = match entry.name {
            "MIN" => "VMIN",
            "MAX" => "VMAX",
            _ => return,
        };
        if let [argument] = arguments {
            argument.change(&mut |expr| self.whole(expr, dimensions));
            *function = Name::new(over, function.span);
            return;
        }
        for argument in arguments {
            if self.runs_beyond(argument, dimensions) {
                argument.change(&mut |expr| self.whole(expr, dimensions));
                let span = argument.span;
                let inner = std::mem::replace(argument, Expr { kind: ExprKind::Error, span });
                let kind =
                    ExprKind::Call { function: Name::new(over, span), arguments: vec![inner] };
                *argument = Expr { kind, span };
            }
        }
    }

    /// Whether an expression reads an array over a dimension that the equation does not run over.
    fn runs_beyond(&self, expr: &Expr, dimensions: &[Name]) -> bool {
        let mut beyond = false;
        expr.visit(&mut |part| {
            let ExprKind::Reference(reference) = &part.kind else { return };
            let Some(own) = self.arrays.get(&reference.name.key) else { return };
            beyond |= if reference.subscripts.is_empty() {
                own.iter().any(|dimension| !dimensions.contains(dimension))
            } else {
                reference.subscripts.iter().any(|subscript| self.is_unbound(subscript, dimensions))
            };
        });
        beyond
    }

    /// Makes all of an array of it where it is named alone or by a dimension that is not run over.
    fn whole(&self, expr: &mut Expr, dimensions: &[Name]) {
        let ExprKind::Reference(reference) = &mut expr.kind else { return };
        let Some(own) = self.arrays.get(&reference.name.key) else { return };
        if reference.subscripts.is_empty() {
            let all = Subscript { kind: SubscriptKind::All, span: expr.span };
            reference.subscripts = vec![all; own.len()];
            return;
        }
        for subscript in &mut reference.subscripts {
            if self.is_unbound(subscript, dimensions)
                && let SubscriptKind::Name(name) = &subscript.kind
            {
                subscript.kind = SubscriptKind::AllOf(name.clone());
            }
        }
    }

    fn is_unbound(&self, subscript: &Subscript, dimensions: &[Name]) -> bool {
        match &subscript.kind {
            SubscriptKind::Name(name) => {
                self.names.is_dimension(&name.key) && !dimensions.contains(name)
            }
            SubscriptKind::All | SubscriptKind::AllOf(_) | SubscriptKind::Between(..) => true,
            SubscriptKind::Index(_) => false,
        }
    }
}
