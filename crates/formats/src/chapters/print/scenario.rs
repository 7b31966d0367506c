//! Mechanisms, levers and claims as text.

use super::{Page, provenance, quoted};
use crate::equation::{WORDS, print, print_reference};
use crate::number::print_number;
use crate::query::{self, print_knockout};
use interregnum_model::claim::Claim;
use interregnum_model::scenario::{Lever, Mechanism, Replacement};

/// One mechanism.
pub fn mechanism(page: &mut Page<'_>, mechanism: &Mechanism) {
    let who = provenance(&mechanism.provenance);
    page.line(&format!("mechanism {}{who}", mechanism.name));
    page.remarks(&mechanism.note, mechanism.provisional.as_deref());
    for replaced in &mechanism.off {
        page.inner(&format!("off: {}", replacement(replaced)));
    }
}

/// One lever.
pub fn lever(page: &mut Page<'_>, lever: &Lever) {
    let date = |word: &str, date: Option<f64>| {
        date.map_or(String::new(), |date| format!(" {word} {}", print_number(date)))
    };
    let (from, until) = (date("from", lever.from), date("until", lever.until));
    let who = provenance(&lever.provenance);
    page.line(&format!("lever {}{from}{until}{who}", lever.name));
    page.remarks(&lever.note, lever.provisional.as_deref());
    for replaced in &lever.replacements {
        page.inner(&replacement(replaced));
    }
}

fn replacement(replacement: &Replacement) -> String {
    format!("{} = {}", print_reference(&replacement.target, WORDS), print(&replacement.expr))
}

/// One claim, in a block of its own.
pub fn claim(page: &mut Page<'_>, claim: &Claim, levers: &[Lever]) {
    page.text.push('\n');
    page.line(&format!("```claim {}{}", claim.name, provenance(&claim.provenance)));
    if !claim.statement.is_empty() {
        page.line(&claim.statement);
    }
    let words = [
        ("tier", &claim.tier),
        ("kind", &claim.kind),
        ("role", &claim.role),
        ("hardness", &claim.hardness),
    ];
    for (word, said) in words.into_iter().filter(|(_, said)| !said.is_empty()) {
        page.line(&format!("{word} {said}"));
    }
    for test in &claim.tests {
        page.line(&format!("test {}", query::print(test, levers)));
    }
    for report in &claim.reports {
        page.line(&format!("report {}", query::print(report, levers)));
    }
    for knockout in &claim.knockouts {
        let word = if knockout.trivial { "trivially" } else { "fails" };
        page.line(&format!("{word} {}", print_knockout(knockout, levers)));
    }
    if let Some(why) = &claim.untestable {
        page.line(&format!("untestable {}", quoted(why)));
    }
    page.line("```");
}
