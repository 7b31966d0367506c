//! The same question asked of the record: where every variable of a test is observed and nothing is
//! changed, its observed series stand in for the run. One answer for each choice of series: those
//! of different observers are never mixed without saying so.

mod observed;

use super::describe;
use super::evaluate::{Ensemble, World};
use super::plan::Planner;
use super::question::{BASE, Question};
use super::report::RecordReport;
use interregnum_compile::program::{Program, VariableId};
use interregnum_model::series::{Measure, Series};
use interregnum_model::{Model, Reference, provenance::Provenance};
use observed::Observed;
use std::collections::BTreeMap;

/// The series of a model by what they observe.
#[derive(Debug)]
pub(crate) struct Record<'a> {
    series: BTreeMap<(VariableId, u32), Vec<&'a Series>>,
}

/// Most choices of series a test is asked of.
const MOST_CHOICES: usize = 6;

impl<'a> Record<'a> {
    /// All series of a model whose unit is that of what they observe.
    pub fn of(model: &'a Model, program: &'a Program) -> Record<'a> {
        let mut series: BTreeMap<(VariableId, u32), Vec<&Series>> = BTreeMap::new();
        for one in model.series.iter().filter(|one| !one.points.is_empty()) {
            let Some(of) = &one.of else { continue };
            let mut planner = Planner::new(model, program);
            if let Some((variable, element)) = planner.single_element(of)
                && comparable(one, of, model)
            {
                series.entry((variable, element)).or_default().push(one);
            }
        }
        Record { series }
    }

    /// The series that observe a variable's element.
    pub fn series_of(&self, variable: VariableId, element: u32) -> &[&'a Series] {
        self.series.get(&(variable, element)).map_or(&[], Vec::as_slice)
    }

    /// A test asked of every choice of series; nothing where a variable of it is not observed.
    pub fn ask(&self, test: usize, question: &Question) -> Vec<RecordReport> {
        let windows = question.windows();
        let changed = windows.iter().any(|window| window.scenario != BASE);
        if windows.is_empty() || changed || question.is_about_members() {
            return Vec::new();
        }
        let mut wanted: Vec<(VariableId, u32)> = Vec::new();
        for window in windows {
            for (element, _) in &window.elements {
                if !wanted.contains(&(window.variable, *element)) {
                    wanted.push((window.variable, *element));
                }
            }
        }
        let choices = self.choices(&wanted);
        choices
            .into_iter()
            .map(|choice| self.ask_choice(test, question, &wanted, &choice))
            .collect()
    }

    fn ask_choice(
        &self,
        test: usize,
        question: &Question,
        wanted: &[(VariableId, u32)],
        choice: &[&'a Series],
    ) -> RecordReport {
        let past =
            Observed { series: wanted.iter().copied().zip(choice.iter().copied()).collect() };
        let world = World { past: &past, ensemble: &Ensemble::default() };
        let series = choice.iter().map(|series| label(series)).collect();
        RecordReport { test, series, answer: describe::test(question, world) }
    }

    /// Every way to pick one series for each, those of one observer first.
    fn choices(&self, wanted: &[(VariableId, u32)]) -> Vec<Vec<&'a Series>> {
        let mut choices: Vec<Vec<&Series>> = vec![Vec::new()];
        for (variable, element) in wanted {
            let candidates = self.series_of(*variable, *element);
            let mut next = Vec::new();
            for choice in &choices {
                for candidate in candidates {
                    next.push(choice.iter().copied().chain([*candidate]).collect());
                }
            }
            next.sort_by_key(|choice: &Vec<&Series>| observers(choice));
            next.truncate(MOST_CHOICES);
            choices = next;
        }
        choices
    }
}

/// How many different observers a choice has.
fn observers(choice: &[&Series]) -> usize {
    let mut seen: Vec<&[Provenance]> = Vec::new();
    for series in choice {
        let who = series.provenance.as_slice();
        let known = seen
            .iter()
            .any(|other| other.iter().map(|one| &one.kind).eq(who.iter().map(|one| &one.kind)));
        if !known {
            seen.push(who);
        }
    }
    seen.len()
}

/// What a series says of each of these years, where it says anything.
pub(crate) fn observed_years(series: &Series, years: &[f64]) -> Vec<Option<f64>> {
    years.iter().map(|year| observed::year_value(series, *year)).collect()
}

/// A series' name, with the day its values stand for where that is not the whole year.
pub(crate) fn label(series: &Series) -> String {
    match series.measure {
        Measure::Year => series.name.to_string(),
        Measure::At(0.0) => format!("{} (1 January)", series.name),
        Measure::At(0.5) => format!("{} (mid-year)", series.name),
        Measure::At(part) => format!("{} (at {part} of the year)", series.name),
    }
}

/// Whether a series is measured in the unit of the variable, or in that of a year's total of it.
fn comparable(series: &Series, of: &Reference, model: &Model) -> bool {
    let variable = model.variable(&of.name.key).and_then(|variable| variable.unit.as_ref());
    let (Some(own), Some((unit, _))) = (&series.unit, variable) else { return true };
    own == unit || unit.times(&model.time.unit).as_ref() == Some(own)
}
