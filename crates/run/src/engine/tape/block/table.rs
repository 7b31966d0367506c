//! The numbers that a block keeps, on their way from rows to each member's columns.

use crate::engine::tape::execute::{Files, KEPT_ROWS, KEPT_STRIDE};
use crate::engine::tape::schedule::Place;

/// Rows are put into columns once they have so many numbers: they are then still near.
const MOST_WAITING: usize = 1 << 14;

/// Kept numbers.
pub(super) struct Table {
    members: usize,
    /// Slots, each with its place, that are read at each row.
    read: Vec<(usize, Place)>,
    /// Those that machine code keeps, each with the column of it.
    written: Vec<(usize, usize)>,
    /// Those that never change, each with its register.
    unchanging: Vec<(usize, u32)>,
    /// For each row, for each slot read, one for each member.
    waiting: Vec<f64>,
    /// For each slot, for each member, one for each row.
    columns: Vec<Vec<f64>>,
    rows: usize,
    /// Rows that machine code has written and that are not in columns.
    fresh: usize,
}

impl Table {
    /// For slots that stand at these places, `rows` of each. Machine code keeps the registers `kept`, sorted, if
    /// there is code that keeps.
    pub(super) fn new(
        places: &[Place],
        members: usize,
        rows: usize,
        kept: Option<&[u32]>,
    ) -> Table {
        let count = places.len() * members;
        foretell(count * rows);
        let mut table = Table {
            members,
            read: Vec::new(),
            written: Vec::new(),
            unchanging: Vec::new(),
            waiting: Vec::new(),
            columns: (0..count).map(|_| Vec::with_capacity(rows)).collect(),
            rows: 0,
            fresh: 0,
        };
        for (slot, place) in places.iter().enumerate() {
            match (*place, kept) {
                (Place::Uniform(register), Some(kept)) => match kept.binary_search(&register) {
                    Ok(column) => table.written.push((slot, column)),
                    Err(_) => table.unchanging.push((slot, register)),
                },
                (place, _) => table.read.push((slot, place)),
            }
        }
        table
    }

    /// Keeps what now stands at the places, and what code has just written.
    pub(super) fn add(&mut self, files: &mut Files) {
        self.rows += 1;
        for (_, place) in &self.read {
            match *place {
                Place::Uniform(register) => {
                    let number = files.uniform[register as usize];
                    self.waiting.extend(std::iter::repeat_n(number, self.members));
                }
                Place::Laned(register) => {
                    self.waiting.extend_from_slice(&files.of_lanes(register)[..self.members]);
                }
            }
        }
        if self.waiting.len() > MOST_WAITING {
            self.take_waiting();
        }
        self.fresh += 1;
        files.row += 1;
        if files.row == KEPT_ROWS {
            self.take_written(files);
            files.row = 0;
        }
    }

    /// Rows to columns.
    fn take_waiting(&mut self) {
        let width = self.read.len() * self.members;
        for (number, (slot, _)) in self.read.iter().enumerate() {
            let columns = self.columns[slot * self.members..].iter_mut().take(self.members);
            for (lane, column) in columns.enumerate() {
                let first = number * self.members + lane;
                column.extend(self.waiting.iter().skip(first).step_by(width.max(1)));
            }
        }
        self.waiting.clear();
    }

    /// What machine code has written, to columns.
    fn take_written(&mut self, files: &Files) {
        for (slot, column) in &self.written {
            let numbers = &files.kept[column * KEPT_STRIDE..][..self.fresh];
            self.columns[*slot].extend_from_slice(numbers);
        }
        self.fresh = 0;
    }

    /// All columns: for each slot, for each member.
    pub(super) fn finish(mut self, files: &Files) -> Vec<Vec<f64>> {
        self.take_waiting();
        self.take_written(files);
        for (slot, register) in &self.unchanging {
            self.columns[*slot].resize(self.rows, files.uniform[*register as usize]);
        }
        self.columns
    }
}

/// Lets the allocator know that so many numbers come and go: that of GNU/Linux keeps as much memory for the
/// next run as the greatest piece that was ever given back (mallopt, M_MMAP_THRESHOLD), and of many small
/// columns it sees none. Without this half of a short run's time goes to pages fetched anew.
fn foretell(numbers: usize) {
    /// Greater pieces are given back at once whatever was said (M_MMAP_THRESHOLD_MAX).
    const MOST: usize = 1 << 21;
    std::hint::black_box(Vec::<f64>::with_capacity(numbers.min(MOST)));
}
