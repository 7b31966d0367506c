//! The numbers of a table in the place of what a variable says of itself.

use super::super::array::{elements_of, product};
use super::super::context::{Context, number};
use crate::spreadsheet::CellRef;
use interregnum_model::dimension::Elements;
use interregnum_model::expression::{Reference, Subscript, SubscriptKind};
use interregnum_model::lookup::Curve;
use interregnum_model::variable::Distribution;
use interregnum_model::{
    Beyond, Case, Code, Diagnostic, Equation, Expr, ExprKind, Key, Lookup, Model, Name, Span,
    Variable, VariableKind,
};

/// What stands under one head of a table.
pub struct Column<'a> {
    /// The variable, and its subscripts.
    pub target: (Name, Vec<String>),
    /// Where the head stands.
    pub head: CellRef,
    /// The table, as the model names it.
    pub file: &'a str,
    /// Where the model names it.
    pub span: Span,
    /// The moments of the values, where the table says any.
    pub times: Vec<f64>,
    /// The values, in order.
    pub values: Vec<f64>,
}

impl Column<'_> {
    /// A finding about this column.
    pub fn finding(&self, message: String) -> Diagnostic {
        Diagnostic::new(Code::BadSeries, self.span, message)
            .label(format!("`{}` of cell {}", self.target.0, self.head))
            .help("correct the table: a number in each cell under the name")
    }

    /// Puts the values into the model.
    pub fn put(&self, context: &mut Context<'_>, is_over_time: bool, model: &mut Model) {
        if self.values.is_empty() {
            let message = format!("`{}` has no numbers for `{}`", self.file, self.target.0);
            return context.report(self.finding(message).warning());
        }
        if is_over_time && self.times.len() != self.values.len() {
            let message =
                format!("`{}` has values of `{}` without a time", self.file, self.target.0);
            return context.report(self.finding(message));
        }
        let Some(lists) = self.elements(context, model) else { return };
        if let Some(curve) = curve_of(&self.target.0, model) {
            return self.redraw(context, &curve, &lists, is_over_time, model);
        }
        if is_over_time && self.values.len() > 1 {
            return self.over_time(context, &lists, model);
        }
        self.constants(context, &lists, model);
    }

    /// The elements of the variable that the head speaks of, each as a list of subscripts; one
    /// empty list for the variable as a whole.
    fn elements(
        &self,
        context: &mut Context<'_>,
        model: &Model,
    ) -> Option<Vec<Vec<SubscriptKind>>> {
        let (name, subscripts) = &self.target;
        let dimensions = &model.variable(&name.key)?.dimensions;
        if subscripts.is_empty() {
            return Some(vec![Vec::new()]);
        }
        if subscripts.len() != dimensions.len() {
            let message = format!(
                "`{}` gives `{name}` {} subscripts for {} dimensions",
                self.file,
                subscripts.len(),
                dimensions.len()
            );
            context.report(self.finding(message));
            return None;
        }
        let mut along = Vec::new();
        for (words, dimension) in subscripts.iter().zip(dimensions) {
            let all = elements_of(dimension, &model.dimensions, MOST)?;
            if words == "*" || Key::new(words) == dimension.key {
                along.push(all);
                continue;
            }
            let Some(one) = self.element(words, &all, dimension, model) else {
                let message =
                    format!("`{}` speaks of `{words}`, no element of `{dimension}`", self.file);
                context.report(self.finding(message));
                return None;
            };
            along.push(vec![one]);
        }
        Some(product(&along))
    }

    fn element(
        &self,
        words: &str,
        all: &[SubscriptKind],
        dimension: &Name,
        model: &Model,
    ) -> Option<SubscriptKind> {
        let named = model.dimensions.iter().find(|it| it.name == *dimension)?;
        if let Elements::Named(names) = &named.elements
            && let Some(name) = names.iter().find(|name| name.key == Key::new(words))
        {
            return Some(SubscriptKind::Name(name.clone()));
        }
        let position = number(words).filter(|it| *it >= 1.0 && it.fract() == 0.0)?;
        all.get(position as usize - 1).cloned()
    }

    /// Constants: one for all the head speaks of, or one for each.
    fn constants(
        &self,
        context: &mut Context<'_>,
        lists: &[Vec<SubscriptKind>],
        model: &mut Model,
    ) {
        let whole = self.whole(lists, model);
        let elements = whole.as_deref().unwrap_or(lists);
        let is_one = self.values.len() == 1 || elements.len() == 1;
        if !is_one && self.values.len() != elements.len() {
            let message = format!(
                "`{}` has {} values for the {} elements of `{}`",
                self.file,
                self.values.len(),
                elements.len(),
                self.target.0
            );
            return context.report(self.finding(message));
        }
        if elements.len() == 1 && self.values.len() > 1 {
            let message = format!(
                "`{}` has {} values for `{}`, which is one number",
                self.file,
                self.values.len(),
                self.target.0
            );
            let finding = Diagnostic::new(Code::BadSeries, self.span, message);
            context.report(
                finding
                    .label("the first is taken")
                    .help("head the first column `Time` where these are values over time")
                    .warning(),
            );
        }
        let value = |at: usize| if is_one { self.values.first() } else { self.values.get(at) };
        let elements = if is_one { lists } else { elements };
        let cases = elements
            .iter()
            .enumerate()
            .filter_map(|(at, kinds)| Some(self.case(kinds, *value(at)?)))
            .collect();
        let replaces = self.target.1.is_empty();
        set(model, &self.target.0, cases, replaces);
    }

    /// All elements of an array whose head names no subscripts.
    fn whole(
        &self,
        lists: &[Vec<SubscriptKind>],
        model: &Model,
    ) -> Option<Vec<Vec<SubscriptKind>>> {
        let [only] = lists else { return None };
        if !only.is_empty() {
            return None;
        }
        let dimensions = &model.variable(&self.target.0.key)?.dimensions;
        let along: Option<Vec<_>> =
            dimensions.iter().map(|it| elements_of(it, &model.dimensions, MOST)).collect();
        Some(product(&along?))
    }

    fn case(&self, kinds: &[SubscriptKind], value: f64) -> Case {
        let expr = Expr { kind: ExprKind::Number(value), span: self.span };
        Case { subscripts: self.subscripts(kinds), except: Vec::new(), expr }
    }

    fn subscripts(&self, kinds: &[SubscriptKind]) -> Vec<Subscript> {
        let subscript = |kind: &SubscriptKind| Subscript { kind: kind.clone(), span: self.span };
        kinds.iter().map(subscript).collect()
    }

    /// New y for a graphical function: over the x it has where there are as many, else evenly from
    /// its first x to its last; with times, over these.
    fn redraw(
        &self,
        context: &mut Context<'_>,
        curve: &Name,
        lists: &[Vec<SubscriptKind>],
        is_over_time: bool,
        model: &mut Model,
    ) {
        let found = model.variables.iter_mut().find(|it| it.name == *curve);
        let Some(Variable { kind: VariableKind::Lookup(lookup), .. }) = found else { return };
        for kinds in lists {
            let subscripts = self.subscripts(kinds);
            let same = lookup.curves.iter().position(|(own, _)| *own == subscripts);
            let Some((_, old)) = same.or(Some(0)).and_then(|at| lookup.curves.get(at)) else {
                return;
            };
            let points = if is_over_time { self.points() } else { respread(old, &self.values) };
            if !rises(&points) {
                let message = format!("the times of `{}` do not rise", self.file);
                return context.report(self.finding(message));
            }
            let new = Curve { points, beyond: old.beyond };
            match same {
                Some(_) if subscripts.is_empty() => lookup.curves = vec![(subscripts, new)],
                Some(at) => lookup.curves.splice(at..=at, [(subscripts, new)]).for_each(drop),
                None => lookup.curves.push((subscripts, new)),
            }
        }
    }

    fn points(&self) -> Vec<(f64, f64)> {
        self.times.iter().copied().zip(self.values.iter().copied()).collect()
    }

    /// Values over time: the variable becomes what a curve says at the time, with straight lines
    /// between the values. A stock has its first alone: its flows say the rest.
    fn over_time(
        &self,
        context: &mut Context<'_>,
        lists: &[Vec<SubscriptKind>],
        model: &mut Model,
    ) {
        let points = self.points();
        if !rises(&points) {
            let message = format!("the times of `{}` do not rise", self.file);
            return context.report(self.finding(message));
        }
        let Some(variable) = model.variable(&self.target.0.key) else { return };
        let is_stock = matches!(variable.kind, VariableKind::Stock { .. });
        if is_stock || (lists != [Vec::new()] && lists.len() > 1) {
            return self.constants(context, lists, model);
        }
        let place = self.subscripts(lists.first().map_or(&[][..], Vec::as_slice));
        let curve =
            Name::new(&format!("{} in {}, {}", self.target.0, self.file, self.head), self.span);
        let call = ExprKind::Call {
            function: Name::new("LOOKUP", self.span),
            arguments: vec![reference(&curve), reference(&Name::new("TIME", self.span))],
        };
        let expr = Expr { kind: call, span: self.span };
        let case = Case { subscripts: place, except: Vec::new(), expr };
        set(model, &self.target.0, vec![case], self.target.1.is_empty());
        let curves = vec![(Vec::new(), Curve { points, beyond: Beyond::Hold })];
        model.variables.push(Variable {
            name: curve,
            span: self.span,
            kind: VariableKind::Lookup(Lookup { curves, input_unit: None, inside: None }),
            unit: None,
            dimensions: Vec::new(),
            provenance: Vec::new(),
            note: format!("{} over time.", self.target.0),
            range: None,
            provisional: None,
        });
    }
}

/// More elements than any table lists.
const MOST: usize = 1_000_000;

fn reference(name: &Name) -> Expr {
    let kind = ExprKind::Reference(Reference { name: name.clone(), subscripts: Vec::new() });
    Expr { kind, span: name.span }
}

/// The graphical function that a variable is, or looks up in.
fn curve_of(name: &Name, model: &Model) -> Option<Name> {
    let is_it = |variable: &&Variable| match &variable.kind {
        VariableKind::Lookup(lookup) => {
            variable.name == *name || lookup.inside.as_ref() == Some(name)
        }
        VariableKind::Stock { .. }
        | VariableKind::Flow { .. }
        | VariableKind::Auxiliary { .. }
        | VariableKind::Parameter { .. }
        | VariableKind::Input { .. } => false,
    };
    model.variables.iter().find(is_it).map(|it| it.name.clone())
}

fn respread(old: &Curve, values: &[f64]) -> Vec<(f64, f64)> {
    if old.points.len() == values.len() {
        return old.points.iter().map(|(x, _)| *x).zip(values.iter().copied()).collect();
    }
    let (low, high) = match (old.points.first(), old.points.last()) {
        (Some((low, _)), Some((high, _))) => (*low, *high),
        _ => (0.0, 1.0),
    };
    let last = values.len().saturating_sub(1);
    let x = |at: usize| match at {
        0 => low,
        at if at == last => high,
        at => low + (high - low) * (at as f64 / last as f64),
    };
    values.iter().enumerate().map(|(at, y)| (x(at), *y)).collect()
}

fn rises(points: &[(f64, f64)]) -> bool {
    points.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if a <= b))
}

/// Gives a variable other cases, in the place of all it has or behind them.
fn set(model: &mut Model, name: &Name, cases: Vec<Case>, replaces: bool) {
    let Some(variable) = model.variables.iter_mut().find(|it| it.name == *name) else { return };
    let change = |equation: &mut Equation| {
        if replaces {
            equation.cases.clear();
        }
        equation.cases.extend(cases);
    };
    let is_constant = |equation: &Equation| {
        equation.cases.iter().all(|case| matches!(case.expr.kind, ExprKind::Number(_)))
    };
    match &mut variable.kind {
        VariableKind::Stock { initial: equation, .. } | VariableKind::Flow { equation, .. } => {
            change(equation);
        }
        VariableKind::Auxiliary { equation } | VariableKind::Parameter { value: equation, .. } => {
            change(equation);
            let equation = std::mem::take(equation);
            variable.kind = match is_constant(&equation) {
                true => VariableKind::Parameter {
                    value: equation,
                    distribution: Some(Distribution::Fixed),
                    ranges: Vec::new(),
                },
                false => VariableKind::Auxiliary { equation },
            };
        }
        VariableKind::Lookup(_) | VariableKind::Input { .. } => {}
    }
}
