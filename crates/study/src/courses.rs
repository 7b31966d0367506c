//! The course of a model's main variables year by year, beside the record.

use crate::claims::record::{Record, label, observed_years};
use crate::claims::window::{self, Course};
use interregnum_compile::program::{Layout, Program, Role, VariableId};
use interregnum_model::{Method, Model};
use interregnum_run::run::{Run, element_name, run};
use interregnum_run::saved::Watch;
use interregnum_run::settings::Settings;

/// A run's main variables year by year.
#[derive(Clone, Debug)]
pub struct Courses {
    /// The calendar years wholly inside the run.
    pub years: Vec<f64>,
    /// One for each element of each variable.
    pub lines: Vec<Line>,
    /// Why the run stopped early, if it did.
    pub failure: Option<String>,
}

/// A variable's course.
#[derive(Clone, Debug)]
pub struct Line {
    /// Variable and element.
    pub name: String,
    /// Its unit as written; empty for a pure number.
    pub unit: String,
    /// The mean of each year, or a flow's total; `None` after a failure.
    pub model: Vec<Option<f64>>,
    /// The series that observe it, with their values in the same years.
    pub record: Vec<(String, Vec<Option<f64>>)>,
}

/// The courses of the variables the book shows; of all stocks where it names none.
pub fn courses(model: &Model, program: &Program, settings: &Settings) -> Courses {
    let shown = shown(model, program);
    let variables = shown.iter().map(|(id, _)| *id).collect();
    let run = run(program, settings, &Watch::every_step(variables));
    let years = years(program);
    let record = Record::of(model, program);
    let mut lines = Vec::new();
    for (variable, layout) in shown {
        for element in 0..layout.count {
            lines.push(Line {
                name: element_name(layout, element),
                unit: unit_words(model, layout),
                model: yearly(&run, program, variable, layout, element, &years),
                record: record
                    .series_of(variable, element)
                    .iter()
                    .map(|series| (label(series), observed_years(series, &years)))
                    .collect(),
            });
        }
    }
    let failure = run.failure.as_ref().map(|failure| failure.diagnostic(program).message);
    Courses { years, lines, failure }
}

fn shown<'a>(model: &Model, program: &'a Program) -> Vec<(VariableId, &'a Layout)> {
    let all = || (0..).map(VariableId).zip(&program.variables).filter(|(_, one)| !one.hidden);
    if model.book.show.is_empty() {
        return all().filter(|(_, one)| one.role == Role::Stock).collect();
    }
    let find = |name: &interregnum_model::Name| all().find(|(_, one)| one.name == *name);
    model.book.show.iter().filter_map(find).collect()
}

/// A unit in the words of its declaration: `Mha`, where all that is compared is `mha`.
fn unit_words(model: &Model, layout: &Layout) -> String {
    let declared = model.variable(&layout.name.key).and_then(|variable| variable.unit.as_ref());
    match declared {
        Some((unit, span)) if !unit.is_dimensionless() => {
            model.sources.text(*span).trim_matches(['[', ']']).to_owned()
        }
        Some(_) | None => String::new(),
    }
}

fn years(program: &Program) -> Vec<f64> {
    /// More years than anybody reads; a run in days or seconds has as many.
    const MOST_YEARS: usize = 500;
    let first = (program.time.start - 1e-6).ceil();
    let whole = |year: &f64| *year + 1.0 <= program.time.stop + 1e-6;
    std::iter::successors(Some(first), |year| Some(year + 1.0))
        .take_while(whole)
        .take(MOST_YEARS)
        .collect()
}

fn yearly(
    run: &Run,
    program: &Program,
    variable: VariableId,
    layout: &Layout,
    element: u32,
    years: &[f64],
) -> Vec<Option<f64>> {
    let course = course(program.time.method, layout.role);
    let column = run.column(variable, element).unwrap_or(&[]);
    let mean = |year: &f64| window::mean(&run.times, column, course, *year, year + 1.0);
    years.iter().map(mean).collect()
}

/// How a variable goes from one step to the next: under Euler stocks go straight and the rest is
/// held; Runge-Kutta's rates change inside a step, and straight lines are nearer to them.
pub(crate) fn course(method: Method, role: Role) -> Course {
    match (method, role) {
        (Method::Euler, Role::Stock) | (Method::Rk4, _) => Course::Straight,
        (Method::Euler, _) => Course::Held,
    }
}
