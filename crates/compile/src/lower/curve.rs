//! Curves of lookups.

use super::{Curves, Lowering, setting};
use crate::entry::{Entry, EntryId, EntryKind};
use crate::pieces::by_source;
use crate::positions::Positions;
use crate::tree::Reading;
use interregnum_model::lookup::{Beyond, Curve};
use interregnum_model::{Code, Diagnostic};

impl Lowering<'_, '_> {
    /// Adds every lookup's curves: one where it serves all elements, else one for each.
    pub fn place_curves(&mut self) {
        for (id, entry) in self.made.expanded.iter() {
            if matches!(entry.kind, EntryKind::Lookup { .. }) {
                self.lookup(id, entry);
            }
        }
    }

    fn lookup(&mut self, id: EntryId, entry: &Entry) {
        let EntryKind::Lookup { curves, .. } = &entry.kind else { return };
        let first = u32::try_from(self.program.curves.len()).unwrap_or(u32::MAX);
        let boxes: Vec<Vec<Vec<Positions>>> = curves
            .iter()
            .map(|(axes, _)| vec![axes.iter().map(|axis| axis.positions.clone()).collect()])
            .collect();
        let whole = entry.axes.iter().map(|axis| axis.positions.clone()).collect();
        let (found, missing) = by_source(whole, &boxes);
        if !missing.is_empty() {
            let message = format!("lookup `{}` has elements without a curve", entry.name);
            self.diagnostics.push(
                Diagnostic::new(Code::MissingEquation, entry.name.span, message)
                    .label("some elements are left out")
                    .help("draw a curve for every element"),
            );
            return;
        }
        let placed = match found.as_slice() {
            [(_, one)] => {
                self.program.curves.extend(curves.get(*one).map(|(_, curve)| curve.clone()));
                Curves::One
            }
            [] | [_, ..] => {
                let mut sources = vec![0; usize::try_from(entry.count()).unwrap_or(0)];
                for (elements, source) in &found {
                    for place in setting::places(entry, elements) {
                        if let Some(slot) = sources.get_mut(place) {
                            *slot = *source;
                        }
                    }
                }
                let each = sources.iter().filter_map(|source| curves.get(*source));
                self.program.curves.extend(each.map(|(_, curve)| curve.clone()));
                Curves::Each
            }
        };
        if let Some(entry) = self.placed.get_mut(id.0 as usize) {
            entry.first = first;
            entry.curves = placed;
        }
    }

    /// The first curve of a lookup that is read in a way of its own: copies of its curves, made
    /// once.
    pub fn first_curve(&mut self, id: EntryId, reading: Reading) -> u32 {
        let placed = self.placed(id);
        if reading == Reading::AsDrawn {
            return placed.first;
        }
        if let Some(first) = self.read_otherwise.get(&(id, reading)) {
            return *first;
        }
        let elements = self.made.expanded.entry(id).map_or(1, Entry::count);
        let count = if placed.curves == Curves::One { 1 } else { elements };
        let count = usize::try_from(count).unwrap_or(0);
        let drawn = self.program.curves.iter().skip(placed.first as usize).take(count);
        let copies: Vec<Curve> = drawn.map(|curve| otherwise(curve, reading)).collect();
        let first = u32::try_from(self.program.curves.len()).unwrap_or(u32::MAX);
        self.program.curves.extend(copies);
        self.read_otherwise.insert((id, reading), first);
        first
    }
}

fn otherwise(curve: &Curve, reading: Reading) -> Curve {
    match reading {
        Reading::AsDrawn => curve.clone(),
        Reading::Instead(beyond) => Curve { points: curve.points.clone(), beyond },
        Reading::Inverse => {
            let mut points: Vec<(f64, f64)> = curve.points.iter().map(|(x, y)| (*y, *x)).collect();
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            Curve { points, beyond: Beyond::Hold }
        }
    }
}
