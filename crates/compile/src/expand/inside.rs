//! The inside of a macro for one call: its dimensions and variables as entries.

use super::rewrite::{Naming, Scope, Site};
use super::{Expander, floor, stock_limit};
use crate::entry::{Axis, Entry, EntryKind, EntryUnit, Visibility};
use interregnum_model::dimension::{Dimension, Elements};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::macros::Macro;
use interregnum_model::name::{Key, Name};
use interregnum_model::source::Span;
use interregnum_model::variable::InputSource;
use interregnum_model::{Code, Diagnostic, Variable, VariableKind};

impl Expander<'_, '_> {
    /// Adds the macro's own dimensions, those counted by an argument made of its number.
    pub fn add_dimensions(
        &mut self,
        body: &Macro,
        result: &Name,
        span: Span,
        scope: &mut Scope,
    ) -> Option<()> {
        let mut dimensions = Vec::new();
        for dimension in &body.dimensions {
            let name = self.hidden_name(&format!("{result}·{}", dimension.name), span);
            scope.local.insert(dimension.name.key.clone(), name.clone());
            let elements = match &dimension.elements {
                Elements::Named(names) => Elements::Named(names.clone()),
                Elements::Counted(count) => {
                    let known = |key: &Key| scope.numbers.get(key).copied();
                    let Some(number) = crate::fold::number_with(count, &known) else {
                        self.diagnostics.push(no_number(body, count, span));
                        return None;
                    };
                    Elements::Counted(Expr { kind: ExprKind::Number(number), span })
                }
            };
            let within = dimension
                .within
                .as_ref()
                .map(|within| scope.local.get(&within.key).unwrap_or(within).clone());
            let note = String::new();
            dimensions.push(Dimension { name, elements, within, mappings: Vec::new(), note });
        }
        let before = self.diagnostics.len();
        self.out.sets.extend(&dimensions, self.diagnostics);
        (self.diagnostics.len() == before).then_some(())
    }

    /// Adds the macro's variables: first all names, then their equations.
    pub fn add_variables(
        &mut self,
        body: &Macro,
        result: &Name,
        span: Span,
        scope: &mut Scope,
        site: &Site,
    ) {
        for variable in &body.variables {
            let name = if variable.name == body.name {
                result.clone()
            } else {
                self.hidden_name(&format!("{result}·{}", variable.name), span)
            };
            scope.local.insert(variable.name.key.clone(), name);
        }
        let first = self.out.entries.len();
        for variable in &body.variables {
            let entry = self.inner_entry(variable, body, scope, site);
            self.add(entry);
        }
        for (place, variable) in body.variables.iter().enumerate() {
            let Some(equation) = variable.equation() else { continue };
            let Some(entry) = self.out.entries.get(first + place) else { continue };
            let (axes, naming) = (entry.axes.clone(), Naming::new(entry.name.to_string()));
            let clock = site.clock.clone();
            let here = Site { axes: &axes, naming: &naming, scope, clock };
            let cases = self.cases(equation, &axes, &here);
            if let Some(entry) = self.out.entries.get_mut(first + place) {
                entry.cases = cases;
            }
        }
    }

    fn inner_entry(
        &mut self,
        variable: &Variable,
        body: &Macro,
        scope: &Scope,
        site: &Site,
    ) -> Entry {
        let local = |name: &Name| scope.local.get(&name.key).unwrap_or(name).clone();
        let mut axes = site.axes.to_vec();
        for name in &variable.dimensions {
            match self.out.sets.find(&local(name).key) {
                Some(dimension) => axes.push(Axis::whole(dimension, &self.out.sets)),
                None => self.diagnostics.push(self.out.sets.unknown_dimension(name)),
            }
        }
        let name = local(&variable.name);
        let arguments = body.arguments.iter().filter_map(|argument| {
            let entry = scope.local.get(&argument.name.key)?;
            Some((argument.name.key.clone(), entry.key.clone()))
        });
        let unit = variable.unit.as_ref().map(|(unit, _)| unit.clone());
        Entry {
            span: scope.place(variable.span),
            name,
            kind: self.inner_kind(variable, scope, site),
            unit: EntryUnit::OfArguments { unit, arguments: arguments.collect() },
            axes,
            inherited: site.axes.len(),
            cases: Vec::new(),
            visibility: visibility(scope),
            clock: site.clock.clone(),
            range: None,
        }
    }

    /// What a variable inside a macro is; a parameter there is nobody's to set.
    fn inner_kind(&mut self, variable: &Variable, scope: &Scope, site: &Site) -> EntryKind {
        let local = |name: &Name| scope.local.get(&name.key).unwrap_or(name).clone();
        match &variable.kind {
            VariableKind::Stock { inflows, outflows, kind, .. } => EntryKind::Stock {
                inflows: inflows.iter().map(local).collect(),
                outflows: outflows.iter().map(local).collect(),
                limit: stock_limit(kind),
            },
            VariableKind::Flow { non_negative, .. } => {
                EntryKind::Flow { floor: floor(*non_negative) }
            }
            VariableKind::Auxiliary { .. }
            | VariableKind::Parameter { .. }
            | VariableKind::Input { source: InputSource::Equation(_), .. } => EntryKind::Auxiliary,
            VariableKind::Input { source: InputSource::Series { points, between, .. }, .. } => {
                EntryKind::Series { points: points.clone(), between: *between }
            }
            VariableKind::Lookup(lookup) => {
                let mut curves = Vec::new();
                for (subscripts, curve) in &lookup.curves {
                    let axes = super::case::axes(&self.out.sets, &[], subscripts, self.diagnostics);
                    if axes.is_some() {
                        curves.push((site.axes.to_vec(), curve.clone()));
                    }
                }
                EntryKind::Lookup { curves, input_unit: lookup.input_unit.clone() }
            }
        }
    }
}

/// Who sees what is made inside a scope.
pub fn visibility(scope: &Scope) -> Visibility {
    match scope.place {
        Some(_) => Visibility::Library,
        None => Visibility::Hidden,
    }
}

fn no_number(body: &Macro, count: &Expr, span: Span) -> Diagnostic {
    let named = match &count.kind {
        ExprKind::Reference(reference) => format!("the argument `{}`", reference.name),
        ExprKind::Number(_)
        | ExprKind::Error
        | ExprKind::Unary { .. }
        | ExprKind::Binary { .. }
        | ExprKind::If { .. }
        | ExprKind::Call { .. } => "the size of a dimension".to_string(),
    };
    Diagnostic::new(
        Code::WrongArguments,
        span,
        format!("{named} of `{}` must be a number", body.name),
    )
    .label("not a number known before the run")
    .help("write the number itself: it says how many stages there are")
}
