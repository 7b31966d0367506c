//! All runs that some members need, each different one once, in groups that are run side by side.

use super::figures::Members;
use super::member::{Breakdown, Needs, Outcome, outcome};
use super::plan::Plan;
use super::question::{Question, ScenarioId};
use super::scenario::{Figures, Scenario};
use interregnum_compile::program::{Program, VariableId};
use interregnum_model::time::TimeSpec;
use interregnum_run::branch;
use interregnum_run::ensemble::block::{self, Tapes};
use interregnum_run::run::Run;
use interregnum_run::saved::Watch;
use interregnum_run::settings::Settings;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// The runs that some members need.
pub(crate) struct Batch<'a, 'p> {
    program: &'a Program,
    /// How many members.
    members: usize,
    runs: Vec<Distinct>,
    /// Which of the runs each scenario is.
    of: BTreeMap<ScenarioId, usize>,
    /// Runs that are worked off side by side.
    groups: Vec<Group>,
    /// Where tapes are kept for other batches of the same plan.
    tapes: Option<&'a Tapes<'p>>,
}

/// A scenario, and all others that come to the same settings in every member.
struct Distinct {
    /// For each member.
    settings: Vec<Result<Going, Breakdown>>,
    variables: BTreeSet<VariableId>,
    /// How many scenarios it stands for.
    scenarios: u64,
}

/// How a member goes.
struct Going {
    settings: Settings,
    /// The settings by which it goes until a date, where it does not go by its own from the start.
    before: Option<(Settings, f64)>,
}

struct Group {
    runs: Vec<usize>,
    time: Option<TimeSpec>,
}

/// What a group of runs gave.
pub(crate) struct Done {
    /// For each run its number and what came of it in each member.
    pub outcomes: Vec<(usize, Vec<Outcome>)>,
    /// How many of the runs asked for that is.
    pub asked: u64,
}

impl<'a, 'p> Batch<'a, 'p> {
    /// The runs that these members need, in groups of at most so many.
    pub fn new(plan: &Plan, needs: &Needs, members: &Members<'a>, most: usize) -> Batch<'a, 'p> {
        let mut batch = Batch {
            program: members.program,
            members: members.each.len(),
            runs: Vec::new(),
            of: BTreeMap::new(),
            groups: Vec::new(),
            tapes: None,
        };
        for (id, variables) in needs.scenarios() {
            if let Some(scenario) = plan.scenarios.get(id.0) {
                let each = members.each.iter().zip(&members.figures);
                let settings = each.map(|(member, figures)| {
                    going(members, scenario, member, figures).map_err(Breakdown::new)
                });
                batch.add(id, variables, settings.collect());
            }
        }
        batch.group((most / members.each.len().max(1)).max(1));
        batch
    }

    /// With tapes that batches of the same questions share.
    pub fn sharing(self, tapes: &'a Tapes<'p>) -> Batch<'a, 'p> {
        Batch { tapes: Some(tapes), ..self }
    }

    fn add(
        &mut self,
        id: ScenarioId,
        variables: &BTreeSet<VariableId>,
        settings: Vec<Result<Going, Breakdown>>,
    ) {
        let known = self.runs.iter().position(|run| same(&run.settings, &settings));
        let at = known.unwrap_or(self.runs.len());
        self.of.insert(id, at);
        match self.runs.get_mut(at) {
            Some(run) => {
                run.variables.extend(variables);
                run.scenarios += 1;
            }
            None => {
                let variables = variables.clone();
                self.runs.push(Distinct { settings, variables, scenarios: 1 });
            }
        }
    }

    /// Puts up to so many runs that agree in time together, near ones first.
    fn group(&mut self, most: usize) {
        for (at, run) in self.runs.iter().enumerate() {
            let time = run.settings.iter().flatten().next().map(|going| &going.settings.time);
            let open = self
                .groups
                .iter_mut()
                .rev()
                .find(|group| group.time.as_ref() == time && group.runs.len() < most);
            match open {
                Some(group) => group.runs.push(at),
                None => self.groups.push(Group { runs: vec![at], time: time.cloned() }),
            }
        }
    }

    /// How many groups there are.
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// Which run a scenario is.
    pub fn run_of(&self, scenario: ScenarioId) -> Option<usize> {
        self.of.get(&scenario).copied()
    }

    /// The scenarios and the runs they are.
    pub fn scenarios(&self) -> impl Iterator<Item = (ScenarioId, usize)> {
        self.of.iter().map(|(id, run)| (*id, *run))
    }

    /// The last group that a question needs, and the runs it needs.
    pub fn needed(&self, question: &Question) -> (usize, BTreeSet<usize>) {
        let windows = question.windows();
        let runs: BTreeSet<usize> =
            windows.iter().filter_map(|window| self.run_of(window.scenario)).collect();
        let group_of = |run: &usize| self.groups.iter().position(|group| group.runs.contains(run));
        (runs.iter().filter_map(group_of).max().unwrap_or(0), runs)
    }

    /// Works a group off.
    pub fn go(&self, group: usize) -> Done {
        let runs = self.groups.get(group).map_or(&[][..], |group| group.runs.as_slice());
        let distinct: Vec<(usize, &Distinct)> =
            runs.iter().filter_map(|at| Some((*at, self.runs.get(*at)?))).collect();
        let mut variables = BTreeSet::new();
        for (_, run) in &distinct {
            variables.extend(run.variables.iter().copied());
        }
        let all = distinct.iter().flat_map(|(_, run)| run.settings.iter().flatten());
        let whole = all.filter(|going| going.before.is_none());
        let settings: Vec<Settings> = whole.map(|going| going.settings.clone()).collect();
        let watch = Watch::every_step(variables.into_iter().collect());
        let done = match self.tapes {
            Some(tapes) => tapes.runs(group, &settings, &watch),
            None => block::runs(self.program, &settings, &watch),
        };
        let mut done = done.into_iter();
        let mut trunks = Trunks { program: self.program, watch: &watch, last: None };
        let outcomes = distinct.iter().map(|(at, run)| {
            let mut parted = trunks.branches(&run.settings).into_iter();
            let of_members = run.settings.iter().map(|going| {
                let going = going.as_ref().map_err(Clone::clone)?;
                let next = if going.before.is_some() { parted.next() } else { done.next() };
                let mut one = next.ok_or_else(|| Breakdown::new("it was not run"))?;
                one.columns.retain(|column| run.variables.contains(&column.variable));
                outcome(self.program, one)
            });
            (*at, of_members.collect())
        });
        let outcomes = outcomes.collect();
        let scenarios: u64 = distinct.iter().map(|(_, run)| run.scenarios).sum();
        Done { outcomes, asked: scenarios * self.members as u64 }
    }
}

/// How a member goes under a scenario.
fn going(
    members: &Members<'_>,
    scenario: &Scenario,
    member: &Settings,
    figures: &Figures,
) -> Result<Going, String> {
    let settings = scenario.apply(members.program, member, figures)?;
    // The base run parts from itself nowhere.
    let date = scenario.parts(member, figures).filter(|_| member != members.base);
    let before = match date {
        Some(date) => Some((scenario.apply(members.program, members.base, figures)?, date)),
        None => None,
    };
    Ok(Going { settings, before })
}

/// Runs that part from others, of which the last is kept: most members part from the same.
struct Trunks<'a> {
    program: &'a Program,
    watch: &'a Watch,
    last: Option<(Settings, f64, Rc<Run>)>,
}

impl Trunks<'_> {
    /// The runs of all that part from others, in their order; neighbours that part from one are run side by side.
    fn branches(&mut self, all: &[Result<Going, Breakdown>]) -> Vec<Run> {
        let parting = all.iter().flatten();
        let parting = parting.filter_map(|it| Some((it.before.as_ref()?, &it.settings)));
        let parting: Vec<(&(Settings, f64), &Settings)> = parting.collect();
        let together = |a: &(&(Settings, f64), &Settings), b: &(&(Settings, f64), &Settings)| {
            alike(&a.0.0, &b.0.0) && a.0.1.to_bits() == b.0.1.to_bits()
        };
        let mut runs = Vec::with_capacity(parting.len());
        for neighbours in parting.chunk_by(together) {
            let Some(((before, date), _)) = neighbours.first() else { continue };
            let members: Vec<Settings> = neighbours.iter().map(|(_, it)| (*it).clone()).collect();
            let trunk = self.trunk(before, *date);
            runs.extend(branch::branches(self.program, &trunk, &members, self.watch));
        }
        runs
    }

    fn trunk(&mut self, before: &Settings, date: f64) -> Rc<Run> {
        let known = self.last.as_ref();
        let known = known
            .filter(|(known, at, _)| alike(known, before) && at.to_bits() == date.to_bits())
            .map(|(_, _, trunk)| Rc::clone(trunk));
        known.unwrap_or_else(|| {
            let trunk = Rc::new(branch::trunk(self.program, before, date, self.watch));
            self.last = Some((before.clone(), date, Rc::clone(&trunk)));
            trunk
        })
    }
}

/// Whether two scenarios come to the same run in every member.
fn same(a: &[Result<Going, Breakdown>], b: &[Result<Going, Breakdown>]) -> bool {
    let one = |a: &Going, b: &Going| {
        alike(&a.settings, &b.settings)
            && match (&a.before, &b.before) {
                (None, None) => true,
                (Some((a, from)), Some((b, at))) => alike(a, b) && from.to_bits() == at.to_bits(),
                (None, Some(_)) | (Some(_), None) => false,
            }
    };
    a.iter().zip(b).all(|pair| matches!(pair, (Ok(a), Ok(b)) if one(a, b)))
}

/// Whether two settings come to the same run. Which values are held decides what is drawn, and
/// that is done by now.
fn alike(a: &Settings, b: &Settings) -> bool {
    a.values.iter().map(|x| x.to_bits()).eq(b.values.iter().map(|x| x.to_bits()))
        && (&a.time, a.seed, a.member) == (&b.time, b.seed, b.member)
        && a.impulses == b.impulses
}
