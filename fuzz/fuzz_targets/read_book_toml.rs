//! Any text is a `book.toml`, with findings or without: `oracle::read_book_toml` says what else.
#![no_main]

use interregnum_fuzz::oracle::read_book_toml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| read_book_toml(text));
