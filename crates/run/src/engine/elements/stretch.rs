//! A program's equations cut into stretches: equations in a row over the same elements, so that what one works
//! out the next finds in a register.

use super::Part;
use super::body::Making;
use super::read::{Loops, operations, reach, slots_read};
use interregnum_compile::program::{Address, Assign, LoopId, Program, Value, ValueId};
use std::ops::RangeInclusive;

/// The most equations of one stretch: what they read and write is compared pair by pair.
const LONGEST: usize = 64;

/// An equation of fewer operations than this is the interpreter's, unless it stands among others like it.
const LEAST: u64 = 16;

/// Equations as what is done one after the other.
pub(super) fn parts(program: &Program, assigns: &[Assign], bodies: &mut usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut first = 0;
    while first < assigns.len() {
        let length = length(program, &assigns[first..]);
        if length == 0 {
            parts.push(Part::Plain(first));
            first += 1;
            continue;
        }
        let stretch = first..first + length;
        let all: u64 = assigns[stretch.clone()]
            .iter()
            .map(|it| operations(program, it, Loops::Unrolled))
            .sum::<u64>();
        let making = (all >= LEAST).then(|| {
            let loops = &assigns[first].loops;
            let over = (0..).zip(loops).map(|(id, length)| (id, *length)).collect();
            let mut making = Making::new(program, over, loops.len());
            for assign in &assigns[stretch.clone()] {
                making.add(assign, bodies);
            }
            making
        });
        match making.and_then(|it| it.done(bodies)) {
            Some(body) => parts.push(Part::Stretch(stretch, Box::new(body))),
            None => parts.extend(stretch.map(Part::Plain)),
        }
        first += length;
    }
    parts
}

/// How many equations from the first on can be worked out together, element by element: they go over the
/// same elements, and none touches what another has written or read but as the same element. 0 where the first
/// reads what it writes.
fn length(program: &Program, assigns: &[Assign]) -> usize {
    let Some(loops) = assigns.first().map(|it| &it.loops) else { return 0 };
    let mut written: Vec<(&Address, RangeInclusive<u32>)> = Vec::new();
    let mut read: Vec<RangeInclusive<u32>> = Vec::new();
    for (at, assign) in assigns.iter().enumerate().take(LONGEST) {
        let target = reach(&assign.target, loops);
        let mut reads = Vec::new();
        let mut lengths = loops.clone();
        slots_read(program, assign.value, &mut lengths, &mut |range| reads.push(range));
        let from_before = written.iter().any(|(_, it)| reads.iter().any(|range| meet(range, it)));
        let itself = reads.iter().any(|range| meet(range, &target));
        let again = read.iter().chain(written.iter().map(|(_, it)| it)).any(|it| meet(it, &target));
        let hidden = from_before && !reads_the_same(program, assign, &written);
        if assign.loops != *loops || itself || again || hidden {
            return at;
        }
        written.push((&assign.target, target));
        read.extend(reads);
    }
    assigns.len().min(LONGEST)
}

fn meet(a: &RangeInclusive<u32>, b: &RangeInclusive<u32>) -> bool {
    a.start() <= b.end() && b.start() <= a.end()
}

/// Whether an equation reads what others have written only as the same element, where a register holds it.
fn reads_the_same(
    program: &Program,
    assign: &Assign,
    written: &[(&Address, RangeInclusive<u32>)],
) -> bool {
    let open = assign.loops.len();
    same(program, assign.value, &mut assign.loops.clone(), open, written)
}

fn same(
    program: &Program,
    id: ValueId,
    lengths: &mut Vec<u32>,
    open: usize,
    written: &[(&Address, RangeInclusive<u32>)],
) -> bool {
    let mut all = |ids: &[ValueId]| ids.iter().all(|it| same(program, *it, lengths, open, written));
    match &program.values[id.0 as usize] {
        Value::Load(address) => {
            let range = reach(address, lengths);
            written.iter().all(|(to, it)| !meet(&range, it) || *to == address)
        }
        Value::Unary(_, a) => all(&[*a]),
        Value::Binary(_, a, b) => all(&[*a, *b]),
        Value::Call(_, arguments) => all(arguments),
        Value::Curve { curve, x } if curve.terms.is_empty() => all(&[*x]),
        Value::Select(a, b, c) if moves(program, id, open) => all(&[*a, *b, *c]),
        // These are worked out apart from the registers.
        Value::Constant(_)
        | Value::Position(_)
        | Value::Time
        | Value::Dt
        | Value::Start
        | Value::Stop
        | Value::Select(..)
        | Value::Curve { .. }
        | Value::Pick { .. }
        | Value::Reduce { .. }
        | Value::Together { .. }
        | Value::Series { .. }
        | Value::Draw { .. } => {
            let mut apart = true;
            slots_read(program, id, lengths, &mut |range| {
                apart &= !written.iter().any(|(_, it)| meet(&range, it));
            });
            apart
        }
    }
}

fn moves(program: &Program, id: ValueId, open: usize) -> bool {
    super::read::moves_with(program, id, &|it: LoopId| usize::from(it) < open)
}
