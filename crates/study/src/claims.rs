//! Whether what the argument claims comes out of the model: every claim's tests asked of the base
//! run, of the members of an ensemble, of runs in which what it rests on is taken away, and of the
//! record.
//!
//! Reading order: [`answer`] (what a question comes to), [`window`] (values over time),
//! [`function`] (the functions of the query language), `question` and `plan` (questions made
//! ready), `scenario` (changes of a run), `evaluate`, `batch` (the runs of some members, each
//! once), `member` (values taken from them), `asked` (their answers), `knockout`, `record`,
//! [`verdict`], [`report`].
//!
//! Work goes block by block: a block of members is run scenario by scenario, side by side, what can
//! be answered is answered, and runs that nothing asks for any more are dropped. So memory does
//! not grow with members, and the answers do not depend on threads or blocks.

pub mod answer;
mod ask;
pub(crate) mod asked;
pub(crate) mod batch;
pub(crate) mod describe;
pub(crate) mod evaluate;
pub(crate) mod figures;
pub mod function;
mod knockout;
pub(crate) mod member;
pub(crate) mod plan;
pub(crate) mod question;
pub(crate) mod record;
pub mod report;
pub(crate) mod scenario;
mod separate;
mod under;
pub mod verdict;
pub mod window;
mod work;

pub use ask::ask;
pub use plan::Knockouts;
pub use report::Report;
pub use under::run_under;
pub use verdict::Verdict;

use evaluate::{Ensemble, World};
use interregnum_compile::program::Program;
use interregnum_model::claim::Claim;
use interregnum_model::diagnostic::Severity;
use interregnum_model::model::Vary;
use interregnum_model::provenance::ProvenanceKind;
use interregnum_model::{Model, Name};
use interregnum_run::settings::Settings;
use plan::{PlannedClaim, plan};
use record::Record;
use report::{ClaimReport, FailedRun, Share};
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, Ordering};
use verdict::{Evidence, verdict};
use work::Work;

/// What is to be judged, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// Which claims, by their index in the model; all when `None`.
    pub only: Option<Vec<usize>>,
    /// Whether their knock-outs are tried.
    pub knockouts: Knockouts,
    /// How many members are asked, beside the base run.
    pub members: u32,
    /// What members are drawn by.
    pub seed: u64,
    /// The base run's settings: what the user pulled, switched off or set.
    pub settings: Settings,
    /// Levers pulled in every member and not in the base run.
    pub with: Vec<Name>,
    /// What members differ in.
    pub vary: Vary,
    /// How many members are worked off side by side; as many as is best when `None`. Answers do
    /// not depend on it.
    pub block: Option<NonZeroUsize>,
}

impl Options {
    /// As the book says: its ensemble, no knock-outs, nothing changed.
    pub fn new(model: &Model, program: &Program) -> Options {
        let ensemble = &model.book.ensemble;
        Options {
            only: None,
            knockouts: Knockouts::LeftOut,
            members: ensemble.members,
            seed: ensemble.seed,
            settings: Settings::new(program),
            with: ensemble.with.clone(),
            vary: ensemble.vary,
            block: None,
        }
    }
}

/// How those who wait see the work go on, and stop it.
#[derive(Clone, Copy)]
pub struct Control<'a> {
    /// Called after each run, from any thread, with how many runs are done and how many there are.
    pub progress: &'a (dyn Fn(u64, u64) + Sync),
    /// Once true, runs not yet begun are left out, and the report says so.
    pub cancel: &'a AtomicBool,
}

/// Judges the claims of a model whose program this is.
pub fn judge(model: &Model, program: &Program, options: &Options, control: Control<'_>) -> Report {
    let all: Vec<usize> = (0..model.claims.len()).collect();
    let plan = plan(model, program, options.only.as_ref().unwrap_or(&all), options.knockouts);
    let work = Work::new(&plan, program, options, control);
    let (base, base_failed) = work.base();
    let (ensemble, failed) = work.members();
    let world = World { past: &base, ensemble: &ensemble };
    let record = Record::of(model, program);
    let claims = plan
        .claims
        .iter()
        .filter_map(|planned| {
            let claim = model.claims.get(planned.claim)?;
            Some(judge_claim(model, claim, planned, world, &record, options.knockouts))
        })
        .collect();
    let failed: Vec<work::Failed> = base_failed.into_iter().chain(failed).collect();
    /// Enough to see what is wrong; the rest is counted.
    const SHOWN: usize = 10;
    let told = failed.iter().take(SHOWN).map(|(member, breakdown)| FailedRun {
        member: *member,
        why: breakdown.why.to_string(),
        place: breakdown.span.and_then(|span| model.sources.place(span)),
    });
    Report {
        claims,
        seed: options.seed,
        members: options.members,
        vary: options.vary,
        answered: u32::try_from(ensemble.whole).unwrap_or(u32::MAX),
        begun: u32::try_from(ensemble.members.len()).unwrap_or(u32::MAX),
        runs: work.done(),
        base_runs: work.base_runs(),
        member_runs: work.member_runs(),
        knockouts: options.knockouts,
        failures: told.collect(),
        failed: failed.len() as u64,
        interrupted: control.cancel.load(Ordering::Relaxed),
    }
}

fn judge_claim(
    model: &Model,
    claim: &Claim,
    planned: &PlannedClaim,
    world: World<'_>,
    record: &Record<'_>,
    tried: Knockouts,
) -> ClaimReport {
    let fault = planned.faults.iter().find(|fault| fault.severity == Severity::Error);
    let fault = fault.map(|fault| fault.message.as_str());
    let mut report = blank(model, claim);
    if fault.is_none() {
        report.tests =
            planned.tests.iter().map(|test| describe::test(&test.question, world)).collect();
        report.shown = planned.reports.iter().map(|one| describe::shown(one, world)).collect();
        report.knockouts =
            planned.knockouts.iter().map(|one| knockout::knock_out(one, world)).collect();
        for (index, test) in planned.tests.iter().enumerate() {
            report.record.extend(record.ask(index, &test.question));
        }
        let outcomes = member_outcomes(planned, world.ensemble);
        report.members = share(&outcomes);
        report.assumption = separate::separate(&world.ensemble.draws, &outcomes);
    }
    let (found, because) = verdict(Evidence {
        claim,
        fault,
        tests: &report.tests,
        members: report.members,
        assumption: report.assumption.as_ref(),
        knockouts: &report.knockouts,
        tried,
    });
    if found != Verdict::Depends {
        report.assumption = None;
    }
    ClaimReport { verdict: found, because, ..report }
}

/// What is known of a claim before it is asked.
fn blank(model: &Model, claim: &Claim) -> ClaimReport {
    let paragraph = claim
        .provenance
        .iter()
        .filter(|one| !matches!(one.kind, ProvenanceKind::Assumed(_)))
        .map(ToString::to_string)
        .collect();
    let sector = model.chapter(claim.span).map_or_else(String::new, |one| one.sector.clone());
    ClaimReport {
        id: claim.name.to_string(),
        statement: plan::one_line(&claim.statement),
        tier: claim.tier.clone(),
        kind: claim.kind.clone(),
        role: claim.role.clone(),
        hardness: claim.hardness.clone(),
        paragraph,
        sector,
        place: model.sources.place(claim.span),
        verdict: Verdict::Untestable,
        because: String::new(),
        tests: Vec::new(),
        members: None,
        assumption: None,
        knockouts: Vec::new(),
        record: Vec::new(),
        shown: Vec::new(),
    }
}

/// Whether all tests of a claim hold in each member; nothing where a test speaks of the members
/// itself: then the author has said what must hold in how many of them.
fn member_outcomes(planned: &PlannedClaim, ensemble: &Ensemble) -> Vec<Option<bool>> {
    let asks: Option<Vec<_>> = planned.tests.iter().map(|test| test.ask).collect();
    let Some(asks) = asks.filter(|asks| !asks.is_empty()) else { return Vec::new() };
    (0..ensemble.members.len())
        .map(|member| {
            let mut holds = Some(true);
            for ask in &asks {
                match ensemble.answers(*ask).get(member) {
                    Some(Ok(value)) if value.holds() => {}
                    Some(Ok(_)) => return Some(false),
                    Some(Err(_)) | None => holds = None,
                }
            }
            holds
        })
        .collect()
}

fn share(outcomes: &[Option<bool>]) -> Option<Share> {
    if outcomes.is_empty() {
        return None;
    }
    Some(Share {
        held: outcomes.iter().filter(|one| **one == Some(true)).count(),
        answered: outcomes.iter().flatten().count(),
        asked: outcomes.len(),
    })
}
