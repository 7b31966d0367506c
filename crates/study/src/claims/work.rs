//! The runs that a plan asks for: those of the base run at once, those of the members one member
//! after the other on each thread.

use super::answer::Answer;
use super::evaluate::{Ensemble, World, answer};
use super::function::ensemble::Draw;
use super::member::{Needs, Runs, run_scenario};
use super::plan::Plan;
use super::question::ScenarioId;
use super::report::FailedRun;
use super::{Control, Options};
use interregnum_compile::program::{Program, SettingKind};
use interregnum_model::Key;
use interregnum_model::variable::Distribution;
use interregnum_run::settings::Settings;
use rayon::prelude::*;
use std::sync::atomic::{AtomicU64, Ordering};

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
        let total = base.runs() + each.runs() * u64::from(options.members);
        Work { plan, program, options, control, base, each, done: AtomicU64::new(0), total }
    }

    /// How many runs the base run's questions need.
    pub fn base_runs(&self) -> u64 {
        self.base.runs()
    }

    /// How many runs each member needs.
    pub fn member_runs(&self) -> u64 {
        self.each.runs()
    }

    fn run(&self, needs: &Needs, settings: &Settings, threads: Threads) -> Runs {
        let one = |(id, variables): (ScenarioId, Vec<_>)| {
            if self.control.cancel.load(Ordering::Relaxed) {
                return None;
            }
            let scenario = self.plan.scenarios.get(id.0)?;
            let outcome = run_scenario(self.program, settings, scenario, variables);
            let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
            (self.control.progress)(done, self.total);
            Some((id, outcome))
        };
        let scenarios = needs.scenarios();
        let outcomes: Vec<_> = match threads {
            Threads::All => scenarios.into_par_iter().map(one).collect(),
            Threads::One => scenarios.into_iter().map(one).collect(),
        };
        Runs::new(outcomes.into_iter().flatten())
    }

    /// The base run and all its changes.
    pub fn base(&self) -> Runs {
        let settings =
            Settings { seed: self.options.seed, member: 0, ..self.options.settings.clone() };
        self.run(&self.base, &settings, Threads::All)
    }

    /// What the members answer, and the runs of theirs that broke down.
    pub fn members(&self) -> (Ensemble, Vec<FailedRun>) {
        let mut base = self.options.settings.clone();
        for lever in &self.options.with {
            // One that is not there has been reported by `check`.
            let _ = base.pull(self.program, &lever.key, None, None);
        }
        let drawn = drawn(self.program, &base);
        let members: Vec<u64> = if self.plan.asks.is_empty() {
            Vec::new()
        } else {
            (1..=u64::from(self.options.members)).collect()
        };
        let answers: Vec<Option<MemberAnswers>> = members
            .par_iter()
            .map(|member| {
                let settings =
                    interregnum_run::member(self.program, &base, self.options.seed, *member);
                let runs = self.run(&self.each, &settings, Threads::One);
                if self.control.cancel.load(Ordering::Relaxed) {
                    return None;
                }
                let world = World { past: &runs, ensemble: &Ensemble::default() };
                let answers = self.plan.asks.iter().map(|ask| answer(ask, world)).collect();
                let drawn = drawn.iter().filter_map(|(index, ..)| settings.values.get(*index));
                let failures = runs
                    .failures()
                    .map(|(_, why)| FailedRun { member: *member, why: why.to_string() })
                    .collect();
                Some(MemberAnswers {
                    member: *member,
                    answers,
                    drawn: drawn.copied().collect(),
                    failures,
                })
            })
            .collect();
        gather(answers.into_iter().flatten().collect(), &drawn, self.plan.asks.len())
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Threads {
    All,
    One,
}

/// What is kept of a member when its runs are gone.
struct MemberAnswers {
    member: u64,
    answers: Vec<Answer>,
    drawn: Vec<f64>,
    failures: Vec<FailedRun>,
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
) -> (Ensemble, Vec<FailedRun>) {
    let mut ensemble = Ensemble {
        members: members.iter().map(|one| one.member).collect(),
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
