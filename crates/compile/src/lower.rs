//! Trees to a program: slots for every variable, values for every equation, switches for every
//! mechanism and lever.

mod address;
mod assign;
mod curve;
mod curve_part;
mod lever;
mod setting;
mod slot;
mod stock;
mod stream;
mod together;
mod value;

use crate::entry::EntryId;
use crate::index_sets::DimensionId;
use crate::order::hold::Holds;
use crate::order::{Made, Phase, Schedule};
use crate::positions::Positions;
use crate::program::{Program, Slot, Value, ValueId, VariableId};
use crate::tree::Reading;
use interregnum_model::source::{FileId, Span};
use interregnum_model::unit::Unit;
use interregnum_model::{Code, Diagnostic};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The most numbers a run may hold.
const MOST_SLOTS: u64 = 20_000_000;

/// The program of a model without errors.
pub fn lower(
    made: Made,
    schedule: &Schedule,
    holds: &Holds,
    units: &[Option<Unit>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Program {
    let mut lowering = Lowering::new(made, holds, diagnostics);
    lowering.lay_out(schedule, units);
    if lowering.room > MOST_SLOTS {
        let message = format!("a run would hold more than {MOST_SLOTS} numbers");
        let largest = made.expanded.entries.iter().max_by_key(|entry| entry.count());
        let finding = match largest {
            Some(entry) => Diagnostic::new(Code::TooLarge, entry.span, message).label(format!(
                "`{}` has {} elements",
                entry.name,
                entry.count()
            )),
            None => Diagnostic::whole(Code::TooLarge, message),
        };
        lowering.diagnostics.push(finding.help("give arrays fewer or smaller dimensions"));
        return Program::default();
    }
    lowering.place_curves();
    lowering.place_settings();
    let levers = lowering.levers();
    lowering.program.initial.extend(levers.clone());
    lowering.program.every_step.extend(levers);
    lowering.phase = Phase::Start;
    for task in &schedule.initial {
        let assigns = lowering.assigns(task);
        lowering.program.initial.extend(assigns);
    }
    lowering.phase = Phase::Step;
    for task in &schedule.every_step {
        let assigns = lowering.assigns(task);
        lowering.program.every_step.extend(assigns);
    }
    lowering.stocks();
    lowering.memories();
    lowering.finish()
}

/// A program while it is made.
struct Lowering<'a, 'd> {
    made: Made<'a>,
    holds: &'a Holds,
    program: Program,
    /// Slots given out so far, which may be more than a program can have.
    room: u64,
    /// For each entry, what it is in the program.
    placed: Vec<Placed>,
    /// For each mechanism, its switch.
    mechanisms: Vec<Slot>,
    /// For each lever, whether it acts at the moment.
    acting: Vec<Slot>,
    /// For each input, its shift.
    shifts: BTreeMap<EntryId, Slot>,
    /// For each lookup that is read otherwise than it is drawn, its first curve so read.
    read_otherwise: BTreeMap<(EntryId, Reading), u32>,
    /// Whether values at the start or at each step are being made.
    phase: Phase,
    /// For each input from a dated series, its number.
    series: BTreeMap<EntryId, u32>,
    /// Names of the elements of each dimension, or of a part of it, made so far.
    labels: BTreeMap<DimensionId, Vec<Labels>>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// Some elements of a dimension, and their names.
type Labels = (Positions, Arc<[String]>);

/// What an entry is in the program.
#[derive(Clone, Copy, Debug, Default)]
struct Placed {
    /// Its variable; none for a lookup.
    variable: Option<VariableId>,
    /// First slot of its elements; for a lookup, its first curve.
    first: u32,
    /// First slot of the setting of a parameter that is replaced.
    setting: Option<Slot>,
    /// What of a lookup moves with its elements: nothing where one curve serves all.
    curves: Curves,
}

/// How many curves a lookup has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Curves {
    /// One for all elements.
    #[default]
    One,
    /// One for each element.
    Each,
}

impl<'a, 'd> Lowering<'a, 'd> {
    fn new(made: Made<'a>, holds: &'a Holds, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        let model = made.expanded.model;
        let program =
            Program { dialect: model.dialect, time: model.time.clone(), ..Program::default() };
        Lowering {
            made,
            holds,
            program,
            room: 0,
            placed: vec![Placed::default(); made.expanded.entries.len()],
            mechanisms: Vec::new(),
            acting: Vec::new(),
            shifts: BTreeMap::new(),
            read_otherwise: BTreeMap::new(),
            phase: Phase::Step,
            series: BTreeMap::new(),
            labels: BTreeMap::new(),
            diagnostics,
        }
    }

    fn placed(&self, id: EntryId) -> Placed {
        self.placed.get(id.0 as usize).copied().unwrap_or_default()
    }

    /// Room for `count` numbers side by side.
    fn slots(&mut self, count: u64) -> Slot {
        let first = u32::try_from(self.room).unwrap_or(u32::MAX);
        self.room = self.room.saturating_add(count);
        Slot(first)
    }

    /// A new value. What is always the same number becomes that number.
    fn value(&mut self, value: Value, span: Span) -> ValueId {
        if let Some(number) = crate::fold::value(&self.program.values, &value) {
            self.forget(&value);
            return self.push(Value::Constant(number), span);
        }
        self.push(value, span)
    }

    fn push(&mut self, value: Value, span: Span) -> ValueId {
        let id = ValueId(u32::try_from(self.program.values.len()).unwrap_or(u32::MAX));
        self.program.values.push(value);
        self.program.places.push(span);
        id
    }

    /// Takes back the operands of a value that was folded, where they are the last ones made.
    fn forget(&mut self, value: &Value) {
        let mut operands = crate::fold::operands(value);
        operands.reverse();
        for operand in operands {
            let last = self.program.values.len().checked_sub(1);
            if last == Some(operand.0 as usize) {
                self.program.values.pop();
                self.program.places.pop();
            }
        }
    }

    fn constant(&mut self, number: f64, span: Span) -> ValueId {
        self.push(Value::Constant(number), span)
    }

    fn load(&mut self, slot: Slot, span: Span) -> ValueId {
        let address = crate::program::Address { first: slot, terms: Vec::new() };
        self.push(Value::Load(address), span)
    }

    fn finish(mut self) -> Program {
        self.program.slots = u32::try_from(self.room).unwrap_or(u32::MAX);
        self.program
    }
}

/// A place for what was written nowhere.
fn nowhere() -> Span {
    Span::new(FileId(0), 0, 0)
}
