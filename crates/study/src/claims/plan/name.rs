//! What the names in a question stand for: variables and their elements.

use super::Planner;
use interregnum_compile::program::{Layout, Role, VariableId};
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::dimension::Elements;
use interregnum_model::expression::{ExprKind, Reference, Subscript, SubscriptKind};
use interregnum_model::name::{Key, Name};
use std::sync::Arc;

/// Elements picked by subscripts.
#[derive(Clone, Debug)]
pub(crate) struct Picked {
    /// Positions from 0 over all dimensions, with names; no name for a scalar.
    pub elements: Vec<(u32, Arc<str>)>,
    /// Whether several were asked for, even if there is only one.
    pub spread: bool,
}

impl<'a> Planner<'a> {
    /// The variable of this name that can be asked for, or a finding.
    pub(super) fn variable(&mut self, name: &Name) -> Option<(VariableId, &'a Layout)> {
        let program = self.program;
        let found = (0..).map(VariableId).zip(&program.variables).find(|(_, layout)| {
            layout.name.key == name.key && !layout.hidden && layout.role != Role::Internal
        });
        if found.is_none() {
            let finding = self.not_a_variable(name);
            self.diagnostics.push(finding);
        }
        found
    }

    fn not_a_variable(&self, name: &Name) -> Diagnostic {
        let model = self.model;
        let wrong = |what: &str| {
            let headline = format!("`{name}` is {what}, and has no values to ask for");
            Diagnostic::new(Code::WrongKind, name.span, headline)
        };
        if model.levers.iter().any(|lever| lever.name == *name) {
            return wrong("a lever")
                .help(format!("ask a question under it: `x[1964] with {name}`"));
        }
        if model.mechanisms.iter().any(|mechanism| mechanism.name == *name) {
            return wrong("a mechanism")
                .help(format!("ask a question without it: `x[1964] off {name}`"));
        }
        if model.variable(&name.key).is_some() {
            return wrong("a lookup").help("ask for the variable that reads it");
        }
        if let Some(series) = model.series.iter().find(|series| series.name == *name) {
            return match &series.of {
                Some(of) => wrong("an observed series")
                    .help(format!("ask for `{}`: the record is asked the same", of.name)),
                None => wrong("an observed series"),
            };
        }
        let shown = self.program.variables.iter().filter(|layout| !layout.hidden);
        Diagnostic::new(Code::UnknownName, name.span, format!("there is no variable `{name}`"))
            .nearest(&name.written, shown.map(|layout| &*layout.name.written))
    }

    /// The elements that subscripts pick, or a finding.
    pub(super) fn elements(
        &mut self,
        name: &Name,
        layout: &Layout,
        subscripts: &[Subscript],
    ) -> Option<Picked> {
        let sizes = &layout.dimensions;
        if sizes.len() != subscripts.len() {
            let finding = miscounted(name, layout, subscripts.len());
            self.diagnostics.push(finding);
            return None;
        }
        let mut picked = Picked { elements: vec![(0, Arc::from(""))], spread: false };
        for (subscript, (dimension, names)) in subscripts.iter().zip(sizes) {
            let (positions, spread) = self.positions(subscript, dimension, names)?;
            picked.spread |= spread;
            let mut next = Vec::new();
            for (before, label) in &picked.elements {
                for position in &positions {
                    let element = names.get(*position).map_or("", String::as_str);
                    let comma = if label.is_empty() { "" } else { ", " };
                    let size = u32::try_from(names.len()).unwrap_or(u32::MAX);
                    let position = u32::try_from(*position).unwrap_or(u32::MAX);
                    let at = before.saturating_mul(size).saturating_add(position);
                    next.push((at, Arc::from(format!("{label}{comma}{element}"))));
                }
            }
            picked.elements = next;
        }
        Some(picked)
    }

    /// The one variable's element that a reference names, if it does.
    pub fn single_element(&mut self, reference: &Reference) -> Option<(VariableId, u32)> {
        let (variable, layout) = self.variable(&reference.name)?;
        let picked = self.elements(&reference.name, layout, &reference.subscripts)?;
        match picked.elements.as_slice() {
            [(element, _)] => Some((variable, *element)),
            _ => None,
        }
    }

    /// Positions in a dimension, and whether several were asked for.
    fn positions(
        &mut self,
        subscript: &Subscript,
        dimension: &Name,
        names: &[String],
    ) -> Option<(Vec<usize>, bool)> {
        match &subscript.kind {
            SubscriptKind::All => Some(((0..names.len()).collect(), true)),
            SubscriptKind::Name(name) => match position(names, &name.key) {
                Some(at) => Some((vec![at], false)),
                None => Some((self.part(name, dimension, names)?, true)),
            },
            SubscriptKind::AllOf(name) => Some((self.part(name, dimension, names)?, true)),
            SubscriptKind::Between(first, last) => {
                let from = self.element(first, dimension, names)?;
                let until = self.element(last, dimension, names)?;
                Some(((from..=until).collect(), true))
            }
            SubscriptKind::Index(expr) => {
                let ExprKind::Number(number) = expr.kind else {
                    self.diagnostics.push(
                        Diagnostic::new(
                            Code::BadClaim,
                            expr.span,
                            "an element is picked by its name or number",
                        )
                        .label("this is neither"),
                    );
                    return None;
                };
                if number >= 1.0 && number <= names.len() as f64 && number.fract() == 0.0 {
                    return Some((vec![number as usize - 1], false));
                }
                let headline =
                    format!("`{dimension}` has {} elements, and none is no. {number}", names.len());
                self.diagnostics.push(Diagnostic::new(
                    Code::DimensionMismatch,
                    expr.span,
                    headline,
                ));
                None
            }
        }
    }

    fn element(&mut self, name: &Name, dimension: &Name, names: &[String]) -> Option<usize> {
        let found = position(names, &name.key);
        if found.is_none() {
            let headline = format!("`{dimension}` has no element `{name}`");
            self.diagnostics.push(
                Diagnostic::new(Code::UnknownName, name.span, headline)
                    .nearest(&name.written, names.iter().map(String::as_str)),
            );
        }
        found
    }

    /// The elements of the dimension itself or of a part of it.
    fn part(&mut self, name: &Name, dimension: &Name, names: &[String]) -> Option<Vec<usize>> {
        if name.key == dimension.key {
            return Some((0..names.len()).collect());
        }
        let declared = self.model.dimensions.iter().find(|other| other.name == *name);
        if let Some(Elements::Named(elements)) = declared.map(|other| &other.elements) {
            let found: Option<Vec<usize>> =
                elements.iter().map(|element| position(names, &element.key)).collect();
            if let Some(found) = found {
                return Some(found);
            }
        }
        self.element(name, dimension, names).map(|at| vec![at])
    }
}

fn position(names: &[String], key: &Key) -> Option<usize> {
    names.iter().position(|name| Key::new(name) == *key)
}

fn miscounted(name: &Name, layout: &Layout, given: usize) -> Diagnostic {
    let wanted = layout.dimensions.len();
    if wanted == 0 {
        let headline = format!("`{name}` has no elements");
        return Diagnostic::new(Code::DimensionMismatch, name.span, headline).help(format!(
            "write `{name}` without subscripts, or with a year or date in brackets"
        ));
    }
    let dimensions: Vec<String> =
        layout.dimensions.iter().map(|(dimension, _)| format!("`{dimension}`")).collect();
    let all = vec!["*"; wanted].join(", ");
    let headline = format!(
        "`{name}` goes by {}, and is asked with {given} subscripts",
        dimensions.join(" and ")
    );
    let first: Vec<&str> = layout
        .dimensions
        .iter()
        .map(|(_, names)| names.first().map_or("*", String::as_str))
        .collect();
    Diagnostic::new(Code::DimensionMismatch, name.span, headline).help(format!(
        "ask for one element, `{name}[{}][1964]`, or for all, `{name}[{all}][1964]`",
        first.join(", ")
    ))
}
