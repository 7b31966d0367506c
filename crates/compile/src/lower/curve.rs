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
                self.program.curves.extend(curves.get(*one).map(|(_, curve)| stepped(curve)));
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
                self.program.curves.extend(each.map(|(_, curve)| stepped(curve)));
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
        Reading::Part(part) => super::curve_part::part(curve, part),
        Reading::Inverse => {
            let mut points: Vec<(f64, f64)> = curve.points.iter().map(|(x, y)| (*y, *x)).collect();
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            stepped(&Curve { points, beyond: Beyond::Hold })
        }
    }
}

/// A curve whose x rise. Points at one x are a jump: the first of them moves to the number just
/// below, the last counts at the x itself, what lies between says nothing. At the ends of a curve
/// that is drawn on beyond them only the inner one says where it leads.
fn stepped(curve: &Curve) -> Curve {
    let runs: Vec<&[(f64, f64)]> = curve.points.chunk_by(|a, b| a.0 == b.0).collect();
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(curve.points.len());
    for (at, run) in runs.iter().enumerate() {
        let ([first, ..], [.., last]) = (run, run) else { continue };
        match curve.beyond {
            Beyond::Extend if at == 0 => points.push(*last),
            Beyond::Extend if at + 1 == runs.len() => points.push(*first),
            Beyond::Hold | Beyond::Extend | Beyond::Step | Beyond::Next if run.len() > 1 => {
                points.extend([(first.0.next_down(), first.1), *last]);
            }
            Beyond::Hold | Beyond::Extend | Beyond::Step | Beyond::Next | Beyond::Exact => {
                points.push(*last);
            }
        }
    }
    Curve { points, beyond: curve.beyond }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(points: &[(f64, f64)], beyond: Beyond) -> Vec<(f64, f64)> {
        stepped(&Curve { points: points.to_vec(), beyond }).points
    }

    #[test]
    fn points_at_one_x_are_a_jump() {
        let below = 1.0_f64.next_down();
        let jump = [(0.0, 0.0), (1.0, 1.0), (1.0, 9.0), (1.0, 5.0), (2.0, 6.0)];
        let expected = [(0.0, 0.0), (below, 1.0), (1.0, 5.0), (2.0, 6.0)];
        assert_eq!(of(&jump, Beyond::Hold), expected);
        assert_eq!(of(&jump, Beyond::Extend), expected);
        assert_eq!(of(&jump, Beyond::Step), expected);
        assert_eq!(of(&jump, Beyond::Exact), [(0.0, 0.0), (1.0, 5.0), (2.0, 6.0)]);
    }

    #[test]
    fn a_jump_at_an_end() {
        let below = 0.0_f64.next_down();
        let ends = [(0.0, 3.0), (0.0, 1.0), (1.0, 2.0), (1.0, 7.0)];
        let held = [(below, 3.0), (0.0, 1.0), (1.0_f64.next_down(), 2.0), (1.0, 7.0)];
        assert_eq!(of(&ends, Beyond::Hold), held);
        assert_eq!(of(&ends, Beyond::Extend), [(0.0, 1.0), (1.0, 2.0)]);
    }
}
