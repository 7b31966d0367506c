//! What values read, and how much they are to work out.

use interregnum_compile::program::{Address, Assign, LoopId, Offsets, Program, Value, ValueId};
use std::ops::RangeInclusive;

/// The values that a value is made of, with the loops it opens over them.
fn parts(value: &Value) -> (Vec<ValueId>, &[(LoopId, u32)]) {
    match value {
        Value::Unary(_, a) | Value::Curve { x: a, .. } | Value::Series { at: a, .. } => {
            (vec![*a], &[])
        }
        Value::Binary(_, a, b) => (vec![*a, *b], &[]),
        Value::Select(a, b, c) => (vec![*a, *b, *c], &[]),
        Value::Call(_, arguments) | Value::Draw { arguments, .. } => (arguments.clone(), &[]),
        Value::Pick { picks, .. } => (picks.iter().map(|(at, ..)| *at).collect(), &[]),
        Value::Reduce { loops, body, .. } => (vec![*body], loops),
        Value::Together { loops, each, once, .. } => {
            (each.iter().chain(once).copied().collect(), loops)
        }
        Value::Constant(_)
        | Value::Load(_)
        | Value::Position(_)
        | Value::Time
        | Value::Dt
        | Value::Start
        | Value::Stop => (Vec::new(), &[]),
    }
}

/// The address in a value, if it has one.
fn address(value: &Value) -> Option<&Address> {
    match value {
        Value::Load(address)
        | Value::Pick { base: address, .. }
        | Value::Curve { curve: address, .. }
        | Value::Draw { element: address, .. }
        | Value::Together { element: address, .. } => Some(address),
        Value::Constant(_)
        | Value::Position(_)
        | Value::Time
        | Value::Dt
        | Value::Start
        | Value::Stop
        | Value::Unary(..)
        | Value::Binary(..)
        | Value::Select(..)
        | Value::Call(..)
        | Value::Reduce { .. }
        | Value::Series { .. } => None,
    }
}

/// How loops are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loops {
    /// Every element by itself.
    Unrolled,
    /// As written.
    Kept,
}

impl Loops {
    fn times(self, lengths: impl Iterator<Item = u32>) -> u64 {
        match self {
            Loops::Unrolled => lengths.map(u64::from).fold(1, u64::saturating_mul),
            Loops::Kept => 1,
        }
    }
}

/// How many single operations an equation comes to.
pub(super) fn operations(program: &Program, assign: &Assign, loops: Loops) -> u64 {
    let times = loops.times(assign.loops.iter().copied());
    times.saturating_mul(size(program, assign.value, loops))
}

fn size(program: &Program, id: ValueId, count: Loops) -> u64 {
    let (values, loops) = parts(&program.values[id.0 as usize]);
    let times = count.times(loops.iter().map(|(_, length)| *length));
    let under = values.into_iter().map(|it| size(program, it, count));
    under.fold(0, u64::saturating_add).saturating_mul(times).saturating_add(1)
}

/// Whether a value is another one at other positions of one of these loops.
pub(super) fn moves_with(program: &Program, id: ValueId, loops: &dyn Fn(LoopId) -> bool) -> bool {
    let value = &program.values[id.0 as usize];
    let itself = matches!(value, Value::Position(id) if loops(*id));
    let place = address(value).is_some_and(|it| it.terms.iter().any(|(id, _)| loops(*id)));
    itself || place || parts(value).0.into_iter().any(|it| moves_with(program, it, loops))
}

/// Tells the slots that a value reads, by the lowest and the highest of each address. `lengths` are those of
/// the loops that are open, by number.
pub(super) fn slots_read(
    program: &Program,
    id: ValueId,
    lengths: &mut Vec<u32>,
    see: &mut dyn FnMut(RangeInclusive<u32>),
) {
    let value = &program.values[id.0 as usize];
    if let Value::Load(address) = value {
        see(reach(address, lengths));
    }
    if let Value::Pick { base, picks } = value {
        let picked: u32 =
            picks.iter().map(|(_, size, stride)| size.saturating_sub(1) * stride).sum();
        let base = reach(base, lengths);
        see(*base.start()..=base.end().saturating_add(picked));
    }
    let (values, loops) = parts(value);
    let before = lengths.len();
    lengths.extend(loops.iter().map(|(_, length)| *length));
    values.into_iter().for_each(|it| slots_read(program, it, lengths, see));
    lengths.truncate(before);
}

/// The lowest and the highest slot of an address.
pub(super) fn reach(address: &Address, lengths: &[u32]) -> RangeInclusive<u32> {
    let mut highest = address.first.0;
    for (id, offsets) in &address.terms {
        let length = lengths.get(usize::from(*id)).copied().unwrap_or(1);
        highest += match offsets {
            Offsets::Stride(stride) => stride * length.saturating_sub(1),
            Offsets::Table(table) => table.iter().copied().max().unwrap_or(0),
        };
    }
    address.first.0..=highest
}
