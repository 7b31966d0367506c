//! What a setting may change: parameters, switches, dates of levers, shifts of inputs.

use super::{Lowering, nowhere};
use crate::entry::{Clock, Entry, EntryId, EntryKind, Visibility};
use crate::pieces::{by_source, without_exceptions};
use crate::positions::Positions;
use crate::program::{DatedSeries, Setting, SettingKind, Slot};
use interregnum_model::name::Name;
use interregnum_model::variable::{Distribution, Range};
use interregnum_model::{Code, Diagnostic};

impl Lowering<'_, '_> {
    /// Adds every setting: parameters in order, then mechanisms, levers and shifts.
    pub fn place_settings(&mut self) {
        let expanded = self.made.expanded;
        for (id, entry) in expanded.iter() {
            if matches!(entry.kind, EntryKind::Parameter { .. }) {
                self.parameter(id, entry);
            }
        }
        for mechanism in &expanded.model.mechanisms {
            let kind = SettingKind::Mechanism { name: mechanism.name.clone() };
            let slot = self.setting(kind, 1.0);
            self.mechanisms.push(slot);
        }
        for (id, entry) in expanded.iter() {
            if let Clock::Input(input) = &entry.clock
                && expanded.find(input) == Some(id)
            {
                let kind = SettingKind::Shift { name: entry.name.clone() };
                let slot = self.setting(kind, 0.0);
                self.shifts.insert(id, slot);
            }
            self.dated(id, entry);
        }
    }

    /// Adds a setting of one number.
    pub fn setting(&mut self, kind: SettingKind, default: f64) -> Slot {
        let slot = self.slots(1);
        self.program.settings.push(Setting { slot, kind, default });
        slot
    }

    fn parameter(&mut self, id: EntryId, entry: &Entry) {
        let EntryKind::Parameter { distribution, ranges } = &entry.kind else { return };
        let placed = self.placed(id);
        let first = placed.setting.unwrap_or(Slot(placed.first));
        let defaults = self.defaults(entry);
        let ranges = by_element(
            entry,
            entry.range,
            ranges.iter().map(|(axes, range)| {
                let elements = axes.iter().map(|axis| axis.positions.clone()).collect();
                (vec![elements], Some(*range))
            }),
        );
        for ((element, default), range) in (0..).zip(defaults).zip(ranges) {
            let Some(slot) = first.0.checked_add(element) else { return };
            let name = entry.name.clone();
            let kind = match entry.visibility {
                Visibility::Declared => SettingKind::Parameter {
                    name,
                    element,
                    distribution: drawn(*distribution, range),
                    range: range.map(|range| (range.low, range.high)),
                },
                Visibility::Hidden | Visibility::Library => SettingKind::Asked { name },
            };
            self.program.settings.push(Setting { slot: Slot(slot), kind, default });
        }
    }

    /// The value of each element of a parameter, missing ones reported.
    fn defaults(&mut self, entry: &Entry) -> Vec<f64> {
        let cases = entry
            .cases
            .iter()
            .map(|case| (without_exceptions(case), crate::fold::number(&case.expr)));
        let defaults = by_element(entry, None, cases);
        if defaults.iter().any(Option::is_none) {
            let message = format!("parameter `{}` has elements without a value", entry.name);
            self.diagnostics.push(
                Diagnostic::new(Code::MissingEquation, entry.name.span, message)
                    .label("some elements are left out")
                    .help("give every element a number"),
            );
        }
        if let Some(number) = defaults.iter().flatten().find(|number| !number.is_finite()) {
            let message = format!("parameter `{}` is {number}", entry.name);
            let span = entry.cases.first().map_or(entry.span, |case| case.expr.span);
            self.diagnostics
                .push(Diagnostic::new(Code::BadValue, span, message).label("not a finite number"));
        }
        defaults.into_iter().map(Option::unwrap_or_default).collect()
    }

    fn dated(&mut self, id: EntryId, entry: &Entry) {
        let EntryKind::Series { points, between } = &entry.kind else { return };
        let number = u32::try_from(self.program.series.len()).unwrap_or(u32::MAX);
        let (name, points) = (entry.name.clone(), points.clone());
        self.program.series.push(DatedSeries { name, points, between: *between });
        self.series.insert(id, number);
    }

    /// The shift of the input by whose clock the time is read.
    pub fn shift(&self, clock: &Clock) -> Option<Slot> {
        match clock {
            Clock::Model | Clock::Lever => None,
            Clock::Input(input) => self.shifts.get(&self.made.expanded.find(input)?).copied(),
        }
    }

    /// The name under which the compiler keeps something of a switch.
    pub fn switch_name(name: &Name, what: &str) -> Name {
        Name::new(&format!("{name}·{what}"), nowhere())
    }
}

/// For each element of an entry what the last source that speaks of it says.
fn by_element<T: Copy>(
    entry: &Entry,
    otherwise: Option<T>,
    sources: impl Iterator<Item = (Vec<Vec<Positions>>, Option<T>)>,
) -> Vec<Option<T>> {
    let (boxes, says): (Vec<Vec<Vec<Positions>>>, Vec<Option<T>>) = sources.unzip();
    let whole = entry.axes.iter().map(|axis| axis.positions.clone()).collect();
    let mut result = vec![otherwise; usize::try_from(entry.count()).unwrap_or(0)];
    for (elements, source) in by_source(whole, &boxes).0 {
        for place in places(entry, &elements) {
            if let (Some(slot), Some(says)) = (result.get_mut(place), says.get(source)) {
                *slot = *says;
            }
        }
    }
    result
}

/// The places of the elements of a box among all elements of an entry, the last axis fastest.
pub fn places(entry: &Entry, elements: &[Positions]) -> Vec<usize> {
    let mut places = vec![0_usize];
    for (axis, positions) in entry.axes.iter().zip(elements) {
        let size = axis.positions.len() as usize;
        let along: Vec<usize> = positions
            .iter()
            .filter_map(|position| axis.positions.place(position))
            .map(|place| place as usize)
            .collect();
        places = places.iter().flat_map(|it| along.iter().map(move |at| it * size + at)).collect();
    }
    places
}

/// How an ensemble draws a parameter: even over its range where nothing else is said.
fn drawn(distribution: Option<Distribution>, range: Option<Range>) -> Distribution {
    match (distribution, range) {
        (Some(distribution), _) => distribution,
        (None, Some(range)) => Distribution::Uniform { low: range.low, high: range.high },
        (None, None) => Distribution::Fixed,
    }
}
