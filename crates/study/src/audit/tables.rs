//! Tables of the outcome: an input that is an observed series the model is to be compared with, or
//! that goes as one does, and lookups over calendar years.

use super::Check;
use super::answer::Answer;
use super::subject::Subject;
use interregnum_model::series::{Point, Series};
use interregnum_model::variable::{InputSource, Variable, VariableKind};
use std::collections::BTreeMap;

pub(super) const CHECK: Check = Check {
    id: "tables",
    question: "Is any record of the outcome put in as a cause?",
    meaning: "A record of the outcome among the causes gives the outcome back, whatever the argument says.",
    ask,
};

/// With fewer years in common two series may agree by chance.
const FEWEST: usize = 6;

/// Two series that agree so nearly are one and the same but for unit and base year. Trends alone
/// agree at 0.9 and more, so it is asked of the changes from year to year.
const SAME: f64 = 0.98;

fn ask(subject: &Subject<'_>) -> Answer {
    let model = subject.model;
    let mut answer = Answer::new(
        "compared every input with every observed series, and looked for lookups over calendar years",
    );
    for variable in &model.variables {
        match &variable.kind {
            VariableKind::Input { source: InputSource::Series { path, points, .. }, .. } => {
                for series in &model.series {
                    if let Some(what) = copy(variable, path, points, series) {
                        answer.fault(model, Some(variable.span), what);
                    }
                }
            }
            VariableKind::Lookup(lookup) => {
                let years = |x: f64| x >= model.time.start && x <= model.time.stop;
                let calendar = model.time.start >= 1000.0
                    && lookup.curves.iter().any(|(_, curve)| {
                        curve.points.iter().filter(|(x, _)| years(*x)).count() > 1
                    });
                if calendar {
                    let what = format!("`{}` is a table over the years of the run", variable.name);
                    answer.fault(model, Some(variable.span), what);
                }
            }
            VariableKind::Stock { .. }
            | VariableKind::Flow { .. }
            | VariableKind::Auxiliary { .. }
            | VariableKind::Parameter { .. }
            | VariableKind::Input { source: InputSource::Equation(_), .. } => {}
        }
    }
    answer
}

/// Why an input is an observed series, if it is.
fn copy(input: &Variable, path: &str, points: &[Point], series: &Series) -> Option<String> {
    let of = series.of.as_ref().map_or("", |of| &of.name.written);
    if path == series.path {
        return Some(format!(
            "the input `{}` reads the file of the series `{}`, which observes `{of}`",
            input.name, series.name
        ));
    }
    let (a, b) = changes(points, &series.points);
    let r = crate::fit::correlation(&a, &b).filter(|_| a.len() >= FEWEST)?;
    (r.abs() >= SAME).then(|| {
        format!(
            "the input `{}` goes as the series `{}` does, which observes `{of}` (r = {r:.3} of {} changes)",
            input.name,
            series.name,
            a.len()
        )
    })
}

/// What two series change by between the years they share.
fn changes(a: &[Point], b: &[Point]) -> (Vec<f64>, Vec<f64>) {
    let years = |points: &[Point]| -> BTreeMap<i64, f64> {
        points.iter().map(|point| (point.time.floor() as i64, point.value)).collect()
    };
    let (a, b) = (years(a), years(b));
    let shared: Vec<(f64, f64)> =
        a.iter().filter_map(|(year, value)| Some((*value, *b.get(year)?))).collect();
    let change = |pair: &[(f64, f64)]| match pair {
        [from, to] => Some((to.0 - from.0, to.1 - from.1)),
        _ => None,
    };
    shared.windows(2).filter_map(change).unzip()
}
