//! Any text is a question or findings: `oracle::read_question` says what else.
#![no_main]

use interregnum_fuzz::oracle::read_question;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| read_question(text));
