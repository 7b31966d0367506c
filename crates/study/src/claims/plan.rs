//! What a set of claims needs: every question made ready, the scenarios they need each once, and
//! what every member of the ensemble is asked.

mod asked;
mod call;
mod change;
mod lower;
mod name;
mod parameter;
mod sweep;
mod window;

use super::question::{AskId, AskedId, Question, ScenarioId};
use super::scenario::Scenario;
use interregnum_compile::program::Program;
use interregnum_model::claim::{Change, ChangeKind, Claim, Knockout, Query};
use interregnum_model::diagnostic::{Code, Diagnostic, has_errors};
use interregnum_model::{Model, Name};
use std::sync::Arc;

/// Everything that is to be asked, and of which runs.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Runs of a member; the first is the one without changes.
    pub scenarios: Vec<Scenario>,
    /// What every member is asked.
    pub asks: Vec<Question>,
    /// Numbers that changes ask for.
    pub asked: Vec<PlannedNumber>,
    /// The claims.
    pub claims: Vec<PlannedClaim>,
}

/// A number of a change, to be asked of the run as it is without the change.
#[derive(Debug)]
pub(crate) struct PlannedNumber {
    /// Its name in the change.
    pub name: Name,
    /// The run it is asked of.
    pub under: ScenarioId,
    /// The question.
    pub question: Question,
}

/// A claim ready to be judged.
#[derive(Debug)]
pub(crate) struct PlannedClaim {
    /// Its index in the model.
    pub claim: usize,
    /// Its tests.
    pub tests: Vec<PlannedTest>,
    /// What is only shown.
    pub reports: Vec<Question>,
    /// Its knock-outs; empty when they are not asked for.
    pub knockouts: Vec<PlannedKnockout>,
    /// Why it cannot be asked.
    pub faults: Vec<Diagnostic>,
}

/// A test ready to be asked.
#[derive(Debug)]
pub(crate) struct PlannedTest {
    /// Asked of the base run; the parts about members of the members.
    pub question: Question,
    /// The same asked of every member; `None` where the test itself speaks of the members.
    pub ask: Option<AskId>,
}

/// A knock-out ready to be tried.
#[derive(Debug)]
pub(crate) struct PlannedKnockout {
    /// Its alternatives.
    pub alternatives: Vec<PlannedAlternative>,
    /// The switch is the claim itself.
    pub trivial: bool,
}

/// One set of changes under which the claim must no longer hold.
#[derive(Debug)]
pub(crate) struct PlannedAlternative {
    /// The changes as written.
    pub text: String,
    /// What must be true under them, or else the tests, which must not.
    pub expect: Expect,
}

/// What is expected under a knock-out.
#[derive(Debug)]
pub(crate) enum Expect {
    /// This holds.
    Holds(Question),
    /// Not all of these hold.
    Fails(Vec<Question>),
}

/// Which knock-outs are planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knockouts {
    /// All.
    Tried,
    /// None.
    LeftOut,
}

/// Plans claims of a model, those of these indices.
pub(crate) fn plan(
    model: &Model,
    program: &Program,
    claims: &[usize],
    knockouts: Knockouts,
) -> Plan {
    let mut planner = Planner::new(model, program);
    let mut planned = Vec::new();
    for index in claims {
        if let Some(claim) = model.claims.get(*index) {
            planned.push(planner.claim(*index, claim, knockouts));
        }
    }
    let Planner { scenarios, asks, asked, .. } = planner;
    Plan { scenarios, asks, asked, claims: planned }
}

/// What is gathered while questions are made ready.
pub(crate) struct Planner<'a> {
    model: &'a Model,
    program: &'a Program,
    scenarios: Vec<Scenario>,
    asks: Vec<Question>,
    asked: Vec<PlannedNumber>,
    /// The numbers that the change being made asks for.
    figures: Vec<(Name, AskedId)>,
    diagnostics: Vec<Diagnostic>,
    /// Whether the question stands inside one about members.
    among_members: bool,
}

impl<'a> Planner<'a> {
    pub fn new(model: &'a Model, program: &'a Program) -> Planner<'a> {
        Planner {
            model,
            program,
            scenarios: vec![Scenario::default()],
            asks: Vec::new(),
            asked: Vec::new(),
            figures: Vec::new(),
            diagnostics: Vec::new(),
            among_members: false,
        }
    }

    /// One question asked of the base run, with what is wrong with it.
    pub fn single(mut self, query: &Query) -> (Plan, Question, Vec<Diagnostic>) {
        let question = self.question(query, &Scenario::default());
        let Planner { scenarios, asks, asked, .. } = self;
        (Plan { scenarios, asks, asked, claims: Vec::new() }, question, self.diagnostics)
    }

    /// Changes of the base run made together, with what they need and what is wrong with them.
    pub fn together(mut self, changes: &[Change]) -> (Plan, Scenario, Vec<Diagnostic>) {
        let scenario = self.changed(changes, &Scenario::default());
        let Planner { scenarios, asks, asked, .. } = self;
        (Plan { scenarios, asks, asked, claims: Vec::new() }, scenario, self.diagnostics)
    }

    /// Questions asked of each member, with what is wrong with them.
    pub fn of_each_member(mut self, queries: &[Query]) -> (Plan, Vec<Diagnostic>) {
        let base = Scenario::default();
        let asks = queries.iter().map(|query| self.question(query, &base)).collect();
        let Planner { scenarios, asked, diagnostics, .. } = self;
        (Plan { scenarios, asks, asked, claims: Vec::new() }, diagnostics)
    }

    fn claim(&mut self, index: usize, claim: &Claim, knockouts: Knockouts) -> PlannedClaim {
        let base = Scenario::default();
        let tests: Vec<PlannedTest> = claim.tests.iter().map(|test| self.test(test)).collect();
        let reports = claim.reports.iter().map(|report| self.question(report, &base)).collect();
        let planned: Vec<PlannedKnockout> =
            claim.knockouts.iter().map(|knockout| self.knockout(claim, knockout)).collect();
        let faults = std::mem::take(&mut self.diagnostics);
        let knockouts = match knockouts {
            Knockouts::Tried => planned,
            Knockouts::LeftOut => Vec::new(),
        };
        PlannedClaim { claim: index, tests, reports, knockouts, faults }
    }

    fn test(&mut self, test: &Query) -> PlannedTest {
        let question = self.condition(test, &Scenario::default());
        let ask = (!question.is_about_members()).then(|| self.ask(question.clone()));
        PlannedTest { question, ask }
    }

    fn knockout(&mut self, claim: &Claim, knockout: &Knockout) -> PlannedKnockout {
        let mut alternatives = Vec::new();
        for changes in &knockout.alternatives {
            let scenario = self.changed(changes, &Scenario::default());
            let expect = match &knockout.expect {
                Some(expect) => Expect::Holds(self.condition(expect, &scenario)),
                None => {
                    // What is wrong with the tests has been said when they were planned.
                    let said = self.diagnostics.len();
                    let tests = claim.tests.iter().map(|test| self.condition(test, &scenario));
                    let expect = Expect::Fails(tests.collect());
                    self.diagnostics.truncate(said);
                    expect
                }
            };
            alternatives.push(PlannedAlternative { text: self.words(changes), expect });
        }
        PlannedKnockout { alternatives, trivial: knockout.trivial }
    }

    /// Changes as one would say them: `without a + b with c from 1955`.
    fn words(&self, changes: &[Change]) -> String {
        let mut words = String::new();
        let mut before = "";
        for change in changes {
            let word = match &change.kind {
                ChangeKind::Off { .. } => "without",
                ChangeKind::With { .. }
                | ChangeKind::Replace { .. }
                | ChangeKind::Set { .. }
                | ChangeKind::Impulse { .. }
                | ChangeKind::Shift { .. }
                | ChangeKind::DrawsFrom(_)
                | ChangeKind::Dt(_)
                | ChangeKind::Method(_) => "with",
            };
            let joint = match (word == before, before.is_empty()) {
                (true, _) => " + ".to_owned(),
                (false, true) => format!("{word} "),
                (false, false) => format!(" {word} "),
            };
            words.push_str(&joint);
            words.push_str(&one_line(self.model.sources.text(change.span)));
            before = word;
        }
        words
    }

    /// A question that says yes or no.
    fn condition(&mut self, query: &Query, under: &Scenario) -> Question {
        let question = self.question(query, under);
        if !question.shape.truth && !question.is_refused() {
            self.diagnostics.push(
                Diagnostic::new(Code::BadClaim, query.span, "a test must be a comparison")
                    .label("this is a value, neither true nor false")
                    .help("compare it: `>= 0.8`, `in 1.45..1.65`, `= 85 ± 3 %`")
                    .help("show a value without judging it with `report`"),
            );
        }
        question
    }

    /// Has every member asked this.
    fn ask(&mut self, question: Question) -> AskId {
        self.asks.push(question);
        AskId(self.asks.len() - 1)
    }

    fn scenario(&mut self, scenario: &Scenario) -> ScenarioId {
        if let Some(known) = self.scenarios.iter().position(|known| known == scenario) {
            return ScenarioId(known);
        }
        self.scenarios.push(scenario.clone());
        ScenarioId(self.scenarios.len() - 1)
    }
}

impl Plan {
    /// Everything asked of the base run.
    pub fn base_questions(&self) -> Vec<&Question> {
        let mut found = Vec::new();
        for claim in self.claims.iter().filter(|claim| !has_errors(&claim.faults)) {
            found.extend(claim.tests.iter().map(|test| &test.question));
            found.extend(&claim.reports);
            let alternatives = claim.knockouts.iter().flat_map(|knockout| &knockout.alternatives);
            for alternative in alternatives {
                match &alternative.expect {
                    Expect::Holds(question) => found.push(question),
                    Expect::Fails(questions) => found.extend(questions),
                }
            }
        }
        found
    }
}

/// Runs of blanks and line ends made one blank.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// The words of a question.
pub(crate) fn words_of(model: &Model, query: &Query) -> Arc<str> {
    Arc::from(one_line(model.sources.text(query.span)))
}
