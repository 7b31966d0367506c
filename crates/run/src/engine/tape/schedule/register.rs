//! Registers handed out, and the instructions that work on them.

use super::check::Checked;
use super::class::Class;
use super::fuse::Fused;
use super::{Instruction, Place, Schedule, Sequence, UNIFORM, Wanted};
use crate::engine::tape::graph::{Graph, NodeId, Op};
use crate::engine::tape::lower::Lowered;

/// Most numbers looked at by one instruction.
const LOOKED_AT: usize = 3;

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
    let lasting: Vec<NodeId> = lowered.asked.iter().copied().chain(entering).collect();
    let until_steps: Vec<NodeId> =
        starts.iter().chain(&times).chain(&checked.once).copied().collect();
    let needed = needed(graph, lasting.iter().chain(&until_steps).chain(&checked.each_time));
    let looked_at = marks(graph, &checked.each_time);
    let mut alone = looked_at.clone();
    lasting.iter().chain(&until_steps).for_each(|id| alone[id.0 as usize] = true);
    let fused = Fused::new(graph, classes, &needed, &alone);
    let order = (0..graph.nodes.len() as u32).map(NodeId);
    let order = order.filter(|id| needed[id.0 as usize] && !fused.is_inside(*id));
    let order: Vec<NodeId> = order.collect();
    let mut registers = Registers {
        graph,
        classes,
        readers: readers(graph, classes, &order, &fused, &lasting, &until_steps, &looked_at),
        fused,
        looked_at,
        waiting: Vec::new(),
        free: Vec::new(),
        places: vec![None; graph.nodes.len()],
        lists: Default::default(),
        schedule: Schedule::default(),
    };
    // What is done once comes first, so that its registers are free again when the steps begin.
    let slot = |id: &&NodeId| graph.get(**id).op == Op::Slot;
    let moving = |id: &&NodeId| classes[id.0 as usize].moving;
    order.iter().filter(slot).for_each(|id| registers.place(*id));
    order.iter().filter(|id| !moving(id) && !slot(id)).for_each(|id| registers.place(*id));
    // What was kept until the steps begin comes free.
    until_steps.iter().for_each(|id| registers.read(*id));
    order.iter().filter(|id| moving(id) && !slot(id)).for_each(|id| registers.place(*id));
    registers.look();
    let Registers { places, mut schedule, lists, .. } = registers;
    let [[uniform_once, uniform], [laned_once, laned]] = lists;
    schedule.uniform_once = Sequence::grouped(uniform_once, &schedule.rare_operands);
    schedule.uniform = Sequence::grouped(uniform, &schedule.rare_operands);
    schedule.laned_once = Sequence::plain(laned_once);
    schedule.laned = Sequence::plain(laned);
    // Every node wanted has been placed.
    let place = |id: &NodeId| places[id.0 as usize].unwrap_or(Place::Uniform(0));
    schedule.entering = lowered.entering.iter().map(|(slot, id)| (*slot, place(id))).collect();
    schedule.start = starts.iter().map(place).collect();
    schedule.delay_times = times.iter().map(place).collect();
    schedule.asked = lowered.asked.iter().map(place).collect();
    schedule.finite_once = checked.once.iter().map(place).collect();
    let each_time = checked.each_time.iter().map(place);
    schedule.finite = each_time.filter(|it| matches!(it, Place::Uniform(_))).collect();
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

/// For each node whether it is one of these.
fn marks(graph: &Graph, nodes: &[NodeId]) -> Vec<bool> {
    let mut marks = vec![false; graph.nodes.len()];
    nodes.iter().for_each(|id| marks[id.0 as usize] = true);
    marks
}

/// For each node how many read it, each reader counted once; what is needed to the end has one more
/// that never comes.
fn readers(
    graph: &Graph,
    classes: &[Class],
    order: &[NodeId],
    fused: &Fused,
    lasting: &[NodeId],
    until_steps: &[NodeId],
    looked_at: &[bool],
) -> Vec<u32> {
    let mut readers: Vec<u32> = looked_at.iter().map(|it| u32::from(*it)).collect();
    for id in order {
        for operand in distinct(fused.operands(graph, *id)) {
            readers[operand.0 as usize] += 1;
            // What the steps read of what was done once is read again at each step.
            let again = classes[id.0 as usize].moving && !classes[operand.0 as usize].moving;
            readers[operand.0 as usize] += u32::from(again);
        }
    }
    for node in lasting.iter().chain(until_steps) {
        readers[node.0 as usize] += 1;
    }
    readers
}

/// Operands, each once.
fn distinct(operands: &[NodeId]) -> impl Iterator<Item = NodeId> {
    let fresh = |(at, operand): &(usize, &NodeId)| !operands[..*at].contains(operand);
    operands.iter().enumerate().filter(fresh).map(|(_, operand)| *operand)
}

/// Registers as they are handed out and come free.
struct Registers<'a> {
    graph: &'a Graph,
    classes: &'a [Class],
    /// How many of its readers each node still waits for.
    readers: Vec<u32>,
    fused: Fused,
    looked_at: Vec<bool>,
    /// Nodes to be looked at by the next instruction that looks.
    waiting: Vec<NodeId>,
    free: Vec<u32>,
    places: Vec<Option<Place>>,
    /// For all members alike and for each lane: what is done once, what at each evaluation.
    lists: [[Vec<Instruction>; 2]; 2],
    schedule: Schedule,
}

impl Registers<'_> {
    fn place(&mut self, id: NodeId) {
        let node = *self.graph.get(id);
        let class = self.classes[id.0 as usize];
        let read: Vec<NodeId> = self.fused.operands(self.graph, id).to_vec();
        let operands: Vec<Place> = read.iter().filter_map(|o| self.places[o.0 as usize]).collect();
        // It may take the register of an operand, for each lane is read before it is written.
        for operand in distinct(&read) {
            self.read(operand);
        }
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
            _ => {
                let op = self.fused.op(self.graph, id);
                self.instruct(op, node.extra, place, operands, class);
            }
        }
        if self.looked_at[id.0 as usize] && matches!(place, Place::Laned(_)) {
            self.waiting.push(id);
            if self.waiting.len() == LOOKED_AT {
                self.look();
            }
        }
    }

    /// One reader of a node is done; after the last its register comes free.
    fn read(&mut self, id: NodeId) {
        let readers = &mut self.readers[id.0 as usize];
        *readers = readers.saturating_sub(1);
        if let (0, Some(Place::Laned(register))) = (*readers, self.places[id.0 as usize]) {
            self.free.push(register);
        }
    }

    /// An instruction that looks at the nodes waiting for it: what is not finite stays in the register
    /// of suspicions as what is no number.
    fn look(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let Some(first) = waiting.first() else { return };
        let suspicions = match self.schedule.suspicions {
            Some(register) => register,
            None => {
                self.schedule.laned_registers += 1;
                self.schedule.laned_registers - 1
            }
        };
        self.schedule.suspicions = Some(suspicions);
        let register = |at: usize| match self.places[waiting.get(at).unwrap_or(first).0 as usize] {
            Some(Place::Laned(register)) => register,
            Some(Place::Uniform(_)) | None => suspicions,
        };
        let from = [register(0), register(1), register(2)];
        let looking = Instruction { op: Op::Look, extra: 0, to: suspicions, from };
        self.lists[1][1].push(looking);
        waiting.into_iter().for_each(|id| self.read(id));
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
        self.lists[usize::from(class.laned)][usize::from(class.moving)].push(instruction);
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
}
