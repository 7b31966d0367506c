//! Any bytes are an XMILE model, with findings or without: `oracle::read_xmile` says what else.
#![no_main]

use interregnum_fuzz::oracle::read_xmile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_xmile(bytes));
