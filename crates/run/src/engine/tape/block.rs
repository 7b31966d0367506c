//! A block of members on one tape, side by side from start to stop.

mod table;
pub(crate) mod width;

use super::LANES;
use super::Tape;
use super::execute::{Files, Surroundings};
use super::prepare::Ready;
use super::schedule::{Place, Sequence};
use crate::clock::Clock;
use crate::draw::Stream;
use crate::failure::{Failure, FailureKind};
use crate::method::{Course, Engine, MOST_DELAYED, delay_steps};
use crate::run::Run;
use crate::saved::{Column, Saved};
use crate::settings::{Impulse, Settings};
use crate::state::{Delayed, State};
use std::cell::RefCell;
use table::Table;
use width::{Job, Stage, Width, at_width, moved};

/// Members on their way.
pub(super) struct Block<'t> {
    tape: &'t Tape<'t>,
    ready: &'t Ready,
    members: &'t [&'t Settings],
    width: Width,
    files: Files,
    around: Surroundings<'t>,
    /// The draws of each member, at any moment.
    streams: Vec<Stream>,
    /// For each fixed delay's element, one for each member.
    delays: Vec<Vec<Delayed>>,
    /// What memories and delays will hold after this step.
    next: Vec<f64>,
    /// Not a number where a lane has failed.
    suspicion: [f64; LANES],
    /// Whether stocks were looked at as they grew.
    stocks_looked_at: bool,
    /// The stocks at the beginning of the step, and the sum of their rates so far.
    before: Vec<f64>,
    sum: Vec<f64>,
    saved: Saved,
    table: Table,
    /// The row that machine code has written last.
    latest: usize,
}

impl<'t> Block<'t> {
    /// Runs up to [`LANES`] members; `None` for those that failed.
    pub(super) fn run(
        tape: &'t Tape<'t>,
        ready: &'t Ready,
        members: &'t [&'t Settings],
        width: Width,
    ) -> Vec<Option<Run>> {
        let none = || members.iter().map(|_| None).collect();
        let Some(mut block) = Block::new(tape, ready, members, width) else { return none() };
        if block.start().is_none() {
            return none();
        }
        let (clock, method) = (ready.clock, tape.base.time.method);
        let moved_until = tape.from.map(|state| state.step);
        let step = moved_until.unwrap_or(0);
        let mut course = Course { engine: block, clock, method, moved_until, step };
        match course.go() {
            Ok(()) => course.engine.runs(),
            Err(_) => none(),
        }
    }

    fn new(
        tape: &'t Tape<'t>,
        ready: &'t Ready,
        members: &'t [&'t Settings],
        width: Width,
    ) -> Option<Block<'t>> {
        // The moment of a saved state is not saved again.
        let first = tape.from.map_or(0, |state| state.step + 1);
        let saved = Saved::new(tape.program, &tape.watch, &ready.clock, first);
        // What is too much for one run is told run by run.
        saved.fits(&ready.clock).ok()?;
        let watched = saved.slots.iter().map(|slot| ready.place(*slot));
        let watched: Vec<Place> = watched.collect::<Option<_>>()?;
        let rows = saved.rows(&ready.clock);
        let native = ready.native(width);
        let kept = native.filter(|_| ready.single).map(|_| ready.kept.as_slice());
        let streams: Vec<Stream> =
            members.iter().map(|it| Stream::new(it.seed, it.member)).collect();
        let around = Surroundings {
            program: tape.program,
            curves: &ready.curves,
            rare: &ready.rare,
            rare_operands: &ready.schedule.rare_operands,
            streams: streams.clone(),
            wholes: vec![RefCell::default(); ready.wholes as usize * LANES],
        };
        Some(Block {
            tape,
            ready,
            members,
            width,
            files: Files::new(&ready.schedule, members.len(), native),
            around,
            streams,
            delays: Vec::new(),
            next: Vec::new(),
            suspicion: [0.0; LANES],
            stocks_looked_at: false,
            before: Vec::new(),
            sum: Vec::new(),
            table: Table::new(&watched, members.len(), rows, kept),
            saved,
            latest: 0,
        })
    }

    /// Does what is done once. `None` where the delays would remember too much side by side.
    fn start(&mut self) -> Option<()> {
        let schedule = &self.ready.schedule;
        for (setting, place) in &self.ready.settings {
            // Lanes without a member follow the last, so that no strange numbers slow them down.
            for lane in 0..self.files.lanes {
                let member = self.members.get(lane).or(self.members.last())?;
                self.files.set(*place, lane, member.values[*setting]);
            }
        }
        self.begin_step(self.tape.base.time.start);
        self.work(&schedule.uniform_once, &schedule.laned_once);
        self.suspect(&schedule.finite_once);
        let numbers: Vec<f64> = schedule.start.iter().flat_map(|p| self.each_lane(*p)).collect();
        let rooms = self.delay_rooms()?;
        self.delays = rooms;
        let lanes = self.files.lanes;
        for ((_, place), numbers) in schedule.entering.iter().zip(numbers.chunks_exact(lanes)) {
            for (lane, number) in numbers.iter().enumerate() {
                self.files.set(*place, lane, *number);
            }
        }
        Some(())
    }

    /// Works instructions off for all members alike, then for each lane.
    fn work(&mut self, uniform: &Sequence, laned: &Sequence) {
        let (width, around) = (self.width, &self.around);
        if !uniform.instructions.is_empty() {
            at_width(width, Job::Uniform(uniform, around), &mut self.files);
        }
        if !laned.instructions.is_empty() {
            at_width(width, Job::Laned(laned, around), &mut self.files);
        }
    }

    /// Works the instructions of a step off.
    fn evaluate(&mut self) {
        let schedule = &self.ready.schedule;
        match self.ready.native(self.width) {
            Some(native) => {
                self.latest = self.files.row;
                native.evaluate(&mut self.files, &self.around);
            }
            None => {
                self.work(&schedule.uniform, &schedule.laned);
                self.suspect(&schedule.finite);
            }
        }
    }

    fn each_lane(&self, place: Place) -> impl Iterator<Item = f64> {
        (0..self.files.lanes).map(move |lane| self.files.get(place, lane))
    }

    fn delay_rooms(&self) -> Option<Vec<Vec<Delayed>>> {
        let mut room: u64 = 0;
        let mut rooms = Vec::with_capacity(self.ready.schedule.delay_times.len());
        if let Some(state) = self.tape.from {
            let held: usize = state.delays.iter().map(|it| it.waiting.len()).sum();
            let each = |delayed: &Delayed| vec![delayed.clone(); self.members.len()];
            let fits = (held * self.members.len()) as u64 <= MOST_DELAYED;
            return fits.then(|| state.delays.iter().map(each).collect());
        }
        for place in &self.ready.schedule.delay_times {
            let mut each = Vec::with_capacity(self.members.len());
            for lane in 0..self.members.len() {
                let time = self.files.get(*place, lane);
                let steps = delay_steps(time, self.ready.clock.dt());
                room += steps.min(self.ready.clock.steps + 1);
                each.push(Delayed { steps, ..Delayed::default() });
            }
            rooms.push(each);
        }
        (room <= MOST_DELAYED).then_some(rooms)
    }

    /// Whether something in a lane was not finite.
    fn has_failed(&self, lane: usize) -> bool {
        let so_far = match (self.ready.native(self.width), self.ready.schedule.suspicions) {
            (Some(native), _) => native.suspicion(&self.files, lane),
            (None, Some(register)) => self.files.of_lanes(register)[lane],
            (None, None) => 0.0,
        };
        (self.suspicion[lane] + so_far).is_nan()
    }

    /// What is not finite at these places makes suspicions not a number.
    fn suspect(&mut self, places: &[Place]) {
        // 0 for every finite number, not a number for the others; in four sums, so that none waits.
        let mut sums = [0.0; 4];
        for four in places.chunks(sums.len()) {
            for (sum, place) in sums.iter_mut().zip(four) {
                if let Place::Uniform(register) = place {
                    *sum += self.files.uniform[*register as usize] * 0.0;
                }
            }
        }
        if sums.iter().any(|sum| sum.is_nan()) {
            self.suspicion.fill(f64::NAN);
        }
        if self.ready.single {
            return;
        }
        at_width(self.width, Job::Suspect(places, &mut self.suspicion), &mut self.files);
    }

    fn stocks(&mut self, stage: Stage) {
        let Block { files, ready, before, sum, .. } = self;
        for (number, (stock, net)) in ready.stocks.iter().enumerate() {
            if let (Place::Uniform(stock), Place::Uniform(net)) = (*stock, *net) {
                let (rate, at) = (files.uniform[net as usize], number * LANES);
                let stock = &mut files.uniform[stock as usize];
                moved(stage, stock, rate, &mut before[at], &mut sum[at]);
            }
        }
        at_width(self.width, Job::Stocks { stage, pairs: &ready.stocks, before, sum }, files);
    }

    /// The kept numbers, member by member; `None` for those that failed.
    fn runs(mut self) -> Vec<Option<Run>> {
        // Nothing grows after the last evaluation, so that its net rates are looked at here.
        self.suspect(&self.ready.net_places);
        self.files.take_back(&self.ready.kept, self.latest);
        let members = self.members.len();
        let ends: Vec<Option<State>> =
            (0..members).map(|lane| (!self.has_failed(lane)).then(|| self.end_of(lane))).collect();
        let Block { table, files, saved, .. } = self;
        let mut columns = table.finish(&files);
        let run = |(lane, end): (usize, Option<State>)| {
            let values = |number: usize| std::mem::take(&mut columns[number * members + lane]);
            let named = saved.columns.iter().zip((0..).map(values));
            let columns = named.map(|(column, values)| Column { values, ..*column }).collect();
            Some(Run { times: saved.times.clone(), columns, end: end?, failure: None })
        };
        ends.into_iter().enumerate().map(run).collect()
    }

    fn end_of(&self, lane: usize) -> State {
        let time = &self.tape.base.time;
        let clock = &self.ready.clock;
        let (step, at) = (clock.steps, clock.at(clock.steps, 0.0));
        let state = State { step, time: at, start: time.start, dt: time.dt, ..State::default() };
        if !self.ready.single {
            return state;
        }
        let slots = self.ready.schedule.asked.iter().map(|place| self.files.get(*place, lane));
        let delays = self.delays.iter().map(|each| each[lane].clone());
        State { slots: slots.collect(), delays: delays.collect(), ..state }
    }
}

impl Engine for Block<'_> {
    fn begin_step(&mut self, time: f64) {
        if self.ready.draws {
            for (now, stream) in self.around.streams.iter_mut().zip(&self.streams) {
                *now = stream.at(time);
            }
        }
        self.within_step(time);
    }

    fn within_step(&mut self, time: f64) {
        if let Some(register) = self.ready.schedule.time {
            self.files.uniform[register as usize] = time;
        }
    }

    fn move_by_hand(&mut self, due: &dyn Fn(&Impulse) -> bool) {
        for (lane, settings) in self.members.iter().enumerate() {
            for impulse in settings.impulses.iter().filter(|impulse| due(impulse)) {
                for slot in impulse.first..impulse.first.saturating_add(impulse.count) {
                    // Only what the program moves is moved by hand here; see `Tape::fits`.
                    let Some(place) = self.ready.place(slot) else { break };
                    // What is alike for all members is moved once.
                    if lane == 0 || matches!(place, Place::Laned(_)) {
                        let then = impulse.change.from(self.files.get(place, lane));
                        self.files.set(place, lane, then);
                    }
                }
            }
        }
    }

    fn every_step(&mut self) -> Result<(), Failure> {
        self.evaluate();
        // When all have failed there is nothing to go on for; the interpreter says why.
        if (0..self.members.len()).all(|lane| self.has_failed(lane)) {
            return Err(Failure::whole(FailureKind::NotANumber, 0.0));
        }
        Ok(())
    }

    fn save(&mut self, clock: &Clock, step: u64) {
        if self.saved.begin_row(clock, step) {
            self.table.add(&mut self.files);
        }
    }

    fn take_in(&mut self) {
        self.next.clear();
        let lanes = self.members.len();
        let files = &self.files;
        for (_, from) in &self.ready.memories {
            self.next.extend((0..lanes).map(|lane| files.get(*from, lane)));
        }
        for ((to, from), each) in self.ready.delays.iter().zip(&mut self.delays) {
            for (lane, delayed) in each.iter_mut().enumerate() {
                self.next.push(delayed.pass(files.get(*from, lane), files.get(*to, lane)));
            }
        }
    }

    fn give_out(&mut self) {
        let outputs = self.ready.memories.iter().chain(&self.ready.delays);
        for ((place, _), numbers) in outputs.zip(self.next.chunks_exact(self.members.len())) {
            for (lane, number) in numbers.iter().enumerate() {
                self.files.set(*place, lane, *number);
            }
        }
    }

    fn grow(&mut self, by: f64) {
        if let Some(native) = self.ready.native(self.width) {
            self.stocks_looked_at = native.grow(&mut self.files, &self.around);
            if self.stocks_looked_at {
                return;
            }
        }
        if self.before.is_empty() {
            self.begin_stages();
        }
        self.stocks(Stage::Grow { by });
    }

    fn begin_stages(&mut self) {
        let room = self.ready.stocks.len() * LANES;
        self.before.resize(room, 0.0);
        self.sum.resize(room, 0.0);
        self.stocks(Stage::Begin);
    }

    fn stage(&mut self, weight: f64, reach: f64) {
        self.stocks(Stage::Within { weight, reach });
    }

    fn end_stages(&mut self, reach: f64) {
        self.stocks(Stage::End { reach });
    }

    fn check_stocks(&mut self, _: f64) -> Result<(), Failure> {
        if !self.stocks_looked_at {
            self.suspect(&self.ready.stock_places);
        }
        Ok(())
    }
}
