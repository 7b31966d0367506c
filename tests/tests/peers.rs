//! The community's conformance suite (SDXorg/test-models) and World3: every model gives the numbers
//! that Vensim or Stella gave. Skipped, with a word, where the models are not at hand.

use interregnum_tests::compare::Tolerance;
use interregnum_tests::peers::{Outcome, Peer, folder, outcome, suite};
use std::collections::BTreeMap;

/// Models that cannot be passed, and why. The target is none.
const KNOWN: &[(&str, &str)] = &[];

/// Every column of World3 within this of Vensim's, which computed it in single precision.
const WORLD3: Tolerance = Tolerance { absolute: 1e-9, relative: 2e-3, of_column: 1e-6 };

#[test]
fn the_suite_gives_the_numbers_of_other_tools() {
    let Some(models) =
        folder().map(|folder| folder.join("test-models")).filter(|path| path.is_dir())
    else {
        println!("SKIPPED: no models at hand; INTERREGNUM_PEERS may say where they are");
        return;
    };
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut faults = Vec::new();
    let peers = suite(&models);
    assert!(!peers.is_empty(), "no model in {}", models.display());
    for peer in &peers {
        let count = counts.entry(peer.family.clone()).or_default();
        count.1 += 1;
        let known = KNOWN.iter().find(|(name, _)| *name == peer.name);
        match (outcome(peer, Tolerance::SUITE), known) {
            (Outcome::Pass, None) => count.0 += 1,
            (Outcome::Pass, Some(_)) => {
                count.0 += 1;
                faults.push(format!("{} passes: take it off the list", peer.name));
            }
            (Outcome::Fail(_), Some((name, why))) => println!("known: {name}: {why}"),
            (Outcome::Fail(why), None) => faults.push(format!("{}: {why}", peer.name)),
        }
    }
    let rows = table(&counts);
    println!("{}", rows.join("\n"));
    let readme = include_str!("../../README.md");
    let untold = rows.iter().filter(|row| !readme.contains(row.as_str()));
    faults.extend(untold.map(|row| format!("README's table lacks `{row} ...`")));
    assert!(
        faults.is_empty(),
        "{} of {} models:\n{}",
        faults.len(),
        peers.len(),
        faults.join("\n")
    );
}

/// Rows as README's table begins them: family, files, files that pass.
fn table(counts: &BTreeMap<String, (usize, usize)>) -> Vec<String> {
    let (passed, tried) = counts.values().fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let row =
        |family: &str, passed: usize, tried: usize| format!("| {family} | {tried} | {passed} |");
    let families = counts.iter().map(|(family, (passed, tried))| row(family, *passed, *tried));
    families.chain([row("all", passed, tried)]).collect()
}

#[test]
fn world3_gives_vensims_numbers_in_every_column() {
    let Some(world3) = folder().map(|folder| folder.join("world3")).filter(|path| path.is_dir())
    else {
        println!("SKIPPED: no World3 at hand; INTERREGNUM_PEERS may say where it is");
        return;
    };
    let peer = Peer {
        name: "World3-03".to_owned(),
        family: String::new(),
        model: world3.join("wrld3-03.mdl"),
        output: world3.join("scenario1.tab"),
    };
    let known = KNOWN.iter().find(|(name, _)| *name == peer.name);
    match (outcome(&peer, WORLD3), known) {
        (Outcome::Pass, None) => {}
        (Outcome::Pass, Some((name, _))) => panic!("{name} passes: take it off the list"),
        (Outcome::Fail(_), Some((name, why))) => println!("known: {name}: {why}"),
        (Outcome::Fail(why), None) => panic!("{why}"),
    }
}
