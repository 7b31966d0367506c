//! A `claim` block: the claim in words, the questions that must hold, what must make it fail.

use super::Desk;
use super::common::Common;
use super::markdown::Block;
use super::outline::{Item, Passage};
use crate::cursor::Cursor;
use crate::query::{WORDS, knockout, question};
use interregnum_model::claim::Claim;
use interregnum_model::diagnostic::{Code, Diagnostic};
use interregnum_model::model::Model;
use interregnum_model::name::Key;
use interregnum_model::source::{FileId, Span};
use std::collections::BTreeSet;

/// The words that begin a line of a claim after its statement.
const LINES: &[&str] =
    &["tier", "kind", "role", "hardness", "test", "report", "fails", "trivially", "untestable"];

const TIERS: &[&str] = &["core", "support", "detail"];
const KINDS: &[&str] = &[
    "figure",
    "trend",
    "cause",
    "comparison",
    "event",
    "counterfactual",
    "prediction",
    "structure",
];
const ROLES: &[&str] = &["input", "calibrate", "validate"];
const HARDNESS: &[&str] = &["firm number", "direction and rough size", "qualitative"];

/// Reads the claims that the chapters hold.
pub fn read_all(model: &mut Model, desk: &mut Desk<'_>) {
    let known = &names_with_words(model);
    let mut open: Option<(FileId, String)> = None;
    for (file, block) in std::mem::take(&mut desk.claims) {
        // Claims stand in the order of the chapters: one text serves for all of a chapter.
        if open.as_ref().is_none_or(|(id, _)| *id != file) {
            open = desk.sources.get(file).map(|source| (file, source.text.clone()));
        }
        let text = open.as_ref().map_or("", |(_, text)| text.as_str());
        model.claims.extend(claim(text, file, &block, known, desk));
    }
}

/// Names of variables that hold a word of questions: `demand for meat`. As they are declared, they
/// need no quotes.
fn names_with_words(model: &Model) -> BTreeSet<Key> {
    let reserved = |key: &Key| key.as_str().split('_').any(|word| WORDS.contains(&word));
    let names = model.variables.iter().map(|variable| &variable.name.key);
    names.filter(|key| reserved(key)).cloned().collect()
}

/// Reads a claim; `None`, with a finding, when it has no id.
fn claim(
    text: &str,
    file: FileId,
    block: &Block,
    known: &BTreeSet<Key>,
    desk: &mut Desk<'_>,
) -> Option<Claim> {
    let mut common = Common::default();
    let heading = text.get(block.heading.clone()).unwrap_or("");
    let name = {
        let mut cursor =
            Cursor::new(heading, file, block.heading.start, &[], &mut desk.diagnostics);
        let name = cursor.take_id();
        let Some(name) = name else {
            let span = Span::new(file, block.whole.start, block.heading.end);
            let finding = Diagnostic::new(Code::Syntax, span, "this claim has no id")
                .help("write it after the word: ```claim farm-output-50pc ¶7");
            cursor.fail(finding);
            return None;
        };
        common.provenance(&mut cursor);
        common.finish(&mut cursor);
        name
    };
    common.check(desk, "claim", &name);
    let words = |line: &std::ops::Range<usize>| text.get(line.clone()).unwrap_or("").trim();
    let first = block.lines.iter().position(|line| begins_line(words(line)));
    let (statement, lines) = block.lines.split_at(first.unwrap_or(block.lines.len()));
    let statement: Vec<&str> = statement.iter().map(words).collect();
    let mut claim = Claim {
        name,
        span: Span::new(file, block.whole.start, block.whole.end),
        provenance: std::mem::take(&mut common.provenance),
        statement: statement.join(" "),
        tier: String::new(),
        kind: String::new(),
        role: String::new(),
        hardness: String::new(),
        tests: Vec::new(),
        reports: Vec::new(),
        knockouts: Vec::new(),
        untestable: None,
    };
    let passage = Passage::new(text, file, lines);
    for item in passage.items() {
        line(&item, desk, known, &mut claim, &mut common);
    }
    check_asked(desk, &claim, &common);
    Some(claim)
}

fn begins_line(line: &str) -> bool {
    LINES.contains(&line.split_whitespace().next().unwrap_or(""))
}

fn line(
    item: &Item<'_>,
    desk: &mut Desk<'_>,
    known: &BTreeSet<Key>,
    claim: &mut Claim,
    common: &mut Common,
) {
    let levers = &mut desk.asked;
    let mut cursor = item.all(WORDS, &mut desk.diagnostics);
    cursor.known = known;
    let word = cursor.advance();
    match cursor.text(word) {
        "tier" => claim.tier = vocabulary(&mut cursor, "tier", TIERS),
        "kind" => claim.kind = vocabulary(&mut cursor, "kind", KINDS),
        "role" => claim.role = vocabulary(&mut cursor, "role", ROLES),
        "hardness" => claim.hardness = vocabulary(&mut cursor, "hardness", HARDNESS),
        "test" => claim.tests.push(question(&mut cursor, levers)),
        "report" => claim.reports.push(question(&mut cursor, levers)),
        "fails" => claim.knockouts.extend(knockout(&mut cursor, levers, false)),
        "trivially" => claim.knockouts.extend(knockout(&mut cursor, levers, true)),
        "untestable" => claim.untestable = cursor.expect_text("the reason in quotes"),
        other => {
            let message = format!("`{other}` begins no line of a claim");
            let finding = Diagnostic::new(Code::Syntax, cursor.span(word), message)
                .nearest(other, LINES.iter().copied())
                .help(format!("begin with one of: {}", LINES.join(", ")));
            cursor.fail(finding);
        }
    }
    common.finish(&mut cursor);
}

/// The rest of a line, which is one of a few words.
fn vocabulary(cursor: &mut Cursor<'_>, what: &str, words: &[&str]) -> String {
    let (text, span) = cursor.take_rest();
    let word = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if !words.contains(&word.as_str()) {
        let finding =
            Diagnostic::new(Code::BadClaim, span, format!("`{word}` is no {what} of a claim"))
                .nearest(&word, words.iter().copied())
                .help(format!("write one of: {}", words.join(", ")));
        cursor.report(finding);
    }
    word
}

fn check_asked(desk: &mut Desk<'_>, claim: &Claim, common: &Common) {
    if claim.tests.is_empty() && claim.untestable.is_none() && !common.misread {
        let message = format!("the claim `{}` asks nothing", claim.name);
        desk.diagnostics.push(
            Diagnostic::new(Code::BadClaim, claim.name.span, message)
                .help("write `test` and a question, or `untestable` and the reason in quotes"),
        );
    }
}
