//! Any text is a chapter, with findings or without; every finding has its place in the text; a
//! chapter without findings that is printed reads back as the same.
#![no_main]

use interregnum_formats::chapters::{print, read_text};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = read_text("fuzz.md", text);
    for finding in &reading.diagnostics {
        if let Some(span) = finding.span {
            assert!(span.start <= span.end && span.end as usize <= text.len(), "{finding:?}");
            assert!(text.get(span.start as usize..span.end as usize).is_some(), "{finding:?}");
        }
    }
    if reading.diagnostics.is_empty() {
        let printed = print(&reading.model, &mut Vec::new());
        let again = read_text("again.md", &printed);
        assert!(again.diagnostics.is_empty(), "{printed}\n{:#?}", again.diagnostics);
        assert_eq!(print(&again.model, &mut Vec::new()), printed);
    }
});
