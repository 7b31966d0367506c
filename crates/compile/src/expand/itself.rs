//! Stocks that a lever replaces between dates: meanwhile everything that reads them reads another
//! number, and they go on beneath.
//!
//! Such a stock becomes hidden, and an auxiliary bears its name: the stock's own number, or what a
//! lever puts in its place. A lever without dates replaces the stock's initial value.

use super::Expander;
use crate::entry::{Entry, EntryCase, EntryId, EntryKind, Replaced, Switch, Visibility};
use crate::program::itself;
use interregnum_model::Model;
use interregnum_model::expression::{Expr, ExprKind, Reference};
use interregnum_model::name::{Key, Name};
use std::collections::BTreeMap;

impl Expander<'_, '_> {
    /// Parts every stock that is replaced between dates from what is read of it.
    pub fn part_stocks(&mut self) {
        let mut parted: BTreeMap<EntryId, EntryId> = BTreeMap::new();
        for place in 0..self.out.replacements.len() {
            let Some(replaced) = self.out.replacements.get(place) else { continue };
            let target = replaced.target;
            if is_dated(self.out.model, replaced) && !parted.contains_key(&target) {
                let next = u32::try_from(self.out.entries.len()).unwrap_or(u32::MAX);
                let stock = self.out.entries.get_mut(target.0 as usize).and_then(part);
                if let Some(stock) = stock {
                    self.add(stock);
                    parted.insert(target, EntryId(next));
                }
            }
        }
        let model = self.out.model;
        for replaced in &mut self.out.replacements {
            if !is_dated(model, replaced)
                && let Some(stock) = parted.get(&replaced.target)
            {
                replaced.target = *stock;
            }
        }
    }
}

/// Whether a replacement is for a part of the run.
fn is_dated(model: &Model, replaced: &Replaced) -> bool {
    match replaced.switch {
        Switch::Mechanism(_) => false,
        Switch::Lever(index) => {
            let lever = model.levers.get(index);
            lever.is_some_and(|lever| lever.from.is_some() || lever.until.is_some())
        }
    }
}

/// The hidden stock that a declared one was, of which only what is read is left.
fn part(entry: &mut Entry) -> Option<Entry> {
    if !matches!(entry.kind, EntryKind::Stock { .. }) {
        return None;
    }
    let mut stock = entry.clone();
    stock.name.key = Key::new(&itself(&entry.name));
    stock.visibility = Visibility::Hidden;
    let name = Name { written: entry.name.written.clone(), ..stock.name.clone() };
    let read = ExprKind::Reference(Reference { name, subscripts: Vec::new() });
    let expr = Expr { kind: read, span: entry.name.span };
    entry.kind = EntryKind::Auxiliary;
    entry.cases = vec![EntryCase { axes: entry.axes.clone(), except: Vec::new(), expr }];
    Some(stock)
}
