//! What a claim speaks of: the variables its tests ask for, the switches and changes it names.

use interregnum_model::claim::{Change, ChangeKind, Claim, Query, QueryKind};
use interregnum_model::name::Key;
use interregnum_model::{Model, Name};
use std::collections::BTreeSet;

/// The keys of everything a claim names, and of what the switches it names replace.
pub(super) fn mentions(model: &Model, claim: &Claim) -> BTreeSet<Key> {
    let mut found = BTreeSet::new();
    for test in &claim.tests {
        query(test, &mut found);
    }
    for knockout in &claim.knockouts {
        knockout.alternatives.iter().flatten().for_each(|one| change(one, &mut found));
        knockout.expect.iter().for_each(|expect| query(expect, &mut found));
    }
    let mut replaced = BTreeSet::new();
    for lever in model.levers.iter().filter(|lever| found.contains(&lever.name.key)) {
        replaced.extend(lever.replacements.iter().map(|one| one.target.name.key.clone()));
    }
    for mechanism in model.mechanisms.iter().filter(|one| found.contains(&one.name.key)) {
        replaced.extend(mechanism.off.iter().map(|one| one.target.name.key.clone()));
    }
    found.extend(replaced);
    found
}

fn query(asked: &Query, found: &mut BTreeSet<Key>) {
    match &asked.kind {
        QueryKind::Number(_) | QueryKind::Error => {}
        QueryKind::Window { variable, .. } => add(variable, found),
        QueryKind::Negative(inner) | QueryKind::Not(inner) => query(inner, found),
        QueryKind::Binary { left, right, .. } => {
            query(left, found);
            query(right, found);
        }
        QueryKind::In { value, low, high } => {
            [value, low, high].into_iter().for_each(|one| query(one, found));
        }
        QueryKind::Near { value, target, tolerance, .. } => {
            [value, target, tolerance].into_iter().for_each(|one| query(one, found));
        }
        QueryKind::Call { arguments, .. } | QueryKind::List(arguments) => {
            arguments.iter().for_each(|one| query(one, found));
        }
        QueryKind::Under { query: inner, changes } => {
            query(inner, found);
            changes.iter().for_each(|one| change(one, found));
        }
        QueryKind::For { query: inner, name, values } => {
            query(inner, found);
            query(values, found);
            add(name, found);
        }
    }
}

fn change(made: &Change, found: &mut BTreeSet<Key>) {
    match &made.kind {
        ChangeKind::With { lever: name, .. }
        | ChangeKind::Off { mechanism: name }
        | ChangeKind::Set { parameter: name, .. }
        | ChangeKind::Replace { lever: name, .. }
        | ChangeKind::Impulse { stock: name, .. }
        | ChangeKind::Shift { input: name, .. } => add(name, found),
        ChangeKind::DrawsFrom(_) | ChangeKind::Dt(_) | ChangeKind::Method(_) => {}
    }
    made.asked.iter().for_each(|one| query(&one.query, found));
}

fn add(name: &Name, found: &mut BTreeSet<Key>) {
    found.insert(name.key.clone());
}
