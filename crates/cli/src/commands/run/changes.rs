//! What the command line changes about a run: levers, mechanisms, parameters, time, chance.

use crate::opened::Opened;
use crate::outcome::Trouble;
use crate::switches::{Switches, explain, vary};
use crate::timing::Timing;
use interregnum_model::Name;
use interregnum_model::model::Vary;
use interregnum_run::{Settings, member};

/// Changes of a run.
#[derive(clap::Args)]
pub struct Changes {
    #[command(flatten)]
    pub switches: Switches,
    #[command(flatten)]
    timing: Timing,
    /// What chance depends on; the book's own if not given
    #[arg(long, value_name = "S")]
    seed: Option<u64>,
    /// Run this member of the ensemble instead of the base run: parameters not set are drawn
    #[arg(long, value_name = "N", default_value_t = 0)]
    member: u64,
    /// What members differ in: everything that is drawn, or the chance within the run alone; the
    /// book's own if not given
    #[arg(long, value_name = "WHAT", value_parser = vary)]
    vary: Option<Vary>,
}

impl Changes {
    /// The settings of the run; all that is wrong with them in one go.
    pub fn settings(&self, opened: &Opened) -> Result<Settings, Trouble> {
        let program = &opened.program;
        let mut settings = Settings::new(program);
        let mut faults = Vec::new();
        for lever in self.always(opened) {
            let pulled = settings.pull(program, &lever.key, None, None);
            faults.extend(pulled.err().map(|bad| explain(program, bad)));
        }
        faults.extend(self.switches.apply(program, &mut settings));
        let mut note = |result: Result<(), Trouble>| faults.extend(result.err());
        note(self.timing.apply(&mut settings));
        if !faults.is_empty() {
            return Err(Trouble::all(faults));
        }
        match self.vary.unwrap_or(opened.model.book.ensemble.vary) {
            Vary::Everything => {}
            Vary::Chance => settings.hold_all(),
        }
        let seed = self.seed.unwrap_or(opened.model.book.ensemble.seed);
        Ok(member(program, &settings, seed, self.member))
    }

    /// The levers that the book pulls in every member, but not in the base run.
    fn always<'a>(&self, opened: &'a Opened) -> impl Iterator<Item = &'a Name> {
        opened.model.book.ensemble.with.iter().filter(|_| self.member > 0)
    }

    /// All levers pulled, as written.
    pub fn pulled(&self, opened: &Opened) -> Vec<String> {
        let always = self.always(opened).map(|lever| lever.written.to_string());
        always.chain(self.switches.with.iter().cloned()).collect()
    }
}
