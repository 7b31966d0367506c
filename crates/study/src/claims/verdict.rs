//! What came of a claim, from its tests, the members and its knock-outs.

use super::answer::figure;
use super::plan::Knockouts;
use super::report::{Assumption, KnockoutReport, Share, TestReport};
use interregnum_model::claim::Claim;
use interregnum_model::provenance::ProvenanceKind;

/// What came of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Its tests hold, in the base run and in most members, and it breaks where it must.
    Holds,
    /// A test does not hold.
    Fails,
    /// It holds in the base run and not in most members, or the other way round.
    Depends,
    /// Its tests hold, but it does not break where it must: the model does not explain it.
    NotExplained,
    /// There is no answer.
    Untestable,
}

/// In this part of the members at least a claim must hold: the sign of an effect that shows in
/// fewer than four of five draws is not the argument's but the draw's.
pub const MOST_MEMBERS: f64 = 0.8;

impl Verdict {
    /// All verdicts, best first.
    pub const ALL: [Verdict; 5] = [
        Verdict::Holds,
        Verdict::Depends,
        Verdict::NotExplained,
        Verdict::Untestable,
        Verdict::Fails,
    ];

    /// As printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Holds => "holds",
            Verdict::Fails => "fails",
            Verdict::Depends => "depends",
            Verdict::NotExplained => "not-explained",
            Verdict::Untestable => "untestable",
        }
    }
}

/// What is known of a claim.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Evidence<'a> {
    pub claim: &'a Claim,
    /// The first thing that is wrong with it.
    pub fault: Option<&'a str>,
    pub tests: &'a [TestReport],
    /// `None` where the tests speak of the members themselves, or there are none.
    pub members: Option<Share>,
    pub assumption: Option<&'a Assumption>,
    pub knockouts: &'a [KnockoutReport],
    /// Whether the knock-outs were tried.
    pub tried: Knockouts,
}

/// The verdict, and why in a sentence.
pub(crate) fn verdict(evidence: Evidence<'_>) -> (Verdict, String) {
    if let Some(why) = &evidence.claim.untestable {
        return (Verdict::Untestable, why.clone());
    }
    if let Some(fault) = evidence.fault {
        return (Verdict::Untestable, format!("it cannot be asked: {fault}"));
    }
    if evidence.tests.is_empty() {
        return (Verdict::Untestable, "it has no test".to_owned());
    }
    let most = evidence.members.and_then(Share::part).map(|part| part >= MOST_MEMBERS);
    let failing = evidence.tests.iter().filter(|test| test.holds == Some(false)).count();
    if failing > 0 {
        return match most {
            Some(true) => (Verdict::Depends, depends(evidence, "it fails in the base run")),
            Some(false) | None => (Verdict::Fails, fails(failing, evidence)),
        };
    }
    if let Some(test) = evidence.tests.iter().find(|test| test.holds.is_none()) {
        let why = test.no_answer.as_deref().unwrap_or("a test has no answer");
        return (Verdict::Untestable, why.to_owned());
    }
    if evidence.tried == Knockouts::Tried
        && let Some(why) = unexplained(evidence)
    {
        return (Verdict::NotExplained, format!("{why}{}", besides(evidence, most)));
    }
    if most == Some(false) {
        return (Verdict::Depends, depends(evidence, "it holds in the base run"));
    }
    (Verdict::Holds, holds(evidence))
}

fn holds(evidence: Evidence<'_>) -> String {
    match evidence.members {
        Some(share) => format!("its tests hold, and in {}", of_members(share)),
        None => "its tests hold".to_owned(),
    }
}

/// What a claim that is not explained owes its reader beyond that: it does not hold everywhere either.
fn besides(evidence: Evidence<'_>, most: Option<bool>) -> String {
    match (most, evidence.members) {
        (Some(false), Some(share)) => format!("; besides, it holds in {} only", of_members(share)),
        (Some(false), None) | (Some(true) | None, _) => String::new(),
    }
}

fn fails(failing: usize, evidence: Evidence<'_>) -> String {
    let of = match evidence.tests.len() {
        1 => "its test fails".to_owned(),
        tests => format!("{failing} of its {tests} tests fail"),
    };
    match evidence.members {
        Some(share) => format!("{of}; they hold in {}", of_members(share)),
        None => of,
    }
}

fn depends(evidence: Evidence<'_>, base: &str) -> String {
    let members = evidence.members.map_or_else(String::new, of_members);
    let on = match evidence.assumption {
        Some(found) if found.beyond_chance => format!("it depends on {}", means(found)),
        Some(found) => format!(
            "no parameter tells the two apart better than chance; nearest comes {}",
            means(found)
        ),
        None => "nothing is drawn that tells the two apart".to_owned(),
    };
    format!("{base}, but in {members}; {on}")
}

fn means(found: &Assumption) -> String {
    format!(
        "`{}`: on average {} where it holds, {} where it does not",
        found.parameter,
        figure(found.holding),
        figure(found.failing)
    )
}

fn of_members(share: Share) -> String {
    let Share { held, answered, asked } = share;
    if answered == 0 {
        format!("none of {asked} members, for none of them answers")
    } else if answered == asked {
        format!("{held} of {asked} members")
    } else {
        format!("{held} of the {answered} members that answer, of {asked}")
    }
}

/// Why a claim whose tests hold is not explained by the model.
fn unexplained(evidence: Evidence<'_>) -> Option<String> {
    let counts = || evidence.knockouts.iter().filter(|knockout| !knockout.trivial);
    let words = |knockout: &KnockoutReport| {
        let all: Vec<&str> = knockout.alternatives.iter().map(|one| one.text.as_str()).collect();
        all.join(" or ")
    };
    if let Some(survived) = counts().find(|knockout| knockout.breaks == Some(false)) {
        return Some(format!("it holds just as well {}", words(survived)));
    }
    if let Some(unknown) = counts().find(|knockout| knockout.breaks.is_none()) {
        return Some(format!("it has no answer {}", words(unknown)));
    }
    if counts().next().is_none() && must_break(evidence.claim) {
        return Some("nothing is named that must make it fail".to_owned());
    }
    None
}

/// Whether a claim must name what makes it fail: one of the argument must, one that is put in, and
/// one nobody makes but the book's author to watch the model, need not.
pub(crate) fn must_break(claim: &Claim) -> bool {
    let is_argument = claim
        .provenance
        .iter()
        .any(|provenance| !matches!(provenance.kind, ProvenanceKind::Assumed(_)));
    is_argument && claim.role != "input" && claim.untestable.is_none()
}

#[cfg(test)]
mod tests;
