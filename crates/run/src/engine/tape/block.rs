//! A block of members on one tape, from start to stop.

mod course;
mod width;

use super::curve::Ready;
use super::execute::{Files, Surroundings};
use super::lower::{Known, lower};
use super::schedule::{Schedule, Wanted, schedule, spread};
use crate::clock::Clock;
use crate::draw::Stream;
use crate::engine::interpreter::Interpreter;
use crate::method::memory::Memories;
use crate::run::{Run, run};
use crate::saved::Watch;
use crate::settings::Settings;
use crate::state::Delayed;
use course::Course;
use interregnum_compile::program::Program;
pub use width::Width;

/// Members worked on side by side.
pub const LANES: usize = 64;

/// Runs up to [`LANES`] members of one program: each gives what [`run`] gives, bit for bit, but for
/// [`Run::end`], of which only the moment is kept.
///
/// Members must agree in time and method; those that do not are run one by one, as are those that
/// fail, so that the interpreter says where and why.
pub fn run_block(program: &Program, members: &[Settings], watch: &Watch, width: Width) -> Vec<Run> {
    let one_by_one = || members.iter().map(|settings| run(program, settings, watch)).collect();
    let Some(first) = members.first() else { return Vec::new() };
    let alike = members.iter().all(|settings| settings.time == first.time);
    let Ok(clock) = Clock::new(&first.time) else { return one_by_one() };
    if !alike || members.len() > LANES {
        return one_by_one();
    }
    let starts: Vec<Option<Start>> =
        members.iter().map(|settings| Start::new(program, settings, &clock)).collect();
    let Some(good) = starts.iter().position(Option::is_some) else { return one_by_one() };
    let starts: Vec<&Start> =
        starts.iter().filter_map(|start| start.as_ref().or(starts[good].as_ref())).collect();
    let Some(block) = Block::new(program, members, &starts, watch, &clock) else {
        return one_by_one();
    };
    let mut runs = block.go(&clock, width);
    for (run_of, (settings, start)) in runs.iter_mut().zip(members.iter().zip(&starts)) {
        let failed_at_once = start.member != settings.member || start.values != settings.values;
        if run_of.failure.is_some() || failed_at_once {
            *run_of = run(program, settings, watch);
        }
    }
    runs
}

/// Where one member stands before the first step.
struct Start {
    slots: Vec<f64>,
    delays: Vec<Delayed>,
    /// Whose start it is: a member that fails at once lends its lane to another.
    member: u64,
    values: Vec<f64>,
}

impl Start {
    fn new(program: &Program, settings: &Settings, clock: &Clock) -> Option<Start> {
        let mut interpreter = Interpreter::new(program, settings);
        interpreter.initial().ok()?;
        let delays = Memories::new(program, &interpreter.slots, clock).ok()?.delays;
        let (member, values) = (settings.member, settings.values.clone());
        Some(Start { slots: interpreter.slots, delays, member, values })
    }
}

/// A tape ready to be worked off for these members.
struct Block<'a> {
    program: &'a Program,
    members: &'a [Settings],
    watch: &'a Watch,
    schedule: Schedule,
    /// Slots asked for, in the order of [`Schedule::asked`].
    asked: Vec<u32>,
    files: Files,
    around: Surroundings<'a>,
    delays: Vec<Vec<Delayed>>,
}

impl<'a> Block<'a> {
    fn new(
        program: &'a Program,
        members: &'a [Settings],
        starts: &[&Start],
        watch: &'a Watch,
        clock: &Clock,
    ) -> Option<Block<'a>> {
        let moving = moving(program);
        let first = starts.first()?;
        let alike = |slot: usize| {
            starts.iter().all(|start| start.slots[slot].to_bits() == first.slots[slot].to_bits())
        };
        let slots: Vec<Option<f64>> = (0..program.slots as usize)
            .map(|slot| (!moving[slot] && alike(slot)).then_some(first.slots[slot]))
            .collect();
        let mut laned: Vec<bool> = (0..program.slots as usize).map(|slot| !alike(slot)).collect();
        apart(program, members, starts, &moving, &mut laned)?;
        let asked = asked(program, watch, clock);
        let known = Known { time: &members.first()?.time, slots: &slots, asked: &asked };
        let mut lowered = lower(program, &known)?;
        let curves = program.curves.iter().map(Ready::new).collect();
        let all = vec![false; program.slots as usize];
        let wanted = Wanted {
            program,
            laned_slots: &all,
            moving_slots: &moving,
            laned_draws: members.len() > 1,
        };
        spread(&lowered, &wanted, &mut laned, &moves(program));
        let schedule = schedule(&lowered, &Wanted { laned_slots: &laned, ..wanted });
        let mut files = Files::new(&schedule, members.len())?;
        for (slot, place) in &schedule.entering {
            for lane in 0..files.lanes {
                let start = starts.get(lane).unwrap_or(first);
                files.set(*place, lane, start.slots[*slot as usize]);
            }
        }
        let rare = std::mem::take(&mut lowered.graph.rare);
        let rare_operands = schedule.rare_operands.clone();
        let streams = members.iter().map(|m| Stream::new(m.seed, m.member)).collect();
        let around = Surroundings { program, curves, rare, rare_operands, streams };
        let delays = starts.iter().map(|start| start.delays.clone()).collect();
        Some(Block { program, members, watch, schedule, asked, files, around, delays })
    }

    fn go(self, clock: &Clock, width: Width) -> Vec<Run> {
        Course::new(self, clock, width).go()
    }
}

/// Slots that change from step to step without an equation.
fn moving(program: &Program) -> Vec<bool> {
    let mut moving = vec![false; program.slots as usize];
    for (to, _) in moves(program) {
        moving[to as usize] = true;
    }
    moving
}

/// Slots that take from other slots between steps: stocks from their net rates, memories and delays from
/// what goes in.
fn moves(program: &Program) -> Vec<(u32, u32)> {
    let stocks = program.stocks.iter().map(|stock| (stock.stock, stock.net, stock.count));
    let memories = program.memories.iter().map(|memory| (memory.slot, memory.source, memory.count));
    let delays = program.delays.iter().map(|delay| (delay.output, delay.input, delay.count));
    let all = stocks.chain(memories).chain(delays);
    all.flat_map(|(to, from, count)| (0..count).map(move |i| (to.0 + i, from.0 + i))).collect()
}

/// Marks slots that members' impulses or delay times set apart. `None` where an impulse moves something that is no
/// stock: the interpreter does that.
fn apart(
    program: &Program,
    members: &[Settings],
    starts: &[&Start],
    moving: &[bool],
    laned: &mut [bool],
) -> Option<()> {
    let alike = members.windows(2).all(|pair| pair[0].impulses == pair[1].impulses);
    for impulse in members.iter().flat_map(|settings| &settings.impulses) {
        for slot in impulse.first..impulse.first.checked_add(impulse.count)? {
            moving.get(slot as usize)?.then_some(())?;
            laned[slot as usize] |= !alike;
        }
    }
    let outputs = program.delays.iter().flat_map(|d| (0..d.count).map(|i| d.output.0 + i));
    for (element, slot) in outputs.enumerate() {
        let steps = |start: &Start| start.delays[element].steps;
        laned[slot as usize] |= starts.windows(2).any(|pair| steps(pair[0]) != steps(pair[1]));
    }
    Some(())
}

/// All slots whose numbers are needed between evaluations: what moves, what it takes from, what is watched.
fn asked(program: &Program, watch: &Watch, clock: &Clock) -> Vec<u32> {
    let mut asked: Vec<u32> =
        moves(program).into_iter().flat_map(|(to, from)| [to, from]).collect();
    asked.extend(crate::saved::Saved::new(program, watch, clock, 0).slots);
    asked.sort_unstable();
    asked.dedup();
    asked
}
