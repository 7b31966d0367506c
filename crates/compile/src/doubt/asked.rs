//! What claims, series and the summary ask for.

use interregnum_model::Model;
use interregnum_model::claim::{Change, ChangeKind, Query, QueryKind, Window};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::name::Key;
use std::collections::BTreeSet;

/// Names of variables that something outside the equations asks for.
pub fn asked(model: &Model) -> BTreeSet<Key> {
    let mut names = BTreeSet::new();
    for claim in &model.claims {
        for query in claim.tests.iter().chain(&claim.reports) {
            self::query(query, &mut names);
        }
        for knockout in &claim.knockouts {
            for change in knockout.alternatives.iter().flatten() {
                self::change(change, &mut names);
            }
            if let Some(expect) = &knockout.expect {
                query(expect, &mut names);
            }
        }
    }
    names.extend(
        model.series.iter().filter_map(|series| Some(series.of.as_ref()?.name.key.clone())),
    );
    names.extend(model.book.show.iter().map(|name| name.key.clone()));
    names
}

fn query(query: &Query, names: &mut BTreeSet<Key>) {
    match &query.kind {
        QueryKind::Number(_) | QueryKind::Error => {}
        QueryKind::Window { variable, window, .. } => {
            names.insert(variable.key.clone());
            if let Some(window) = window {
                self::window(window, names);
            }
        }
        QueryKind::Negative(a) | QueryKind::Not(a) => self::query(a, names),
        QueryKind::Binary { left, right, .. } => {
            self::query(left, names);
            self::query(right, names);
        }
        QueryKind::In { value: a, low: b, high: c }
        | QueryKind::Near { value: a, target: b, tolerance: c, .. } => {
            for part in [a, b, c] {
                self::query(part, names);
            }
        }
        QueryKind::Call { arguments: parts, .. } | QueryKind::List(parts) => {
            for part in parts {
                self::query(part, names);
            }
        }
        QueryKind::Under { query, changes } => {
            self::query(query, names);
            for change in changes {
                self::change(change, names);
            }
        }
        QueryKind::For { query, name, values } => {
            names.insert(name.key.clone());
            self::query(query, names);
            self::query(values, names);
        }
    }
}

fn window(window: &Window, names: &mut BTreeSet<Key>) {
    match window {
        Window::Year(at) | Window::At(at) => query(at, names),
        Window::Years(from, until) | Window::Between(from, until) => {
            query(from, names);
            query(until, names);
        }
    }
}

fn change(change: &Change, names: &mut BTreeSet<Key>) {
    for asked in &change.asked {
        query(&asked.query, names);
    }
    match &change.kind {
        ChangeKind::Set { parameter, value, .. } => {
            names.insert(parameter.key.clone());
            expression(value, names);
        }
        ChangeKind::Impulse { stock: name, .. } | ChangeKind::Shift { input: name, .. } => {
            names.insert(name.key.clone());
        }
        ChangeKind::With { .. }
        | ChangeKind::Off { .. }
        | ChangeKind::Replace { .. }
        | ChangeKind::DrawsFrom(_)
        | ChangeKind::Dt(_)
        | ChangeKind::Method(_) => {}
    }
}

fn expression(expr: &Expr, names: &mut BTreeSet<Key>) {
    expr.visit(&mut |part| {
        if let ExprKind::Reference(reference) = &part.kind {
            names.insert(reference.name.key.clone());
        }
    });
}
