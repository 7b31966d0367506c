//! Any text is a chapter, with findings or without: `oracle::read_chapter` says what else.
#![no_main]

use interregnum_fuzz::oracle::read_chapter;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| read_chapter(text));
