//! What a member's runs gave: which variables are asked for in which scenarios, and values taken
//! from its runs.

use super::answer::{Answer, List, NoAnswer, Places, Value};
use super::evaluate::{Moment, Past};
use super::question::{AskedId, Question, ScenarioId, Window};
use super::scenario::Scenario;
use super::window;
use interregnum_compile::program::{Program, VariableId};
use interregnum_model::source::Span;
use interregnum_run::run::Run;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Which variables are asked for in which scenarios.
#[derive(Clone, Debug, Default)]
pub(crate) struct Needs {
    scenarios: BTreeMap<ScenarioId, BTreeSet<VariableId>>,
}

impl Needs {
    /// What these questions need.
    pub fn of<'q>(questions: impl IntoIterator<Item = &'q Question>) -> Needs {
        let mut needs = Needs::default();
        for window in questions.into_iter().flat_map(Question::windows) {
            needs.scenarios.entry(window.scenario).or_default().insert(window.variable);
        }
        needs
    }

    /// The numbers that their changes ask for.
    pub fn asked(&self, scenarios: &[Scenario]) -> BTreeSet<AskedId> {
        let all = self.scenarios.keys().filter_map(|id| scenarios.get(id.0));
        all.flat_map(Scenario::asked).collect()
    }

    /// How many runs that is.
    pub fn runs(&self) -> u64 {
        self.scenarios.len() as u64
    }

    /// The scenarios in order, with their variables.
    pub fn scenarios(&self) -> impl Iterator<Item = (ScenarioId, &BTreeSet<VariableId>)> {
        self.scenarios.iter().map(|(id, variables)| (*id, variables))
    }
}

/// A run that gave what was asked, or why it did not.
pub(crate) type Outcome = Result<Arc<Run>, Breakdown>;

/// Why a run gave nothing.
#[derive(Clone, Debug)]
pub(crate) struct Breakdown {
    /// In a sentence.
    pub why: Arc<str>,
    /// At which words of the model.
    pub span: Option<Span>,
}

impl Breakdown {
    /// One without a place.
    pub fn new(why: impl Into<Arc<str>>) -> Breakdown {
        Breakdown { why: why.into(), span: None }
    }
}

/// What a run comes to.
pub(crate) fn outcome(program: &Program, run: Run) -> Outcome {
    match &run.failure {
        None => Ok(Arc::new(run)),
        Some(failure) => {
            let message = failure.diagnostic(program).message;
            let why = Arc::from(format!("the run fails: {message}"));
            Err(Breakdown { why, span: failure.span })
        }
    }
}

/// The runs of one member.
#[derive(Debug, Default)]
pub(crate) struct Runs {
    runs: BTreeMap<ScenarioId, Outcome>,
}

impl Runs {
    /// These runs.
    pub fn new(runs: impl IntoIterator<Item = (ScenarioId, Outcome)>) -> Runs {
        Runs { runs: runs.into_iter().collect() }
    }
}

impl Past for Runs {
    fn values(&self, window: &Window, element: u32, moment: Moment) -> Answer {
        values(self.runs.get(&window.scenario), window, element, moment)
    }
}

/// What a window asks of a run.
pub(crate) fn values(
    outcome: Option<&Outcome>,
    window: &Window,
    element: u32,
    moment: Moment,
) -> Answer {
    let run = match outcome {
        Some(Ok(run)) => run,
        Some(Err(breakdown)) => return Err(NoAnswer::RunFailed(breakdown.why.clone())),
        None => {
            return Err(NoAnswer::RunFailed(Arc::from("it was interrupted before it was run")));
        }
    };
    let Some(column) = run.column(window.variable, element) else {
        return Err(NoAnswer::Undefined(format!("`{}` was not kept", window.name)));
    };
    let times = run.times.as_slice();
    let one = match moment {
        Moment::Year(year) => {
            let year = year.floor();
            window::mean(times, column, window.course, year, year + 1.0)
        }
        Moment::At(at) => window::value_at(times, column, at),
        Moment::Between(from, until) => {
            let Some(range) = window::stretch(times, from, until) else {
                return outside(times, moment);
            };
            return Ok(Value::List(dated(times, column, range)));
        }
        Moment::Whole => return Ok(Value::List(dated(times, column, 0..times.len()))),
    };
    match one {
        Some(value) => Ok(Value::Number(value)),
        None => outside(times, moment),
    }
}

fn dated(times: &[f64], values: &[f64], range: std::ops::Range<usize>) -> List {
    let at = times.get(range.clone()).unwrap_or(&[]).to_vec();
    let values = values.get(range).unwrap_or(&[]).to_vec();
    List { at, values, places: Places::Dates }
}

fn outside(times: &[f64], moment: Moment) -> Answer {
    use super::answer::figure;
    let asked = match moment {
        Moment::Year(year) => format!("the year {year}"),
        Moment::At(at) if at.is_infinite() => "a date that never comes".to_owned(),
        Moment::At(at) => figure(at),
        Moment::Between(from, until) => format!("{} to {}", figure(from), figure(until)),
        Moment::Whole => "the whole run".to_owned(),
    };
    let (first, last) = (times.first().copied(), times.last().copied());
    let reach = match first.zip(last) {
        Some((first, last)) => format!("the run, {} to {}", figure(first), figure(last)),
        None => "the run".to_owned(),
    };
    Err(NoAnswer::Outside(format!("{asked} lies outside {reach}")))
}
