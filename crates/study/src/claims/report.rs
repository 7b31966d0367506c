//! What was found about a set of claims, with the numbers that decided it.

use super::verdict::Verdict;
use interregnum_model::model::Vary;
use interregnum_model::source::Place;

/// The findings about a set of claims.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// In the order of the book.
    pub claims: Vec<ClaimReport>,
    /// The seed the members were drawn by.
    pub seed: u64,
    /// How many members were to be asked, beside the base run.
    pub members: u32,
    /// What they differ in.
    pub vary: Vary,
    /// How many of them were asked everything; fewer when the work was interrupted.
    pub answered: u32,
    /// How many of them were asked anything.
    pub begun: u32,
    /// How many runs were done in all.
    pub runs: u64,
    /// How many different runs the base run's questions needed, those included that changes ask for numbers.
    pub base_runs: u64,
    /// How many runs each member needed.
    pub member_runs: u64,
    /// Whether the knock-outs were tried.
    pub knockouts: super::plan::Knockouts,
    /// Runs that broke down, the first few.
    pub failures: Vec<FailedRun>,
    /// How many runs broke down.
    pub failed: u64,
    /// Whether the work was interrupted.
    pub interrupted: bool,
}

/// A run that broke down.
#[derive(Clone, Debug, PartialEq)]
pub struct FailedRun {
    /// Of which member; 0 is the base run.
    pub member: u64,
    /// Why: variable, element and time.
    pub why: String,
    /// At which words of the model.
    pub place: Option<Place>,
}

/// What was found about a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimReport {
    /// Its id.
    pub id: String,
    /// The claim in words.
    pub statement: String,
    /// core, support or detail.
    pub tier: String,
    /// figure, trend, ...
    pub kind: String,
    /// input, calibrate or validate.
    pub role: String,
    /// firm number, ...
    pub hardness: String,
    /// Who says so: `¶7`, `note 1`.
    pub paragraph: Vec<String>,
    /// The sector of its chapter, such as `S04`; empty when it says none.
    pub sector: String,
    /// Where it stands.
    pub place: Option<Place>,
    /// What came of it.
    pub verdict: Verdict,
    /// Why that, in a sentence.
    pub because: String,
    /// Its tests.
    pub tests: Vec<TestReport>,
    /// In how many members its tests hold; `None` where they speak of the members themselves.
    pub members: Option<Share>,
    /// What it depends on.
    pub assumption: Option<Assumption>,
    /// What must make it fail.
    pub knockouts: Vec<KnockoutReport>,
    /// The same asked of the record.
    pub record: Vec<RecordReport>,
    /// Answers that decide nothing.
    pub shown: Vec<Deciding>,
}

/// What came of a test.
#[derive(Clone, Debug, PartialEq)]
pub struct TestReport {
    /// As written.
    pub text: String,
    /// Whether it holds; `None` where it has no answer.
    pub holds: Option<bool>,
    /// Why it has no answer.
    pub no_answer: Option<String>,
    /// The numbers that decided it.
    pub numbers: Vec<Deciding>,
}

/// A number that decided a test.
#[derive(Clone, Debug, PartialEq)]
pub struct Deciding {
    /// What was asked, as written.
    pub text: String,
    /// The answer, as people read it.
    pub value: String,
    /// The answer, where it is one number.
    pub number: Option<f64>,
    /// What was wanted: `1.45..1.65`; empty for what is only shown.
    pub wanted: String,
    /// Whether it was as wanted; `None` where there is no answer.
    pub holds: Option<bool>,
    /// How many members answered, at which year, ...; may be empty.
    pub note: String,
}

/// A part of the members.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// In how many it holds.
    pub held: usize,
    /// How many answered.
    pub answered: usize,
    /// How many were asked.
    pub asked: usize,
}

impl Share {
    /// The part in which it holds of those that answered; `None` when none did.
    pub fn part(self) -> Option<f64> {
        (self.answered > 0).then(|| self.held as f64 / self.answered as f64)
    }
}

/// What best tells the members where a claim holds from those where it does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Assumption {
    /// The parameter, with its element.
    pub parameter: String,
    /// Its mean where the claim holds.
    pub holding: f64,
    /// Its mean where it does not.
    pub failing: f64,
    /// How often a member of the one kind has more of it than one of the other: 0.5 is chance, 1
    /// tells them apart altogether.
    pub separation: f64,
    /// Whether that is more than the best of so many parameters would do by chance.
    pub beyond_chance: bool,
}

/// What came of a knock-out.
#[derive(Clone, Debug, PartialEq)]
pub struct KnockoutReport {
    /// The switch is the claim itself: proves nothing.
    pub trivial: bool,
    /// Whether the claim breaks as it must; `None` where there is no answer.
    pub breaks: Option<bool>,
    /// Its alternatives, one of which is enough.
    pub alternatives: Vec<AlternativeReport>,
}

/// What came of one set of changes.
#[derive(Clone, Debug, PartialEq)]
pub struct AlternativeReport {
    /// The changes as written.
    pub text: String,
    /// Whether the claim breaks under them; `None` where there is no answer.
    pub breaks: Option<bool>,
    /// The tests, or what was expected instead, under them.
    pub tests: Vec<TestReport>,
}

/// A test asked of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordReport {
    /// Which of the claim's tests, from 0.
    pub test: usize,
    /// The series it was asked of, one for each variable.
    pub series: Vec<String>,
    /// What came of it.
    pub answer: TestReport,
}
