//! A model written in a format and read again gives the same numbers.

use crate::compare::{Table, Tolerance, Verdict, compare};
use crate::peers::{folder, suite, table_of};
use interregnum_formats::{Reading, read};
use interregnum_model::{Model, Severity};
use std::path::Path;

/// Nothing but the last bits may change: a few functions are said in other words.
const SAME: Tolerance = Tolerance { absolute: 1e-12, relative: 1e-9, of_column: 1e-12 };

/// Variables of the book that are drawn at random: a draw goes by the place of its call, which the
/// writers change.
const DRAWN: &[&str] = &["steppe_draw", "weather_draw"];

/// One way to a format and back.
pub struct Way {
    /// Writes a model and reads what was written.
    pub there_and_back: fn(&Model) -> Reading,
    /// Columns that bear another name behind it.
    pub renamed: fn(&str) -> bool,
    /// Models of the suite that the format cannot say, and why.
    pub known: &'static [(&'static str, &'static str)],
}

impl Way {
    /// What is wrong with a model's way; `None` when nothing is, or when the model itself does not
    /// run.
    pub fn fault(&self, path: &Path) -> Option<String> {
        let first = read(path);
        let mut expected: Table = table_of(&first.model).ok()?;
        expected
            .columns
            .retain(|name, _| !DRAWN.contains(&name.as_str()) && !(self.renamed)(name.as_str()));
        let second = (self.there_and_back)(&first.model);
        if let Some(error) = second.diagnostics.iter().find(|it| it.severity == Severity::Error) {
            let words = error.span.map_or("", |span| second.model.sources.text(span));
            return Some(format!(
                "what was written cannot be read: {} at `{words}`",
                error.message
            ));
        }
        match table_of(&second.model) {
            Err(why) => Some(format!("what was written does not run: {why}")),
            Ok(found) => match compare(&expected, &found, SAME) {
                Verdict::Pass => None,
                other => Some(other.to_string()),
            },
        }
    }

    /// What is wrong with the book's way.
    pub fn fault_of_the_book(&self) -> Option<String> {
        self.fault(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../books/khrushchev"))
    }

    /// What is wrong with the ways of the community's models, and how many there are; `None`, with
    /// a word, where they are not at hand.
    pub fn faults_of_the_suite(&self) -> Option<(Vec<String>, usize)> {
        let models = folder().map(|folder| folder.join("test-models"));
        let Some(models) = models.filter(|path| path.is_dir()) else {
            println!("SKIPPED: no models at hand; INTERREGNUM_PEERS may say where they are");
            return None;
        };
        let mut faults = Vec::new();
        let peers = suite(&models);
        for peer in &peers {
            let known = self.known.iter().any(|(name, _)| *name == peer.name);
            match self.fault(&peer.model) {
                None if known => faults.push(format!("{} passes: take it off the list", peer.name)),
                Some(why) if !known => faults.push(format!("{}: {why}", peer.name)),
                None | Some(_) => {}
            }
        }
        Some((faults, peers.len()))
    }
}
