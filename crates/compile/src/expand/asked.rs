//! Numbers that the equations of a lever ask for: known when the lever is pulled, not before.

use super::Expander;
use super::rewrite::Scope;
use crate::entry::{Clock, Entry, EntryCase, EntryKind, EntryUnit, Visibility};
use crate::program;
use interregnum_model::Lever;
use interregnum_model::expression::{Expr, ExprKind};

impl Expander<'_, '_> {
    /// Adds what holds the numbers that a lever's equations ask for, and says what their names
    /// mean there.
    pub fn asked(&mut self, lever: &Lever) -> Scope {
        let mut scope = Scope::of_model();
        for asked in &lever.asked {
            let name = program::asked(&lever.name, asked);
            let none = Expr { kind: ExprKind::Number(0.0), span: asked.span };
            self.add(Entry {
                name: name.clone(),
                span: asked.span,
                kind: EntryKind::Parameter { distribution: None, ranges: Vec::new() },
                unit: EntryUnit::Inferred,
                axes: Vec::new(),
                inherited: 0,
                cases: vec![EntryCase { axes: Vec::new(), except: Vec::new(), expr: none }],
                visibility: Visibility::Hidden,
                clock: Clock::Model,
                range: None,
            });
            scope.local.insert(asked.key.clone(), name);
        }
        scope
    }
}
