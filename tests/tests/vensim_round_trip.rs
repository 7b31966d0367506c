//! A model written as `.mdl` and read again gives the same numbers: every model of the community's
//! suite, World3, and the book.

use interregnum_formats::{read, vensim};
use interregnum_model::Severity;
use interregnum_tests::compare::{Tolerance, Verdict, compare};
use interregnum_tests::peers::{folder, suite, table_of};
use std::path::Path;

/// Nothing but the last bits may change: a few functions are said in other words.
const SAME: Tolerance = Tolerance { absolute: 1e-12, relative: 1e-9, of_column: 1e-12 };

/// Models that a `.mdl` file cannot say, and why.
const KNOWN: &[(&str, &str)] = &[(
    "tests/data_from_other_model/test_data_from_other_model.mdl",
    "a lookup is not missing between its points",
)];

/// Variables of the book that are drawn at random: a draw goes by the place of its call, which the
/// writer changes.
const DRAWN: &[&str] = &["steppe_draw", "weather_draw"];

/// What is wrong with a model's way to `.mdl` and back; `None` when nothing is, or when the model
/// itself does not run.
fn fault(path: &Path) -> Option<String> {
    let first = read(path);
    let mut expected = table_of(&first.model).ok()?;
    expected.columns.retain(|name, _| !DRAWN.contains(&name.as_str()));
    // What the reader makes of a level's rate has its own name.
    expected.columns.retain(|name, _| !name.starts_with("net_flow_of_"));
    let written = vensim::write(&first.model);
    let second = vensim::read_text("written.mdl", &written.text, None);
    if let Some(error) = second.diagnostics.iter().find(|it| it.severity == Severity::Error) {
        let words = error.span.map_or("", |span| second.model.sources.text(span));
        return Some(format!("what was written cannot be read: {} at `{words}`", error.message));
    }
    match table_of(&second.model) {
        Err(why) => Some(format!("what was written does not run: {why}")),
        Ok(found) => match compare(&expected, &found, SAME) {
            Verdict::Pass => None,
            other => Some(other.to_string()),
        },
    }
}

#[test]
fn the_suite_keeps_its_numbers() {
    let Some(models) =
        folder().map(|folder| folder.join("test-models")).filter(|path| path.is_dir())
    else {
        println!("SKIPPED: no models at hand; INTERREGNUM_PEERS may say where they are");
        return;
    };
    let mut faults = Vec::new();
    let peers = suite(&models);
    for peer in &peers {
        let known = KNOWN.iter().any(|(name, _)| *name == peer.name);
        match fault(&peer.model) {
            None if known => faults.push(format!("{} passes: take it off the list", peer.name)),
            Some(why) if !known => faults.push(format!("{}: {why}", peer.name)),
            None | Some(_) => {}
        }
    }
    assert!(faults.is_empty(), "{} of {}:\n{}", faults.len(), peers.len(), faults.join("\n"));
}

#[test]
fn world3_keeps_its_numbers() {
    let Some(world3) = folder().map(|it| it.join("world3/wrld3-03.mdl")).filter(|it| it.is_file())
    else {
        println!("SKIPPED: no World3 at hand; INTERREGNUM_PEERS may say where it is");
        return;
    };
    assert_eq!(fault(&world3), None);
}

#[test]
fn the_book_keeps_its_numbers() {
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../books/khrushchev");
    assert_eq!(fault(&book), None);
}
