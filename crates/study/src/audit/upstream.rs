//! What can change what: of every variable all those that lie upstream of it, through equations
//! and flows. Parameters and lookups do not move and are left out.

use interregnum_model::Model;
use interregnum_model::expression::ExprKind;
use interregnum_model::name::Key;
use interregnum_model::variable::{Variable, VariableKind};
use std::collections::{BTreeMap, BTreeSet};

/// The variables that enter each variable, by their index in the model.
pub(super) struct Upstream<'a> {
    model: &'a Model,
    causes: Vec<Vec<usize>>,
}

/// Variables that change each other and that nothing else changes.
pub(super) struct Circle {
    /// How many of them are stocks.
    pub stocks: usize,
    /// Whether anything outside reads them.
    pub is_read: bool,
}

impl<'a> Upstream<'a> {
    pub fn new(model: &'a Model) -> Upstream<'a> {
        let places: BTreeMap<&Key, usize> =
            model.variables.iter().enumerate().map(|(at, one)| (&one.name.key, at)).collect();
        let causes = model.variables.iter().map(|one| causes(model, one, &places)).collect();
        Upstream { model, causes }
    }

    /// The circle in which a stock lies, when neither an input nor a stock outside it can change
    /// it.
    pub fn alone(&self, stock: usize) -> Option<Circle> {
        let above = self.above(stock);
        let in_circle = |at: &usize| *at == stock || self.above(*at).contains(&stock);
        let (circle, outside): (BTreeSet<usize>, BTreeSet<usize>) =
            above.iter().copied().chain([stock]).partition(in_circle);
        let stirs = |at: &usize| {
            let variable = self.model.variables.get(*at);
            variable.is_some_and(|one| {
                matches!(one.kind, VariableKind::Stock { .. } | VariableKind::Input { .. })
            })
        };
        if outside.iter().any(stirs) {
            return None;
        }
        let reads = |(at, causes): (usize, &Vec<usize>)| {
            !circle.contains(&at) && causes.iter().any(|cause| circle.contains(cause))
        };
        let is_read = self.causes.iter().enumerate().any(reads);
        Some(Circle { stocks: circle.iter().filter(|at| self.is_stock(**at)).count(), is_read })
    }

    fn is_stock(&self, at: usize) -> bool {
        let variable = self.model.variables.get(at);
        variable.is_some_and(|one| matches!(one.kind, VariableKind::Stock { .. }))
    }

    /// Everything upstream of a variable; itself where it lies in a circle.
    fn above(&self, of: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut open = self.causes.get(of).cloned().unwrap_or_default();
        while let Some(next) = open.pop() {
            if found.insert(next) {
                open.extend(self.causes.get(next).into_iter().flatten());
            }
        }
        found
    }
}

/// What enters a variable: what its equation names, and the flows of a stock. What stands in a
/// stock's value at the start moves it no more.
fn causes(model: &Model, variable: &Variable, places: &BTreeMap<&Key, usize>) -> Vec<usize> {
    let mut keys: Vec<&Key> = Vec::new();
    if let VariableKind::Stock { inflows, outflows, .. } = &variable.kind {
        keys.extend(inflows.iter().chain(outflows).map(|flow| &flow.key));
    } else if let Some(equation) = variable.equation() {
        for case in &equation.cases {
            case.expr.visit(&mut |part| {
                if let ExprKind::Reference(reference) = &part.kind {
                    keys.push(&reference.name.key);
                }
            });
        }
    }
    let moves = |at: &usize| {
        let kind = model.variables.get(*at).map(|one| &one.kind);
        !matches!(kind, Some(VariableKind::Parameter { .. } | VariableKind::Lookup(_)))
    };
    let found: BTreeSet<usize> =
        keys.into_iter().filter_map(|key| places.get(key).copied()).filter(moves).collect();
    found.into_iter().collect()
}
