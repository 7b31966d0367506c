//! Any text is an equation or findings; an equation that is printed reads back as the same.
#![no_main]

use interregnum_formats::{equation, unit};
use interregnum_model::FileId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut findings = Vec::new();
    let expr = equation::parse(text, FileId(0), 0, &mut findings);
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
});
