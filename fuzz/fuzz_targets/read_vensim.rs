//! Any bytes are a Vensim model, with findings or without: `oracle::read_vensim` says what else.
#![no_main]

use interregnum_fuzz::oracle::read_vensim;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_vensim(bytes));
