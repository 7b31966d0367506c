//! Any text is a table, with findings or without; its points are finite and in order of time.
#![no_main]

use interregnum_formats::table;
use interregnum_model::FileId;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut findings = Vec::new();
    let points = table::read(text, FileId(0), &mut findings);
    assert!(points.iter().all(|point| point.time.is_finite() && point.value.is_finite()));
    assert!(points.windows(2).all(|pair| pair[0].time < pair[1].time));
    for span in findings.iter().filter_map(|finding| finding.span) {
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?}");
    }
});
