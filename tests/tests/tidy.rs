//! The guard of the rooms: dependencies one way, a header on every file, no file too long, every
//! dependency explained.
#![allow(clippy::panic)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms in order. Each may use only rooms before it.
const ROOMS: &[&str] = &["model", "formats", "compile", "run", "study"];

/// What only opens the rooms to the outside: may use every room, and is used by none, but that the
/// command opens the page.
const DOORS: &[&str] = &["page", "cli", "python"];

/// Over this, something in a file deserves a name of its own. The number only goes down.
const LONGEST_FILE: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_path_buf).unwrap_or_default()
}

fn manifest(path: &Path) -> toml::Table {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    text.parse().unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn keys(table: &toml::Table, section: &str) -> Vec<String> {
    let section = table.get(section).and_then(toml::Value::as_table);
    section.map(|section| section.keys().cloned().collect()).unwrap_or_default()
}

/// Files with this ending that the project keeps, build outputs left out.
fn files(ending: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> =
            fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
        entries.sort();
        for path in entries {
            let name = path.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            if path.is_dir() && name != "target" && name != "node_modules" && !name.starts_with('.')
            {
                walk(&path, ending, found);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), ending, &mut found);
    found
}

/// The faults of one room's dependencies: rooms it may not use.
fn wrong_edges(room: &str, uses: &[String]) -> Vec<String> {
    let allowed: &[&str] = match ROOMS.iter().position(|r| *r == room) {
        Some(at) => &ROOMS[..at],
        None => ROOMS,
    };
    uses.iter()
        .filter_map(|name| name.strip_prefix("interregnum-"))
        .filter(|used| !allowed.contains(used) && (room, *used) != ("cli", "page"))
        .map(|used| format!("`{room}` uses `{used}`"))
        .collect()
}

#[test]
fn rooms_depend_one_way() {
    let mut faults = Vec::new();
    for entry in fs::read_dir(root().join("crates")).expect("crates").flatten() {
        let room = entry.file_name().to_string_lossy().to_string();
        assert!(
            ROOMS.contains(&room.as_str()) || DOORS.contains(&room.as_str()),
            "`crates/{room}` is neither a room nor a door: give it its place in this list"
        );
        let table = manifest(&entry.path().join("Cargo.toml"));
        faults.extend(wrong_edges(&room, &keys(&table, "dependencies")));
    }
    assert!(faults.is_empty(), "dependencies against the order {ROOMS:?}: {faults:?}");
}

#[test]
fn an_edge_against_the_order_is_found() {
    let against = wrong_edges("formats", &["interregnum-run".into(), "interregnum-model".into()]);
    assert_eq!(against, ["`formats` uses `run`"]);
    let door = wrong_edges("cli", &["interregnum-study".into(), "clap".into()]);
    assert_eq!(door, Vec::<String>::new());
    let into_a_door = wrong_edges("study", &["interregnum-page".into()]);
    assert_eq!(into_a_door, ["`study` uses `page`"]);
    let opens = wrong_edges("cli", &["interregnum-page".into()]);
    assert_eq!(opens, Vec::<String>::new());
    let back = wrong_edges("page", &["interregnum-cli".into()]);
    assert_eq!(back, ["`page` uses `cli`"]);
}

#[test]
fn every_source_file_begins_by_saying_what_it_is() {
    let without: Vec<_> = files("rs")
        .into_iter()
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap_or_default();
            !text.lines().find(|line| !line.starts_with("#![")).unwrap_or("").starts_with("//! ")
        })
        .collect();
    assert!(without.is_empty(), "files without a `//!` header: {without:?}");
}

#[test]
fn no_source_file_is_too_long() {
    let long: BTreeMap<_, _> = files("rs")
        .into_iter()
        .map(|path| (fs::read_to_string(&path).unwrap_or_default().lines().count(), path))
        .filter(|(lines, _)| *lines > LONGEST_FILE)
        .collect();
    assert!(long.is_empty(), "files over {LONGEST_FILE} lines: {long:?}");
}

#[test]
fn nothing_unfinished_is_left() {
    // Put together here, so that this file does not find itself.
    let marks = [["TO", "DO"], ["FIX", "ME"], ["todo", "!("], ["dbg", "!("], ["#[ign", "ore"]];
    let mut found = Vec::new();
    for path in files("rs") {
        let text = fs::read_to_string(&path).unwrap_or_default();
        for (number, line) in text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(&mark.concat())) {
                found.push(format!("{}:{}: {line}", path.display(), number + 1));
            }
        }
    }
    assert!(found.is_empty(), "unfinished: {found:#?}");
}

#[test]
fn every_dependency_is_explained() {
    let contributing = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("CONTRIBUTING.md");
    let workspace = manifest(&root().join("Cargo.toml"));
    let table = workspace.get("workspace").and_then(toml::Value::as_table).expect("workspace");
    let unexplained: Vec<_> = keys(table, "dependencies")
        .into_iter()
        .filter(|name| !name.starts_with("interregnum-"))
        .filter(|name| !contributing.contains(&format!("| `{name}` |")))
        .collect();
    assert!(unexplained.is_empty(), "no line in CONTRIBUTING's dependency table: {unexplained:?}");
}

#[test]
fn every_dependency_comes_from_the_workspace() {
    for path in files("toml").into_iter().filter(|p| p.ends_with("Cargo.toml")) {
        let table = manifest(&path);
        if table.contains_key("workspace") {
            continue;
        }
        for section in ["dependencies", "dev-dependencies"] {
            let entries = table.get(section).and_then(toml::Value::as_table);
            for (name, value) in entries.into_iter().flatten() {
                let own = value.get("workspace").is_none();
                assert!(!own, "{}: `{name}` states a version of its own", path.display());
            }
        }
    }
}
