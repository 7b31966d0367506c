//! What a program moves between its evaluations, slot by slot.

use interregnum_compile::program::Program;

/// Slots that take from other slots between steps: (to, from).
pub(super) struct Moves {
    pub(super) stocks: Vec<(u32, u32)>,
    pub(super) memories: Vec<(u32, u32)>,
    pub(super) delays: Vec<(u32, u32)>,
    /// For each element of each fixed delay the slot of its time.
    pub(super) delay_times: Vec<u32>,
    /// For each slot whether it takes from another.
    pub(super) moving: Vec<bool>,
}

impl Moves {
    pub(super) fn new(program: &Program) -> Moves {
        let each = |to: u32, from: u32, count: u32| (0..count).map(move |i| (to + i, from + i));
        let stocks = program.stocks.iter();
        let stocks = stocks.flat_map(|stock| each(stock.stock.0, stock.net.0, stock.count));
        let memories = program.memories.iter();
        let memories =
            memories.flat_map(|memory| each(memory.slot.0, memory.source.0, memory.count));
        let delays = program.delays.iter();
        let times = delays.clone().flat_map(|delay| (0..delay.count).map(|i| delay.time.0 + i));
        let delays = delays.flat_map(|delay| each(delay.output.0, delay.input.0, delay.count));
        let mut moves = Moves {
            stocks: stocks.collect(),
            memories: memories.collect(),
            delays: delays.collect(),
            delay_times: times.collect(),
            moving: Vec::new(),
        };
        let mut moving = vec![false; program.slots as usize];
        moves.all().for_each(|(to, _)| moving[*to as usize] = true);
        moves.moving = moving;
        moves
    }

    /// All, stocks first.
    pub(super) fn all(&self) -> impl Iterator<Item = (&u32, &u32)> {
        let all = self.stocks.iter().chain(&self.memories).chain(&self.delays);
        all.map(|(to, from)| (to, from))
    }
}
