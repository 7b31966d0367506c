//! What the standard says of arrays beyond subscripts: `A'`, `A(10)`, `SIZE`, values of a graphical
//! function by number (XMILE 1.0, 3.3.2 and 3.7.1).

use interregnum_model::expression::{
    BinaryOperator, Expr, ExprKind, Reference, Subscript, SubscriptKind,
};
use interregnum_model::lookup::Curve;
use interregnum_model::{Dimension, Key, Model, Name, Span, VariableKind};
use std::collections::BTreeMap;

/// Sizes of dimensions, and arrays by their dimensions.
#[derive(Debug, Default)]
pub struct Shapes {
    sizes: BTreeMap<Key, usize>,
    arrays: BTreeMap<Key, Vec<Name>>,
    /// The y of graphical functions that are no arrays, by the variable they are drawn in.
    drawn: BTreeMap<Key, Vec<f64>>,
}

impl Shapes {
    /// Those of a model.
    pub fn of(model: &Model) -> Shapes {
        let mut shapes = Shapes::default();
        for dimension in &model.dimensions {
            if let Some(size) = size(dimension) {
                shapes.sizes.insert(dimension.name.key.clone(), size);
            }
        }
        for variable in &model.variables {
            if !variable.dimensions.is_empty() {
                shapes.arrays.insert(variable.name.key.clone(), variable.dimensions.clone());
            }
            if let VariableKind::Lookup(lookup) = &variable.kind
                && let [(subscripts, curve)] = lookup.curves.as_slice()
                && subscripts.is_empty()
            {
                let of = lookup.inside.as_ref().unwrap_or(&variable.name);
                shapes.drawn.insert(of.key.clone(), values(curve));
            }
        }
        shapes
    }

    /// What a call means that is one of the notations; `None` where it is an ordinary call.
    pub fn call(
        &self,
        function: &Name,
        arguments: &[Expr],
        (owner, own): (&Name, &[Name]),
    ) -> Option<ExprKind> {
        match (function.key.as_str(), arguments) {
            ("transpose", [array]) => self.transposed(array, own),
            ("size", [array]) => self.size(array, owner),
            (_, [array]) if self.drawn_values(array).is_some() => {
                put_together(function, self.drawn_values(array)?)
            }
            (_, [index]) => self.flat(function, index),
            (_, _) => None,
        }
    }

    /// `A'`: its dimensions the other way round.
    fn transposed(&self, array: &Expr, own: &[Name]) -> Option<ExprKind> {
        let ExprKind::Reference(reference) = &array.kind else { return None };
        let dimensions = self.arrays.get(&reference.name.key)?;
        let span = array.span;
        let mut reference = reference.clone();
        if reference.subscripts.is_empty() {
            let all = |_: &Name| Subscript { kind: SubscriptKind::All, span };
            reference.subscripts = dimensions.iter().map(all).collect();
        }
        let free = |subscript: &Subscript| match &subscript.kind {
            SubscriptKind::All | SubscriptKind::AllOf(_) => true,
            SubscriptKind::Name(name) => {
                self.sizes.contains_key(&name.key) || name.written.starts_with('@')
            }
            SubscriptKind::Between(..) | SubscriptKind::Index(_) => false,
        };
        let count = reference.subscripts.iter().filter(|it| free(it)).count();
        if count != own.len() {
            return None;
        }
        let mut behind = (0..count).rev();
        for subscript in reference.subscripts.iter_mut().filter(|it| free(it)) {
            subscript.kind = SubscriptKind::Name(along(own, behind.next()?, span)?);
        }
        Some(ExprKind::Reference(reference))
    }

    /// `SIZE(SELF[1, *])`: how many elements that is, which hangs on no value of them.
    fn size(&self, array: &Expr, owner: &Name) -> Option<ExprKind> {
        if let Some(values) = self.drawn_values(array) {
            return Some(ExprKind::Number(values.len() as f64));
        }
        let ExprKind::Reference(reference) = &array.kind else { return None };
        if reference.name != *owner {
            return None;
        }
        let dimensions = self.arrays.get(&reference.name.key)?;
        let sizes = dimensions.iter().map(|name| self.sizes.get(&name.key).copied());
        let sizes: Vec<usize> = sizes.collect::<Option<_>>()?;
        if reference.subscripts.is_empty() {
            return Some(ExprKind::Number(sizes.iter().product::<usize>() as f64));
        }
        let mut count = 1;
        for (subscript, size) in reference.subscripts.iter().zip(sizes) {
            count *= match &subscript.kind {
                SubscriptKind::All => size,
                SubscriptKind::AllOf(part) => self.sizes.get(&part.key).copied()?,
                SubscriptKind::Name(_) | SubscriptKind::Index(_) => 1,
                SubscriptKind::Between(..) => return None,
            };
        }
        Some(ExprKind::Number(count as f64))
    }

    /// `A(10)`: the tenth element, rows first. One that is not there is 0, as the first subscript is
    /// then out of bounds.
    fn flat(&self, function: &Name, index: &Expr) -> Option<ExprKind> {
        let dimensions = self.arrays.get(&function.key)?;
        let sizes = dimensions.iter().map(|name| self.sizes.get(&name.key).copied());
        let sizes: Vec<usize> = sizes.collect::<Option<_>>()?;
        let span = index.span;
        let number = |value: f64| Expr { kind: ExprKind::Number(value), span };
        let binary = |operator, left: Expr, right: Expr| Expr {
            kind: ExprKind::Binary { operator, left: Box::new(left), right: Box::new(right) },
            span,
        };
        let from_nought = binary(BinaryOperator::Subtract, index.clone(), number(1.0));
        let mut stride = 1;
        let mut subscripts = Vec::new();
        for (at, size) in sizes.iter().enumerate().rev() {
            let along = binary(BinaryOperator::Divide, from_nought.clone(), number(stride as f64));
            let mut along = call("INT", along, span);
            if at > 0 {
                along = binary(BinaryOperator::Modulo, along, number(*size as f64));
            }
            let along = binary(BinaryOperator::Add, along, number(1.0));
            subscripts.push(Subscript { kind: SubscriptKind::Index(along), span });
            stride *= size;
        }
        subscripts.reverse();
        let name = Name { span: function.span, ..function.clone() };
        Some(ExprKind::Reference(Reference { name, subscripts }))
    }

    /// The y of a graphical function that is named alone.
    fn drawn_values(&self, array: &Expr) -> Option<&[f64]> {
        let ExprKind::Reference(reference) = &array.kind else { return None };
        let values = self.drawn.get(&reference.name.key)?;
        reference.subscripts.is_empty().then_some(values.as_slice())
    }

    /// `curve[3]`: the y of its third point; 0 where there is none.
    pub fn drawn(&self, reference: &Reference) -> Option<ExprKind> {
        let values = self.drawn.get(&reference.name.key)?;
        let [Subscript { kind: SubscriptKind::Index(index), .. }] = reference.subscripts.as_slice()
        else {
            return None;
        };
        let ExprKind::Number(position) = index.kind else { return None };
        let at = (position >= 1.0).then_some(position as usize)?.checked_sub(1)?;
        Some(ExprKind::Number(values.get(at).copied().unwrap_or(0.0)))
    }
}

/// The name of the equation's dimension at a place; its number where another bears the same name.
pub fn along(own: &[Name], at: usize, span: Span) -> Option<Name> {
    let name = own.get(at)?;
    let is_alone = own.iter().filter(|other| *other == name).count() == 1;
    let written = if is_alone { name.written.to_string() } else { format!("@{}", at + 1) };
    Some(Name::new(&written, span))
}

fn call(function: &str, argument: Expr, span: Span) -> Expr {
    let kind = ExprKind::Call { function: Name::new(function, span), arguments: vec![argument] };
    Expr { kind, span }
}

/// How many elements a dimension has.
pub fn size(dimension: &Dimension) -> Option<usize> {
    match &dimension.elements {
        interregnum_model::dimension::Elements::Named(names) => Some(names.len()),
        interregnum_model::dimension::Elements::Counted(Expr {
            kind: ExprKind::Number(count),
            ..
        }) if *count >= 1.0 && *count < 1e9 => Some(*count as usize),
        interregnum_model::dimension::Elements::Counted(_) => None,
    }
}

fn values(curve: &Curve) -> Vec<f64> {
    curve.points.iter().map(|point| point.1).collect()
}

/// The functions of all elements, on the values of a graphical function.
fn put_together(function: &Name, values: &[f64]) -> Option<ExprKind> {
    let sum: f64 = values.iter().sum();
    Some(ExprKind::Number(match function.key.as_str() {
        "sum" => sum,
        "mean" => sum / values.len() as f64,
        "min" => values.iter().copied().fold(f64::INFINITY, f64::min),
        "max" => values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        _ => return None,
    }))
}
