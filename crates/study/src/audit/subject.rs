//! A model made ready to be put to the test: a program that can also hold each of its inputs at its
//! mean or at nothing, and what its claims come to as it stands.

use super::added::{binary, each_element, lever, number};
use super::mentions::mentions;
use super::outcomes::{Outcome, Questions, of_claim};
use interregnum_compile::program::{Layout, Program, Role, VariableId};
use interregnum_model::expression::BinaryOperator;
use interregnum_model::name::Key;
use interregnum_model::source::Span;
use interregnum_model::{Model, Name};
use interregnum_run::run::{Run, run};
use interregnum_run::saved::Watch;
use interregnum_run::settings::Settings;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

/// A model put to the test.
pub(super) struct Subject<'a> {
    /// As it was read.
    pub model: &'a Model,
    /// What runs. It can hold inputs.
    pub program: Program,
    /// The base run's settings.
    pub base: Settings,
    /// The base run: every variable that is shown, at every step.
    pub run: Run,
    /// What comes in from outside.
    pub inputs: Vec<Incoming>,
    /// What the claims ask.
    pub questions: Questions,
    /// What they come to in the base run.
    pub usual: Vec<Outcome>,
    /// Once true, the work is to end.
    pub cancel: &'a AtomicBool,
}

/// An input.
pub(super) struct Incoming {
    /// Its name.
    pub name: Name,
    /// Where it is declared.
    pub span: Span,
    /// What it is over time.
    pub nature: Nature,
    /// Levers that act on it.
    levers: Option<Levers>,
}

/// Levers that act on an input.
struct Levers {
    /// Holds it at its mean.
    mean: Name,
    /// Holds it at 0.
    nothing: Name,
    /// Makes it half as strong.
    half: Name,
    /// Makes it twice as strong.
    twice: Name,
}

/// What an input is over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// It goes up and down from year to year about a level, as rain does: which year has which
    /// value is chance, and no claim may hang on it.
    Fluctuates,
    /// It stands still, happens, or goes one way: a war, a death, a rival's growth.
    Happens,
}

impl Levers {
    fn added(model: &mut Model, layout: &Layout, nature: Nature, means: &[f64]) -> Levers {
        let (span, about) = (layout.span, &layout.name);
        let held = |value: &dyn Fn(usize) -> f64| {
            each_element(layout, |element, _| number(value(element), span))
        };
        let mean = |element: usize| means.get(element).copied().unwrap_or(0.0);
        let still = |element: usize| match nature {
            Nature::Fluctuates => mean(element),
            Nature::Happens => 0.0,
        };
        let times = |factor: f64| {
            each_element(layout, |element, itself| {
                let away = binary(BinaryOperator::Multiply, number(factor, span), itself);
                let stays = number((1.0 - factor) * still(element), span);
                binary(BinaryOperator::Add, stays, away)
            })
        };
        let (half, twice) = (times(0.5), times(2.0));
        Levers {
            mean: lever(model, about, "held at its mean", held(&mean)),
            nothing: lever(model, about, "held at nothing", held(&|_| 0.0)),
            half: lever(model, about, "half as strong", half),
            twice: lever(model, about, "twice as strong", twice),
        }
    }
}

impl<'a> Subject<'a> {
    pub fn new(model: &'a Model, program: &Program, cancel: &'a AtomicBool) -> Subject<'a> {
        let watch = Watch { often: interregnum_run::Often::EveryStep, ..Watch::shown() };
        let run = run(program, &Settings::new(program), &watch);
        let mut inputs = Vec::new();
        let mut held = model.clone();
        for (id, layout) in (0..).map(VariableId).zip(&program.variables) {
            if layout.role != Role::Input || layout.hidden {
                continue;
            }
            let column = |element| run.column(id, element).unwrap_or(&[]);
            let means = (0..layout.count).map(|element| mean(column(element))).collect::<Vec<_>>();
            let nature = nature(&run.times, column(0));
            let levers = Some(Levers::added(&mut held, layout, nature, &means));
            let name = layout.name.clone();
            inputs.push(Incoming { name, span: layout.span, nature, levers });
        }
        let program = match interregnum_compile::compile(&held).program {
            Some(program) => program,
            None => {
                inputs.iter_mut().for_each(|input| input.levers = None);
                program.clone()
            }
        };
        let questions = Questions::new(model, &program);
        let base = Settings::new(&program);
        let usual = questions.outcomes(&program, std::slice::from_ref(&base), cancel);
        let usual = usual.into_iter().next().unwrap_or_default();
        Subject { model, program, base, run, inputs, questions, usual, cancel }
    }

    /// What the claims come to under each of these settings.
    pub fn outcomes(&self, settings: &[Settings]) -> Vec<Vec<Outcome>> {
        self.questions.outcomes(&self.program, settings, self.cancel)
    }

    /// What the claims that hold in the base run come to under each of these settings: a good part
    /// of the work where there are many.
    pub fn outcomes_of_those_that_hold(&self, settings: &[Settings]) -> Vec<Vec<Outcome>> {
        let held = self.usual.iter().filter(|one| one.holds == Some(true));
        let held: Vec<usize> = held.map(|one| one.claim).collect();
        let questions = Questions::of(self.model, &self.program, &held);
        questions.outcomes(&self.program, settings, self.cancel)
    }

    /// The base run with an input held at its mean; `None` where it cannot be.
    pub fn at_mean(&self, input: &Incoming) -> Option<Settings> {
        self.pulled(&input.levers.as_ref()?.mean)
    }

    /// The base run with an input held at nothing; `None` where it cannot be.
    pub fn at_nothing(&self, input: &Incoming) -> Option<Settings> {
        self.pulled(&input.levers.as_ref()?.nothing)
    }

    /// The base run with an input half as strong, and twice; `None` where it cannot be. One that
    /// fluctuates keeps its mean, and strays half or twice as far from it.
    pub fn at_half_and_twice(&self, input: &Incoming) -> Option<[Settings; 2]> {
        let levers = input.levers.as_ref()?;
        Some([self.pulled(&levers.half)?, self.pulled(&levers.twice)?])
    }

    fn pulled(&self, lever: &Name) -> Option<Settings> {
        let mut settings = self.base.clone();
        settings.pull(&self.program, &lever.key, None, None).ok()?;
        Some(settings)
    }

    /// The elements of a variable in a run that watched it.
    pub fn columns<'r>(&self, run: &'r Run, key: &Key) -> impl Iterator<Item = &'r [f64]> {
        let id = self.id(key);
        let columns = run.columns.iter();
        columns.filter(move |column| Some(column.variable) == id).map(|one| one.values.as_slice())
    }

    /// The variable of this name in the program.
    pub fn id(&self, key: &Key) -> Option<VariableId> {
        let mut variables = (0..).map(VariableId).zip(&self.program.variables);
        variables.find(|(_, layout)| layout.name.key == *key).map(|(id, _)| id)
    }

    /// The claims that come to something else than in the base run.
    pub fn turned(&self, outcomes: &[Outcome]) -> Vec<Turned<'a>> {
        let pairs = self.usual.iter().filter_map(|usual| {
            let now = of_claim(outcomes, usual.claim)?;
            (usual.holds != now.holds).then_some((usual, now))
        });
        pairs
            .filter_map(|(usual, now)| {
                let claim = self.model.claims.get(usual.claim)?;
                Some(Turned {
                    index: usual.claim,
                    id: &claim.name.written,
                    was: usual.holds,
                    is: now.holds,
                })
            })
            .collect()
    }

    /// How often each claim that holds in the base run breaks in these runs, by its index in the
    /// model.
    pub fn breaks(&self, all: &[Vec<Outcome>]) -> BTreeMap<usize, (usize, &'a str)> {
        let mut times: BTreeMap<usize, (usize, &str)> = BTreeMap::new();
        for outcomes in all {
            for one in self.turned(outcomes).into_iter().filter(Turned::broke) {
                times.entry(one.index).or_insert((0, one.id)).0 += 1;
            }
        }
        times
    }

    /// Whether a claim speaks of one of these names.
    pub fn speaks(&self, claim: usize, names: &[&Name]) -> bool {
        let Some(claim) = self.model.claims.get(claim) else { return false };
        let named = mentions(self.model, claim);
        names.iter().any(|name| named.contains(&name.key))
    }

    /// Whether any number that decides a claim is another than in the base run.
    pub fn moved(&self, outcomes: &[Outcome]) -> bool {
        let same = |(a, b): (&Outcome, &Outcome)| a.holds == b.holds && a.same_numbers(b);
        !self.usual.iter().zip(outcomes).all(same)
    }
}

/// A claim that comes to something else than in the base run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Turned<'a> {
    /// Its index in the model.
    pub index: usize,
    /// Its id.
    pub id: &'a str,
    /// Whether it held.
    pub was: Option<bool>,
    /// Whether it holds now.
    pub is: Option<bool>,
}

impl Turned<'_> {
    /// Whether it held and does not any more.
    pub fn broke(&self) -> bool {
        self.was == Some(true) && self.is != Some(true)
    }
}

fn mean(values: &[f64]) -> f64 {
    match values {
        [] => 0.0,
        _ => values.iter().sum::<f64>() / values.len() as f64,
    }
}

/// What an input is, by its values once a unit of time: one that changes in most years and has no
/// trend to speak of fluctuates.
fn nature(times: &[f64], values: &[f64]) -> Nature {
    let mut yearly: Vec<(f64, f64)> = Vec::new();
    for (time, value) in times.iter().zip(values) {
        if yearly.last().is_none_or(|(last, _)| time.floor() > last.floor()) {
            yearly.push((*time, *value));
        }
    }
    let changes = yearly.windows(2).filter(|pair| matches!(pair, [a, b] if a.1 != b.1)).count();
    let often = changes * 2 > yearly.len();
    let (at, of): (Vec<f64>, Vec<f64>) = yearly.into_iter().unzip();
    let trend = crate::fit::correlation(&at, &of).unwrap_or(0.0).abs();
    /// Half of what it does is its trend (r² = 0.5).
    const TREND: f64 = 0.7;
    if often && trend < TREND { Nature::Fluctuates } else { Nature::Happens }
}
