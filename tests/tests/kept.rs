//! What models say besides their numbers stays on the way to each format and back: names, units,
//! words, groups, ranges, curves, arrays, and the drawing, thing by thing. What does not stay is told.
#![allow(clippy::panic)]

use interregnum_formats::{Writing, chapters, layout, read, vensim, xmile};
use interregnum_model::view::{ItemKind, Position};
use interregnum_model::{Key, Model};
use interregnum_tests::foreign;
use interregnum_tests::kept::{Fact, facts};
use interregnum_tests::peers::{folder, suite};
use std::path::{Path, PathBuf};

/// The peers' models where they are at hand, our own in other tools' formats, and the book.
fn models() -> Vec<PathBuf> {
    let mut paths = foreign::models();
    paths.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../books/khrushchev"));
    match folder() {
        Some(folder) => {
            paths.extend(suite(&folder.join("test-models")).into_iter().map(|it| it.model));
            paths.push(folder.join("world3/wrld3-03.mdl"));
        }
        None => println!("SKIPPED: no models at hand; INTERREGNUM_PEERS may say where they are"),
    }
    paths
}

/// Whether a writer's findings tell that something is lost.
fn is_told(fact: &Fact, writing: &Writing) -> bool {
    let said = |words: &str| writing.diagnostics.iter().any(|it| it.message.contains(words));
    let named = writing.diagnostics.iter().any(|it| {
        it.message.split('`').skip(1).step_by(2).any(|name| Key::new(name).as_str() == fact.of)
    });
    let drawn = matches!(
        fact.kind,
        "title" | "place" | "valve" | "ghost" | "arrow" | "words" | "module" | "frame" | "thing"
    );
    named
        || drawn
            && ["drawing(s)", "of the view", "of the drawing", "quotes in the name"]
                .into_iter()
                .any(said)
        || matches!(fact.kind, "group" | "note") && said("group(s) of variables")
        || fact.kind == "claim" && said("no such claims")
        || fact.kind == "curve"
            && ["beside its points", "between its points", "single points"].into_iter().any(said)
}

/// What each model loses on its way without a word.
fn lost_in_silence(
    write: fn(&Model) -> Writing,
    again: fn(&str) -> Model,
    excused: fn(&Fact) -> bool,
) -> Vec<String> {
    let mut lost = Vec::new();
    for path in models() {
        let first = read(&path).model;
        let writing = write(&first);
        let second = facts(&again(&writing.text));
        let before = facts(&first);
        // Words may have more behind them, such as who says so.
        let goes_on = |fact: &Fact| {
            fact.kind == "note"
                && second.iter().any(|it| {
                    it.kind == "note" && it.of == fact.of && it.says.starts_with(&fact.says)
                })
        };
        let missing = before.difference(&second).filter(|fact| !goes_on(fact));
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_string();
        let silent = missing.filter(|fact| !excused(fact) && !is_told(fact, &writing));
        lost.extend(silent.map(|fact| format!("{name}: {fact}")));
    }
    lost
}

fn assert_none(lost: &[String]) {
    assert!(lost.is_empty(), "{} things are lost in silence:\n{}", lost.len(), lost.join("\n"));
}

#[test]
fn on_the_way_to_xmile() {
    let again = |text: &str| xmile::read_text("w.xmile", text).model;
    assert_none(&lost_in_silence(xmile::write, again, |_| false));
}

/// A variable that bears the name of one that says how time runs is that one in Vensim; a view
/// without a title gets a number; flows are auxiliaries that move stocks; counted elements get names.
#[test]
fn on_the_way_to_vensim() {
    let again = |text: &str| vensim::read_text("w.mdl", text, None).model;
    let excused = |fact: &Fact| {
        let clock = ["initial_time", "final_time", "time_step", "saveper"];
        clock.contains(&fact.of.as_str())
            || fact.kind == "title" && fact.says.is_empty()
            || fact.kind == "kind" && fact.says == "flow"
            || fact.kind == "elements" && fact.says == "counted"
    };
    assert_none(&lost_in_silence(vensim::write, again, excused));
}

#[test]
fn on_the_way_to_chapters() {
    let again = |text: &str| chapters::read_text("w.md", text).model;
    assert_none(&lost_in_silence(chapters::write, again, |_| false));
}

/// Room around the middle of what is drawn for it and its name: nothing else stands there.
const ROOM: Position = Position { x: 100.0, y: 60.0 };

#[test]
fn drawings_made_for_models_can_be_read() {
    for path in models() {
        let view = layout::draw(&read(&path).model);
        let places: Vec<Position> = view
            .items
            .iter()
            .filter(|it| matches!(it.kind, ItemKind::Variable(_) | ItemKind::Flow { .. }))
            .map(|it| it.at)
            .collect();
        let close =
            |a: &Position, b: &Position| (a.x - b.x).abs() < ROOM.x && (a.y - b.y).abs() < ROOM.y;
        for (at, place) in places.iter().enumerate() {
            let on = places.iter().skip(at + 1).filter(|other| close(place, other)).count();
            assert_eq!(on, 0, "{}: {place:?} has {on} things on it", path.display());
            assert!(place.x >= 0.0 && place.y >= 0.0, "{}: {place:?}", path.display());
        }
        // A sheet about as wide as high: no more than ten times longer one way than the other.
        let far = |of: fn(&Position) -> f64| places.iter().map(of).fold(0.0, f64::max).max(1000.0);
        let (wide, high) = (far(|it| it.x), far(|it| it.y));
        assert!(wide < 10.0 * high && high < 10.0 * wide, "{}: {wide} by {high}", path.display());
    }
}
