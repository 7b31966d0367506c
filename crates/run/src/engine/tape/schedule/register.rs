//! Registers handed out, and the instructions that work on them.

use super::check::Checked;
use super::class::Class;
use super::{Instruction, Place, Schedule, UNIFORM, Wanted};
use crate::engine::tape::graph::{Graph, NodeId, Op};
use crate::engine::tape::lower::Lowered;

/// The last reader of what is needed until the steps begin, and of what is needed to the end.
const UNTIL_STEPS: u32 = u32::MAX - 1;
const TO_THE_END: u32 = u32::MAX;

/// The schedule of all nodes that something wanted depends on.
pub(super) fn registers(
    lowered: &Lowered,
    wanted: &Wanted,
    classes: &[Class],
    checked: &Checked,
) -> Schedule {
    let graph = &lowered.graph;
    let starts = lowered.entering.iter().map(|(slot, _)| lowered.start[*slot as usize]);
    let starts: Vec<NodeId> = starts.collect();
    let times: Vec<NodeId> = wanted.delays.iter().map(|(_, time)| *time).collect();
    let entering = lowered.entering.iter().map(|(_, node)| *node);
    let lasting: Vec<NodeId> =
        lowered.asked.iter().chain(&checked.each_time).copied().chain(entering).collect();
    let until_steps: Vec<NodeId> =
        starts.iter().chain(&times).chain(&checked.once).copied().collect();
    let needed = needed(graph, lasting.iter().chain(&until_steps));
    let mut registers = Registers {
        graph,
        classes,
        last_reader: last_readers(graph, classes, &needed, &lasting, &until_steps),
        free: Vec::new(),
        places: vec![None; graph.nodes.len()],
        schedule: Schedule::default(),
    };
    // What is done once comes first, so that its registers are free again when the steps begin.
    let order: Vec<NodeId> = (0..graph.nodes.len() as u32).map(NodeId).collect();
    let order: Vec<NodeId> = order.into_iter().filter(|id| needed[id.0 as usize]).collect();
    let slot = |id: &&NodeId| graph.get(**id).op == Op::Slot;
    let moving = |id: &&NodeId| classes[id.0 as usize].moving;
    order.iter().filter(slot).for_each(|id| registers.place(*id));
    order.iter().filter(|id| !moving(id) && !slot(id)).for_each(|id| registers.place(*id));
    registers.release_until_steps();
    order.iter().filter(|id| moving(id) && !slot(id)).for_each(|id| registers.place(*id));
    let Registers { places, mut schedule, .. } = registers;
    // Every node wanted has been placed.
    let place = |id: &NodeId| places[id.0 as usize].unwrap_or(Place::Uniform(0));
    schedule.entering = lowered.entering.iter().map(|(slot, id)| (*slot, place(id))).collect();
    schedule.start = starts.iter().map(place).collect();
    schedule.delay_times = times.iter().map(place).collect();
    schedule.asked = lowered.asked.iter().map(place).collect();
    schedule.finite_once = checked.once.iter().map(place).collect();
    schedule.finite = checked.each_time.iter().map(place).collect();
    schedule
}

/// Nodes that something wanted depends on.
fn needed<'a>(graph: &Graph, wanted: impl Iterator<Item = &'a NodeId>) -> Vec<bool> {
    let mut needed = vec![false; graph.nodes.len()];
    for node in wanted {
        needed[node.0 as usize] = true;
    }
    for index in (0..graph.nodes.len()).rev() {
        if needed[index] {
            for operand in graph.operands(NodeId(index as u32)) {
                needed[operand.0 as usize] = true;
            }
        }
    }
    needed
}

/// For each node the last that reads it, in the order in which registers are handed out.
fn last_readers(
    graph: &Graph,
    classes: &[Class],
    needed: &[bool],
    lasting: &[NodeId],
    until_steps: &[NodeId],
) -> Vec<u32> {
    let mut last = vec![0; graph.nodes.len()];
    for index in (0..graph.nodes.len()).filter(|index| needed[*index]) {
        for operand in graph.operands(NodeId(index as u32)) {
            // What the steps read of what was done once is read again at each step.
            let again = classes[index].moving && !classes[operand.0 as usize].moving;
            let reader = if again { TO_THE_END } else { index as u32 };
            let place = &mut last[operand.0 as usize];
            *place = reader.max(*place);
        }
    }
    for node in until_steps {
        let place = &mut last[node.0 as usize];
        *place = UNTIL_STEPS.max(*place);
    }
    for node in lasting {
        last[node.0 as usize] = TO_THE_END;
    }
    last
}

/// Registers as they are handed out and come free.
struct Registers<'a> {
    graph: &'a Graph,
    classes: &'a [Class],
    last_reader: Vec<u32>,
    free: Vec<u32>,
    places: Vec<Option<Place>>,
    schedule: Schedule,
}

impl Registers<'_> {
    fn place(&mut self, id: NodeId) {
        let node = *self.graph.get(id);
        let class = self.classes[id.0 as usize];
        let operands: Vec<Place> =
            self.graph.operands(id).iter().filter_map(|o| self.places[o.0 as usize]).collect();
        self.release(id);
        let place = self.register(class);
        self.places[id.0 as usize] = Some(place);
        match (node.op, place) {
            (Op::Constant, Place::Uniform(register)) => {
                self.schedule.uniform_file[register as usize] = f64::from_bits(node.extra);
            }
            (Op::Time, Place::Uniform(register) | Place::Laned(register)) => {
                self.schedule.time = Some(register);
            }
            (Op::Slot | Op::Constant, _) => {}
            _ => self.instruct(node.op, node.extra, place, operands, class),
        }
    }

    fn instruct(&mut self, op: Op, extra: u64, to: Place, operands: Vec<Place>, class: Class) {
        let mut from = [0; 3];
        for (place, operand) in from.iter_mut().zip(&operands) {
            *place = match (operand, class.laned) {
                (Place::Uniform(register), true) => register | UNIFORM,
                (Place::Uniform(register), false) | (Place::Laned(register), _) => *register,
            };
        }
        let mut extra = extra as u32;
        if op == Op::Rare {
            // The operands stand apart; the operation itself is found through them.
            self.schedule.rare_operands.push(operands);
            from[0] = extra;
            extra = self.schedule.rare_operands.len() as u32 - 1;
        }
        let (Place::Uniform(register) | Place::Laned(register)) = to;
        let instruction = Instruction { op, extra, to: register, from };
        let schedule = &mut self.schedule;
        match (class.laned, class.moving) {
            (false, false) => schedule.uniform_once.push(instruction),
            (false, true) => schedule.uniform.push(instruction),
            (true, false) => schedule.laned_once.push(instruction),
            (true, true) => schedule.laned.push(instruction),
        }
    }

    fn register(&mut self, class: Class) -> Place {
        if !class.laned {
            self.schedule.uniform_file.push(0.0);
            return Place::Uniform(self.schedule.uniform_file.len() as u32 - 1);
        }
        Place::Laned(self.free.pop().unwrap_or_else(|| {
            self.schedule.laned_registers += 1;
            self.schedule.laned_registers - 1
        }))
    }

    /// Registers whose last reader this node is come free: it may take one itself, for each lane
    /// is read before it is written.
    fn release(&mut self, reader: NodeId) {
        let operands = self.graph.operands(reader);
        for (at, operand) in operands.iter().enumerate() {
            let last = self.last_reader[operand.0 as usize] == reader.0;
            let again = operands[..at].contains(operand);
            if let (true, false, Some(Place::Laned(register))) =
                (last, again, self.places[operand.0 as usize])
            {
                self.free.push(register);
            }
        }
    }

    /// Registers that were kept until the steps begin come free.
    fn release_until_steps(&mut self) {
        for (last, place) in self.last_reader.iter().zip(&self.places) {
            if let (&UNTIL_STEPS, Some(Place::Laned(register))) = (last, place) {
                self.free.push(*register);
            }
        }
    }
}
