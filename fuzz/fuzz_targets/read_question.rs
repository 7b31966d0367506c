//! Any text is a question or findings; a question that is printed reads back as the same.
#![no_main]

use interregnum_formats::query;
use interregnum_model::FileId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut findings = Vec::new();
    let mut levers = Vec::new();
    let question = query::parse(text, FileId(0), 0, &mut levers, &mut findings);
    if findings.is_empty() {
        let printed = query::print(&question, &levers);
        let again = query::parse(&printed, FileId(0), 0, &mut levers, &mut findings);
        assert!(findings.is_empty(), "{printed}: {findings:?}");
        assert_eq!(query::print(&again, &levers), printed);
    }
});
