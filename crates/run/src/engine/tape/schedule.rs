//! The graph put in order: what is worked out once a run and what at each evaluation, for all
//! members alike or for each lane, and in which registers.

use super::graph::{Graph, NodeId, Op, RareKind};
use super::lower::Lowered;
use interregnum_compile::program::Program;

/// Where a number stands: in the file of what is alike for all members, or in that of the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Uniform(u32),
    Laned(u32),
}

/// One operation on registers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instruction {
    pub(crate) op: Op,
    /// Which curve, or which rare operation.
    pub(crate) extra: u32,
    /// Register of its own file.
    pub(crate) to: u32,
    /// Registers; with [`UNIFORM`] set, of the uniform file.
    pub(crate) from: [u32; 3],
}

/// Marks an operand of a laned instruction that stands in the uniform file.
pub(crate) const UNIFORM: u32 = 1 << 31;

/// The tape's instructions and registers.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    /// For all members alike, once a run; at each evaluation.
    pub(crate) uniform_once: Vec<Instruction>,
    pub(crate) uniform: Vec<Instruction>,
    /// For each lane, once a run; at each evaluation.
    pub(crate) laned_once: Vec<Instruction>,
    pub(crate) laned: Vec<Instruction>,
    /// Constants of the uniform file; other entries are worked out.
    pub(crate) uniform_file: Vec<f64>,
    /// Registers of the laned file.
    pub(crate) laned_registers: u32,
    /// Register of the present moment.
    pub(crate) time: Option<u32>,
    /// Slots that are read before they are filled: where each stands.
    pub(crate) entering: Vec<(u32, Place)>,
    /// For each slot asked for, where it stands after an evaluation.
    pub(crate) asked: Vec<Option<Place>>,
    /// Operands of rare operations.
    pub(crate) rare_operands: Vec<Vec<Place>>,
    /// What must stay finite, so that every variable has.
    pub(crate) watched_for_failure: Vec<Place>,
}

/// What the order is made for.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub(crate) program: &'a Program,
    /// For each slot that no equation fills: whether it may differ between lanes.
    pub(crate) laned_slots: &'a [bool],
    /// Slots that change from step to step without an equation: stocks, memories, delays.
    pub(crate) moving_slots: &'a [bool],
    /// Whether draws differ between lanes: false for a single run.
    pub(crate) laned_draws: bool,
}

/// What is known of a node.
#[derive(Clone, Copy, Default)]
struct Class {
    laned: bool,
    /// Changes during a run.
    moving: bool,
}

/// Slots that differ between lanes once those do that `laned` says do at the start: a stock that
/// is alike for all members stays so only while its net rate is.
pub(crate) fn spread(lowered: &Lowered, wanted: &Wanted, laned: &mut [bool], moves: &[(u32, u32)]) {
    loop {
        let classes = classify(&lowered.graph, &Wanted { laned_slots: laned, ..*wanted });
        let mut more = false;
        for (to, from) in moves {
            let node = lowered.filled[*from as usize].or(lowered.entering[*from as usize]);
            let from_laned =
                node.map_or(laned[*from as usize], |node| classes[node.0 as usize].laned);
            if from_laned && !laned[*to as usize] {
                laned[*to as usize] = true;
                more = true;
            }
        }
        if !more {
            return;
        }
    }
}

/// Puts a graph in order.
pub(crate) fn schedule(lowered: &Lowered, wanted: &Wanted) -> Schedule {
    let graph = &lowered.graph;
    let classes = classify(graph, wanted);
    let checked = checked(lowered, wanted);
    let needed = needed(lowered, &checked);
    let kept: Vec<NodeId> = lowered.asked.iter().chain(&checked).copied().collect();
    let mut registers = Registers::new(graph, &classes, &needed, &kept);
    for (id, _) in (0..).map(NodeId).zip(&needed).filter(|(_, needed)| **needed) {
        registers.place(id);
    }
    let mut schedule = registers.schedule;
    let place = |id: NodeId| registers.places[id.0 as usize];
    schedule.asked = lowered.asked.iter().map(|node| place(*node)).collect();
    schedule.watched_for_failure = checked.into_iter().filter_map(place).collect();
    schedule
}

fn classify(graph: &Graph, wanted: &Wanted) -> Vec<Class> {
    let mut classes: Vec<Class> = Vec::with_capacity(graph.nodes.len());
    for (index, node) in graph.nodes.iter().enumerate() {
        let mut class = match node.op {
            Op::Slot => Class {
                laned: wanted.laned_slots[node.extra as usize],
                moving: wanted.moving_slots[node.extra as usize],
            },
            Op::Time => Class { laned: false, moving: true },
            Op::Rare if matches!(graph.rare[node.extra as usize].kind, RareKind::Draw) => {
                Class { laned: wanted.laned_draws, moving: true }
            }
            _ => Class::default(),
        };
        for operand in graph.operands(NodeId(index as u32)) {
            let of = classes[operand.0 as usize];
            class.laned |= of.laned;
            class.moving |= of.moving;
        }
        classes.push(class);
    }
    classes
}

/// The variables' nodes that must be looked at so that none can stop being finite unseen: one
/// whose inf or NaN is bound to reach another checked number through + - * and signs need not be.
/// Stocks are looked at after each step, so that what is added to a stock counts as looked at.
fn checked(lowered: &Lowered, wanted: &Wanted) -> Vec<NodeId> {
    let graph = &lowered.graph;
    let mut seen = vec![false; graph.nodes.len()];
    let mut variable = vec![false; graph.nodes.len()];
    for node in lowered.filled.iter().flatten() {
        variable[node.0 as usize] = true;
    }
    for stock in &wanted.program.stocks {
        for slot in stock.net.0..stock.net.0 + stock.count {
            if let Some(node) = lowered.filled[slot as usize] {
                seen[node.0 as usize] = true;
            }
        }
    }
    let mut checked = Vec::new();
    for index in (0..graph.nodes.len()).rev() {
        let id = NodeId(index as u32);
        let node = graph.get(id);
        if variable[index] && !seen[index] && graph.number(id).is_none_or(|x| !x.is_finite()) {
            checked.push(id);
            seen[index] = true;
        }
        let passes_on = matches!(node.op, Op::Add | Op::Subtract | Op::Multiply | Op::Negate);
        if seen[index] && passes_on {
            for operand in graph.operands(id) {
                seen[operand.0 as usize] = true;
            }
        }
    }
    checked.reverse();
    checked
}

/// Nodes that something asked for depends on.
fn needed(lowered: &Lowered, checked: &[NodeId]) -> Vec<bool> {
    let graph = &lowered.graph;
    let mut needed = vec![false; graph.nodes.len()];
    for node in lowered.asked.iter().chain(checked) {
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

/// Registers as they are handed out and come free.
struct Registers<'a> {
    graph: &'a Graph,
    classes: &'a [Class],
    /// The last node that reads each node; `u32::MAX` for what is needed to the end.
    last_reader: Vec<u32>,
    free: Vec<u32>,
    places: Vec<Option<Place>>,
    schedule: Schedule,
}

impl<'a> Registers<'a> {
    fn new(graph: &'a Graph, classes: &'a [Class], needed: &[bool], kept: &[NodeId]) -> Self {
        let mut last_reader = vec![0; graph.nodes.len()];
        for index in (0..graph.nodes.len()).filter(|index| needed[*index]) {
            for operand in graph.operands(NodeId(index as u32)) {
                last_reader[operand.0 as usize] = index as u32;
            }
        }
        for (reader, class) in last_reader.iter_mut().zip(classes) {
            if !class.moving {
                *reader = u32::MAX;
            }
        }
        for node in kept {
            last_reader[node.0 as usize] = u32::MAX;
        }
        let places = vec![None; graph.nodes.len()];
        let schedule = Schedule::default();
        Registers { graph, classes, last_reader, free: Vec::new(), places, schedule }
    }

    fn place(&mut self, id: NodeId) {
        let node = *self.graph.get(id);
        let class = self.classes[id.0 as usize];
        let operands: Vec<Place> =
            self.graph.operands(id).iter().filter_map(|o| self.places[o.0 as usize]).collect();
        self.release(id);
        let place = self.register(class, node.op);
        self.places[id.0 as usize] = Some(place);
        match node.op {
            Op::Constant => {
                if let Place::Uniform(register) = place {
                    self.schedule.uniform_file[register as usize] = f64::from_bits(node.extra);
                }
            }
            Op::Time => {
                self.schedule.time = match place {
                    Place::Uniform(register) | Place::Laned(register) => Some(register),
                };
            }
            Op::Slot => self.schedule.entering.push((node.extra as u32, place)),
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

    fn register(&mut self, class: Class, op: Op) -> Place {
        if !class.laned {
            self.schedule.uniform_file.push(0.0);
            return Place::Uniform(self.schedule.uniform_file.len() as u32 - 1);
        }
        // What enters, and what is worked out once, keeps its register for the whole run.
        let lasting = op == Op::Slot || !class.moving;
        match (lasting, self.free.pop()) {
            (false, Some(register)) => Place::Laned(register),
            (_, popped) => {
                self.free.extend(popped);
                self.schedule.laned_registers += 1;
                Place::Laned(self.schedule.laned_registers - 1)
            }
        }
    }

    /// Registers whose last reader this node is come free: it may take one itself, for each lane
    /// is read before it is written.
    fn release(&mut self, reader: NodeId) {
        let mut released: Vec<NodeId> = self.graph.operands(reader).to_vec();
        released.sort_unstable();
        released.dedup();
        for operand in released {
            let last = self.last_reader[operand.0 as usize] == reader.0;
            let own = self.graph.get(operand).op != Op::Slot;
            if let (true, true, Some(Place::Laned(register))) =
                (last, own, self.places[operand.0 as usize])
            {
                self.free.push(register);
            }
        }
    }
}
