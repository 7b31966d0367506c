//! Any text is a `book.toml`, with findings or without, each at its place.
#![no_main]

use interregnum_formats::chapters::read_book_text;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let reading = read_book_text("book.toml", text);
    for span in reading.diagnostics.iter().filter_map(|finding| finding.span) {
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?}");
    }
});
