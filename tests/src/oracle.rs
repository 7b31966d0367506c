//! What must hold of every reader for any text at all: shared by the fuzz targets (`fuzz/`), which
//! make texts up, and by a test that goes through those they have found (`tests/fuzz_seeds.rs`).
//!
//! A text that breaks one of these promises ends in a panic, as both want it.

use interregnum_formats::encoding::decode;
use interregnum_formats::{Reading, chapters, equation, query, table, unit, vensim, xmile};
use interregnum_model::{Diagnostic, FileId};

/// Asks of a reader what must hold of any bytes.
pub type Promise = fn(&[u8]);

/// Readers by the names of their fuzz targets, and what is asked of them.
pub const READERS: &[(&str, Promise)] = &[
    ("read_equation", |bytes| text(bytes, read_equation)),
    ("read_question", |bytes| text(bytes, read_question)),
    ("read_chapter", |bytes| text(bytes, read_chapter)),
    ("read_book_toml", |bytes| text(bytes, read_book_toml)),
    ("read_table", |bytes| text(bytes, read_table)),
    ("read_xmile", read_xmile),
    ("read_vensim", read_vensim),
];

/// Goes on with what is text; other bytes are kept from these readers.
fn text(bytes: &[u8], read: fn(&str)) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        read(text);
    }
}

/// Any text is an equation or findings; an equation that is printed reads back as the same, and so
/// does a unit.
pub fn read_equation(text: &str) {
    let mut findings = Vec::new();
    let expr = equation::parse(text, FileId(0), 0, &mut findings);
    in_place(&findings, text);
    if findings.is_empty() {
        let printed = equation::print(&expr);
        let again = equation::parse(&printed, FileId(0), 0, &mut findings);
        assert!(findings.is_empty(), "{printed}: {findings:?}");
        assert_eq!(equation::print(&again), printed);
    }
    if let Some(read) = unit::parse(text, FileId(0), 0, &mut Vec::new()) {
        let printed = unit::print(&read);
        let again = unit::parse(&printed, FileId(0), 0, &mut Vec::new());
        assert_eq!(again, Some(read), "{printed}");
    }
}

/// Any text is a question or findings; a question that is printed reads back as the same.
pub fn read_question(text: &str) {
    let mut findings = Vec::new();
    let mut levers = Vec::new();
    let question = query::parse(text, FileId(0), 0, &mut levers, &mut findings);
    in_place(&findings, text);
    if findings.is_empty() {
        let printed = query::print(&question, &levers);
        let again = query::parse(&printed, FileId(0), 0, &mut levers, &mut findings);
        assert!(findings.is_empty(), "{printed}: {findings:?}");
        assert_eq!(query::print(&again, &levers), printed);
    }
}

/// Any text is a chapter, with findings or without; a chapter without findings that is printed
/// reads back as the same.
pub fn read_chapter(text: &str) {
    let reading = chapters::read_text("fuzz.md", text);
    in_place(&reading.diagnostics, text);
    if reading.diagnostics.is_empty() {
        let printed = chapters::print(&reading.model, &mut Vec::new());
        let again = chapters::read_text("again.md", &printed);
        assert!(again.diagnostics.is_empty(), "{printed}\n{:#?}", again.diagnostics);
        assert_eq!(chapters::print(&again.model, &mut Vec::new()), printed);
    }
}

/// Any text is a `book.toml`, with findings or without.
pub fn read_book_toml(text: &str) {
    in_place(&chapters::read_book_text("book.toml", text).diagnostics, text);
}

/// Any text is a table, with findings or without; its points are finite and in order of time.
pub fn read_table(text: &str) {
    let mut findings = Vec::new();
    let points = table::read(text, FileId(0), &mut findings);
    in_place(&findings, text);
    assert!(points.iter().all(|point| point.time.is_finite() && point.value.is_finite()));
    assert!(points.windows(2).all(|pair| pair[0].time < pair[1].time));
}

/// Any bytes are an XMILE model, with findings or without, and what was read can be written.
pub fn read_xmile(bytes: &[u8]) {
    let Ok(decoded) = decode(bytes, None) else { return };
    let reading = xmile::read_text("fuzz.xmile", &decoded.text);
    in_place(&reading.diagnostics, &decoded.text);
    written(&reading);
}

/// Any bytes are a Vensim model, with findings or without, and what was read can be written.
pub fn read_vensim(bytes: &[u8]) {
    let Ok(decoded) = decode(bytes, None) else { return };
    let reading = vensim::read_text("fuzz.mdl", &decoded.text, None);
    in_place(&reading.diagnostics, &decoded.text);
    written(&reading);
}

fn written(reading: &Reading) {
    let mut lost = Vec::new();
    chapters::print(&reading.model, &mut lost);
    xmile::write(&reading.model);
}

/// Every finding stands at whole characters of the text.
fn in_place(findings: &[Diagnostic], text: &str) {
    for finding in findings {
        if let Some(span) = finding.span {
            let words = text.get(span.start as usize..span.end as usize);
            assert!(words.is_some(), "{finding:?} stands nowhere in the text");
        }
    }
}
