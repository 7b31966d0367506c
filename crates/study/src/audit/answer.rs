//! What a check answers.

use super::{Check, Checked};
use interregnum_model::Model;
use interregnum_model::source::{Place, Span};

/// What came of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was found that speaks against the model.
    Passes,
    /// Something was.
    Fails,
    /// The model has nothing that could be asked.
    DoesNotApply,
}

impl Verdict {
    /// As printed for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Passes => "passes",
            Verdict::Fails => "fails",
            Verdict::DoesNotApply => "does-not-apply",
        }
    }
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// The check fails by it.
    Fault,
    /// Worth knowing; the check does not fail by it.
    Remark,
}

impl Weight {
    /// As printed for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Weight::Fault => "fault",
            Weight::Remark => "remark",
        }
    }
}

/// Something a check found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// How much it weighs.
    pub weight: Weight,
    /// What, in a sentence without full stop, names in backticks.
    pub what: String,
    /// Where.
    pub place: Option<Place>,
}

/// What was found, side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What each column says.
    pub headings: Vec<&'static str>,
    /// As many words in each as there are headings.
    pub rows: Vec<Vec<String>>,
}

/// What a check answers.
#[derive(Clone, Debug, Default)]
pub(super) struct Answer {
    did: String,
    applies: bool,
    found: Vec<Found>,
    table: Option<Table>,
}

impl Answer {
    /// Of a check that did this.
    pub fn new(did: impl Into<String>) -> Answer {
        Answer { did: did.into(), applies: true, ..Answer::default() }
    }

    /// Of a check that has nothing to ask, for this reason.
    pub fn does_not_apply(why: impl Into<String>) -> Answer {
        Answer { did: why.into(), ..Answer::default() }
    }

    /// That did this, known only at the end.
    pub fn did(mut self, did: impl Into<String>) -> Answer {
        self.did = did.into();
        self
    }

    /// Sets out what was found in rows.
    pub fn table(&mut self, headings: &[&'static str], rows: Vec<Vec<String>>) {
        self.table = Some(Table { headings: headings.to_vec(), rows });
    }

    /// Adds what speaks against the model.
    pub fn fault(&mut self, model: &Model, span: Option<Span>, what: impl Into<String>) {
        self.add(Weight::Fault, model, span, what.into());
    }

    /// Adds what is worth knowing.
    pub fn remark(&mut self, model: &Model, span: Option<Span>, what: impl Into<String>) {
        self.add(Weight::Remark, model, span, what.into());
    }

    fn add(&mut self, weight: Weight, model: &Model, span: Option<Span>, what: String) {
        let place = span.and_then(|span| model.sources.place(span));
        self.found.push(Found { weight, what, place });
    }

    /// The finished report.
    pub fn checked(mut self, check: &Check) -> Checked {
        self.found.sort_by_key(|one| one.weight);
        let fails = self.found.iter().any(|one| one.weight == Weight::Fault);
        let verdict = match (self.applies, fails) {
            (_, true) => Verdict::Fails,
            (true, false) => Verdict::Passes,
            (false, false) => Verdict::DoesNotApply,
        };
        Checked {
            id: check.id,
            question: check.question,
            meaning: check.meaning,
            verdict,
            did: self.did,
            found: self.found,
            table: self.table,
        }
    }
}

/// More names are counted, not named.
const NAMED: usize = 6;

/// Names as a sentence lists them: the first few, and how many more.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    plain(quoted.iter().map(String::as_str))
}

/// Names as a table lists them.
pub(super) fn plain<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let all: Vec<&str> = names.into_iter().collect();
    let named: Vec<&str> = all.iter().take(NAMED).copied().collect();
    match all.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
