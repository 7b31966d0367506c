//! What claims, series and the summary ask for.

use interregnum_model::Model;
use interregnum_model::claim::{Change, ChangeKind, Query, QueryKind, Window};
use interregnum_model::expression::{Expr, ExprKind};
use interregnum_model::name::Key;
use interregnum_model::source::Span;
use std::collections::HashSet;

/// What asks for variables outside the equations.
#[derive(Default)]
pub struct Asked {
    /// Their names.
    pub names: HashSet<Key>,
    /// Claims that could not be read as a whole: they may ask for more.
    pub misread: Vec<Span>,
}

/// What something outside the equations asks for.
pub fn asked(model: &Model) -> Asked {
    let mut found = Found::default();
    let mut misread = Vec::new();
    for claim in &model.claims {
        found.misread = false;
        for query in claim.tests.iter().chain(&claim.reports) {
            self::query(query, &mut found);
        }
        for knockout in &claim.knockouts {
            for change in knockout.alternatives.iter().flatten() {
                self::change(change, &mut found);
            }
            if let Some(expect) = &knockout.expect {
                query(expect, &mut found);
            }
        }
        if found.misread {
            misread.push(claim.span);
        }
    }
    let mut names = found.names;
    names.extend(
        model.series.iter().filter_map(|series| Some(series.of.as_ref()?.name.key.clone())),
    );
    names.extend(model.book.show.iter().map(|name| name.key.clone()));
    Asked { names, misread }
}

/// What a walk over questions finds.
#[derive(Default)]
struct Found {
    names: HashSet<Key>,
    misread: bool,
}

fn query(query: &Query, found: &mut Found) {
    match &query.kind {
        QueryKind::Number(_) => {}
        QueryKind::Error => found.misread = true,
        QueryKind::Window { variable, window, .. } => {
            found.names.insert(variable.key.clone());
            if let Some(window) = window {
                self::window(window, found);
            }
        }
        QueryKind::Negative(a) | QueryKind::Not(a) => self::query(a, found),
        QueryKind::Binary { left, right, .. } => {
            self::query(left, found);
            self::query(right, found);
        }
        QueryKind::In { value: a, low: b, high: c }
        | QueryKind::Near { value: a, target: b, tolerance: c, .. } => {
            for part in [a, b, c] {
                self::query(part, found);
            }
        }
        QueryKind::Call { arguments: parts, .. } | QueryKind::List(parts) => {
            for part in parts {
                self::query(part, found);
            }
        }
        QueryKind::Under { query, changes } => {
            self::query(query, found);
            for change in changes {
                self::change(change, found);
            }
        }
        QueryKind::For { query, name, values } => {
            found.names.insert(name.key.clone());
            self::query(query, found);
            self::query(values, found);
        }
    }
}

fn window(window: &Window, found: &mut Found) {
    match window {
        Window::Year(at) | Window::At(at) => query(at, found),
        Window::Years(from, until) | Window::Between(from, until) => {
            query(from, found);
            query(until, found);
        }
    }
}

fn change(change: &Change, found: &mut Found) {
    for asked in &change.asked {
        query(&asked.query, found);
    }
    match &change.kind {
        ChangeKind::Set { parameter, value, .. } => {
            found.names.insert(parameter.key.clone());
            expression(value, found);
        }
        ChangeKind::Impulse { stock: name, .. } | ChangeKind::Shift { input: name, .. } => {
            found.names.insert(name.key.clone());
        }
        ChangeKind::With { .. }
        | ChangeKind::Off { .. }
        | ChangeKind::Replace { .. }
        | ChangeKind::DrawsFrom(_)
        | ChangeKind::Dt(_)
        | ChangeKind::Method(_) => {}
    }
}

fn expression(expr: &Expr, found: &mut Found) {
    expr.visit(&mut |part| {
        if let ExprKind::Reference(reference) = &part.kind {
            found.names.insert(reference.name.key.clone());
        }
    });
}
