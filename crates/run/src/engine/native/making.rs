//! Code as it is made: routines, what a step works out, how stocks grow.

use super::Plan;
use super::doubled::{HALVES, doubled};
use super::emit::{Emitter, Layout};
use super::encode::{Assembler, Base, Lot, Memory};
use super::sheet::{Id, Micro, Pair, Pool, Sheet};
use super::traced::Traced;
use super::translate::{self, ROUTINES, Site, Source, Translation};
use crate::engine::tape::graph::Op;
use crate::engine::tape::schedule::{Place, Schedule, Sequence, UNIFORM};

/// Registers of the machine that routines have for themselves.
const ROUTINE_REGISTERS: u8 = 14;

/// Registers of the file for what routines have no room for.
const ROUTINE_SPILLS: u32 = 48;

/// The code so far, and what it reads.
pub(super) struct Making<'a> {
    plan: &'a Plan<'a>,
    constants: Vec<Option<f64>>,
    pub(super) pool: Pool,
    pub(super) sites: Vec<Site>,
    pub(super) bytes: Vec<u8>,
    /// Registers that are no number once something was not finite: of the uniform file, of the laned one.
    pub(super) suspicions: (u32, u32),
    /// How many registers the files must have.
    pub(super) registers: [u32; 2],
}

fn uniform_register(place: &Place) -> Option<u32> {
    match place {
        Place::Uniform(register) => Some(*register),
        Place::Laned(_) => None,
    }
}

/// The register of a place, if it stands in the file of this code.
fn register_of(place: Place, lot: Lot) -> Option<u32> {
    match (place, lot) {
        (Place::Uniform(register), Lot::One) | (Place::Laned(register), Lot::Eight) => {
            Some(register)
        }
        (Place::Uniform(_), Lot::Eight) | (Place::Laned(_), Lot::One) => None,
    }
}

/// How many blocks code works on at a time.
fn halves(lot: Lot) -> u32 {
    match lot {
        Lot::One => 1,
        Lot::Eight => HALVES,
    }
}

/// For each register of the uniform file the number that it always holds: those that nothing fills.
fn constants(schedule: &Schedule, filled: &[u32]) -> Vec<Option<f64>> {
    let mut constants: Vec<Option<f64>> = schedule.uniform_file.iter().copied().map(Some).collect();
    let once = schedule.uniform_once.instructions.iter();
    let written = once.chain(&schedule.uniform.instructions).map(|it| it.to);
    let entering = schedule.entering.iter().filter_map(|(_, place)| uniform_register(place));
    let filled = written.chain(entering).chain(schedule.time).chain(filled.iter().copied());
    for register in filled {
        if let Some(constant) = constants.get_mut(register as usize) {
            *constant = None;
        }
    }
    constants
}

impl<'a> Making<'a> {
    pub(super) fn new(plan: &'a Plan<'a>) -> Making<'a> {
        let schedule = plan.schedule;
        let (uniform, laned) = (schedule.uniform_file.len() as u32, schedule.laned_registers);
        Making {
            plan,
            constants: constants(schedule, &plan.filled),
            pool: Pool::default(),
            sites: Vec::new(),
            bytes: Vec::new(),
            suspicions: (uniform, laned),
            registers: [uniform + 1, laned + 1],
        }
    }

    fn suspicion(&self, lot: Lot) -> u32 {
        match lot {
            Lot::One => self.suspicions.0,
            Lot::Eight => self.suspicions.1,
        }
    }

    /// Where the code begins of what is worked out at a step; the inner `None` where there is nothing to do.
    pub(super) fn steps(&mut self, lot: Lot) -> Option<Option<usize>> {
        let schedule = self.plan.schedule;
        let (sequence, scratch) = match lot {
            Lot::One => (&schedule.uniform, self.registers[0]),
            Lot::Eight => (&schedule.laned, self.registers[1]),
        };
        let finite: Vec<u32> =
            schedule.finite.iter().filter_map(|place| register_of(*place, lot)).collect();
        if sequence.instructions.is_empty() && finite.is_empty() {
            return Some(None);
        }
        let mut assembler = Assembler { bytes: std::mem::take(&mut self.bytes), lot };
        let site_call = site_call(&mut assembler);
        let halves = halves(lot);
        let layout =
            Layout { spills: (scratch + 3) * halves, halves, scratch, first: 0, site_call };
        let used = |op: &Op| sequence.instructions.iter().any(|it| it.op == *op);
        let routines = self.routines(&mut assembler, layout, &used)?;
        let any = ROUTINES.iter().any(used);
        let first = if any { ROUTINE_REGISTERS } else { 0 };
        let layout = Layout { spills: layout.spills + ROUTINE_SPILLS, first, ..layout };
        let source = Source {
            sequence,
            curves: self.plan.curves,
            rare_operands: &schedule.rare_operands,
            constants: &self.constants,
            lasting: &self.lasting(lot, sequence),
            kept: if lot == Lot::One { self.plan.kept } else { &[] },
            finite: &finite,
            suspicion: self.suspicion(lot),
            scratch,
        };
        let sheet = Sheet::new(lot, std::mem::take(&mut self.pool));
        Translation::new(&sheet, &source, &mut self.sites).all();
        self.finish(assembler, sheet, &routines, layout).map(Some)
    }

    /// The same of the code by which stocks grow.
    pub(super) fn growth(&mut self, lot: Lot) -> Option<Option<usize>> {
        let Some((by, stocks)) = self.plan.growth else { return Some(None) };
        let stocks = stocks.iter().filter_map(|(to, net)| Some((register_of(*to, lot)?, *net)));
        let stocks: Vec<(u32, Place)> = stocks.collect();
        if stocks.is_empty() {
            return Some(None);
        }
        let sheet = Sheet::new(lot, std::mem::take(&mut self.pool));
        let suspicion = self.suspicion(lot);
        let zero = sheet.note(Micro::Constant(0));
        let mut suspects = [sheet.note(Micro::File(suspicion, 0)), zero, zero, zero];
        let by = sheet.note(Micro::Constant(by.to_bits()));
        for (number, (to, net)) in stocks.into_iter().enumerate() {
            let rate = match (net, lot) {
                (Place::Uniform(net), Lot::Eight) => Micro::Uniform(net),
                (Place::Uniform(net), Lot::One) | (Place::Laned(net), _) => Micro::File(net, 0),
            };
            let more = Micro::Two(Pair::Multiply, by, sheet.note(rate));
            let stock = sheet.note(Micro::File(to, 0));
            let grown = sheet.note(Micro::Two(Pair::Add, stock, sheet.note(more)));
            sheet.note(Micro::Store { to, number: grown, last: false });
            let so_far: &mut Id = &mut suspects[number % 4];
            *so_far = sheet.note(Micro::Suspect(*so_far, grown));
        }
        let number = translate::sum(&sheet, suspects);
        sheet.note(Micro::Store { to: suspicion, number, last: false });
        let assembler = Assembler { bytes: std::mem::take(&mut self.bytes), lot };
        let registers = match lot {
            Lot::One => self.registers[0],
            Lot::Eight => self.registers[1],
        };
        let (halves, scratch) = (halves(lot), registers);
        let layout = Layout { spills: registers * halves, halves, scratch, first: 0, site_call: 0 };
        self.finish(assembler, sheet, &[], layout).map(Some)
    }

    /// Writes a sheet's code; where it begins.
    fn finish(
        &mut self,
        mut assembler: Assembler,
        sheet: Sheet,
        routines: &[usize],
        layout: Layout,
    ) -> Option<usize> {
        let (mut micros, mut pool) = sheet.finish();
        if layout.halves == HALVES {
            micros = doubled(&micros);
        }
        let entry = assembler.bytes.len();
        assembler.raw(&BEGIN);
        let emitter = Emitter::new(&mut assembler, &mut pool, &micros, routines, layout);
        let spilled = emitter.emit(None, &END)?;
        self.pool = pool;
        self.bytes = assembler.bytes;
        let registers = match assembler.lot {
            Lot::One => &mut self.registers[0],
            Lot::Eight => &mut self.registers[1],
        };
        *registers = (*registers).max((layout.spills + spilled).div_ceil(layout.halves));
        Some(entry)
    }

    /// Where the routines begin that are used.
    fn routines(
        &mut self,
        assembler: &mut Assembler,
        layout: Layout,
        used: &dyn Fn(&Op) -> bool,
    ) -> Option<Vec<usize>> {
        let mut routines = vec![0; ROUTINES.len()];
        for (at, op) in ROUTINES.into_iter().enumerate().filter(|(_, op)| used(op)) {
            routines[at] = assembler.bytes.len();
            let sheet = Sheet::new(assembler.lot, std::mem::take(&mut self.pool));
            let arguments = [0, 1].map(|number| sheet.note(Micro::Argument(number)));
            let operands = arguments.map(|id| Traced::Noted(&sheet, id));
            let [a, b] = operands;
            let result = translate::formula(op, a, b, b)?;
            let sites = &mut self.sites;
            let result = translate::settle(&sheet, sites, op, result, operands, layout.scratch);
            let result = result.on(&sheet);
            let (micros, mut pool) = sheet.finish();
            let emitter = Emitter::new(assembler, &mut pool, &micros, &[], layout);
            let spilled = emitter.limited(ROUTINE_REGISTERS).emit(Some(result), &[0xc3])?;
            (spilled <= ROUTINE_SPILLS).then_some(())?;
            self.pool = pool;
        }
        Some(routines)
    }

    /// For each register of a file whether it is read between evaluations, or by the other file's code.
    fn lasting(&self, lot: Lot, sequence: &Sequence) -> Vec<bool> {
        let schedule = self.plan.schedule;
        let highest = sequence.instructions.iter().map(|it| it.to + 1).max().unwrap_or(0);
        let mut lasting = vec![false; highest as usize];
        let mut mark = |register: u32| {
            if let Some(mark) = lasting.get_mut(register as usize) {
                *mark = true;
            }
        };
        let operands = schedule.rare_operands.iter().flatten().filter(|_| lot == Lot::One);
        // What code keeps is found there.
        let kept = |place: &&Place| {
            uniform_register(place).is_some_and(|it| self.plan.kept.binary_search(&it).is_ok())
        };
        let asked = schedule.asked.iter().filter(|place| !kept(place));
        let places = asked.chain(&self.plan.between).chain(operands);
        let places = places.chain(schedule.entering.iter().map(|(_, place)| place));
        places.filter_map(|place| register_of(*place, lot)).for_each(&mut mark);
        if lot == Lot::One {
            let read = schedule.laned.instructions.iter().flat_map(|it| it.from);
            read.filter(|from| from & UNIFORM != 0).for_each(|from| mark(from & !UNIFORM));
        }
        lasting
    }
}

/// push rbx, r13, r14, r15, rbp; then the five arguments are moved there.
const BEGIN: [u8; 23] = [
    0x53, 0x41, 0x55, 0x41, 0x56, 0x41, 0x57, 0x55, 0x48, 0x89, 0xfb, 0x49, 0x89, 0xf5, 0x49, 0x89,
    0xd6, 0x49, 0x89, 0xcf, 0x4c, 0x89, 0xc5,
];

/// vzeroupper; the same popped; ret.
const END: [u8; 12] = [0xc5, 0xf8, 0x77, 0x5d, 0x41, 0x5f, 0x41, 0x5e, 0x41, 0x5d, 0x5b, 0xc3];

/// Code that puts all registers away, has a site done, and takes them back.
fn site_call(assembler: &mut Assembler) -> usize {
    let entry = assembler.bytes.len();
    let lot = std::mem::replace(&mut assembler.lot, Lot::Eight);
    let place = |at: i32| Memory { base: Base::Stack, at: at * 64, one_for_all: false };
    // push rbp; mov rbp, rsp; sub rsp, 33 * 64; and rsp, -64; mov rax, rsp
    assembler.raw(&[0x55, 0x48, 0x89, 0xe5, 0x48, 0x81, 0xec]);
    assembler.raw(&(33i32 * 64).to_le_bytes());
    assembler.raw(&[0x48, 0x83, 0xe4, 0xc0, 0x48, 0x89, 0xe0]);
    for register in 0..32 {
        assembler.store(register, place(i32::from(register)));
    }
    let masks = |assembler: &mut Assembler, opcode: u8| {
        for mask in 1..8u8 {
            // kmovb [rax + 2048 + mask], mask, or back
            assembler.raw(&[0xc5, 0xf9, opcode, 0x80 | mask << 3]);
            assembler.raw(&(2048 + i32::from(mask)).to_le_bytes());
        }
    };
    masks(assembler, 0x91);
    // mov rdi, r15; mov esi, edx; call [r15]; mov rax, rsp
    assembler.raw(&[0x4c, 0x89, 0xff, 0x89, 0xd6, 0x41, 0xff, 0x17, 0x48, 0x89, 0xe0]);
    for register in 0..32 {
        assembler.load(register, place(i32::from(register)));
    }
    masks(assembler, 0x90);
    // mov rsp, rbp; pop rbp; ret
    assembler.raw(&[0x48, 0x89, 0xec, 0x5d, 0xc3]);
    assembler.lot = lot;
    entry
}
