//! What a switch does to the claims, in a row.

use super::outcomes::Outcome;
use super::subject::{Subject, Turned};

/// What the columns of [`row`] say.
pub(super) const HEADINGS: [&str; 4] = ["", "breaks", "mends", "moves numbers of"];

/// A switch with the claims that it breaks, those that hold by it alone, and how many others it
/// moves numbers of.
pub(super) fn row(subject: &Subject<'_>, name: &str, outcomes: &[Outcome]) -> Vec<String> {
    let turned = subject.turned(outcomes);
    let ids = |wanted: &dyn Fn(&Turned<'_>) -> bool| {
        let ids: Vec<&str> = turned.iter().filter(|one| wanted(one)).map(|one| one.id).collect();
        ids.join(", ")
    };
    let pairs = subject.usual.iter().zip(outcomes);
    let moved = pairs.filter(|(usual, now)| usual.holds == now.holds && !now.same_numbers(usual));
    vec![
        name.to_owned(),
        ids(&|one| one.broke()),
        ids(&|one| one.is == Some(true)),
        format!("{} more", moved.count()),
    ]
}
