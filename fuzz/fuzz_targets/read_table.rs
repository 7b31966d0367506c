//! Any text is a table, with findings or without: `oracle::read_table` says what else.
#![no_main]

use interregnum_fuzz::oracle::read_table;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| read_table(text));
