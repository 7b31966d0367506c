//! Any text is an equation or findings: `oracle::read_equation` says what else.
#![no_main]

use interregnum_fuzz::oracle::read_equation;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| read_equation(text));
