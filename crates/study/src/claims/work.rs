//! The runs that a plan asks for: those of the base run at once, those of the members block by block
//! on each thread.

use super::answer::Answer;
use super::asked::{Answered, answers};
use super::batch::{Batch, Done};
use super::evaluate::Ensemble;
use super::figures::{Members, runs};
use super::function::ensemble::Draw;
use super::member::{Breakdown, Needs, Runs};
use super::plan::Plan;
use super::{Control, Options};
use interregnum_compile::program::{Program, SettingKind};
use interregnum_model::Key;
use interregnum_model::model::Vary;
use interregnum_model::variable::Distribution;
use interregnum_run::ensemble::block::{self, Tapes};
use interregnum_run::settings::Settings;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicU64, Ordering};

/// A member, and why a run of it gave nothing.
pub(crate) type Failed = (u64, Breakdown);

/// The runs a plan asks for.
pub(crate) struct Work<'a> {
    plan: &'a Plan,
    program: &'a Program,
    options: &'a Options,
    control: Control<'a>,
    /// What is asked of the base run.
    base: Needs,
    /// What is asked of each member.
    each: Needs,
    done: AtomicU64,
    total: u64,
    /// One for each group of runs that the members need.
    tapes: Tapes<'a>,
}

impl<'a> Work<'a> {
    pub fn new(
        plan: &'a Plan,
        program: &'a Program,
        options: &'a Options,
        control: Control<'a>,
    ) -> Work<'a> {
        let base = Needs::of(plan.base_questions());
        let each = Needs::of(&plan.asks);
        let total = runs(plan, &base) + runs(plan, &each) * u64::from(options.members);
        let (done, tapes) = (AtomicU64::new(0), Tapes::new(program));
        Work { plan, program, options, control, base, each, done, total, tapes }
    }

    /// How many runs the base run's questions need.
    pub fn base_runs(&self) -> u64 {
        runs(self.plan, &self.base)
    }

    /// How many runs each member needs.
    pub fn member_runs(&self) -> u64 {
        runs(self.plan, &self.each)
    }

    /// How many were done.
    pub fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    fn told(&self, runs: u64) {
        let done = self.done.fetch_add(runs, Ordering::Relaxed) + runs;
        (self.control.progress)(done, self.total);
    }

    fn cancelled(&self) -> bool {
        self.control.cancel.load(Ordering::Relaxed)
    }

    fn base_settings(&self) -> Settings {
        Settings { seed: self.options.seed, member: 0, ..self.options.settings.clone() }
    }

    /// The base run and all its changes, and those of them that broke down.
    pub fn base(&self) -> (Runs, Vec<Failed>) {
        let settings = self.base_settings();
        let runs = usize::try_from(self.base.runs()).unwrap_or(usize::MAX);
        let most = block::size(runs, rayon::current_num_threads());
        let only = std::slice::from_ref(&settings);
        let told = |runs| self.told(runs);
        let members = Members::new(self.program, self.plan, &self.base, &settings, only, &told);
        let batch = Batch::new(self.plan, &self.base, &members, most);
        let done: Vec<Done> = (0..batch.groups())
            .into_par_iter()
            .filter_map(|group| {
                if self.cancelled() {
                    return None;
                }
                let done = batch.go(group);
                self.told(done.asked);
                Some(done)
            })
            .collect();
        let mut outcomes = BTreeMap::new();
        for (run, mut of_members) in done.into_iter().flat_map(|done| done.outcomes) {
            outcomes.extend(of_members.pop().map(|outcome| (run, outcome)));
        }
        let failed = outcomes.values().filter_map(|outcome| outcome.clone().err());
        let failed = failed.map(|breakdown| (0, breakdown)).collect();
        let of_scenario = |(id, run)| Some((id, outcomes.get(&run)?.clone()));
        (Runs::new(batch.scenarios().filter_map(of_scenario)), failed)
    }

    /// What the members answer, and the runs of theirs that broke down.
    pub fn members(&self) -> (Ensemble, Vec<Failed>) {
        let mut base = self.options.settings.clone();
        for lever in &self.options.with {
            // One that is not there has been reported by `check`.
            let _ = base.pull(self.program, &lever.key, None, None);
        }
        match self.options.vary {
            Vary::Everything => {}
            Vary::Chance => base.hold_all(),
        }
        let drawn = drawn(self.program, &base);
        let members: Vec<u64> = if self.plan.asks.is_empty() {
            Vec::new()
        } else {
            (1..=u64::from(self.options.members)).collect()
        };
        let size = block::size(members.len(), rayon::current_num_threads());
        let answers: Vec<Vec<MemberAnswers>> = members
            .par_chunks(self.options.block.map_or(size, NonZeroUsize::get))
            .map(|members| self.block(&base, members, &drawn))
            .collect();
        gather(answers.into_iter().flatten().collect(), &drawn, self.plan.asks.len())
    }

    /// The answers of a block of members; none when it was cancelled before they were asked anything.
    fn block(
        &self,
        base: &Settings,
        members: &[u64],
        drawn: &[(usize, Key, String)],
    ) -> Vec<MemberAnswers> {
        let settings: Vec<Settings> = members
            .iter()
            .map(|member| interregnum_run::member(self.program, base, self.options.seed, *member))
            .collect();
        let unvaried = self.base_settings();
        if self.cancelled() {
            return Vec::new();
        }
        let told = |runs| self.told(runs);
        let together =
            Members::new(self.program, self.plan, &self.each, &unvaried, &settings, &told);
        let batch = Batch::new(self.plan, &self.each, &together, block::MOST).sharing(&self.tapes);
        let answered = answers(&batch, &self.plan.asks, members.len(), self.control, &told);
        let whole = answered.whole;
        let each = members.iter().zip(&settings).zip(answered.each);
        each.map(|((member, settings), Answered { answers, breakdowns })| {
            let drawn = drawn.iter().filter_map(|(index, ..)| settings.values.get(*index));
            let failures = breakdowns.into_iter().map(|why| (*member, why)).collect();
            let drawn = drawn.copied().collect();
            MemberAnswers { member: *member, answers, drawn, failures, whole }
        })
        .collect()
    }
}

/// What is kept of a member when its runs are gone.
struct MemberAnswers {
    member: u64,
    answers: Vec<Answer>,
    drawn: Vec<f64>,
    failures: Vec<Failed>,
    /// Whether it was asked everything.
    whole: bool,
}

/// The parameters' elements that members draw: index of the setting, name, and label.
fn drawn(program: &Program, base: &Settings) -> Vec<(usize, Key, String)> {
    let mut found = Vec::new();
    for (index, (setting, held)) in program.settings.iter().zip(&base.held).enumerate() {
        let SettingKind::Parameter { name, element, distribution, .. } = &setting.kind else {
            continue;
        };
        if *held || *distribution == Distribution::Fixed {
            continue;
        }
        let layout = program.variables.iter().find(|layout| layout.name == *name);
        let label = layout.map_or_else(
            || name.to_string(),
            |layout| interregnum_run::run::element_name(layout, *element),
        );
        found.push((index, name.key.clone(), label));
    }
    found
}

fn gather(
    members: Vec<MemberAnswers>,
    drawn: &[(usize, Key, String)],
    asks: usize,
) -> (Ensemble, Vec<Failed>) {
    let mut ensemble = Ensemble {
        members: members.iter().map(|one| one.member).collect(),
        whole: members.iter().filter(|one| one.whole).count(),
        answers: vec![Vec::with_capacity(members.len()); asks],
        draws: drawn
            .iter()
            .map(|(_, name, label)| Draw {
                name: name.clone(),
                label: label.clone(),
                values: Vec::new(),
            })
            .collect(),
    };
    let mut failures = Vec::new();
    for one in members {
        for (all, answer) in ensemble.answers.iter_mut().zip(one.answers) {
            all.push(answer);
        }
        for (draw, value) in ensemble.draws.iter_mut().zip(one.drawn) {
            draw.values.push(value);
        }
        failures.extend(one.failures);
    }
    (ensemble, failures)
}
